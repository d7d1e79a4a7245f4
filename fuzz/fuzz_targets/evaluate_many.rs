//! Columns of many people: any lengths, numbers that are none, codes. Each row answers as one person alone does.
#![no_main]

use bedside::score::{Assessment, Column, Inputs, equations};

/// A number of eight bytes, made likely to be one that means something.
fn number(bytes: &[u8]) -> f64 {
    const ODD: [f64; 12] =
        [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.0, 1e308, -1.0, f64::MIN_POSITIVE, 0.0, 1.0, 2.0, 254.0, 255.0];
    let raw = f64::from_le_bytes(bytes.try_into().unwrap_or_default());
    match bytes[0] % 4 {
        0 => raw,
        1 => ODD[usize::from(bytes[1]) % ODD.len()],
        2 => f64::from(u16::from_le_bytes([bytes[1], bytes[2]])) / 8.0,
        _ => f64::from(bytes[1]),
    }
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let [choice, rows, odd, rest @ ..] = bytes else { return };
    let all: Vec<_> = equations().collect();
    let equation = all[usize::from(*choice) % all.len()];
    let known = equation.describe().inputs;
    let rows = usize::from(*rows) % 70;
    let cells: Vec<f64> = rest.chunks_exact(8).map(number).collect();
    let mut at = cells.iter().copied().cycle();
    let mut columns: Vec<(&str, Vec<f64>)> = Vec::new();
    if cells.is_empty() {
        return;
    }
    for (place, input) in known.iter().enumerate() {
        // Some columns are missing, and a few have another length than the rest.
        if usize::from(*odd) % 16 == place {
            continue;
        }
        let length = if usize::from(*odd) == 128 + place { rows + 1 } else { rows };
        columns.push((input.id.as_str(), at.by_ref().take(length).collect()));
    }
    let views: Vec<(&str, Column<'_>)> = columns.iter().map(|(name, c)| (*name, Column::F64(c))).collect();
    let Ok(many) = equation.evaluate_many(rows, &views) else {
        assert!(columns.iter().any(|(_, c)| c.len() != rows));
        return;
    };
    assert_eq!((many.values.len(), many.codes.len()), (rows, rows));
    for row in 0..rows {
        assert_eq!(many.codes[row] == 0, many.values[row].is_finite(), "{} row {row}: {many:?}", equation.id());
        let inputs = columns.iter().filter(|(_, c)| !c[row].is_nan());
        let inputs = inputs.fold(Inputs::new(), |all, (name, c)| all.number(name, c[row]));
        match equation.evaluate(&inputs).map(|answer| answer.assessment) {
            Ok(Assessment::Computed { value, .. }) => {
                assert_eq!(value.to_bits(), many.values[row].to_bits(), "{} {inputs:?}", equation.id());
            }
            _ => assert_ne!(many.codes[row], 0, "{} {inputs:?}", equation.id()),
        }
    }
});
