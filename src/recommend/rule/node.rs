//! A compiled rule: a tree of static data, total and three-valued.

use super::Seen;
use crate::recommend::Tri;
use crate::recommend::facts::Value;

/// How a number is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    AtLeast,
    AtMost,
    Above,
    Below,
    Equal,
    NotEqual,
}

impl Comparison {
    #[allow(clippy::float_cmp)]
    pub(crate) fn holds(self, value: f64, limit: f64) -> bool {
        match self {
            Self::AtLeast => value >= limit,
            Self::AtMost => value <= limit,
            Self::Above => value > limit,
            Self::Below => value < limit,
            Self::Equal => value == limit,
            Self::NotEqual => value != limit,
        }
    }

    /// Three-valued: of a bound, what holds for every number on its side.
    pub(crate) fn of(self, value: Value, limit: f64) -> Tri {
        match value {
            Value::Number(number) => self.holds(number, limit).into(),
            Value::Below(bound) if bound <= limit => self.holds(f64::NEG_INFINITY, limit).into(),
            Value::Above(bound) if bound >= limit => self.holds(f64::INFINITY, limit).into(),
            _ => Tri::Unknown,
        }
    }

    pub(crate) fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => ">=",
            Self::AtMost => "<=",
            Self::Above => ">",
            Self::Below => "<",
            Self::Equal => "==",
            Self::NotEqual => "!=",
        }
    }
}

/// Whether values that are older than their concept allows decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trust {
    /// As measured, however long ago.
    All,
    /// An old one counts as unknown.
    Recent,
}

/// One condition; numbers are indices into the tables.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Node {
    Or(&'static [Node]),
    And(&'static [Node]),
    Not(&'static Node),
    Number {
        field: usize,
        op: Comparison,
        limit: f64,
    },
    Word {
        field: usize,
        word: usize,
        equal: bool,
    },
    Flag(usize),
    Has(usize),
    On(usize),
    Gene(usize),
    Region(usize),
    Missing(usize),
    /// Part of the language; no rule of today's tables uses it.
    #[cfg_attr(not(test), allow(dead_code))]
    Known(usize),
}

impl Node {
    /// Yes, no or unknown for this person.
    pub(crate) fn holds(&self, seen: &Seen) -> Tri {
        self.read(seen, Trust::All)
    }

    /// The same with old values trusted or not.
    pub(crate) fn read(&self, seen: &Seen, trust: Trust) -> Tri {
        match *self {
            Self::Or(parts) => {
                let mut value = Tri::False;
                for part in parts {
                    value = value.or(part.read(seen, trust));
                    if value == Tri::True {
                        break;
                    }
                }
                value
            }
            Self::And(parts) => {
                let mut value = Tri::True;
                for part in parts {
                    value = value.and(part.read(seen, trust));
                    if value == Tri::False {
                        break;
                    }
                }
                value
            }
            Self::Not(inner) => inner.read(seen, trust).not(),
            Self::Number { field, .. } | Self::Word { field, .. } | Self::Flag(field)
                if trust == Trust::Recent && seen.is_old(field) =>
            {
                Tri::Unknown
            }
            Self::Number { field, op, limit } => op.of(seen.value(field), limit),
            Self::Word { field, word, equal } => seen.word(field).map(|w| (w == word) == equal).into(),
            Self::Flag(field) => seen.flag(field),
            Self::Has(dx) => seen.dx(dx).value,
            Self::On(medicine) => seen.medicine(medicine).value,
            Self::Gene(gene) => seen.gene(gene).value,
            Self::Region(region) => seen.region().map(|r| r == region).into(),
            Self::Missing(field) => Tri::from(!seen.is_told(field, trust)),
            Self::Known(field) => Tri::from(seen.is_told(field, trust)),
        }
    }
}
