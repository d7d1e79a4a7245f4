//! A model card as keys and figures; `www/locales` has the words (`card.*`), the page and the package set them in Markdown
//! or HTML.

use std::collections::BTreeMap;

use serde::Serialize;

use super::file::{Conformal, ModelFile};
use super::tripod::{Item, tripod};
use super::{figures, preparation};
use crate::learn::ModelSettings;
use crate::learn::split::SplitBy;
use crate::learn::study::OutcomeSettings;
use crate::score::model::{Recalibration, Task};

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum CardPart {
    /// As it is: a name, a number with the digits that count.
    Text(String),
    /// A key of the catalogue.
    Key(String),
}

/// A sentence: its key and what it names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct CardLine {
    /// Key of the catalogue.
    pub key: String,
    /// What stands in its places.
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, CardPart>"))]
    pub args: BTreeMap<String, CardPart>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct CardTable {
    /// Key of its title.
    pub title: String,
    /// What the title names.
    pub about: String,
    /// Keys of its headings.
    pub head: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<CardPart>>,
}

/// A part of the card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Section {
    /// `model`, `data`, `outcome`, `predictors`, `preparation`, `protocol`, `performance`, `calibration`, `subgroups`,
    /// `external`, `limits`; its title is `card.sections.*`.
    pub id: String,
    /// Sentences.
    pub lines: Vec<CardLine>,
    /// Tables.
    pub tables: Vec<CardTable>,
}

/// The card of a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct StudyCard {
    /// What the model is called.
    pub name: String,
    /// Its sections.
    pub sections: Vec<Section>,
    /// What the author says, by item of the checklist.
    pub statements: Vec<(String, String)>,
    /// How it stands to the reporting checklist.
    pub items: Vec<Item>,
}

impl Section {
    pub(super) fn new(id: &str) -> Self {
        Self { id: id.to_owned(), lines: Vec::new(), tables: Vec::new() }
    }

    /// Adds a sentence.
    pub(super) fn say(&mut self, key: &str, args: &[(&str, CardPart)]) {
        let args = args.iter().map(|(name, part)| ((*name).to_owned(), part.clone())).collect();
        self.lines.push(CardLine { key: format!("card.{key}"), args });
    }
}

/// A text or number as it is.
pub(super) fn text(what: impl std::fmt::Display) -> CardPart {
    CardPart::Text(what.to_string())
}

/// A key of `card.*`.
pub(super) fn key(name: &str) -> CardPart {
    CardPart::Key(format!("card.{name}"))
}

/// A share in percent, one digit behind the point.
pub(super) fn percent(share: f64) -> CardPart {
    text(format_args!("{:.1}", 100.0 * share))
}

/// Makes the card.
pub fn card(model: &ModelFile) -> StudyCard {
    let mut sections = vec![
        about(model),
        data(model),
        outcome(model),
        predictors(model),
        preparation::section(model),
        protocol(model),
    ];
    sections.extend(figures::sections(model));
    sections.push(limits(model));
    let said = |(item, statement): (&String, &String)| (item.clone(), statement.trim().to_owned());
    let known = super::tripod::item_ids().filter_map(|id| model.statements.get_key_value(id));
    let statements = known.filter(|(_, statement)| !statement.trim().is_empty()).map(said).collect();
    StudyCard { name: model.name.clone(), sections, statements, items: tripod(model) }
}

/// Its kind, as settings name it.
fn kind(settings: &ModelSettings) -> &'static str {
    match settings {
        ModelSettings::LeastSquares(_) => "leastSquares",
        ModelSettings::ElasticNet(_) => "elasticNet",
        ModelSettings::Logistic(_) => "logistic",
        ModelSettings::Firth(_) => "firth",
        ModelSettings::Cox(_) => "cox",
        ModelSettings::Hazards(_) => "hazards",
        ModelSettings::Boosting(_) => "boosting",
        ModelSettings::Forest(_) => "forest",
        ModelSettings::Additive(_) => "additive",
        ModelSettings::Net(_) => "net",
    }
}

fn about(model: &ModelFile) -> Section {
    let mut section = Section::new("model");
    section.say("notValidated", &[]);
    let kind = key(&format!("kinds.{}", kind(&model.protocol.model)));
    section.say("made", &[("day", text(&model.created)), ("engine", text(&model.engine)), ("kind", kind)]);
    section.say("whole", &[]);
    section
}

