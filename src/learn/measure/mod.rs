//! How good a model is: whom it tells apart, whether its shares are borne out, whether acting on it is worth it.
//!
//! Everything is measured on checked columns ([`Scored`], [`Followed`]) and is exact where it can be: pairs are counted in
//! whole numbers, and an interval stands beside every figure that has one.
//!
//! | file | what |
//! | --- | --- |
//! | `sample` | checked columns; estimates and shares with intervals |
//! | `ranked`, `delong` | area under the ROC curve, precision, their errors, two models beside each other |
//! | `resample` | the bootstrap |
//! | `shares` | Brier score, log loss |
//! | `calibration`, `few` | intercept, slope, curve and distances from it |
//! | `calibration_at` | the same of shares up to a time |
//! | `decisions` | thresholds and net benefit |
//! | `reclassify` | what a second model changes |
//! | `continuous` | numbers rather than shares |
//! | `kaplan_meier`, `concordance`, `over_time` | times to an event |
//! | `subgroup` | the same by groups |

mod calibration;
mod calibration_at;
mod concordance;
mod continuous;
mod decisions;
mod delong;
mod few;
mod kaplan_meier;
mod over_time;
mod ranked;
mod reclassify;
mod resample;
mod sample;
mod shares;
mod subgroup;

pub use calibration::{Calibration, CalibrationCurve, CalibrationGroup, CurvePoint, calibration};
pub use calibration_at::{CalibrationAt, calibration_at};
pub use concordance::{Concordance, harrell, uno};
pub use continuous::{Distances, distances, slope_of_numbers};
pub use decisions::{BenefitPoint, ThresholdRow, decision_curve, threshold_table, youden};
pub use delong::{AreaComparison, area_by_person, compare_areas, logit_interval};
pub use kaplan_meier::{SurvivalCurve, follow_up, kaplan_meier};
pub use over_time::{
    AtTime, BrierOverTime, ThresholdRowAt, area_over_time, brier_at, brier_over_time, decision_curve_at,
    threshold_table_at,
};
pub use ranked::{Level, Ranked};
pub use reclassify::{Reclassification, reclassification};
pub use resample::{Resampling, bootstrap, bootstrap_area, of_draws, resample_rows};
pub use sample::{Estimate, Followed, Scored, Share};
pub use shares::{brier, log_loss, scaled_brier};
pub use subgroup::{ENOUGH, GroupFigures, GroupFiguresAt, LEAST, SubgroupTable, subgroups, subgroups_at};

use sample::z95;
