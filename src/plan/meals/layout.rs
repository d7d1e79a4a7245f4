//! What follows from a person's facts and wishes, in the layout that a plan of meals reads.

use std::collections::{BTreeMap, BTreeSet};

use super::limits::GROUPS;
use super::person::{MealReason, MealWishes};
use crate::record::CUISINES;

/// The layout of `plan_targets.json`: the strictest of each limit.
pub(super) fn layout(target: f64, reasons: &[MealReason], wishes: &MealWishes) -> serde_json::Value {
    let keys = |kind: &str| -> BTreeSet<String> {
        let those = reasons.iter().filter(|reason| reason.kind == kind);
        those.flat_map(|reason| reason.key.split('|').map(str::to_owned)).collect()
    };
    let (mut groups, mut foods, mut flags) = (keys("group"), keys("foods"), keys("flag"));
    flags.extend(wishes.require.iter().cloned());
    // Least and most of a scope and key.
    type Ends = (Option<f64>, Option<f64>);
    let mut limits: BTreeMap<(&str, &str), Ends> = BTreeMap::new();
    for reason in reasons.iter().filter(|reason| reason.kind == "limit") {
        let limit = limits.entry((&reason.scope, &reason.key)).or_default();
        limit.0 = limit.0.into_iter().chain(reason.min).max_by(f64::total_cmp);
        limit.1 = limit.1.into_iter().chain(reason.max).min_by(f64::total_cmp);
    }
    // A way of eating gives way to what the person cannot eat.
    for (flag, key) in [("nut_free", "group:nut_seed_g"), ("vegan", "group:dairy_g"), ("dairy_free", "group:dairy_g")] {
        if flags.contains(flag) {
            limits.retain(|(_, one), _| *one != key);
        }
    }
    let of = |scope: &str| -> serde_json::Map<String, serde_json::Value> {
        let mine = limits.iter().filter(|((one, _), _)| *one == scope);
        mine.map(|((_, key), (min, max))| {
            // What may not be too much comes before what should not be too little.
            let min = min.filter(|min| max.is_none_or(|max| *min <= max));
            let sides = [("min", min), ("max", *max)];
            let sides = sides.into_iter().filter_map(|(side, number)| Some((side.to_owned(), number?.into())));
            ((*key).to_owned(), serde_json::Value::Object(sides.collect()))
        })
        .collect()
    };
    for name in &wishes.leave_out {
        // Groups and foods share no name; the planner tells the one from the other.
        if GROUPS.contains(&name.as_str()) {
            groups.insert(name.clone())
        } else {
            foods.insert(name.clone())
        };
    }
    let flags: BTreeMap<String, u8> = flags.into_iter().map(|flag| (flag, 1)).collect();
    let cuisines =
        if wishes.cuisines.is_empty() { CUISINES.map(str::to_owned).to_vec() } else { wishes.cuisines.clone() };
    let mut prefer = serde_json::Map::new();
    for (key, value) in [("minutes", wishes.minutes), ("cost", wishes.cost)] {
        if let Some(value) = value {
            prefer.insert(key.to_owned(), value.into());
        }
    }
    for (key, list) in [("without", &wishes.without), ("likes", &wishes.likes)] {
        if !list.is_empty() {
            prefer.insert(key.to_owned(), list.clone().into());
        }
    }
    serde_json::json!({
        "cuisines": cuisines,
        "energy_kcal": { "target": target, "tolerance": 0.1, "scope": "each_day" },
        "require_flags": flags,
        "forbid_groups": groups,
        "forbid_foods": foods,
        "each_day": of("each_day"),
        "mean_per_day": of("mean_per_day"),
        "prefer": prefer,
    })
}
