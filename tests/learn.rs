//! Models of feedback: what they are made of, what they refuse, and that measuring comes before use.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::float_cmp)]

use bedside::learn::feedback::{
    FeatureValue, FeedbackSettings, Holding, Known, ModelKind, OrderEvaluation, Past, Recommender,
};
use bedside::session::{self, TrainedModel, learnable};

fn settings(model: ModelKind) -> FeedbackSettings {
    FeedbackSettings { model, ..FeedbackSettings::default() }
}

fn run(
    text: &str,
    settings: FeedbackSettings,
    whole: bool,
) -> Result<(OrderEvaluation, Option<TrainedModel>), bedside::Error> {
    let today = "2026-11-28".parse().unwrap();
    let mut training = session::train("feedback.csv", text.as_bytes(), settings, today, whole)?;
    while !training.step(97)? {}
    session::trained(training)
}

fn trained(model: ModelKind) -> TrainedModel {
    run(&session::example_feedback(), settings(model), true).unwrap().1.unwrap()
}

const KINDS: [ModelKind; 3] = [ModelKind::Linear, ModelKind::Content, ModelKind::Implicit];

#[test]
fn each_model_is_measured_and_beats_chance() {
    for kind in KINDS {
        let model = trained(kind);
        let e = &model.card.evaluation;
        println!(
            "{kind:?}: {:?} against {:?}, gain {:.3} ± {:.3}, gap {:?}",
            e.model, e.popular, e.gain, e.gain_margin, e.gap
        );
        assert!(e.people > 100 && e.wanted >= e.people && e.actions > 20);
        assert!(e.model.ndcg > 0.5 && e.model.map > 0.0 && e.model.map <= e.model.ndcg + 0.2);
        assert!(e.model.coverage > 0.5 && e.model.coverage <= 1.0);
        let names: Vec<&str> = e.groups.iter().map(|g| g.name.as_str()).collect();
        assert_eq!(names, ["clinic A", "clinic B"]);
        assert!(e.groups.iter().all(|g| g.low <= Some(g.ndcg) && g.high >= Some(g.ndcg)));
        assert_eq!(e.people, e.groups.iter().map(|g| g.people).sum::<u32>());
    }
}

#[test]
fn the_linear_model_learns_what_the_example_was_made_of() {
    let e = trained(ModelKind::Linear).card.evaluation;
    assert!(e.better, "{e:?}");
    let score = |age: f64, action: &str| {
        let file = trained(ModelKind::Linear).file;
        let features = [
            ("age", FeatureValue::Number(age)),
            ("sex", FeatureValue::Word("male".into())),
            ("work", FeatureValue::Word("day".into())),
        ];
        let known = Known { features: features.map(|(n, v)| (n.to_owned(), v)).into(), past: Vec::new() };
        let scores = session::score_actions(&file, &known).unwrap();
        scores.into_iter().find(|s| s.action == action).unwrap()
    };
    let (young, old) = (score(32.0, "ex_aerobic"), score(79.0, "ex_aerobic"));
    assert!(young.score > old.score, "the young move more in the example");
    assert!(young.chance > Some(0.0) && young.chance < Some(1.0));
}

#[test]
fn parts_add_up_to_the_score_exactly() {
    let past = ["diet_dash", "smk_counselling"];
    for kind in KINDS {
        let file = trained(kind).file;
        let example = session::example_feedback();
        let actions: Vec<&str> = example.lines().skip(1).filter_map(|line| line.split(',').nth(1)).take(5).collect();
        let past = past.into_iter().chain(actions).enumerate().map(|(i, action)| Past {
            action: action.to_owned(),
            accepted: Some(i % 3 != 2),
            done: Some(i % 2 == 0),
        });
        let features = [("age", FeatureValue::Number(61.0)), ("sex", FeatureValue::Word("female".into()))];
        let known = Known { features: features.map(|(n, v)| (n.to_owned(), v)).into(), past: past.collect() };
        let scores = session::score_actions(&file, &known).unwrap();
        assert!(scores.len() > 20, "{kind:?}");
        let mut different = std::collections::BTreeSet::new();
        for scored in scores {
            let sum = scored.parts.iter().fold(0.0, |sum, part| sum + part.value);
            assert_eq!(sum.to_bits(), scored.score.to_bits(), "{kind:?} {}", scored.action);
            different.insert(scored.score.to_bits());
        }
        assert!(different.len() > 10, "{kind:?} tells steps apart");
    }
}

