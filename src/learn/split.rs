//! Which rows a model is fitted on and which judge it: at random, evenly by class, by time, by site, by person.
//!
//! Seeded: the same settings and rows give the same folds on every device.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Kind};
use crate::math::Draws;

/// Rows of one fit and of its judgement, rising; no row is in both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fold {
    /// Fitted on.
    pub train: Vec<u32>,
    /// Judged on.
    pub test: Vec<u32>,
}

/// How the rows are parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum SplitBy {
    /// At random.
    Random,
    /// At random, each class as often in each fold.
    #[default]
    Stratified,
    /// The latest rows judge: one fold, or growing windows when there are several.
    Time,
    /// Each site judges once, fitted on all others.
    Site,
}

/// Settings of a split.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct SplitSettings {
    /// How.
    pub by: SplitBy,
    /// Folds, 2 to 100; 1 holds out `share` once.
    pub folds: usize,
    /// Times over with other draws, 1 to 100; by time and by site only 1.
    pub repeats: usize,
    /// Share that is held out where there is one fold, above 0 and below 1.
    pub share: f64,
    /// Seed of the draws.
    pub seed: u32,
}

impl Default for SplitSettings {
    fn default() -> Self {
        Self { by: SplitBy::Stratified, folds: 5, repeats: 1, share: 0.25, seed: 1 }
    }
}

/// What is known of the rows; a list that is there has one entry a row.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rows<'d> {
    /// How many.
    pub rows: usize,
    /// Class of each row.
    pub class: Option<&'d [u32]>,
    /// Time of each row.
    pub time: Option<&'d [f64]>,
    /// Site of each row.
    pub site: Option<&'d [u32]>,
    /// Person of each row: all rows of a person go to one side.
    pub person: Option<&'d [u32]>,
}

/// More places than this are a name or a number of each person rather than places: each is a fit of its own.
const MOST_SITES: usize = 100;

/// Settings that were checked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CheckedSplit(SplitSettings);

impl SplitSettings {
    /// Checks the settings.
    ///
    /// # Errors
    /// `learn.setting` with its name, its value and the limits.
    pub fn check(self) -> Result<CheckedSplit, Error> {
        let wrong = |name: &str, value: String, most: usize| {
            let error = Error::new(Kind::Usage, "learn.setting").with("name", name).with("value", value);
            Err(error.with("least", usize::from(most > 1)).with("most", most))
        };
        let drawn = matches!(self.by, SplitBy::Random | SplitBy::Stratified);
        if !(1..=100).contains(&self.folds) {
            return wrong("folds", self.folds.to_string(), 100);
        }
        let most = if drawn { 100 } else { 1 };
        if !(1..=most).contains(&self.repeats) {
            return wrong("repeats", self.repeats.to_string(), most);
        }
        if !(self.share > 0.0 && self.share < 1.0) {
            return wrong("share", self.share.to_string(), 1);
        }
        Ok(CheckedSplit(self))
    }
}

impl CheckedSplit {
    /// Parts the rows.
    ///
    /// # Errors
    /// `learn.splitRows` where a side would be empty or a list is missing or of another length; `learn.manySites`.
    pub fn folds(&self, rows: Rows<'_>) -> Result<Vec<Fold>, Error> {
        let settings = self.0;
        let n = rows.rows;
        let fits = |list: Option<usize>| list.is_none_or(|length| length == n);
        let lists = [rows.class.map(<[_]>::len), rows.time.map(<[_]>::len), rows.site.map(<[_]>::len)];
        if !lists.into_iter().all(fits) || !fits(rows.person.map(<[_]>::len)) || u32::try_from(n).is_err() {
            return Err(too_few(n));
        }
        let mut folds = Vec::new();
        for repeat in 0..settings.repeats {
            let stream = u32::try_from(repeat).unwrap_or(0);
            let places = match settings.by {
                SplitBy::Random => self.drawn(rows, None, stream),
                SplitBy::Stratified => self.drawn(rows, Some(rows.class.ok_or_else(|| too_few(n))?), stream),
                SplitBy::Site => of_sites(rows.site.ok_or_else(|| too_few(n))?),
                SplitBy::Time => {
                    folds.extend(self.by_time(rows)?);
                    continue;
                }
            };
            let count = match settings.by {
                SplitBy::Site => places.iter().max().map_or(0, |most| *most as usize + 1),
                _ if settings.folds == 1 => 1,
                _ => settings.folds,
            };
            if count > MOST_SITES && settings.by == SplitBy::Site {
                let error = Error::new(Kind::Value, "learn.manySites").with("sites", count);
                return Err(error.with("most", MOST_SITES));
            }
            for fold in 0..u32::try_from(count).unwrap_or(0) {
                let mut parted = part(n, |row| places.get(row) == Some(&fold));
                if settings.by == SplitBy::Site {
                    keep_persons_apart(&mut parted, rows.person);
                }
                folds.push(parted);
            }
        }
        if folds.is_empty() || folds.iter().any(|fold| fold.train.is_empty() || fold.test.is_empty()) {
            return Err(too_few(n));
        }
        Ok(folds)
    }

