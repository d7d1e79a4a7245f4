//! What a second model changes: net reclassification and integrated discrimination improvement.
//!
//! Both are asked for and both mislead: a model that is merely miscalibrated can gain on either (Hilden and Gerds, 2014;
//! Kerr et al., 2014), the sum of the two halves weighs events and others as if half of all people had the event, and its
//! p value is too small. So halves are given apart, `cautions` goes with every answer, and net benefit comes first.

use serde::{Deserialize, Serialize};

use super::{Estimate, Scored};
use crate::math::sqrt;

/// How people moved between two models.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reclassification {
    /// Moved up less moved down, of those where it happened.
    pub events: Estimate,
    /// Moved down less moved up, of those where it did not.
    pub others: Estimate,
    /// Their sum (NRI, −2 to 2).
    pub net: Estimate,
    /// Rows: class by the first model; columns: by the second; of those where it happened. Absent without thresholds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moves_of_events: Vec<Vec<u32>>,
    /// The same of those where it did not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moves_of_others: Vec<Vec<u32>>,
    /// Integrated discrimination improvement: what the second model adds to the distance of mean shares.
    pub discrimination: Estimate,
    /// Keys of what must be said beside (`learn.cautions.*`).
    pub cautions: Vec<String>,
}

/// Compares shares of two models for the same people. With thresholds people move between the classes they cut; without,
/// any rise or fall of a share is a move. `None` with one class or outcomes that are not the same.
pub fn reclassification(first: &Scored<'_>, second: &Scored<'_>, thresholds: &[f64]) -> Option<Reclassification> {
    if first.happened() != second.happened() || first.events() == 0 || first.others() == 0 {
        return None;
    }
    let mut cuts = thresholds.to_vec();
    cuts.retain(|cut| cut.is_finite());
    cuts.sort_unstable_by(f64::total_cmp);
    cuts.dedup();
    let class = |p: f64| cuts.partition_point(|cut| *cut <= p);
    let classes = if cuts.is_empty() { 0 } else { cuts.len() + 1 };
    let mut moves = [vec![vec![0_u32; classes]; classes], vec![vec![0; classes]; classes]];
    // Of others and of events: how many, up, down; sum and sum of squares of the change.
    let mut sums = [[0.0; 5]; 2];
    for ((p, y), q) in first.pairs().zip(second.scores()) {
        let happened = usize::from(y == 1.0);
        let (from, to) = (class(p), class(*q));
        let up = if cuts.is_empty() { *q > p } else { to > from };
        let down = if cuts.is_empty() { *q < p } else { to < from };
        let cell = moves.get_mut(happened).and_then(|m| m.get_mut(from)).and_then(|line| line.get_mut(to));
        if let Some(cell) = cell {
            *cell += 1;
        }
        if let Some([count, ups, downs, change, squares]) = sums.get_mut(happened) {
            *count += 1.0;
            *ups += f64::from(up);
            *downs += f64::from(down);
            *change += q - p;
            *squares += (q - p) * (q - p);
        }
    }
    let [others, events] = sums;
    // Of shares up and down of one multinomial: variance (up + down − (up − down)²) / n.
    let half = |[count, ups, downs, ..]: [f64; 5], sign: f64| {
        let (up, down) = (ups / count, downs / count);
        Estimate::within(sign * (up - down), sqrt((up + down - (up - down) * (up - down)) / count), -1.0, 1.0)
    };
    let both = |a: Estimate, b: Estimate, value: f64, most: f64| {
        let error = sqrt(a.standard_error * a.standard_error + b.standard_error * b.standard_error);
        Estimate::within(value, error, -most, most)
    };
    let mean = |[count, _, _, change, squares]: [f64; 5]| {
        let mean = change / count;
        let variance = (squares - change * mean).max(0.0) / (count - 1.0).max(1.0);
        Estimate::within(mean, sqrt(variance / count), -1.0, 1.0)
    };
    let (one, other) = (half(events, 1.0), half(others, -1.0));
    let (risen, fallen) = (mean(events), mean(others));
    let [moves_of_others, moves_of_events] = moves;
    let keys: &[&str] = if cuts.is_empty() {
        &["nriMiscalibration", "nriHalves", "nriContinuous", "idiMiscalibration"]
    } else {
        &["nriMiscalibration", "nriHalves", "idiMiscalibration"]
    };
    Some(Reclassification {
        events: one,
        others: other,
        net: both(one, other, one.value + other.value, 2.0),
        moves_of_events,
        moves_of_others,
        discrimination: both(risen, fallen, risen.value - fallen.value, 2.0),
        cautions: keys.iter().map(|key| (*key).to_owned()).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::Scored;
    use super::reclassification;

    #[test]
    fn moves_by_hand() {
        let y = [1.0, 1.0, 1.0, 0.0, 0.0];
        let (p, q) = ([0.1, 0.3, 0.6, 0.3, 0.1], [0.3, 0.6, 0.55, 0.1, 0.3]);
        let (p, q) = (Scored::shares(&p, &y).unwrap(), Scored::shares(&q, &y).unwrap());
        let by = reclassification(&p, &q, &[0.2, 0.5]).unwrap();
        assert!((by.events.value - 2.0 / 3.0).abs() < 1e-15 && by.others.value == 0.0);
        assert_eq!(by.moves_of_events, [[0, 1, 0], [0, 0, 1], [0, 0, 1]]);
        assert_eq!(by.moves_of_others, [[0, 1, 0], [1, 0, 0], [0, 0, 0]]);
        assert!((by.discrimination.value - 0.45 / 3.0).abs() < 1e-15);
        let free = reclassification(&p, &q, &[]).unwrap();
        assert!((free.net.value - 1.0 / 3.0).abs() < 1e-15 && free.moves_of_events.is_empty());
        assert!(free.cautions.len() > by.cautions.len());
        let same = reclassification(&p, &p, &[]).unwrap();
        assert_eq!((same.net.value, same.net.standard_error, same.discrimination.value), (0.0, 0.0, 0.0));
    }
}
