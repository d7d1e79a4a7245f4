//! Weeks of meals: every profile of the shared data is planned, and judged by the letter of its limits.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use bedside::plan::meals::{MealStatus, Profile, grade, plan};
use serde_json::Value;

#[test]
fn try_all() {
    let mut files = vec![support::repository().join("tests/fixtures/meals/profiles.json")];
    files.extend(support::shared_file("facts/foods/plan_targets.json"));
    for file in files {
        let targets: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        for value in targets["profiles"].as_array().unwrap() {
            let profile = Profile::read(value).unwrap();
            for seed in 0..3 {
                let from = std::time::Instant::now();
                let week = plan(&profile, seed);
                println!(
                    "{} {seed} {:?} {:?} {} foods, extras {:?}",
                    value["id"],
                    from.elapsed(),
                    week.status,
                    week.foods,
                    week.days.iter().map(|d| d.extras.len()).collect::<Vec<_>>()
                );
                if week.status == MealStatus::Planned {
                    assert_eq!(grade(&profile, &week.days), Vec::<String>::new());
                }
                for c in &week.conflict {
                    println!("     {} {} {:?} {:?}", c.demand, c.key, c.value, c.reached)
                }
                if seed == 0 {
                    for d in week.days.iter().take(3) {
                        println!(
                            "   {:?} {:?}",
                            d.meals.iter().map(|(a, b)| format!("{a}x{b}")).collect::<Vec<_>>().join(" "),
                            d.extras
                        );
                    }
                    for l in &week.limits {
                        println!(
                            "  {} {:?} {:?} {:.1} {:?}",
                            l.key,
                            l.min,
                            l.max,
                            l.mean,
                            l.days.iter().map(|x| x.round()).collect::<Vec<_>>()
                        );
                    }
                }
            }
        }
    }
}