#[test]
fn the_same_table_gives_the_same_bytes_and_the_file_reads_back() {
    for kind in KINDS {
        let model = trained(kind);
        assert_eq!(model, trained(kind));
        let read = session::open_model("model.json", model.file.as_bytes()).unwrap();
        assert_eq!(read, model);
        assert!(!model.file.contains("made-up-"), "no person is in a model");
    }
}

#[test]
fn a_file_that_was_cut_edited_or_is_of_another_kind_is_refused_with_the_reason() {
    let file = trained(ModelKind::Implicit).file;
    let key = |text: &str| Recommender::read("model.json", text.as_bytes()).unwrap_err().key;
    assert_eq!(key(&file[..file.len() / 2]), "model.cut");
    assert_eq!(key(&file[..150]), "model.cut");
    assert_eq!(key(&file.replacen("\"version\":1", "\"version\":2", 1)), "model.version");
    assert_eq!(key(&file.replacen("\"rows\":", "\"rows\":1", 1)), "model.edited");
    assert_eq!(key(&file.replacen("\"keep\":0.1", "\"keep\":0.2", 2)), "model.edited");
    assert_eq!(key(&file.replacen("\"numbers\":[", "\"numbers\":[1e99,", 1)), "model.broken");
    assert_eq!(key(&file.replacen("\"card\"", "\"cards\"", 1)), "model.broken");
    for other in ["", "{}", "[]", "null", "person,action", "{\"format\":\"bedside-record\",\"version\":1}"] {
        assert_eq!(key(other), "model.notOurs", "{other}");
    }
    // No byte of the file can be lost or changed without being noticed, or making no difference.
    let whole = Recommender::read("model.json", file.as_bytes()).unwrap();
    for at in (0..file.len()).step_by(file.len() / 400) {
        let mut bytes = file.clone().into_bytes();
        bytes[at] ^= 1;
        assert!(Recommender::read("model.json", &bytes).map_or(true, |same| same == whole), "byte {at}");
    }
}

#[test]
fn faulty_rows_are_told_at_once_and_no_more_than_a_screen_of_them() {
    let head = "person,action,accepted,done";
    let text = format!("{head}\n1,diet_dash,perhaps,no\n1,diet_dash,yes,no\n1,diet_dashed,yes,no\n,diet_dash,yes,no\n");
    let error = run(&text, FeedbackSettings::default(), true).unwrap_err();
    let others: Vec<_> = error.others.iter().map(|one| (one.key.as_str(), one.place.as_str())).collect();
    assert_eq!(error.place, "feedback.csv, row 2");
    assert_eq!(others, [("feedback.action", "feedback.csv, row 4"), ("feedback.person", "feedback.csv, row 5")]);
    let many = format!("{head}\n{}", "1,no_such_step,yes,no\n".repeat(500));
    assert_eq!(run(&many, FeedbackSettings::default(), true).unwrap_err().others.len(), 19);
}

