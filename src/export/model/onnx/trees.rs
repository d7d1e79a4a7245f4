//! Trees as one node of their own operator, on doubles: each row takes the branch that it takes here.
//!
//! The operator knows no sets of categories. Each set becomes a column beside the table (0 where it holds the row's
//! category, 1 where not; a category that nobody knows goes where a missing one goes), and the tree asks whether that
//! column is at most a half.
//!
//! The operator sums in doubles and gives the sum in single precision, which loses some 6 in 10⁸ of it. Where that could be
//! seen, each leaf is given in two parts: a multiple of a step so wide that such a sum is exact in single precision, and the
//! small rest; both sums are added in doubles.

use std::collections::BTreeMap;

use super::graph::{Element, Graph, ML, Setting, Value};
use crate::score::model::Trees;

/// A set of categories of a column, and whether a missing one is in it.
type Asked = (usize, usize, bool);

/// The sum of each row.
pub(super) fn trees(graph: &mut Graph, x: &Value, model: &Trees) -> Value {
    let sets = sets(model);
    let mut width = model.columns as usize;
    let mut table = vec![x.clone()];
    let mut places: BTreeMap<Asked, usize> = BTreeMap::new();
    for (column, asked) in &sets {
        let codes = model.codes(*column).unwrap_or(&[]);
        table.push(outside(graph, x, model, *column, codes, asked));
        for (set, missing) in asked {
            places.insert((*column, *set, *missing), width);
            width += 1;
        }
    }
    let table = graph.beside(&table);
    let base = graph.number(model.base);
    if model.roots.is_empty() {
        let column = graph.columns(&table, &[0]);
        let same = graph.op("Equal", &[&column, &column]);
        let ones = graph.cast(&same, Element::Double);
        let zero = graph.number(0.0);
        let none = graph.op("Mul", &[&ones, &zero]);
        return graph.op("Add", &[&none, &base]);
    }
    let nodes = Nodes::of(model, &places);
    let step = step(model);
    let sum = graph.node(ML, "TreeEnsembleRegressor", &[&table], nodes.settings(step));
    let mut sum = graph.cast(&sum, Element::Double);
    if step.is_some() {
        sum = graph.sum(&sum);
    }
    graph.op("Add", &[&sum, &base])
}

/// Sums up to this keep six digits behind the point in single precision.
const SMALL: f64 = 16.0;

/// The step of the greater parts of leaves: a power of 2, of which no sum has 2²⁴ or more. `None` where sums are small.
fn step(model: &Trees) -> Option<f64> {
    let largest = |span: std::ops::Range<usize>| {
        span.map(|at| model.node(at))
            .filter(|node| node.child == 0)
            .fold(0.0, |most: f64, node| most.max(node.number.abs()))
    };
    let most: f64 = model.spans().map(largest).sum();
    if most <= SMALL || !most.is_finite() {
        return None;
    }
    // 2²³, so that half a step for each tree still fits.
    let (mut step, wanted) = (1.0, most / 8_388_608.0);
    while step < wanted {
        step *= 2.0;
    }
    while step * 0.5 >= wanted {
        step *= 0.5;
    }
    Some(step)
}

/// Sets that are asked about, by column.
fn sets(model: &Trees) -> BTreeMap<usize, Vec<(usize, bool)>> {
    let mut sets: BTreeMap<usize, Vec<(usize, bool)>> = BTreeMap::new();
    for at in 0..model.child.len() {
        let node = model.node(at);
        if node.child > at && model.codes(node.column).is_some() {
            sets.entry(node.column).or_default().push((node.number as usize, node.missing_left));
        }
    }
    for asked in sets.values_mut() {
        asked.sort_unstable();
        asked.dedup();
    }
    sets
}

