//! Known interactions that hold for this person, worst first.

use super::because::{because, of_food, of_gene, of_medicine, sources};
use super::card::{Because, Interaction};
use super::facts::{Facts, Tri};
use super::rule::{Node, Seen, Trust, decide_into, deciding};
use super::tables::{Against, INTERACTIONS, InteractionRow};

/// Ids of the interaction rows that hold, in the order of the table.
pub fn interaction_ids(facts: &Facts) -> Vec<&'static str> {
    let seen = Seen::of(facts);
    INTERACTIONS.iter().filter(|row| holds(row, &seen)).map(|row| row.id).collect()
}

pub(crate) fn interactions(seen: &Seen) -> Vec<Interaction> {
    let mut found: Vec<Interaction> =
        INTERACTIONS.iter().filter(|row| holds(row, seen)).map(|row| shown(row, seen)).collect();
    found.sort_by_key(|row| severity_rank(&row.severity)); // stable: the table's order within a severity
    found
}

fn severity_rank(severity: &str) -> usize {
    ["contraindicated", "major", "moderate", "minor"].iter().position(|s| *s == severity).unwrap_or(usize::MAX)
}

fn is_on(medicine: usize, seen: &Seen) -> bool {
    seen.medicine(medicine).value == Tri::True
}

/// An unknown side never makes an interaction: what cannot be said is asked elsewhere.
pub(crate) fn holds(row: &InteractionRow, seen: &Seen) -> bool {
    any(row.a, seen) == Tri::True && other_side(row, seen) == Tri::True
}

/// Whether any of the medicines is taken.
fn any(medicines: &[usize], seen: &Seen) -> Tri {
    medicines.iter().map(|m| seen.medicine(*m).value).fold(Tri::False, Tri::or)
}

fn other_side(row: &InteractionRow, seen: &Seen) -> Tri {
    match &row.against {
        Against::Medicines(groups) => groups.iter().map(|group| any(group, seen)).fold(Tri::True, Tri::and),
        Against::Condition(condition) => condition.holds(seen),
        Against::Genes(genes) => genes.iter().map(|g| seen.gene(*g).value).fold(Tri::False, Tri::or),
        Against::Foods(foods) => foods.iter().map(|f| seen.food(*f).value).fold(Tri::False, Tri::or),
    }
}

/// Contraindicated or grave.
pub(crate) fn is_grave(row: &InteractionRow) -> bool {
    severity_rank(row.severity) < 2
}

/// What is not known of one side, where the other is there: a single answer may make the interaction. Nothing elsewhere.
pub(crate) fn missing_side(row: &InteractionRow, seen: &Seen, leaves: &mut Vec<Node>) {
    leaves.clear();
    let unknown = |m: &&usize| seen.medicine(**m).value == Tri::Unknown;
    match (any(row.a, seen), &row.against) {
        (Tri::Unknown, _) if other_side(row, seen) == Tri::True => {
            leaves.extend(row.a.iter().filter(unknown).map(|m| Node::On(*m)));
        }
        (Tri::True, Against::Medicines(groups)) if other_side(row, seen) == Tri::Unknown => {
            let open = groups.iter().filter(|group| any(group, seen) == Tri::Unknown);
            leaves.extend(open.flat_map(|group| group.iter().filter(unknown)).map(|m| Node::On(*m)));
        }
        (Tri::True, Against::Condition(condition)) if condition.holds(seen) == Tri::Unknown => {
            decide_into(condition, (seen, Trust::All), leaves);
        }
        (Tri::True, Against::Genes(genes)) if other_side(row, seen) == Tri::Unknown => {
            leaves.extend(genes.iter().map(|gene| Node::Gene(*gene)));
        }
        _ => {}
    }
}

fn shown(row: &InteractionRow, seen: &Seen) -> Interaction {
    let medicines = |list: &[usize]| -> Vec<Because> {
        list.iter().filter(|m| is_on(**m, seen)).map(|m| of_medicine(*m, seen)).collect()
    };
    let mut because_of = medicines(row.a);
    match &row.against {
        Against::Medicines(groups) => because_of.extend(groups.iter().flat_map(|group| medicines(group))),
        Against::Condition(condition) => {
            because_of.extend(deciding(condition, seen).iter().map(|leaf| because(leaf, seen)));
        }
        Against::Genes(genes) => {
            let held = genes.iter().filter(|g| seen.gene(**g).value == Tri::True);
            because_of.extend(held.map(|g| of_gene(*g, seen)));
        }
        Against::Foods(foods) => {
            let eaten = foods.iter().filter(|f| seen.food(**f).value == Tri::True);
            because_of.extend(eaten.map(|f| of_food(*f, seen)));
        }
    }
    Interaction {
        id: row.id.into(),
        kind: row.kind.into(),
        a: row.a_text.into(),
        b: row.b_text.into(),
        severity: row.severity.into(),
        because: because_of,
        verification: row.verification.into(),
        sources: sources(row.sources),
    }
}
