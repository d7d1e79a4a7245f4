//! The table of `data/bridge`, read once from the compact form that `build/bridge.rs` wrote.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use super::text;
use crate::vocab;

/// What kind of name the rules know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Kind {
    Field,
    Diagnosis,
    Allergy,
    Ingredient,
    Class,
    Gene,
    Food,
}

/// A code system of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum System {
    Snomed,
    Icd10,
    Icd10Cm,
    Atc,
    RxNorm,
    Loinc,
    Cvx,
}

impl System {
    /// The system that an address or OID names. National editions of ICD-10 follow the WHO rows.
    pub(crate) fn of(address: &str) -> Option<Self> {
        Some(match vocab::System::of(address) {
            vocab::System::Snomed => Self::Snomed,
            vocab::System::Icd10 => Self::Icd10,
            vocab::System::Icd10Cm => Self::Icd10Cm,
            vocab::System::Atc => Self::Atc,
            vocab::System::Rxnorm => Self::RxNorm,
            vocab::System::Loinc => Self::Loinc,
            _ => {
                let address = address.trim().trim_end_matches('/').to_ascii_lowercase();
                let cvx = ["/cvx", "2.16.840.1.113883.12.292", "2.16.840.1.113883.6.59"];
                return cvx.iter().any(|end| address.ends_with(end)).then_some(Self::Cvx);
            }
        })
    }

    fn of_letter(letter: char) -> Option<Self> {
        Some(match letter {
            's' => Self::Snomed,
            'w' => Self::Icd10,
            'm' => Self::Icd10Cm,
            'a' => Self::Atc,
            'r' => Self::RxNorm,
            'l' => Self::Loinc,
            'v' => Self::Cvx,
            _ => return None,
        })
    }

}

/// What a match means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// The name, while the condition is active.
    Active,
    /// The name, whenever it was.
    Ever,
    /// The name, in the present pregnancy.
    Pregnancy,
    /// The name as it stands (medicines, genes).
    Plain,
    /// What the rule decides; index into [`Table::rules`].
    Rule(usize),
}

/// A name of the rules.
#[derive(Debug)]
pub(crate) struct Name {
    pub(crate) kind: Kind,
    pub(crate) name: &'static str,
    pub(crate) en: &'static str,
    pub(crate) zh: &'static str,
    /// Further words for it, both languages.
    pub(crate) words: Vec<&'static str>,
    /// Record concept, factor and offset of a field that is a measurement.
    pub(crate) measured: Option<(&'static str, f64, f64)>,
    /// Rules without a code: computed from other facts.
    pub(crate) computed: Vec<usize>,
    /// Only a person can say it.
    pub(crate) form: bool,
    /// Some code, text or concept means it.
    pub(crate) matched: bool,
}

/// One meaning of a code, text or concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) name: usize,
    pub(crate) meaning: Meaning,
    pub(crate) unverified: bool,
}

/// A rule of the `derive` column.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) id: &'static str,
    pub(crate) method: &'static str,
    pub(crate) yes: &'static str,
    pub(crate) no: &'static str,
}

/// The whole table.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) rules: Vec<Rule>,
    pub(crate) names: Vec<Name>,
    by_name: HashMap<(Kind, &'static str), usize>,
    exact: HashMap<(System, &'static str), Vec<Row>>,
    prefix: HashMap<(System, &'static str), Vec<Row>>,
    concepts: HashMap<&'static str, Vec<Row>>,
    /// Diagnoses, allergies, fields and genes by whole text, as [`text::plain`] writes it.
    texts: HashMap<String, Vec<Row>>,
    /// Words of medicines and of fields: looked for inside a text.
    pub(crate) inside: Vec<(text::Label, Row)>,
    except: BTreeSet<(usize, System, &'static str)>,
    /// Class → classes it always belongs to, since every ingredient of it does.
    pub(crate) wider: BTreeMap<&'static str, BTreeSet<&'static str>>,
    /// RxNorm product → name, and whether it is a high-intensity statin.
    pub(crate) products: HashMap<&'static str, (&'static str, bool)>,
}

/// The table, read at its first use.
pub(crate) fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::read(include_str!(concat!(env!("OUT_DIR"), "/bridge.txt"))))
}

impl Table {
    /// Index of a name.
    pub(crate) fn find(&self, kind: Kind, name: &str) -> Option<usize> {
        self.names.iter().position(|n| n.kind == kind && n.name == name)
    }

