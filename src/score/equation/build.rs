//! From a file to equations that can be evaluated: names resolved, every number in its place.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::compile::{Plan, PlanTerm};
use super::features::MAX_INPUTS;
use super::program::{Finish, Program};
use super::schema::{
    AnswerLimit, Bands, Column, Example, File, Input, InputKind, Link, Literal, LiteralOf, Source, Use,
};
use crate::vocab::Name;

/// What the equations of one file have in common.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) title: String,
    pub(crate) family: Name,
    pub(crate) variant: Name,
    pub(crate) question: Name,
    pub(crate) horizon_years: Option<u32>,
    pub(crate) unit: Name,
    pub(crate) population: String,
    pub(crate) source: Source,
    pub(crate) inputs: Vec<Input>,
    /// Thresholds of hinges, by input: where the slope changes.
    pub(crate) knots: Vec<(usize, f64)>,
    pub(crate) examples: Vec<Example>,
}

/// The people one column of coefficients is for.
#[derive(Debug, Clone)]
pub(crate) struct Stratum {
    /// Code of the selector's word; `None` when the equation has one stratum.
    pub(crate) code: Option<f64>,
    /// Inputs that a term of this stratum reads, one bit each.
    pub(crate) reads: u32,
}

/// How an answer is computed.
#[derive(Debug)]
pub(crate) enum Body {
    /// A data equation.
    Program(Program),
    /// What data cannot say.
    Irregular(fn(&[f64; MAX_INPUTS]) -> f64),
}

/// One equation of one outcome.
#[derive(Debug)]
pub struct Equation {
    pub(crate) head: Arc<Head>,
    pub(crate) id: Name,
    pub(crate) outcome: Name,
    pub(crate) scale: &'static str,
    /// The word input that selects the stratum.
    pub(crate) selector: Option<usize>,
    pub(crate) strata: Vec<Stratum>,
    pub(crate) body: Body,
    pub(crate) bands: Option<Bands>,
    pub(crate) answer: AnswerLimit,
}

impl Equation {
    /// Inputs of which a yes means that the equation does not apply.
    pub fn exclusions(&self) -> impl Iterator<Item = &'static str> {
        self.head.inputs.iter().filter(|input| input.need == Use::Exclusion).map(|input| input.id.as_str())
    }
}

/// Parses and checks one file.
///
/// # Errors
///
/// One line that says what is wrong with the file.
pub(crate) fn read(text: &str) -> Result<Vec<Equation>, String> {
    let file: File = serde_json::from_str(text).map_err(|e| e.to_string())?;
    check(&file)?;
    let index: BTreeMap<&str, usize> = file.inputs.iter().enumerate().map(|(i, x)| (x.id.as_str(), i)).collect();
    let find = |id: &str| index.get(id).copied().ok_or_else(|| format!("{}: no input {id}", file.id));
    let mut names = Vec::new();
    let mut plans = Vec::new();
    let mut reads_of = Vec::new();
    let mut knots = Vec::new();
    for (name, feature) in &file.features {
        let (plan, reads) = match (&feature.input, &feature.absent) {
            (None, Some(id)) if feature.minus.is_none() && feature.then.is_empty() => {
                let input = find(id)?;
                (Plan::Absent { input }, 1 << input)
            }
            (Some(id), None) => {
                let input = find(id)?;
                let minus = feature.minus.as_deref().map(find).transpose()?;
                let optional = file.inputs.get(input).is_some_and(|i| i.need == Use::Optional);
                for step in &feature.then {
                    match step {
                        super::schema::Transform::AtMost(c) | super::schema::Transform::AtLeast(c) => {
                            knots.push((input, *c));
                        }
                        super::schema::Transform::Between([a, b]) => knots.extend([(input, *a), (input, *b)]),
                        _ => {}
                    }
                }
                let reads = (1 << input) | minus.map_or(0, |m| 1 << m);
                (Plan::Value { input, minus, then: feature.then.clone(), optional }, reads)
            }
            _ => return Err(format!("{}: feature {name} is neither an input nor an absence", file.id)),
        };
        names.push(name.as_str());
        plans.push(plan);
        reads_of.push(reads);
    }
    let place =
        |name: &String| names.iter().position(|n| n == name).ok_or_else(|| format!("{}: no feature {name}", file.id));
    let mut terms = Vec::new();
    for term in &file.terms {
        let of = term.of.iter().map(place).collect::<Result<Vec<_>, _>>()?;
        let over = term.over.iter().map(place).collect::<Result<Vec<_>, _>>()?;
        terms.push((of, over, &term.beta));
    }
    let head = Arc::new(Head {
        title: file.title.clone(),
        family: file.family,
        variant: file.variant,
        question: file.question,
        horizon_years: file.horizon_years,
        unit: file.unit,
        population: file.population.clone(),
        source: file.source.clone(),
        inputs: file.inputs.clone(),
        knots,
        examples: file.examples.clone(),
    });
    let yes_no = file.inputs.iter().enumerate().filter(|(_, i)| yes_or_no(i)).fold(0, |all, (i, _)| all | 1 << i);
    let mut equations = Vec::new();
    for member in &file.equations {
        let columns: Vec<(usize, &Column)> =
            file.columns.iter().enumerate().filter(|(_, c)| member.outcome == c.outcome).collect();
        let (selector, codes) = select(&file, &columns)?;
        let both = |list: &[Literal]| -> Result<[f64; 2], String> {
            let get = |k: usize| {
                let column = columns.get(k).or(columns.first()).map(|(c, _)| *c);
                column
                    .and_then(|c| list.get(c))
                    .map(|l| number(*l))
                    .ok_or_else(|| format!("{}: a row is short", file.id))
            };
            Ok([get(0)?, get(1)?])
        };
        let mut strata: Vec<Stratum> = codes.iter().map(|code| Stratum { code: *code, reads: 0 }).collect();
        let mut planned = Vec::new();
        for (of, over, beta) in &terms {
            let beta = both(beta)?;
            for (stratum, b) in strata.iter_mut().zip(beta) {
                if b != 0.0 {
                    stratum.reads |= of.iter().chain(over).filter_map(|i| reads_of.get(*i)).fold(0, |a, r| a | r);
                }
            }
            if beta != [0.0, 0.0] {
                planned.push(PlanTerm { of: of.clone(), over: over.clone(), beta });
            }
        }
        let (finish, scale) = match &file.link {
            Link::Identity => (Finish::Identity, "identity"),
            Link::Sqrt => (Finish::Sqrt, "identity"),
            Link::Exp => (Finish::Exp, "log"),
            Link::Logistic => (Finish::Logistic, "logOdds"),
            Link::Survival(s0) => {
                let s0: Vec<Literal> = s0.iter().map(|s| Literal::Number(*s)).collect();
                (Finish::Survival(both(&s0)?.map(crate::math::ln)), "logHazard")
            }
        };
        // What only one stratum reads may be absent in the other, where its coefficient is zero.
        let everywhere = strata.iter().fold(u32::MAX, |all, s| all & s.reads);
        let own: Vec<Plan> = plans.iter().map(|plan| plan.relaxed(everywhere)).collect();
        let program = Program::compile(&own, &planned, both(&file.constant)?, finish, yes_no)
            .ok_or_else(|| format!("{}: too many terms", file.id))?;
        let bands = match &member.bands {
            Some(name) => Some(file.bands.get(name).cloned().ok_or_else(|| format!("{}: no bands {name}", file.id))?),
            None => None,
        };
        equations.push(Equation {
            head: Arc::clone(&head),
            id: member.id,
            outcome: member.outcome,
            scale,
            selector,
            strata,
            body: Body::Program(program),
            bands,
            answer: member.answer,
        });
    }
    Ok(equations)
}

