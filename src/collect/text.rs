//! Bytes to text: UTF-8 with or without its mark, UTF-16 with its mark. Anything else is told, never guessed.

use std::borrow::Cow;

use super::sniff::refused;
use crate::error::{Error, Kind};

/// A text and what is wrong with its bytes, if anything; what stands before the wrong byte is kept.
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) error: Option<Error>,
}

/// Half of a pair of `\u` escapes is no character (a name cut in the middle of an emoji): it becomes �, of the same
/// length, so that the rest of the JSON is read and places stay right.
pub(super) fn whole_escapes(text: Cow<'_, str>) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    // The first and last code unit of a pair, both written as \\uXXXX.
    let unit = |at: usize| -> Option<u16> {
        let digits = bytes.get(at..at + 6).filter(|b| b.starts_with(b"\\u"))?.get(2..)?;
        u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    let mut lone = Vec::new();
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(|b| *b == b'\\')) {
        at += found;
        match (unit(at), unit(at + 6)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => at += 12,
            (Some(0xd800..=0xdfff), _) => {
                lone.push(at);
                at += 6;
            }
            _ => at += 2,
        }
    }
    if lone.is_empty() {
        return text;
    }
    let mut mended = text.into_owned();
    for at in lone {
        mended.replace_range(at..at + 6, "\\ufffd");
    }
    Cow::Owned(mended)
}

/// The text of a file that must be whole.
///
/// # Errors
///
/// `format.*` where the bytes are something else, `text.*` where one is wrong.
pub(crate) fn whole_text<'a>(file: &str, bytes: &'a [u8]) -> Result<Cow<'a, str>, Error> {
    let decoded = decode(file, bytes);
    match super::sniff::binary(file, bytes).or(decoded.error) {
        Some(error) => Err(error),
        None => Ok(decoded.text),
    }
}

/// Decodes the bytes of a file.
pub(super) fn decode<'a>(file: &str, bytes: &'a [u8]) -> Decoded<'a> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(file, rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(file, rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(file, rest, 3),
        _ => utf8(file, bytes, 0),
    }
}

fn utf8<'a>(file: &str, bytes: &'a [u8], before: usize) -> Decoded<'a> {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Decoded { text: Cow::Borrowed(text), error: None },
        Err(error) => error,
    };
    let valid = bytes.get(..error.valid_up_to()).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or_default();
    // A character cut off at the very end is a truncated file: the reader of the format says so.
    let told = error.error_len().map(|_| {
        let byte = before + error.valid_up_to();
        // Chinese that was good UTF-8 up to here is a damaged UTF-8 file, not GBK.
        let good = valid.chars().filter(|c| !c.is_ascii()).take(3).count();
        if good < 3 && looks_gbk(bytes) {
            return refused(file, "gbk");
        }
        Error::new(Kind::Malformed, "text.notUtf8").at(format!("{file}, byte {byte}")).with("byte", byte)
    });
    Decoded { text: Cow::Borrowed(valid), error: told }
}

/// Most bytes above 127 come in GB 18030 pairs, and every second pair is a mark or a common character: accented letters with the
/// letters behind them are rare ones.
fn looks_gbk(bytes: &[u8]) -> bool {
    let (mut pairs, mut common, mut odd, mut at) = (0_usize, 0_usize, 0_usize, 0);
    while let Some(lead) = bytes.get(at).filter(|_| at < 100_000) {
        if *lead < 0x80 {
            at += 1;
            continue;
        }
        match bytes.get(at + 1) {
            Some(trail @ 0x40..=0xfe) if (0x81..=0xfe).contains(lead) => {
                pairs += 1;
                common += usize::from(*trail >= 0xa1 && matches!(lead, 0xa1..=0xa3 | 0xb0..=0xd7));
            }
            _ => odd += 1,
        }
        at += 2;
    }
    pairs >= 2 && pairs > odd * 20 && common * 2 >= pairs
}

fn utf16<'a>(file: &str, bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Decoded<'a> {
    let units = bytes.chunks_exact(2).map(|pair| match pair {
        [a, b] => unit([*a, *b]),
        _ => 0xfffd,
    });
    let mut text = String::with_capacity(bytes.len() / 2);
    for (index, decoded) in char::decode_utf16(units).enumerate() {
        match decoded {
            Ok(ch) => text.push(ch),
            Err(_) => {
                let error = Error::new(Kind::Malformed, "text.notUtf16").at(file).with("character", index);
                return Decoded { text: Cow::Owned(text), error: Some(error) };
            }
        }
    }
    Decoded { text: Cow::Owned(text), error: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_a_pair_of_escapes_is_mended_and_the_rest_left() {
        for (text, expected) in [
            (r"\ud83d\ude00", r"\ud83d\ude00"),
            (r"\ud83d", r"\ufffd"),
            (r"\ude00\ud83dx", r"\ufffd\ufffdx"),
            (r"\\ud83d", r"\\ud83d"),
            (r"\u4e2d\n\", r"\u4e2d\n\"),
            (r"\ud8\u12", r"\ud8\u12"),
        ] {
            assert_eq!(whole_escapes(text.into()), expected);
        }
    }

    #[test]
    fn marks_are_taken_off_and_odd_bytes_told() {
        assert_eq!(decode("a", b"\xef\xbb\xbfx").text, "x");
        assert_eq!(decode("a", &[0xff, 0xfe, b'h', 0, b'i', 0]).text, "hi");
        assert_eq!(decode("a", &[0xfe, 0xff, 0, b'h']).text, "h");
        assert_eq!(decode("a", b"ok\xff\xff\xffx").error.map(|e| e.key), Some("text.notUtf8".into()));
        // 姓名,性别 in GBK
        let gbk = b"\xd0\xd5\xc3\xfb,\xd0\xd4\xb1\xf0\r\n";
        assert_eq!(decode("a", gbk).error.map(|e| e.key), Some("format.gbk".into()));
        // Größe, männlich, übrig as Western Europe wrote them.
        let western = b"Gr\xf6\xdfe;m\xe4nnlich;\xfcbrig\r\n";
        assert_eq!(decode("a", western).error.map(|e| e.key), Some("text.notUtf8".into()));
        assert!(decode("a", "病".as_bytes().get(..2).unwrap()).error.is_none());
        let damaged = ["姓名,性别,收缩压\n".as_bytes(), b"\xff", "张三,男\n".as_bytes()].concat();
        assert_eq!(decode("a", &damaged).error.map(|e| e.key), Some("text.notUtf8".into()));
    }
}
