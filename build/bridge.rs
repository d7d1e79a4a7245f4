//! The bridge's table: checks `data/bridge` (closed sets, every name of the rules has a row and no row has another
//! name, every `derive` text has a rule) and writes it without its provenance columns for the crate to carry.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

type Row = BTreeMap<String, String>;

const KINDS: [(&str, char); 7] =
    [("field", 'f'), ("dx", 'd'), ("allergy", 'a'), ("ingredient", 'i'), ("class", 'c'), ("gene", 'g'), ("food", 'o')];
const HOWS: [&str; 6] = ["same", "convert", "derive", "code", "text", "form"];
const SURE: [&str; 3] = ["verified", "seen-once", "memory"];
const METHODS: [&str; 11] =
    ["says", "where", "recent", "pregnancy", "concept", "coded", "value", "event", "computed", "form", "food"];
const SYSTEMS: [(&str, char); 7] = [
    ("http://snomed.info/sct", 's'),
    ("http://hl7.org/fhir/sid/icd-10", 'w'),
    ("http://hl7.org/fhir/sid/icd-10-cm", 'm'),
    ("http://www.whocc.no/atc", 'a'),
    ("http://www.nlm.nih.gov/research/umls/rxnorm", 'r'),
    ("http://loinc.org", 'l'),
    ("http://hl7.org/fhir/sid/cvx", 'v'),
];

/// Checks the tables and writes `bridge.txt` into the build's folder; returns what is wrong with them.
pub(crate) fn build() -> Vec<String> {
    let mut faults = Vec::new();
    let text = compact(&mut faults);
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default()).join("bridge.txt");
    if let Err(error) = std::fs::write(&out, text) {
        faults.push(format!("{}: {error}", out.display()));
    }
    faults
}

fn table(path: &str, faults: &mut Vec<String>) -> Vec<Row> {
    let read = || -> Result<Vec<Row>, csv::Error> {
        let mut reader = csv::Reader::from_path(Path::new(path))?;
        reader.deserialize().collect()
    };
    read().unwrap_or_else(|error| {
        faults.push(format!("{path}: {error}"));
        Vec::new()
    })
}

fn cell<'r>(row: &'r Row, column: &str) -> &'r str {
    row.get(column).map_or("", String::as_str)
}

fn letter(set: &[(&str, char)], word: &str) -> Option<char> {
    set.iter().find(|(name, _)| *name == word).map(|(_, letter)| *letter)
}

/// What a row's `derive` cell makes of a match: a `when`, nothing, or the name of a rule.
fn meaning(row: &Row, rules: &BTreeMap<String, String>) -> Option<String> {
    let derive = cell(row, "derive");
    match derive {
        "" => Some("-".to_owned()),
        "when=active" => Some("A".to_owned()),
        "when=ever" => Some("E".to_owned()),
        "when=pregnancy" => Some("P".to_owned()),
        _ => rules.get(derive).cloned(),
    }
}

