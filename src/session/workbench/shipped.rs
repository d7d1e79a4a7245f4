//! Models that ship: fitted by `examples/models.rs` on public tables, with their cards (`data/models/README.md`).

use super::model::StudyModel;
use crate::error::{Error, Kind};

const SHIPPED: [(&str, &str); 3] = [
    ("breast-cytology", include_str!("../../../data/models/breast-cytology.json")),
    ("heart-disease", include_str!("../../../data/models/heart-disease.json")),
    ("breast-cancer-recurrence", include_str!("../../../data/models/breast-cancer-recurrence.json")),
];

/// Ids of the models that ship.
pub fn shipped() -> [&'static str; 3] {
    SHIPPED.map(|(id, _)| id)
}

/// Opens one of them.
///
/// # Errors
///
/// `workbench.noModel` for another id.
pub fn open_shipped(id: &str) -> Result<StudyModel, Error> {
    let found = SHIPPED.iter().find(|(known, _)| *known == id);
    StudyModel::open(found.ok_or_else(|| Error::new(Kind::Usage, "workbench.noModel"))?.1)
}

#[cfg(test)]
mod tests {
    use super::{open_shipped, shipped};

    #[test]
    fn every_model_that_ships_opens_and_says_for_whom_it_is() {
        for id in shipped() {
            let model = open_shipped(id).unwrap();
            assert!(model.file.statements.contains_key("3b") && model.file.statements.contains_key("5a"), "{id}");
            assert!(model.file.evaluation.rows > 100 && !model.file.evaluation.flattering, "{id}");
        }
        assert!(open_shipped("oracle").is_err());
    }
}
