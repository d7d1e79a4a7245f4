//! Known interactions that hold for this person, worst first.

use super::because::{because, of_food, of_gene, of_medicine, sources};
use super::card::{Because, Interaction};
use super::facts::{Facts, Tri};
use super::rule::{Seen, deciding};
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
fn holds(row: &InteractionRow, seen: &Seen) -> bool {
    row.a.iter().any(|m| is_on(*m, seen))
        && match &row.against {
            Against::Medicines(groups) => groups.iter().all(|group| group.iter().any(|m| is_on(*m, seen))),
            Against::Condition(condition) => condition.holds(seen) == Tri::True,
            Against::Genes(genes) => genes.iter().any(|g| seen.gene(*g).value == Tri::True),
            Against::Foods(foods) => foods.iter().any(|f| seen.food(*f).value == Tri::True),
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