fn compact(faults: &mut Vec<String>) -> String {
    let mut out = String::new();
    let mut rules = BTreeMap::new();
    let mut written = BTreeSet::new();
    for (i, row) in table("data/bridge/rules.csv", faults).iter().enumerate() {
        let (rule, method) = (cell(row, "rule"), cell(row, "method"));
        if !METHODS.contains(&method) {
            faults.push(format!("data/bridge/rules.csv, row {}: method {method:?}", i + 2));
        }
        rules.insert(cell(row, "derive").to_owned(), rule.to_owned());
        let line = format!("R{rule}\t{method}\t{}\t{}\n", cell(row, "yes"), cell(row, "no"));
        if written.insert(line.clone()) {
            out.push_str(&line);
        }
    }
    if written.iter().map(|l| l.split('\t').next()).collect::<BTreeSet<_>>().len() != written.len() {
        faults.push("data/bridge/rules.csv: one rule with two meanings".to_owned());
    }
    let concepts: BTreeSet<String> =
        table("data/concepts/codes.csv", faults).iter().map(|row| cell(row, "concept_id").to_owned()).collect();
    let rows = table("data/bridge/bridge.csv", faults);
    for (i, row) in rows.iter().enumerate() {
        if let Some(fault) = row_fault(row, &rules, &concepts) {
            faults.push(format!(
                "data/bridge/bridge.csv, row {}, {} {}: {fault}",
                i + 2,
                cell(row, "kind"),
                cell(row, "name")
            ));
        }
    }
    names_match(&rows, faults);
    names(&rows, &rules, &mut out);
    for row in table("data/bridge/except.csv", faults) {
        let system = letter(&SYSTEMS, cell(&row, "system"));
        let kind = letter(&KINDS, cell(&row, "kind"));
        let (Some(system), Some(kind)) = (system, kind) else {
            faults.push(format!("data/bridge/except.csv: {row:?}"));
            continue;
        };
        let _ = writeln!(out, "E{kind}{}\t{system}\t{}", cell(&row, "name"), cell(&row, "code"));
    }
    medicines(&mut out, faults);
    out
}

fn row_fault(row: &Row, rules: &BTreeMap<String, String>, concepts: &BTreeSet<String>) -> Option<String> {
    let (how, code, system, concept) =
        (cell(row, "how"), cell(row, "code"), cell(row, "system"), cell(row, "record_concept"));
    let labels = [cell(row, "label_en"), cell(row, "label_zh")];
    if letter(&KINDS, cell(row, "kind")).is_none() {
        return Some(format!("kind {:?}", cell(row, "kind")));
    }
    if !HOWS.contains(&how) {
        return Some(format!("how {how:?}"));
    }
    if !["exact", "prefix", ""].contains(&cell(row, "match")) {
        return Some(format!("match {:?}", cell(row, "match")));
    }
    if !SURE.contains(&cell(row, "verification")) {
        return Some(format!("verification {:?}", cell(row, "verification")));
    }
    if (cell(row, "verification") == "memory") != cell(row, "seen_in").is_empty() {
        return Some("seen_in and verification disagree".to_owned());
    }
    if !code.is_empty() && letter(&SYSTEMS, system).is_none() {
        return Some(format!("system {system:?}"));
    }
    if code.is_empty() != system.is_empty() || (!code.is_empty() && cell(row, "match").is_empty()) {
        return Some("code, system and match go together".to_owned());
    }
    if how == "code" && code.is_empty() {
        return Some("a code row without a code".to_owned());
    }
    if how == "text" && labels.iter().filter(|l| l.is_empty()).count() != 1 {
        return Some("a text row has one label".to_owned());
    }
    if (how == "same" || how == "convert") && concept.is_empty() {
        return Some("no record_concept".to_owned());
    }
    if !concept.is_empty() && !concepts.contains(concept) {
        return Some(format!("record_concept {concept:?} is in no row of data/concepts"));
    }
    if how == "convert" {
        return factor(cell(row, "derive")).is_none().then(|| "no factor and offset".to_owned());
    }
    if how != "form" && meaning(row, rules).is_none() {
        return Some(format!("derive {:?} has no rule in data/bridge/rules.csv", cell(row, "derive")));
    }
    None
}

/// `ldl = ldl*0.02585984+0` gives factor and offset.
fn factor(derive: &str) -> Option<(f64, f64)> {
    let (factor, offset) = derive.split_once('*')?.1.split_once('+')?;
    Some((factor.parse().ok()?, offset.parse().ok()?))
}

