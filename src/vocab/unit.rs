//! Units per concept: conversion to the canonical unit, limits, and which unit a screen shows (`data/units`).

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::text::unit_key;
use crate::error::{Error, Kind};

/// One accepted unit of a concept.
#[derive(Debug, Clone)]
pub struct UnitRow {
    /// UCUM code; empty for a unit without one (斤).
    pub ucum: &'static str,
    /// Spellings that mean it.
    pub aliases: Vec<&'static str>,
    /// canonical = value × factor + offset.
    pub factor: f64,
    /// canonical = value × factor + offset.
    pub offset: f64,
    /// Believed only for numbers in this range, as written.
    pub only: Option<(f64, f64)>,
    /// A number without a unit is read in this unit inside this range, as written.
    pub bare: Option<(f64, f64)>,
    /// Shown where the page is set to US units.
    pub us: bool,
    /// Shown where the page is set to SI units.
    pub si: bool,
    keys: Vec<String>,
}

impl UnitRow {
    /// What the unit is called: its UCUM code, else its first spelling.
    pub fn name(&self) -> &'static str {
        if self.ucum.is_empty() { self.aliases.first().copied().unwrap_or_default() } else { self.ucum }
    }

    /// Into the canonical unit.
    pub fn to_canonical(&self, value: f64) -> f64 {
        value * self.factor + self.offset
    }

    /// Out of the canonical unit.
    pub fn of_canonical(&self, value: f64) -> f64 {
        (value - self.offset) / self.factor
    }
}

/// All units and limits of one concept.
#[derive(Debug, Clone)]
pub struct Units {
    /// Concept id.
    pub concept: &'static str,
    /// Canonical unit (UCUM).
    pub canonical: &'static str,
    /// Accepted units.
    pub rows: Vec<UnitRow>,
    /// Outside, a value is set aside; canonical unit.
    pub hard: (f64, f64),
    /// Outside, a value is used and marked; canonical unit.
    pub soft: (f64, f64),
}

/// Where a canonical value lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plausibility {
    /// Inside the soft limits.
    Fine,
    /// Outside the soft limits, inside the hard ones: used and marked.
    Unusual,
    /// Outside the hard limits, or no number: set aside.
    Impossible,
}

impl Units {
    /// The row that a unit as written means.
    pub fn find(&self, unit: &str) -> Option<&UnitRow> {
        let unit = unit.trim();
        let exact = self.rows.iter().find(|r| !r.ucum.is_empty() && r.ucum == unit || r.aliases.contains(&unit));
        exact.or_else(|| {
            let key = unit_key(unit);
            (!key.is_empty()).then(|| self.rows.iter().find(|r| r.keys.contains(&key))).flatten()
        })
    }

    /// The row that a bare number means; `None` where several could, so that the page asks.
    pub fn find_bare(&self, value: f64) -> Option<&UnitRow> {
        self.rows.iter().find(|r| r.bare.is_some_and(|(low, high)| value >= low && value <= high))
    }

    /// The canonical value of a number in a unit as written.
    ///
    /// # Errors
    /// `units.notANumber`; `units.unknown`, naming the accepted units.
    pub fn to_canonical(&self, value: f64, unit: &str) -> Result<f64, Error> {
        if !value.is_finite() {
            return Err(Error::new(Kind::Value, "units.notANumber").with("concept", self.concept));
        }
        let believed = |r: &&UnitRow| r.only.is_none_or(|(low, high)| value >= low && value <= high);
        let row = self.find(unit).filter(believed).ok_or_else(|| self.unknown(unit))?;
        Ok(row.to_canonical(value))
    }

    /// The error of a unit that does not fit.
    pub fn unknown(&self, unit: &str) -> Error {
        Error::new(Kind::Value, "units.unknown")
            .with("concept", self.concept)
            .with("unit", unit)
            .with("accepted", self.accepted())
    }

    /// Names of the accepted units, for a sentence.
    pub fn accepted(&self) -> String {
        self.rows.iter().map(UnitRow::name).collect::<Vec<_>>().join(", ")
    }

    /// Where a canonical value lies.
    pub fn plausibility(&self, canonical: f64) -> Plausibility {
        let inside = |(low, high): (f64, f64)| canonical >= low && canonical <= high;
        match (inside(self.soft), inside(self.hard)) {
            (true, true) => Plausibility::Fine,
            (_, true) => Plausibility::Unusual,
            _ => Plausibility::Impossible,
        }
    }

    /// Another accepted unit in which the number as written would be an ordinary value.
    pub fn fits_better(&self, value: f64, than: &UnitRow) -> Option<&UnitRow> {
        self.rows.iter().find(|r| {
            let believed = r.only.is_none_or(|(low, high)| value >= low && value <= high);
            believed && r.name() != than.name() && self.plausibility(r.to_canonical(value)) == Plausibility::Fine
        })
    }

    /// The unit that a screen shows.
    pub fn shown(&self, si: bool) -> Option<&UnitRow> {
        self.rows.iter().find(|r| if si { r.si } else { r.us })
    }
}

