//! In which order cards stand, and why.
//!
//! Urgent alone first; then what is against (tier X: first what concerns a medicine that is taken now; contraindications,
//! then "avoid", then interactions, then the rest, and within one a warning before a talk); then the evidence tiers A, B, C, E; cards that only ask stand last.
//!
//! Inside a tier an action with an absolute figure ranks by its expected net benefit (what it gains less what it harms,
//! over ten years) for each unit of effort. Where no equation gives a baseline, how far it lowers heart and vessel
//! disease relatively, for each unit of effort, is its figure; such figures follow the absolute ones. What has no figure
//! stands where its grade says. The middle of a tier is behind the better half of each kind of figure (of an odd number,
//! the larger half): first what trials know another effect of, on an illness without an equation or on what somebody
//! does; then what the grade puts there. Behind the middle come the other halves, then effects on a risk factor only,
//! then the end of the tier, then what cannot be done as it is, then what is last of all. Inside each of these: what
//! suits the person, do before discuss, the lighter burden, the better verification, the order of the table.

use super::benefit::Worth;
use super::card::Status;
use super::decide::Decision;
use super::facts::Tri;
use super::fit::Suits;
use super::rule::{Node, Seen, deciding};
use super::tables::{Action, Path, Place, Tier, field_at};

/// Scores of a model by action id: they reorder the shown cards inside an evidence tier and move nothing else. An action
/// without a score, or with one that is no number, counts 0.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Nudge(pub Vec<(String, f64)>);

impl Nudge {
    fn score(&self, action: &str) -> f64 {
        let found = self.0.iter().find(|(id, _)| id == action).map(|(_, score)| *score);
        found.filter(|score| !score.is_nan()).unwrap_or_default()
    }
}

/// What is known of how much an action does for this person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Size {
    /// The share that it gains less the share that it harms, over ten years.
    Net(f64),
    /// How far it lowers the risk of illness, where no equation says how large that risk is.
    Relative(f64),
    Unknown,
}

/// An action that becomes a card, on its way to its place.
pub(crate) struct Candidate {
    pub(crate) action: &'static Action,
    pub(crate) decision: Decision,
    pub(crate) suits: Suits,
    pub(crate) tier: Tier,
    /// Keys of words: why it stands where it does.
    pub(crate) reasons: Vec<&'static str>,
    pub(crate) worth: Worth,
    block: u8,
    band: Band,
    /// Net benefit, or relative effect, for each unit of effort.
    size: f64,
}

/// Where inside its tier, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Band {
    /// Warnings: whether nothing that is taken now is concerned, then by severity.
    Severity(bool, u8),
    Gain,
    /// A relative effect on heart and vessel disease, no baseline.
    Relative,
    /// Another effect on illness, or on what somebody does.
    Trial,
    Middle,
    SmallerGain,
    SmallerRelative,
    Factor,
    End,
    NotAsItIs,
    Last,
}

impl Band {
    fn has_size(self) -> bool {
        matches!(self, Self::Gain | Self::Relative | Self::SmallerGain | Self::SmallerRelative)
    }
}

const URGENT: u8 = 0;
const WARNING: u8 = 1;
const SHOWN: u8 = 2;
const ASKING: u8 = 3;

impl Candidate {
    pub(crate) fn new(action: &'static Action, decision: Decision, size: Size, worth: Worth, seen: &Seen) -> Self {
        let block = match decision.status {
            Status::NeedsData => ASKING,
            _ if action.urgent => URGENT,
            Status::Avoid => WARNING,
            _ => SHOWN,
        };
        let tier = tier(action, seen);
        let suits = Suits::of(action, &seen.facts.preferences);
        let band = match (tier, size) {
            (Tier::X, _) => Band::Severity(!takes(action, seen), severity(action)),
            // What harms more than it gains has its figure, and that figure sends it to the end.
            (_, Size::Net(net)) => {
                if net > 0.0 {
                    Band::Gain
                } else {
                    Band::End
                }
            }
            (_, Size::Relative(lowers)) if lowers > 0.0 => Band::Relative,
            _ => without_figure(action, seen),
        };
        let size = match size {
            Size::Net(size) | Size::Relative(size) => size / suits.effort(action.burden),
            Size::Unknown => 0.0,
        };
        Self { action, decision, suits, tier, reasons: Vec::new(), worth, block, band, size }
    }

    fn place(&self, wishes: bool) -> (u8, Tier, Band, i8) {
        // Preferences move nothing among what is urgent or warned of.
        let moved = wishes && self.tier != Tier::X && self.block != URGENT;
        let band = if moved && self.suits.not_as_it_is && self.band < Band::Last { Band::NotAsItIs } else { self.band };
        (self.block, self.tier, band, if moved { self.suits.level } else { 0 })
    }

    /// The order among equals in place: do before discuss, the lighter burden, the better verification.
    fn rest(&self) -> (u8, u8, u8) {
        let talk = match self.action.kind {
            Status::Avoid => 0,
            Status::Recommend => 1,
            _ => 2,
        };
        let burden = rank(self.action.burden, &["low", "medium", "high"]);
        (talk, burden, rank(self.action.verification, &["V2", "V1", "G", "U"]))
    }
}

/// Whether something that the person takes now is why a warning holds.
fn takes(action: &'static Action, seen: &Seen) -> bool {
    let taken = |leaf: &Node| matches!(leaf, Node::On(medicine) if seen.medicine(*medicine).value == Tri::True);
    deciding(&action.eligible, seen).iter().any(taken)
}

fn severity(action: &Action) -> u8 {
    rank(action.grade.words, &["contraindication", "avoid", "interaction"])
}

