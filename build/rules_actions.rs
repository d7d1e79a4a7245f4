//! Actions with their grades, medicines and figures, and the interactions.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::Build;
use super::check;
use super::emit::{option, text};
use super::table::{Row, Table};

/// Columns of `actions.csv` that the crate reads.
pub(super) const COLUMNS: [&str; 17] = [
    "id",
    "kind",
    "category",
    "region",
    "eligible",
    "exclude",
    "caution",
    "required_data",
    "burden",
    "grade_system",
    "grade",
    "sources",
    "verification",
    "overlap_group",
    "clinician_required",
    "ttb_years",
    "show_one_per_group",
];

/// The one action that is shown first and alone (README of the facts).
const URGENT: &str = "urgent_assessment";

const LEVELS: [&str; 4] = ["V2", "V1", "G", "U"];

impl Build {
    pub(super) fn actions(
        &mut self,
        actions: &Table,
        tiers: &Table,
        (medicines, fit): (&Table, &Table),
        effects: &super::effects::Tables<'_>,
        interactions: &Table,
        out: &mut String,
    ) {
        let ids: Vec<String> = actions.rows.iter().map(|r| r.get("id").to_owned()).collect();
        let grades = self.grades(tiers);
        let figures = self.effects(effects, &ids, out);
        let about = self.about(medicines, &ids);
        let fits = self.fits(fit, &ids);
        let mut seen = BTreeSet::new();
        let _ = writeln!(out, "pub(crate) static ACTIONS: &[Action] = &[");
        for row in &actions.rows {
            let id = row.get("id");
            if !seen.insert(id.to_owned()) {
                self.fault(row, "id", "appears twice");
            }
            self.one_of(row, "kind", &["recommend", "discuss", "avoid"]);
            self.one_of(row, "burden", &["low", "medium", "high"]);
            self.one_of(row, "verification", &LEVELS);
            self.one_of(row, "clinician_required", &["yes", "no"]);
            self.one_of(row, "show_one_per_group", &["yes", "no"]);
            self.one_of(row, "region", &["any", "us", "cn", "eu"]);
            let region = super::REGIONS.iter().position(|r| *r == row.get("region"));
            let eligible = self.rule(row, "eligible", row.get("eligible"), 0);
            let exclude = (!row.get("exclude").is_empty()).then(|| self.rule(row, "exclude", row.get("exclude"), 0));
            let cautions = self.cautions(row);
            let required = self.required(row);
            let sources = self.source_list(row);
            let ttb = self.number(row, "ttb_years");
            let key = (row.get("grade_system").to_owned(), row.get("grade").to_owned());
            let grade = grades.get(&key).cloned().unwrap_or_else(|| {
                self.fault(row, "grade", "grade_tiers.csv has no such grade");
                String::new()
            });
            let named = about.get(id).cloned();
            if named.is_none() && id.starts_with("med_") && row.get("clinician_required") == "yes" {
                self.fault(row, "id", "action_medicines.csv has no row for this medicine action");
            }
            let medicine = named.is_some();
            let known = self.known_interactions(&named.unwrap_or_default(), interactions);
            let _ = writeln!(
                out,
                "Action {{ id: {}, kind: {}, category: {}, region: {}, eligible: {eligible}, exclude: {}, \
                 cautions: &[{cautions}], required: &{required:?}, burden: {}, grade_text: {}, grade: {grade}, \
                 verification: {}, overlap_group: {}, clinician_required: {}, ttb_years: {}, one_per_group: {}, \
                 urgent: {}, sources: {sources}, medicine: {medicine}, interactions_known: {known}, figures: &[{}], fit: {} }},",
                text(id),
                kind(row.get("kind")),
                text(row.get("category")),
                option(region.map(|r| r.to_string())),
                option(exclude),
                text(row.get("burden")),
                text(&format!("{} {}", row.get("grade_system"), row.get("grade"))),
                text(row.get("verification")),
                text(row.get("overlap_group")),
                row.get("clinician_required") == "yes",
                option(ttb),
                row.get("show_one_per_group") == "yes",
                id == URGENT,
                figures.get(id).map(|f| f.join(", ")).unwrap_or_default(),
                fits.get(id).map_or("", String::as_str),
            );
        }
        let _ = writeln!(out, "];");
        if !ids.iter().any(|id| id == URGENT) {
            self.faults.push(format!("actions.csv: no action {URGENT}"));
        }
    }

    fn cautions(&mut self, row: &Row) -> String {
        match check::cautions(row.get("caution")) {
            Ok(parts) => {
                let parts: Vec<String> = parts
                    .iter()
                    .map(|(column, test, code)| {
                        format!("({}, {})", self.rule(row, "caution", test, column - 1), text(code))
                    })
                    .collect();
                parts.join(", ")
            }
            Err(fault) => {
                self.fault(row, "caution", &format!("character {}: {}", fault.column, fault.what));
                String::new()
            }
        }
    }

    fn required(&mut self, row: &Row) -> Vec<usize> {
        let fields: Vec<String> = self.names.fields.iter().map(|(name, _)| name.clone()).collect();
        let wanted = row.get("required_data").split(';').filter(|f| !f.is_empty());
        wanted.map(|f| self.index(row, "required_data", &fields, "field", f)).collect()
    }