    /// The folds of a fold's own rows, by their numbers in the whole table: for settings that are chosen inside.
    ///
    /// # Errors
    /// As [`CheckedSplit::folds`].
    pub fn nested(&self, rows: Rows<'_>, outer: &Fold) -> Result<Vec<Fold>, Error> {
        let words = |list: Option<&[u32]>| list.map(|list| pick(list, &outer.train));
        let (class, site, person) = (words(rows.class), words(rows.site), words(rows.person));
        let time = rows.time.map(|list| pick(list, &outer.train));
        let inner = self.folds(Rows {
            rows: outer.train.len(),
            class: class.as_deref(),
            time: time.as_deref(),
            site: site.as_deref(),
            person: person.as_deref(),
        })?;
        let named = |rows: &[u32]| pick(&outer.train, rows);
        Ok(inner.iter().map(|fold| Fold { train: named(&fold.train), test: named(&fold.test) }).collect())
    }

    /// The fold of each row: persons in the order of their draws, dealt out class by class.
    fn drawn(&self, rows: Rows<'_>, class: Option<&[u32]>, repeat: u32) -> Vec<u32> {
        let settings = self.0;
        let groups = groups(rows);
        let draws = Draws::new(settings.seed, 400_u32.wrapping_add(repeat));
        // A person of several classes counts as the highest of them.
        let of = |members: &[u32]| {
            class.map_or(0, |all| members.iter().filter_map(|row| all.get(*row as usize)).copied().max().unwrap_or(0))
        };
        let mut order: Vec<(u32, u32, u32)> =
            groups.iter().zip(0_u32..).map(|(members, at)| (of(members), draws.bits(at), at)).collect();
        order.sort_unstable();
        let mut places = vec![u32::MAX; rows.rows];
        let folds = u32::try_from(settings.folds).unwrap_or(1);
        let (mut before, mut since) = (None, 0_usize);
        let sizes = order.iter().fold(std::collections::BTreeMap::new(), |mut sizes, (class, ..)| {
            *sizes.entry(*class).or_insert(0_usize) += 1;
            sizes
        });
        for ((class, _, group), at) in order.iter().zip(0_u32..) {
            since = if before == Some(*class) { since + 1 } else { 0 };
            before = Some(*class);
            let fold = if folds == 1 {
                let held = sizes.get(class).map_or(0.0, |size| (*size as f64 * settings.share).round());
                if (since as f64) < held { 0 } else { 1 }
            } else {
                // Dealt on across classes, so that small classes do not all begin at the first fold.
                at % folds
            };
            for row in groups.get(*group as usize).into_iter().flatten() {
                if let Some(place) = places.get_mut(*row as usize) {
                    *place = fold;
                }
            }
        }
        places
    }

    /// Fitted on what is earlier, judged on what is later; rows of one time stay together, rows without a time are left out.
    fn by_time(&self, rows: Rows<'_>) -> Result<Vec<Fold>, Error> {
        let n = rows.rows;
        let time = rows.time.ok_or_else(|| too_few(n))?;
        let mut sorted: Vec<f64> = time.iter().copied().filter(|t| !t.is_nan()).collect();
        sorted.sort_by(f64::total_cmp);
        let at = |share: f64| sorted.get((share * sorted.len() as f64).round() as usize).copied();
        let folds = self.0.folds;
        let mut made = Vec::new();
        for fold in 0..folds {
            let (from, to) = if folds == 1 {
                (at(1.0 - self.0.share), None)
            } else {
                let step = 1.0 / (folds + 1) as f64;
                let last = fold + 1 == folds;
                (at((fold + 1) as f64 * step), if last { None } else { at((fold + 2) as f64 * step) })
            };
            let from = from.ok_or_else(|| too_few(n))?;
            let rows_where = |keep: &dyn Fn(f64) -> bool| -> Vec<u32> {
                time.iter().zip(0_u32..).filter(|(t, _)| keep(**t)).map(|(_, row)| row).collect()
            };
            let mut parted = Fold {
                train: rows_where(&|t| t < from),
                test: rows_where(&|t| t >= from && to.is_none_or(|to| t < to)),
            };
            keep_persons_apart(&mut parted, rows.person);
            made.push(parted);
        }
        Ok(made)
    }
}

fn too_few(rows: usize) -> Error {
    Error::new(Kind::Value, "learn.splitRows").with("rows", rows)
}

fn pick<T: Copy>(list: &[T], rows: &[u32]) -> Vec<T> {
    rows.iter().filter_map(|row| list.get(*row as usize).copied()).collect()
}

fn part(rows: usize, in_test: impl Fn(usize) -> bool) -> Fold {
    let all = 0..u32::try_from(rows).unwrap_or(0);
    let (test, train) = all.partition(|row| in_test(*row as usize));
    Fold { train, test }
}

/// The rows of each person, in the order of the persons' numbers; without persons each row is one.
fn groups(rows: Rows<'_>) -> Vec<Vec<u32>> {
    let all = 0..u32::try_from(rows.rows).unwrap_or(0);
    let Some(person) = rows.person else { return all.map(|row| vec![row]).collect() };
    let mut by = std::collections::BTreeMap::<u32, Vec<u32>>::new();
    for (row, person) in all.zip(person) {
        by.entry(*person).or_default().push(row);
    }
    by.into_values().collect()
}

