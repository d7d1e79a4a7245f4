//! How near predicted shares come to what happened, in one number: Brier score and log loss.

use super::Scored;
use crate::math::ln;

/// Mean squared distance of the share from the outcome (Brier, 1950): 0 is perfect. `None` without rows.
pub fn brier(scored: &Scored<'_>) -> Option<f64> {
    mean(scored, |p, y| (p - y) * (p - y))
}

/// The share of the Brier score that the model takes away from that of giving everybody the mean: 1 is perfect, 0 is no
/// use, below 0 is worse than no model. `None` with one class.
pub fn scaled_brier(scored: &Scored<'_>) -> Option<f64> {
    let share = f64::from(scored.events()) / scored.rows() as f64;
    let most = share * (1.0 - share);
    (most > 0.0).then_some(1.0 - brier(scored)? / most)
}

/// Mean −ln of the share given to what happened. Shares are kept 2.2e-16 away from 0 and 1, as scikit-learn does, so
/// that one certain mistake is not infinite. `None` without rows.
pub fn log_loss(scored: &Scored<'_>) -> Option<f64> {
    mean(scored, |p, y| {
        let p = p.clamp(f64::EPSILON, 1.0 - f64::EPSILON);
        -ln(if y == 1.0 { p } else { 1.0 - p })
    })
}

/// The mean over rows, in four lanes.
fn mean(scored: &Scored<'_>, of: impl Fn(f64, f64) -> f64) -> Option<f64> {
    let mut lanes = [0.0; 4];
    for (p, y) in scored.scores().chunks(4).zip(scored.happened().chunks(4)) {
        for ((lane, p), y) in lanes.iter_mut().zip(p).zip(y) {
            *lane += of(*p, *y);
        }
    }
    let [a, b, c, d] = lanes;
    (scored.rows() > 0).then(|| ((a + c) + (b + d)) / scored.rows() as f64)
}

#[cfg(test)]
mod tests {
    use super::super::Scored;
    use super::{brier, log_loss, scaled_brier};

    #[test]
    fn by_hand() {
        let (p, y) = ([0.0, 0.5, 1.0, 0.25], [0.0, 1.0, 1.0, 0.0]);
        let scored = Scored::shares(&p, &y).unwrap();
        assert_eq!(brier(&scored), Some((0.25 + 0.0625) / 4.0));
        assert_eq!(scaled_brier(&scored), Some(1.0 - 0.078_125 / 0.25));
        assert!((log_loss(&scored).unwrap() + (0.5_f64.ln() + 0.75_f64.ln()) / 4.0).abs() < 1e-15);
        assert!(log_loss(&Scored::shares(&[0.0], &[1.0]).unwrap()).unwrap() < 37.0);
        let none = Scored::shares(&[], &[]).unwrap();
        assert_eq!((brier(&none), scaled_brier(&none), log_loss(&none)), (None, None, None));
    }
}
