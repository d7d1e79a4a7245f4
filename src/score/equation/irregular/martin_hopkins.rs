//! LDL cholesterol by Martin and Hopkins: a factor looked up in a table.
//!
//! Irregular because the divisor of the triglycerides comes from a published table of two dimensions,
//! triglycerides by non-HDL cholesterol: 180 cells below 400 mg/dL (29 rows of which are used), and the
//! 240 cells of the extension from 400 to under 800. Nothing is published above that.

use std::sync::{Arc, OnceLock};

use super::super::build::{Body, Equation, Head, Stratum};
use super::super::features::MAX_INPUTS;
use super::super::schema::{AnswerLimit, Example, ExampleValue, Input, InputKind, Source, Use};

/// Source, licence and agreement of each cell stand in the file.
const TABLE: &str = include_str!("../../../../data/equations/tables/martin-hopkins.csv");

/// Rows of the table: lowest triglycerides of the row, one factor a column.
struct Rows {
    /// (lowest triglycerides, lowest non-HDL, factor), both ascending.
    cells: Vec<(f64, f64, f64)>,
}

/// The equation, with its source and worked cases.
pub(crate) fn martin_hopkins() -> Equation {
    let number = |id: &str, above: Option<f64>, min: Option<f64>, below: Option<f64>, explore: [f64; 2]| Input {
        id: id.into(),
        kind: InputKind::Number,
        unit: "mg/dL".into(),
        min,
        max: None,
        above,
        below,
        explore: Some(explore),
        studied: None,
        whole: false,
        words: std::collections::BTreeMap::new(),
        need: Use::Required,
        reason: None,
        modifiable: false,
    };
    let head = Head {
        title: "LDL cholesterol, Martin-Hopkins".to_owned(),
        family: "ldl".into(),
        variant: "martin-hopkins".into(),
        question: "lipids".into(),
        horizon_years: None,
        unit: "mg/dL".into(),
        population: "anyone".to_owned(),
        source: Source {
            citation:
                "Martin SS, Blaha MJ, Elshazly MB, et al. Comparison of a novel method vs the Friedewald equation \
                       for estimating low-density lipoprotein cholesterol levels from the standard lipid profile. JAMA \
                       2013; triglycerides 400-799 by Sajja A, et al. JAMA Netw Open 2021"
                    .to_owned(),
            doi: Some("10.1001/jama.2013.280532".to_owned()),
            table: "180-cell table; 240-cell extension".to_owned(),
            licence: "free".to_owned(),
            confidence: "high below 400 mg/dL of triglycerides; medium from 400 (one source)".to_owned(),
            verified_by:
                "174 of 174 cells equal between clincalc and an independent public table; 154 of 154 clincalc \
                          vectors of the extension agree"
                    .to_owned(),
        },
        inputs: vec![
            number("total_chol", Some(0.0), None, None, [77.0, 400.0]),
            number("hdl", Some(0.0), None, None, [15.0, 120.0]),
            number("triglycerides", None, Some(7.0), Some(800.0), [30.0, 799.0]),
        ],
        knots: Vec::new(),
        examples: examples(),
    };
    Equation {
        head: Arc::new(head),
        id: "ldl-martin-hopkins".into(),
        outcome: "ldl".into(),
        scale: "identity",
        selector: None,
        strata: vec![Stratum { code: None, reads: 0b111 }],
        body: Body::Irregular(compute),
        bands: None,
        answer: AnswerLimit { above: Some(0.0) },
    }
}

fn examples() -> Vec<Example> {
    let cases = [
        (205.0, 52.0, 97.0, 132.8),
        (246.0, 61.0, 51.0, 170.8),
        (332.0, 74.0, 534.0, 173.2),
        (341.0, 44.0, 708.0, 194.4),
    ];
    let example = |(tc, hdl, tg, ldl): (f64, f64, f64, f64)| Example {
        source: "clincalc 0.4.0, one decimal".to_owned(),
        inputs: [("total_chol", tc), ("hdl", hdl), ("triglycerides", tg)]
            .into_iter()
            .map(|(k, v)| (k.to_owned(), ExampleValue::Number(v)))
            .collect(),
        expect: [("ldl".to_owned(), ldl)].into_iter().collect(),
        within: 0.051,
    };
    cases.into_iter().map(example).collect()
}

/// LDL = non-HDL - triglycerides / factor; NaN outside the table.
fn compute(row: &[f64; MAX_INPUTS]) -> f64 {
    let [total, hdl, triglycerides, ..] = *row;
    let non_hdl = total - hdl;
    factor(triglycerides, non_hdl).map_or(f64::NAN, |f| non_hdl - triglycerides / f)
}

/// The cell whose row and column start at or below the values; between whole numbers a bin reaches up to the next.
fn factor(triglycerides: f64, non_hdl: f64) -> Option<f64> {
    static TABLES: OnceLock<(Rows, Rows)> = OnceLock::new();
    let (original, extended) = TABLES.get_or_init(|| (parse("original_180"), parse("extended_240")));
    let rows = if triglycerides < 400.0 { original } else { extended };
    // Rows ascend, and columns inside a row: the last cell that fits is the one.
    let above = rows.cells.partition_point(|(tg, ..)| *tg <= triglycerides);
    rows.cells.get(..above)?.iter().rfind(|(_, nh, _)| *nh <= non_hdl.max(0.0)).map(|(.., factor)| *factor)
}

fn parse(variant: &str) -> Rows {
    let cell = |line: &str| {
        let mut parts = line.split(',');
        let tg = parts.next()?.parse().ok()?;
        let nh = parts.nth(1)?.parse().ok()?;
        let factor = parts.nth(1)?.parse().ok()?;
        (parts.next()? == variant).then_some((tg, nh, factor))
    };
    Rows { cells: TABLE.lines().filter_map(cell).collect() }
}

#[cfg(test)]
mod tests {
    use super::{factor, parse};

    #[test]
    fn every_cell_is_there() {
        for table in ["original_180", "extended_240"] {
            assert!(parse(table).cells.is_sorted_by(|a, b| (a.0, a.1) < (b.0, b.1)), "{table}");
        }
        assert_eq!(parse("original_180").cells.len(), 180);
        assert_eq!(parse("extended_240").cells.len(), 240);
    }

    #[test]
    fn cells_of_the_table_as_printed() {
        assert_eq!(factor(7.0, 99.0), Some(3.5));
        assert_eq!(factor(49.5, 99.9), Some(3.5));
        assert_eq!(factor(50.0, 100.0), Some(3.9));
        assert_eq!(factor(399.0, 220.0), Some(5.9));
        assert_eq!(factor(399.9, 500.0), Some(5.9));
        assert_eq!(factor(799.0, 160.0), Some(8.7));
        assert_eq!(factor(6.9, 100.0), None);
    }
}
