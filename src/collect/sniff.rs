//! The sniff table: what a file is, by its content. Names and endings are never believed.

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::error::{Error, Kind};

/// A format that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// FHIR JSON.
    Fhir,
    /// A table.
    Csv,
    /// A record that Bedside saved.
    Saved,
    /// A form document of our own.
    Form,
}

impl Format {
    /// Id in `catalog().formats`.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Fhir => "fhir-json",
            Self::Csv => "csv",
            Self::Saved => "bedside-record",
            Self::Form => "bedside-form",
        }
    }
}

/// Ids of the formats that are read, for the catalogue.
pub const FORMATS: [&str; 4] = ["fhir-json", "csv", "bedside-record", "bedside-form"];

/// What begins a file that is known and not read, with the name it is refused by.
const MAGIC: [(&[u8], usize, &str); 26] = [
    (b"PK\x03\x04", 0, "zip"),
    (b"PK\x05\x06", 0, "zip"),
    (b"\x1f\x8b", 0, "gzip"),
    (b"BZh", 0, "bzip2"),
    (b"\xfd7zXZ\x00", 0, "xz"),
    (b"7z\xbc\xaf\x27\x1c", 0, "7z"),
    (b"Rar!", 0, "rar"),
    (b"%PDF", 0, "pdf"),
    (b"\xff\xd8\xff", 0, "jpeg"),
    (b"\x89PNG\r\n\x1a\n", 0, "png"),
    (b"GIF8", 0, "gif"),
    (b"II*\x00", 0, "tiff"),
    (b"MM\x00*", 0, "tiff"),
    (b"RIFF", 0, "riff"),
    (b"DICM", 128, "dicom"),
    (b"n+1\x00", 344, "nifti"),
    (b"ni1\x00", 344, "nifti"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, "ole"),
    (b"SQLite format 3\x00", 0, "sqlite"),
    (b"PAR1", 0, "parquet"),
    (b"{\\rtf", 0, "rtf"),
    (b"\x00asm", 0, "wasm"),
    (b"\x7fELF", 0, "program"),
    (b"MZ", 0, "program"),
    (b"\x93NUMPY", 0, "numpy"),
    (b"BAM\x01", 0, "bam"),
];

/// Refuses by name what binary content shows; `None` when it is text.
pub(super) fn binary(file: &str, bytes: &[u8]) -> Option<Error> {
    let starts = |(magic, at, _): &&(&[u8], usize, &str)| bytes.get(*at..).is_some_and(|b| b.starts_with(magic));
    if let Some((_, _, name)) = MAGIC.iter().find(starts) {
        let name = if *name == "zip" { zip(bytes) } else { name };
        // A short text may begin with the letters of a magic number.
        let wordy = matches!(*magic_of(name), [b'M', b'Z'] | [b'B', b'Z', ..]) && is_text(bytes);
        if !wordy {
            return Some(refused(file, name));
        }
    }
    let marked = matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    let null = bytes.iter().take(4096).position(|b| *b == 0).filter(|_| !marked)?;
    if utf16_without_mark(bytes) {
        return Some(refused(file, "utf16"));
    }
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let odd = head.iter().filter(|b| **b < 32 && !b.is_ascii_whitespace()).count();
    // A text with a few null bytes in it was damaged on its way: where they stand helps to mend it.
    let damaged = head.len() > 16 && odd * 20 < head.len();
    Some(if damaged { refused(file, "nulls").with("byte", null) } else { refused(file, "binary") })
}

fn magic_of(name: &str) -> &'static [u8] {
    match name {
        "program" => b"MZ",
        "bzip2" => b"BZ",
        _ => b"",
    }
}

/// What an archive holds, by the names of its first members.
fn zip(bytes: &[u8]) -> &'static str {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let has = |name: &[u8]| head.windows(name.len()).any(|w| w == name);
    if has(b"xl/") || has(b"[Content_Types].xml") && has(b"workbook") {
        "xlsx"
    } else if has(b"word/") {
        "docx"
    } else if has(b"export.xml") || has(b"apple_health_export") {
        "appleHealthZip"
    } else if has(b"[Content_Types].xml") {
        "office"
    } else {
        "zip"
    }
}

