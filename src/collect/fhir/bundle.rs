//! One pass over the JSON: entries go into the sink as they close, so that those before a break are kept.

use std::collections::BTreeMap;

use serde::de::DeserializeSeed;

use super::lenient::Text;
use super::shape::{Document, READ, Read, Resource};

/// A resource and where it stood.
pub(super) struct Item<'a> {
    /// Index in `Bundle.entry`; `None` for a single resource.
    pub(super) place: Option<usize>,
    pub(super) full_url: Text<'a>,
    pub(super) resource: Resource<'a>,
}

impl Item<'_> {
    /// `Bundle.entry[17]`, or the type of a single resource.
    pub(super) fn place(&self) -> String {
        match self.place {
            Some(index) => format!("Bundle.entry[{index}]"),
            None => self.resource.resource_type.to_string(),
        }
    }
}

/// Everything that a file gave before it ended or broke.
#[derive(Default)]
pub(super) struct Sink<'a> {
    pub(super) items: Vec<Item<'a>>,
    /// Resource types that are not read, with their number.
    pub(super) skipped: BTreeMap<String, u32>,
}

impl<'a> Sink<'a> {
    /// Takes one entry (or a single resource), once it has closed.
    pub(super) fn take(&mut self, entry: Box<Read<'a>>, place: Option<usize>) {
        let Read { own, inside } = *entry;
        let full_url = own.full_url.clone();
        let resource = match inside {
            Some(inner) if own.resource_type.is_empty() => *inner,
            _ => own,
        };
        match &*resource.resource_type {
            // A Bundle's entries were taken one by one.
            "" | "Bundle" => {}
            read if READ.contains(&read) => self.items.push(Item { place, full_url, resource }),
            other => *self.skipped.entry(other.chars().take(60).collect()).or_default() += 1,
        }
    }
}

/// Parses a document into the sink.
pub(super) fn parse<'a>(text: &'a str, sink: &mut Sink<'a>) -> Result<(), serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let top = Document { sink: &mut *sink, depth: 0 }.deserialize(&mut deserializer)?;
    sink.take(top, None);
    deserializer.end()
}
