//! Three numbers for the bits of many: native and wasm must give the same.

use bedside::learn::factor::{Cell, Sparse, Weights, factoring};
use bedside::learn::feedback::{FeedbackSettings, Known, ModelKind, Past};
use bedside::math;
use bedside::plan::meals::{Profile, plan};
use bedside::score::{Column, evaluate_many};

/// FNV-1a over the bits of numbers.
fn hash(numbers: impl IntoIterator<Item = f64>) -> u64 {
    numbers.into_iter().fold(0xcbf2_9ce4_8422_2325, |hash, number| {
        number
            .to_bits()
            .to_le_bytes()
            .iter()
            .fold(hash, |h, byte| (h ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
    })
}

/// Lists of a factorisation, and scores of each model of feedback.
fn learned() -> Vec<f64> {
    let draws = math::Draws::new(13, 7);
    let cell = |i: u32| Cell { row: draws.bits(2 * i) % 300, column: draws.bits(2 * i + 1) % 90, good: 1.0, bad: 0.0 };
    let cells: Vec<Cell> = (0..4000).map(cell).collect();
    let weights = Weights { rank: 14, keep: 0.1, sweeps: 4, steps: 3, seed: 13 };
    let mut fit = factoring(Sparse::new(300, 90, &cells, 10.0).unwrap(), weights).unwrap();
    while !fit.step(1000) {}
    let mut out = vec![fit.loss()];
    out.extend(fit.lists().iter().flat_map(|lists| lists.numbers.iter().map(|x| f64::from(*x))));
    let past = ["diet_dash", "ex_steps"].map(|action| Past { action: action.into(), accepted: Some(true), done: None });
    let known = Known { past: past.into(), ..Known::default() };
    for model in [ModelKind::Linear, ModelKind::Content, ModelKind::Implicit] {
        let settings = FeedbackSettings { model, sweeps: 5, ..FeedbackSettings::default() };
        let (table, day) = (bedside::session::example_feedback(), "2026-11-28".parse().unwrap());
        let mut training = bedside::session::train("f.csv", table.as_bytes(), settings, day, true).unwrap();
        while !training.step(5000).unwrap() {}
        let (evaluation, model) = bedside::session::trained(training).unwrap();
        out.extend([evaluation.model.ndcg, evaluation.gain, evaluation.gain_margin]);
        let scores = bedside::session::score_actions(&model.unwrap().file, &known).unwrap();
        out.extend(scores.iter().map(|scored| scored.score));
    }
    out
}

/// A week of meals: what the search and the solver chose, and what that adds up to.
fn week() -> u64 {
    let profile = Profile::read(&serde_json::json!({
        "cuisines": ["chinese"],
        "energy_kcal": { "target": 1700, "tolerance": 0.1 },
        "each_day": { "potassium_mg": { "max": 2300 }, "protein_g": { "min": 34, "max": 48 } },
        "mean_per_day": { "phosphorus_mg": { "max": 900 }, "fibre_g": { "min": 16 } },
    }))
    .unwrap();
    let week = plan(&profile, 7);
    assert_eq!(week.days.len(), 7);
    let names = week
        .days
        .iter()
        .flat_map(|day| day.meals.iter().chain(&day.extras))
        .flat_map(|(name, amount)| name.bytes().map(f64::from).chain([*amount]).collect::<Vec<_>>());
    hash(names.chain(week.limits.iter().flat_map(|limit| limit.days.clone())))
}

/// The kernels over a wide range and what is learned with them; a published equation and the gains of actions over many
/// people; a week of meals.
pub(crate) fn fingerprints() -> [u64; 3] {
    let grid = || (0..40_001).map(|i| f64::from(i - 20_000) * 0.035_123);
    let kernels = grid().flat_map(|x| {
        let positive = x.abs() + 1e-9;
        [math::exp(x), math::ln(positive), math::sqrt(positive), math::pow(positive, x / 97.0)]
    });
    let mut state: u32 = 2026;
    let mut next = |low: f64, high: f64| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        low + (high - low) * f64::from(state) / 4_294_967_296.0
    };
    let ranges = [
        ("sex", 0.0, 2.0),
        ("age", 30.0, 79.0),
        ("total_chol", 130.0, 320.0),
        ("hdl", 20.0, 100.0),
        ("sbp", 90.0, 200.0),
        ("egfr", 15.0, 150.0),
        ("diabetes", 0.0, 2.0),
        ("smoking", 0.0, 2.0),
        ("antihypertensive", 0.0, 2.0),
        ("statin", 0.0, 2.0),
    ];
    let rows = 5_000;
    let people: Vec<(&str, Vec<f64>)> = ranges
        .iter()
        .map(|(name, low, high)| {
            let coded = *high == 2.0;
            let draw = (0..rows).map(|_| if coded { next(*low, *high).floor() } else { next(*low, *high) });
            (*name, draw.collect())
        })
        .collect();
    let columns: Vec<(&str, Column<'_>)> = people.iter().map(|(name, x)| (*name, Column::F64(x))).collect();
    let batch = evaluate_many("prevent-base-10y-ascvd", rows, &columns).unwrap();
    assert!(batch.codes.iter().all(|code| *code == 0), "every person lies within the ranges");
    [hash(kernels.chain(learned())), hash(batch.values.into_iter().chain(gains())), week()]
}

/// What actions gain, one by one and together, for people of all pressures.
fn gains() -> Vec<f64> {
    let mut numbers = Vec::new();
    for sbp in (110..180).step_by(7) {
        let patient = serde_json::json!({
            "region": "us", "age": 62, "sex": "male", "sbp": sbp, "dbp": 84, "ldl": f64::from(sbp) / 40.0, "egfr": 85,
            "potassium": 4.2, "smoking": "current", "pa_min_week": 20, "salt_g_day": 9, "prevent_cvd_10y": 14.2,
            "prevent_ascvd_10y": 10.4, "diagnoses": ["htn"],
        });
        let facts = bedside::recommend::Facts::from_vignette(&patient).unwrap();
        let answer = bedside::recommend::recommend(&facts);
        let gains = answer.cards.iter().filter_map(|card| card.gain.as_ref());
        numbers.extend(gains.flat_map(|g| [g.after, g.low.unwrap_or_default(), g.high.unwrap_or_default()]));
        let actions: Vec<String> = answer.cards.iter().map(|card| card.action.to_string()).collect();
        let whole = bedside::recommend::together(&facts, &actions).unwrap();
        let two =
            bedside::recommend::together(&facts, &["diet_dash".to_owned(), "med_statin_high".to_owned()]).unwrap();
        numbers.extend([whole.after, two.after, two.low.unwrap_or_default(), two.high.unwrap_or_default()]);
    }
    numbers
}
