//! Text of a rule to its syntax tree. Shared with the build script (`build/rules.rs` includes this file by its
//! path), so it names nothing of the crate; the finished program holds no parser.

/// A word of a rule and the column (from 1, in characters) where it begins.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) column: usize,
}

/// What is wrong with a rule, and where.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fault {
    pub(crate) column: usize,
    pub(crate) what: String,
}

impl Fault {
    pub(crate) fn at(column: usize, what: impl Into<String>) -> Self {
        Self { column, what: what.into() }
    }
}

/// Syntax of a rule; names are not looked up yet.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Syntax {
    Or(Vec<Syntax>),
    And(Vec<Syntax>),
    Not(Box<Syntax>),
    /// `field op value`.
    Compare {
        field: Word,
        op: Word,
        value: Word,
    },
    /// `function(argument)`.
    Call {
        function: Word,
        argument: Word,
    },
    /// A bare boolean field.
    Flag(Word),
}

const OPERATORS: [&str; 6] = [">=", "<=", "==", "!=", ">", "<"];
const KEYWORDS: [&str; 3] = ["or", "and", "not"];

/// Parses one rule: `or`, `and`, `not`, parentheses, `field op value`, `function(name)`, `field`.
///
/// # Errors
/// The first token that does not fit, with its column.
pub(crate) fn parse(text: &str) -> Result<Syntax, Fault> {
    let mut parser = Parser { words: words(text)?, next: 0, end: text.chars().count() + 1 };
    let syntax = parser.or()?;
    match parser.peek() {
        None => Ok(syntax),
        Some(word) => Err(Fault::at(word.column, format!("`{}` after the end of the rule", word.text))),
    }
}

fn words(text: &str) -> Result<Vec<Word>, Fault> {
    let chars: Vec<char> = text.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let mut found = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let start = i;
        let c = at(i);
        if c.is_whitespace() {
            i += 1;
            continue;
        }
        if c.is_ascii_alphabetic() || c == '_' {
            while at(i).is_ascii_alphanumeric() || at(i) == '_' {
                i += 1;
            }
        } else if c.is_ascii_digit() || (c == '-' && at(i + 1).is_ascii_digit()) {
            i += 1;
            while at(i).is_ascii_digit() {
                i += 1;
            }
            if at(i) == '.' && at(i + 1).is_ascii_digit() {
                i += 1;
                while at(i).is_ascii_digit() {
                    i += 1;
                }
            }
        } else if c == '(' || c == ')' {
            i += 1;
        } else {
            let pair: String = [c, at(i + 1)].iter().collect();
            i += if OPERATORS.contains(&pair.as_str()) {
                2
            } else if c == '<' || c == '>' {
                1
            } else {
                return Err(Fault::at(start + 1, format!("unexpected character `{c}`")));
            };
        }
        found.push(Word { text: chars.iter().skip(start).take(i - start).collect(), column: start + 1 });
    }
    Ok(found)
}

struct Parser {
    words: Vec<Word>,
    next: usize,
    end: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Word> {
        self.words.get(self.next)
    }

    fn sees(&self, text: &str) -> bool {
        self.peek().is_some_and(|w| w.text == text)
    }

    fn take(&mut self, wanted: &str) -> Result<Word, Fault> {
        let word = self.peek().cloned().ok_or_else(|| Fault::at(self.end, format!("ends where {wanted} should be")))?;
        self.next += 1;
        Ok(word)
    }

    fn expect(&mut self, text: &str) -> Result<(), Fault> {
        let word = self.take(&format!("`{text}`"))?;
        if word.text == text {
            return Ok(());
        }
        Err(Fault::at(word.column, format!("`{}` where `{text}` should be", word.text)))
    }

    fn or(&mut self) -> Result<Syntax, Fault> {
        let mut parts = vec![self.and()?];
        while self.sees("or") {
            self.next += 1;
            parts.push(self.and()?);
        }
        Ok(single(parts, Syntax::Or))
    }

    fn and(&mut self) -> Result<Syntax, Fault> {
        let mut parts = vec![self.not()?];
        while self.sees("and") {
            self.next += 1;
            parts.push(self.not()?);
        }
        Ok(single(parts, Syntax::And))
    }

    fn not(&mut self) -> Result<Syntax, Fault> {
        if self.sees("not") {
            self.next += 1;
            return Ok(Syntax::Not(Box::new(self.not()?)));
        }
        self.primary()
    }

    fn primary(&mut self) -> Result<Syntax, Fault> {
        let word = self.take("a condition")?;
        if word.text == "(" {
            let inner = self.or()?;
            self.expect(")")?;
            return Ok(inner);
        }
        let name = name(word)?;
        if self.sees("(") {
            self.next += 1;
            let argument = self.take("a name")?;
            let argument = self::name(argument)?;
            self.expect(")")?;
            return Ok(Syntax::Call { function: name, argument });
        }
        if self.peek().is_some_and(|w| OPERATORS.contains(&w.text.as_str())) {
            let op = self.take("an operator")?;
            let value = self.take("a value")?;
            if value.text.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
                return Ok(Syntax::Compare { field: name, op, value });
            }
            let value = self::name(value)?;
            return Ok(Syntax::Compare { field: name, op, value });
        }
        Ok(Syntax::Flag(name))
    }
}

fn name(word: Word) -> Result<Word, Fault> {
    let first = word.text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if first && !KEYWORDS.contains(&word.text.as_str()) {
        return Ok(word);
    }
    Err(Fault::at(word.column, format!("`{}` where a name should be", word.text)))
}

fn single(mut parts: Vec<Syntax>, many: fn(Vec<Syntax>) -> Syntax) -> Syntax {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            many(parts)
        }
        None => many(parts),
    }
}
