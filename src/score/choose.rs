//! Which equation answers a question where a person lives, and which model of a family fits what is known.
//!
//! The rule: the country's row wins over the region's default row. Candidates are the first choice and
//! the alternatives. What does not ship or does not apply is dropped; the rest is sorted by its flag
//! (studied here, rates adjusted to here, neither), keeping the order; the first one answers, and its
//! flag, if it is not "studied here", is said before the number.

use std::sync::OnceLock;

use super::{Assessment, Equation, Inputs, Reason, Studied, equations_of};

/// Compact form of `data/regions/regions.csv`, made when the crate is built.
const TABLE: &str = include_str!(concat!(env!("OUT_DIR"), "/regions.txt"));

/// A family that may answer, in the order of the rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Family as `regions.csv` names it.
    pub family: String,
    /// Whether it was studied where the person lives.
    pub studied: Studied,
    /// An equation of this family is in the catalogue.
    pub ships: bool,
}

struct Row {
    region: &'static str,
    country: &'static str,
    question: &'static str,
    candidates: Vec<(&'static str, Studied)>,
}

fn table() -> &'static [Row] {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    ROWS.get_or_init(|| TABLE.lines().filter_map(row).collect())
}

fn row(line: &'static str) -> Option<Row> {
    let mut cells = line.split(',');
    let (region, country, question) = (cells.next()?, cells.next()?, cells.next()?);
    let candidates = cells.next()?.split(';').filter_map(|pair| {
        let (family, flag) = pair.split_once('=')?;
        let studied = match flag {
            "yes" => Studied::Yes,
            "recalibrated" => Studied::Recalibrated,
            _ => Studied::No,
        };
        Some((family, studied))
    });
    Some(Row { region, country, question, candidates: candidates.collect() })
}

/// Families for a question, in the order of the rule, those that do not ship in their place too.
///
/// A region is `us`, `uk`, `eu`, `cn` or `other`; a country is its ISO 3166 code of two letters. Empty
/// when no row is known or the row says that none ships.
pub fn candidates(question: &str, region: &str, country: Option<&str>) -> Vec<Candidate> {
    let country = country.unwrap_or_default();
    let rows = || table().iter().filter(|r| r.question == question);
    let own = rows().find(|r| !country.is_empty() && r.country.eq_ignore_ascii_case(country));
    let row = own.or_else(|| rows().find(|r| r.country.is_empty() && r.region == region));
    let mut found: Vec<Candidate> = row
        .into_iter()
        .flat_map(|r| &r.candidates)
        .map(|(family, studied)| Candidate { family: (*family).to_owned(), studied: *studied, ships: ships(family) })
        .collect();
    found.sort_by_key(|c| c.studied);
    found
}

fn ships(family: &str) -> bool {
    equations_of(family).next().is_some()
}

/// The region a country belongs to (`us`, `uk`, `eu`, `cn`, `other`), where the table knows the country.
pub fn region_of(country: &str) -> Option<&'static str> {
    table().iter().find(|r| !r.country.is_empty() && r.country.eq_ignore_ascii_case(country)).map(|r| r.region)
}

/// Countries that have a row of their own, by their ISO 3166 code.
pub fn countries() -> Vec<&'static str> {
    let mut codes: Vec<_> = table().iter().map(|r| r.country).filter(|c| !c.is_empty()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// The equation that answers, and what was passed over for it.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// The equation.
    pub equation: &'static Equation,
    /// Its flag; `None` while the region is unknown.
    pub studied: Option<Studied>,
    /// Families before it, with `notShipped` or `notApplicable`.
    pub passed_over: Vec<(String, String)>,
    /// Optional values that are known and could not be used, with why.
    pub set_aside: Vec<Reason>,
}

/// Chooses the equation of one outcome and horizon for a person.
///
/// A family that does not apply to the person is dropped; when none applies, the first that ships is
/// chosen, so that its reasons can be shown. While the region is unknown the order of `other` is used
/// and no flag is given.
pub fn choose(
    question: &str,
    outcome: &str,
    horizon_years: Option<u32>,
    region: Option<&str>,
    country: Option<&str>,
    inputs: &Inputs,
) -> Option<Chosen> {
    let region_or_country = region.or_else(|| country.and_then(region_of));
    let mut passed_over = Vec::new();
    let mut fallback = None;
    for candidate in candidates(question, region_or_country.unwrap_or("other"), country) {
        let variant = choose_variant(&candidate.family, inputs);
        let wanted = variant.as_ref().map(|v| v.variant);
        let fits = |e: &&Equation| {
            e.outcome() == outcome && e.horizon_years() == horizon_years && wanted.is_none_or(|v| v == e.variant())
        };
        let Some(equation) = equations_of(&candidate.family).find(fits) else {
            passed_over.push((candidate.family, "notShipped".to_owned()));
            continue;
        };
        // A value that an input cannot have is told with the score, not here.
        let evaluated = equation.evaluate(inputs);
        let applies = !evaluated.is_ok_and(|e| matches!(e.assessment, Assessment::NotApplicable { .. }));
        let chosen = Chosen {
            equation,
            studied: region_or_country.map(|_| candidate.studied),
            passed_over: passed_over.clone(),
            set_aside: variant.map(|v| v.set_aside).unwrap_or_default(),
        };
        if applies {
            return Some(chosen);
        }
        passed_over.push((candidate.family, "notApplicable".to_owned()));
        fallback = fallback.or(Some(chosen));
    }
    fallback
}

/// Which model of a family fits what is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// Its name.
    pub variant: &'static str,
    /// Optional inputs that are unknown and would choose another model.
    pub absent: Vec<&'static str>,
    /// Known values outside the range the models take: not used, with why.
    pub set_aside: Vec<Reason>,
}

impl Variant {
    /// The model that would fit if one of the absent inputs were known too, inside its range.
    pub(crate) fn with(&self, absent: &'static str) -> &'static str {
        if self.variant == "base" { absent } else { "full" }
    }
}

/// Optional predictors of PREVENT.
const OPTIONAL: [&str; 3] = ["uacr", "hba1c", "sdi"];

/// PREVENT: base without an optional predictor, the one's own model with one, full with two or three.
///
/// `None` for a family of one model.
pub fn choose_variant(family: &str, inputs: &Inputs) -> Option<Variant> {
    if family != "prevent" {
        return None;
    }
    let full = equations_of(family).find(|e| e.variant() == "full")?;
    let mut known = Vec::new();
    let mut absent = Vec::new();
    let mut set_aside = Vec::new();
    for id in OPTIONAL {
        match full.known(inputs, id) {
            Some(Ok(())) => known.push(id),
            Some(Err(reason)) => set_aside.push(reason),
            None => absent.push(id),
        }
    }
    let variant = match known.as_slice() {
        [] => "base",
        [one] => one,
        _ => "full",
    };
    Some(Variant { variant, absent, set_aside })
}

/// The equation of the same family, outcome and horizon with another model.
pub fn variant_of(equation: &Equation, variant: &str) -> Option<&'static Equation> {
    equations_of(equation.family()).find(|e| {
        e.variant() == variant && e.outcome() == equation.outcome() && e.horizon_years() == equation.horizon_years()
    })
}
