//! Published effects, what each may act on, and how each is used: closed vocabularies, checked here.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Build;
use super::emit::{option, text};
use super::table::{Row, Table};

pub(super) const EFFECTS: [&str; 15] = [
    "effect_id",
    "action",
    "target",
    "measure",
    "population",
    "mean",
    "lo",
    "hi",
    "unit",
    "per",
    "path",
    "mediated_by",
    "source",
    "verification",
    "ci_origin",
];
pub(super) const USES: [&str; 12] = [
    "action",
    "effect",
    "use",
    "only_if",
    "amount_of",
    "amount_above",
    "amount_times",
    "lasts_years",
    "control",
    "treated",
    "note",
    "works_through",
];
pub(super) const OUTCOMES: [&str; 4] = ["outcome", "via", "baselines", "reason"];
pub(super) const MEDIATORS: [&str; 6] = ["mediator", "field", "unit", "per", "lowest_target", "reason"];

/// What an equation or a caller can give the share of.
const BASES: [&str; 6] = ["total_cvd", "ascvd", "heart_failure", "chd", "stroke", "all_cause_mortality"];
const PATHS: [(&str, &str); 6] = [
    ("risk_factor", "RiskFactor"),
    ("outcome_link", "OutcomeLink"),
    ("outcome", "Outcome"),
    ("association", "Association"),
    ("behaviour", "Behaviour"),
    ("harm", "Harm"),
];
/// Measures of the table. `rrr` rows hold the ratio that remains (0.42 is 58 % lower), as their notes say.
const MEASURES: [(&str, &str); 10] = [
    ("md", "Difference"),
    ("change", "Difference"),
    ("pct", "Percent"),
    ("slope", "Slope"),
    ("rr", "Ratio"),
    ("hr", "Ratio"),
    ("rrr", "Ratio"),
    ("rr_per_serving", "Ratio"),
    ("ve", "Efficacy"),
    ("risk", "Share"),
];
const USED: [(&str, &str); 5] = [
    ("counts", "Counts"),
    ("upper", "Upper"),
    ("alternative", "Alternative"),
    ("relative_only", "RelativeOnly"),
    ("cohort", "Cohort"),
];
const UNITS: [&str; 9] = ["mmHg", "mmol/L", "%", "% points", "min", "ratio", "rate ratio", "proportion", "efficacy"];
const AMOUNTS: [(&str, &str); 2] = [("weight_kg", "AmountOf::Weight"), ("salt_g_day", "AmountOf::Salt")];

/// The four tables about effects.
pub(super) struct Tables<'t> {
    pub(super) effects: &'t Table,
    pub(super) uses: &'t Table,
    pub(super) outcomes: &'t Table,
    pub(super) mediators: &'t Table,
}

impl Build {
    /// Writes what effects may act on and the links; returns the figures of each action.
    pub(super) fn effects(
        &mut self,
        tables: &Tables<'_>,
        actions: &[String],
        out: &mut String,
    ) -> BTreeMap<String, Vec<String>> {
        let mediators = self.mediators(tables.mediators, out);
        let outcomes = self.outcomes(tables.outcomes, &mediators, out);
        let mut figures: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let (mut links, mut cohorts) = (Vec::new(), Vec::new());
        for (i, row) in tables.effects.rows.iter().enumerate() {
            let id = row.get("effect_id").to_owned();
            if tables.effects.rows.iter().filter(|r| r.get("effect_id") == id).count() > 1 {
                self.fault(row, "effect_id", "appears twice");
            }
            self.index(row, "action", actions, "action", row.get("action"));
            let uses: Vec<&Row> = tables.uses.rows.iter().filter(|u| u.get("effect") == id).collect();
            let own = uses.iter().copied().find(|u| u.get("action").is_empty());
            let figure = self.figure(i, row, own, &mediators, &outcomes);
            if row.get("path") == "outcome_link" {
                self.link(row, tables.mediators);
                links.push(figure.clone());
            }
            if own.is_some_and(|u| u.get("use") == "cohort") {
                cohorts.push(figure.clone());
            }
            figures.entry(row.get("action").to_owned()).or_default().push(figure);
            for lent in uses.iter().copied().filter(|u| !u.get("action").is_empty()) {
                self.index(lent, "action", actions, "action", lent.get("action"));
                let figure = self.figure(i, row, Some(lent), &mediators, &outcomes);
                figures.entry(lent.get("action").to_owned()).or_default().push(figure);
            }
        }
        let ids: Vec<String> = tables.effects.rows.iter().map(|r| r.get("effect_id").to_owned()).collect();
        for row in &tables.uses.rows {
            self.index(row, "effect", &ids, "effect", row.get("effect"));
            self.one_of(row, "use", &USED.map(|(word, _)| word));
        }
        let _ = writeln!(out, "pub(crate) static LINKS: &[Figure] = &[{}];", links.join(", "));
        let _ = writeln!(out, "pub(crate) static COHORTS: &[Figure] = &[{}];", cohorts.join(", "));
        let _ = writeln!(out, "pub(crate) const EFFECT_ROWS: usize = {};", ids.len());
        figures
    }

