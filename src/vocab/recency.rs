//! How old a value may be before the page asks to confirm it (`data/concepts/recency.csv`).

use std::collections::HashMap;
use std::sync::OnceLock;

/// What becomes of a value older than its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beyond {
    /// Used and marked "old, confirm".
    Confirm,
    /// Not used: it no longer says anything.
    Unknown,
}

/// The limit of one concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recency {
    /// Days; `None` where a value never ages.
    pub max_age_days: Option<i64>,
    /// What becomes of an older value.
    pub beyond: Beyond,
}

/// The limit of a concept; `None` where the table has none.
pub fn of(concept: &str) -> Option<Recency> {
    static TABLE: OnceLock<HashMap<&'static str, Recency>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let line = |line: &'static str| {
            let mut cells = line.split('\t');
            let concept = cells.next()?;
            let max_age_days = cells.next()?.parse().ok();
            let beyond = if cells.next()? == "unknown" { Beyond::Unknown } else { Beyond::Confirm };
            Some((concept, Recency { max_age_days, beyond }))
        };
        include_str!(concat!(env!("OUT_DIR"), "/recency.tsv")).lines().filter_map(line).collect()
    });
    table.get(concept).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits() {
        assert_eq!(of("sbp"), Some(Recency { max_age_days: Some(365), beyond: Beyond::Confirm }));
        assert_eq!(of("pregnancy_status").map(|r| r.beyond), Some(Beyond::Unknown));
        assert_eq!(of("lpa").and_then(|r| r.max_age_days), None);
    }
}
