//! JSON leaves that never fail on a wrong type: a record with one odd field is still a record.
//!
//! Each type reads any JSON value. What does not fit becomes the empty value, so that only broken JSON itself stops
//! a file. Strings borrow from the file's text wherever they hold no escapes.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use serde::de::value::{BorrowedStrDeserializer, MapAccessDeserializer, StrDeserializer};
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// Text; empty when absent. Numbers and flags become their text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Text<'a>(pub(super) Cow<'a, str>);

impl Deref for Text<'_> {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

/// A number; also one written as text.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Num(pub(super) Option<f64>);

/// A flag; also one written as text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Flag(pub(super) Option<bool>);

/// A list; a single object is a list of one.
#[derive(Debug, Clone)]
pub(super) struct Many<T>(pub(super) Vec<T>);

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Deref for Many<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

struct TextVisitor<'a>(PhantomData<&'a ()>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(TextVisitor(PhantomData))
    }
}

impl<'de: 'a, 'a> Visitor<'de> for TextVisitor<'a> {
    type Value = Text<'a>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }
    fn visit_borrowed_str<E: Error>(self, v: &'de str) -> Result<Text<'a>, E> {
        Ok(Text(Cow::Borrowed(v)))
    }
    fn visit_str<E: Error>(self, v: &str) -> Result<Text<'a>, E> {
        Ok(Text(Cow::Owned(v.to_owned())))
    }
    fn visit_bool<E: Error>(self, v: bool) -> Result<Text<'a>, E> {
        Ok(Text(Cow::Borrowed(if v { "true" } else { "false" })))
    }
    fn visit_u64<E: Error>(self, v: u64) -> Result<Text<'a>, E> {
        Ok(Text(Cow::Owned(v.to_string())))
    }
    fn visit_i64<E: Error>(self, v: i64) -> Result<Text<'a>, E> {
        Ok(Text(Cow::Owned(v.to_string())))
    }
    fn visit_f64<E: Error>(self, v: f64) -> Result<Text<'a>, E> {
        Ok(Text(Cow::Owned(v.to_string())))
    }
    fn visit_unit<E: Error>(self) -> Result<Text<'a>, E> {
        Ok(Text::default())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Text<'a>, A::Error> {
        drain_seq(seq).map(|()| Text::default())
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Text<'a>, A::Error> {
        drain_map(map).map(|()| Text::default())
    }
}

macro_rules! scalar {
    ($name:ident, $visitor:ident, $say:literal, $($visit:item)*) => {
        struct $visitor;
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                d.deserialize_any($visitor)
            }
        }
        impl<'de> Visitor<'de> for $visitor {
            type Value = $name;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($say)
            }
            fn visit_unit<E: Error>(self) -> Result<$name, E> {
                Ok($name(None))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<$name, A::Error> {
                drain_seq(seq).map(|()| $name(None))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<$name, A::Error> {
                drain_map(map).map(|()| $name(None))
            }
            $($visit)*
        }
    };
}

scalar! {
    Num, NumVisitor, "a number",
    fn visit_f64<E: Error>(self, v: f64) -> Result<Num, E> {
        Ok(Num(Some(v)))
    }
    fn visit_u64<E: Error>(self, v: u64) -> Result<Num, E> {
        Ok(Num(Some(v as f64)))
    }
    fn visit_i64<E: Error>(self, v: i64) -> Result<Num, E> {
        Ok(Num(Some(v as f64)))
    }
    fn visit_str<E: Error>(self, v: &str) -> Result<Num, E> {
        Ok(Num(v.trim().parse().ok().filter(|n: &f64| n.is_finite())))
    }
    fn visit_bool<E: Error>(self, _: bool) -> Result<Num, E> {
        Ok(Num(None))
    }
}

scalar! {
    Flag, FlagVisitor, "true or false",
    fn visit_bool<E: Error>(self, v: bool) -> Result<Flag, E> {
        Ok(Flag(Some(v)))
    }
    fn visit_str<E: Error>(self, v: &str) -> Result<Flag, E> {
        Ok(Flag(match v {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }))
    }
    fn visit_f64<E: Error>(self, _: f64) -> Result<Flag, E> {
        Ok(Flag(None))
    }
    fn visit_u64<E: Error>(self, _: u64) -> Result<Flag, E> {
        Ok(Flag(None))
    }
    fn visit_i64<E: Error>(self, _: i64) -> Result<Flag, E> {
        Ok(Flag(None))
    }
}

