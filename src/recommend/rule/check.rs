//! Syntax to a typed rule: every name looked up, every comparison of the right type. Shared with the build script
//! as `parse.rs` is, so a rule that does not type-check fails the build and never reaches a person.

use super::parse::{Fault, Syntax, Word};

/// Type of a field.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum FieldType {
    /// A number in the field's unit, inside a plausible range.
    Number { min: f64, max: f64 },
    /// One of some words.
    Words(Vec<String>),
    /// Yes or no.
    Flag,
}

/// The names rules may use; positions are the indices of the compiled tables.
#[derive(Debug, Clone, Default)]
pub(crate) struct Vocabulary {
    pub(crate) fields: Vec<(String, FieldType)>,
    pub(crate) dx: Vec<String>,
    pub(crate) medicines: Vec<String>,
    pub(crate) genes: Vec<String>,
    pub(crate) regions: Vec<String>,
}

/// How a number is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    AtLeast,
    AtMost,
    Above,
    Below,
    Equal,
    NotEqual,
}

/// A checked rule; names are indices into the vocabulary.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Typed {
    Or(Vec<Typed>),
    And(Vec<Typed>),
    Not(Box<Typed>),
    Number { field: usize, op: Comparison, limit: f64 },
    Word { field: usize, word: usize, equal: bool },
    Flag(usize),
    Has(usize),
    On(usize),
    Gene(usize),
    Region(usize),
    Missing(usize),
    Known(usize),
}

/// Looks up and type-checks every name of a rule.
///
/// # Errors
/// An unknown name, function or word, an operator that does not suit the type, a limit far outside the field's
/// range (which a wrong unit would give).
pub(crate) fn check(syntax: &Syntax, names: &Vocabulary) -> Result<Typed, Fault> {
    let all = |parts: &[Syntax]| parts.iter().map(|p| check(p, names)).collect::<Result<Vec<_>, _>>();
    match syntax {
        Syntax::Or(parts) => Ok(Typed::Or(all(parts)?)),
        Syntax::And(parts) => Ok(Typed::And(all(parts)?)),
        Syntax::Not(inner) => Ok(Typed::Not(Box::new(check(inner, names)?))),
        Syntax::Compare { field, op, value } => compare(field, op, value, names),
        Syntax::Call { function, argument } => call(function, argument, names),
        Syntax::Flag(word) => match find_field(word, names)? {
            (field, FieldType::Flag) => Ok(Typed::Flag(field)),
            _ => Err(Fault::at(word.column, format!("`{}` is not a yes-or-no field: compare it", word.text))),
        },
    }
}

fn compare(field: &Word, op: &Word, value: &Word, names: &Vocabulary) -> Result<Typed, Fault> {
    let (index, kind) = find_field(field, names)?;
    match kind {
        FieldType::Number { min, max } => {
            let limit: f64 = value
                .text
                .parse()
                .map_err(|_| Fault::at(value.column, format!("`{}` is no number, `{}` is", value.text, field.text)))?;
            let margin = (max - min) / 10.0; // an age of 15 in a table for adults is meant, 150 mg/dL as mmol/L is not
            if limit < min - margin || limit > max + margin {
                let what = format!("{limit} lies far outside {min} to {max} of `{}`: wrong unit?", field.text);
                return Err(Fault::at(value.column, what));
            }
            let op = match op.text.as_str() {
                ">=" => Comparison::AtLeast,
                "<=" => Comparison::AtMost,
                ">" => Comparison::Above,
                "<" => Comparison::Below,
                "==" => Comparison::Equal,
                _ => Comparison::NotEqual,
            };
            Ok(Typed::Number { field: index, op, limit })
        }
        FieldType::Words(words) => {
            let word = words.iter().position(|w| *w == value.text).ok_or_else(|| {
                let what = format!("`{}` is no value of `{}` ({})", value.text, field.text, words.join("/"));
                Fault::at(value.column, what)
            })?;
            match op.text.as_str() {
                "==" | "!=" => Ok(Typed::Word { field: index, word, equal: op.text == "==" }),
                other => Err(Fault::at(op.column, format!("`{other}` does not suit the words of `{}`", field.text))),
            }
        }
        FieldType::Flag => {
            Err(Fault::at(op.column, format!("`{}` is yes or no: write it bare or with `not`", field.text)))
        }
    }
}

fn call(function: &Word, argument: &Word, names: &Vocabulary) -> Result<Typed, Fault> {
    let find = |list: &[String], what: &str| {
        list.iter()
            .position(|n| *n == argument.text)
            .ok_or_else(|| Fault::at(argument.column, format!("unknown {what} `{}`", argument.text)))
    };
    match function.text.as_str() {
        "has" => Ok(Typed::Has(find(&names.dx, "diagnosis or allergy")?)),
        "on" => Ok(Typed::On(find(&names.medicines, "medicine or class")?)),
        "gene" => Ok(Typed::Gene(find(&names.genes, "gene flag")?)),
        "region" => Ok(Typed::Region(find(&names.regions, "region")?)),
        "missing" => Ok(Typed::Missing(find_field(argument, names)?.0)),
        "known" => Ok(Typed::Known(find_field(argument, names)?.0)),
        other => Err(Fault::at(function.column, format!("unknown function `{other}`"))),
    }
}

fn find_field<'v>(word: &Word, names: &'v Vocabulary) -> Result<(usize, &'v FieldType), Fault> {
    names
        .fields
        .iter()
        .enumerate()
        .find(|(_, (name, _))| *name == word.text)
        .map(|(i, (_, kind))| (i, kind))
        .ok_or_else(|| Fault::at(word.column, format!("unknown field `{}`", word.text)))
}

/// Splits `test => code; test => code` into its parts, each with the column where its test begins.
///
/// # Errors
/// A part without `=>`, or with an empty test or code.
pub(crate) fn cautions(text: &str) -> Result<Vec<(usize, String, String)>, Fault> {
    let mut found = Vec::new();
    let mut column = 1;
    for part in text.split(';') {
        let lead = part.chars().take_while(|c| c.is_whitespace()).count();
        if !part.trim().is_empty() {
            let (test, code) =
                part.rsplit_once("=>").ok_or_else(|| Fault::at(column + lead, "a caution needs `test => code`"))?;
            if test.trim().is_empty() || code.trim().is_empty() {
                return Err(Fault::at(column + lead, "a caution needs `test => code`"));
            }
            found.push((column + lead, test.trim().to_owned(), code.trim().to_owned()));
        }
        column += part.chars().count() + 1;
    }
    Ok(found)
}
