//! Compiles a data equation to its flat program: folds, products and passes are decided here, once.

use std::array::from_fn;
use std::collections::VecDeque;

use super::features::{Make, Operand, Shape, Source, Step};
use super::program::{Finish, MAX_SLOTS, PATTERNS, Pass, Program};
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

    /// Steps that must run, and the trailing factor that the coefficients take over.
    fn fold(&self) -> (Vec<Step>, f64) {
        match self {
            Self::Value { then, .. } => fold(then),
            Self::Absent { .. } => (Vec::new(), 1.0),
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

/// A sum by pattern.
type Betas = [f64; PATTERNS];

/// What a term multiplies beside its switches: features, and features it is divided by.
type Rest = (Vec<usize>, Vec<usize>);

/// A feature or product with its own coefficients and those times the pivot.
struct Bent {
    source: Source,
    alone: Betas,
    bent: Betas,
}

impl Program {
    /// Compiles; `None` when there are more features and products than [`MAX_SLOTS`]. `yes_no` has a bit for every
    /// input that is 0 or 1 where it is known.
    pub(super) fn compile(
        plans: &[Plan],
        terms: &[PlanTerm],
        constant: [f64; 2],
        finish: Finish,
        yes_no: u32,
    ) -> Option<Self> {
        let switched = switched(plans, terms, yes_no);
        let switches: Vec<usize> = switched.iter().map(|s| s.1).collect();
        let folded: Vec<(Vec<Step>, f64)> = plans.iter().map(Plan::fold).collect();
        let mut constants: Betas = by_stratum(constant);
        let mut sums: Vec<(Rest, Betas)> = Vec::new();
        for term in terms {
            let factor = |list: &[usize]| list.iter().filter_map(|i| folded.get(*i)).map(|f| f.1).product::<f64>();
            let factor = factor(&term.of) / factor(&term.over);
            let beta = term.beta.map(|b| if factor == 1.0 { b } else { b * factor });
            let bit = |i: &usize| switched.iter().position(|s| s.0 == *i);
            let bits = term.of.iter().filter_map(bit).fold(0, |all, k| all | 2 << k);
            let rest: Rest = (term.of.iter().copied().filter(|i| bit(i).is_none()).collect(), term.over.clone());
            let sum = match sums.iter_mut().find(|s| s.0 == rest) {
                _ if rest == Rest::default() => &mut constants,
                Some((_, sum)) => sum,
                None => {
                    sums.push((rest, [0.0; PATTERNS]));
                    match sums.last_mut() {
                        Some((_, sum)) => sum,
                        None => continue,
                    }
                }
            };
            for ((pattern, sum), b) in sum.iter_mut().enumerate().zip(by_stratum(beta)) {
                *sum += if pattern & bits == bits { b } else { 0.0 };
            }
        }
        let pivot = pivot(&sums);
        let mut makes = Makes { plans, folded: &folded, makes: Vec::new(), places: vec![None; plans.len()] };
        let mut pivot_alone = [0.0; PATTERNS];
        let mut bents: Vec<(Rest, Betas, Betas)> = Vec::new();
        for ((mut of, over), betas) in sums {
            let bent = match pivot.filter(|_| over.is_empty()) {
                Some(p) if of == [p] => {
                    pivot_alone = betas;
                    continue;
                }
                Some(p) if of.len() == 2 => of.iter().position(|i| *i == p).map(|at| of.remove(at)).is_some(),
                _ => false,
            };
            let rest = (of, over);
            let place = match bents.iter().position(|b| b.0 == rest) {
                Some(place) => place,
                None => {
                    bents.push((rest, [0.0; PATTERNS], [0.0; PATTERNS]));
                    bents.len() - 1
                }
            };
            if let Some((_, alone, times)) = bents.get_mut(place) {
                *(if bent { times } else { alone }) = betas;
            }
        }
        let mut all = Vec::new();
        for ((of, over), alone, bent) in bents {
            all.push(Bent { source: makes.source(&of, &over)?, alone, bent });
        }
        let pivot = match pivot {
            Some(p) => Some(makes.source(&[p], &[])?),
            None => None,
        };
        let makes = makes.makes;
        let passes = passes(constants, pivot_alone, all);
        (makes.len() <= MAX_SLOTS).then_some(Self { makes, switches, pivot, passes, finish })
    }
}

/// The same for every pattern of a stratum.
fn by_stratum([first, second]: [f64; 2]) -> Betas {
    from_fn(|pattern| if pattern & 1 == 0 { first } else { second })
}

/// Up to four features that only say yes or no, those that most terms read, with their inputs.
fn switched(plans: &[Plan], terms: &[PlanTerm], yes_no: u32) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (feature, plan) in plans.iter().enumerate() {
        let Plan::Value { input, minus: None, then, .. } = plan else { continue };
        let reads = terms.iter().filter(|t| t.of.contains(&feature)).count();
        let divides = terms.iter().any(|t| t.over.contains(&feature));
        if then.is_empty() && yes_no & (1 << input) != 0 && reads > 0 && !divides {
            found.push((reads, feature, *input));
        }
    }
    found.sort_by_key(|f| std::cmp::Reverse(f.0));
    found.truncate(4);
    found.into_iter().map(|(_, feature, input)| (feature, input)).collect()
}

/// The feature that more than one product of two shares.
fn pivot(sums: &[(Rest, Betas)]) -> Option<usize> {
    let twos = || sums.iter().filter(|((of, over), _)| of.len() == 2 && over.is_empty());
    let shared = |i: &usize| twos().filter(|((of, _), _)| of.contains(i)).count();
    let alone = sums.iter().filter_map(|((of, over), _)| match (of.as_slice(), over.as_slice()) {
        ([one], []) => Some(*one),
        _ => None,
    });
    alone.max_by_key(shared).filter(|i| shared(i) > 1)
}

/// The columns that are made before the sum.
struct Makes<'a> {
    plans: &'a [Plan],
    folded: &'a [(Vec<Step>, f64)],
    makes: Vec<Make>,
    /// Where a feature is, once something needs it as a column.
    places: Vec<Option<Operand>>,
}

