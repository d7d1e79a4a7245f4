//! A week of named meals that meets a person's limits, or the limits that cannot stand together.
//!
//! A [`Profile`] says what holds; the search ([`plan`]) chooses meal templates, portions and a few foods beside them.
//! The relaxed problem, solved exactly, tells *impossible* from *not found*; portions are a mixed-integer problem for
//! the same solver. [`grade`] judges every week by the letter of the limits before it leaves.

mod answer;
mod energy;
mod grade;
mod layout;
mod limits;
mod person;
mod portions;
mod problem;
mod profile;
mod relax;
mod search;
mod swap;
mod tables;

pub use answer::{
    CatalogueFood, CatalogueMeal, MealCatalogue, MealConflict, MealDay, MealLimit, MealPlan, MealStatus,
    meal_catalogue, plan,
};
pub use energy::MealEnergy;
pub use grade::grade;
pub use person::{Body, MealProfile, MealReason, MealSource, MealWishes, meal_profile};
pub use profile::{Likes, Limit, Profile, Scope};
pub use swap::{MealPlace, swap};