/// The number of each row's site among the sites, in rising order.
fn of_sites(sites: &[u32]) -> Vec<u32> {
    let mut known = sites.to_vec();
    known.sort_unstable();
    known.dedup();
    let place = |site: &u32| known.binary_search(site).ok().and_then(|at| u32::try_from(at).ok()).unwrap_or(u32::MAX);
    sites.iter().map(place).collect()
}

/// Takes from the fitted rows those of persons who judge.
fn keep_persons_apart(fold: &mut Fold, person: Option<&[u32]>) {
    let Some(person) = person else { return };
    let judged: std::collections::BTreeSet<u32> = pick(person, &fold.test).into_iter().collect();
    fold.train.retain(|row| person.get(*row as usize).is_none_or(|person| !judged.contains(person)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folds(settings: SplitSettings, rows: Rows<'_>) -> Vec<Fold> {
        settings.check().unwrap().folds(rows).unwrap()
    }

    #[test]
    fn every_row_judges_once_and_classes_are_even() {
        let class: Vec<u32> = (0..103).map(|i| u32::from(i % 4 == 0)).collect();
        let rows = Rows { rows: 103, class: Some(&class), ..Rows::default() };
        let made = folds(SplitSettings::default(), rows);
        let mut seen: Vec<u32> = made.iter().flat_map(|fold| fold.test.clone()).collect();
        seen.sort_unstable();
        assert_eq!(seen, (0..103).collect::<Vec<u32>>());
        for fold in &made {
            let events = fold.test.iter().filter(|row| class[**row as usize] == 1).count();
            assert!((5..=6).contains(&events), "{events}");
            assert!(fold.train.iter().all(|row| !fold.test.contains(row)));
        }
        assert_eq!(made, folds(SplitSettings::default(), rows));
        assert_ne!(made, folds(SplitSettings { seed: 2, ..SplitSettings::default() }, rows));
    }

    #[test]
    fn a_person_is_on_one_side() {
        let person: Vec<u32> = (0..60).map(|i| i / 3).collect();
        let time: Vec<f64> = (0..60).map(|i| f64::from((i * 7) % 60)).collect();
        let site: Vec<u32> = (0..60).map(|i| i % 4).collect();
        let rows = Rows { rows: 60, person: Some(&person), time: Some(&time), site: Some(&site), class: Some(&site) };
        for by in [SplitBy::Random, SplitBy::Stratified] {
            for fold in folds(SplitSettings { by, ..SplitSettings::default() }, rows) {
                assert!(
                    fold.test.iter().all(|t| fold.train.iter().all(|r| person[*r as usize] != person[*t as usize]))
                );
            }
        }
    }

    #[test]
    fn the_later_rows_judge() {
        let time: Vec<f64> = (0..40).map(|i| f64::from((i * 7) % 40)).collect();
        let rows = Rows { rows: 40, time: Some(&time), ..Rows::default() };
        for (count, sizes) in [(1, vec![10]), (3, vec![10, 10, 10])] {
            let made = folds(SplitSettings { by: SplitBy::Time, folds: count, ..SplitSettings::default() }, rows);
            assert_eq!(made.iter().map(|fold| fold.test.len()).collect::<Vec<_>>(), sizes);
            for fold in made {
                let latest = fold.train.iter().map(|row| time[*row as usize]).fold(f64::MIN, f64::max);
                assert!(fold.test.iter().all(|row| time[*row as usize] > latest));
            }
        }
    }

    #[test]
    fn each_site_judges_once_and_folds_nest() {
        let site: Vec<u32> = (0..30).map(|i| [7, 3, 9][i % 3]).collect();
        let rows = Rows { rows: 30, site: Some(&site), ..Rows::default() };
        let made = folds(SplitSettings { by: SplitBy::Site, ..SplitSettings::default() }, rows);
        assert_eq!(made.iter().map(|fold| site[fold.test[0] as usize]).collect::<Vec<_>>(), [3, 7, 9]);
        let inner = SplitSettings { by: SplitBy::Random, folds: 2, ..SplitSettings::default() };
        for fold in inner.check().unwrap().nested(rows, &made[0]).unwrap() {
            assert!(fold.train.iter().chain(&fold.test).all(|row| made[0].train.contains(row)));
        }
    }

    #[test]
    fn what_cannot_be_parted_says_so() {
        assert!(SplitSettings { folds: 0, ..SplitSettings::default() }.check().is_err());
        assert!(SplitSettings { share: f64::NAN, ..SplitSettings::default() }.check().is_err());
        let few = SplitSettings { by: SplitBy::Random, ..SplitSettings::default() }.check().unwrap();
        assert!(few.folds(Rows { rows: 3, ..Rows::default() }).is_err());
        assert!(few.folds(Rows { rows: 30, person: Some(&[1, 2]), ..Rows::default() }).is_err());
        assert!(serde_json::from_str::<SplitSettings>(r#"{"fold":3}"#).is_err());
    }
}
