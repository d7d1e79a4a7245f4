//! The figures of a card: how good the model is, how its shares bear out, by group, and elsewhere.

use super::card::{CardPart, CardTable, Section, key, percent, text};
use super::file::ModelFile;
use crate::learn::measure::Estimate;
use crate::learn::study::Evaluation;

/// Performance, calibration, groups, other tables; a section without a figure is left out.
pub(super) fn sections(model: &ModelFile) -> Vec<Section> {
    let mut performance = Section::new("performance");
    // What chose the settings judged them too: that is said in place of the sentence that nobody judged had been seen.
    let judged = if model.evaluation.flattering { "judgedFlattering" } else { "judgedOn" };
    performance.say(judged, &[("rows", text(model.evaluation.rows))]);
    if model.evaluation.stopped {
        performance.say("stopped", &[]);
    }
    say_figures(&mut performance, &model.evaluation);
    if let (Some(mean), true) = (model.evaluation.fold_mean, model.evaluation.folds.len() > 1) {
        let told: Vec<f64> = model.evaluation.folds.iter().flatten().copied().collect();
        let ends = told.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| (a.min(*x), b.max(*x)));
        let args =
            [("mean", three(mean)), ("low", three(ends.0)), ("high", three(ends.1)), ("folds", text(told.len()))];
        performance.say("byFold", &args);
    }
    let mut calibration = Section::new("calibration");
    say_calibration(&mut calibration, &model.evaluation);
    let mut external = Section::new("external");
    for table in &model.external {
        let rows = [("name", text(&table.name)), ("rows", text(table.evaluation.rows))];
        external.say("externalTable", &rows);
        say_figures(&mut external, &table.evaluation);
        say_calibration(&mut external, &table.evaluation);
    }
    let all = [performance, calibration, subgroups(&model.evaluation), external];
    all.into_iter().filter(|section| !(section.lines.is_empty() && section.tables.is_empty())).collect()
}

/// A number with three digits behind the point.
fn three(x: f64) -> CardPart {
    text(format_args!("{x:.3}"))
}

fn estimate(section: &mut Section, name: &str, figure: Option<&Estimate>) {
    if let Some(figure) = figure {
        section.say(name, &[("value", three(figure.value)), ("low", three(figure.low)), ("high", three(figure.high))]);
    }
}

fn value(section: &mut Section, name: &str, figure: Option<f64>) {
    if let Some(figure) = figure.filter(|x| x.is_finite()) {
        section.say(name, &[("value", three(figure))]);
    }
}

fn say_figures(section: &mut Section, figures: &Evaluation) {
    if let Some(binary) = &figures.binary {
        estimate(section, "area", binary.area.as_ref());
        value(section, "precision", binary.precision);
        value(section, "brier", Some(binary.brier));
        value(section, "scaledBrier", binary.scaled_brier);
        value(section, "logLoss", Some(binary.log_loss));
    }
    if let Some(survival) = &figures.survival {
        estimate(section, "harrell", survival.harrell.as_ref().map(|one| &one.share));
        estimate(section, "uno", survival.uno.as_ref().map(|one| &one.share));
        value(section, "areaAtHorizon", survival.area.last().map(|at| at.value));
        value(section, "integratedBrier", survival.brier.as_ref().map(|brier| brier.integrated));
        value(section, "scaledIntegratedBrier", survival.brier.as_ref().map(|brier| brier.scaled));
    }
    if let Some(continuous) = &figures.continuous {
        value(section, "explained", continuous.distances.explained);
        value(section, "rootMeanSquare", Some(continuous.distances.root_mean_square));
        value(section, "meanAbsolute", Some(continuous.distances.mean_absolute));
    }
}

fn say_calibration(section: &mut Section, figures: &Evaluation) {
    let large = |section: &mut Section, expected: f64, observed: f64| {
        section.say("inTheLarge", &[("expected", percent(expected)), ("observed", percent(observed))]);
    };
    if let Some(binary) = &figures.binary {
        let calibration = &binary.calibration;
        large(section, calibration.expected, calibration.observed);
        estimate(section, "ratio", Some(&calibration.ratio));
        estimate(section, "intercept", calibration.intercept.as_ref());
        estimate(section, "slope", calibration.slope.as_ref());
        distances(section, calibration.curve.as_ref());
    }
    if let Some(calibration) = figures.survival.as_ref().and_then(|survival| survival.calibration.as_ref()) {
        large(section, calibration.expected, calibration.observed.value);
        estimate(section, "ratio", Some(&calibration.ratio));
        estimate(section, "slope", calibration.slope.as_ref());
        distances(section, calibration.curve.as_ref());
    }
    if let Some(continuous) = &figures.continuous {
        value(section, "bias", Some(continuous.distances.bias));
        estimate(section, "slope", continuous.slope.as_ref());
    }
}

fn distances(section: &mut Section, curve: Option<&crate::learn::measure::CalibrationCurve>) {
    if let Some(curve) = curve {
        let args = [
            ("mean", three(curve.mean_distance)),
            ("median", three(curve.median_distance)),
            ("ninetieth", three(curve.ninetieth_distance)),
        ];
        section.say("curveDistances", &args);
    }
}

fn subgroups(figures: &Evaluation) -> Section {
    let mut section = Section::new("subgroups");
    let none = || text("–");
    let with = |figure: Option<&Estimate>| {
        figure.map_or_else(none, |x| text(format_args!("{:.3} ({:.3} – {:.3})", x.value, x.low, x.high)))
    };
    let few = |warning: &Option<String>| if warning.is_some() { key("fewInGroup") } else { text("") };
    let heads = |names: &[&str]| names.iter().map(|name| format!("card.heads.{name}")).collect::<Vec<_>>();
    for group in figures.binary.iter().flat_map(|binary| &binary.subgroups) {
        let rows = group.table.groups.iter().map(|one| {
            let counts = [text(&one.name), text(one.people), text(one.events)];
            let figures =
                [with(one.area.as_ref()), with(one.ratio.as_ref()), with(one.slope.as_ref()), few(&one.warning)];
            counts.into_iter().chain(figures).collect()
        });
        section.tables.push(CardTable {
            title: "card.groupTable".into(),
            about: group.column.clone(),
            head: heads(&["group", "people", "events", "area", "ratio", "slope", "note"]),
            rows: rows.collect(),
        });
    }
    for group in figures.survival.iter().flat_map(|survival| &survival.subgroups) {
        let rows = group.groups.iter().map(|one| {
            let counts = [text(&one.name), text(one.people), text(one.events)];
            let figures = [with(one.concordance.as_ref()), with(one.ratio.as_ref()), few(&one.warning)];
            counts.into_iter().chain(figures).collect()
        });
        section.tables.push(CardTable {
            title: "card.groupTable".into(),
            about: group.column.clone(),
            head: heads(&["group", "people", "events", "concordance", "ratio", "note"]),
            rows: rows.collect(),
        });
    }
    section
}