struct ManyVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(ManyVisitor(PhantomData))
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for ManyVisitor<T> {
    type Value = Many<T>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Many<T>, A::Error> {
        let mut out = Vec::new();
        while let Some(element) = seq.next_element()? {
            out.push(element);
        }
        Ok(Many(out))
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Many<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(|one| Many(vec![one]))
    }
    fn visit_borrowed_str<E: Error>(self, v: &'de str) -> Result<Many<T>, E> {
        T::deserialize(BorrowedStrDeserializer::new(v)).map(|one| Many(vec![one]))
    }
    fn visit_str<E: Error>(self, v: &str) -> Result<Many<T>, E> {
        T::deserialize(StrDeserializer::new(v)).map(|one| Many(vec![one]))
    }
    fn visit_bool<E: Error>(self, _: bool) -> Result<Many<T>, E> {
        Ok(Many::default())
    }
    fn visit_u64<E: Error>(self, _: u64) -> Result<Many<T>, E> {
        Ok(Many::default())
    }
    fn visit_i64<E: Error>(self, _: i64) -> Result<Many<T>, E> {
        Ok(Many::default())
    }
    fn visit_f64<E: Error>(self, _: f64) -> Result<Many<T>, E> {
        Ok(Many::default())
    }
    fn visit_unit<E: Error>(self) -> Result<Many<T>, E> {
        Ok(Many::default())
    }
}

pub(super) fn drain_seq<'de, A: SeqAccess<'de>>(mut seq: A) -> Result<(), A::Error> {
    while seq.next_element::<IgnoredAny>()?.is_some() {}
    Ok(())
}

pub(super) fn drain_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<(), A::Error> {
    while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
    Ok(())
}

/// Declares an object of named members. Members may repeat (the last counts), come in any order and be of any type;
/// unknown members are skipped. A list stands for its first object; a bare text fills the member marked `str`.
macro_rules! shape {
    ($(#[$doc:meta])* $name:ident $(str $bare:ident)? { $($field:ident: $ty:ty = $key:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default)]
        pub(super) struct $name<'a> {
            $(pub(super) $field: $ty,)*
            pub(super) lifetime: std::marker::PhantomData<&'a ()>,
        }
        impl<'a> $name<'a> {
            /// Reads the value of one member; says whether it knew the member.
            fn set<'de: 'a, A: serde::de::MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<bool, A::Error> {
                match key {
                    $($key => self.$field = map.next_value()?,)*
                    _ => return Ok(false),
                }
                Ok(true)
            }
        }
        impl<'de: 'a, 'a> serde::de::Deserialize<'de> for $name<'a> {
            fn deserialize<D: serde::de::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                struct Shape<'a>(std::marker::PhantomData<&'a ()>);
                impl<'de: 'a, 'a> serde::de::Visitor<'de> for Shape<'a> {
                    type Value = $name<'a>;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("an object")
                    }
                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$name<'a>, A::Error> {
                        let mut out = $name::default();
                        while let Some(key) = map.next_key::<Text<'_>>()? {
                            if !out.set(&key, &mut map)? {
                                map.next_value::<serde::de::IgnoredAny>()?;
                            }
                        }
                        Ok(out)
                    }
                    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<$name<'a>, A::Error> {
                        let first = seq.next_element::<$name<'a>>()?.unwrap_or_default();
                        drain_seq(seq)?;
                        Ok(first)
                    }
                    fn visit_str<E: serde::de::Error>(self, _text: &str) -> Result<$name<'a>, E> {
                        #[allow(unused_mut)]
                        let mut out = $name::default();
                        $(out.$bare = Text(std::borrow::Cow::Owned(_text.to_owned()));)?
                        Ok(out)
                    }
                    fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<$name<'a>, E> {
                        Ok($name::default())
                    }
                    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<$name<'a>, E> {
                        Ok($name::default())
                    }
                    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<$name<'a>, E> {
                        Ok($name::default())
                    }
                    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<$name<'a>, E> {
                        Ok($name::default())
                    }
                    fn visit_unit<E: serde::de::Error>(self) -> Result<$name<'a>, E> {
                        Ok($name::default())
                    }
                }
                d.deserialize_any(Shape(std::marker::PhantomData))
            }
        }
    };
}
pub(super) use shape;
