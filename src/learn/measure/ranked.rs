//! Scores in their order, with how often it happened at each: what every measure of discrimination walks over.

use super::Scored;
use crate::math::order;

/// One score and those who have it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Level {
    /// The score.
    pub score: f64,
    /// How many have it and it happened.
    pub events: u32,
    /// How many have it and it did not happen.
    pub others: u32,
}

/// Each score that comes up once, least first.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    levels: Vec<Level>,
    events: u64,
    others: u64,
}

impl Ranked {
    /// Sorts the scores: those of events and of others apart, so that a score need not carry its outcome.
    pub fn new(scored: &Scored<'_>) -> Self {
        let (mut events, mut others) = split(scored);
        order::sort(&mut events);
        order::sort(&mut others);
        let mut levels = Vec::new();
        let (mut one, mut other) = (events.as_slice(), others.as_slice());
        loop {
            let score = match (one.first(), other.first()) {
                (Some(a), Some(b)) => a.min(*b),
                (Some(a), None) | (None, Some(a)) => *a,
                (None, None) => break,
            };
            let (with, without) = (run(&mut one, score), run(&mut other, score));
            levels.push(Level { score, events: with, others: without });
        }
        Self { levels, events: events.len() as u64, others: others.len() as u64 }
    }

    /// The levels, least score first.
    pub fn levels(&self) -> &[Level] {
        &self.levels
    }

    /// How many have had it.
    pub fn events(&self) -> u64 {
        self.events
    }

    /// How many have not.
    pub fn others(&self) -> u64 {
        self.others
    }

    /// Area under the ROC curve: the share of pairs of one who had it and one who had not in which the first has the
    /// higher score; equal scores count half. Counted in whole numbers, so it is exact. `None` with one class.
    pub fn auroc(&self) -> Option<f64> {
        order::area(self.levels.iter().map(|level| (u64::from(level.events), u64::from(level.others))))
    }

    /// Area under precision over recall, as the mean of precision at each event (average precision): no line is drawn
    /// between points, which would flatter. `None` without events.
    #[allow(clippy::cast_precision_loss)]
    pub fn average_precision(&self) -> Option<f64> {
        let (mut found, mut named, mut sum) = (0_u64, 0_u64, 0.0);
        for level in self.levels.iter().rev() {
            found += u64::from(level.events);
            named += u64::from(level.events) + u64::from(level.others);
            if level.events > 0 {
                sum += f64::from(level.events) * (found as f64 / named as f64);
            }
        }
        (self.events > 0).then(|| sum / self.events as f64)
    }

    /// Points of the ROC curve from (0, 0) to (1, 1): share of others at or above a score, share of events. Points on a
    /// straight line between their neighbours are left out. Empty with one class.
    #[allow(clippy::cast_precision_loss)]
    pub fn roc(&self) -> Vec<[f64; 2]> {
        if self.events == 0 || self.others == 0 {
            return Vec::new();
        }
        let mut points: Vec<[u64; 2]> = vec![[0, 0]];
        let mut at = [0_u64, 0];
        for level in self.levels.iter().rev() {
            at = [at[0] + u64::from(level.others), at[1] + u64::from(level.events)];
            if let [.., [a, b], [c, d]] = points.as_slice()
                && (c - a) * (at[1] - d) == (at[0] - c) * (d - b)
            {
                points.pop();
            }
            points.push(at);
        }
        let share =
            |[others, events]: [u64; 2]| [others as f64 / self.others as f64, events as f64 / self.events as f64];
        points.into_iter().map(share).collect()
    }
}

/// Scores where it happened and where it did not; no branch, since outcomes cannot be guessed.
fn split(scored: &Scored<'_>) -> (Vec<f64>, Vec<f64>) {
    let (mut events, mut others) = (vec![0.0; scored.events() as usize + 1], vec![0.0; scored.others() as usize + 1]);
    let (mut at, mut other) = (0, 0);
    for (score, y) in scored.pairs() {
        if let Some(to) = events.get_mut(at) {
            *to = score;
        }
        if let Some(to) = others.get_mut(other) {
            *to = score;
        }
        let with = usize::from(y == 1.0);
        at += with;
        other += 1 - with;
    }
    events.truncate(at);
    others.truncate(other);
    (events, others)
}

/// Takes from the front what equals `score`, and counts it.
#[inline(always)]
fn run(list: &mut &[f64], score: f64) -> u32 {
    let mut count = 0;
    while let [first, rest @ ..] = list
        && *first == score
    {
        *list = rest;
        count += 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::super::Scored;
    use super::Ranked;
    use crate::math::Draws;

    #[test]
    fn pairs_are_counted_as_one_by_one() {
        let draws = Draws::new(1, 1);
        for levels in [2.0, 5.0, 1e9] {
            let p: Vec<f64> = (0..700).map(|i| (draws.uniform(i) * levels).floor()).collect();
            let y: Vec<f64> = (0..700).map(|i| f64::from(draws.bits(i + 10_000).is_multiple_of(3))).collect();
            let ranked = Ranked::new(&Scored::new(&p, &y).unwrap());
            let (mut pairs, mut right) = (0.0, 0.0);
            for i in 0..700 {
                for j in 0..700 {
                    if y[i] == 1.0 && y[j] == 0.0 {
                        pairs += 1.0;
                        right += if p[i] > p[j] {
                            1.0
                        } else if p[i] == p[j] {
                            0.5
                        } else {
                            0.0
                        };
                    }
                }
            }
            assert!((ranked.auroc().unwrap() - right / pairs).abs() < 1e-15);
            let roc = ranked.roc();
            let area: f64 = roc.windows(2).map(|w| (w[1][0] - w[0][0]) * (w[1][1] + w[0][1]) / 2.0).sum();
            assert!((area - right / pairs).abs() < 1e-12);
            assert_eq!((roc[0], roc[roc.len() - 1]), ([0.0, 0.0], [1.0, 1.0]));
        }
    }

    #[test]
    fn one_class_has_no_area() {
        let ranked = Ranked::new(&Scored::new(&[0.1, 0.2], &[1.0, 1.0]).unwrap());
        assert_eq!((ranked.auroc(), ranked.average_precision(), ranked.roc().len()), (None, Some(1.0), 0));
        let ranked = Ranked::new(&Scored::new(&[], &[]).unwrap());
        assert_eq!((ranked.auroc(), ranked.average_precision()), (None, None));
        // Zero and minus zero are one score.
        let ranked = Ranked::new(&Scored::new(&[0.0, -0.0], &[1.0, 0.0]).unwrap());
        assert_eq!((ranked.auroc(), ranked.levels().len()), (Some(0.5), 1));
    }
}
