//! Trees as one node of their own operator, on doubles: each row takes the branch that it takes here.
//!
//! The operator knows no sets of categories. Each set becomes a column beside the table (0 where it holds the row's
//! category, 1 where not; a category that nobody knows goes where a missing one goes), and the tree asks whether that
//! column is at most a half. The operator gives its sum in single precision: some 6 in 10⁸ of the sum is lost.

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
    let settings = nodes.settings();
    let sum = graph.node(ML, "TreeEnsembleRegressor", &[&table], settings);
    let sum = graph.cast(&sum, Element::Double);
    graph.op("Add", &[&sum, &base])
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

    fn settings(&self) -> Vec<Setting> {
        let modes = self.leaf.iter().map(|leaf| if *leaf { "LEAF" } else { "BRANCH_LEQ" });
        vec![
            Setting::int("n_targets", 1),
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
            Setting::ints("target_treeids", &self.leaf_tree),
            Setting::ints("target_nodeids", &self.leaf_node),
            Setting::ints("target_ids", &vec![0; self.leaf_tree.len()]),
            Setting::doubles("target_weights_as_tensor", &self.leaf_value),
        ]
    }
}
