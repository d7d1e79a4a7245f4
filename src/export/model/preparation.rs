//! The preparation of a card: what stands for gaps, how words become numbers, what counts as what.

use std::collections::BTreeSet;

use super::card::{Section, text};
use super::file::ModelFile;
use crate::collect::cohort::{DayOrder, Reshape};
use crate::prepare::pipeline::{FittedColumn, Impute, Source};

/// What is done to the columns before the model sees them.
pub(super) fn section(model: &ModelFile) -> Section {
    let mut section = Section::new("preparation");
    let pipeline = &model.scorer.pipeline;
    let named = |which: &dyn Fn(&FittedColumn) -> bool| -> String {
        pipeline
            .columns
            .iter()
            .filter(|column| which(column))
            .map(|column| column.name.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let mut list = |name: &str, columns: String| {
        if !columns.is_empty() {
            section.say(name, &[("columns", text(columns))]);
        }
    };
    let turned: BTreeSet<usize> = pipeline.regressions.iter().map(|one| one.column).collect();
    let by_others: Vec<&str> =
        turned.iter().filter_map(|at| pipeline.columns.get(*at)).map(|column| column.name.as_str()).collect();
    let bare = |source: &Source| match source {
        Source::Number { fill, .. } => fill.is_none(),
        Source::OneHot { fill, .. } => fill.is_none(),
        Source::Lookup { fill, .. } => fill.is_none(),
    };
    let filled = |column: &FittedColumn| !bare(&column.source) && !by_others.contains(&column.name.as_str());
    let way = |column: &FittedColumn| {
        let asked = model.protocol.pipeline.columns.iter().find(|asked| asked.name == column.name);
        let words = !matches!(column.source, Source::Number { .. });
        asked.map(|asked| if words { Impute::Mode } else { asked.impute })
    };
    list("filledMedian", named(&|column| filled(column) && way(column) == Some(Impute::Median)));
    list("filledMean", named(&|column| filled(column) && way(column) == Some(Impute::Mean)));
    list("filledMode", named(&|column| filled(column) && way(column) == Some(Impute::Mode)));
    let other = |column: &FittedColumn| matches!(way(column), None | Some(Impute::Iterative | Impute::Leave));
    list("filled", named(&|column| filled(column) && other(column)));
    list("filledByOthers", by_others.join(", "));
    list("leftMissing", named(&|column| bare(&column.source)));
    list("marked", named(&|column| column.indicator));
    list(
        "drawnIn",
        named(&|column| matches!(column.source, Source::Number { low, high, .. } if low.is_some() || high.is_some())),
    );
    list("bent", named(&|column| matches!(&column.source, Source::Number { knots, .. } if !knots.is_empty())));
    list("eachWord", named(&|column| matches!(column.source, Source::OneHot { .. })));
    list("asNumber", named(&|column| matches!(column.source, Source::Lookup { nominal: false, .. })));
    list("asWords", named(&|column| matches!(column.source, Source::Lookup { nominal: true, .. })));
    let pair = |[a, b]: &[usize; 2]| {
        let name = |at: &usize| pipeline.columns.get(*at).map_or("", |column| column.name.as_str());
        format!("{} × {}", name(a), name(b))
    };
    list("together", pipeline.interactions.iter().map(pair).collect::<Vec<_>>().join(", "));
    for one in &model.reshaped {
        let (what, column, now) = match one {
            Reshape::Renamed { column, name } => ("renamed", column, name.clone()),
            Reshape::Divided { column, names } => ("divided", column, names.join(", ")),
            Reshape::Ordered { column, order: DayOrder::DayFirst } => ("dayFirst", column, String::new()),
            Reshape::Ordered { column, order: DayOrder::MonthFirst } => ("monthFirst", column, String::new()),
        };
        section.say(what, &[("column", text(column)), ("now", text(now))]);
    }
    for (column, mend) in &pipeline.mends {
        let column = ("column", text(column));
        let joined = mend.same.iter().filter(|(_, other)| !other.is_empty());
        let joined: Vec<String> = joined.map(|(written, other)| format!("{written} → {other}")).collect();
        if !joined.is_empty() {
            section.say("sameWords", &[column.clone(), ("words", text(joined.join(", ")))]);
        }
        let silent = mend.same.iter().filter(|(_, other)| other.is_empty());
        let silent: Vec<&str> = silent.map(|(written, _)| written.as_str()).collect();
        if !silent.is_empty() {
            section.say("silentCells", &[column.clone(), ("cells", text(silent.join(", ")))]);
        }
        for (name, end) in [("silentBelow", mend.least), ("silentAbove", mend.most)] {
            if let Some(end) = end {
                section.say(name, &[column.clone(), ("value", text(end))]);
            }
        }
    }
    section.say("onTrainingRows", &[]);
    section
}
