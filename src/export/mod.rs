//! Floor 7: results out: JSON, CSV, FHIR.