/// For each set: 0 where it holds the category of a row, 1 where not.
fn outside(
    graph: &mut Graph,
    x: &Value,
    model: &Trees,
    column: usize,
    codes: &[u32],
    asked: &[(usize, bool)],
) -> Value {
    // One more code that no number equals, so that there is always a list.
    let list: Vec<f64> = codes.iter().map(|code| f64::from(*code)).chain([f64::NAN]).collect();
    let holds = |place: usize, set: usize| f64::from(u8::from(place < codes.len() && model.holds(set, place)));
    let inside: Vec<f64> =
        (0..list.len()).flat_map(|place| asked.iter().map(move |(set, _)| holds(place, *set))).collect();
    let missing: Vec<f64> = asked.iter().map(|(_, missing)| f64::from(u8::from(*missing))).collect();
    let column = graph.columns(x, &[column]);
    let row = graph.row(&list);
    let same = graph.op("Equal", &[&column, &row]);
    let ones = graph.cast(&same, Element::Double);
    let inside = graph.doubles(&inside, &[list.len(), asked.len()]);
    let inside = graph.op("MatMul", &[&ones, &inside]);
    let known = graph.sum(&ones);
    let (one, missing) = (graph.number(1.0), graph.row(&missing));
    let unknown = graph.op("Sub", &[&one, &known]);
    let by_missing = graph.op("Mul", &[&unknown, &missing]);
    let inside = graph.op("Add", &[&inside, &by_missing]);
    graph.op("Sub", &[&one, &inside])
}

/// The operator's lists: one entry a node, one a leaf.
#[derive(Default)]
struct Nodes {
    tree: Vec<i64>,
    node: Vec<i64>,
    column: Vec<i64>,
    leaf: Vec<bool>,
    threshold: Vec<f64>,
    yes: Vec<i64>,
    no: Vec<i64>,
    missing_left: Vec<i64>,
    leaf_tree: Vec<i64>,
    leaf_node: Vec<i64>,
    leaf_value: Vec<f64>,
}

impl Nodes {
    fn of(model: &Trees, places: &BTreeMap<Asked, usize>) -> Self {
        let mut out = Self::default();
        for (tree, span) in (0_i64..).zip(model.spans()) {
            let start = span.start;
            for at in span {
                let node = model.node(at);
                let leaf = node.child <= at;
                let place = places.get(&(node.column, node.number as usize, node.missing_left));
                let set = if model.codes(node.column).is_some() { place } else { None };
                let (column, threshold) = match set {
                    Some(place) => (*place, 0.5),
                    None => (node.column, node.number),
                };
                let below = |child: usize| if leaf { 0 } else { child.saturating_sub(start) as i64 };
                out.tree.push(tree);
                out.node.push((at - start) as i64);
                out.column.push(if leaf { 0 } else { column as i64 });
                out.leaf.push(leaf);
                out.threshold.push(if leaf { 0.0 } else { threshold });
                out.yes.push(below(node.child));
                out.no.push(below(node.child + 1));
                out.missing_left.push(i64::from(!leaf && set.is_none() && node.missing_left));
                if leaf {
                    out.leaf_tree.push(tree);
                    out.leaf_node.push((at - start) as i64);
                    out.leaf_value.push(node.number);
                }
            }
        }
        out
    }

    fn settings(&self, step: Option<f64>) -> Vec<Setting> {
        let twice = |list: &[i64]| match step {
            Some(_) => [list, list].concat(),
            None => list.to_vec(),
        };
        let leaves = self.leaf_value.len();
        let (mut values, mut targets) = (self.leaf_value.clone(), vec![0; leaves]);
        if let Some(step) = step {
            let great: Vec<f64> = values.iter().map(|value| (value / step).round() * step).collect();
            values =
                great.iter().copied().chain(values.iter().zip(&great).map(|(value, great)| value - great)).collect();
            targets.extend(vec![1; leaves]);
        }
        let modes = self.leaf.iter().map(|leaf| if *leaf { "LEAF" } else { "BRANCH_LEQ" });
        vec![
            Setting::int("n_targets", if step.is_some() { 2 } else { 1 }),
            Setting::text("aggregate_function", "SUM"),
            Setting::text("post_transform", "NONE"),
            Setting::ints("nodes_treeids", &self.tree),
            Setting::ints("nodes_nodeids", &self.node),
            Setting::ints("nodes_featureids", &self.column),
            Setting::texts("nodes_modes", modes),
            Setting::doubles("nodes_values_as_tensor", &self.threshold),
            Setting::ints("nodes_truenodeids", &self.yes),
            Setting::ints("nodes_falsenodeids", &self.no),
            Setting::ints("nodes_missing_value_tracks_true", &self.missing_left),
            Setting::ints("target_treeids", &twice(&self.leaf_tree)),
            Setting::ints("target_nodeids", &twice(&self.leaf_node)),
            Setting::ints("target_ids", &targets),
            Setting::doubles("target_weights_as_tensor", &values),
        ]
    }
}
