//! Reading the compact table that `build/bridge.rs` wrote: one line a fact, its first letter says what kind.

use std::collections::{BTreeMap, BTreeSet};

use super::table::{Kind, Meaning, Name, Row, Rule, System, Table};
use super::text;

impl Table {
    pub(super) fn read(text: &'static str) -> Self {
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
        table.statins =
            classes.iter().filter(|(_, of)| of.contains("statin")).map(|(ingredient, _)| *ingredient).collect();
        table.own_labels();
        table.widen(&classes);
        table.classes = classes;
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
            while_active: false,
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
        self.saw(row);
    }

    fn saw(&mut self, row: Row) {
        self.last(|name| {
            name.matched = true;
            name.while_active |= row.meaning == Meaning::Active;
        });
    }

    fn labels(&mut self, meaning: &'static str, labels: &'static str) {
        let row = self.row(meaning, false);
        for label in labels.split('|') {
            self.label(label, row);
            self.last(|name| name.words.push(label));
        }
        self.saw(row);
    }

    fn label(&mut self, label: &'static str, row: Row) {
        match self.names.get(row.name).map(|n| n.kind) {
            Some(Kind::Ingredient | Kind::Class) => self.look_inside(label, row),
            Some(Kind::Field) => {
                self.look_inside(label, row);
                self.texts.entry(text::plain(label).into_owned()).or_default().push(row);
            }
            Some(Kind::Food) | None => {}
            Some(Kind::Diagnosis | Kind::Allergy | Kind::Gene) => {
                let rows = self.texts.entry(text::plain(label).into_owned()).or_default();
                if !rows.contains(&row) {
                    rows.push(row);
                }
            }
        }
    }

    fn look_inside(&mut self, label: &'static str, row: Row) {
        let label = text::Label::new(label);
        self.inside.entry(label.key()).or_default().push((label, row));
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
            self.saw(row);
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
