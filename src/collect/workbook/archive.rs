//! What the bytes are, before anything reads them: named when it is no workbook that is read, unpacked once and counted.

use std::io::{Cursor, Read};
use std::sync::Arc;

use zip::ZipArchive;
use zip::result::ZipError;

use crate::collect::sniff;
use crate::error::{Error, Kind};

/// Bytes that two readers share.
#[derive(Debug, Clone)]
pub(super) struct Shared(Arc<Vec<u8>>);

impl Shared {
    pub(super) fn new(bytes: Vec<u8>) -> Self {
        Self(Arc::new(bytes))
    }
}

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// What is refused because it is too much.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of all parts together when unpacked.
    pub unpacked: usize,
    /// Bytes of the parts that are held at once: words, styles, names.
    pub held: usize,
    /// Bytes of the text of one sheet.
    pub text: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { unpacked: 1_500_000_000, held: 400_000_000, text: 250_000_000 }
    }
}

/// What was seen while counting.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// Some part speaks of merged cells.
    pub(super) merges: bool,
}

/// A workbook of a hundred sheets has a few hundred parts.
const MOST_PARTS: usize = 20_000;
/// How a file of the older kind of Office begins; a locked workbook is packed into one as well.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
const MERGES: &[u8] = b"mergeCell";
/// The shortest entry of the list of words: `<si/>`.
const SHORTEST_WORD: u64 = 5;

/// Whether the bytes begin as a workbook does, of whatever kind: the first eight are enough.
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") || bytes.starts_with(OLE)
}

/// Refuses by name what is no workbook that is read, and what unpacks to too much.
///
/// # Errors
/// As [`super::Workbook::open`].
pub(super) fn checked(file: &str, shared: &Shared, limits: Limits) -> Result<Counted, Error> {
    let bytes = shared.as_ref();
    if bytes.starts_with(OLE) {
        return Err(unread(file, ole(bytes)));
    }
    if !is_workbook(bytes) {
        let other = sniff::binary(file, bytes);
        return Err(other.unwrap_or_else(|| Error::new(Kind::Unsupported, "workbook.none").at(file)));
    }
    let mut archive = ZipArchive::new(Cursor::new(shared.clone())).map_err(|problem| packed(file, &problem))?;
    if archive.len() > MOST_PARTS {
        return Err(swells(file, limits.unpacked));
    }
    let names: Vec<String> = archive.file_names().flatten().map(|name| name.to_ascii_lowercase()).collect();
    let has = |ending: &str| names.iter().any(|name| name.ends_with(ending));
    if has("workbook.bin") {
        return Err(unread(file, "workbook.xlsb"));
    }
    if names.iter().any(|name| name == "mimetype") && has("content.xml") {
        return Err(unread(file, "workbook.ods"));
    }
    if !has("workbook.xml") && !names.iter().any(|name| name.starts_with("xl/")) {
        let other = sniff::binary(file, bytes).filter(|error| error.key != "format.xlsx");
        return Err(other.unwrap_or_else(|| Error::new(Kind::Unsupported, "workbook.none").at(file)));
    }
    counted(file, &mut archive, limits)
}

/// Unpacks every part once: any may be named as a sheet, and what a header says of its size need not be true.
fn counted(file: &str, archive: &mut ZipArchive<Cursor<Shared>>, limits: Limits) -> Result<Counted, Error> {
    let (mut all, mut held, mut found) = (0_usize, 0_usize, Counted::default());
    let mut room = vec![0_u8; 1 << 16];
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(|problem| packed(file, &problem))?;
        let name = part.name().map_err(|problem| packed(file, &problem))?.to_ascii_lowercase();
        let (sheet, words) = (name.contains("sheets/sheet"), name.ends_with("sharedstrings.xml"));
        let mut watch = Watch::default();
        let mut size = 0_usize;
        loop {
            let read = part.read(&mut room).map_err(|problem| cut(file, &problem))?;
            let Some(block) = room.get(..read).filter(|block| !block.is_empty()) else { break };
            size = size.saturating_add(read);
            all = all.saturating_add(read);
            if !sheet {
                held = held.saturating_add(read);
            }
            if all > limits.unpacked || held > limits.held {
                return Err(swells(file, if all > limits.unpacked { limits.unpacked } else { limits.held }));
            }
            found.merges |= watch.sees(block, MERGES);
            if words {
                watch.promise(block);
            }
        }
        // Room for that many words is taken before the first is read.
        if watch.promised > size as u64 / SHORTEST_WORD + 1 {
            return Err(Error::new(Kind::Malformed, "workbook.broken").at(file).with("problem", "uniqueCount"));
        }
    }
    Ok(found)
}

