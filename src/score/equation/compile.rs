//! Compiles a data equation to its flat program: folds, products and passes are decided here, once.

use std::array::from_fn;

use super::program::{Bend, Finish, Group, MAX_SLOTS, Make, Operand, Program, Step, pair};
use super::schema::Transform;

/// A feature before compilation.
#[derive(Debug, Clone)]
pub(super) enum Plan {
    /// An input (less another), transformed; zero where an optional input is absent.
    Value { input: usize, minus: Option<usize>, then: Vec<Transform>, optional: bool },
    /// 1 where the input is absent.
    Absent { input: usize },
}

impl Plan {
    /// The same, zero where an input that not every stratum reads is absent.
    pub(super) fn relaxed(&self, everywhere: u32) -> Self {
        match self {
            Self::Value { input, minus, then, optional } => Self::Value {
                input: *input,
                minus: *minus,
                then: then.clone(),
                optional: *optional || everywhere & (1 << input) == 0,
            },
            Self::Absent { .. } => self.clone(),
        }
    }
}

/// A term before compilation: features by index, and the coefficient of each stratum.
#[derive(Debug, Clone)]
pub(super) struct PlanTerm {
    pub(super) of: Vec<usize>,
    pub(super) over: Vec<usize>,
    pub(super) beta: [f64; 2],
}

impl Program {
    /// Compiles; `None` when there are more features and products than [`MAX_SLOTS`].
    pub(super) fn compile(plans: &[Plan], terms: &[PlanTerm], constant: [f64; 2], finish: Finish) -> Option<Self> {
        let mut makes = Vec::new();
        let mut places: Vec<(Operand, f64)> = Vec::new();
        for (index, plan) in plans.iter().enumerate() {
            if !terms.iter().any(|t| t.of.contains(&index) || t.over.contains(&index)) {
                places.push((Operand::Slot(0), 1.0));
                continue;
            }
            let (make, factor) = match plan {
                Plan::Absent { input } => (Make::Absent { input: *input }, 1.0),
                Plan::Value { input, minus, then, optional } => {
                    let (steps, factor) = fold(then);
                    if steps.is_empty() && minus.is_none() && !optional {
                        places.push((Operand::Input(*input), factor));
                        continue;
                    }
                    (Make::Value { input: *input, minus: *minus, steps, optional: *optional }, factor)
                }
            };
            places.push((Operand::Slot(makes.len()), factor));
            makes.push(make);
        }
        let mut sums: Vec<(Operand, [f64; 2])> = Vec::new();
        let mut products: Vec<(Vec<Operand>, Vec<Operand>, [f64; 2])> = Vec::new();
        let mut constant = constant;
        for term in terms {
            let of = pick_all(&places, &term.of)?;
            let over = pick_all(&places, &term.over)?;
            let factor = of.iter().map(|p| p.1).product::<f64>() / over.iter().map(|p| p.1).product::<f64>();
            let beta = term.beta.map(|b| if factor == 1.0 { b } else { b * factor });
            let of: Vec<Operand> = of.into_iter().map(|p| p.0).collect();
            let over: Vec<Operand> = over.into_iter().map(|p| p.0).collect();
            match (of.as_slice(), over.as_slice()) {
                ([], []) => {
                    let ([a, b], [c, d]) = (constant, beta);
                    constant = [a + c, b + d];
                }
                ([one], []) => sums.push((*one, beta)),
                _ => products.push((of, over, beta)),
            }
        }
        let (pivot, bent) = bend(&mut sums, &mut products);
        for (of, over, beta) in products {
            sums.push((Operand::Slot(makes.len()), beta));
            makes.push(Make::Product { of, over });
        }
        let bends = bent.chunks(2).filter_map(bend_pair).collect();
        let groups = sums.chunks(4).filter_map(group).collect();
        (makes.len() <= MAX_SLOTS).then_some(Self { makes, pivot, bends, groups, constant, finish })
    }
}

