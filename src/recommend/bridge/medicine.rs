//! Which medicines and classes an entry of the medicine list means.

use super::table::{Kind, Row, System, Table};
use super::text;
use crate::record::Medication;

/// What one entry means.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Meant {
    pub(crate) name: usize,
    pub(crate) unverified: bool,
}

/// Forms that act where they are put, not in the blood.
const LOCAL: &str = "gel|cream|ointment|lotion|shampoo|topical|ophthalmic|eye drops|eye drop|otic|ear drops|nasal|\
    inhaler|inhalation|inhalant|rectal|enema|suppository|vaginal|mouthwash|乳膏|软膏|凝胶|洗剂|外用|滴眼|眼膏|滴耳|鼻喷|吸入|\
    喷雾|灌肠|栓|搽剂|乳胶剂";

/// Names that a local form does not mean (notes of their rows).
const SYSTEMIC_ONLY: &[&str] = &[
    "ibuprofen",
    "diclofenac",
    "naproxen",
    "prednisolone",
    "ciclosporin",
    "erythromycin",
    "ketoconazole",
    "metronidazole",
    "vitamin_e",
    "nsaid",
    "corticosteroid",
];

/// Rows of a medicine code.
pub(crate) fn of_code(table: &Table, system: System, code: &str) -> Vec<Row> {
    let medicine = |r: &Row| is_medicine(table, r.name);
    table.of_code(system, code).into_iter().filter(medicine).collect()
}

fn is_medicine(table: &Table, name: usize) -> bool {
    table.names.get(name).is_some_and(|n| matches!(n.kind, Kind::Ingredient | Kind::Class))
}

/// Names whose words stand in the text; a Chinese word inside a longer one that stands there does not count.
pub(crate) fn of_text(table: &Table, raw: &str) -> Vec<usize> {
    let plain = text::plain(raw);
    let spans: Vec<(usize, usize, usize)> = table
        .inside(raw, &plain)
        .into_iter()
        .filter(|(_, _, row)| is_medicine(table, row.name))
        .map(|(start, end, row)| (start, end, row.name))
        .collect();
    let inside_longer = |(start, end, _): &(usize, usize, usize)| {
        let han = plain.get(*start..*end).is_some_and(|t| t.chars().any(text::is_han));
        han && spans.iter().any(|(s, e, _)| s <= start && e >= end && e - s > end - start)
    };
    let mut names: Vec<usize> = spans.iter().filter(|span| !inside_longer(span)).map(|(_, _, name)| *name).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Whether a name is the class of statins or one of them.
pub(crate) fn is_statin(table: &Table, name: usize) -> bool {
    let name = table.name(name);
    name == "statin" || name == "statin_high" || table.statins.contains(name)
}

/// What one entry of the medicine list means.
pub(crate) fn meant(table: &Table, entry: &Medication) -> Vec<Meant> {
    let mut out: Vec<Meant> = Vec::new();
    let mut add = |name: usize, unverified: bool| match out.iter_mut().find(|m: &&mut Meant| m.name == name) {
        Some(known) => known.unverified &= unverified,
        None => out.push(Meant { name, unverified }),
    };
    let mut texts: Vec<&str> = vec![entry.text.as_str()];
    texts.extend(entry.codes.iter().filter_map(|c| c.display.as_deref()));
    if let Some(name) = &entry.name {
        for kind in [Kind::Ingredient, Kind::Class] {
            if let Some(index) = table.find(kind, name) {
                add(index, false);
            }
        }
    }
    let mut excepted: Vec<(System, &str)> = Vec::new();
    for code in &entry.codes {
        let Some(system) = System::of(&code.system) else { continue };
        excepted.push((system, &code.code));
        for row in of_code(table, system, &code.code) {
            add(row.name, row.unverified);
        }
        if system == System::RxNorm
            && let Some((name, high)) = table.products.get(code.code.as_str())
        {
            texts.push(name);
            if *high && let Some(index) = table.find(Kind::Class, "statin_high") {
                add(index, false);
            }
        }
    }
    for concept in &entry.concepts {
        for row in table.of_concept(concept) {
            let except = excepted.iter().any(|(s, c)| table.excepted(row.name, *s, c));
            // A rule needs more than the concept (statin_high: the dose).
            if is_medicine(table, row.name) && !except && row.meaning == super::table::Meaning::Plain {
                add(row.name, false);
            }
        }
    }
    for text in &texts {
        for name in of_text(table, text) {
            add(name, false);
        }
    }
    let local = texts.iter().any(|t| text::says(t, LOCAL));
    let systemic_code = excepted.iter().any(|(s, _)| *s == System::Atc);
    let infusion = texts.iter().any(|t| text::says(t, "injection|infusion|intravenous|sodium chloride|注射|输液"));
    out.retain(|m| {
        let name = table.name(m.name);
        let local_only = local && !systemic_code && SYSTEMIC_ONLY.contains(&name);
        let drip = infusion && name == "potassium_chloride";
        !local_only && !drip
    });
    whole_product(table, &mut out);
    out
}

/// Sacubitril with valsartan is one medicine, not an ARB; trimethoprim with sulfamethoxazole is co-trimoxazole.
fn whole_product(table: &Table, meant: &mut Vec<Meant>) {
    let has = |meant: &[Meant], name: &str| meant.iter().any(|m| table.name(m.name) == name);
    if has(meant, "sacubitril_valsartan") || has(meant, "arni") {
        meant.retain(|m| !matches!(table.name(m.name), "valsartan" | "arb"));
    }
    if has(meant, "cotrimoxazole") {
        meant
            .retain(|m| table.names.get(m.name).is_none_or(|n| n.kind != Kind::Ingredient || n.name != "trimethoprim"));
    }
}

/// Whether a medicine's name is a class or belongs to it.
pub(crate) fn in_class(table: &Table, name: usize, class: &str) -> bool {
    let name = table.name(name);
    name == class
        || table.classes.get(name).is_some_and(|of| of.contains(class))
        || table.wider.get(name).is_some_and(|of| of.contains(class))
}
