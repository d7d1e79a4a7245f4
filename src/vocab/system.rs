//! Code systems under the several addresses that files use for them.

/// Code system of Bedside's own results in an exported Bundle; a reader leaves them out, since they are no measurement.
pub const EQUATION_SYSTEM: &str = "urn:bedside:equation";

/// Code system of our concepts in an exported Bundle: what a text of the record was understood to mean.
pub const CONCEPT_SYSTEM: &str = "urn:bedside:concept";

/// Code system of the names that a person picked from a list, in an exported Bundle.
pub const NAME_SYSTEM: &str = "urn:bedside:name";

/// Code system of the recommender's actions in an exported Bundle.
pub const ACTION_SYSTEM: &str = "urn:bedside:action";

/// A code system that the facts speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum System {
    /// LOINC.
    Loinc,
    /// SNOMED CT, any edition.
    Snomed,
    /// RxNorm.
    Rxnorm,
    /// WHO ATC.
    Atc,
    /// ICD-10 of the WHO and national editions that follow it (Chinese GB/T 14396).
    Icd10,
    /// ICD-10-CM.
    Icd10Cm,
    /// IPS `absent-unknown-uv-ips`.
    AbsentUnknown,
    /// Anything else, local codes too.
    Other,
}

impl System {
    /// Recognises an address, an OID or a short name.
    pub fn of(address: &str) -> Self {
        let address = address.trim().trim_end_matches('/');
        if address == "http://loinc.org" {
            return Self::Loinc;
        }
        if address.starts_with("http://snomed.info/sct") {
            return Self::Snomed;
        }
        let lower = address.to_ascii_lowercase();
        let oid = lower.strip_prefix("urn:oid:").unwrap_or(&lower);
        match oid {
            "https://loinc.org" | "2.16.840.1.113883.6.1" | "loinc" | "ln" => Self::Loinc,
            "2.16.840.1.113883.6.96" | "snomed" | "snomed ct" | "snomed-ct" | "sct" => Self::Snomed,
            "http://www.nlm.nih.gov/research/umls/rxnorm" | "2.16.840.1.113883.6.88" | "rxnorm" => Self::Rxnorm,
            "http://www.whocc.no/atc" | "https://www.whocc.no/atc" | "2.16.840.1.113883.6.73" | "atc" => Self::Atc,
            "http://hl7.org/fhir/uv/ips/codesystem/absent-unknown-uv-ips" => Self::AbsentUnknown,
            "2.16.840.1.113883.6.90" => Self::Icd10Cm,
            "2.16.840.1.113883.6.3" => Self::Icd10,
            _ if oid.starts_with("https://snomed.info/sct") || oid.starts_with("snomed.info/sct") => Self::Snomed,
            _ if oid.contains("icd-10-cm") || oid.contains("icd10cm") || oid.contains("icd-10cm") => Self::Icd10Cm,
            _ if oid.contains("icd-10-pcs") || oid.contains("icd10pcs") => Self::Other,
            _ if oid.contains("icd-10") || oid.contains("icd10") => Self::Icd10,
            _ => Self::Other,
        }
    }

    /// ICD-10 in either edition.
    pub fn is_icd10(self) -> bool {
        matches!(self, Self::Icd10 | Self::Icd10Cm)
    }
}

/// An ICD-10 code with its dot: `E119` and `e11.9` become `E11.9`, the Chinese extension `I10.x00` stays.
pub fn icd10(code: &str) -> String {
    let code = code.trim().to_ascii_uppercase();
    if code.contains('.') || code.len() <= 3 || !code.is_ascii() {
        return code;
    }
    let (head, tail) = code.split_at(3);
    format!("{head}.{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_system_many_addresses() {
        assert_eq!(System::of("urn:oid:2.16.840.1.113883.6.1"), System::Loinc);
        assert_eq!(System::of("http://snomed.info/sct/900000000000207008"), System::Snomed);
        assert_eq!(System::of("http://hl7.org/fhir/sid/icd-10-cm"), System::Icd10Cm);
        assert_eq!(System::of("http://fhir.de/CodeSystem/bfarm/icd-10-gm"), System::Icd10);
        assert_eq!(System::of(""), System::Other);
        assert_eq!((icd10("E119"), icd10("I10.x00"), icd10("I10")), ("E11.9".into(), "I10.X00".into(), "I10".into()));
    }
}
