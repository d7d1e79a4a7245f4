//! One person, one equation, one of three answers.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::build::{Body, Equation};
use super::features::MAX_INPUTS;
use super::schema::{Band, Input, InputKind, Use};
use crate::error::{Error, Kind};
use crate::score::{Assessment, InputStatus, InputUsed, Inputs, Missing, Reason};

/// The answer of one equation for one person, with the inputs as used.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// One of the three answers.
    pub assessment: Assessment,
    /// Published band of a computed answer.
    pub band: Option<Cow<'static, str>>,
    /// The inputs the equation reads for this person, and those it was checked against.
    pub inputs: Vec<InputUsed>,
    /// What should be said with the answer: `outsideStudied`.
    pub notes: Vec<Reason>,
}

/// Inputs resolved to one number each, NaN where absent.
pub(crate) type Row = [f64; MAX_INPUTS];

impl Equation {
    /// Id, `name-variant-horizon-outcome`.
    pub fn id(&self) -> &'static str {
        self.id.as_str()
    }

    /// Family as `regions.csv` names it.
    pub fn family(&self) -> &'static str {
        self.head.family.as_str()
    }

    /// Which of its family: `base`, `full`, `2021-creatinine`; empty for a family of one.
    pub fn variant(&self) -> &'static str {
        self.head.variant.as_str()
    }

    /// The question it answers: `cardiovascular`, `kidney_function`, `liver`, `lipids`, `body`.
    pub fn question(&self) -> &'static str {
        self.head.question.as_str()
    }

    /// What is predicted or estimated.
    pub fn outcome(&self) -> &'static str {
        self.outcome.as_str()
    }

    /// Years ahead, where it looks ahead.
    pub fn horizon_years(&self) -> Option<u32> {
        self.head.horizon_years
    }

    /// `probability`, or the UCUM unit of the answer.
    pub fn unit(&self) -> &'static str {
        self.head.unit.as_str()
    }

    /// Evaluates one person.
    ///
    /// Reasons not to apply come first, even while inputs are missing; an answer is never clamped and
    /// an input never filled.
    ///
    /// # Errors
    ///
    /// A value that is no value of its input: an unknown word, a number that is not finite, a yes or no
    /// that is neither.
    pub fn evaluate(&self, inputs: &Inputs) -> Result<Evaluation, Error> {
        let row = self.row(inputs)?;
        let mut reasons = Vec::new();
        let mut notes = Vec::new();
        for (spec, x) in self.head.inputs.iter().zip(row) {
            if x.is_nan() {
                continue;
            }
            if spec.need == Use::Exclusion {
                if x != 0.0 {
                    let key = spec.reason.unwrap_or_default().into();
                    reasons.push(Reason { key, input: Some(spec.id.into()), args: BTreeMap::new() });
                }
            } else if let Some(reason) = outside(spec, x) {
                reasons.push(reason);
            } else if let Some([low, high]) = spec.studied
                && (x < low || x > high)
            {
                notes.push(note(spec, x, low, high));
            }
        }
        let stratum = self.stratum(&row);
        let missing = self.missing(&row, stratum);
        let reads = stratum.and_then(|s| self.strata.get(s)).map_or(u32::MAX, |s| s.reads | self.selector_bit());
        let used = self.used(inputs, &row, reads);
        let (assessment, band) = if !reasons.is_empty() {
            // Having died or having the disease says more than a range does.
            reasons.sort_by_key(|r| {
                (
                    self.head.inputs.iter().all(|i| r.input.as_deref() != Some(&*i.id) || i.need != Use::Exclusion),
                    r.key != "deceased",
                )
            });
            (Assessment::NotApplicable { reasons }, None)
        } else if !missing.is_empty() {
            (self.needs(&row, &missing), None)
        } else {
            let value = self.answer(&row, stratum.unwrap_or(0));
            if self.possible(value) {
                let band = self.band(value, &row);
                (Assessment::Computed { value, interval: None }, band)
            } else {
                (Assessment::NotApplicable { reasons: vec![impossible(value)] }, None)
            }
        };
        Ok(Evaluation { assessment, band, inputs: used, notes })
    }

    /// Every input as one number.
    pub(crate) fn row(&self, inputs: &Inputs) -> Result<Row, Error> {
        let mut row = [f64::NAN; MAX_INPUTS];
        for (x, spec) in row.iter_mut().zip(&self.head.inputs) {
            if let Some(used) = inputs.get(&spec.id) {
                *x = resolve(spec, used)?.unwrap_or(f64::NAN);
            }
        }
        Ok(row)
    }

    /// Whether one input is known: `None` when not, an error with the reason when its value is outside the range.
    pub(crate) fn known(&self, inputs: &Inputs, id: &str) -> Option<Result<(), Reason>> {
        let spec = self.head.inputs.iter().find(|i| i.id == id)?;
        let x = resolve(spec, inputs.get(id)?).ok()??;
        Some(outside(spec, x).map_or(Ok(()), Err))
    }

    /// The word behind a code of a word input.
    pub(crate) fn word_of(&self, input: &str, code: f64) -> Option<String> {
        let spec = self.head.inputs.iter().find(|i| i.id == input)?;
        spec.words.iter().find(|(_, c)| **c == code).map(|(word, _)| word.clone())
    }

    /// Which stratum a row belongs to; `None` while the selector is unknown.
    pub(crate) fn stratum(&self, row: &Row) -> Option<usize> {
        match self.selector {
            None => Some(0),
            Some(input) => {
                let x = row.get(input).copied().unwrap_or(f64::NAN);
                self.strata.iter().position(|s| s.code == Some(x))
            }
        }
    }

    /// The answer of a complete row.
    pub(crate) fn answer(&self, row: &Row, stratum: usize) -> f64 {
        match &self.body {
            Body::Program(program) => program.one(row, stratum == 1).1,
            Body::Irregular(compute) => compute(row),
        }
    }

    /// Predictor and answer of many complete rows of one stratum; an irregular equation has no predictor but its answer.
    pub(crate) fn answers(&self, rows: &[Row], stratum: usize) -> Vec<(f64, f64)> {
        match &self.body {
            Body::Program(program) => program.many(rows, stratum == 1),
            Body::Irregular(compute) => rows.iter().map(compute).map(|answer| (answer, answer)).collect(),
        }
    }

    /// Whether the answer can be.
    pub(crate) fn possible(&self, value: f64) -> bool {
        value.is_finite() && self.answer.above.is_none_or(|limit| value > limit)
    }

    fn selector_bit(&self) -> u32 {
        self.selector.map_or(0, |i| 1 << i)
    }

    /// Required inputs that are unknown, in the order of the file, the selector first.
    pub(crate) fn missing(&self, row: &Row, stratum: Option<usize>) -> Vec<usize> {
        let reads = match stratum.and_then(|s| self.strata.get(s)) {
            Some(s) => s.reads,
            // While the stratum is unknown, ask only for what each of them reads.
            None => self.strata.iter().fold(u32::MAX, |all, s| all & s.reads) | self.selector_bit(),
        };
        let needs = |(i, spec): &(usize, &Input)| {
            spec.need == Use::Required && reads & (1 << i) != 0 && row.get(*i).is_none_or(|x| x.is_nan())
        };
        self.head.inputs.iter().enumerate().filter(needs).map(|(i, _)| i).collect()
    }

    fn needs(&self, row: &Row, missing: &[usize]) -> Assessment {
        let range = match missing {
            [one] => self.range_over(row, *one, None),
            _ => None,
        };
        let name = |i: &usize| self.head.inputs.get(*i).map(|s| s.id.into());
        let missing = missing.iter().filter_map(name).map(|input| Missing { input, range }).collect();
        Assessment::NeedsInput { missing }
    }

    /// Lowest and highest answer while one input takes its studied values (or those inside `within`).
    ///
    /// Tried at both ends, at every hinge and at 31 values between: an answer is smooth between hinges.
    pub(crate) fn range_over(&self, row: &Row, input: usize, within: Option<(f64, f64)>) -> Option<(f64, f64)> {
        let spec = self.head.inputs.get(input)?;
        let with = |value: f64| {
            let mut tried = *row;
            tried.get_mut(input).map(|cell| *cell = value).map(|()| tried)
        };
        let tried: Vec<Row> = self.trials(spec, input, within).into_iter().filter_map(with).collect();
        let mut range: Option<(f64, f64)> = None;
        for stratum in 0..self.strata.len() {
            // All rows of a stratum know the same inputs: what one of them lacks, all do.
            let of = |row: &&Row| self.stratum(row) == Some(stratum);
            let Some(first) = tried.iter().find(of) else { continue };
            if !self.missing(first, Some(stratum)).is_empty() {
                continue;
            }
            let answers = match self.selector {
                Some(selector) if selector == input => {
                    let rows: Vec<Row> = tried.iter().filter(of).copied().collect();
                    self.answers(&rows, stratum)
                }
                _ => self.answers(&tried, stratum),
            };
            for (_, answer) in answers.into_iter().filter(|(_, answer)| self.possible(*answer)) {
                range = Some(range.map_or((answer, answer), |(low, high)| (low.min(answer), high.max(answer))));
            }
        }
        range
    }

    fn trials(&self, spec: &Input, input: usize, within: Option<(f64, f64)>) -> Vec<f64> {
        match spec.kind {
            InputKind::Flag => vec![0.0, 1.0],
            InputKind::Word => spec.words.values().copied().collect(),
            InputKind::Number => {
                let (mut low, mut high) = trial_range(spec);
                if let Some((a, b)) = within {
                    (low, high) = (low.max(a), high.min(b));
                }
                if low > high {
                    return Vec::new();
                }
                if spec.whole {
                    let count = (high - low).clamp(0.0, 1000.0) as u32;
                    return (0..=count).map(|k| low + f64::from(k)).collect();
                }
                let knots = self.head.knots.iter().filter(|(i, k)| *i == input && *k > low && *k < high);
                let even = (0..=32).map(|k| low + (high - low) * f64::from(k) / 32.0);
                even.chain(knots.map(|(_, k)| *k)).collect()
            }
        }
    }

    fn used(&self, inputs: &Inputs, row: &Row, reads: u32) -> Vec<InputUsed> {
        let mut used = Vec::new();
        for (i, (spec, x)) in self.head.inputs.iter().zip(row).enumerate() {
            let known = !x.is_nan();
            let read = reads & (1 << i) != 0;
            if !read && !known {
                continue;
            }
            let mut entry = inputs.get(&spec.id).filter(|_| known).cloned().unwrap_or_else(|| InputUsed {
                id: spec.id.into(),
                value: None,
                word: None,
                unit: Cow::Borrowed(""),
                status: InputStatus::Absent,
                date: None,
                comparator: None,
                facts: Vec::new(),
            });
            entry.value = known.then_some(*x);
            entry.unit = spec.unit.into();
            used.push(entry);
        }
        used
    }

    fn band(&self, value: f64, row: &Row) -> Option<Cow<'static, str>> {
        let fits = |band: &&Band| {
            let for_person = band.when.as_ref().is_none_or(|when| {
                let index = self.head.inputs.iter().position(|i| i.id == when.input);
                let x = index.and_then(|i| row.get(i)).copied().unwrap_or(f64::NAN);
                when.below.is_none_or(|b| x < b) && when.from.is_none_or(|b| x >= b)
            });
            for_person && band.below.is_none_or(|b| value < b) && band.up_to.is_none_or(|b| value <= b)
        };
        self.bands.as_ref()?.bands.iter().find(fits).map(|b| b.id.into())
    }
}

