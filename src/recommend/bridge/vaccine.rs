//! Vaccine doses: seasons, series, and how long ago. A missing dose is never "not given": lists are seldom complete.

use time::{Date, Month};

use super::context::Context;
use super::entry::Place;
use super::field::number;
use super::table::{Kind, System};
use super::window::{Window, months_before, months_between, within};
use crate::recommend::{Facts, Provenance, Tri};
use crate::record::FactId;
use crate::vocab::PartialDate;

/// One dose.
#[derive(Debug, Clone)]
struct Dose {
    date: Option<PartialDate>,
    id: FactId,
    cvx: Vec<String>,
}

/// Puts every field of this module.
pub(super) fn put(context: &Context, facts: &mut Facts) {
    season(context, facts, "vax_flu_season", flu_start(context));
    season(context, facts, "vax_covid_season", season_start(context.as_of, Month::September));
    let against_rsv = doses(context, "vax_rsv");
    if !against_rsv.is_empty() {
        yes(facts, "vax_rsv", &against_rsv);
    }
    pneumococcal(context, facts);
    hepatitis_b(context, facts);
    papilloma(context, facts);
    zoster(context, facts);
    tetanus(context, facts);
}

/// Doses of a field, a dose a day.
fn doses(context: &Context, field: &str) -> Vec<Dose> {
    let Some(index) = context.table.find(Kind::Field, field) else { return Vec::new() };
    let mut out: Vec<Dose> = Vec::new();
    for entry in context.entries.iter().filter(|e| e.place == Place::Immunization && e.means(index)) {
        let cvx: Vec<String> =
            entry.codes.iter().filter(|(s, _)| *s == System::Cvx).map(|(s, c)| super::table::tidy(*s, c)).collect();
        if entry.onset.is_none() || !out.iter().any(|d| d.date == entry.onset) {
            out.push(Dose { date: entry.onset, id: entry.id, cvx });
        }
    }
    out.sort_by_key(|d| d.date);
    out
}

fn ids(doses: &[Dose]) -> Vec<FactId> {
    doses.iter().map(|d| d.id).collect()
}

fn yes(facts: &mut Facts, field: &str, doses: &[Dose]) {
    let _ = facts.set_flag(field, true, Provenance::of(&ids(doses)));
}

fn season(context: &Context, facts: &mut Facts, field: &str, start: Date) {
    let inside = |d: &Dose| d.date.is_some_and(|day| day.earliest() >= start);
    let given: Vec<Dose> = doses(context, field).into_iter().filter(inside).collect();
    if !given.is_empty() {
        yes(facts, field, &given);
    }
}

/// From 1 July in the north, 1 January in the south; nobody states the half of the world, and the regions the rules
/// know (us, uk, eu, cn) lie in the north.
fn flu_start(context: &Context) -> Date {
    season_start(context.as_of, Month::July)
}

fn season_start(as_of: Date, month: Month) -> Date {
    let year = if as_of.month() as u8 >= month as u8 { as_of.year() } else { as_of.year() - 1 };
    Date::from_calendar_date(year, month, 1).unwrap_or(Date::MIN)
}

/// PCV20 or PCV21 once, or PCV15 (or PCV13) followed by PPSV23 at least eight weeks later.
fn pneumococcal(context: &Context, facts: &mut Facts) {
    let given = doses(context, "vax_pneumo_complete");
    let of = |codes: &[&str]| -> Vec<&Dose> {
        given.iter().filter(|d| d.cvx.iter().any(|c| codes.contains(&c.as_str()))).collect()
    };
    let single = of(&["216", "327"]);
    let series = of(&["215", "133"]).iter().any(|first| {
        of(&["33"]).iter().any(|second| match (first.date, second.date) {
            (Some(a), Some(b)) => a.days_before(b.earliest()) >= 56,
            _ => false,
        })
    });
    if !single.is_empty() || series {
        yes(facts, "vax_pneumo_complete", &given);
    }
}

/// Two doses of CVX 189, or three of others. (Anti-HBs of 10 mIU/mL and more counts too, as a measurement.)
fn hepatitis_b(context: &Context, facts: &mut Facts) {
    let given = doses(context, "vax_hepb_complete");
    let quick = given.iter().filter(|d| d.cvx.iter().any(|c| c == "189")).count();
    let immune = context.entries.iter().find(|e| {
        e.place == Place::Measurement
            && e.says("hepatitis b surface antibody|anti-hbs|hbsab|hepatitis b virus surface ab|乙肝表面抗体")
            && e.number.is_some_and(|v| v >= 10.0)
    });
    if quick >= 2 || given.len() >= 3 {
        yes(facts, "vax_hepb_complete", &given);
    } else if let Some(entry) = immune {
        let _ = facts.set_flag("vax_hepb_complete", true, Provenance::of(&[entry.id]));
    }
}

/// Two doses when the first came before the age of 15, else three.
fn papilloma(context: &Context, facts: &mut Facts) {
    let given = doses(context, "vax_hpv_complete");
    let young = match (context.patient.birth, given.first().and_then(|d| d.date)) {
        (Some(birth), Some(first)) => birth.years_before_at_most(first.latest()) < 15,
        _ => false,
    };
    if given.len() >= if young { 2 } else { 3 } {
        yes(facts, "vax_hpv_complete", &given);
    }
}

/// Doses of the recombinant vaccine; the live one does not count.
fn zoster(context: &Context, facts: &mut Facts) {
    let given = doses(context, "vax_zoster_doses");
    if !given.is_empty() {
        #[allow(clippy::cast_precision_loss)]
        number(facts, "vax_zoster_doses", given.len().min(2) as f64, &ids(&given));
    }
}

fn tetanus(context: &Context, facts: &mut Facts) {
    let given = doses(context, "y_since_tdap");
    if let Some((date, id)) = given.iter().filter_map(|d| Some((d.date?, d.id))).max_by_key(|(d, _)| d.latest()) {
        let day = date.latest().min(context.as_of);
        number(facts, "y_since_tdap", super::window::six(months_between(day, context.as_of) / 12.0), &[id]);
    }
    if context.pregnancy.now != Tri::True {
        return;
    }
    let tdap = |d: &&Dose| d.cvx.iter().any(|c| c == "115");
    for dose in given.iter().filter(tdap) {
        let Some(date) = dose.date else { continue };
        let inside = match context.pregnancy.start {
            Some((_, last)) => date.earliest() >= last,
            // Pregnant for at least as long as it has been on record.
            None => context.pregnancy.seen.is_some_and(|seen| date >= seen),
        };
        let recent = within(date, Window::Days(300), context.as_of) == Tri::True;
        if inside && recent && date.earliest() > months_before(context.as_of, 10) {
            let _ = facts.set_flag("tdap_this_pregnancy", true, Provenance::of(&[dose.id]));
        } else if recent {
            let _ = facts.set_unknown("tdap_this_pregnancy", Provenance::of(&[dose.id]));
        }
    }
}
