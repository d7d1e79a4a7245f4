//! A reply as a tape of numbers: what stands in every reply (names, keys, citations) is told once, then by its number.
//!
//! A tape is made for one reader that keeps what it was told before ([`Known`]); `www/worker/tape.ts` is that reader, and
//! makes of a tape the same value that JSON would give. One `u32` says one thing; its three lowest bits say what sort:
//!
//! | sort | what | above the sort |
//! | --- | --- | --- |
//! | 0 | null, false, true | which of them |
//! | 1 | a whole number | itself |
//! | 2 | a number | nothing; the next of `numbers` |
//! | 3 | a word told before | which of `words` |
//! | 4 | a text | how many UTF-16 units of `text` it takes |
//! | 5 | a list | how many items follow |
//! | 6 | an object | which of `forms`; its values follow |
//! | 7 | an object of any keys | how many pairs of key and value follow |

use std::collections::HashMap;
use std::fmt::Display;

use serde::ser::{self, Serialize};

/// What a reader has been told: of which writer, and how much of its words and forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Known {
    /// Names the writer; 0 names none.
    pub writer: u32,
    /// How many words.
    pub words: usize,
    /// How many forms.
    pub forms: usize,
}

/// One value on tape.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tape {
    /// One thing each.
    pub items: Vec<u32>,
    /// Numbers that are not whole and small.
    pub numbers: Vec<f64>,
    /// Texts, one behind the other.
    pub text: String,
    /// What the reader was told before of these words and forms.
    pub from: Known,
    /// Words it was not told yet.
    pub words: Vec<&'static str>,
    /// Forms it was not told yet: words, by their number.
    pub forms: Vec<Vec<u32>>,
}

/// Writes tapes, and keeps the words and forms of all of them.
#[derive(Debug)]
pub struct Writer {
    name: u32,
    /// Words that may be told by number: those of the tables, never a person's.
    vocabulary: HashMap<&'static str, Option<u32>>,
    words: Vec<&'static str>,
    /// Where a text of this address was found last time; the text itself is compared.
    recent: Vec<(usize, u32)>,
    keys: Vec<Key>,
    forms: Vec<Vec<u32>>,
    out: Tape,
}

/// A place in the tree of forms: the keys on the way to it are the form's.
#[derive(Debug, Default)]
struct Key {
    word: u32,
    before: usize,
    next: Vec<(&'static str, usize)>,
    form: Option<u32>,
}

const RECENT: usize = 4096;
/// A whole number from here on is written as any other.
const WHOLE: u32 = 1 << 29;

impl Writer {
    /// A writer of this name, which is not 0, that tells the words of `vocabulary` by number.
    pub fn new(name: u32, vocabulary: impl Iterator<Item = &'static str>) -> Self {
        Self {
            name,
            vocabulary: vocabulary.map(|word| (word, None)).collect(),
            words: Vec::new(),
            recent: vec![(0, 0); RECENT],
            keys: vec![Key::default()],
            forms: Vec::new(),
            out: Tape::default(),
        }
    }

    /// A value on tape, for a reader that knows so much.
    ///
    /// # Errors
    ///
    /// What the value itself says when it cannot be written; a value that takes half a billion of anything.
    pub fn write(&mut self, value: &impl Serialize, known: Known) -> Result<Tape, Problem> {
        let told = known.writer == self.name && known.words <= self.words.len() && known.forms <= self.forms.len();
        let from = if told { known } else { Known { writer: self.name, words: 0, forms: 0 } };
        self.out = Tape { items: Vec::with_capacity(8192), numbers: Vec::with_capacity(512), ..Tape::default() };
        value.serialize(&mut *self)?;
        let mut tape = std::mem::take(&mut self.out);
        tape.from = from;
        tape.words = self.words.get(from.words..).unwrap_or_default().to_vec();
        tape.forms = self.forms.get(from.forms..).unwrap_or_default().to_vec();
        Ok(tape)
    }

