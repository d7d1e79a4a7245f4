//! Who is asked about: age at the date, sex, child, deceased.

use time::Date;

use crate::record::{Patient, Sex};

/// The person at the day of assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Who {
    /// Whole years at the day of assessment, the least the record allows; `None` when unknown or impossible.
    pub age: Option<i32>,
    /// Whole years, the most the record allows; differs from `age` when the birth date lacks month or day.
    pub age_at_most: Option<i32>,
    /// The birth date lies after the day of assessment, or the age is above 130.
    pub age_impossible: bool,
    /// Sex for clinical use; `None`: ask.
    pub sex: Option<Sex>,
    /// Under 18; unknown ages are no children.
    pub child: bool,
    /// The record says that the person had died by the day of assessment.
    pub deceased: bool,
}

impl Who {
    /// Reads the person at a day.
    pub fn of(patient: &Patient, as_of: Date) -> Self {
        let given = |(years, when): (i32, Option<crate::vocab::PartialDate>)| match when {
            Some(day) if day.earliest() <= as_of => (
                years.saturating_add(day.years_before(as_of).max(0)),
                years.saturating_add(day.years_before_at_most(as_of)),
            ),
            _ => (years, years),
        };
        let (least, most) = match (patient.birth, patient.age) {
            (Some(birth), _) => (birth.years_before(as_of), birth.years_before_at_most(as_of)),
            (None, Some(age)) => {
                let (least, most) = given(age);
                // An age in whole years, true of an earlier day, may have had its birthday since.
                let since = age.1.is_some_and(|day| day.days_before(as_of) > 0);
                (least, if since { most.max(least.saturating_add(1)) } else { most })
            }
            (None, None) => return Self::new(patient, as_of, None),
        };
        Self::new(patient, as_of, Some((least, most)))
    }

    /// The record does not give the age to the year.
    pub fn age_uncertain(&self) -> bool {
        self.age != self.age_at_most
    }

    fn new(patient: &Patient, as_of: Date, age: Option<(i32, i32)>) -> Self {
        let possible =
            age.filter(|(least, most)| *most >= 0 && *least <= 130).map(|(least, most)| (least.max(0), most));
        let died = |d: crate::record::Deceased| d.date.is_none_or(|day| day.earliest() <= as_of);
        Self {
            age: possible.map(|a| a.0),
            age_at_most: possible.map(|a| a.1),
            age_impossible: age.is_some() && possible.is_none(),
            sex: patient.sex,
            child: possible.is_some_and(|(least, _)| least < 18),
            deceased: patient.deceased.is_some_and(died),
        }
    }
}