#[test]
fn hostile_tables_are_refused_with_their_row() {
    let head = "person,action,accepted,done";
    let refused = |text: String, key: &str, place: &str| {
        let error = run(&text, FeedbackSettings::default(), true).unwrap_err();
        assert_eq!((error.key.as_str(), error.place.as_str()), (key, place), "{text}");
    };
    let row = |rows: &str| format!("{head}\n1,diet_dash,yes,no\n{rows}\n");
    refused(String::new(), "feedback.empty", "feedback.csv");
    refused(format!("{head}\n"), "feedback.empty", "feedback.csv");
    refused(row("1,diet_dash,perhaps,no"), "feedback.word", "feedback.csv, row 3");
    refused(row("1,diet_dashed,yes,no"), "feedback.action", "feedback.csv, row 3");
    refused(row("1,med_nsaid_stop,yes,no"), "feedback.action", "feedback.csv, row 3");
    refused(row(",diet_dash,yes,no"), "feedback.person", "feedback.csv, row 3");
    refused(row("1,diet_dash,yes"), "feedback.width", "feedback.csv, row 3");
    refused(row("1,diet_dash,yes,no,1"), "feedback.width", "feedback.csv, row 3");
    refused(row("1,diet_dash,,"), "feedback.silent", "feedback.csv, row 3");
    refused("person,action,accepted\n1,diet_dash,yes".into(), "feedback.missing", "feedback.csv");
    refused(format!("{head},done\n"), "feedback.twice", "feedback.csv");
    refused(format!("{head},colour\n"), "feedback.column", "feedback.csv");
    refused(format!("{head},feature:\n"), "feedback.column", "feedback.csv");
    refused(format!("{head},date\n1,diet_dash,yes,no,2025-02-30\n"), "feedback.date", "feedback.csv, row 2");
    refused(format!("{head},date\n1,diet_dash,yes,no,2025-02\n"), "feedback.date", "feedback.csv, row 2");
    refused(
        format!("{head},group\n1,diet_dash,yes,no,a\n1,diet_dash,yes,no,b\n"),
        "feedback.contradiction",
        "feedback.csv, row 3",
    );
    refused(
        format!("{head},feature:age\n1,diet_dash,yes,no,4\n1,diet_dash,yes,no,5\n"),
        "feedback.contradiction",
        "feedback.csv, row 3",
    );
    refused(
        format!("{head},feature:age\n1,diet_dash,yes,no,4\n2,diet_dash,yes,no,old\n"),
        "feedback.mixed",
        "feedback.csv",
    );
    let words: String = (0..60).map(|i| format!("{i},diet_dash,yes,no,w{i}\n")).collect();
    refused(format!("{head},feature:name\n{words}"), "feedback.words", "feedback.csv");
    let many: String = (0..41).map(|i| format!(",feature:{i}")).collect();
    refused(format!("{head}{many}\n"), "feedback.features", "feedback.csv");
    refused(row("1,diet_dash,yes,no"), "learn.nothingHeld", "feedback.csv");
    for bytes in
        [&b"\xff\xfe\x00"[..], b"PK\x03\x04\x00\x00", b"person,action,accepted,done\n\xc3\x28,diet_dash,yes,no\n"]
    {
        let today = "2026-11-28".parse().unwrap();
        assert!(session::train("feedback.csv", bytes, FeedbackSettings::default(), today, true).is_err());
    }
}

