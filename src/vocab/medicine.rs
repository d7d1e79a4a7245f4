//! What the text of a medicine means: names, stems of the international names, and what misleads (`data/concepts/medicines.csv`).

use std::collections::HashMap;
use std::sync::OnceLock;

use super::text::{fold, has_han};

struct Table {
    names: HashMap<&'static str, Entry>,
    han: Vec<(&'static str, Entry)>,
    stems: Vec<(&'static str, &'static str)>,
    not: Vec<&'static str>,
    local: Vec<&'static str>,
}

#[derive(Clone, Copy)]
struct Entry {
    concepts: &'static str,
    unverified: bool,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table =
            Table { names: HashMap::new(), han: Vec::new(), stems: Vec::new(), not: Vec::new(), local: Vec::new() };
        for line in include_str!(concat!(env!("OUT_DIR"), "/medicines.tsv")).lines() {
            let cells: Vec<&'static str> = line.split('\t').collect();
            let [kind, language, text, concepts, memory] = cells[..] else { continue };
            match (kind, language) {
                ("name", "en") => {
                    table.names.insert(text, Entry { concepts, unverified: memory == "1" });
                }
                ("name", _) => table.han.push((text, Entry { concepts, unverified: memory == "1" })),
                ("stem", _) => table.stems.push((text, concepts)),
                ("not", _) => table.not.push(text),
                _ => table.local.push(text),
            }
        }
        table
    })
}

/// What a medicine's text means.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Named {
    /// Concepts of the medicine.
    pub concepts: Vec<&'static str>,
    /// Only a stem or a name from memory said so.
    pub unverified: bool,
}

/// Reads the concepts out of a medicine's text; a cream, spray or eye drop means none.
pub fn named(text: &str) -> Named {
    let folded = fold(text);
    if is_local(&folded) {
        return Named::default();
    }
    let table = table();
    let words: Vec<&str> = words(&folded).collect();
    let mut found: Vec<(&'static str, bool)> = Vec::new();
    let mut hold = |concepts: &'static str, unverified: bool| {
        found.extend(concepts.split(';').filter(|c| !c.is_empty()).map(|c| (c, unverified)));
    };
    for start in 0..words.len() {
        let mut matched = false;
        for length in 1..=4.min(words.len() - start) {
            let phrase = words.get(start..start + length).unwrap_or_default().join(" ");
            if let Some(entry) = table.names.get(phrase.as_str()) {
                hold(entry.concepts, entry.unverified);
                matched = true;
            }
        }
        let word = words.get(start).copied().unwrap_or_default();
        if matched || table.not.contains(&word) {
            continue;
        }
        let ascii = table.stems.iter().filter(|(stem, _)| stem.is_ascii());
        for (_, concepts) in ascii.filter(|(stem, _)| word.len() >= stem.len() + 3 && word.ends_with(stem)) {
            hold(concepts, true);
        }
    }
    if has_han(&folded) {
        // What misleads is cut out, not the whole text: the medicine beside it is still named.
        let misleading = table.not.iter().filter(|n| !n.is_ascii());
        let folded = misleading.fold(folded.clone(), |text, not| text.replace(not, " "));
        let mut matched = false;
        for (name, entry) in table.han.iter().filter(|(name, _)| folded.contains(name)) {
            hold(entry.concepts, entry.unverified);
            matched |= !name.is_empty();
        }
        if !matched {
            let han = table.stems.iter().filter(|(stem, _)| !stem.is_ascii());
            han.filter(|(stem, _)| folded.contains(stem)).for_each(|(_, concepts)| hold(concepts, true));
        }
    }
    let mut named = Named { unverified: found.iter().all(|(_, u)| *u) && !found.is_empty(), ..Named::default() };
    for (concept, _) in found {
        if !named.concepts.contains(&concept) {
            named.concepts.push(concept);
        }
    }
    named
}