fn table() -> &'static BTreeMap<&'static str, Units> {
    static TABLE: OnceLock<BTreeMap<&'static str, Units>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: BTreeMap<&'static str, Units> = BTreeMap::new();
        for line in include_str!(concat!(env!("OUT_DIR"), "/units.tsv")).lines() {
            let Some((concept, canonical, hard, soft, row)) = parse(line) else { continue };
            table
                .entry(concept)
                .or_insert_with(|| Units { concept, canonical, rows: Vec::new(), hard, soft })
                .rows
                .push(row);
        }
        table
    })
}

type Line = (&'static str, &'static str, (f64, f64), (f64, f64), UnitRow);

fn parse(line: &'static str) -> Option<Line> {
    let mut cells = line.split('\t');
    let concept = cells.next()?;
    let canonical = cells.next()?;
    let ucum = cells.next()?;
    let aliases: Vec<&'static str> = cells.next()?.split('|').filter(|a| !a.is_empty()).collect();
    let mut number = || cells.next().map(|c| c.parse::<f64>().ok());
    let factor = number()??;
    let offset = number()??;
    let hard = (number()??, number()??);
    let soft = (number()??, number()??);
    let only = number()?.zip(number()?);
    let bare = number()?.zip(number()?);
    let shown = cells.next()?;
    let keys = std::iter::once(ucum).filter(|u| !u.is_empty()).chain(aliases.iter().copied()).map(unit_key).collect();
    let (us, si) = (shown.contains("us"), shown.contains("si"));
    Some((concept, canonical, hard, soft, UnitRow { ucum, aliases, factor, offset, only, bare, us, si, keys }))
}

/// Units and limits of a concept; `None` for concepts answered in words and for conditions and medicines.
pub fn of(concept: &str) -> Option<&'static Units> {
    table().get(concept)
}

/// All concepts that are numbers, by id.
pub fn all() -> impl Iterator<Item = &'static Units> {
    table().values()
}

/// The canonical value of a number in a unit as written.
///
/// # Errors
/// `units.noConcept`, `units.notANumber`, or `units.unknown` naming the accepted units.
pub fn to_canonical(concept: &str, value: f64, unit: &str) -> Result<f64, Error> {
    let units = of(concept).ok_or_else(|| Error::new(Kind::Value, "units.noConcept").with("concept", concept))?;
    units.to_canonical(value, unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_decides_and_spellings_meet() {
        assert!((to_canonical("total_chol", 5.2, "mmol/L").unwrap() - 201.084).abs() < 1e-9);
        assert_eq!(to_canonical("total_chol", 5.2, "mmol／l"), to_canonical("total_chol", 5.2, "mmol/L"));
        assert!((to_canonical("hba1c", 48.0, "mmol/mol").unwrap() - 6.54304).abs() < 1e-9);
        assert!((to_canonical("weight", 137.0, "斤").unwrap() - 68.5).abs() < 1e-9);
        assert!((to_canonical("creatinine", 95.0, "μmol/L").unwrap() - 1.0746609).abs() < 1e-9);
        assert!((to_canonical("sbp", 15.9, "kPa").unwrap() - 119.2598103).abs() < 1e-6);
    }

    #[test]
    fn a_wrong_unit_names_the_accepted_ones() {
        let error = to_canonical("total_chol", 5.2, "mmHg").unwrap_err();
        assert_eq!(error.key, "units.unknown");
        assert!(error.args.get("accepted").unwrap().contains("mmol/L"));
        assert_eq!(to_canonical("hba1c", 5.0, "1").unwrap_err().key, "units.unknown");
        assert_eq!(to_canonical("sbp", f64::NAN, "mm[Hg]").unwrap_err().key, "units.notANumber");
        assert_eq!(to_canonical("stroke", 1.0, "1").unwrap_err().key, "units.noConcept");
    }

    #[test]
    fn a_bare_number_is_read_only_where_one_unit_fits() {
        let bare = |concept, value| of(concept).unwrap().find_bare(value).map(UnitRow::name);
        assert_eq!(bare("sbp", 138.0), Some("mm[Hg]"));
        assert_eq!(bare("hba1c", 0.061), Some("1"));
        assert_eq!(bare("hba1c", 48.0), Some("mmol/mol"));
        assert_eq!(bare("creatinine", 116.0), None);
        assert_eq!(bare("height", 1.53), None);
        assert_eq!(bare("phq9", 12.0), Some("{score}"));
    }

    #[test]
    fn a_number_in_the_wrong_unit_is_recognised_not_rescaled() {
        let units = of("total_chol").unwrap();
        let mmol = units.find("mmol/L").unwrap();
        assert_eq!(units.plausibility(mmol.to_canonical(158.0)), Plausibility::Impossible);
        assert_eq!(units.fits_better(158.0, mmol).map(UnitRow::name), Some("mg/dL"));
        let height = of("height").unwrap();
        assert_eq!(height.fits_better(1.53, height.find("cm").unwrap()).map(UnitRow::name), Some("m"));
    }

    #[test]
    fn every_unit_returns_where_it_came_from() {
        for units in all() {
            assert!(units.shown(true).is_some() && units.shown(false).is_some(), "{}", units.concept);
            for row in &units.rows {
                let back = row.of_canonical(row.to_canonical(7.5));
                assert!((back - 7.5).abs() < 1e-9, "{} {}", units.concept, row.name());
                assert!(
                    units.find(row.name()).is_some_and(|r| r.factor == row.factor),
                    "{} {}",
                    units.concept,
                    row.name()
                );
            }
        }
    }
}