    fn grades(&mut self, tiers: &Table) -> BTreeMap<(String, String), String> {
        let mut grades = BTreeMap::new();
        for row in &tiers.rows {
            self.one_of(row, "tier", &["A", "B", "C", "E", "X"]);
            self.one_of(row, "tier_below", &["", "A", "B", "C", "E", "X"]);
            self.one_of(row, "ranks_without_figure", &["own_block", "middle_of_tier", "end_of_tier", "last_of_all"]);
            let place = match row.get("ranks_without_figure") {
                "own_block" => "OwnBlock",
                "middle_of_tier" => "Middle",
                "last_of_all" => "LastOfAll",
                _ => "End",
            };
            let below = self.number(row, "age_below").map(|age| format!("({age:?}, Tier::{})", row.get("tier_below")));
            let source = format!(
                "Grade {{ tier: Tier::{}, below_age: {}, place: Place::{place}, words: {} }}",
                row.get("tier"),
                option(below),
                text(row.get("grade"))
            );
            let key = (row.get("grade_system").to_owned(), row.get("grade").to_owned());
            if grades.insert(key, source).is_some() {
                self.fault(row, "grade", "appears twice");
            }
        }
        grades
    }

    fn about(&mut self, medicines: &Table, actions: &[String]) -> BTreeMap<String, Vec<usize>> {
        let (names, mut about) = (self.names.medicines.clone(), BTreeMap::new());
        for row in &medicines.rows {
            self.index(row, "action", actions, "action", row.get("action"));
            let list = row.get("medicines").split(';').filter(|m| !m.is_empty());
            let list = list.map(|m| self.index(row, "medicines", &names, "medicine or class", m)).collect();
            about.insert(row.get("action").to_owned(), list);
        }
        about
    }

    /// How many interaction rows name one of the medicines, an ingredient of the class or a class of the ingredient.
    fn known_interactions(&self, medicines: &[usize], interactions: &Table) -> usize {
        let mut family: BTreeSet<&str> = BTreeSet::new();
        for medicine in medicines {
            let Some(name) = self.names.medicines.get(*medicine) else { continue };
            family.insert(name);
            for (ingredient, class) in &self.classes {
                if class == name {
                    family.insert(ingredient);
                }
                if ingredient == name {
                    family.insert(class);
                }
            }
        }
        let names = |cell: &str| cell.split(['&', ';']).any(|n| family.contains(n));
        let count = |row: &&Row| names(row.get("a")) || (row.get("type") == "drug-drug" && names(row.get("b")));
        interactions.rows.iter().filter(count).count()
    }

    pub(super) fn interactions(&mut self, table: &Table, out: &mut String) {
        let (medicines, genes, foods) = (self.names.medicines.clone(), self.names.genes.clone(), self.foods.clone());
        let _ = writeln!(out, "pub(crate) static INTERACTIONS: &[InteractionRow] = &[");
        for row in &table.rows {
            self.one_of(row, "type", &["drug-drug", "drug-condition", "drug-gene", "drug-food"]);
            self.one_of(row, "severity", &["contraindicated", "major", "moderate", "minor"]);
            self.one_of(row, "verification", &LEVELS);
            let list = |build: &mut Self, column: &str, cell: &str, from: &[String], what: &str| -> Vec<usize> {
                cell.split(';').map(|name| build.index(row, column, from, what, name)).collect()
            };
            let a = list(self, "a", row.get("a"), &medicines, "medicine or class");
            let against = match row.get("type") {
                "drug-drug" => {
                    let groups: Vec<String> = row
                        .get("b")
                        .split('&')
                        .map(|group| format!("&{:?}", list(self, "b", group, &medicines, "medicine or class")))
                        .collect();
                    if row.get("a") == row.get("b") {
                        self.fault(row, "b", "is the same as a: the row can never fire");
                    }
                    format!("Against::Medicines(&[{}])", groups.join(", "))
                }
                "drug-condition" => format!("Against::Condition({})", self.rule(row, "b", row.get("b"), 0)),
                "drug-gene" => format!("Against::Genes(&{:?})", list(self, "b", row.get("b"), &genes, "gene flag")),
                _ => format!("Against::Foods(&{:?})", list(self, "b", row.get("b"), &foods, "food")),
            };
            let sources = self.source_list(row);
            let _ = writeln!(
                out,
                "InteractionRow {{ id: {}, kind: {}, a: &{a:?}, against: {against}, a_text: {}, b_text: {}, \
                 severity: {}, verification: {}, sources: {sources} }},",
                text(row.get("id")),
                text(row.get("type")),
                text(row.get("a")),
                text(row.get("b")),
                text(row.get("severity")),
                text(row.get("verification")),
            );
        }
        let _ = writeln!(out, "];");
    }
}

fn kind(word: &str) -> &'static str {
    match word {
        "discuss" => "Status::Discuss",
        "avoid" => "Status::Avoid",
        _ => "Status::Recommend",
    }
}
