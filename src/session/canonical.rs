//! The facts of a record as one text that does not depend on files, order or names: what a fingerprint is made of.
//!
//! Written straight from the record: members by name, lists by what they say. The same text as a tree of JSON values
//! would give whose members are sorted, whose lists are sorted by their text, and from which [`APART`] (of the record),
//! [`ASIDE`] and the origins (of facts) were taken away; a test compares the two.

use std::fmt::Display;

use serde::ser::{self, Serialize};

/// What says where facts came from or who the person is, and changes no answer.
const APART: [&[u8]; 8] =
    [b"identifiers", b"name", b"origin", b"setAside", b"answers", b"declined", b"files", b"nextId"];
/// The same inside a fact: its number here, how it was written, what a reader was told of it.
const ASIDE: [&[u8]; 3] = [b"id", b"given", b"notes"];

/// Writes the facts of a record that count.
pub(super) fn write(record: &impl Serialize) -> Result<Vec<u8>, Problem> {
    let mut out = Vec::with_capacity(8192);
    record.serialize(Writer { out: &mut out, of: Of::Record })?;
    Ok(out)
}

/// Whose value is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Record,
    Fact,
    /// Where a fact came from: of that, only what a code said and whether a person typed it.
    Origin,
}

/// Why something could not be written.
#[derive(Debug)]
pub(super) struct Problem(String);

impl Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Problem {}

impl ser::Error for Problem {
    fn custom<T: Display>(problem: T) -> Self {
        Self(problem.to_string())
    }
}

impl From<serde_json::Error> for Problem {
    fn from(problem: serde_json::Error) -> Self {
        Self(problem.to_string())
    }
}

type Done = Result<(), Problem>;

/// Writes one value.
struct Writer<'o> {
    out: &'o mut Vec<u8>,
    of: Of,
}

impl Writer<'_> {
    fn plain(self, value: &(impl Serialize + ?Sized)) -> Done {
        Ok(serde_json::to_writer(self.out, value)?)
    }
}

impl<'o> Writer<'o> {
    fn list(self) -> List<'o> {
        self.out.push(b'[');
        List { start: self.out.len(), out: self.out, items: Vec::new() }
    }

    fn members(self, names: usize) -> Members<'o> {
        self.out.push(b'{');
        Members { start: self.out.len(), out: self.out, members: Vec::with_capacity(names), of: self.of }
    }
}

macro_rules! plain {
    ($($method:ident($type:ty))*) => {
        $(fn $method(self, value: $type) -> Done {
            self.plain(&value)
        })*
    };
}

impl<'o> ser::Serializer for Writer<'o> {
    type Ok = ();
    type Error = Problem;
    type SerializeSeq = List<'o>;
    type SerializeTuple = List<'o>;
    type SerializeTupleStruct = List<'o>;
    type SerializeTupleVariant = ser::Impossible<(), Problem>;
    type SerializeMap = Members<'o>;
    type SerializeStruct = Members<'o>;
    type SerializeStructVariant = ser::Impossible<(), Problem>;

    plain! {
        serialize_bool(bool) serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_f32(f32) serialize_f64(f64)
        serialize_char(char) serialize_str(&str) serialize_bytes(&[u8])
    }