fn is_text(bytes: &[u8]) -> bool {
    !bytes.iter().take(4096).any(|b| *b == 0)
}

fn utf16_without_mark(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(256)).unwrap_or_default();
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let most = head.len() / 2;
    most >= 4 && (zeros(1) * 4 > most * 3 && zeros(0) == 0 || zeros(0) * 4 > most * 3 && zeros(1) == 0)
}

/// The error of a format that is known by name and not read.
pub(super) fn refused(file: &str, format: &str) -> Error {
    Error::new(Kind::Unsupported, format!("format.{format}")).at(file).with("format", format)
}

/// What a text is.
///
/// # Errors
/// `format.empty`, or `format.<name>` of a format that is not read.
pub(super) fn text(file: &str, text: &str) -> Result<Format, Error> {
    let start = text.trim_start();
    let head: String = start.chars().take(4000).collect();
    let Some(first) = start.chars().next() else {
        return Err(Error::new(Kind::Malformed, "format.empty").at(file));
    };
    match first {
        '<' => Err(refused(file, xml(&head))),
        '{' if says_format(&head, "bedside-form") => Ok(Format::Form),
        '{' if says_format(&head, super::saved::SAVED_FORMAT) => Ok(Format::Saved),
        '{' if says_format(&head, "bedside-locked-record") => Err(refused(file, "locked")),
        '{' if is_lines(start) => Err(refused(file, "ndjson")),
        '{' | '[' => json(file, start, &head),
        _ => table(file, &head),
    }
}

fn xml(head: &str) -> &'static str {
    if head.contains("<ClinicalDocument") {
        "ccda"
    } else if head.contains("<HealthData") || head.contains("HealthKit Export") {
        "appleHealthXml"
    } else if head.contains("http://hl7.org/fhir") {
        "fhirXml"
    } else if head.to_ascii_lowercase().contains("<html") {
        "html"
    } else if head.contains("AnnotatedECG") {
        "aecg"
    } else {
        "xml"
    }
}

/// `{"format": "<name>"` stands first in our own files.
fn says_format(head: &str, name: &str) -> bool {
    let mut quoted = head.split('"').skip(1).step_by(2);
    quoted.next() == Some("format") && quoted.next() == Some(name)
}

/// One JSON object a line, at least two of them.
fn is_lines(start: &str) -> bool {
    let mut lines = start.lines().map(str::trim).filter(|l| !l.is_empty());
    let closed = |l: &str| l.starts_with('{') && l.ends_with('}');
    let first = lines.next().is_some_and(closed);
    first && lines.next().is_some_and(|l| l.starts_with('{'))
}

fn json(file: &str, start: &str, head: &str) -> Result<Format, Error> {
    if head.contains("\"resourceType\"") || start.contains("\"resourceType\"") {
        return Ok(Format::Fhir);
    }
    // Cut off before it says what it is, or nothing but brackets: the reader tells where it breaks.
    let broken = || {
        let mut stream = serde_json::Deserializer::from_str(start);
        IgnoredAny::deserialize(&mut stream).is_err()
    };
    if nests_deep(start) || broken() { Ok(Format::Fhir) } else { Err(refused(file, "otherJson")) }
}

/// Deeper than any reader goes. Skipping JSON without reading it keeps a byte a level: 200 MB of brackets would take
/// as much again.
fn nests_deep(text: &str) -> bool {
    let (mut depth, mut quoted, mut escaped) = (0_u32, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = quoted,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => depth += 1,
            b']' | b'}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 128 {
            return true;
        }
    }
    false
}