    fn put(&mut self, sort: u32, value: usize) -> Done {
        let value = u32::try_from(value).ok().filter(|value| *value < WHOLE).ok_or_else(Problem::too_large)?;
        self.out.items.push(value << 3 | sort);
        Ok(())
    }

    fn number(&mut self, value: f64) -> Done {
        // As JSON has it.
        if !value.is_finite() {
            return self.put(0, 0);
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        // what does not survive it is no whole number
        let whole = value as u32;
        if whole < WHOLE && f64::from(whole).to_bits() == value.to_bits() {
            return self.put(1, whole as usize);
        }
        self.out.numbers.push(value);
        self.put(2, 0)
    }

    /// The number of a word of the vocabulary; a new one where it is told for the first time.
    fn word(&mut self, text: &str) -> Option<u32> {
        let address = text.as_ptr() as usize;
        let place = (address >> 3 ^ address >> 14 ^ text.len()) % RECENT;
        if let Some((known, number)) = self.recent.get(place)
            && *known == address
            && self.words.get(*number as usize) == Some(&text)
        {
            return Some(*number);
        }
        let (word, number) = self.vocabulary.get_key_value(text).map(|(word, number)| (*word, *number))?;
        let number = match number {
            Some(number) => number,
            None => self.tell(word)?,
        };
        if let Some(recent) = self.recent.get_mut(place) {
            *recent = (address, number);
        }
        Some(number)
    }

    fn tell(&mut self, word: &'static str) -> Option<u32> {
        let number = u32::try_from(self.words.len()).ok()?;
        self.words.push(word);
        self.vocabulary.insert(word, Some(number));
        Some(number)
    }

    /// The number of a key or of one of several words, which the program itself holds.
    fn own(&mut self, word: &'static str) -> Result<u32, Problem> {
        match self.word(word) {
            Some(number) => Ok(number),
            None => self.tell(word).ok_or_else(Problem::too_large),
        }
    }

    /// The place in the tree one key further.
    fn step(&mut self, from: usize, key: &'static str) -> Result<usize, Problem> {
        if let Some(known) = self.keys.get(from) {
            let same = |one: &&str| std::ptr::eq(one.as_ptr(), key.as_ptr()) && one.len() == key.len();
            let found = known.next.iter().find(|(one, _)| same(one));
            if let Some((_, place)) = found.or_else(|| known.next.iter().find(|(one, _)| *one == key)) {
                return Ok(*place);
            }
        }
        let (word, place) = (self.own(key)?, self.keys.len());
        self.keys.push(Key { word, before: from, ..Key::default() });
        if let Some(known) = self.keys.get_mut(from) {
            known.next.push((key, place));
        }
        Ok(place)
    }

    /// The number of the form whose keys lead to this place.
    fn form(&mut self, place: usize) -> Result<u32, Problem> {
        if let Some(form) = self.keys.get(place).and_then(|key| key.form) {
            return Ok(form);
        }
        let number = u32::try_from(self.forms.len()).map_err(|_| Problem::too_large())?;
        let mut words = Vec::new();
        let mut at = place;
        while let Some(key) = self.keys.get(at).filter(|_| at != 0) {
            words.push(key.word);
            at = key.before;
        }
        words.reverse();
        self.forms.push(words);
        if let Some(key) = self.keys.get_mut(place) {
            key.form = Some(number);
        }
        Ok(number)
    }
}

/// Why a value could not be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem(String);

impl Problem {
    fn too_large() -> Self {
        Self("too large".to_owned())
    }
}

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

type Done = Result<(), Problem>;

macro_rules! whole {
    ($($method:ident($type:ty))*) => {
        $(fn $method(self, value: $type) -> Done {
            #[allow(clippy::cast_precision_loss, clippy::cast_lossless)] // numbers of JavaScript are such
            self.number(value as f64)
        })*
    };
}

impl<'w> ser::Serializer for &'w mut Writer {
    type Ok = ();
    type Error = Problem;
    type SerializeSeq = Parts<'w>;
    type SerializeTuple = Parts<'w>;
    type SerializeTupleStruct = Parts<'w>;
    type SerializeTupleVariant = ser::Impossible<(), Problem>;
    type SerializeMap = Parts<'w>;
    type SerializeStruct = Members<'w>;
    type SerializeStructVariant = ser::Impossible<(), Problem>;