    fn mediators(&mut self, table: &Table, out: &mut String) -> Vec<String> {
        let fields: Vec<String> = self.names.fields.iter().map(|(name, _)| name.clone()).collect();
        let _ = writeln!(out, "pub(crate) static MEDIATORS: &[Mediator] = &[");
        for row in &table.rows {
            let field = row.get("field").to_owned();
            let field = (!field.is_empty()).then(|| self.index(row, "field", &fields, "field", &field).to_string());
            let (per, lowest) = (self.number(row, "per"), self.number(row, "lowest_target"));
            if per.is_some() != lowest.is_some() || per.is_some_and(|p| p <= 0.0) {
                self.fault(row, "per", "a link needs its step and its lowest target, both or neither");
            }
            let link = per.zip(lowest).map(|(per, lowest)| format!("Scale {{ per: {per:?}, lowest: {lowest:?} }}"));
            let _ = writeln!(
                out,
                "Mediator {{ name: {}, unit: {}, field: {}, link: {} }},",
                text(row.get("mediator")),
                text(row.get("unit")),
                option(field),
                option(link)
            );
        }
        let _ = writeln!(out, "];");
        table.rows.iter().map(|row| row.get("mediator").to_owned()).collect()
    }

    /// Which baseline each published outcome may act on; returns outcome and way of each row.
    fn outcomes(&mut self, table: &Table, mediators: &[String], out: &mut String) -> Vec<(String, String)> {
        let _ = writeln!(out, "pub(crate) static BASES: [&str; {}] = {BASES:?};", BASES.len());
        let _ = writeln!(out, "pub(crate) static OUTCOMES: &[OutcomeRow] = &[");
        let bases: Vec<String> = BASES.map(str::to_owned).to_vec();
        for row in &table.rows {
            if row.get("via") != "direct" {
                self.index(row, "via", mediators, "mediator", row.get("via"));
            }
            let list: Vec<String> = row
                .get("baselines")
                .split(';')
                .filter(|b| !b.is_empty())
                .map(|one| {
                    let (base, note) = one.split_once('=').unwrap_or((one, ""));
                    format!("({}, {})", self.index(row, "baselines", &bases, "baseline", base), text(note))
                })
                .collect();
            if row.get("reason").is_empty() {
                self.fault(row, "reason", "is missing");
            }
            let _ = writeln!(out, "OutcomeRow {{ bases: &[{}] }},", list.join(", "));
        }
        let _ = writeln!(out, "];");
        table.rows.iter().map(|row| (row.get("outcome").to_owned(), row.get("via").to_owned())).collect()
    }

    fn figure(
        &mut self,
        place: usize,
        row: &Row,
        used: Option<&Row>,
        mediators: &[String],
        outcomes: &[(String, String)],
    ) -> String {
        let word = |build: &mut Self, column: &str, known: &[(&str, &str)]| -> String {
            let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
            build.one_of(row, column, &words);
            let found = known.iter().find(|(word, _)| *word == row.get(column));
            found.map(|(_, name)| (*name).to_owned()).unwrap_or_default()
        };
        let (path, measure) = (word(self, "path", &PATHS), word(self, "measure", &MEASURES));
        self.one_of(row, "unit", &UNITS);
        self.one_of(row, "verification", &["V2", "V1", "G", "U"]);
        self.one_of(row, "ci_origin", &["seen", "memory", "none"]);
        self.suits(row, &path, &measure);
        let sources = self.sources.clone();
        let source = self.index(row, "source", &sources, "source", row.get("source"));
        let interval = self.interval(row);
        let population = match row.get("population") {
            "any" => None,
            rule => Some(self.rule(row, "population", rule, 0)),
        };
        let target = row.get("target").to_owned();
        let mediator = match path.as_str() {
            "RiskFactor" => Some(self.index(row, "target", mediators, "mediator", &target)),
            "OutcomeLink" => Some(self.index(row, "mediated_by", mediators, "mediator", row.get("mediated_by"))),
            _ => None,
        };
        let way = if path == "OutcomeLink" { row.get("mediated_by") } else { "direct" };
        let known = outcomes.iter().position(|(outcome, via)| *outcome == target && via == way);
        // Of a diet people compare, nothing acts: its outcome needs no row.
        if known.is_none() && !["RiskFactor", "Association"].contains(&path.as_str()) {
            self.fault(row, "target", &format!("outcomes.csv has no row for it by way of {way}"));
        }
        let through = used.map_or("", |row| row.get("works_through"));
        let (only_if, amount, lasts, shares, note, used) = self.used(used, &measure);
        format!(
            "Figure {{ row: {place}, id: {}, target: {}, measure: Measure::{measure}, measure_text: {}, population: {}, \
             only_if: {}, path: Path::{path}, mediator: {}, outcome: {}, mean: {:?}, interval: {}, unit: {}, per: {}, \
             source: {source}, verification: {}, origin: {}, used: Use::{used}, amount: {}, lasts_years: {}, \
             shares: {}, note: {}, through: {} }}",
            text(row.get("effect_id")),
            text(&target),
            text(row.get("measure")),
            option(population),
            option(only_if),
            option(mediator.map(|m| m.to_string())),
            option(known.map(|o| o.to_string())),
            self.number(row, "mean").unwrap_or_default(),
            option(interval),
            text(row.get("unit")),
            text(row.get("per")),
            text(row.get("verification")),
            text(row.get("ci_origin")),
            option(amount),
            option(lasts),
            option(shares),
            text(&note),
            text(through),
        )
    }