/// The number an input stands for; `None` when it is unknown.
pub(crate) fn resolve(spec: &Input, used: &InputUsed) -> Result<Option<f64>, Error> {
    let wrong = |key: &str, value: &dyn std::fmt::Display| {
        Err(Error::new(Kind::Value, key).with("input", spec.id).with("value", value))
    };
    if used.status == InputStatus::Absent {
        return Ok(None);
    }
    // A yes or no may carry a word beside it (`type 2`): the number is the answer.
    let word = used.word.as_ref().filter(|_| spec.kind != InputKind::Flag || used.value.is_none());
    if let Some(word) = word {
        let word = word.trim().to_ascii_lowercase();
        if word == "unknown" || word.is_empty() || (spec.id == "sex" && word == "other") {
            return Ok(None);
        }
        let code = match spec.kind {
            // A record says more than the equation asks ("not now", never or former): its number still answers.
            InputKind::Word => {
                let number = || used.value.filter(|x| spec.words.values().any(|c| c == x));
                spec.words.get(&word).copied().or_else(number)
            }
            InputKind::Flag => match word.as_str() {
                "yes" | "true" => Some(1.0),
                "no" | "false" => Some(0.0),
                _ => None,
            },
            InputKind::Number => used.value,
        };
        return match code {
            Some(x) => Ok(Some(x)),
            None if spec.kind == InputKind::Number => wrong("equation.notNumber", &word),
            None => wrong("equation.unknownWord", &word),
        };
    }
    let Some(x) = used.value else { return Ok(None) };
    if !x.is_finite() {
        return wrong("equation.notFinite", &x);
    }
    match spec.kind {
        InputKind::Flag if x != 0.0 && x != 1.0 => wrong("equation.notYesNo", &x),
        InputKind::Word if !spec.words.values().any(|c| *c == x) => wrong("equation.unknownWord", &x),
        InputKind::Number if spec.whole && x != x.floor() => wrong("equation.notWhole", &x),
        _ => Ok(Some(x)),
    }
}