    /// The name at an index.
    pub(crate) fn name(&self, index: usize) -> &'static str {
        self.names.get(index).map_or("", |n| n.name)
    }

    /// The rule at an index.
    pub(crate) fn rule(&self, index: usize) -> Option<&Rule> {
        self.rules.get(index)
    }

    /// Rows that a code matches: exactly, and by every prefix of it.
    pub(crate) fn of_code(&self, system: System, code: &str) -> Vec<Row> {
        let code = tidy(system, code);
        let mut rows: Vec<Row> = self.exact.get(&(system, code.as_str())).into_iter().flatten().copied().collect();
        for (end, _) in code.char_indices().skip(1).chain([(code.len(), ' ')]) {
            let part = code.get(..end).unwrap_or_default();
            rows.extend(self.prefix.get(&(system, part)).into_iter().flatten());
        }
        rows.retain(|row| !self.excepted(row.name, system, &code));
        rows
    }

    /// Whether the code is one of those that do not mean the name although a prefix or concept of it does.
    pub(crate) fn excepted(&self, name: usize, system: System, code: &str) -> bool {
        let code = tidy(system, code);
        self.except.iter().any(|(n, s, c)| *n == name && *s == system && code.starts_with(c))
    }

    /// Rows of a whole text.
    pub(crate) fn of_text(&self, plain: &str) -> &[Row] {
        self.texts.get(plain).map_or(&[], Vec::as_slice)
    }

    /// Rows of a record concept.
    pub(crate) fn of_concept(&self, concept: &str) -> &[Row] {
        self.concepts.get(concept).map_or(&[], Vec::as_slice)
    }

    fn read(text: &'static str) -> Self {
        let mut table = Self::default();
        let mut classes: BTreeMap<&'static str, BTreeSet<&'static str>> = BTreeMap::new();
        for line in text.lines() {
            let Some(kind) = line.chars().next() else { continue };
            let mut cells = line.get(1..).unwrap_or_default().split('\t');
            let mut cell = || cells.next().unwrap_or_default();
            match kind {
                'R' => table.rules.push(Rule { id: cell(), method: cell(), yes: cell(), no: cell() }),
                'N' => table.begin(cell(), cell(), cell()),
                'C' => table.codes(cell(), cell()),
                'T' => table.labels(cell(), cell()),
                'D' => table.derived(cell(), cell()),
                'F' => table.measured(cell(), cell(), cell()),
                'O' => table.last(|name| name.form = true),
                'E' => table.excepts(cell(), cell(), cell()),
                'M' => {
                    let (ingredient, class, dose) = (cell(), cell(), cell());
                    if dose.is_empty() {
                        classes.entry(ingredient).or_default().insert(class);
                    }
                }
                'X' => {
                    let (rxcui, high, name) = (cell(), cell(), cell());
                    table.products.insert(rxcui, (name, high == "h"));
                }
                _ => {}
            }
        }
        table.own_labels();
        table.widen(&classes);
        table
    }

    fn begin(&mut self, kind_name: &'static str, en: &'static str, zh: &'static str) {
        let kind = kind_name.chars().next().and_then(kind_of);
        let (Some(kind), Some(name)) = (kind, kind_name.get(1..)) else { return };
        self.by_name.insert((kind, name), self.names.len());
        self.names.push(Name {
            kind,
            name,
            en,
            zh,
            words: Vec::new(),
            measured: None,
            computed: Vec::new(),
            form: false,
            matched: false,
        });
    }

    fn last(&mut self, change: impl FnOnce(&mut Name)) {
        if let Some(name) = self.names.last_mut() {
            change(name);
        }
    }

    fn meaning(&self, word: &str) -> Meaning {
        match word {
            "A" => Meaning::Active,
            "E" => Meaning::Ever,
            "P" => Meaning::Pregnancy,
            _ => self.rules.iter().position(|r| r.id == word).map_or(Meaning::Plain, Meaning::Rule),
        }
    }

    fn row(&self, meaning: &str, unverified: bool) -> Row {
        Row { name: self.names.len().saturating_sub(1), meaning: self.meaning(meaning), unverified }
    }

    fn codes(&mut self, key: &'static str, codes: &'static str) {
        let mut letters = key.chars();
        let (system, exact, memory) = (letters.next().and_then(System::of_letter), letters.next(), letters.next());
        let Some(system) = system else { return };
        let row = self.row(letters.as_str(), memory == Some('!'));
        let map = if exact == Some('*') { &mut self.prefix } else { &mut self.exact };
        for code in codes.split(' ') {
            map.entry((system, code)).or_default().push(row);
        }
        self.last(|name| name.matched = true);
    }

    fn labels(&mut self, meaning: &'static str, labels: &'static str) {
        let row = self.row(meaning, false);
        for label in labels.split('|') {
            self.label(label, row);
            self.last(|name| name.words.push(label));
        }
        self.last(|name| name.matched = true);
    }

    fn label(&mut self, label: &'static str, row: Row) {
        match self.names.get(row.name).map(|n| n.kind) {
            Some(Kind::Ingredient | Kind::Class) => self.inside.push((text::Label::new(label), row)),
            Some(Kind::Field) => {
                self.inside.push((text::Label::new(label), row));
                self.texts.entry(text::plain(label)).or_default().push(row);
            }
            Some(Kind::Food) | None => {}
            Some(Kind::Diagnosis | Kind::Allergy | Kind::Gene) => {
                let rows = self.texts.entry(text::plain(label)).or_default();
                if !rows.contains(&row) {
                    rows.push(row);
                }
            }
        }
    }

    fn derived(&mut self, meaning: &'static str, concept: &'static str) {
        let row = self.row(meaning, false);
        let field = self.names.last().is_some_and(|n| n.kind == Kind::Field);
        if field && row.meaning == Meaning::Plain {
            self.measured(concept, "1", "0");
            return;
        }
        if !concept.is_empty() && !field {
            self.concepts.entry(concept).or_default().push(row);
            self.last(|name| name.matched = true);
        }
        if let Meaning::Rule(rule) = row.meaning {
            self.last(|name| name.computed.push(rule));
        }
    }

    fn measured(&mut self, concept: &'static str, factor: &'static str, offset: &'static str) {
        let (factor, offset) = (factor.parse().unwrap_or(1.0), offset.parse().unwrap_or(0.0));
        self.last(|name| name.measured = Some((concept, factor, offset)));
    }

    fn excepts(&mut self, kind_name: &'static str, system: &'static str, code: &'static str) {
        let kind = kind_name.chars().next().and_then(kind_of);
        let system = system.chars().next().and_then(System::of_letter);
        let name = kind.zip(kind_name.get(1..)).and_then(|key| self.by_name.get(&key));
        if let (Some(name), Some(system)) = (name, system) {
            self.except.insert((*name, system, code));
        }
    }

    /// The name's own label means it too, without the words that only explain (`, ever`).
    fn own_labels(&mut self) {
        for index in 0..self.names.len() {
            let Some(name) = self.names.get(index) else { continue };
            let (en, zh) = (name.en, name.zh);
            let meaning = match name.kind {
                Kind::Diagnosis | Kind::Allergy => {
                    let said = |word: &'static str| self.of_text(&text::plain(word)).iter().find(|r| r.name == index);
                    match name.words.iter().find_map(|word| said(word)) {
                        Some(row) => row.meaning,
                        None => continue,
                    }
                }
                Kind::Ingredient | Kind::Class => Meaning::Plain,
                Kind::Field | Kind::Gene | Kind::Food => continue,
            };
            let short = en.split(", ever").next().unwrap_or(en).split(", now or in the past").next().unwrap_or(en);
            for label in [en, short, zh] {
                if !label.is_empty() {
                    self.label(label, Row { name: index, meaning, unverified: false });
                }
            }
        }
    }

    fn widen(&mut self, classes: &BTreeMap<&'static str, BTreeSet<&'static str>>) {
        let all: BTreeSet<&'static str> = classes.values().flatten().copied().collect();
        for class in &all {
            let mut members = classes.values().filter(|of| of.contains(class));
            let mut shared = members.next().cloned().unwrap_or_default();
            for of in members {
                shared.retain(|c| of.contains(c));
            }
            shared.remove(class);
            self.wider.insert(class, shared);
        }
        // The combined pills are oral contraceptives (note of the rows `oral_contraceptive`).
        self.wider.entry("ocp").or_default().insert("oral_contraceptive");
    }
}

fn kind_of(letter: char) -> Option<Kind> {
    Some(match letter {
        'f' => Kind::Field,
        'd' => Kind::Diagnosis,
        'a' => Kind::Allergy,
        'i' => Kind::Ingredient,
        'c' => Kind::Class,
        'g' => Kind::Gene,
        'o' => Kind::Food,
        _ => return None,
    })
}

/// Codes as the table writes them: ICD and ATC in capitals, ICD with its dot, CVX with two digits.
pub(crate) fn tidy(system: System, code: &str) -> String {
    let code = code.trim();
    match system {
        System::Icd10 | System::Icd10Cm => vocab::system::icd10(code),
        System::Atc => code.to_ascii_uppercase(),
        System::Cvx if code.len() == 1 => format!("0{code}"),
        _ => code.to_owned(),
    }
}
