//! The best few actions for many people: four people and eight actions at a time.

use super::sweep::Lists;
use crate::math::Quad;

/// The best few of each row, best first; `columns` and `scores` hold `few` entries a row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Top {
    /// How many each row has.
    pub few: usize,
    /// Columns, best first; the first of equal ones first.
    pub columns: Vec<u32>,
    /// Products of the lists.
    pub scores: Vec<f32>,
}

/// Eight actions beside each other: number by number, two registers.
type Eight = [Quad; 2];

/// The `few` actions of greatest product for every person; fewer where there are fewer actions.
pub fn top(people: &Lists, actions: &Lists, few: usize) -> Top {
    let rank = people.rank;
    let count = actions.numbers.len() / rank.max(1);
    let few = few.min(count);
    let mut out = Top { few, ..Top::default() };
    if rank == 0 || rank != actions.rank || few == 0 {
        return Top::default();
    }
    let blocks = eights(actions);
    let mut best: [Best; 4] = std::array::from_fn(|_| Best::new(few));
    let mut four: Vec<[Quad; 4]> = vec![[Quad::all(0.0); 4]; rank];
    for group in people.numbers.chunks(4 * rank) {
        for (place, quads) in four.iter_mut().enumerate() {
            for (person, quad) in quads.iter_mut().enumerate() {
                *quad = Quad::all(group.get(person * rank + place).copied().unwrap_or(0.0));
            }
        }
        best.iter_mut().for_each(Best::clear);
        for (block, eight) in blocks.chunks_exact(rank).enumerate() {
            for (best, scores) in best.iter_mut().zip(products(&four, eight)) {
                best.offer(scores, block * 8, count);
            }
        }
        for best in best.iter().take(group.len() / rank) {
            out.columns.extend(best.found.iter().map(|(_, column)| column));
            out.scores.extend(best.found.iter().map(|(score, _)| score));
        }
    }
    out
}

fn eights(actions: &Lists) -> Vec<Eight> {
    let rank = actions.rank;
    let mut out = Vec::with_capacity(actions.numbers.len() / 8 + rank);
    for group in actions.numbers.chunks(8 * rank) {
        for place in 0..rank {
            let number = |action: usize| group.get(action * rank + place).copied().unwrap_or(0.0);
            out.push([0, 4].map(|first| Quad::new([0, 1, 2, 3].map(|lane| number(first + lane)))));
        }
    }
    out
}

/// The products of four people with eight actions.
#[inline(always)]
fn products(people: &[[Quad; 4]], eight: &[Eight]) -> [[Quad; 2]; 4] {
    let none = [Quad::all(0.0); 2];
    let [mut p, mut q, mut r, mut s] = [none; 4];
    for ([a, b, c, d], [y, z]) in people.iter().zip(eight) {
        p = [p[0] + *a * *y, p[1] + *a * *z];
        q = [q[0] + *b * *y, q[1] + *b * *z];
        r = [r[0] + *c * *y, r[1] + *c * *z];
        s = [s[0] + *d * *y, s[1] + *d * *z];
    }
    [p, q, r, s]
}

/// The best of one person so far.
struct Best {
    /// Best first.
    found: Vec<(f32, u32)>,
    few: usize,
    /// What a score must exceed once there are enough.
    least: f32,
}

impl Best {
    fn new(few: usize) -> Self {
        Self { found: Vec::with_capacity(few + 1), few, least: f32::NEG_INFINITY }
    }

    fn clear(&mut self) {
        self.found.clear();
        self.least = f32::NEG_INFINITY;
    }

    #[inline(always)]
    fn offer(&mut self, [one, other]: [Quad; 2], first: usize, count: usize) {
        if !one.most(other).any_above(Quad::all(self.least)) {
            return;
        }
        for (lane, score) in one.get().into_iter().chain(other.get()).enumerate() {
            if score > self.least && first + lane < count {
                self.insert(score, (first + lane) as u32);
            }
        }
    }

    fn insert(&mut self, score: f32, column: u32) {
        let place = self.found.partition_point(|(known, _)| *known >= score);
        self.found.insert(place, (score, column));
        self.found.truncate(self.few);
        if self.found.len() == self.few {
            self.least = self.found.last().map_or(f32::NEG_INFINITY, |(score, _)| *score);
        }
    }
}