fn table(file: &str, head: &str) -> Result<Format, Error> {
    let first = head.lines().next().unwrap_or_default();
    let comments = head.lines().take_while(|l| l.starts_with('#')).count();
    if first.starts_with("##fileformat=VCF") {
        return Err(refused(file, "vcf"));
    }
    if head.starts_with('#') && (head.contains("23andMe") || head.contains("rsid\tchromosome")) {
        return Err(refused(file, "chip23andme"));
    }
    let lower = head.to_lowercase();
    if lower.contains("ancestrydna") {
        return Err(refused(file, "chipAncestry"));
    }
    if lower.contains("rsid,chromosome,position")
        || lower.contains("\"rsid\",\"chromosome\"")
        || lower.contains("# rsid")
    {
        return Err(refused(file, "chip"));
    }
    let headings = first.to_lowercase();
    if headings.contains("_concept_id") || (headings.starts_with("concept_id") && headings.contains("vocabulary_id")) {
        return Err(refused(file, "omop"));
    }
    if first.starts_with("MSH|") {
        return Err(refused(file, "hl7v2"));
    }
    if first.starts_with("BEGIN:VCARD") || first.starts_with("-----BEGIN") {
        return Err(refused(file, "text"));
    }
    let lines: Vec<&str> = head.lines().skip(comments).filter(|l| !l.trim().is_empty()).collect();
    let separated = lines.iter().filter(|l| l.contains([',', ';', '\t', '，'])).count();
    if separated == 0 {
        return Err(refused(file, "text"));
    }
    Ok(Format::Csv)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(bytes: &[u8]) -> String {
        match binary("x", bytes) {
            Some(error) => error.key,
            None => match text("x", std::str::from_utf8(bytes).unwrap()) {
                Ok(format) => format.id().to_owned(),
                Err(error) => error.key,
            },
        }
    }

    #[test]
    fn content_decides() {
        for (bytes, expected) in [
            (&b""[..], "format.empty"),
            (b"  \n ", "format.empty"),
            (b"PK\x03\x04\x14\x00xl/workbook.xml", "format.xlsx"),
            (b"PK\x03\x04\x14\x00a.txt", "format.zip"),
            (b"\xff\xd8\xff\xe0\x00\x10JFIF", "format.jpeg"),
            (b"%PDF-1.7", "format.pdf"),
            (b"\x1f\x8b\x08\x00", "format.gzip"),
            (b"<?xml version=\"1.0\"?><ClinicalDocument xmlns=\"urn:hl7-org:v3\">", "format.ccda"),
            (b"<?xml version=\"1.0\"?><Bundle xmlns=\"http://hl7.org/fhir\">", "format.fhirXml"),
            (b"<HealthData locale=\"en\">", "format.appleHealthXml"),
            (b"{\"resourceType\":\"Patient\"}\n{\"resourceType\":\"Observation\"}", "format.ndjson"),
            (b"{\"resourceType\":\"Patient\"}", "fhir-json"),
            (b"{\n\"resourceType\":\"Patient\"}", "fhir-json"),
            (b"{\"a\":1}", "format.otherJson"),
            (b"{\"resour", "fhir-json"),
            (b"##fileformat=VCFv4.2\n#CHROM\tPOS", "format.vcf"),
            (b"# This data file generated by 23andMe at: 2020\n# rsid\tchromosome\tposition", "format.chip23andme"),
            (b"name,age\nA,5", "csv"),
            (b"MZ,age\nA,5", "csv"),
            (b"person_id,gender_concept_id,year_of_birth\n1,8507,1961", "format.omop"),
            (b"hello", "format.text"),
            (b"h\x00i\x00,\x00a\x00b\x00", "format.utf16"),
            (b"\x01\x02\x00\x03", "format.binary"),
            (b"{\"format\":\"bedside-record\",\"version\":1}", "bedside-record"),
            (b"{ \"format\" : \"bedside-form\"}", "bedside-form"),
            (b"{\"format\":\"bedside-locked-record\"}", "format.locked"),
        ] {
            assert_eq!(name(bytes), expected, "{:?}", String::from_utf8_lossy(bytes));
        }
        let mut dicom = vec![0; 128];
        dicom.extend(b"DICM");
        assert_eq!(name(&dicom), "format.dicom");
    }
}
