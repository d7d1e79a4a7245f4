//! One question under two names: scores ask by concept, rules by their own name. An answer to either is one to both.

/// Name of a score's input or concept, and the rules' name of the same thing.
///
/// `existing_cvd` asks for a heart attack, a stroke or narrowed arteries, which is what the rules call `ascvd`.
const TWINS: [(&str, &str); 3] = [("existing_cvd", "ascvd"), ("heart_failure", "hf"), ("hypertension", "htn")];

/// The rules' names for the kinds of diabetes.
pub const DIABETES_KINDS: [&str; 2] = ["t1d", "t2d"];

/// The other name of the same question; `None` for a name that has none.
pub fn twin(name: &str) -> Option<&'static str> {
    TWINS.iter().find_map(|(input, rule)| match name {
        _ if name == *input => Some(*rule),
        _ if name == *rule => Some(*input),
        _ => None,
    })
}

/// Names whose earlier answers a new answer takes the place of: its twin, and what it says of the kinds of diabetes.
///
/// A "no" to one kind says nothing of diabetes as a whole, so it replaces nothing.
pub fn replaced_by(name: &str, yes: Option<bool>) -> Vec<&'static str> {
    match (name, yes) {
        ("diabetes", _) => DIABETES_KINDS.to_vec(),
        ("t1d" | "t2d", Some(true)) => vec!["diabetes"],
        _ => twin(name).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twins_name_each_other() {
        for (input, rule) in TWINS {
            assert_eq!((twin(input), twin(rule)), (Some(rule), Some(input)));
        }
        assert_eq!(twin("gout"), None);
    }

    #[test]
    fn a_no_to_one_kind_leaves_the_answer_about_diabetes() {
        assert_eq!(replaced_by("t2d", Some(false)), Vec::<&str>::new());
        assert_eq!(replaced_by("t2d", Some(true)), ["diabetes"]);
        assert_eq!(replaced_by("diabetes", Some(false)), ["t1d", "t2d"]);
        assert_eq!(replaced_by("hf", Some(false)), ["heart_failure"]);
    }
}
