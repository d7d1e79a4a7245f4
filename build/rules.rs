//! The recommender's tables (`data/recommend`) to Rust source: every rule parsed and type-checked, every name,
//! source, grade and number looked up. A fault names file, row, column and place and fails the build.

#[path = "rules_actions.rs"]
mod actions;
#[path = "../src/recommend/rule/check.rs"]
mod check;
#[path = "rules_effects.rs"]
mod effects;
#[path = "rules_emit.rs"]
mod emit;
#[path = "rules_fit.rs"]
mod fit;
#[path = "rules_harms.rs"]
mod harms;
#[path = "rules_limits.rs"]
mod limits;
#[path = "../src/recommend/rule/parse.rs"]
mod parse;
#[path = "rules_standing.rs"]
mod standing;
#[path = "rules_table.rs"]
pub(crate) mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use check::{FieldType, Vocabulary};
use emit::{expression, option, text};
use table::{Row, Table};

/// Regions as people state them; rules may name the first three.
const REGIONS: [&str; 5] = ["us", "cn", "eu", "uk", "other"];
const RULE_REGIONS: usize = 3;
/// Names that code itself asks for.
const FIELDS_OF_CODE: [&str; 6] = ["age", "sex", "life_expectancy_y", "egfr", "uacr", "salt_g_day"];
const DX_OF_CODE: [&str; 5] = ["ckd", "dialysis", "ascvd", "hf", "ich"];

/// Writes `recommend.rs` into the build folder; returns what is wrong with the tables.
pub(crate) fn build() -> Vec<String> {
    let mut build = Build::default();
    let source = build.all(Path::new("data/recommend"));
    if build.faults.is_empty() {
        let folder = std::env::var("OUT_DIR").unwrap_or_default();
        if let Err(error) = std::fs::write(Path::new(&folder).join("recommend.rs"), source) {
            build.faults.push(format!("recommend.rs: {error}"));
        }
    }
    build.faults
}

/// All that stands below `top`, however many steps away.
fn below(top: usize, children: &BTreeMap<usize, BTreeSet<usize>>) -> BTreeSet<usize> {
    let (mut from, mut todo) = (BTreeSet::new(), vec![top]);
    while let Some(next) = todo.pop() {
        for child in children.get(&next).into_iter().flatten() {
            if *child != top && from.insert(*child) {
                todo.push(*child);
            }
        }
    }
    from
}

#[derive(Default)]
struct Build {
    faults: Vec<String>,
    names: Vocabulary,
    foods: Vec<String>,
    sources: Vec<String>,
    /// Ingredient and class, of `med_classes.csv`.
    classes: Vec<(String, String)>,
}

impl Build {
    fn all(&mut self, folder: &Path) -> String {
        let mut open = |name: &str, columns: &[&str]| Table::open(folder, name, columns, &mut self.faults);
        let fields = open(
            "fields.csv",
            &["name", "type", "unit", "min", "max", "values", "default", "null_means", "asked", "presume"],
        );
        let names = open("names.csv", &["kind", "name", "presume"]);
        let implies = open("dx_implies.csv", &["dx", "implies"]);
        let classes = open("med_classes.csv", &["ingredient", "class", "min_dose_mg"]);
        let sources = open("sources.csv", &["id", "citation", "year", "doi", "doi_status", "verification"]);
        let tiers = open(
            "grade_tiers.csv",
            &["grade_system", "grade", "tier", "age_below", "tier_below", "ranks_without_figure"],
        );
        let actions = open("actions.csv", &actions::COLUMNS);
        let medicines = open("action_medicines.csv", &["action", "medicines"]);
        let fit = open("action_fit.csv", &fit::COLUMNS);
        let effects = open("effects.csv", &effects::EFFECTS);
        let uses = open("effect_use.csv", &effects::USES);
        let outcomes = open("outcomes.csv", &effects::OUTCOMES);
        let mediators = open("mediators.csv", &effects::MEDIATORS);
        let harms = open("harms.csv", &harms::COLUMNS);
        let interactions = open("interactions.csv", &["id", "type", "a", "b", "severity", "sources", "verification"]);
        let critical = open("critical_values.csv", &limits::COLUMNS);
        let crisis = open(
            "crisis_lines.csv",
            &["country_iso2", "name", "number", "text_line", "hours", "languages", "verification"],
        );
        let person = Table::open(Path::new("data/exercise"), "person.csv", &standing::COLUMNS, &mut self.faults);
        let meals = Table::open(Path::new("data/foods"), "limits.csv", &standing::COLUMNS, &mut self.faults);
        let mut out = String::new();
        self.fields(&fields, &mut out);
        self.names(&names, &implies, &classes, &mut out);
        self.sources(&sources, &mut out);
        let effects = effects::Tables { effects: &effects, uses: &uses, outcomes: &outcomes, mediators: &mediators };
        self.actions(&actions, &tiers, (&medicines, &fit), &effects, &interactions, &mut out);
        self.harms(&harms, &actions, &mut out);
        self.interactions(&interactions, &mut out);
        self.critical(&critical, &mut out);
        self.crisis(&crisis, &mut out);
        self.standings("STANDINGS", &standing::MOVEMENT, &person, &mut out);
        self.standings("MEAL_STANDINGS", &standing::MEALS, &meals, &mut out);
        out
    }

