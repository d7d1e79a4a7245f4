//! Every word of the recommender's tables: what a reply says again and again.

use super::tables::{ACTIONS, DX, FIELDS, FOODS, FieldKind, GENES, INTERACTIONS, MEDICINES, REGIONS, SOURCES};
use super::test;

/// Ids, names, grades, citations and comparisons, some more than once.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    let actions = ACTIONS.iter().flat_map(|a| {
        let own = [a.id, a.category, a.grade_text, a.verification, a.burden, a.overlap_group];
        own.into_iter().chain(a.cautions.iter().map(|(_, code)| *code))
    });
    let figures = ACTIONS
        .iter()
        .flat_map(|a| a.figures)
        .flat_map(|f| [f.id, f.target, f.measure_text, f.unit, f.per, f.verification, f.origin, f.note]);
    let fields = FIELDS.iter().flat_map(|f| {
        let words = if let FieldKind::Words(words) = f.kind { words } else { &[] };
        std::iter::once(f.name).chain(words.iter().copied())
    });
    let names = DX.iter().map(|d| d.name).chain(MEDICINES.iter().map(|m| m.name));
    let lists = GENES.iter().chain(FOODS).chain(&REGIONS).copied();
    let sources = SOURCES.iter().flat_map(|s| [s.id, s.citation].into_iter().chain(s.doi));
    let interactions = INTERACTIONS.iter().flat_map(|i| [i.id, i.kind, i.a_text, i.b_text, i.severity, i.verification]);
    actions.chain(figures).chain(fields).chain(names).chain(lists).chain(sources).chain(interactions).chain(test::all())
}
