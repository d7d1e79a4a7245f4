//! Weighted matrix factorisation against plain linear algebra, and the best few against a full sort.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::float_cmp)]

use bedside::learn::factor::{Cell, Factoring, Lists, Sparse, Weights, factoring, top};
use bedside::math::Draws;

const TRUST: f32 = 4.0;

fn cells(people: u32, actions: u32, count: u32) -> Vec<Cell> {
    let draws = Draws::new(3, 1);
    let cell = |i: u32| Cell {
        row: draws.bits(3 * i) % people,
        column: (draws.bits(3 * i + 1) % actions).min(draws.bits(3 * i + 2) % actions),
        good: (draws.bits(7 * i) % 3) as f32,
        bad: (draws.bits(11 * i) % 2) as f32,
    };
    (0..count).map(cell).collect()
}

/// Weight and wish of every cell, written out.
fn written_out(people: usize, actions: usize, cells: &[Cell]) -> Vec<Vec<(f64, f64)>> {
    let mut said = vec![vec![(0.0_f64, 0.0_f64); actions]; people];
    for cell in cells {
        let (good, bad) = &mut said[cell.row as usize][cell.column as usize];
        (*good, *bad) = (*good + f64::from(cell.good), *bad + f64::from(cell.bad));
    }
    let one = |(good, bad): &(f64, f64)| {
        let all = good + bad;
        if all > 0.0 { (1.0 + f64::from(TRUST) * all, good / all) } else { (1.0, 0.0) }
    };
    said.iter().map(|row| row.iter().map(one).collect()).collect()
}

fn rows(lists: &Lists) -> Vec<Vec<f64>> {
    lists.numbers.chunks(lists.rank).map(|list| list.iter().map(|x| f64::from(*x)).collect()).collect()
}

/// Gauss's elimination, as a school book has it.
fn eliminate(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let n = right.len();
    for i in 0..n {
        let best = (i..n).max_by(|a, b| matrix[*a][i].abs().total_cmp(&matrix[*b][i].abs())).unwrap();
        matrix.swap(i, best);
        right.swap(i, best);
        for j in i + 1..n {
            let times = matrix[j][i] / matrix[i][i];
            let pivot = matrix[i].clone();
            matrix[j].iter_mut().zip(&pivot).skip(i).for_each(|(x, above)| *x -= times * above);
            right[j] -= times * right[i];
        }
    }
    for i in (0..n).rev() {
        let rest: f64 = (i + 1..n).map(|k| matrix[i][k] * right[k]).sum();
        right[i] = (right[i] - rest) / matrix[i][i];
    }
    right
}

/// The list that minimises a row's loss, all others held.
fn solved(row: &[(f64, f64)], others: &[Vec<f64>], keep: f64) -> Vec<f64> {
    let rank = others[0].len();
    let mut matrix = vec![vec![0.0; rank]; rank];
    let mut right = vec![0.0; rank];
    for ((c, q), y) in row.iter().zip(others) {
        for i in 0..rank {
            right[i] += c * q * y[i];
            for j in 0..rank {
                matrix[i][j] += c * y[i] * y[j];
            }
        }
    }
    for (i, row) in matrix.iter_mut().enumerate() {
        row[i] += keep;
    }
    eliminate(matrix, right)
}

fn loss(table: &[Vec<(f64, f64)>], x: &[Vec<f64>], y: &[Vec<f64>], keep: f64) -> f64 {
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let mut lost = keep * x.iter().chain(y).map(|list| dot(list, list)).sum::<f64>();
    let mut weight = 0.0;
    for (row, x) in table.iter().zip(x) {
        for ((c, q), y) in row.iter().zip(y) {
            lost += c * (q - dot(x, y)).powi(2);
            weight += c;
        }
    }
    lost / weight
}

fn finish(fit: &mut Box<dyn Factoring>) {
    while !fit.step(17) {}
}