    whole! {
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_f32(f32) serialize_f64(f64)
    }

    fn serialize_bool(self, value: bool) -> Done {
        self.put(0, 1 + usize::from(value))
    }

    fn serialize_char(self, value: char) -> Done {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Done {
        if let Some(word) = self.word(text) {
            return self.put(3, word as usize);
        }
        self.out.text.push_str(text);
        let units = if text.is_ascii() { text.len() } else { text.encode_utf16().count() };
        self.put(4, units)
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Done {
        bytes.serialize(self)
    }

    fn serialize_none(self) -> Done {
        self.put(0, 0)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Done {
        self.put(0, 0)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Done {
        self.put(0, 0)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Done {
        let word = self.own(variant)?;
        self.put(3, word as usize)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Done {
        self.put(7, 1)?;
        self.serialize_unit_variant("", 0, variant)?;
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts<'w>, Problem> {
        Ok(Parts::new(self, 5))
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts<'w>, Problem> {
        Ok(Parts::new(self, 5))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Parts<'w>, Problem> {
        Ok(Parts::new(self, 5))
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Problem> {
        no_such(name)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Parts<'w>, Problem> {
        Ok(Parts::new(self, 7))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Members<'w>, Problem> {
        let start = self.out.items.len();
        self.out.items.push(0);
        Ok(Members { writer: self, start, place: 0 })
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Problem> {
        no_such(name)
    }
}

/// No reply holds one; one that will must say here how it is written.
fn no_such<T>(name: &str) -> Result<T, Problem> {
    Err(Problem(format!("{name}: a variant with several values")))
}

/// A list or an object of any keys being written: where its count belongs.
pub struct Parts<'w> {
    writer: &'w mut Writer,
    start: usize,
    sort: u32,
    count: u32,
}

impl<'w> Parts<'w> {
    fn new(writer: &'w mut Writer, sort: u32) -> Self {
        let start = writer.out.items.len();
        writer.out.items.push(sort);
        Self { writer, start, sort, count: 0 }
    }

    fn part(&mut self, value: &(impl Serialize + ?Sized)) -> Done {
        self.count += 1;
        value.serialize(&mut *self.writer)
    }

    fn close(self) -> Done {
        if self.count >= WHOLE {
            return Err(Problem::too_large());
        }
        if let Some(item) = self.writer.out.items.get_mut(self.start) {
            *item = self.count << 3 | self.sort;
        }
        Ok(())
    }
}

macro_rules! parts {
    ($($part:ident::$method:ident)*) => {
        $(impl ser::$part for Parts<'_> {
            type Ok = ();
            type Error = Problem;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
                self.part(value)
            }

            fn end(self) -> Done {
                self.close()
            }
        })*
    };
}

parts! { SerializeSeq::serialize_element SerializeTuple::serialize_element SerializeTupleStruct::serialize_field }

impl ser::SerializeMap for Parts<'_> {
    type Ok = ();
    type Error = Problem;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Done {
        self.part(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Done {
        self.close()
    }
}

/// An object being written: where its form belongs, and how far its keys have come in the tree.
pub struct Members<'w> {
    writer: &'w mut Writer,
    start: usize,
    place: usize,
}

impl ser::SerializeStruct for Members<'_> {
    type Ok = ();
    type Error = Problem;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Done {
        self.place = self.writer.step(self.place, key)?;
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Done {
        let form = self.writer.form(self.place)?;
        if form >= WHOLE {
            return Err(Problem::too_large());
        }
        if let Some(item) = self.writer.out.items.get_mut(self.start) {
            *item = form << 3 | 6;
        }
        Ok(())
    }
}
