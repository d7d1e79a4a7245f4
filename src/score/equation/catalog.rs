//! Every equation that ships: the list, parsed when first asked for.

use std::sync::OnceLock;

use super::build::{Equation, read};
use super::irregular::martin_hopkins;
use crate::error::{Error, Kind};

/// A file of `data/equations`, parsed once.
struct Entry {
    family: &'static str,
    /// Name of the file.
    file: &'static str,
    text: &'static str,
    parsed: OnceLock<Vec<Equation>>,
}

macro_rules! files {
    ($($family:literal: $file:literal),* $(,)?) => {
        /// In the order the catalogue shows; a test compares it with the folder.
        static FILES: [Entry; [$($file),*].len()] = [$(Entry {
            family: $family,
            file: $file,
            text: include_str!(concat!("../../../data/equations/", $file)),
            parsed: OnceLock::new(),
        }),*];
    };
}

files! {
    "prevent": "prevent-base-10y.json",
    "prevent": "prevent-uacr-10y.json",
    "prevent": "prevent-hba1c-10y.json",
    "prevent": "prevent-sdi-10y.json",
    "prevent": "prevent-full-10y.json",
    "prevent": "prevent-base-30y.json",
    "prevent": "prevent-uacr-30y.json",
    "prevent": "prevent-hba1c-30y.json",
    "prevent": "prevent-sdi-30y.json",
    "prevent": "prevent-full-30y.json",
    "china_par": "china-par-10y.json",
    "ckd_epi": "ckd-epi-2021-creatinine.json",
    "ckd_epi": "ckd-epi-2021-creatinine-cystatin.json",
    "ckd_epi": "ckd-epi-2012-cystatin.json",
    "fib4": "fib4.json",
    "ldl": "ldl-friedewald.json",
    "ldl": "ldl-sampson.json",
    "non_hdl": "non-hdl.json",
    "bmi": "bmi.json",
    "bsa": "bsa-mosteller.json",
}

impl Entry {
    /// A file that does not parse gives nothing; the tests parse every one.
    fn equations(&self) -> &[Equation] {
        self.parsed.get_or_init(|| read(self.text).unwrap_or_default())
    }

    /// The file is that of an equation: its name is how the id begins.
    fn holds(&self, id: &str) -> bool {
        let name = self.file.trim_end_matches(".json");
        id.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
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

/// The equations of one family; parses no file of another.
pub fn equations_of(family: &str) -> impl Iterator<Item = &'static Equation> {
    let own = FILES.iter().filter(move |f| f.family == family).flat_map(Entry::equations);
    own.chain(irregular().iter().filter(move |e| e.family() == family))
}

/// One equation by its id; parses no file but its own.
///
/// # Errors
///
/// An id that is in no file.
pub fn equation(id: &str) -> Result<&'static Equation, Error> {
    let candidates = FILES.iter().filter(|f| f.holds(id)).flat_map(Entry::equations);
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
            .map(|p| p.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        there.sort();
        let mut listed: Vec<String> = FILES.iter().map(|f| f.file.to_owned()).collect();
        listed.sort();
        assert_eq!(listed, there);
        for file in &FILES {
            let equations = read(file.text).unwrap_or_else(|e| panic!("{}: {e}", file.file));
            assert!(
                equations.iter().all(|e| file.holds(&e.id) && equation(&e.id).is_ok() && e.family() == file.family)
            );
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