fn data(model: &ModelFile) -> Section {
    let mut section = Section::new("data");
    let rows = model.training.rows;
    match model.scorer.task {
        Task::Continuous => section.say("rows", &[("rows", text(rows))]),
        _ => section.say("rowsEvents", &[("rows", text(rows)), ("events", text(model.evaluation.events))]),
    }
    let columns = model.scorer.pipeline.names.len();
    if model.scorer.task != Task::Continuous && columns > 0 {
        let each = model.evaluation.events as f64 / columns as f64;
        section.say("eventsEach", &[("columns", text(columns)), ("each", text(format_args!("{each:.1}")))]);
    }
    for filter in &model.protocol.question.population {
        let column = ("column", text(&filter.column));
        if let Some(least) = filter.least {
            section.say("filterLeast", &[column.clone(), ("value", text(least))]);
        }
        if let Some(most) = filter.most {
            section.say("filterMost", &[column.clone(), ("value", text(most))]);
        }
        if !filter.words.is_empty() {
            section.say("filterWords", &[column, ("words", text(filter.words.join(", ")))]);
        }
    }
    for (why, rows) in &model.left_out {
        let why = match why.as_str() {
            "population" | "outcome" | "time" | "site" | "undated" => key(&format!("leftOutWhy.{why}")),
            other => text(other),
        };
        section.say("leftOut", &[("rows", text(rows)), ("why", why)]);
    }
    section.say(if model.training.background.is_some() { "holdsFigures" } else { "holdsCounts" }, &[]);
    section
}

fn outcome(model: &ModelFile) -> Section {
    let mut section = Section::new("outcome");
    let (column, happened) = match &model.protocol.question.outcome {
        OutcomeSettings::Continuous { column } => {
            section.say("outcomeNumber", &[("column", text(column))]);
            return section;
        }
        OutcomeSettings::Binary { column, happened } => (column, happened),
        OutcomeSettings::Survival { event, happened, time, start, horizon } => {
            let time = text(time);
            match start {
                Some(start) => {
                    section.say("outcomeDays", &[("time", time), ("start", text(start)), ("horizon", text(horizon))])
                }
                None => section.say("outcomeTime", &[("time", time), ("horizon", text(horizon))]),
            }
            section.say("competing", &[]);
            (event, happened)
        }
    };
    if !happened.yes.is_empty() {
        section.say("outcomeYes", &[("column", text(column)), ("words", text(happened.yes.join(", ")))]);
    }
    if let Some(above) = happened.above {
        section.say("outcomeAbove", &[("column", text(column)), ("value", text(above))]);
    }
    section.say("answerShare", &[]);
    section
}

fn predictors(model: &ModelFile) -> Section {
    let mut section = Section::new("predictors");
    let rows = model.scorer.pipeline.columns.iter().filter_map(|column| {
        let summary = model.training.column(&column.name)?;
        let of = model.training.rows.max(1) as f64;
        let (kind, span) = match &summary.spread {
            super::training::Spread::Numbers { day, least, most, .. } => {
                let written =
                    |x: &Option<f64>| x.map_or_else(|| "–".to_owned(), |x| if *day { day_text(x) } else { short(x) });
                (if *day { "day" } else { "number" }, format!("{} – {}", written(least), written(most)))
            }
            super::training::Spread::Words { words, .. } => {
                let more = if words.len() > 8 { ", …" } else { "" };
                ("words", words.iter().take(8).cloned().collect::<Vec<_>>().join(", ") + more)
            }
        };
        let missing = percent(summary.missing as f64 / of);
        Some(vec![text(&column.name), key(&format!("columnKinds.{kind}")), text(span), missing])
    });
    let head = ["column", "kind", "span", "missingPercent"].map(|name| format!("card.heads.{name}")).to_vec();
    let table = CardTable { title: "card.predictorTable".into(), about: String::new(), head, rows: rows.collect() };
    section.tables.push(table);
    section
}

/// A number with four digits that count, as one reads it.
fn short(x: f64) -> String {
    let size = x.abs();
    if x == x.trunc() && size < 1e9 {
        return x.to_string();
    }
    let behind = [(1e3, 0), (1e2, 1), (1e1, 2), (1.0, 3), (1e-1, 4), (1e-2, 5)];
    match behind.into_iter().find(|(least, _)| size >= *least).filter(|_| size < 1e9) {
        Some((_, digits)) => format!("{x:.digits$}"),
        None => format!("{x:.3e}"),
    }
}

fn day_text(day: f64) -> String {
    let date = time::Date::from_julian_day((day as i32).saturating_add(2_440_588));
    date.map_or_else(|_| day.to_string(), |date| date.to_string())
}

