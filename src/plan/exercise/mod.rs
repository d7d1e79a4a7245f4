//! Twelve weeks of movement: inside a person's minutes, equipment and limits, growing no faster than the tables say.
//!
//! | file | what |
//! | --- | --- |
//! | `tables` | activities, programmes, equipment, estimates (`data/exercise`) |
//! | `person` | a profile from what the rules know of a person |
//! | `profile` | the profile: reading and checking it |
//! | `suit` | which activities suit, and what stands in for one that does not |
//! | `programmes` | which programmes, from which of their weeks, by which activities |
//! | `share` | how a day's minutes are shared between them |
//! | `weeks` | the sessions of each week |
//! | `answer` | the plan as it is handed out |
//! | `swap` | another activity in the place of one |

mod answer;
mod person;
mod profile;
mod programmes;
mod share;
mod suit;
mod swap;
mod tables;
mod weeks;

pub use answer::{
    ExercisePlan, MovementActivity, MovementHeartRate, MovementLeft, MovementPart, MovementProgramme, MovementReach,
    MovementReplaced, MovementSession, MovementSource, MovementStop, MovementWeek, plan_exercise,
};
pub use person::{MovementAbout, exercise_profile};
pub use profile::{EQUIPMENT, ExerciseProfile, MovementWishes};
pub use suit::MovementAgainst;
pub use swap::{MovementSwap, MovementSwapped, swap_activity};
pub use tables::{activity_ids, equipment_ids};