#[test]
fn a_table_with_anything_changed_is_read_or_refused_and_never_breaks() {
    let example = session::example_feedback();
    let table: String = example.lines().take(80).map(|line| format!("{line}\n")).collect();
    let draws = bedside::math::Draws::new(7, 7);
    let odd = [
        "",
        "-",
        ",",
        "\n",
        "\"",
        "\u{feff}",
        "1e308",
        "-inf",
        "NaN",
        "yes",
        "2025-02-30",
        "\0",
        "\u{1f600}",
        "=1+1",
        "feature:",
    ];
    let (mut read, mut refused) = (0, 0);
    for i in 0..180 {
        let cut = |k: u32| {
            let mut at = draws.bits(4 * i + k) as usize % table.len();
            while !table.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (a, b) = (cut(0).min(cut(1)), cut(0).max(cut(1)));
        let end = if i % 2 == 0 { (a + 1).min(table.len()) } else { b };
        let changed = format!("{}{}{}", &table[..a], odd[i as usize % odd.len()], &table[end..]);
        match run(&changed, settings(KINDS[[1, 2, 0, 2, 1, 2][i as usize % 6]]), true) {
            Ok((_, model)) => {
                read += 1;
                assert!(session::open_model("m", model.unwrap().file.as_bytes()).is_ok());
            }
            Err(error) => {
                refused += 1;
                assert!(!error.key.is_empty() && error.key != "model.unwritten");
            }
        }
    }
    assert!(read > 3 && refused > 50, "{read} read, {refused} refused");
}

#[test]
fn blank_cells_chinese_headings_and_byte_order_marks_are_read() {
    let text = "\u{feff}人员,建议,接受,完成,日期,分组,特征:年龄\n1,diet_dash,是,,2025-01-02,甲,50\n\n2,diet_dash,否,否,,,\n1,diet_nuts,,是,2025-03-01,,50\n1,ex_steps,否,,2025-03-01,,\n2,diet_nuts,1,TRUE,,乙,40\n";
    let (evaluation, model) =
        run(text, FeedbackSettings { share: 0.5, ..settings(ModelKind::Implicit) }, true).unwrap();
    let card = model.unwrap().card;
    assert_eq!((card.rows, card.people, card.actions, card.accepted, card.done), (5, 2, 3, 2, 2));
    assert_eq!(card.features, ["年龄"]);
    assert_eq!(
        card.days.map(|(a, b)| (a.to_string(), b.to_string())),
        Some(("2025-01-02".into(), "2025-03-01".into()))
    );
    assert!(evaluation.small && evaluation.groups.iter().all(|g| g.small) && evaluation.gap.is_none());
}

#[test]
fn what_cannot_be_learned_says_why() {
    let steps = ["diet_dash", "diet_nuts", "diet_ssb", "ex_steps", "ex_aerobic", "ex_balance"];
    let table = |said: [&str; 6]| -> String {
        let rows = (0..4).flat_map(|i| steps.iter().zip(said).map(move |(step, said)| format!("{i},{step},{said},\n")));
        format!("person,action,accepted,done\n{}", rows.collect::<String>())
    };
    let key = |said, kind| run(&table(said), settings(kind), true).unwrap_err().key;
    let (yes, no) = ("yes", "no");
    assert_eq!(key([yes; 6], ModelKind::Linear), "learn.oneAnswer");
    assert_eq!(key([no, no, no, no, yes, no], ModelKind::Implicit), "learn.oneAnswer");
    assert_eq!(key([no, no, no, no, yes, no], ModelKind::Linear), "learn.oneAnswer");
    assert_eq!(key([no, yes, no, no, yes, yes], ModelKind::Linear), "learn.nothingHeld");
    let wrong: [fn(&mut FeedbackSettings); 6] = [
        |s| s.rank = 65,
        |s| s.penalty = f64::NAN,
        |s| s.share = 0.6,
        |s| s.sweeps = 0,
        |s| s.trust = f64::INFINITY,
        |s| s.places = 0,
    ];
    for change in wrong {
        let mut settings = FeedbackSettings::default();
        change(&mut settings);
        assert_eq!(run(&table([yes; 6]), settings, true).unwrap_err().key, "learn.setting");
    }
    assert!(serde_json::from_str::<FeedbackSettings>("{\"model\":\"implicit\",\"ranks\":3}").is_err());
    // Numbers so large that nothing can be solved end with a reason, not with a model of nonsense.
    let said = table([no, yes, no, no, yes, no]);
    let of = |line: &str| if line.starts_with('3') { "-1e308" } else { "1e308" };
    let rows: String = said.lines().skip(1).map(|line| format!("{line},{}\n", of(line))).collect();
    let huge = format!("person,action,accepted,done,feature:x\n{rows}");
    match run(&huge, settings(ModelKind::Linear), true) {
        Ok((_, model)) => assert!(Recommender::read("", model.unwrap().file.as_bytes()).is_ok()),
        Err(error) => assert_eq!(error.key, "learn.unsolved"),
    }
}

#[test]
fn training_can_be_left_before_its_end() {
    let today = "2026-11-28".parse().unwrap();
    let text = session::example_feedback();
    let mut training = session::train("f.csv", text.as_bytes(), settings(ModelKind::Implicit), today, true).unwrap();
    assert!(!training.step(10).unwrap());
    let (stage, done, total) = training.progress();
    assert!(stage == "fit" && done > 0 && done < total);
    assert_eq!(session::trained(training).unwrap_err().key, "cancelled");
}

#[test]
fn people_held_back_whole_are_measured_without_having_been_seen() {
    for kind in KINDS {
        let chosen = FeedbackSettings { hold: Holding::People, share: 0.4, ..settings(kind) };
        let (e, model) = run(&session::example_feedback(), chosen, false).unwrap();
        assert!(model.is_none() && e.people > 50 && e.hold == Holding::People);
        assert!(e.model.ndcg > 0.1, "{kind:?} {e:?}");
    }
}

#[test]
fn a_person_of_whom_nothing_is_known_has_no_order_of_their_own() {
    for kind in [ModelKind::Content, ModelKind::Implicit] {
        let scores = session::score_actions(&trained(kind).file, &Known::default()).unwrap();
        assert!(!scores.is_empty() && scores.iter().all(|s| s.score == 0.0 && s.parts.is_empty()));
    }
}

#[test]
fn warnings_are_never_learned_about() {
    let known: Vec<String> = learnable().into_iter().map(|action| action.id).collect();
    let all = bedside::recommend::catalogue().actions;
    assert!(known.len() > 60 && all.iter().any(|a| a.kind == "avoid"));
    assert!(all.iter().all(|a| (a.kind == "avoid") != known.contains(&a.id)));
}
