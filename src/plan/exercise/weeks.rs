//! The sessions of each week: what its rows of the tables ask for, as far as the days' minutes go.

use super::answer::{MovementPart, MovementSession, MovementWeek};
use super::programmes::{For, Programme, WEEKS};
use super::share::{Day, Layout};
use super::tables::{Band, Row, Tables};

pub(super) fn weeks(programmes: &[Programme], layout: &Layout, tables: &Tables) -> Vec<MovementWeek> {
    (0..WEEKS).map(|week| one(week, programmes, layout, tables)).collect()
}

fn one(week: usize, programmes: &[Programme], layout: &Layout, tables: &Tables) -> MovementWeek {
    let mut sessions: Vec<MovementSession> = Vec::new();
    let mut own = false;
    for programme in programmes {
        let at =
            if programme.purpose == For::Fitness { week.min(layout.interval_weeks.saturating_sub(1)) } else { week };
        let Some((row, activity)) = programme.weeks.get(at).copied() else { continue };
        own |= row.own;
        let aerobic =
            if programme.purpose == For::Move { minutes_by_day(row, &layout.days, tables) } else { Vec::new() };
        for day in &layout.days {
            let part = MovementPart {
                programme: programme.id.to_owned(),
                activity: tables.activities.get(activity).map(|a| a.id.clone()).unwrap_or_default(),
                intensity: row.intensity.clone(),
                effort: row.effort,
                own: row.own,
                ..MovementPart::default()
            };
            let part = match programme.purpose {
                For::Move => aerobic
                    .iter()
                    .find(|(on, _)| *on == day.day)
                    .map(|(_, minutes)| MovementPart { minutes: *minutes, ..part }),
                For::Strength => day.strength.map(|(most, exercises)| {
                    let row = held(programme, at, most).unwrap_or(row);
                    let sets = row.sets.min(most);
                    let minutes = tables.strength_minutes(sets, exercises);
                    MovementPart { sets: Some(sets), reps: Some(row.reps), exercises: Some(exercises), minutes, ..part }
                }),
                For::Balance => (day.balance > 0).then(|| MovementPart { minutes: row.work.min(day.balance), ..part }),
                For::Fitness => day.interval.filter(|n| *n < row.sessions as usize).map(|_| MovementPart {
                    sets: Some(row.sets),
                    interval: Some(row.interval),
                    easy: Some(row.easy),
                    hard_minutes: Some(row.work),
                    minutes: row.interval_minutes(),
                    ..part
                }),
            };
            if let Some(part) = part {
                join(&mut sessions, day, row, part);
            }
        }
    }
    sessions.sort_by_key(|session| session.day);
    for session in &mut sessions {
        session.minutes =
            session.warm_up + session.cool_down + session.parts.iter().map(|part| part.minutes).sum::<u32>();
        // Balance work while fresh, then strength, then the long part.
        session.parts.sort_by_key(|part| match part.programme.as_str() {
            "tai_chi_balance" => 0,
            "resistance_2d" => 1,
            _ => 2,
        });
    }
    sum(week, sessions, own, tables)
}

/// The row of the table that a short day keeps to: the furthest one so far whose sets it has room for. Fewer sets of a
/// later row would be less than the weeks before, not more: its repetitions are meant for its sets.
fn held<'t>(programme: &Programme<'t>, at: usize, most: u32) -> Option<&'t Row> {
    programme.weeks.iter().take(at + 1).rev().map(|(row, _)| *row).find(|row| row.sets <= most)
}

fn join(sessions: &mut Vec<MovementSession>, day: &Day, row: &Row, part: MovementPart) {
    let at = sessions.iter().position(|session| session.day == day.day).unwrap_or_else(|| {
        sessions.push(MovementSession { day: day.day, ..MovementSession::default() });
        sessions.len() - 1
    });
    if let Some(session) = sessions.get_mut(at) {
        session.warm_up = session.warm_up.max(row.warm_up);
        session.cool_down = session.cool_down.max(row.cool_down);
        session.parts.push(part);
    }
}

fn sum(week: usize, sessions: Vec<MovementSession>, own: bool, tables: &Tables) -> MovementWeek {
    let mut done = MovementWeek { week: week as u32 + 1, own, ..MovementWeek::default() };
    for session in &sessions {
        done.minutes += session.minutes;
        let mut strong = false;
        for part in &session.parts {
            let Some(activity) = tables.activity(&part.activity).and_then(|i| tables.activities.get(i)) else {
                continue;
            };
            done.work_minutes += part.minutes;
            done.met_minutes += f64::from(part.hard_minutes.unwrap_or(part.minutes)) * activity.met;
            strong |= part.sets.is_some() && part.interval.is_none();
            if activity.kind == "aerobic" {
                done.aerobic_minutes += match activity.band {
                    Band::Light => 0,
                    Band::Moderate => part.minutes,
                    // The easy time between hard intervals is not counted.
                    Band::Vigorous => part.hard_minutes.unwrap_or(part.minutes) * tables.vigorous_counts,
                };
                if activity.band == Band::Light {
                    done.light_minutes += part.minutes;
                }
            }
        }
        done.strength_days += u32::from(strong);
    }
    done.met_minutes = done.met_minutes.round();
    done.sessions = sessions;
    done
}

/// The week's aerobic minutes, shared evenly over as many days as the row has sessions, or more where days are short.
fn minutes_by_day(row: &Row, days: &[Day], tables: &Tables) -> Vec<(u32, u32)> {
    let total = row.sessions * row.work;
    let mut open: Vec<(u32, u32)> = days.iter().filter(|d| d.aerobic > 0).map(|d| (d.aerobic, d.day)).collect();
    // Days with most room first, each weekday as good as another.
    open.sort_by_key(|(room, day)| (std::cmp::Reverse(*room), *day));
    let fits = |n: usize| open.iter().take(n).map(|(room, _)| *room).sum::<u32>() >= total;
    let wanted = (row.sessions as usize).max(1);
    let n = (wanted..=open.len())
        .find(|n| fits(*n))
        .unwrap_or(open.len())
        .min((total / tables.shortest_work.max(1)) as usize)
        .max(1);
    open.truncate(n);
    let mut given: Vec<(u32, u32, u32)> = open.iter().map(|(room, day)| (*day, *room, 0)).collect();
    let mut left = total;
    while left > 0 {
        let unfilled = given.iter().filter(|(_, room, minutes)| minutes < room).count() as u32;
        if unfilled == 0 {
            break;
        }
        let each = (left / unfilled).max(1);
        for (_, room, minutes) in given.iter_mut().filter(|(_, room, minutes)| minutes < room) {
            let more = each.min(*room - *minutes).min(left);
            *minutes += more;
            left -= more;
        }
    }
    given.into_iter().filter(|(_, _, minutes)| *minutes > 0).map(|(day, _, minutes)| (day, minutes)).collect()
}
