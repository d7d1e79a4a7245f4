//! The members of FHIR resources that we read: one shape for all resource types, R4 and R5.

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::bundle::Sink;
use super::lenient::{Flag, Many, Num, Text, drain_map, drain_seq, shape};

shape!(
    /// A code with its system and display.
    Coding { system: Text<'a> = "system", code: Text<'a> = "code", display: Text<'a> = "display", }
);
shape!(
    /// Codes and text. A plain string (older versions) is its text; `concept` is R5's CodeableReference.
    Concept str text {
        coding: Many<Coding<'a>> = "coding",
        text: Text<'a> = "text",
        code: Text<'a> = "code",
        concept: Option<Box<Concept<'a>>> = "concept",
        reference: Option<Box<Reference<'a>>> = "reference",
    }
);
shape!(
    /// A reference; R5 nests it once more.
    Reference str reference { reference: Text<'a> = "reference", display: Text<'a> = "display", }
);
shape!(
    /// A number with its unit.
    Quantity {
        value: Num = "value",
        comparator: Text<'a> = "comparator",
        unit: Text<'a> = "unit",
        system: Text<'a> = "system",
        code: Text<'a> = "code",
    }
);
shape!(
    /// Two ends of a range, or a list of reference limits.
    Range { low: Option<Box<Quantity<'a>>> = "low", high: Option<Box<Quantity<'a>>> = "high", }
);
shape!(
    /// One quantity in another: a titre, or a mass in a volume.
    Ratio { numerator: Option<Box<Quantity<'a>>> = "numerator", denominator: Option<Box<Quantity<'a>>> = "denominator", }
);
shape!(
    /// First and last moment.
    Period { start: Text<'a> = "start", end: Text<'a> = "end", }
);
shape!(
    /// An extension of Patient.
    Extension {
        url: Text<'a> = "url",
        value_code: Text<'a> = "valueCode",
        value_string: Text<'a> = "valueString",
        value_coding: Option<Box<Coding<'a>>> = "valueCoding",
        value_concept: Option<Box<Concept<'a>>> = "valueCodeableConcept",
        extension: Many<Extension<'a>> = "extension",
    }
);
shape!(
    /// A business identifier.
    Identifier { system: Text<'a> = "system", value: Text<'a> = "value", }
);
shape!(
    /// A person's name.
    HumanName str text {
        text: Text<'a> = "text",
        family: Text<'a> = "family",
        given: Many<Text<'a>> = "given",
        usage: Text<'a> = "use",
    }
);
shape!(
    /// One component of an Observation.
    Component {
        code: Option<Box<Concept<'a>>> = "code",
        value_quantity: Option<Box<Quantity<'a>>> = "valueQuantity",
        value_concept: Option<Box<Concept<'a>>> = "valueCodeableConcept",
        value_string: Text<'a> = "valueString",
        value_date: Text<'a> = "valueDateTime",
        value_integer: Num = "valueInteger",
        value_boolean: Flag = "valueBoolean",
        value_range: Option<Box<Range<'a>>> = "valueRange",
        value_ratio: Option<Box<Ratio<'a>>> = "valueRatio",
        data_absent: Option<Box<Concept<'a>>> = "dataAbsentReason",
        reference_range: Many<Range<'a>> = "referenceRange",
    }
);
shape!(
    /// How often.
    Repeat {
        frequency: Num = "frequency",
        frequency_max: Num = "frequencyMax",
        period: Num = "period",
        period_unit: Text<'a> = "periodUnit",
    }
);
shape!(
    /// When a medicine is taken.
    Timing { repeat: Option<Box<Repeat<'a>>> = "repeat", code: Option<Box<Concept<'a>>> = "code", }
);
shape!(
    /// How much.
    DoseAndRate { quantity: Option<Box<Quantity<'a>>> = "doseQuantity", }
);
shape!(
    /// How a medicine is taken.
    Dosage {
        text: Text<'a> = "text",
        as_needed: Flag = "asNeededBoolean",
        as_needed_r5: Flag = "asNeeded",
        as_needed_for: Option<Box<Concept<'a>>> = "asNeededCodeableConcept",
        timing: Option<Box<Timing<'a>>> = "timing",
        route: Option<Box<Concept<'a>>> = "route",
        dose_and_rate: Many<DoseAndRate<'a>> = "doseAndRate",
        dose_quantity: Option<Box<Quantity<'a>>> = "doseQuantity",
    }
);
shape!(
    /// Whether the person takes it (R5).
    Adherence { code: Option<Box<Concept<'a>>> = "code", }
);
shape!(
    /// An ingredient of a Medication.
    Ingredient { concept: Option<Box<Concept<'a>>> = "itemCodeableConcept", item: Option<Box<Concept<'a>>> = "item", }
);
shape!(
    /// A resource inside another: what a medicine refers to.
    Contained {
        id: Text<'a> = "id",
        code: Option<Box<Concept<'a>>> = "code",
        ingredient: Many<Ingredient<'a>> = "ingredient",
    }
);
shape!(
    /// A reaction of an allergy.
    AllergyReaction { manifestation: Many<Concept<'a>> = "manifestation", severity: Text<'a> = "severity", }
);
shape!(
    /// What a relative had.
    RelativeCondition {
        code: Option<Box<Concept<'a>>> = "code",
        onset_age: Option<Box<Quantity<'a>>> = "onsetAge",
        onset_range: Option<Box<Range<'a>>> = "onsetRange",
        onset_string: Text<'a> = "onsetString",
    }
);
shape!(
    /// A section of a document.
    Section {
        code: Option<Box<Concept<'a>>> = "code",
        empty_reason: Option<Box<Concept<'a>>> = "emptyReason",
        focus: Option<Box<Reference<'a>>> = "focus",
        section: Many<Section<'a>> = "section",
    }
);
shape!(
    /// Any resource, and a Bundle's entry too (`full_url`).
    Resource {
        resource_type: Text<'a> = "resourceType",
        id: Text<'a> = "id",
        full_url: Text<'a> = "fullUrl",
        status: Text<'a> = "status",
        code: Option<Box<Concept<'a>>> = "code",
        subject: Option<Box<Reference<'a>>> = "subject",
        patient: Option<Box<Reference<'a>>> = "patient",
        effective: Text<'a> = "effectiveDateTime",
        effective_period: Option<Box<Period<'a>>> = "effectivePeriod",
        effective_instant: Text<'a> = "effectiveInstant",
        value_quantity: Option<Box<Quantity<'a>>> = "valueQuantity",
        value_concept: Option<Box<Concept<'a>>> = "valueCodeableConcept",
        value_string: Text<'a> = "valueString",
        value_date: Text<'a> = "valueDateTime",
        value_integer: Num = "valueInteger",
        value_boolean: Flag = "valueBoolean",
        value_range: Option<Box<Range<'a>>> = "valueRange",
        value_ratio: Option<Box<Ratio<'a>>> = "valueRatio",
        data_absent: Option<Box<Concept<'a>>> = "dataAbsentReason",
        component: Many<Component<'a>> = "component",
        encounter: Option<Box<Reference<'a>>> = "encounter",
        context: Option<Box<Reference<'a>>> = "context",
        issued: Text<'a> = "issued",
        reference_range: Many<Range<'a>> = "referenceRange",
        has_member: Many<Reference<'a>> = "hasMember",
        clinical_status: Option<Box<Concept<'a>>> = "clinicalStatus",
        verification_status: Option<Box<Concept<'a>>> = "verificationStatus",
        severity: Option<Box<Concept<'a>>> = "severity",
        body_site: Many<Concept<'a>> = "bodySite",
        onset: Text<'a> = "onsetDateTime",
        onset_period: Option<Box<Period<'a>>> = "onsetPeriod",
        recorded: Text<'a> = "recordedDate",
        abatement: Text<'a> = "abatementDateTime",
        abatement_period: Option<Box<Period<'a>>> = "abatementPeriod",
        abatement_boolean: Flag = "abatementBoolean",
        medication_concept: Option<Box<Concept<'a>>> = "medicationCodeableConcept",
        medication_reference: Option<Box<Reference<'a>>> = "medicationReference",
        medication: Option<Box<Concept<'a>>> = "medication",
        dosage: Many<Dosage<'a>> = "dosage",
        dosage_instruction: Many<Dosage<'a>> = "dosageInstruction",
        intent: Text<'a> = "intent",
        do_not_perform: Flag = "doNotPerform",
        authored: Text<'a> = "authoredOn",
        asserted: Text<'a> = "dateAsserted",
        handed_over: Text<'a> = "whenHandedOver",
        days_supply: Option<Box<Quantity<'a>>> = "daysSupply",
        course: Option<Box<Concept<'a>>> = "courseOfTherapyType",
        adherence: Option<Box<Adherence<'a>>> = "adherence",
        ingredient: Many<Ingredient<'a>> = "ingredient",
        contained: Many<Contained<'a>> = "contained",
        criticality: Text<'a> = "criticality",
        reaction: Many<AllergyReaction<'a>> = "reaction",
        relationship: Option<Box<Concept<'a>>> = "relationship",
        condition: Many<RelativeCondition<'a>> = "condition",
        performed: Text<'a> = "performedDateTime",
        performed_period: Option<Box<Period<'a>>> = "performedPeriod",
        occurrence: Text<'a> = "occurrenceDateTime",
        occurrence_period: Option<Box<Period<'a>>> = "occurrencePeriod",
        vaccine: Option<Box<Concept<'a>>> = "vaccineCode",
        class: Many<Concept<'a>> = "class",
        section: Many<Section<'a>> = "section",
        identifier: Many<Identifier<'a>> = "identifier",
        name: Many<HumanName<'a>> = "name",
        gender: Text<'a> = "gender",
        birth: Text<'a> = "birthDate",
        deceased: Flag = "deceasedBoolean",
        deceased_on: Text<'a> = "deceasedDateTime",
        extension: Many<Extension<'a>> = "extension",
    }
);

/// Resource types that hold facts; others are counted by name and skipped as fast as the JSON allows.
pub(super) const READ: [&str; 15] = [
    "Patient",
    "Observation",
    "Condition",
    "MedicationStatement",
    "MedicationRequest",
    "MedicationDispense",
    "MedicationAdministration",
    "Medication",
    "AllergyIntolerance",
    "FamilyMemberHistory",
    "Procedure",
    "Immunization",
    "Encounter",
    "Composition",
    "Bundle",
];

/// Reads a whole document: a Bundle's entries go to the sink one by one, so that those before a break are kept.
pub(super) struct Document<'s, 'a> {
    pub(super) sink: &'s mut Sink<'a>,
    /// Bundles and lists around it. No honest file nests many, and each takes room on the stack.
    pub(super) depth: u8,
}

const DEEPEST: u8 = 12;

fn too_deep<E: serde::de::Error>() -> E {
    E::custom("recursion limit exceeded")
}

/// A resource, or an entry with the resource inside it.
#[derive(Default)]
pub(super) struct Read<'a> {
    pub(super) own: Resource<'a>,
    pub(super) inside: Option<Box<Resource<'a>>>,
}

impl<'de: 'a, 'a> DeserializeSeed<'de> for Document<'_, 'a> {
    type Value = Box<Read<'a>>;
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Box<Read<'a>>, D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de: 'a, 'a> Visitor<'de> for Document<'_, 'a> {
    type Value = Box<Read<'a>>;
    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a resource")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        if self.depth > DEEPEST {
            return Err(too_deep());
        }
        let mut out = Box::<Read<'a>>::default();
        while let Some(key) = map.next_key::<Text<'_>>()? {
            match &*key {
                "entry" => map.next_value_seed(Entries { sink: self.sink, depth: self.depth + 1 })?,
                "resource" => {
                    let inner = map.next_value_seed(Document { sink: self.sink, depth: self.depth + 1 })?;
                    out.inside = Some(Box::new(inner.own));
                }
                "resourceType" => {
                    out.own.resource_type = map.next_value()?;
                    let kind = &out.own.resource_type;
                    if !kind.is_empty() && !READ.contains(&&**kind) {
                        drain_map(map)?;
                        return Ok(out);
                    }
                }
                other => {
                    if !out.own.set(other, &mut map)? {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
            }
        }
        Ok(out)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        if self.depth > DEEPEST {
            return Err(too_deep());
        }
        Entries { sink: self.sink, depth: self.depth + 1 }.visit_seq(seq)?;
        Ok(Box::default())
    }
    fn visit_str<E: serde::de::Error>(self, _: &str) -> Result<Self::Value, E> {
        Ok(Box::default())
    }
    fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Box::default())
    }
    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Box::default())
    }
    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Box::default())
    }
    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Box::default())
    }
    fn visit_unit<E: serde::de::Error>(self) -> Result<Self::Value, E> {
        Ok(Box::default())
    }
}

struct Entries<'s, 'a> {
    sink: &'s mut Sink<'a>,
    depth: u8,
}

impl<'de: 'a, 'a> DeserializeSeed<'de> for Entries<'_, 'a> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de: 'a, 'a> Visitor<'de> for Entries<'_, 'a> {
    type Value = ();
    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a list of entries")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let mut place = 0;
        while let Some(entry) = seq.next_element_seed(Document { sink: &mut *self.sink, depth: self.depth + 1 })? {
            self.sink.take(entry, Some(place));
            place += 1;
        }
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        drain_map(map)
    }
    fn visit_str<E: serde::de::Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
    fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        Ok(())
    }
}
