//! The facts of `data/exercise`, read once.

use std::sync::OnceLock;

/// How hard an activity is by its MET: light under 3, moderate under 6, vigorous from 6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Band {
    Light,
    Moderate,
    Vigorous,
}

impl Band {
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Moderate => "moderate",
            Self::Vigorous => "vigorous",
        }
    }
}

/// One activity of `activities.csv`.
#[derive(Debug)]
pub(super) struct Activity {
    pub(super) id: String,
    pub(super) met: f64,
    pub(super) band: Band,
    /// `aerobic`, `strength`, `balance`, `flexibility`.
    pub(super) kind: String,
    /// `indoor`, `outdoor`, `both`.
    pub(super) place: String,
    pub(super) equipment: String,
    pub(super) high_impact: bool,
    pub(super) joints: Vec<String>,
    pub(super) unsuitable: Vec<String>,
    pub(super) stops: Vec<String>,
    /// Offered unasked; the others only when the person picks them.
    pub(super) offered: bool,
}

/// One week of a programme.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) sessions: u32,
    /// Indices into the activities; any of them will do, the first is meant.
    pub(super) activities: Vec<usize>,
    pub(super) warm_up: u32,
    /// Minutes of work a session; strength work is counted in sets.
    pub(super) work: u32,
    pub(super) sets: u32,
    pub(super) reps: u32,
    /// Minutes of one hard interval, and of the easy time between two.
    pub(super) interval: u32,
    pub(super) easy: u32,
    pub(super) intensity: String,
    pub(super) effort: Option<(u32, u32)>,
    /// Percent of the peak heart rate.
    pub(super) peak: Option<(u32, u32)>,
    pub(super) cool_down: u32,
    pub(super) sources: Vec<String>,
    /// The step is our own, between figures that were read.
    pub(super) own: bool,
}

impl Row {
    /// Minutes of one interval session between warm-up and cool-down.
    pub(super) fn interval_minutes(&self) -> u32 {
        self.work + self.easy * self.sets.saturating_sub(1)
    }
}

/// A citation.
#[derive(Debug)]
pub(super) struct Citation {
    pub(super) id: String,
    pub(super) citation: String,
    pub(super) year: String,
    pub(super) doi: String,
}

/// Everything that the planner reads.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) activities: Vec<Activity>,
    pub(super) programmes: Vec<(String, Vec<Row>)>,
    /// Things any of which serves where an activity asks for the name; a name without a row asks for itself.
    serves: Vec<(String, Vec<String>)>,
    pub(super) sources: Vec<Citation>,
    pub(super) stops: Vec<(String, bool)>,
    pub(super) strength_exercises: u32,
    pub(super) strength_exercises_least: u32,
    pub(super) minutes_per_set: f64,
    pub(super) shortest_work: u32,
    pub(super) minutes_per_day: u32,
    pub(super) aerobic_goal: u32,
    pub(super) vigorous_counts: u32,
    pub(super) strength_goal: u32,
    pub(super) balance_from_age: u32,
    pub(super) interval_base: u32,
    pub(super) adult_from_age: u32,
}

impl Tables {
    pub(super) fn activity(&self, id: &str) -> Option<usize> {
        self.activities.iter().position(|a| a.id == id)
    }

    pub(super) fn programme(&self, id: &str) -> &[Row] {
        self.programmes.iter().find(|(name, _)| name == id).map_or(&[], |(_, rows)| rows)
    }

    /// Whether what the person has serves an activity.
    pub(super) fn equipped(&self, activity: &Activity, has: &[String]) -> bool {
        match self.serves.iter().find(|(name, _)| *name == activity.equipment) {
            Some((_, any)) if any.is_empty() => true,
            Some((_, any)) => any.iter().any(|thing| has.contains(thing)),
            None => has.contains(&activity.equipment),
        }
    }

    /// Things any of which would serve an activity; empty when it needs nothing.
    pub(super) fn wanted(&self, activity: &Activity) -> Vec<String> {
        let row = self.serves.iter().find(|(name, _)| *name == activity.equipment);
        row.map_or_else(|| vec![activity.equipment.clone()], |(_, any)| any.clone())
    }

    /// The longest work of one session in any programme, minutes.
    pub(super) fn longest_work(&self) -> u32 {
        self.programmes.iter().flat_map(|(_, rows)| rows).map(|row| row.work).max().unwrap_or_default()
    }

    /// Minutes of strength work: sets of so many exercises, whole minutes upwards.
    pub(super) fn strength_minutes(&self, sets: u32, exercises: u32) -> u32 {
        // At most 3 sets of 6 exercises: nothing is lost.
        (f64::from(sets * exercises) * self.minutes_per_set).ceil() as u32
    }
}

