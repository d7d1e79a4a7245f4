//! Replies on tape for one reader: which words may be told by number, and the record that was asked about last.

use super::assess::{AssessOptions, assess_hashed};
use super::fingerprint::Facts;
use crate::error::{Error, Kind};
use crate::export::{Known, Tape, TapeWriter};
use crate::recommend::words;
use crate::record::Patient;
use crate::score::equations;
use crate::vocab::{Name, concept, unit};

/// Words of replies that stand in no table.
const WORDS: [&str; 58] = [
    "",
    "field",
    "dx",
    "allergy",
    "med",
    "gene",
    "food",
    "region",
    "input",
    "true",
    "false",
    "never",
    "missing",
    "known",
    "declined",
    "eligible",
    "exclude",
    "time_to_benefit",
    "required_data",
    "kind",
    "X",
    "A",
    "B",
    "C",
    "E",
    "V2",
    "V1",
    "G",
    "U",
    "absent",
    "presumed",
    "old",
    "bounded",
    "meanOfDay",
    "tooOld",
    "undated",
    "contradicts",
    "recomputed",
    "suspected",
    "inpatient",
    "unverifiedCode",
    "softRange",
    "logOdds",
    "logHazard",
    "log",
    "identity",
    "female",
    "male",
    "yes",
    "no",
    "type 1",
    "type 2",
    "value",
    "limit",
    "unit",
    "low",
    "high",
    "outsideStudied",
];

/// Writes replies on tape.
#[derive(Debug)]
pub struct Replies {
    writer: TapeWriter,
    /// The record of the last question as it was given, and as it was read: who moves a slider or picks another day asks
    /// about the same one again. The whole text is compared, so that no change of it goes unseen.
    last: Option<Record>,
}

/// A record as it was given, as it was read, and its facts hashed.
#[derive(Debug)]
struct Record {
    text: String,
    patient: Patient,
    facts: Facts,
}

impl Replies {
    /// For a reader who will know it by this name, which is not 0.
    pub fn new(name: u32) -> Self {
        // The names of equations are known once they are read.
        let read = equations().count();
        debug_assert!(read > 0);
        let concepts = unit::all().flat_map(|units| [units.concept, units.canonical]);
        let flags = concept::conditions().iter().chain(concept::medicines()).copied();
        let all = WORDS.into_iter().chain(words()).chain(concepts).chain(flags).chain(Name::all());
        Self { writer: TapeWriter::new(name, all), last: None }
    }

    /// [`super::assess()`] of a record given as JSON text, for a reader that knows so much.
    ///
    /// # Errors
    ///
    /// `engine.argument` where the text is no record; as [`super::assess()`].
    pub fn assess(&mut self, record: &str, options: &AssessOptions, known: Known) -> Result<Tape, Error> {
        let asked = match self.last.take().filter(|last| last.text == record) {
            Some(same) => same,
            None => {
                let patient = serde_json::from_str(record).map_err(|e| not_plain("record", &e))?;
                Record { text: record.to_owned(), facts: Facts::of(&patient)?, patient }
            }
        };
        let assessed = assess_hashed(&asked.patient, options, || Ok(asked.facts.clone()));
        self.last = Some(asked);
        self.writer.write(&assessed?, known).map_err(|e| Error::new(Kind::TooLarge, "engine.reply").with("problem", e))
    }
}

