//! The same figures for each group of people, how far apart groups are, and where too few people tell.

use serde::{Deserialize, Serialize};

use super::calibration::ratio_and_slope;
use super::calibration_at::observed_over_expected;
use super::sample::{finite, same_length};
use super::{Estimate, Followed, Ranked, Scored, brier, brier_at, harrell, logit_interval};
use crate::error::Error;

/// With fewer events, or fewer people without, a figure tells little: a warning goes with it (Vergouwe et al., 2005;
/// Collins et al., 2016: at least 100 of each for outside validation).
pub const ENOUGH: u32 = 100;
/// With fewer than this no figure is given.
pub const LEAST: u32 = 10;

/// Figures of one group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GroupFigures {
    /// As the table calls it.
    pub name: String,
    /// People.
    pub people: u32,
    /// Those where it happened.
    pub events: u32,
    /// Area under the ROC curve, DeLong's error, interval on the scale of log odds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<Estimate>,
    /// Observed over expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ratio: Option<Estimate>,
    /// Slope of the log odds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slope: Option<Estimate>,
    /// Brier score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brier: Option<f64>,
    /// `tooFew` (no figures are given), `few` (figures are unsure), or none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warning: Option<String>,
}

/// All groups.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SubgroupTable {
    /// In the order of the names given.
    pub groups: Vec<GroupFigures>,
    /// People of no group.
    pub ungrouped: u32,
    /// Greatest less least area of the groups without a warning; absent with fewer than two of these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area_gap: Option<f64>,
    /// Greatest over least ratio of observed to expected, likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ratio_gap: Option<f64>,
}

/// Measures each group: `group` is a number of `names` for each row, or a greater one where there is none.
///
/// # Errors
///
/// `measure.lengths`.
pub fn subgroups(scored: &Scored<'_>, group: &[u32], names: &[String]) -> Result<SubgroupTable, Error> {
    same_length(scored.rows(), group.len())?;
    let mut parts: Vec<(Vec<f64>, Vec<f64>)> = vec![Default::default(); names.len()];
    let mut ungrouped = 0;
    for ((p, y), group) in scored.pairs().zip(group) {
        match parts.get_mut(*group as usize) {
            Some((shares, happened)) => {
                shares.push(p);
                happened.push(y);
            }
            None => ungrouped += 1,
        }
    }
    let mut groups = Vec::with_capacity(names.len());
    for (name, (shares, happened)) in names.iter().zip(&parts) {
        groups.push(one(name, &Scored::new(shares, happened)?));
    }
    let gap = |figure: &dyn Fn(&GroupFigures) -> Option<f64>| {
        let sure: Vec<f64> = groups.iter().filter(|g| g.warning.is_none()).filter_map(figure).collect();
        let ends = sure.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| (a.min(*x), b.max(*x)));
        (sure.len() > 1).then_some(ends)
    };
    let area_gap = gap(&|g| g.area.map(|a| a.value)).map(|(low, high)| high - low);
    let ratio_gap = gap(&|g| g.ratio.map(|r| r.value)).map(|(low, high)| high / low);
    Ok(SubgroupTable { groups, ungrouped, area_gap, ratio_gap })
}

fn one(name: &str, scored: &Scored<'_>) -> GroupFigures {
    let (events, others) = (scored.events(), scored.others());
    let least = events.min(others);
    let mut figures = GroupFigures {
        name: name.to_owned(),
        people: events + others,
        events,
        area: None,
        ratio: None,
        slope: None,
        brier: None,
        warning: warning(least),
    };
    if least >= LEAST {
        let (ratio, slope) = ratio_and_slope(scored);
        figures.area = Ranked::new(scored).delong().map(|area| logit_interval(&area));
        figures.ratio = Some(ratio);
        figures.slope = slope;
        figures.brier = brier(scored);
    }
    figures
}

/// Figures of one group, for shares up to a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GroupFiguresAt {
    /// As the table calls it.
    pub name: String,
    /// People.
    pub people: u32,
    /// Those seen to have the event by then.
    pub events: u32,
    /// Harrell's concordance of the shares.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concordance: Option<Estimate>,
    /// Observed, by Kaplan and Meier, over expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ratio: Option<Estimate>,
    /// Brier score at the time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brier: Option<f64>,
    /// `tooFew` (no figures are given), `few` (figures are unsure), or none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warning: Option<String>,
}

