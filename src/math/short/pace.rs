//! How numbers follow their slopes downhill.

/// How far a step of [`adam`] goes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    /// Of a whole step.
    pub(crate) rate: f32,
    /// How much of the mean slope stays: β₁.
    pub(crate) keep: f32,
    /// How much of the mean squared slope stays: β₂.
    pub(crate) keep_square: f32,
    /// Kept away from division by zero.
    pub(crate) least: f32,
    /// 1 / (1 − β₁ᵗ).
    pub(crate) lift: f32,
    /// 1 / (1 − β₂ᵗ).
    pub(crate) lift_square: f32,
}

/// One step of Adam (Kingma and Ba, 2015).
pub(crate) fn adam(values: &mut [f32], slopes: &[f32], means: &mut [f32], squares: &mut [f32], pace: Pace) {
    let Pace { rate, keep, keep_square, least, lift, lift_square } = pace;
    let (rest, rest_square) = (1.0 - keep, 1.0 - keep_square);
    for (((x, g), m), v) in values.iter_mut().zip(slopes).zip(means).zip(squares) {
        *m = keep * *m + rest * g;
        *v = keep_square * *v + rest_square * (g * g);
        // The square root of IEEE 754, correctly rounded in every build.
        *x -= rate * (*m * lift) / ((*v * lift_square).sqrt() + least);
    }
}

/// One step down the slope, with momentum.
pub(crate) fn momentum(values: &mut [f32], slopes: &[f32], means: &mut [f32], rate: f32, keep: f32) {
    for ((x, g), m) in values.iter_mut().zip(slopes).zip(means) {
        *m = keep * *m + g;
        *x -= rate * *m;
    }
}

#[cfg(test)]
mod tests {
    use super::{Pace, adam, momentum};

    #[test]
    fn the_first_step_of_adam_is_the_rate_whatever_the_slope() {
        let (mut x, mut m, mut v) = ([1.0, 1.0], [0.0; 2], [0.0; 2]);
        let pace = Pace { rate: 0.1, keep: 0.9, keep_square: 0.999, least: 1e-8, lift: 10.0, lift_square: 1000.0 };
        adam(&mut x, &[3.0, -0.02], &mut m, &mut v, pace);
        assert!((x[0] - 0.9).abs() < 1e-5 && (x[1] - 1.1).abs() < 1e-5, "{x:?}");
    }

    #[test]
    fn momentum_adds_up() {
        let (mut x, mut m) = ([0.0], [0.0]);
        for _ in 0..2 {
            momentum(&mut x, &[1.0], &mut m, 0.5, 0.5);
        }
        assert_eq!((x, m), ([-1.25], [1.5]));
    }
}
