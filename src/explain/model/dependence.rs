//! What the model says while one column of the table moves and all others stay: for each person a line (individual conditional
//! expectation; Goldstein and others, 2015), and the mean of all people (partial dependence; Friedman, 2001).

use serde::{Deserialize, Serialize};

use super::contributions::drawn;
use super::grid::{grid, rows_near};
use super::subject::{Subject, value_at};
use super::{CellValue, MarginUnit};
use crate::error::{Error, Kind};
use crate::record::{Cells, Frame};
use crate::score::model::Scorer;

/// Which number of the model is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum DependenceShown {
    /// What it answers: a number, or a share.
    #[default]
    Answer,
    /// What it adds up.
    Margin,
}

/// How a column is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct DependenceSettings {
    /// Most values of a number or day, 2 to 200. All frequent words are taken.
    pub points: usize,
    /// Most people that get a line of their own, 0 to 50.
    pub lines: usize,
    /// Most people that the mean is of, 1 to 100,000.
    pub rows: usize,
    /// Every line, and the mean, begins at 0.
    pub centred: bool,
    /// Which number is shown.
    pub shown: DependenceShown,
    /// Seed by which people are drawn, where there are more.
    pub seed: u32,
}

impl Default for DependenceSettings {
    fn default() -> Self {
        Self { points: 20, lines: 50, rows: 1000, centred: false, shown: DependenceShown::Answer, seed: 0 }
    }
}

impl DependenceSettings {
    fn check(self) -> Result<Self, Error> {
        let settings =
            [("points", self.points, 2..=200), ("lines", self.lines, 0..=50), ("rows", self.rows, 1..=100_000)];
        for (name, value, accepted) in settings {
            if !accepted.contains(&value) {
                let wrong = Error::new(Kind::Usage, "explain.setting").with("setting", name).with("value", value);
                return Err(wrong.with("accepted", format!("{} – {}", accepted.start(), accepted.end())));
            }
        }
        Ok(self)
    }
}

/// One value of the column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GridPoint {
    /// The value that every person is given.
    pub value: CellValue,
    /// The mean over people; nothing where the model can score none.
    pub mean: Option<f64>,
    /// How many people have this value or one nearer to it than to any other point: where few do, little is known.
    pub near: usize,
}

/// One person's line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct PersonLine {
    /// Row of the table, from 0.
    pub row: u32,
    /// What stands there in truth.
    pub own: CellValue,
    /// One number a point.
    pub values: Vec<f64>,
}

/// A column moved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct DependenceReply {
    /// Column of the table.
    pub column: String,
    /// The unit of margins, where they are shown.
    pub unit: MarginUnit,
    /// People that the mean is of.
    pub rows: usize,
    /// Numbers and days rising; words, the most frequent first.
    pub points: Vec<GridPoint>,
    /// Lines of people that the model can score at every point.
    pub lines: Vec<PersonLine>,
}

/// A column on the move: [`Dependence::begin`], [`Dependence::step`] until nothing is left, [`Dependence::finish`].
pub struct Dependence<'m> {
    subject: Subject<'m>,
    frame: Frame,
    own: Cells,
    settings: DependenceSettings,
    column: usize,
    grid: Vec<CellValue>,
    near: Vec<usize>,
    means: Vec<Option<f64>>,
    /// Row of the whole table, place among the drawn rows, values so far.
    lines: Vec<(u32, usize, Vec<f64>)>,
}

impl<'m> Dependence<'m> {
    /// Lays out the grid of a column by the rows of a table.
    ///
    /// # Errors
    ///
    /// `explain.setting`, `explain.noColumn`; `explain.noValues` where the column is empty; what [`Scorer::check`] and the
    /// pipeline refuse.
    pub fn begin(scorer: &'m Scorer, frame: &Frame, column: &str, settings: DependenceSettings) -> Result<Self, Error> {
        let settings = settings.check()?;
        let subject = Subject::of(scorer)?;
        let place = subject.place(column)?;
        let rows = drawn(frame.rows(), settings.rows, settings.seed);
        let few = subject.frame(frame, Some(&rows))?;
        let cells = frame.column(column).map(|found| &found.cells);
        let grid = cells.map(|cells| grid(cells, settings.points)).unwrap_or_default();
        if grid.is_empty() {
            return Err(Error::new(Kind::Value, "explain.noValues").with("column", column));
        }
        let near = cells.map(|cells| rows_near(cells, &grid)).unwrap_or_default();
        let lines = drawn(rows.len(), settings.lines, settings.seed.wrapping_add(1));
        let line = |at: u32| (rows.get(at as usize).copied().unwrap_or(0), at as usize, Vec::new());
        let lines = lines.into_iter().map(line).collect();
        let own = few.column(column).map_or(Cells::Numbers(Vec::new()), |found| found.cells.clone());
        Ok(Self { subject, frame: few, own, settings, column: place, grid, near, means: Vec::new(), lines })
    }

    fn name(&self) -> String {
        self.subject.pipeline().columns.get(self.column).map(|column| column.name.clone()).unwrap_or_default()
    }

    /// Gives everybody the next value; `true` when nothing is left.
    ///
    /// # Errors
    ///
    /// What the pipeline refuses.
    pub fn step(&mut self) -> Result<bool, Error> {
        let Some(value) = self.grid.get(self.means.len()) else { return Ok(true) };
        let name = self.name();
        if let Some(cells) = value.everywhere(&self.own) {
            self.frame.set(&name, cells);
        }
        let scorer = self.subject.scorer;
        let x = scorer.matrix(&self.frame)?;
        let (margins, answers) = self.subject.scored(&x);
        let told = if self.settings.shown == DependenceShown::Margin { margins } else { answers };
        let (count, sum) = told.iter().filter(|x| x.is_finite()).fold((0.0, 0.0), |(n, sum), x| (n + 1.0, sum + x));
        self.means.push((count > 0.0).then(|| sum / count));
        for (_, at, values) in &mut self.lines {
            values.push(told.get(*at).copied().unwrap_or(f64::NAN));
        }
        Ok(self.means.len() >= self.grid.len())
    }

    /// Steps done, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        (self.means.len(), self.grid.len())
    }

    /// What was found so far.
    pub fn finish(self) -> DependenceReply {
        let centred = self.settings.centred;
        let first = self.means.iter().flatten().next().copied().filter(|_| centred).unwrap_or(0.0);
        let each = self.grid.iter().zip(&self.means).zip(&self.near);
        let point = |((value, mean), near): ((&CellValue, &Option<f64>), &usize)| GridPoint {
            value: value.clone(),
            mean: mean.map(|mean| mean - first),
            near: *near,
        };
        let points = each.map(point).collect();
        let (column, unit, rows) = (self.name(), self.subject.unit(), self.frame.rows());
        let line = |(row, at, values): (u32, usize, Vec<f64>)| {
            let first = values.first().copied().filter(|_| centred).unwrap_or(0.0);
            let scored = values.iter().all(|x| x.is_finite());
            let values = values.into_iter().map(|x| x - first).collect();
            scored.then(|| PersonLine { row, own: value_at(&self.own, at), values })
        };
        let lines = self.lines.into_iter().filter_map(line).collect();
        DependenceReply { column, unit, rows, points, lines }
    }
}