/// The range to try an unknown number over.
fn trial_range(spec: &Input) -> (f64, f64) {
    match spec.explore {
        Some([low, high]) => (low, high),
        None => bounds(spec),
    }
}

/// Lowest and highest value the equation applies to, both included; infinity is none.
pub(crate) fn bounds(spec: &Input) -> (f64, f64) {
    let low = spec.min.or(spec.above.map(f64::next_up)).unwrap_or(f64::MIN);
    let high = spec.max.or(spec.below.map(f64::next_down)).unwrap_or(f64::MAX);
    (low, high)
}

fn outside(spec: &Input, x: f64) -> Option<Reason> {
    let (low, high) = bounds(spec);
    let (key, limit) = if x < low {
        let child = spec.id == "age" && x < 18.0;
        (if child { "child" } else { "belowRange" }, spec.min.or(spec.above))
    } else if x > high {
        ("aboveRange", spec.max.or(spec.below))
    } else {
        return None;
    };
    let mut args = BTreeMap::from([("value".to_owned(), x.to_string()), ("unit".to_owned(), spec.unit.to_string())]);
    if let Some(limit) = limit {
        args.insert("limit".to_owned(), limit.to_string());
    }
    Some(Reason { key: key.into(), input: Some(spec.id.into()), args })
}

fn note(spec: &Input, x: f64, low: f64, high: f64) -> Reason {
    let args = [
        ("value", x.to_string()),
        ("low", low.to_string()),
        ("high", high.to_string()),
        ("unit", spec.unit.to_string()),
    ];
    Reason {
        key: "outsideStudied".into(),
        input: Some(spec.id.into()),
        args: args.into_iter().map(|(k, v)| (k.to_owned(), v)).collect(),
    }
}

fn impossible(value: f64) -> Reason {
    let args = BTreeMap::from([("value".to_owned(), format!("{value:.1}"))]);
    Reason { key: "answerImpossible".into(), input: None, args }
}