#[test]
fn a_sweep_is_the_solution_of_the_normal_equations() {
    let (people, actions) = (23, 11);
    let cells = cells(people, actions, 90);
    let table = written_out(people as usize, actions as usize, &cells);
    for rank in [1, 3, 4, 6, 8, 13, 30] {
        let sparse = || Sparse::new(people as usize, actions as usize, &cells, TRUST).unwrap();
        let weights = Weights { rank, keep: 0.3, sweeps: 1, steps: 60, seed: 9 };
        let mut fit = factoring(sparse(), weights).unwrap();
        let [_, y] = fit.lists().map(|lists| rows(&lists));
        finish(&mut fit);
        let [own_x, own_y] = fit.lists().map(|lists| rows(&lists));
        // People who said nothing stay zero; the equations say so, too.
        let x: Vec<Vec<f64>> = table.iter().map(|row| solved(row, &y, 0.3)).collect();
        let columns = (0..actions as usize).map(|j| table.iter().map(|row| row[j]).collect::<Vec<_>>());
        let y: Vec<Vec<f64>> = columns.map(|column| solved(&column, &own_x, 0.3)).collect();
        for (own, right) in [(&own_x, &x), (&own_y, &y)] {
            for (own, right) in own.iter().flatten().zip(right.iter().flatten()) {
                assert!((own - right).abs() < 2e-4 * (1.0 + right.abs()), "rank {rank}: {own} for {right}");
            }
        }
        let by_hand = loss(&table, &own_x, &own_y, f64::from(0.3_f32));
        assert!((fit.loss() / by_hand - 1.0).abs() < 1e-5, "rank {rank}: {} for {by_hand}", fit.loss());
    }
}

#[test]
fn no_sweep_makes_it_worse_and_the_size_of_steps_changes_nothing() {
    let cells = cells(60, 25, 500);
    let sparse = || Sparse::new(60, 25, &cells, TRUST).unwrap();
    let weights = |sweeps| Weights { rank: 6, keep: 0.1, sweeps, steps: 3, seed: 1 };
    let mut last = f64::INFINITY;
    for sweeps in 1..8 {
        let mut fit = factoring(sparse(), weights(sweeps)).unwrap();
        finish(&mut fit);
        assert!(fit.loss() < last * (1.0 + 1e-6), "sweep {sweeps}");
        last = fit.loss();
    }
    let mut one = factoring(sparse(), weights(7)).unwrap();
    while !one.step(usize::MAX) {}
    let mut other = factoring(sparse(), weights(7)).unwrap();
    finish(&mut other);
    assert_eq!(one.lists(), other.lists());
    let (done, total) = one.progress();
    assert_eq!((done, total), (7 * 85, 7 * 85));
}

#[test]
fn empty_tables_and_long_lists_do_not_break_it() {
    let weights = |rank| Weights { rank, keep: 0.1, sweeps: 2, steps: 3, seed: 1 };
    for (people, actions) in [(0, 0), (3, 0), (0, 3), (2, 2)] {
        let mut fit = factoring(Sparse::new(people, actions, &[], 1.0).unwrap(), weights(5)).unwrap();
        finish(&mut fit);
        assert_eq!(fit.lists().map(|l| l.numbers.len()), [people * 5, actions * 5]);
    }
    assert_eq!(factoring(Sparse::new(1, 1, &[], 1.0).unwrap(), weights(65)).err().unwrap().key, "learn.rank");
    assert_eq!(factoring(Sparse::new(1, 1, &[], 1.0).unwrap(), weights(0)).err().unwrap().key, "learn.rank");
}

#[test]
fn the_best_few_are_those_of_a_full_sort() {
    let draws = Draws::new(8, 8);
    for (people, actions, rank, few) in [(9, 37, 5, 10), (4, 8, 8, 8), (1, 3, 2, 10), (6, 100, 32, 1), (5, 16, 3, 4)] {
        let list = |n: usize, from: u32| Lists {
            rank,
            // Few different values: many scores are equal.
            numbers: (0..n * rank).map(|i| (draws.bits(from + i as u32) % 5) as f32 - 2.0).collect(),
        };
        let (x, y) = (list(people, 0), list(actions, 100_000));
        let best = top(&x, &y, few);
        assert_eq!(best.few, few.min(actions));
        for (person, (columns, scores)) in best.columns.chunks(best.few).zip(best.scores.chunks(best.few)).enumerate() {
            let x = &x.numbers[person * rank..(person + 1) * rank];
            let score =
                |j: usize| y.numbers[j * rank..(j + 1) * rank].iter().zip(x).fold(0.0_f32, |s, (a, b)| s + a * b);
            let mut all: Vec<usize> = (0..actions).collect();
            all.sort_by(|a, b| score(*b).total_cmp(&score(*a)));
            let wanted: Vec<u32> = all.iter().take(few).map(|j| *j as u32).collect();
            assert_eq!(columns, wanted);
            assert!(columns.iter().zip(scores).all(|(j, s)| score(*j as usize) == *s));
        }
    }
}