    fn fault(&mut self, row: &Row, column: &str, what: &str) {
        self.faults.push(format!("{}, row {}, column {column}: {what}", row.file, row.number));
    }

    fn one_of(&mut self, row: &Row, column: &str, allowed: &[&str]) {
        let value = row.get(column).to_owned();
        if !allowed.contains(&value.as_str()) {
            self.fault(row, column, &format!("`{value}` is none of {}", allowed.join(", ")));
        }
    }

    fn number(&mut self, row: &Row, column: &str) -> Option<f64> {
        let value = row.get(column).to_owned();
        match value.parse::<f64>() {
            _ if value.is_empty() => None,
            Ok(number) if number.is_finite() => Some(number),
            _ => {
                self.fault(row, column, &format!("`{value}` is no number"));
                None
            }
        }
    }

    fn index(&mut self, row: &Row, column: &str, list: &[String], what: &str, name: &str) -> usize {
        list.iter().position(|n| n == name).unwrap_or_else(|| {
            self.fault(row, column, &format!("unknown {what} `{name}`"));
            0
        })
    }

    /// A rule's text as the source of its tree; an empty text is `None`.
    fn rule(&mut self, row: &Row, column: &str, rule: &str, offset: usize) -> String {
        let checked = parse::parse(rule).and_then(|syntax| check::check(&syntax, &self.names));
        match checked {
            Ok(typed) => expression(&typed),
            Err(fault) => {
                let at = fault.column + offset;
                self.fault(row, column, &format!("character {at}: {}", fault.what));
                String::new()
            }
        }
    }

