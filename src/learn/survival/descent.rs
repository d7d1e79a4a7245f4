//! The best step where weights are held by their size and by their squares: one weight at a time, round and round
//! (Simon, Friedman, Hastie and Tibshirani, 2011, with the whole bend rather than its diagonal).

/// How weights are held: one number a weight, for its size and for half its square.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Held {
    pub(super) size: Vec<f64>,
    pub(super) square: Vec<f64>,
}

impl Held {
    /// What holding takes off the likelihood.
    pub(super) fn cost(&self, weights: &[f64]) -> f64 {
        let each = weights.iter().zip(self.size.iter().zip(&self.square));
        each.map(|(w, (size, square))| size * w.abs() + 0.5 * square * w * w).sum()
    }

    /// Whether any weight is held by its size.
    pub(super) fn by_size(&self) -> bool {
        self.size.iter().any(|size| *size > 0.0)
    }
}

/// Rounds at most.
const ROUNDS: usize = 2000;

/// Weights that make slopeᵀd − ½ dᵀ·bend·d less the cost greatest, d being how far they are from `from`.
pub(super) fn descend(bend: &[f64], slope: &[f64], from: &[f64], held: &Held) -> Vec<f64> {
    let n = from.len();
    let mut weights = from.to_vec();
    // Slope at the weights, without the cost.
    let mut slope = slope.to_vec();
    for _ in 0..ROUNDS {
        let mut moved: f64 = 0.0;
        for (at, line) in bend.chunks(n.max(1)).enumerate() {
            let (Some(curve), Some(weight)) = (line.get(at).copied(), weights.get_mut(at)) else { continue };
            let (size, square) =
                (held.size.get(at).copied().unwrap_or_default(), held.square.get(at).copied().unwrap_or_default());
            let below = curve + square;
            if below <= 0.0 {
                continue;
            }
            let pull = slope.get(at).copied().unwrap_or_default() + curve * *weight;
            let new = pull.signum() * (pull.abs() - size).max(0.0) / below;
            let by = new - *weight;
            if by != 0.0 {
                *weight = new;
                slope.iter_mut().zip(line).for_each(|(slope, bend)| *slope -= bend * by);
                moved = moved.max(by * by * below);
            }
        }
        if moved < 1e-16 {
            break;
        }
    }
    weights
}