/// Measures shares up to a time in each group, as [`subgroups`] does; people of no group are left out.
///
/// # Errors
///
/// `measure.lengths`, `learn.notFinite`.
pub fn subgroups_at(
    shares: &[f64],
    followed: &Followed<'_>,
    time: f64,
    group: &[u32],
    names: &[String],
) -> Result<Vec<GroupFiguresAt>, Error> {
    same_length(shares.len(), followed.rows())?;
    same_length(shares.len(), group.len())?;
    finite(shares, "share")?;
    let mut parts: Vec<(Vec<f64>, Vec<f64>, Vec<bool>)> = vec![Default::default(); names.len()];
    for ((share, (t, event)), group) in shares.iter().zip(followed.pairs()).zip(group) {
        if let Some((shares, times, events)) = parts.get_mut(*group as usize) {
            shares.push(*share);
            times.push(t);
            events.push(event);
        }
    }
    let mut groups = Vec::with_capacity(names.len());
    for (name, (shares, times, events)) in names.iter().zip(&parts) {
        let followed = Followed::new(times, events)?;
        let seen = followed.pairs().filter(|(t, event)| *event && *t <= time).count();
        let past = times.iter().filter(|t| **t > time).count();
        let least = u32::try_from(seen.min(past)).unwrap_or(u32::MAX);
        let enough = least >= LEAST;
        groups.push(GroupFiguresAt {
            name: name.clone(),
            people: u32::try_from(shares.len()).unwrap_or(u32::MAX),
            events: u32::try_from(seen).unwrap_or(u32::MAX),
            concordance: if enough { harrell(shares, &followed)?.map(|found| found.share) } else { None },
            ratio: if enough { observed_over_expected(shares, &followed, time) } else { None },
            brier: if enough { Some(brier_at(shares, &followed, time)?) } else { None },
            warning: warning(least),
        });
    }
    Ok(groups)
}

/// What is to be said of so few.
fn warning(least: u32) -> Option<String> {
    (least < ENOUGH).then(|| if least < LEAST { "tooFew" } else { "few" }.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::{Followed, Scored};
    use super::{subgroups, subgroups_at};
    use crate::math::{Draws, logistic};

    #[test]
    fn groups_are_measured_apart_and_small_ones_marked() {
        let draws = Draws::new(11, 1);
        let n = 3000;
        let group: Vec<u32> = (0..n)
            .map(|i| {
                if i < 1400 {
                    0
                } else if i < 2800 {
                    1
                } else if i < 2960 {
                    2
                } else {
                    9
                }
            })
            .collect();
        let odds: Vec<f64> = (0..n).map(|i| draws.normal(i)).collect();
        let p: Vec<f64> = odds.iter().map(|x| logistic(*x)).collect();
        // In the second group chance decides half of it.
        let truth = |x: f64, group: u32| if group == 1 { logistic(0.2 * x + 0.5) } else { logistic(x) };
        let y: Vec<f64> = odds
            .iter()
            .zip(&group)
            .zip(0..)
            .map(|((x, g), i)| f64::from(draws.uniform(i + 9000) < truth(*x, *g)))
            .collect();
        let names: Vec<String> = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
        let table = subgroups(&Scored::shares(&p, &y).unwrap(), &group, &names).unwrap();
        let [a, b, c, d] = &table.groups[..] else { panic!() };
        assert!(a.warning.is_none() && b.warning.is_none());
        assert_eq!((c.warning.as_deref(), d.warning.as_deref(), d.area), (Some("few"), Some("tooFew"), None));
        assert!(a.area.unwrap().value > b.area.unwrap().value + 0.1 && table.area_gap.unwrap() > 0.1);
        assert!(b.slope.unwrap().high < 0.6 && a.slope.unwrap().high > 0.9);
        assert_eq!((table.ungrouped, a.people + b.people + c.people), (40, 2960));
        assert!(table.ratio_gap.unwrap() > 1.05);
    }

    #[test]
    fn groups_of_times_are_measured_apart() {
        let draws = Draws::new(11, 2);
        let n = 2000;
        let group: Vec<u32> = (0..n)
            .map(|i| {
                if i < 1000 {
                    0
                } else if i < 1990 {
                    1
                } else {
                    2
                }
            })
            .collect();
        let risk: Vec<f64> = (0..n).map(|i| 0.1 * crate::math::exp(draws.normal(i))).collect();
        // In the second group it comes twice as fast as is said.
        let time: Vec<f64> = (0..n)
            .map(|i| {
                let fast = if group[i as usize] == 1 { 2.0 } else { 1.0 };
                -crate::math::ln(draws.uniform(i + 9000)) / (fast * risk[i as usize])
            })
            .collect();
        let event: Vec<bool> = time.iter().map(|t| *t < 15.0).collect();
        let time: Vec<f64> = time.iter().map(|t| t.min(15.0)).collect();
        let shares: Vec<f64> = risk.iter().map(|r| 1.0 - crate::math::exp(-5.0 * r)).collect();
        let names: Vec<String> = ["a", "b", "c"].map(str::to_owned).to_vec();
        let followed = Followed::new(&time, &event).unwrap();
        let [a, b, c] = &subgroups_at(&shares, &followed, 5.0, &group, &names).unwrap()[..] else { panic!() };
        assert!(a.ratio.unwrap().low < 1.0 && a.ratio.unwrap().high > 1.0 && b.ratio.unwrap().low > 1.2);
        assert!(a.concordance.unwrap().low > 0.6 && a.brier.unwrap() < 0.25 && a.warning.is_none());
        assert_eq!((c.warning.as_deref(), c.concordance, c.people), (Some("tooFew"), None, 10));
    }
}
