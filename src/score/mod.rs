//! Floor 4: published equations as data, evaluated to one of three answers.

mod assessment;

pub use assessment::{Assessment, InputStatus, InputUsed, Interval, Missing, Reason, Studied};