    fn fields(&mut self, table: &Table, out: &mut String) {
        let _ = writeln!(out, "pub(crate) static FIELDS: &[Field] = &[");
        for row in &table.rows {
            self.one_of(row, "type", &["number", "enum", "bool"]);
            self.one_of(row, "asked", &["yes", "last", "never"]);
            self.one_of(row, "null_means", &["", "never"]);
            self.one_of(row, "presume", &["", "never"]);
            let words: Vec<String> =
                row.get("values").split('/').filter(|w| !w.is_empty()).map(str::to_owned).collect();
            let (min, max) = (self.number(row, "min"), self.number(row, "max"));
            let default = row.get("default");
            let (kind, source, default) = match row.get("type") {
                "number" => {
                    let (Some(min), Some(max)) = (min, max) else {
                        self.fault(row, "min", "a number needs min and max");
                        continue;
                    };
                    let default = self.number(row, "default").map(|d| format!("Default::Number({d:?})"));
                    (
                        FieldType::Number { min, max },
                        format!("FieldKind::Number {{ min: {min:?}, max: {max:?} }}"),
                        default,
                    )
                }
                "enum" => {
                    let place = words.iter().position(|w| w == default);
                    if !default.is_empty() && place.is_none() {
                        self.fault(row, "default", "is none of the values");
                    }
                    let list = words.iter().map(|w| text(w)).collect::<Vec<_>>().join(", ");
                    let default = place.map(|p| format!("Default::Word({p})"));
                    (FieldType::Words(words), format!("FieldKind::Words(&[{list}])"), default)
                }
                _ => {
                    self.one_of(row, "default", &["", "true", "false"]);
                    let default = (!default.is_empty()).then(|| format!("Default::Flag({default})"));
                    (FieldType::Flag, "FieldKind::Flag".to_owned(), default)
                }
            };
            let asked = match row.get("asked") {
                "never" => "Never",
                "last" => "Last",
                _ => "Yes",
            };
            let _ = writeln!(
                out,
                "Field {{ name: {}, unit: {}, kind: {source}, default: {}, null_is_never: {}, asked: Asked::{asked}, never_presumed: {} }},",
                text(row.get("name")),
                text(row.get("unit")),
                default.unwrap_or_else(|| "Default::None".to_owned()),
                row.get("null_means") == "never",
                row.get("presume") == "never",
            );
            self.names.fields.push((row.get("name").to_owned(), kind));
        }
        let _ = writeln!(out, "];");
        let names: Vec<String> = self.names.fields.iter().map(|(name, _)| name.clone()).collect();
        self.places("field", &names, &FIELDS_OF_CODE, out);
        let male = self.names.fields.iter().find(|(name, _)| name == "sex").and_then(|(_, kind)| match kind {
            FieldType::Words(words) => words.iter().position(|word| word == "male"),
            _ => None,
        });
        match male {
            Some(male) => drop(writeln!(out, "pub(crate) const MALE: usize = {male};")),
            None => self.faults.push("fields.csv: sex has no word `male`".to_owned()),
        }
    }

    /// Constants for the names that code itself asks for: a table without one fails the build.
    fn places(&mut self, what: &str, names: &[String], wanted: &[&str], out: &mut String) {
        let _ = writeln!(out, "pub(crate) mod {what}_at {{");
        for name in wanted {
            match names.iter().position(|known| known == name) {
                Some(at) => drop(writeln!(out, "pub(crate) const {}: usize = {at};", name.to_uppercase())),
                None => self.faults.push(format!("data/recommend: no {what} `{name}`, which the engine reads")),
            }
        }
        let _ = writeln!(out, "}}");
    }