/// The error of an argument that is not what it should be.
pub(crate) fn not_plain(name: &str, problem: &dyn std::fmt::Display) -> Error {
    Error::new(Kind::Usage, "engine.argument").with("argument", name).with("problem", problem)
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::*;
    use crate::session::{ReadOptions, assess, read};

    /// A reader as the page has one.
    #[derive(Default)]
    struct Reader {
        known: Known,
        words: Vec<&'static str>,
        forms: Vec<Vec<u32>>,
    }

    impl Reader {
        fn read(&mut self, tape: &Tape) -> Value {
            self.words.truncate(tape.from.words);
            self.forms.truncate(tape.from.forms);
            self.words.extend(&tape.words);
            self.forms.extend(tape.forms.iter().cloned());
            self.known = Known { writer: tape.from.writer, words: self.words.len(), forms: self.forms.len() };
            let units: Vec<u16> = tape.text.encode_utf16().collect();
            let mut at = (tape.items.iter(), tape.numbers.iter(), units.as_slice());
            let value = self.value(&mut at);
            assert!(at.0.next().is_none() && at.1.next().is_none() && at.2.is_empty(), "all of it is read");
            value
        }

        fn value(&self, at: &mut (std::slice::Iter<u32>, std::slice::Iter<f64>, &[u16])) -> Value {
            let item = at.0.next().unwrap();
            let above = (item >> 3) as usize;
            match item & 7 {
                0 => [Value::Null, json!(false), json!(true)][above].clone(),
                1 => json!(above),
                2 => json!(at.1.next().unwrap()),
                3 => json!(self.words[above]),
                4 => {
                    let (text, rest) = at.2.split_at(above);
                    at.2 = rest;
                    json!(String::from_utf16(text).unwrap())
                }
                5 => (0..above).map(|_| self.value(at)).collect(),
                6 => {
                    let keys = self.forms[above].iter().map(|word| self.words[*word as usize].to_owned());
                    let members: Map<String, Value> = keys.map(|key| (key, self.value(at))).collect();
                    Value::Object(members)
                }
                _ => {
                    let pair = |_| (self.value(at).as_str().unwrap().to_owned(), self.value(at));
                    Value::Object((0..above).map(pair).collect())
                }
            }
        }
    }

    /// Whole numbers without a point.
    fn pointless(json: &str) -> Value {
        let plain = [",", "}", "]"].iter().fold(json.to_owned(), |text, end| text.replace(&format!(".0{end}"), end));
        serde_json::from_str(&plain).unwrap()
    }

    #[test]
    fn a_tape_says_what_json_says() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let (mut replies, mut reader, mut seen) = (Replies::new(7), Reader::default(), 0);
        for folder in ["tests/fixtures/records/fhir", "tests/fixtures/records/csv", "www/examples/person"] {
            for entry in std::fs::read_dir(root.join(folder)).unwrap() {
                let path = entry.unwrap().path();
                let file = (path.display().to_string(), std::fs::read(path).unwrap());
                for patient in read(&[file], &ReadOptions::default()).patients {
                    let text = serde_json::to_string(&patient).unwrap();
                    for (day, country) in [("2026-03-01", Some("US")), ("2019-01-01", None), ("2026-03-01", Some("CN"))]
                    {
                        let country = country.map(str::to_owned);
                        let options = AssessOptions { as_of: day.parse().ok(), country, ..AssessOptions::default() };
                        let tape = replies.assess(&text, &options, reader.known).unwrap();
                        // Through text, as JSON crosses: a whole number has no point there either.
                        let plain = serde_json::to_string(&assess(&patient, &options).unwrap()).unwrap();
                        let got = serde_json::to_string(&reader.read(&tape)).unwrap();
                        assert!(pointless(&got) == pointless(&plain), "{day} {:?} {text:.300}", options.country);
                        seen += 1;
                    }
                }
            }
        }
        assert!(seen > 150, "{seen} replies");
        // What everybody says is told: the tape of the last one holds none of it.
        let options = AssessOptions { as_of: "2026-03-01".parse().ok(), ..AssessOptions::default() };
        let first = replies.assess("{}", &options, reader.known).unwrap();
        reader.read(&first);
        let again = replies.assess("{}", &options, reader.known).unwrap();
        assert!(again.words.is_empty() && again.forms.is_empty() && again.items.len() > 1000);
        // Another reader, or one of another writer, is told everything.
        let other = Known { writer: 8, ..reader.known };
        let new = replies.assess("{}", &options, other).unwrap();
        assert_eq!((new.from.words, new.words.len()), (0, reader.words.len()));
    }

    #[test]
    fn a_record_that_changed_is_read_again() {
        let mut replies = Replies::new(7);
        let options = AssessOptions { as_of: "2026-03-01".parse().ok(), ..AssessOptions::default() };
        let mut told = |record: &str| {
            let tape = replies.assess(record, &options, Known::default()).unwrap();
            Reader::default().read(&tape)["person"].clone()
        };
        assert_eq!(told(r#"{"birth":"1960-01-01"}"#)["age"], 66);
        assert_eq!(told(r#"{"birth":"1970-01-01"}"#)["age"], 56);
        assert_eq!(told(r#"{"birth":"1960-01-01"}"#)["age"], 66);
        assert!(replies.assess("[", &options, Known::default()).is_err_and(|e| e.key == "engine.argument"));
    }
}