impl Makes<'_> {
    /// How the sum reads a feature or a product.
    fn source(&mut self, of: &[usize], over: &[usize]) -> Option<Source> {
        let plain = |from| Source { from, shape: Shape::Plain, centre: 0.0 };
        let ([one], []) = (of, over) else {
            let of = of.iter().map(|i| self.column(*i)).collect::<Option<_>>()?;
            let over = over.iter().map(|i| self.column(*i)).collect::<Option<_>>()?;
            return Some(plain(self.push(Make::Product { of, over })));
        };
        let Plan::Value { input, minus, optional: false, .. } = self.plans.get(*one)? else {
            return self.column(*one).map(plain);
        };
        let from = Operand::Input(*input);
        let (shape, centre) = match (self.folded.get(*one)?.0.as_slice(), minus) {
            ([], None) => (Shape::Plain, 0.0),
            ([Step::Sub(c)], None) => (Shape::Plain, *c),
            ([], Some(other)) => (Shape::Less(*other), 0.0),
            ([Step::Sub(c)], Some(other)) => (Shape::Less(*other), *c),
            ([Step::AtMost(m), Step::Sub(c)], None) => (Shape::AtMost(*m), *c),
            ([Step::AtLeast(m), Step::Sub(c)], None) => (Shape::AtLeast(*m), *c),
            _ => return self.column(*one).map(plain),
        };
        Some(Source { from, shape, centre })
    }

    /// A feature as a column.
    fn column(&mut self, feature: usize) -> Option<Operand> {
        if let Some(place) = self.places.get(feature)? {
            return Some(*place);
        }
        let steps = self.folded.get(feature)?.0.clone();
        let place = match self.plans.get(feature)? {
            Plan::Absent { input } => self.push(Make::Absent { input: *input }),
            Plan::Value { input, minus: None, optional: false, .. } if steps.is_empty() => Operand::Input(*input),
            Plan::Value { input, minus, optional, .. } => {
                self.push(Make::Value { input: *input, minus: *minus, steps, optional: *optional })
            }
        };
        *self.places.get_mut(feature)? = Some(place);
        Some(place)
    }

    fn push(&mut self, make: Make) -> Operand {
        self.makes.push(make);
        Operand::Slot(self.makes.len() - 1)
    }
}

/// Six features a pass: two whose coefficients any switch may change, two that only the strata tell apart, and two of
/// those that the pivot leaves alone. What is simpler fills what is left.
fn passes(constants: Betas, pivot: Betas, all: Vec<Bent>) -> Vec<Pass> {
    let two = |betas: &Betas| betas.iter().enumerate().all(|(p, b)| betas.get(p & 1) == Some(b));
    let (strata, rows): (Vec<_>, Vec<_>) = all.into_iter().partition(|b| two(&b.alone) && two(&b.bent));
    let (plain, bent): (Vec<_>, Vec<_>) = strata.into_iter().partition(|b| b.bent == [0.0; PATTERNS]);
    let (mut rows, mut bent, mut plain) = (VecDeque::from(rows), VecDeque::from(bent), VecDeque::from(plain));
    let mut passes = Vec::new();
    while passes.is_empty() || !(rows.is_empty() && bent.is_empty() && plain.is_empty()) {
        let last: [Option<Bent>; 2] = from_fn(|_| plain.pop_front());
        let middle: [Option<Bent>; 2] = from_fn(|_| bent.pop_front().or_else(|| plain.pop_front()));
        let first: [Option<Bent>; 2] =
            from_fn(|_| rows.pop_front().or_else(|| bent.pop_front()).or_else(|| plain.pop_front()));
        let ([a, b], [c, d], [e, f]) = (&first, &middle, &last);
        let alone = |b: &Option<Bent>, p: usize| b.as_ref().and_then(|b| b.alone.get(p)).copied().unwrap_or(0.0);
        let times = |b: &Option<Bent>, p: usize| b.as_ref().and_then(|b| b.bent.get(p)).copied().unwrap_or(0.0);
        let begins = passes.is_empty();
        let start = |betas: &Betas, p: usize| betas.get(p).copied().filter(|_| begins).unwrap_or(0.0);
        let by_row = |p: usize| {
            [[start(&constants, p), start(&pivot, p)], [alone(a, p), times(a, p)], [alone(b, p), times(b, p)], [0.0; 2]]
        };
        let by_strata = |s: usize| {
            let of = |betas: &dyn Fn(usize) -> f64| [betas(s & 1), betas(s >> 1)];
            [
                of(&|p| alone(c, p)),
                of(&|p| times(c, p)),
                of(&|p| alone(d, p)),
                of(&|p| times(d, p)),
                of(&|p| alone(e, p)),
                of(&|p| alone(f, p)),
            ]
        };
        let sources = [a, b, c, d, e, f].map(|b| b.as_ref().map(|b| b.source));
        passes.push(Pass { sources, rows: Box::new(from_fn(by_row)), strata: from_fn(by_strata) });
    }
    passes
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