    fn names(&mut self, table: &Table, implies: &Table, classes: &Table, out: &mut String) {
        self.names.regions = REGIONS.iter().take(RULE_REGIONS).map(|r| (*r).to_owned()).collect();
        let _ = writeln!(out, "pub(crate) static REGIONS: [&str; {}] = {REGIONS:?};", REGIONS.len());
        let (mut roles, mut dx_rows) = (BTreeMap::<String, bool>::new(), Vec::new());
        for row in &table.rows {
            let name = row.get("name").to_owned();
            self.one_of(row, "kind", &["dx", "allergy", "ingredient", "class", "gene", "food"]);
            match row.get("kind") {
                "dx" | "allergy" => {
                    dx_rows.push((row.get("kind") == "allergy", row.get("presume") == "never"));
                    self.names.dx.push(name);
                }
                "ingredient" => *roles.entry(name).or_default() = true,
                "class" => {
                    roles.entry(name).or_default();
                }
                "gene" => self.names.genes.push(name),
                _ => self.foods.push(name),
            }
        }
        self.names.medicines = roles.keys().cloned().collect();
        let names = self.names.clone();
        let mut children: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for row in &implies.rows {
            let from = self.index(row, "dx", &names.dx, "diagnosis", row.get("dx"));
            let to = self.index(row, "implies", &names.dx, "diagnosis", row.get("implies"));
            children.entry(to).or_default().insert(from);
        }
        self.places("dx", &names.dx, &DX_OF_CODE, out);
        let implied_by: Vec<BTreeSet<usize>> = (0..names.dx.len()).map(|i| below(i, &children)).collect();
        let _ = writeln!(out, "pub(crate) static DX: &[Dx] = &[");
        for (i, (name, (allergy, never))) in names.dx.iter().zip(dx_rows).enumerate() {
            let from: Vec<usize> = implied_by.get(i).into_iter().flatten().copied().collect();
            let wider: Vec<usize> =
                (0..names.dx.len()).filter(|w| implied_by.get(*w).is_some_and(|from| from.contains(&i))).collect();
            let list = if allergy { "Allergies" } else { "Diagnoses" };
            let _ = writeln!(
                out,
                "Dx {{ name: {}, list: List::{list}, never_presumed: {never}, implied_by: &{from:?}, implies: &{wider:?} }},",
                text(name),
            );
        }
        let _ = writeln!(out, "];\npub(crate) static MEDICINES: &[Medicine] = &[");
        let mut by_name: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut members: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        let mut whole: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for row in &classes.rows {
            let class = self.index(row, "class", &names.medicines, "class", row.get("class"));
            let ingredient = self.index(row, "ingredient", &names.medicines, "ingredient", row.get("ingredient"));
            let floor = self.number(row, "min_dose_mg");
            whole.entry(class).or_default().insert(ingredient);
            if floor.is_none() {
                members.entry(class).or_default().insert(ingredient);
            }
            self.classes.push((row.get("ingredient").to_owned(), row.get("class").to_owned()));
            let entry = format!("({class}, {})", option(floor));
            by_name.entry(row.get("ingredient").to_owned()).or_default().push(entry);
        }
        for (i, name) in names.medicines.iter().enumerate() {
            let mut members = members.get(&i).cloned().unwrap_or_default();
            // A class all of whose ingredients belong to another is part of it: who takes no statin takes none in a high dose.
            let parts = whole.iter().filter(|(class, of)| **class != i && of.is_subset(&members));
            let parts: Vec<usize> = parts.map(|(class, _)| *class).collect();
            members.extend(parts);
            let members: Vec<usize> = members.into_iter().collect();
            let ingredient = roles.get(name).copied().unwrap_or_default();
            let list = by_name.get(name).map(|c| c.join(", ")).unwrap_or_default();
            let _ = writeln!(
                out,
                "Medicine {{ name: {}, ingredient: {ingredient}, classes: &[{list}], members: &{members:?} }},",
                text(name)
            );
        }
        let _ = writeln!(out, "];\npub(crate) static GENES: &[&str] = &{:?};", names.genes);
        let _ = writeln!(out, "pub(crate) static FOODS: &[&str] = &{:?};", self.foods);
    }

    fn sources(&mut self, table: &Table, out: &mut String) {
        let _ = writeln!(out, "pub(crate) static SOURCES: &[SourceRow] = &[");
        for row in &table.rows {
            self.one_of(row, "doi_status", &["confirmed", "unconfirmed", "none"]);
            if !row.get("doi").is_empty() && row.get("doi_status") != "confirmed" {
                self.fault(row, "doi", "only a confirmed DOI may be carried");
            }
            let citation = match row.get("year") {
                "" => row.get("citation").to_owned(),
                year => format!("{}, {year}", row.get("citation")),
            };
            let doi = (!row.get("doi").is_empty()).then(|| text(row.get("doi")));
            let _ = writeln!(
                out,
                "SourceRow {{ id: {}, citation: {}, doi: {} }},",
                text(row.get("id")),
                text(&citation),
                option(doi)
            );
            self.sources.push(row.get("id").to_owned());
        }
        let _ = writeln!(out, "];");
    }

    fn source_list(&mut self, row: &Row) -> String {
        let sources = self.sources.clone();
        let ids: Vec<usize> = row
            .get("sources")
            .split(';')
            .filter(|s| !s.is_empty())
            .map(|id| self.index(row, "sources", &sources, "source", id))
            .collect();
        if ids.is_empty() && row.get("verification") != "U" {
            self.fault(row, "sources", "names no source, though verified");
        }
        format!("&{ids:?}")
    }
}