/// Looks for a word in a part that comes in blocks.
#[derive(Debug, Default)]
struct Watch {
    tail: Vec<u8>,
    ahead: Vec<u8>,
    promised: u64,
}

impl Watch {
    /// Whether the word ends in this block.
    fn sees(&mut self, block: &[u8], word: &[u8]) -> bool {
        let joined: Vec<u8> = self.tail.iter().chain(block.iter().take(word.len())).copied().collect();
        let found = find(&joined, word).is_some() || find(block, word).is_some();
        self.tail = block.get(block.len().saturating_sub(word.len())..).unwrap_or_default().to_vec();
        found
    }

    /// The greatest number of words that a list says it holds.
    fn promise(&mut self, block: &[u8]) {
        const WORD: &[u8] = b"uniqueCount";
        /// Longer than the name, a sign, a quote and twenty digits, with some blanks between.
        const SPAN: usize = 64;
        let mut joined = std::mem::take(&mut self.ahead);
        joined.extend_from_slice(block);
        let mut rest = joined.as_slice();
        while let Some(at) = find(rest, WORD) {
            rest = rest.get(at + WORD.len()..).unwrap_or_default();
            let value = rest.iter().skip_while(|byte| b" \t\r\n='\"+".contains(byte));
            let digits = value.take_while(|byte| byte.is_ascii_digit());
            let number = digits.fold(0_u64, |sum, byte| sum.saturating_mul(10).saturating_add(u64::from(byte - b'0')));
            self.promised = self.promised.max(number);
        }
        self.ahead = joined.get(joined.len().saturating_sub(SPAN)..).unwrap_or_default().to_vec();
    }
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let first = *word.first()?;
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|byte| *byte == first)?;
        if bytes.get(at..)?.starts_with(word) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// What a file of the older kind of Office is.
fn ole(bytes: &[u8]) -> &'static str {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        find(bytes, &wide).is_some()
    };
    if has("EncryptedPackage") {
        "workbook.locked"
    } else if has("Workbook") || has("Book") {
        "workbook.xls"
    } else {
        "format.ole"
    }
}

fn unread(file: &str, key: &str) -> Error {
    Error::new(Kind::Unsupported, key).at(file)
}

fn swells(file: &str, most: usize) -> Error {
    Error::new(Kind::TooLarge, "workbook.swells").at(file).with("most", most / 1_000_000)
}

fn packed(file: &str, problem: &ZipError) -> Error {
    match problem {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            unread(file, "workbook.locked")
        }
        other => cut(file, other),
    }
}

fn cut(file: &str, problem: &dyn std::fmt::Display) -> Error {
    let told: String = problem.to_string().chars().take(120).collect();
    Error::new(Kind::Malformed, "workbook.cut").at(file).with("problem", told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_seen_across_blocks() {
        for cut in 1..12 {
            let mut watch = Watch::default();
            let (one, two) = b"xx<mergeCells>y".split_at(cut);
            assert!(watch.sees(one, MERGES) | watch.sees(two, MERGES), "{cut}");
            let mut watch = Watch::default();
            let (one, two) = b"<sst uniqueCount = '70'>".split_at(cut + 4);
            watch.promise(one);
            watch.promise(two);
            assert_eq!(watch.promised, 70, "{cut}");
        }
    }
}