    /// A ratio is above nothing, a share lies within one, and each path knows its measures.
    fn suits(&mut self, row: &Row, path: &str, measure: &str) {
        let fits = match path {
            "RiskFactor" => matches!(measure, "Difference" | "Percent" | "Slope"),
            "Outcome" => matches!(measure, "Ratio" | "Efficacy" | "Share" | "Difference"),
            _ => measure == "Ratio",
        };
        if !fits {
            self.fault(row, "measure", "is no measure of its path");
        }
        for column in ["mean", "lo", "hi"] {
            if let Some(x) = self.number(row, column)
                && ((measure == "Ratio" && x <= 0.0)
                    || (matches!(measure, "Efficacy" | "Share") && !(0.0..1.0).contains(&x)))
            {
                self.fault(row, column, "lies outside what its measure can be");
            }
        }
    }

    fn interval(&mut self, row: &Row) -> Option<String> {
        let (mean, lo, hi) = (self.number(row, "mean"), self.number(row, "lo"), self.number(row, "hi"));
        if lo.is_some() != hi.is_some() || lo.is_some() == (row.get("ci_origin") == "none") {
            self.fault(row, "lo", "an interval has two ends and an origin, or neither");
        }
        match (mean, lo, hi) {
            (None, _, _) => {
                self.fault(row, "mean", "a figure needs its mean");
                None
            }
            (Some(mean), Some(lo), Some(hi)) => {
                if !(lo <= mean && mean <= hi) {
                    self.fault(row, "lo", "the mean lies outside its interval");
                }
                Some(format!("({lo:?}, {hi:?})"))
            }
            _ => None,
        }
    }

    /// A link is per the step that `mediators.csv` names, or its exponent would be wrong.
    fn link(&mut self, row: &Row, mediators: &Table) {
        let step = mediators.rows.iter().find(|m| m.get("mediator") == row.get("mediated_by"));
        let step = step.and_then(|m| m.get("per").parse::<f64>().ok());
        let told = row.get("per").strip_prefix("per ").and_then(|rest| rest.split(' ').next()?.parse::<f64>().ok());
        if step.is_none() || step != told {
            self.fault(row, "per", "is not the step of mediators.csv");
        }
        if row.get("measure") != "rr" {
            self.fault(row, "measure", "a link is a ratio per step");
        }
    }

    /// Only for whom, which amount, how long, shares, note and use.
    #[allow(clippy::type_complexity)]
    fn used(
        &mut self,
        row: Option<&Row>,
        measure: &str,
    ) -> (Option<String>, Option<String>, Option<f64>, Option<String>, String, &'static str) {
        let Some(row) = row else { return (None, None, None, None, String::new(), "Counts") };
        let only_if = (!row.get("only_if").is_empty()).then(|| self.rule(row, "only_if", row.get("only_if"), 0));
        let amount = match row.get("amount_of") {
            "" => None,
            of => {
                let kind = AMOUNTS.iter().find(|(word, _)| *word == of).map(|(_, kind)| *kind);
                if kind.is_none() || measure != "Slope" {
                    self.fault(row, "amount_of", "is no known amount of a slope");
                }
                let (above, times) = (self.number(row, "amount_above"), self.number(row, "amount_times"));
                Some(format!(
                    "Amount {{ of: {}, above: {:?}, times: {:?} }}",
                    kind.unwrap_or_default(),
                    above.unwrap_or_default(),
                    times.unwrap_or_default()
                ))
            }
        };
        let shares = self.number(row, "control").zip(self.number(row, "treated"));
        if shares.is_none() != row.get("control").is_empty() || shares.is_none() != row.get("treated").is_empty() {
            self.fault(row, "control", "shares come in two");
        }
        let shares = shares.map(|(control, treated)| format!("({control:?}, {treated:?})"));
        let used = USED.iter().find(|(word, _)| *word == row.get("use")).map_or("Counts", |(_, name)| *name);
        (only_if, amount, self.number(row, "lasts_years"), shares, row.get("note").to_owned(), used)
    }
}
