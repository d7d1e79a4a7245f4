//! The reference evaluator and ours must agree: random patients at the rules' limits, every action's status and
//! cautions, every interaction.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use bedside::recommend::{Catalogue, Facts, catalogue, decide_all, interaction_ids};
use serde_json::{Map, Value, json};

/// Reads patients as JSON lines, answers with what `check.py` says; `toks` is only remembered, not changed.
const HARNESS: &str = r#"
import functools, json, sys
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
import check
check.toks = functools.lru_cache(None)(check.toks)
for line in sys.stdin:
    pt = check.Patient(json.loads(line))
    print(json.dumps([[[a["id"], *check.decide(a, pt)] for a in check.ACT], check.interactions(pt)]))
"#;

/// Reads patients as JSON lines and tells the seconds that `check.py` takes for each, as it stands.
const TIMED: &str = r#"
import json, sys, time
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
import check
people = [json.loads(line) for line in sys.stdin]
start = time.perf_counter()
for person in people:
    pt = check.Patient(person)
    [check.decide(a, pt) for a in check.ACT], check.interactions(pt)
print((time.perf_counter() - start) / len(people))
"#;

/// A small seeded generator (SplitMix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).unwrap()
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// Limits that some rule compares a field with.
fn limits(folder: &Path) -> BTreeMap<String, Vec<f64>> {
    let mut found: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for name in ["actions.csv", "interactions.csv"] {
        let mut reader = csv::Reader::from_path(folder.join(name)).unwrap();
        for row in reader.records() {
            for cell in &row.unwrap() {
                let words: Vec<&str> = cell.split([' ', '(', ')', ';']).filter(|w| !w.is_empty()).collect();
                for three in words.windows(3) {
                    if let (true, Ok(limit)) =
                        ([">=", "<=", ">", "<", "=="].contains(&three[1]), three[2].parse::<f64>())
                    {
                        found.entry(three[0].to_owned()).or_default().push(limit);
                    }
                }
            }
        }
    }
    found
}

fn patient(random: &mut Random, names: &Catalogue, limits: &BTreeMap<String, Vec<f64>>) -> Value {
    let mut patient = Map::new();
    patient.insert("region".to_owned(), json!(random.pick(&["us", "us", "cn", "cn", "eu", "uk", "other"])));
    let dense = random.below(60) + 30;
    for field in &names.fields {
        let always = ["age", "sex"].contains(&field.name.as_str());
        if !always && !random.chance(dense) {
            continue;
        }
        let value = match field.kind.as_str() {
            "number" if !always && random.chance(6) => Value::Null,
            "number" => {
                let (min, max) = field.range.unwrap();
                let value = match limits.get(&field.name) {
                    Some(limits) if random.chance(90) => {
                        *random.pick(limits) + random.pick(&[0.0, 0.0, -0.1, 0.1, -1.0, 1.0])
                    }
                    _ => min + (max - min) * random.below(1001) as f64 / 1000.0,
                };
                let value = ((value * 10.0).round() / 10.0).clamp(min, max);
                if value.fract() == 0.0 && random.chance(70) { json!(value as i64) } else { json!(value) }
            }
            "enum" => json!(random.pick(&field.values)),
            _ if random.chance(4) => Value::Null,
            _ => json!(random.chance(50)),
        };
        patient.insert(field.name.clone(), value);
    }
    let of = |kinds: &[&str]| -> Vec<&str> {
        let wanted = names.names.iter().filter(|n| kinds.contains(&n.kind.as_str()));
        wanted.map(|n| n.name.as_str()).collect()
    };
    let some = |random: &mut Random, list: &[&str], most: usize| -> Vec<String> {
        (0..random.below(most + 1)).map(|_| (*random.pick(list)).to_owned()).collect()
    };
    let diagnoses = some(random, &of(&["dx", "allergy"]), 8);
    patient.insert("diagnoses".to_owned(), json!(diagnoses));
    let medicines = some(random, &of(&["ingredient", "ingredient", "class"]), 8);
    let medicines: Vec<Value> = medicines
        .into_iter()
        .map(|name| match random.below(4) {
            0 => json!({ "name": name }),
            1 => json!({ "name": name, "dose_mg": null }),
            _ => json!({ "name": name, "dose_mg": random.pick(&[5, 10, 19, 20, 21, 39, 40, 41, 80]) }),
        })
        .collect();
    patient.insert("meds".to_owned(), json!(medicines));
    patient.insert("genes".to_owned(), json!(some(random, &of(&["gene"]), 3)));
    patient.insert("foods".to_owned(), json!(some(random, &of(&["food"]), 2)));
    let actions: Vec<&str> = names.actions.iter().map(|a| a.id.as_str()).collect();
    patient.insert("declined_actions".to_owned(), json!(some(random, &actions, 3)));
    Value::Object(patient)
}