/// A feature with its own coefficients and those times the pivot.
type Bent = (Operand, [f64; 2], [f64; 2]);

/// Takes out of `sums` and `products` what the pivot lets run together.
fn bend(
    sums: &mut Vec<(Operand, [f64; 2])>,
    products: &mut Vec<(Vec<Operand>, Vec<Operand>, [f64; 2])>,
) -> (Operand, Vec<Bent>) {
    let twos = || products.iter().filter(|(of, over, _)| of.len() == 2 && over.is_empty());
    let shared = |o: &Operand| twos().filter(|(of, ..)| of.contains(o)).count();
    let Some(pivot) = sums.iter().map(|s| s.0).max_by_key(shared).filter(|o| shared(o) > 1) else {
        return (Operand::Slot(0), Vec::new());
    };
    let mut bent = Vec::new();
    sums.retain(|(operand, beta)| {
        let joint = |(of, over, _): &(Vec<Operand>, Vec<Operand>, _)| {
            over.is_empty() && *operand != pivot && (*of == [pivot, *operand] || *of == [*operand, pivot])
        };
        match products.iter().position(joint) {
            Some(index) => {
                bent.push((*operand, *beta, products.swap_remove(index).2));
                false
            }
            None => true,
        }
    });
    (pivot, bent)
}

/// Two bent features of a pass; one alone is joined by itself times zero.
fn bend_pair(bent: &[Bent]) -> Option<Bend> {
    let first = *bent.first()?;
    let second = bent.get(1).copied().unwrap_or((first.0, [0.0; 2], [0.0; 2]));
    let betas = from_fn(|pattern| [first.1, first.2, second.1, second.2].map(|beta| pair(beta, pattern as u8)));
    Some(Bend { operands: [first.0, second.0], betas })
}

/// Four terms of a pass; fewer are filled up with the first one times zero.
fn group(sums: &[(Operand, [f64; 2])]) -> Option<Group> {
    let filler = (sums.first()?.0, [0.0; 2]);
    let all: [(Operand, [f64; 2]); 4] = from_fn(|k| sums.get(k).copied().unwrap_or(filler));
    let betas = from_fn(|pattern| all.map(|(_, beta)| pair(beta, pattern as u8)));
    Some(Group { operands: all.map(|(operand, _)| operand), betas })
}

/// Steps that must run, and the trailing factor that the coefficients take over.
fn fold(then: &[Transform]) -> (Vec<Step>, f64) {
    let mut rest = then.to_vec();
    let mut factor = 1.0;
    loop {
        match rest.as_slice() {
            [.., Transform::Scale(c)] => {
                factor *= c;
                rest.pop();
            }
            [.., Transform::Divide(c)] => {
                factor /= c;
                rest.pop();
            }
            // (x s - c) = s (x - c / s)
            [head @ .., Transform::Scale(s), Transform::Centre(c)] => {
                let moved = Transform::Centre(c / s);
                factor *= s;
                rest = head.to_vec();
                rest.push(moved);
                break;
            }
            _ => break,
        }
    }
    let steps = rest
        .iter()
        .map(|t| match *t {
            Transform::Centre(c) => Step::Sub(c),
            Transform::Scale(c) => Step::Mul(c),
            Transform::Divide(c) => Step::Div(c),
            Transform::Ln => Step::Ln,
            Transform::Power(2.0) => Step::Square,
            Transform::Power(0.5) => Step::Root,
            Transform::Power(c) => Step::Power(c),
            Transform::AtMost(c) => Step::AtMost(c),
            Transform::AtLeast(c) => Step::AtLeast(c),
            Transform::Between([low, high]) => Step::Between(low, high),
            Transform::Is(c) => Step::Is(c),
        })
        .collect();
    (steps, factor)
}

fn pick_all(places: &[(Operand, f64)], wanted: &[usize]) -> Option<Vec<(Operand, f64)>> {
    wanted.iter().map(|i| places.get(*i).copied()).collect()
}