/// Given on a surface (cream, eye drops, nasal spray, inhaler): no systemic medicine. A soft gel is swallowed, and inhaled
/// insulin lowers glucose as injected insulin does.
pub fn is_local(text: &str) -> bool {
    let folded = fold(text);
    let padded = format!(" {} ", words(&folded).collect::<Vec<_>>().join(" "));
    let padded = padded.replace(" soft gel ", " ").replace(" gel capsule ", " ").replace(" gel capsules ", " ");
    let inhaled = ["inhalation", "inhaler", "吸入"];
    let insulin = padded.contains(" insulin ") || folded.contains("胰岛素");
    table()
        .local
        .iter()
        .filter(|form| !(insulin && inhaled.contains(*form)))
        .any(|form| if form.is_ascii() { padded.contains(&format!(" {form} ")) } else { folded.contains(form) })
}

fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|w| !w.is_empty())
}

/// Concepts of an RxNorm product of the value sets (`data/concepts/rxnorm_products.csv`); empty when it is none.
pub fn product(rxcui: &str) -> impl Iterator<Item = &'static str> {
    static PRODUCTS: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
    let products = PRODUCTS.get_or_init(|| {
        include_str!(concat!(env!("OUT_DIR"), "/rxnorm.tsv")).lines().filter_map(|l| l.split_once('\t')).collect()
    });
    products.get(rxcui).copied().unwrap_or_default().split(';').filter(|c| !c.is_empty())
}

/// Concepts that scores read for a name of the recommender's vocabulary (`t2d` means `diabetes_t2`).
/// `kind` is `dx` or `class`.
pub fn concepts_of_name(kind: &str, name: &str) -> impl Iterator<Item = &'static str> {
    static NAMES: OnceLock<HashMap<(&'static str, &'static str), &'static str>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let line = |line: &'static str| {
            let mut cells = line.split('\t');
            Some(((cells.next()?, cells.next()?), cells.next()?))
        };
        include_str!(concat!(env!("OUT_DIR"), "/names.tsv")).lines().filter_map(line).collect()
    });
    names.get(&(kind, name)).copied().unwrap_or_default().split(';').filter(|c| !c.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn concepts(text: &str) -> Vec<&'static str> {
        named(text).concepts
    }

    #[test]
    fn names_in_both_languages_and_inside_product_texts() {
        assert_eq!(concepts("ROSUVASTATIN 1A FTBL 10MG"), ["statin"]);
        assert_eq!(concepts("RAMIPRIL 1A TBL 5MG"), ["acei_arb", "antihypertensive"]);
        assert_eq!(concepts("苯磺酸氨氯地平片5mg qd"), ["antihypertensive"]);
        assert_eq!(concepts("他汀类（具体不详）"), ["statin"]);
        assert_eq!(concepts("降压药"), ["antihypertensive"]);
        assert_eq!(concepts("Hydrochlorothiazide 25 MG"), ["antihypertensive"]);
        assert_eq!(concepts("insulin glargine 100 units/mL"), ["insulin"]);
        assert_eq!(concepts("insulin human inhalation powder 4 units"), ["insulin"]);
        assert_eq!(concepts("nifedipine 10 MG soft gel"), ["antihypertensive"]);
        assert!(concepts("timolol 0.5 % ophthalmic gel").is_empty());
    }

    #[test]
    fn a_stem_catches_what_the_list_lacks_and_is_shown_to_confirm() {
        let named = named("delapril 30 mg");
        assert_eq!(named.concepts, ["antihypertensive", "acei_arb"]);
        assert!(named.unverified);
    }

    #[test]
    fn what_sounds_alike_is_not_taken() {
        for text in ["nystatin", "April", "betamethasone 0.05 % cutaneous cream", "timolol eye drops", "西格列汀", ""]
        {
            assert!(concepts(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_misleading_word_hides_no_medicine_beside_it() {
        assert!(concepts("乌司他丁").is_empty());
        assert_eq!(concepts("乌司他丁，阿托伐他汀钙片"), ["statin"]);
        assert!(concepts("西格列汀二甲双胍片").contains(&"metformin"));
    }

    #[test]
    fn products_and_names() {
        assert_eq!(product("197361").collect::<Vec<_>>(), ["antihypertensive"]);
        assert_eq!(concepts_of_name("dx", "t2d").collect::<Vec<_>>(), ["diabetes_t2"]);
    }
}