fn protocol(model: &ModelFile) -> Section {
    let mut section = Section::new("protocol");
    let split = &model.protocol.split;
    let folds = ("folds", text(split.folds));
    match (split.by, split.folds) {
        (SplitBy::Site, _) => section.say("splitSite", &[]),
        (SplitBy::Time, _) => section.say("splitTime", &[folds]),
        (_, 1) => section.say("splitOnce", &[("share", percent(split.share))]),
        (by, _) => {
            let by = if by == SplitBy::Stratified { "splitEven" } else { "splitRandom" };
            section.say(by, &[folds, ("repeats", text(split.repeats)), ("seed", text(split.seed))]);
        }
    }
    if let Some(person) = &model.protocol.question.person {
        section.say("personsTogether", &[("column", text(person))]);
    }
    section.say("everythingInFolds", &[]);
    let settings = settings(&model.protocol.model);
    if !settings.is_empty() {
        section.say("settings", &[("settings", text(settings))]);
    }
    if let Some(search) = &model.protocol.search {
        let key = if model.evaluation.flattering { "searchedAlone" } else { "searched" };
        section.say(key, &[("folds", text(search.inner.folds)), ("seed", text(search.inner.seed))]);
    }
    if let Some(conformal) = &model.conformal {
        let (what, misses) = match conformal {
            Conformal::Band(band) => ("promisedInterval", band.misses),
            Conformal::Sets(sets) => ("promisedSets", sets.misses),
        };
        section.say(what, &[("share", percent(1.0 - misses))]);
    }
    match &model.scorer.recalibration {
        None => section.say("notRecalibrated", &[]),
        Some(Recalibration::Line { intercept, slope }) => {
            let numbers =
                [("intercept", text(format_args!("{intercept:.3}"))), ("slope", text(format_args!("{slope:.3}")))];
            section.say("recalibratedLine", &numbers);
        }
        Some(Recalibration::Steps(_)) => section.say("recalibratedSteps", &[]),
    }
    let balanced = matches!(&model.protocol.model, ModelSettings::Net(settings) if settings.balance);
    section.say(if balanced { "balanced" } else { "noResampling" }, &[]);
    section
}

/// Settings as `name value`, by the alphabet.
fn settings(model: &ModelSettings) -> String {
    let Ok(serde_json::Value::Object(all)) = serde_json::to_value(model) else { return String::new() };
    let told = all.iter().filter(|(name, _)| *name != "kind").map(|(name, value)| match value {
        serde_json::Value::String(word) => format!("{name} {word}"),
        other => format!("{name} {other}"),
    });
    told.collect::<Vec<_>>().join(", ")
}

fn limits(model: &ModelFile) -> Section {
    let mut section = Section::new("limits");
    section.say("notADevice", &[]);
    if model.external.is_empty() {
        section.say("oneTable", &[]);
    }
    let figures = &model.evaluation;
    if figures.flattering {
        section.say("flattering", &[]);
    }
    let least = figures.events.min(figures.rows.saturating_sub(figures.events));
    if model.scorer.task != Task::Continuous && least < 100 {
        section.say("fewEvents", &[("events", text(least))]);
    }
    if let Some(persons) = figures.persons {
        let key = if figures.binary.is_some() { "persons" } else { "personsOfRows" };
        section.say(key, &[("rows", text(figures.rows)), ("persons", text(persons))]);
    }
    if figures.unanswered > 0 {
        section.say("unanswered", &[("rows", text(figures.unanswered))]);
    }
    for note in &model.notes {
        let names = note.columns.iter().filter_map(|at| model.scorer.pipeline.names.get(*at));
        let names = names.map(String::as_str).collect::<Vec<_>>().join(", ");
        match note.key.as_str() {
            "constantColumn" | "collinear" => {
                section.say(&format!("fitNotes.{}", note.key), &[("columns", text(names))]);
            }
            "separation" | "notConverged" | "unsealed" => section.say(&format!("fitNotes.{}", note.key), &[]),
            _ => section.say("fitNotes.other", &[("key", text(&note.key)), ("columns", text(names))]),
        }
    }
    let unread = model.scorer.pipeline.unread();
    if !unread.is_empty() {
        section.say("fitNotes.unread", &[("columns", text(unread.join(", ")))]);
    }
    section.say("elsewhere", &[]);
    section
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn numbers_have_the_digits_that_count() {
        let all = [40.957_906, 15.0, -0.012_345_6, 1234.56, 0.000_012_34, 1.5e12, 0.0];
        let want = ["40.96", "15", "-0.01235", "1235", "1.234e-5", "1.500e12", "0"];
        assert_eq!(all.map(short), want);
    }
}
