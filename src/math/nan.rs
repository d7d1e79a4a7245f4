//! Numbers in files, where not a number is `null`: for `#[serde(with = "crate::math::nan")]`.

use serde::{Deserialize, Deserializer, Serializer};

/// Writes a number, or `null` for one that is not finite.
///
/// # Errors
///
/// What the format refuses.
pub(crate) fn serialize<S: Serializer>(x: &f64, to: S) -> Result<S::Ok, S::Error> {
    if x.is_finite() { to.serialize_f64(*x) } else { to.serialize_none() }
}

/// Reads a number; `null` is NaN.
///
/// # Errors
///
/// What is neither.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    Ok(Option::<f64>::deserialize(from)?.unwrap_or(f64::NAN))
}
