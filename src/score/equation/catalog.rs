//! Every equation that ships: the list, parsed when first asked for.

use std::sync::OnceLock;

use super::build::{Equation, read};
use super::irregular::martin_hopkins;
use crate::error::{Error, Kind};

/// A file of `data/equations`, parsed once.
struct Entry {
    name: &'static str,
    text: &'static str,
    parsed: OnceLock<Vec<Equation>>,
}

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        [$(Entry {
            name: $name,
            text: include_str!(concat!("../../../data/equations/", $name, ".json")),
            parsed: OnceLock::new(),
        }),*]
    };
}

/// In the order the catalogue shows; a test compares it with the folder.
static FILES: [Entry; 20] = files![
    "prevent-base-10y",
    "prevent-uacr-10y",
    "prevent-hba1c-10y",
    "prevent-sdi-10y",
    "prevent-full-10y",
    "prevent-base-30y",
    "prevent-uacr-30y",
    "prevent-hba1c-30y",
    "prevent-sdi-30y",
    "prevent-full-30y",
    "china-par-10y",
    "ckd-epi-2021-creatinine",
    "ckd-epi-2021-creatinine-cystatin",
    "ckd-epi-2012-cystatin",
    "fib4",
    "ldl-friedewald",
    "ldl-sampson",
    "non-hdl",
    "bmi",
    "bsa-mosteller",
];

impl Entry {
    /// A file that does not parse gives nothing; the tests parse every one.
    fn equations(&self) -> &[Equation] {
        self.parsed.get_or_init(|| read(self.text).unwrap_or_default())
    }
}

fn irregular() -> &'static [Equation] {
    static IRREGULAR: OnceLock<Vec<Equation>> = OnceLock::new();
    IRREGULAR.get_or_init(|| vec![martin_hopkins()])
}

/// All equations, in the order of the catalogue.
pub fn equations() -> impl Iterator<Item = &'static Equation> {
    FILES.iter().flat_map(Entry::equations).chain(irregular())
}

/// One equation by its id; parses no file but its own.
///
/// # Errors
///
/// An id that is in no file.
pub fn equation(id: &str) -> Result<&'static Equation, Error> {
    let own = |name: &str| id.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    let candidates = FILES.iter().filter(|f| own(f.name)).flat_map(Entry::equations);
    candidates
        .chain(irregular())
        .find(|e| e.id == id)
        .ok_or_else(|| Error::new(Kind::Usage, "equation.unknown").with("equation", id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_parses_and_the_list_is_the_folder() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/equations");
        let mut there: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().path())
            .filter(|p| p.extension().is_some_and(|x| x == "json"))
            .map(|p| p.file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        there.sort();
        let mut listed: Vec<String> = FILES.iter().map(|f| f.name.to_owned()).collect();
        listed.sort();
        assert_eq!(listed, there);
        for file in &FILES {
            let equations = read(file.text).unwrap_or_else(|e| panic!("{}: {e}", file.name));
            assert!(equations.iter().all(|e| equation(&e.id).is_ok()));
            let value: serde_json::Value = serde_json::from_str(file.text).unwrap();
            assert_eq!(value["id"], file.name);
        }
    }

    #[test]
    fn an_unknown_field_is_refused() {
        for (from, to) in [
            ("\"family\":", "\"extra\": 1, \"family\":"),
            ("\"kind\": \"number\"", "\"kind\": \"number\", \"formula\": \"a+b\""),
            ("\"divide\"", "\"times\""),
            ("\"beta\": [", "\"beta\": [0, "),
            ("\"of\": [\"age\"]", "\"of\": [\"nothing\"]"),
        ] {
            let text = FILES[0].text.replacen(from, to, 1);
            assert_ne!(text, FILES[0].text, "{from}");
            assert!(read(&text).is_err(), "{to}");
        }
    }
}
