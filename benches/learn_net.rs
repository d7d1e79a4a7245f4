//! W07 and W08 natively: a perceptron 30-64-32-1 learned and scored in short numbers; prints JSON lines.
//! The peer is `peers/net.py`, which runs this one in turns with numpy and onnxruntime.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::indexing_slicing)]

use std::time::Instant;

use bedside::learn::net::NetSettings;
use bedside::learn::{Estimator, Outcome, Sample};
use bedside::math::{Draws, Matrix, exp, ln, logistic};
use bedside::score::model::{Net, Predictor, Task};

const COLUMNS: usize = 30;
const EFFECTS: [f64; 6] = [0.5, -0.4, 0.3, -0.2, 0.1, 0.0];

/// Correlated columns, row after row (`latent` of the specification).
fn latent(rows: usize, seed: u32) -> Vec<f64> {
    let draws = Draws::new(seed, 1);
    let mut x: Vec<f64> = (0..rows * COLUMNS).map(|k| draws.normal(k as u32)).collect();
    for row in x.chunks_exact_mut(COLUMNS) {
        for j in 1..COLUMNS {
            row[j] = 0.6 * row[j - 1] + 0.8 * row[j];
        }
    }
    x
}

/// Outcome and standardised columns of W07.
fn clinic(rows: usize) -> (Matrix, Vec<f64>) {
    let mut x = latent(rows, 6);
    let draws = Draws::new(6, 3);
    let label = |(i, x): (usize, &[f64])| {
        let mut e = -1.5;
        for (j, x) in x.iter().enumerate() {
            e += EFFECTS[j % 6] * x;
        }
        e += if x[0] > 0.5 { 0.8 * x[1] } else { -0.5 * x[2] };
        e += 0.5 * (x[3] * x[3] - 1.0);
        e -= 0.6 * x[4].abs();
        f64::from(u8::from(draws.uniform(i as u32) < 1.0 / (1.0 + exp(-e))))
    };
    let y = x.chunks_exact(COLUMNS).enumerate().map(label).collect();
    for row in x.chunks_exact_mut(COLUMNS) {
        for (j, x) in row.iter_mut().enumerate() {
            *x = 10.0 * (j % 7) as f64 + f64::from(1 << (j % 5)) * 0.5 * *x;
        }
    }
    let mut table = Matrix::zeros(rows, COLUMNS);
    for j in 0..COLUMNS {
        let column = table.column_mut(j);
        column.iter_mut().zip(x.chunks_exact(COLUMNS)).for_each(|(to, row)| *to = row[j]);
        let mean = column.iter().sum::<f64>() / rows as f64;
        let spread = (column.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / rows as f64).sqrt();
        column.iter_mut().for_each(|x| *x = f64::from(((*x - mean) / spread) as f32));
    }
    (table, y)
}

/// Share of pairs in the right order.
fn auroc(score: &[f64], y: &[f64]) -> f64 {
    let mut order: Vec<usize> = (0..y.len()).collect();
    order.sort_by(|a, b| score[*a].total_cmp(&score[*b]));
    let (mut ranks, mut from) = (0.0, 0);
    while from < order.len() {
        let tied = order[from..].iter().take_while(|i| score[**i] == score[order[from]]).count();
        let positive = order[from..from + tied].iter().filter(|i| y[**i] == 1.0).count();
        ranks += positive as f64 * (from as f64 + (tied as f64 + 1.0) / 2.0);
        from += tied;
    }
    let yes = y.iter().sum::<f64>();
    (ranks - yes * (yes + 1.0) / 2.0) / (yes * (y.len() as f64 - yes))
}