/// What ours says, in the shape of the harness's answer.
fn ours(patient: &Value) -> Value {
    let facts = Facts::from_vignette(patient).unwrap_or_else(|e| panic!("{e}: {patient}"));
    let decisions: Vec<Value> =
        decide_all(&facts).into_iter().map(|(id, status, cautions)| json!([id, status, cautions])).collect();
    json!([decisions, interaction_ids(&facts)])
}

/// Random patients at the rules' limits, the same for the same seed; their region is always set.
pub(crate) fn patients(count: usize, seed: u64) -> Vec<Value> {
    let names = catalogue();
    let limits = limits(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/recommend"));
    let mut random = Random(seed);
    (0..count).map(|_| patient(&mut random, &names, &limits)).collect()
}

/// A word for what ours says of patients: every status, caution and interaction (FNV-1a, 64 bits).
pub(crate) fn digest(patients: &[Value]) -> String {
    let bytes = patients.iter().flat_map(|patient| ours(patient).to_string().into_bytes());
    let hash =
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

/// What a script says of the patients, or `None` when there is no Python.
fn python(script: &str, facts: &Path, patients: &[Value]) -> Option<String> {
    let mut child = Command::new("python3")
        .args(["-c", script])
        .arg(facts.join("recommend"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut input = child.stdin.take().unwrap();
    let lines: Vec<String> = patients.iter().map(Value::to_string).collect();
    let writer = std::thread::spawn(move || {
        for line in lines {
            writeln!(input, "{line}").unwrap();
        }
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success(), "check.py failed");
    Some(String::from_utf8(output.stdout).unwrap())
}

/// Seconds that `check.py` takes for one of the patients, or `None` when there is no Python.
#[allow(dead_code)]
pub(crate) fn seconds_of_check_py(facts: &Path, patients: &[Value]) -> Option<f64> {
    python(TIMED, facts, patients)?.trim().parse().ok()
}

/// Compares `count` patients; returns how often each status occurred, or `None` when there is no Python.
pub(crate) fn compare(facts: &Path, count: usize, seed: u64) -> Option<BTreeMap<String, usize>> {
    let patients = patients(count, seed);
    let text = python(HARNESS, facts, &patients)?;
    let answers: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), count);
    let mut seen = BTreeMap::new();
    for (patient, theirs) in patients.iter().zip(&answers) {
        let ours = ours(patient);
        let theirs_decide = theirs[0].as_array().unwrap();
        // An action of our own is none of theirs.
        let shared = ours[0].as_array().unwrap().iter().filter(|a| theirs_decide.iter().any(|b| a[0] == b[0]));
        assert!(shared.eq(theirs_decide), "for {patient}: {} and {}", ours[0], theirs[0]);
        for decided in theirs_decide {
            *seen.entry(decided[1].as_str().unwrap().to_owned()).or_default() += 1;
        }
        assert_eq!(ours[1], theirs[1], "interactions for {patient}");
        *seen.entry("interactions".to_owned()).or_default() += ours[1].as_array().unwrap().len();
    }
    Some(seen)
}