    fn serialize_none(self) -> Done {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Done {
        self.out.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Done {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Done {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(self, name: &str, _: u32, _: &str, _: &T) -> Done {
        no_such(name)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'o>, Problem> {
        Ok(self.list())
    }

    fn serialize_tuple(self, _: usize) -> Result<List<'o>, Problem> {
        Ok(self.list())
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List<'o>, Problem> {
        Ok(self.list())
    }

    fn serialize_tuple_variant(
        self,
        name: &str,
        _: u32,
        _: &str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Problem> {
        no_such(name)
    }

    fn serialize_map(self, names: Option<usize>) -> Result<Members<'o>, Problem> {
        Ok(self.members(names.unwrap_or(12)))
    }

    fn serialize_struct(self, _: &'static str, names: usize) -> Result<Members<'o>, Problem> {
        Ok(self.members(names))
    }

    fn serialize_struct_variant(
        self,
        name: &str,
        _: u32,
        _: &str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Problem> {
        no_such(name)
    }
}

/// No record holds one; one that will must say here how it is written.
fn no_such<T>(name: &str) -> Result<T, Problem> {
    Err(Problem(format!("{name}: a variant with values")))
}

/// A list being written: each item's text, where it begins and ends.
struct List<'o> {
    out: &'o mut Vec<u8>,
    start: usize,
    items: Vec<(usize, usize)>,
}

impl List<'_> {
    fn item(&mut self, value: &(impl Serialize + ?Sized)) -> Done {
        let from = next(self.out, self.start);
        value.serialize(Writer { out: self.out, of: Of::Fact })?;
        self.items.push((from, self.out.len()));
        Ok(())
    }

    fn close(mut self) -> Done {
        let (out, items) = (self.out, &mut self.items);
        let text = |(from, to): &(usize, usize)| out.get(*from..*to).unwrap_or_default();
        if !items.is_sorted_by_key(text) {
            items.sort_by(|one, other| text(one).cmp(text(other)));
            rewrite(out, self.start, items.iter().copied());
        }
        out.push(b']');
        Ok(())
    }
}

/// Where the next part begins, behind its comma.
fn next(out: &mut Vec<u8>, start: usize) -> usize {
    if out.len() > start {
        out.push(b',');
    }
    out.len()
}

/// Puts the parts that stand from `start` on into another order.
fn rewrite(out: &mut Vec<u8>, start: usize, parts: impl Iterator<Item = (usize, usize)>) {
    let mut sorted = Vec::with_capacity(out.len() - start);
    for (from, to) in parts {
        next(&mut sorted, 0);
        sorted.extend_from_slice(out.get(from..to).unwrap_or_default());
    }
    out.truncate(start);
    out.append(&mut sorted);
}

macro_rules! list {
    ($($part:ident::$method:ident)*) => {
        $(impl ser::$part for List<'_> {
            type Ok = ();
            type Error = Problem;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
                self.item(value)
            }

            fn end(self) -> Done {
                self.close()
            }
        })*
    };
}

list! { SerializeSeq::serialize_element SerializeTuple::serialize_element SerializeTupleStruct::serialize_field }

/// An object being written: where each member begins, its value begins, and it ends.
struct Members<'o> {
    out: &'o mut Vec<u8>,
    start: usize,
    members: Vec<(usize, usize, usize)>,
    of: Of,
}

impl Members<'_> {
    fn member(&mut self, name: &(impl Serialize + ?Sized), value: &(impl Serialize + ?Sized)) -> Done {
        let before = self.out.len();
        let from = next(self.out, self.start);
        serde_json::to_writer(&mut *self.out, name)?;
        let name = inside(self.out, from, self.out.len());
        let counts = match self.of {
            Of::Record => !APART.contains(&name) && !ASIDE.contains(&name),
            Of::Fact => !ASIDE.contains(&name),
            Of::Origin => [&b"file"[..], b"code", b"unverified"].contains(&name),
        };
        if !counts {
            self.out.truncate(before);
            return Ok(());
        }
        let mut of = Of::Fact;
        if name == b"origin" {
            of = Of::Origin;
            self.out.truncate(from);
            self.out.extend_from_slice(b"\"said\"");
        }
        self.out.push(b':');
        let begins = self.out.len();
        value.serialize(Writer { out: self.out, of })?;
        self.members.push((from, begins, self.out.len()));
        Ok(())
    }

    fn close(mut self) -> Done {
        if self.of == Of::Origin {
            return self.close_origin();
        }
        let (out, members) = (self.out, &mut self.members);
        let name = |(from, begins, _): &(usize, usize, usize)| inside(out, *from, begins - 1);
        if !members.is_sorted_by_key(name) {
            members.sort_by(|one, other| name(one).cmp(name(other)));
            rewrite(out, self.start, members.iter().map(|(from, _, to)| (*from, *to)));
        }
        out.push(b'}');
        Ok(())
    }

    /// What a person typed counts before what a file says of the same day.
    fn close_origin(self) -> Done {
        let value = |wanted: &[u8]| {
            let found = self.members.iter().find(|(from, begins, _)| inside(self.out, *from, begins - 1) == wanted);
            found.and_then(|(_, begins, to)| self.out.get(*begins..*to)).unwrap_or(b"null")
        };
        let typed: &[u8] = if value(b"file") == b"\"form\"" { b"true" } else { b"false" };
        let mut said =
            [b"\"code\":", value(b"code"), b",\"typed\":", typed, b",\"unverified\":", value(b"unverified"), b"}"]
                .concat();
        self.out.truncate(self.start);
        self.out.append(&mut said);
        Ok(())
    }
}

