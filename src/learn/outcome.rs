//! What a model learns to predict, one entry a row.

/// The outcome of each row.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// A number.
    Continuous(Vec<f64>),
    /// 1 where it happened, 0 where it did not.
    Binary(Vec<f64>),
    /// When it happened, or until when it had not.
    Survival {
        /// Time of the event or of the last look, above 0.
        time: Vec<f64>,
        /// Whether it happened then.
        event: Vec<bool>,
    },
}

impl Outcome {
    /// How many rows.
    pub fn len(&self) -> usize {
        match self {
            Self::Continuous(y) | Self::Binary(y) => y.len(),
            Self::Survival { time, .. } => time.len(),
        }
    }

    /// No row at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How often it happened; the rows of a continuous outcome.
    pub fn events(&self) -> usize {
        match self {
            Self::Continuous(y) => y.len(),
            Self::Binary(y) => y.iter().filter(|y| **y == 1.0).count(),
            Self::Survival { event, .. } => event.iter().filter(|event| **event).count(),
        }
    }

    /// The rows named, in their order; a row that is none is left out.
    #[must_use]
    pub fn take(&self, rows: &[u32]) -> Self {
        let take = |all: &[f64]| rows.iter().filter_map(|row| all.get(*row as usize).copied()).collect();
        match self {
            Self::Continuous(y) => Self::Continuous(take(y)),
            Self::Binary(y) => Self::Binary(take(y)),
            Self::Survival { time, event } => Self::Survival {
                time: take(time),
                event: rows.iter().filter_map(|row| event.get(*row as usize).copied()).collect(),
            },
        }
    }
}