fn line(name: &str, seconds: &[f64], check: &str) {
    let mut sorted = seconds.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (median, least, runs) = (sorted[sorted.len() / 2], sorted[0], sorted.len());
    println!(r#"{{"case":"{name}:native","median_s":{median},"min_s":{least},"runs":{runs},"check":{check}}}"#);
}

fn settings(epochs: usize) -> NetSettings {
    NetSettings { seed: 7, epochs, penalty: 0.0, patience: 0, scale: false, ..NetSettings::default() }
}

fn learned(runs: usize) {
    let (table, y) = clinic(120_000);
    let events = y.iter().sum::<f64>();
    let (fit, test): (Vec<u32>, Vec<u32>) = ((0..100_000).collect(), (100_000..120_000).collect());
    let (x, x_test) = (table.take(&fit), table.take(&test));
    let (outcome, y_test) = (Outcome::Binary(y[..100_000].to_vec()), &y[100_000..]);
    let (mut seconds, mut check) = (Vec::new(), String::new());
    for _ in 0..runs {
        let began = Instant::now();
        let checked = settings(10).check().unwrap();
        let fitted = checked.fit(Sample { x: &x, y: &outcome, weights: None }).unwrap();
        seconds.push(began.elapsed().as_secs_f64());
        let margins = fitted.predictor.margins(&x_test);
        let area = auroc(&margins, y_test);
        let lost = margins.iter().zip(y_test).map(|(z, y)| z.max(0.0) - y * z + ln(1.0 + exp(-z.abs())));
        let lost = lost.sum::<f64>() / 20_000.0;
        check = format!(r#"{{"events":{events},"auroc":{area},"logLoss":{lost}}}"#);
        if (area - 0.7938).abs() > 0.0015 || (lost - 0.4184).abs() > 0.001 {
            println!(r#"{{"case":"W07:native","failed":{check}}}"#);
            return;
        }
    }
    line("W07", &seconds, &check);
}

/// W07's network before it learned anything: one step at a pace too small to move a weight of that size.
fn first_network() -> Net {
    let x = Matrix::zeros(2, COLUMNS);
    let y = Outcome::Binary(vec![0.0, 1.0]);
    let still = NetSettings { rate: 1e-8, layers: vec![64, 32], ..settings(1) };
    let fitted = still.check().unwrap().fit(Sample { x: &x, y: &y, weights: None }).unwrap();
    let Predictor::Net(net) = fitted.predictor else { unreachable!() };
    net
}

fn scored(runs: usize) {
    let net = first_network();
    let wide = latent(1_000_000, 1);
    let rows: Vec<f32> = wide.iter().map(|x| *x as f32).collect();
    let (mut seconds, mut check) = (Vec::new(), String::new());
    for _ in 0..runs {
        let began = Instant::now();
        let shares = net.row_shares(&rows).unwrap();
        seconds.push(began.elapsed().as_secs_f64());
        let sum: f64 = shares.iter().map(|p| f64::from(*p)).sum();
        let worst = worst(&net, &rows, &shares);
        check = format!(r#"{{"sum":{sum},"maxError":{worst}}}"#);
        if (sum - 448_608.959).abs() > 0.05 || worst > 1e-5 {
            println!(r#"{{"case":"W08:native","failed":{check}}}"#);
            return;
        }
    }
    line("W08", &seconds, &check);
    let mut columns = Matrix::zeros(1_000_000, COLUMNS);
    for j in 0..COLUMNS {
        columns.column_mut(j).iter_mut().zip(rows.chunks_exact(COLUMNS)).for_each(|(to, row)| *to = f64::from(row[j]));
    }
    let model = Predictor::Net(net);
    seconds.clear();
    for _ in 0..runs {
        let began = Instant::now();
        let sum = model.answers(&columns, Task::Binary).iter().sum::<f64>();
        seconds.push(began.elapsed().as_secs_f64());
        check = format!(r#"{{"sum":{sum}}}"#);
        if (sum - 448_608.959).abs() > 0.05 {
            println!(r#"{{"case":"W08columns:native","failed":{check}}}"#);
            return;
        }
    }
    line("W08columns", &seconds, &check);
}

/// The greatest distance from the formula in long numbers, over the first 20,000 rows.
fn worst(net: &Net, rows: &[f32], shares: &[f32]) -> f64 {
    let mut most: f64 = 0.0;
    for (row, share) in rows.chunks_exact(COLUMNS).zip(shares).take(20_000) {
        let mut h: Vec<f64> = row.iter().map(|x| f64::from(*x)).collect();
        for (i, layer) in net.layers.iter().enumerate() {
            let sums = layer.weights.chunks_exact(layer.inputs).zip(&layer.biases);
            let sums = sums.map(|(w, b)| w.iter().zip(&h).fold(f64::from(*b), |sum, (w, h)| sum + f64::from(*w) * h));
            h = sums.map(|x| if i + 1 < net.layers.len() { x.max(0.0) } else { x }).collect();
        }
        most = most.max((logistic(h[0]) - f64::from(*share)).abs());
    }
    most
}

fn main() {
    let runs = std::env::args().filter_map(|word| word.parse().ok()).next().unwrap_or(5);
    scored(runs);
    learned(runs);
}