/// The tier that the action's grade has for this person.
pub(crate) fn tier(action: &Action, seen: &Seen) -> Tier {
    let age = seen.number(field_at::AGE);
    match (action.grade.below_age, age) {
        (Some((limit, tier)), Some(age)) if age < limit => tier,
        _ => action.grade.tier,
    }
}

fn without_figure(action: &Action, seen: &Seen) -> Band {
    if action.grade.place == Place::LastOfAll {
        return Band::Last;
    }
    let holds = |path: fn(Path) -> bool| {
        let figures = action.figures.iter().filter(move |f| path(f.path));
        figures.into_iter().any(|f| f.population.as_ref().is_none_or(|p| p.holds(seen) == Tri::True))
    };
    if holds(|path| matches!(path, Path::Outcome | Path::OutcomeLink | Path::Behaviour)) {
        Band::Trial
    } else if action.grade.place == Place::Middle {
        Band::Middle
    } else if holds(|path| path == Path::RiskFactor) {
        Band::Factor
    } else {
        Band::End
    }
}

/// Puts candidates, given in the order of the table, into the order of the list and says why each stands there.
pub(crate) fn sort(candidates: &mut Vec<Candidate>, seen: &Seen) {
    let wishes = !seen.facts.preferences.is_empty();
    let plain = if wishes { arranged(candidates, false) } else { Vec::new() };
    let order = arranged(candidates, wishes);
    let mut slots: Vec<Option<Candidate>> = std::mem::take(candidates).into_iter().map(Some).collect();
    for (place, index) in order.iter().enumerate() {
        let Some(mut candidate) = slots.get_mut(*index).and_then(Option::take) else { continue };
        candidate.reasons = reasons(&candidate);
        if candidate.suits.level != 0 || candidate.suits.not_as_it_is {
            let before = plain.iter().position(|i| i == index).unwrap_or(place);
            match before.cmp(&place) {
                std::cmp::Ordering::Greater => candidate.reasons.push("preferenceUp"),
                std::cmp::Ordering::Less => candidate.reasons.push("preferenceDown"),
                std::cmp::Ordering::Equal => {}
            }
            if candidate.suits.not_as_it_is {
                candidate.reasons.push("notAsItIs");
            }
        }
        candidates.push(candidate);
    }
    nudge(candidates, &seen.facts.nudge);
}

/// Indices in order, with or without the person's wishes.
fn arranged(candidates: &[Candidate], wishes: bool) -> Vec<usize> {
    type Item<'c> = (usize, &'c Candidate, (u8, Tier, Band, i8), f64);
    let mut list: Vec<Item> = candidates
        .iter()
        .enumerate()
        .map(|(i, c)| {
            let effort = if wishes { 1.0 } else { c.suits.effort(c.action.burden) / plain_effort(c) };
            (i, c, c.place(wishes), c.size * effort)
        })
        .collect();
    let compare = |a: &Item, b: &Item| {
        let head = |x: &Item| (x.2.0, x.2.1, x.2.2);
        let by_size = if a.2.2.has_size() { b.3.total_cmp(&a.3) } else { std::cmp::Ordering::Equal };
        head(a).cmp(&head(b)).then(by_size).then(a.2.3.cmp(&b.2.3)).then_with(|| a.1.rest().cmp(&b.1.rest()))
    };
    list.sort_by(compare); // stable: the table's order breaks ties
    // The lower half of the figures of a tier stands behind what belongs in its middle.
    for tier in list.chunk_by_mut(|a, b| (a.2.0, a.2.1) == (b.2.0, b.2.1)) {
        for (band, smaller) in [(Band::Gain, Band::SmallerGain), (Band::Relative, Band::SmallerRelative)] {
            let count = tier.iter().filter(|item| item.2.2 == band).count();
            tier.iter_mut().filter(|item| item.2.2 == band).skip(count.div_ceil(2)).for_each(|item| item.2.2 = smaller);
        }
    }
    list.sort_by(compare);
    list.into_iter().map(|item| item.0).collect()
}

fn plain_effort(candidate: &Candidate) -> f64 {
    Suits::default().effort(candidate.action.burden)
}

fn reasons(candidate: &Candidate) -> Vec<&'static str> {
    let place = match candidate.band {
        Band::Severity(..) => "warning",
        Band::Gain | Band::SmallerGain => "gain",
        Band::Relative | Band::SmallerRelative | Band::Trial => "trial",
        Band::Middle => "middle",
        Band::Factor => "factor",
        Band::End | Band::NotAsItIs => "end",
        Band::Last => "last",
    };
    match candidate.block {
        URGENT => vec!["urgent"],
        ASKING => vec!["asks"],
        _ => vec![place],
    }
}

/// Feedback reorders what is shown inside a tier: never what is urgent, warned of or only asks.
fn nudge(candidates: &mut [Candidate], nudge: &Nudge) {
    if nudge.0.is_empty() {
        return;
    }
    for tier in candidates.chunk_by_mut(|a, b| (a.block, a.tier) == (b.block, b.tier)) {
        if tier.first().is_none_or(|c| c.block != SHOWN || c.tier == Tier::X) {
            continue;
        }
        tier.sort_by(|a, b| nudge.score(b.action.id).total_cmp(&nudge.score(a.action.id)));
        tier.iter_mut().for_each(|candidate| candidate.reasons.push("feedback"));
    }
}

fn rank(word: &str, order: &[&str]) -> u8 {
    let last = order.len();
    u8::try_from(order.iter().position(|w| *w == word).unwrap_or(last)).unwrap_or(u8::MAX)
}