/// The tables; reading them cannot fail on the files that ship (`tests/exercise_facts.rs` holds them to it).
pub(super) fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(read)
}

/// Ids of every activity, in the order of the table.
pub fn activity_ids() -> Vec<&'static str> {
    tables().activities.iter().map(|a| a.id.as_str()).collect()
}

/// Things a person may have that make an activity possible, sorted.
pub fn equipment_ids() -> Vec<String> {
    let tables = tables();
    let mut things: Vec<String> = tables.activities.iter().flat_map(|a| tables.wanted(a)).collect();
    things.sort_unstable();
    things.dedup();
    things
}

fn read() -> Tables {
    let mut tables = Tables::default();
    for row in rows(include_str!("../../../data/exercise/equipment.csv")) {
        tables.serves.push((row.text("requirement"), row.list("any_of")));
    }
    for row in rows(include_str!("../../../data/exercise/activities.csv")) {
        tables.activities.push(Activity {
            id: row.text("id"),
            met: row.text("met").parse().unwrap_or_default(),
            band: match row.text("intensity").as_str() {
                "light" => Band::Light,
                "moderate" => Band::Moderate,
                _ => Band::Vigorous,
            },
            kind: row.text("kind"),
            place: row.text("place"),
            equipment: row.text("equipment"),
            high_impact: row.text("impact") != "low",
            joints: row.list("joints_loaded").into_iter().filter(|joint| joint != "none").collect(),
            unsuitable: row.list("unsuitable_with"),
            stops: row.list("stop_signs"),
            offered: row.text("offered") == "self",
        });
    }
    for row in rows(include_str!("../../../data/exercise/programmes.csv")) {
        let pair = |low: &str, high: &str| (row.number(high) > 0).then(|| (row.number(low), row.number(high)));
        let week = Row {
            sessions: row.number("sessions_per_week"),
            activities: row.list("activity_ids").iter().filter_map(|id| tables.activity(id)).collect(),
            warm_up: row.number("warmup_min"),
            work: row.number("work_min"),
            sets: row.number("sets"),
            reps: row.number("reps"),
            interval: row.number("interval_min"),
            easy: row.number("easy_min"),
            intensity: row.text("intensity"),
            effort: pair("effort_low", "effort_high"),
            peak: pair("peak_low", "peak_high"),
            cool_down: row.number("cooldown_min"),
            sources: row.list("source"),
            own: row.text("verification") == "U",
        };
        let programme = row.text("programme");
        match tables.programmes.iter_mut().find(|(id, _)| *id == programme) {
            Some((_, weeks)) => weeks.push(week),
            None => tables.programmes.push((programme, vec![week])),
        }
    }
    for row in rows(include_str!("../../../data/exercise/sources.csv")) {
        tables.sources.push(Citation {
            id: row.text("id"),
            citation: row.text("citation"),
            year: row.text("year"),
            doi: row.text("doi"),
        });
    }
    for row in rows(include_str!("../../../data/exercise/stop_signs.csv")) {
        tables.stops.push((row.text("code"), row.text("verification") == "U"));
    }
    for row in rows(include_str!("../../../data/exercise/numbers.csv")) {
        let whole = row.number("value");
        match row.text("name").as_str() {
            "strength_exercises" => tables.strength_exercises = whole,
            "strength_exercises_least" => tables.strength_exercises_least = whole,
            "strength_minutes_per_set" => tables.minutes_per_set = row.text("value").parse().unwrap_or_default(),
            "shortest_work" => tables.shortest_work = whole,
            "minutes_per_day" => tables.minutes_per_day = whole,
            "aerobic_goal" => tables.aerobic_goal = whole,
            "vigorous_counts" => tables.vigorous_counts = whole,
            "strength_goal" => tables.strength_goal = whole,
            "balance_from_age" => tables.balance_from_age = whole,
            "interval_base" => tables.interval_base = whole,
            "adult_from_age" => tables.adult_from_age = whole,
            _ => {}
        }
    }
    tables
}

/// A row addressed by the names of its columns.
struct Cells {
    heading: csv::StringRecord,
    cells: csv::StringRecord,
}

impl Cells {
    fn text(&self, column: &str) -> String {
        let at = self.heading.iter().position(|name| name == column);
        at.and_then(|i| self.cells.get(i)).unwrap_or_default().to_owned()
    }

    fn list(&self, column: &str) -> Vec<String> {
        self.text(column).split('|').filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    /// A whole number; an empty cell is 0.
    fn number(&self, column: &str) -> u32 {
        self.text(column).parse().unwrap_or_default()
    }
}

fn rows(text: &str) -> Vec<Cells> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heading = reader.headers().cloned().unwrap_or_default();
    reader.records().flatten().map(|cells| Cells { heading: heading.clone(), cells }).collect()
}
