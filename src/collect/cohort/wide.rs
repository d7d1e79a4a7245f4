//! UTF-16 with its mark, block by block: what Excel writes as "Unicode text".

use std::borrow::Cow;

use crate::error::{Error, Kind};

/// What was left of the blocks before.
#[derive(Debug, Default)]
pub(super) struct Wide {
    /// The first byte of a file that may begin with a mark.
    first: Option<u8>,
    way: Way,
    /// Half of a code unit.
    half: Option<u8>,
    /// The first unit of a pair.
    high: Option<u16>,
    /// Characters so far.
    characters: usize,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Nothing was seen yet.
    #[default]
    Unknown,
    /// No mark: bytes are taken as they are.
    Plain,
    LittleFirst,
    BigFirst,
}

impl Wide {
    /// A block as UTF-8, or as it is where the file has no mark.
    ///
    /// # Errors
    /// `text.notUtf16` with the character that is none.
    pub(super) fn block<'b>(&mut self, file: &str, block: &'b [u8]) -> Result<Cow<'b, [u8]>, Error> {
        let mut block = Cow::Borrowed(block);
        if self.way == Way::Unknown {
            if let Some(first) = self.first.take() {
                block = Cow::Owned([&[first], &*block].concat());
            }
            self.way = match *block {
                [] => return Ok(block),
                [first @ (0xff | 0xfe)] => {
                    self.first = Some(first);
                    return Ok(Cow::Borrowed(&[]));
                }
                [0xff, 0xfe, ..] => Way::LittleFirst,
                [0xfe, 0xff, ..] => Way::BigFirst,
                _ => Way::Plain,
            };
            if self.way != Way::Plain {
                let rest = block.get(2..).unwrap_or_default().to_vec();
                block = Cow::Owned(rest);
            }
        }
        if self.way == Way::Plain {
            return Ok(block);
        }
        let mut text = String::with_capacity(block.len());
        for byte in block.iter().copied() {
            let Some(half) = self.half.take() else {
                self.half = Some(byte);
                continue;
            };
            let pair = [half, byte];
            let unit = if self.way == Way::BigFirst { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) };
            let found = match (self.high.take(), unit) {
                (None, 0xd800..=0xdbff) => {
                    self.high = Some(unit);
                    continue;
                }
                (None, unit) => char::from_u32(u32::from(unit)),
                (Some(high), unit) => char::decode_utf16([high, unit]).next().and_then(Result::ok),
            };
            text.push(found.ok_or_else(|| self.wrong(file))?);
            self.characters += 1;
        }
        Ok(Cow::Owned(text.into_bytes()))
    }

    /// The end of the file: what is left of it.
    ///
    /// # Errors
    /// `text.notUtf16` where it ends within a character.
    pub(super) fn end(&mut self, file: &str) -> Result<Option<u8>, Error> {
        if self.half.is_some() || self.high.is_some() {
            return Err(self.wrong(file));
        }
        Ok(self.first.take())
    }

    fn wrong(&self, file: &str) -> Error {
        Error::new(Kind::Malformed, "text.notUtf16").at(file).with("character", self.characters)
    }
}

#[cfg(test)]
mod tests {
    use super::Wide;
    use crate::collect::cohort::{CohortOptions, CohortReader, Step, read_cohort};

    fn units(text: &str, write: fn(u16) -> [u8; 2]) -> Vec<u8> {
        format!("\u{feff}{text}").encode_utf16().flat_map(write).collect()
    }

    #[test]
    fn blocks_of_any_size_say_the_same() {
        let text = "姓名\t年龄\tnote\r\n张三\t61\t😀\r\n李四\t52\t\"a\r\nb\"\r\n";
        for bytes in [units(text, u16::to_le_bytes), units(text, u16::to_be_bytes), text.as_bytes().to_vec()] {
            for size in [1, 2, 3, 7, 1000] {
                let mut wide = Wide::default();
                let blocks = bytes.chunks(size).map(|block| wide.block("t", block).unwrap().into_owned());
                let read: Vec<u8> = blocks.collect::<Vec<_>>().concat();
                assert_eq!((String::from_utf8(read).unwrap().as_str(), wide.end("t").unwrap()), (text, None));
            }
        }
        assert_eq!(Wide::default().block("t", b"\xff").unwrap().len(), 0);
    }

    #[test]
    fn a_table_is_read_and_read_again() {
        // Numbers that late rows make words, so that it is read twice, and more than a block.
        let mut text = String::from("量;收缩压;备注\r\n");
        for i in 0..33_000 {
            let value = if i < 25_000 { "12" } else { "无" };
            text.push_str(&format!("{value};{};好好好好好\r\n", 100 + i % 60));
        }
        let plain = read_cohort("t.csv", text.as_bytes(), CohortOptions::default()).unwrap();
        for write in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
            let bytes = units(&text, write);
            assert_eq!(read_cohort("t.csv", &bytes, CohortOptions::default()).unwrap(), plain);
            let mut reader = CohortReader::new("t.csv", CohortOptions::default());
            let cohort = loop {
                bytes.chunks(99_999).for_each(|block| reader.push(block).unwrap());
                match reader.finish().unwrap() {
                    Step::Done(cohort) => break *cohort,
                    Step::Again(next) => reader = *next,
                }
            };
            assert_eq!(cohort, plain);
        }
    }

    #[test]
    fn what_is_no_text_is_told() {
        let key = |bytes: &[u8]| read_cohort("t.csv", bytes, CohortOptions::default()).unwrap_err().key;
        let mut cut = units("a,b\n1,2\n", u16::to_le_bytes);
        cut.pop();
        assert_eq!(key(&cut), "text.notUtf16");
        // The second half of a pair stands alone.
        let lone = [0xff, 0xfe, b'a', 0, 0x00, 0xdc];
        assert_eq!(key(&lone), "text.notUtf16");
        let unmarked: Vec<u8> = "a,b\n1,2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(key(&unmarked), "format.utf16");
        assert_eq!(key(&[0xff, 0xfe]), "format.empty");
    }
}
