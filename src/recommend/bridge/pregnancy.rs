//! The present pregnancy, and what belongs to it or to an earlier one.

use time::{Date, Duration};

use super::context::{Context, Pregnancy};
use super::entry::{Entry, Place};
use super::table::{Kind, Meaning};
use super::window::{Window, within};
use crate::recommend::Tri;
use crate::record::{Sex, VerificationStatus};
use crate::vocab::PartialDate;

/// A pregnancy lasts 40 weeks from the last period; a status older than nine months says nothing.
const TERM_DAYS: i64 = 280;
/// An entry older than this belongs to an earlier pregnancy, however long the present one.
const LONGEST_DAYS: i64 = 300;

/// Reads the pregnancy: an answer, the status, a code dated within nine months, the weeks.
pub(crate) fn read(context: &Context) -> Pregnancy {
    let mut pregnancy = Pregnancy { start: start(context), ..Pregnancy::default() };
    let status = context.profile.get("pregnancy_status").filter(|i| i.value.is_some());
    pregnancy.seen = status.filter(|i| i.value == Some(1.0)).and_then(|i| i.date);
    pregnancy.now = match (context.answered("pregnant"), status.and_then(|i| i.value)) {
        (Some(yes), _) => Tri::from(yes),
        (None, Some(value)) => Tri::from(value > 0.5),
        (None, None) => coded(context, &mut pregnancy.seen),
    };
    let past_it = context.profile.who().age.is_some_and(|age| age >= 55);
    if pregnancy.now == Tri::Unknown && (context.sex() == Some(Sex::Male) || past_it) {
        pregnancy.now = Tri::False;
    }
    if pregnancy.now != Tri::True {
        pregnancy.start = None;
    }
    pregnancy
}

/// A code for pregnancy counts while it is active and dated within nine months.
fn coded(context: &Context, seen: &mut Option<PartialDate>) -> Tri {
    let Some(name) = context.table.find(Kind::Field, "pregnant") else { return Tri::Unknown };
    let mut value = Tri::Unknown;
    let mut latest: Option<PartialDate> = None;
    for entry in context.entries.iter().filter(|e| e.place != Place::Allergy) {
        for row in entry.rows.iter().filter(|r| r.name == name) {
            let Meaning::Rule(rule) = row.meaning else { continue };
            let yes = context.table.rule(rule).is_some_and(|r| r.id == "is_true");
            let date = entry.recorded.max(entry.onset);
            let fresh = date.is_some_and(|d| within(d, Window::Days(TERM_DAYS), context.as_of) == Tri::True);
            if entry.verification == VerificationStatus::Confirmed && entry.active && fresh && date >= latest {
                latest = date;
                value = Tri::from(yes);
            }
        }
    }
    if value == Tri::True {
        *seen = latest;
    }
    value
}

/// When the present pregnancy began, from a coded last period, due date or number of weeks.
fn start(context: &Context) -> Option<(Date, Date)> {
    let (day, _) = weeks(context)?;
    // Near the ends of the calendar there is no such week.
    Some((day.saturating_sub(Duration::days(7)), day.saturating_add(Duration::days(7))))
}

/// First day of the last period and the facts that say so; nothing older than a pregnancy can last.
pub(crate) fn weeks(context: &Context) -> Option<(Date, u32)> {
    let name = context.table.find(Kind::Field, "pregnant_weeks")?;
    let mut best: Option<(PartialDate, Date, u32)> = None;
    for entry in &context.entries {
        let Some(seen) = entry.since().filter(|d| d.is_full()) else { continue };
        for row in entry.rows.iter().filter(|r| r.name == name) {
            let Meaning::Rule(rule) = row.meaning else { continue };
            let id = context.table.rule(rule).map_or("", |r| r.id);
            let Some(first) = first_day(entry, id, seen.earliest()) else { continue };
            let days = (context.as_of - first).whole_days();
            if (0..=LONGEST_DAYS).contains(&days) && best.is_none_or(|(d, ..)| seen >= d) {
                best = Some((seen, first, entry.id));
            }
        }
    }
    best.map(|(_, first, id)| (first, id))
}

fn first_day(entry: &Entry, rule: &str, seen: Date) -> Option<Date> {
    let back = |weeks: f64| {
        #[allow(clippy::cast_possible_truncation)]
        let days = (weeks * 7.0).round() as i64;
        (0.0..=44.0).contains(&weeks).then(|| seen.saturating_sub(Duration::days(days)))
    };
    match rule {
        "weeks_then" => back(entry.number?),
        "weeks_in_code" => {
            let code = entry.codes.iter().map(|(_, c)| c).find(|c| c.to_ascii_uppercase().starts_with("Z3A"))?;
            let weeks: f64 = code.rsplit('.').next()?.parse().ok()?;
            // Z3A.00 and Z3A.01 say "not specified" and "less than eight".
            if weeks >= 8.0 { back(weeks) } else { None }
        }
        "pregnancy_date" => {
            let date: PartialDate = entry.word.as_deref()?.parse().ok()?;
            let due = entry.codes.iter().any(|(_, c)| c == "11778-8");
            let day = date.is_full().then(|| date.earliest())?;
            Some(if due { day.saturating_sub(Duration::days(TERM_DAYS)) } else { day })
        }
        _ => None,
    }
}

/// Whether an entry belongs to the present pregnancy.
pub(crate) fn in_this(context: &Context, entry: &Entry, while_active: bool) -> Tri {
    let pregnancy = &context.pregnancy;
    if pregnancy.now == Tri::False || (while_active && entry.over) {
        return Tri::False;
    }
    let Some(since) = entry.since() else { return Tri::Unknown };
    if within(since, Window::Days(LONGEST_DAYS), context.as_of) == Tri::False {
        return Tri::False;
    }
    if pregnancy.now == Tri::Unknown {
        return Tri::Unknown;
    }
    let after_start = pregnancy.start.is_some_and(|(_, last)| since.earliest() >= last);
    let after_seen = pregnancy.seen.is_some_and(|seen| since.earliest() >= seen.latest());
    let before_start = pregnancy.start.is_some_and(|(first, _)| since.latest() < first);
    if after_start || after_seen {
        Tri::True
    } else if before_start {
        Tri::False
    } else {
        Tri::Unknown
    }
}

/// The rules about the present pregnancy.
pub(crate) fn decide(context: &Context, entry: &Entry, rule: &str) -> Tri {
    match rule {
        "in_pregnancy" => in_this(context, entry, false),
        "in_pregnancy_active" => in_this(context, entry, true),
        // Known before the pregnancy it may still matter in it: ask.
        _ => match in_this(context, entry, true) {
            Tri::False if context.pregnancy.now == Tri::True && !entry.over => Tri::Unknown,
            other => other,
        },
    }
}

/// A diagnosis of pregnancy whose pregnancy has ended; `None` while it belongs to the present one.
pub(crate) fn past(context: &Context, entry: &Entry) -> Option<Tri> {
    match in_this(context, entry, false) {
        Tri::True => None,
        Tri::False => Some(Tri::True),
        Tri::Unknown => Some(Tri::Unknown),
    }
}