/// Every name the rules use has a row, and no row has another name.
fn names_match(rows: &[Row], faults: &mut Vec<String>) {
    let pair = |row: &Row| (cell(row, "kind").to_owned(), cell(row, "name").to_owned());
    let have: BTreeSet<_> = rows.iter().map(pair).collect();
    let mut need: BTreeSet<_> = table("data/recommend/names.csv", faults).iter().map(pair).collect();
    need.extend(
        table("data/recommend/fields.csv", faults).iter().map(|r| ("field".to_owned(), cell(r, "name").to_owned())),
    );
    for (kind, name) in need.difference(&have) {
        faults.push(format!("data/bridge/bridge.csv: no row for {kind} {name}"));
    }
    for (kind, name) in have.difference(&need) {
        faults.push(format!("data/bridge/bridge.csv: no rule uses {kind} {name}"));
    }
}

/// The names in the table's order, each with its rows: codes grouped by system, match, certainty and meaning.
fn names(rows: &[Row], rules: &BTreeMap<String, String>, out: &mut String) {
    let mut order: Vec<(&str, &str)> = Vec::new();
    let mut of: BTreeMap<(&str, &str), Vec<&Row>> = BTreeMap::new();
    for row in rows {
        let key = (cell(row, "kind"), cell(row, "name"));
        of.entry(key).or_insert_with(|| {
            order.push(key);
            Vec::new()
        });
        of.entry(key).or_default().push(row);
    }
    for key in order {
        let rows = of.get(&key).map_or(&[][..], Vec::as_slice);
        let label = rows.iter().find(|r| cell(r, "how") != "text");
        let word = |column| label.map_or("", |row| cell(row, column));
        let kind = letter(&KINDS, key.0).unwrap_or('?');
        let _ = writeln!(out, "N{kind}{}\t{}\t{}", key.1, word("label_en"), word("label_zh"));
        let mut codes: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        let mut texts: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for row in rows {
            let meaning = meaning(row, rules).unwrap_or_default();
            let memory = if cell(row, "verification") == "memory" { '!' } else { ' ' };
            match (cell(row, "how"), cell(row, "code")) {
                ("form", "") => out.push_str("O\n"),
                ("convert", _) => {
                    let (factor, offset) = factor(cell(row, "derive")).unwrap_or_default();
                    let _ = writeln!(out, "F{}\t{factor}\t{offset}", cell(row, "record_concept"));
                }
                ("text", _) => {
                    let label = [cell(row, "label_en"), cell(row, "label_zh")].into_iter().find(|l| !l.is_empty());
                    texts.entry(meaning).or_default().extend(label);
                }
                (_, "") => {
                    let _ = writeln!(out, "D{meaning}\t{}", cell(row, "record_concept"));
                }
                (_, code) => {
                    let system = letter(&SYSTEMS, cell(row, "system")).unwrap_or('?');
                    let exact = if cell(row, "match") == "prefix" { '*' } else { '=' };
                    codes.entry(format!("{system}{exact}{memory}{meaning}")).or_default().push(code);
                }
            }
        }
        for (key, codes) in codes {
            let _ = writeln!(out, "C{key}\t{}", codes.join(" "));
        }
        for (key, texts) in texts {
            let _ = writeln!(out, "T{key}\t{}", texts.join("|"));
        }
    }
}

/// Ingredients with their classes and dose floors, and RxNorm products with their names.
fn medicines(out: &mut String, faults: &mut Vec<String>) {
    for row in table("data/recommend/med_classes.csv", faults) {
        let _ = writeln!(out, "M{}\t{}\t{}", cell(&row, "ingredient"), cell(&row, "class"), cell(&row, "min_dose_mg"));
    }
    let high: BTreeSet<String> =
        table("data/bridge/statin_high.csv", faults).iter().map(|row| cell(row, "rxcui").to_owned()).collect();
    let mut products: Vec<_> = table("data/concepts/rxnorm_products.csv", faults)
        .iter()
        .map(|row| (cell(row, "name").to_owned(), cell(row, "rxcui").to_owned()))
        .collect();
    // Sorted by name: neighbours share their words, which compresses.
    products.sort();
    for (name, rxcui) in products {
        let _ = writeln!(out, "X{rxcui}\t{}\t{name}", if high.contains(&rxcui) { "h" } else { "" });
    }
}