/// A written name without its quotation marks.
fn inside(out: &[u8], from: usize, to: usize) -> &[u8] {
    out.get(from + 1..to - 1).unwrap_or_default()
}

impl ser::SerializeStruct for Members<'_> {
    type Ok = ();
    type Error = Problem;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Done {
        self.member(name, value)
    }

    fn end(self) -> Done {
        self.close()
    }
}

impl ser::SerializeMap for Members<'_> {
    type Ok = ();
    type Error = Problem;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, _: &T) -> Done {
        no_such("a key without its value")
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, _: &T) -> Done {
        no_such("a value without its key")
    }

    fn serialize_entry<K: Serialize + ?Sized, T: Serialize + ?Sized>(&mut self, name: &K, value: &T) -> Done {
        self.member(name, value)
    }

    fn end(self) -> Done {
        self.close()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// What [`write`] must come to, by way of a tree.
    fn tree(record: &Value) -> String {
        let mut facts = record.clone();
        if let Value::Object(members) = &mut facts {
            members.retain(|name, _| !APART.contains(&name.as_bytes()));
        }
        bare(&mut facts);
        facts.to_string()
    }

    fn bare(value: &mut Value) {
        match value {
            Value::Object(members) => {
                if let Some(origin) = members.remove("origin") {
                    let typed = origin.get("file").is_some_and(|file| file == "form");
                    let said =
                        json!({ "typed": typed, "code": origin.get("code"), "unverified": origin.get("unverified") });
                    members.insert("said".to_owned(), said);
                }
                members.retain(|name, _| !ASIDE.contains(&name.as_bytes()));
                members.values_mut().for_each(bare);
            }
            Value::Array(list) => {
                list.iter_mut().for_each(bare);
                list.sort_by_cached_key(Value::to_string);
            }
            _ => {}
        }
    }

    #[test]
    fn the_text_is_that_of_the_sorted_tree() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut seen = 0;
        for folder in ["tests/fixtures/records/fhir", "tests/fixtures/records/csv", "www/examples/person"] {
            for entry in std::fs::read_dir(root.join(folder)).unwrap() {
                let path = entry.unwrap().path();
                let file = (path.display().to_string(), std::fs::read(path).unwrap());
                for patient in crate::session::read(&[file], &crate::session::ReadOptions::default()).patients {
                    let as_tree = serde_json::to_value(&patient).unwrap();
                    assert_eq!(String::from_utf8(write(&patient).unwrap()).unwrap(), tree(&as_tree));
                    seen += 1;
                }
            }
        }
        assert!(seen > 50, "{seen} records");
        // Members that need no order, lists of numbers, empty ones, and a name that must be escaped.
        for odd in [json!({}), json!({ "b": [3, 10, 2.5, null, []], "a": { "x": "\n\"", "id": 1 }, "id": 7 })] {
            assert_eq!(String::from_utf8(write(&odd).unwrap()).unwrap(), tree(&odd));
        }
    }
}