/// Whether an input is 0 or 1 wherever it is known.
fn yes_or_no(input: &Input) -> bool {
    match input.kind {
        InputKind::Number => false,
        InputKind::Flag => true,
        InputKind::Word => input.words.values().all(|code| *code == 0.0 || *code == 1.0),
    }
}

/// The number that enters the sum.
fn number(literal: Literal) -> f64 {
    match literal {
        Literal::Number(x) => x,
        Literal::Of(LiteralOf::Ln(x)) => crate::math::ln(x),
        Literal::Of(LiteralOf::Inverse(x)) => 1.0 / x,
    }
}

/// The word input that tells an outcome's columns apart, and its codes.
fn select(file: &File, columns: &[(usize, &Column)]) -> Result<(Option<usize>, Vec<Option<f64>>), String> {
    match columns {
        [(_, one)] if one.when.is_empty() => Ok((None, vec![None])),
        [(_, first), (_, second)] => {
            let (Some((id, a)), Some((other, b))) = (first.when.iter().next(), second.when.iter().next()) else {
                return Err(format!("{}: two columns need a stratum each", file.id));
            };
            let input = file.inputs.iter().position(|i| i.id == *id && i.id == *other && i.kind == InputKind::Word);
            let input = input.ok_or_else(|| format!("{}: no word input {id}", file.id))?;
            let words = file.inputs.get(input).map(|i| &i.words);
            let code = |word: &String| words.and_then(|w| w.get(word)).copied();
            match (code(a), code(b)) {
                (Some(a), Some(b)) if a != b => Ok((Some(input), vec![Some(a), Some(b)])),
                _ => Err(format!("{}: strata {a} and {b} are no two words of {id}", file.id)),
            }
        }
        _ => Err(format!("{}: an outcome needs one column, or two with a stratum", file.id)),
    }
}

/// What types cannot say.
fn check(file: &File) -> Result<(), String> {
    let fail = |what: &str| Err(format!("{}: {what}", file.id));
    if file.inputs.len() > MAX_INPUTS {
        return fail("too many inputs");
    }
    let width = file.columns.len();
    if file.constant.len() != width || file.terms.iter().any(|t| t.beta.len() != width) {
        return fail("a row has not one number a column");
    }
    if let Link::Survival(s0) = &file.link
        && (s0.len() != width || s0.iter().any(|s| !(*s > 0.0 && *s < 1.0)))
    {
        return fail("a baseline survival is not between 0 and 1");
    }
    for input in &file.inputs {
        let ranged = input.min.or(input.above).is_some() && input.max.or(input.below).is_some();
        match input.kind {
            InputKind::Number if !ranged && input.explore.is_none() => return fail("a number without a range to try"),
            InputKind::Word if input.words.is_empty() => return fail("a word input without words"),
            _ => {}
        }
        if (input.need == Use::Exclusion) != input.reason.is_some() {
            return fail("an exclusion needs a reason, and only an exclusion");
        }
    }
    for member in &file.equations {
        if member.id != file.id && member.id != format!("{}-{}", file.id, member.outcome) {
            return fail("an equation is not named after its file");
        }
    }
    if file.examples.is_empty() {
        return fail("no worked example");
    }
    Ok(())
}
