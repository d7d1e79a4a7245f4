//! What may be chosen of a network, within which limits.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Kind};
use crate::score::model::Bend;

/// How a step follows the slope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Optimiser {
    /// Each weight at its own pace, β 0.9 and 0.999, ε 1e-8 (Kingma and Ba, 2015).
    #[default]
    Adam,
    /// Down the slope, with momentum.
    Sgd,
}

/// Settings as they come; what is left out has its usual value. An unknown name is an error.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct NetSettings {
    /// Widths of the hidden layers, each 1 to 1,024, at most 8; usually 64 and 32.
    pub layers: Vec<usize>,
    /// How hidden layers bend their sums; usually `relu`.
    pub bend: Bend,
    /// How a step follows the slope; usually `adam`.
    pub optimiser: Optimiser,
    /// Length of a step, above 0; usually 0.001.
    pub rate: f64,
    /// How much of the last step stays with `sgd`, 0 to below 1; usually 0.9.
    pub momentum: f64,
    /// Rows a step looks at; usually 256.
    pub batch: usize,
    /// Turns over all rows, at most; usually 100.
    pub epochs: usize,
    /// How much weights are held towards zero: half of it times the sum of their squares is added to the mean loss; usually
    /// 0.0001.
    pub penalty: f64,
    /// Share of hidden numbers that each step leaves out; usually 0.
    pub dropout: f64,
    /// Epochs without a better loss on the rows held back, after which it stops; 0 holds nothing back. Usually 10.
    pub patience: usize,
    /// Share of rows held back to stop early; usually 0.1.
    pub held: f64,
    /// Whether both classes count alike, however rare one is.
    pub balance: bool,
    /// Whether columns are centred and scaled first, as the model then does by itself; usually so.
    pub scale: bool,
    /// Where random numbers begin.
    pub seed: u32,
}

impl Default for NetSettings {
    fn default() -> Self {
        Self {
            layers: vec![64, 32],
            bend: Bend::Relu,
            optimiser: Optimiser::Adam,
            rate: 1e-3,
            momentum: 0.9,
            batch: 256,
            epochs: 100,
            penalty: 1e-4,
            dropout: 0.0,
            patience: 10,
            held: 0.1,
            balance: false,
            scale: true,
            seed: 1,
        }
    }
}

/// [`NetSettings`] within their limits.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedNet(NetSettings);

impl NetSettings {
    /// Checks the limits.
    ///
    /// # Errors
    ///
    /// `learn.setting` with its name, its value and the limits.
    pub fn check(self) -> Result<CheckedNet, Error> {
        let whole = |n: usize| n as f64;
        let mut limits = vec![
            ("layers", whole(self.layers.len()), 0.0, 8.0),
            ("rate", self.rate, 1e-8, 10.0),
            ("momentum", self.momentum, 0.0, 0.999),
            ("batch", whole(self.batch), 1.0, 65_536.0),
            ("epochs", whole(self.epochs), 1.0, 10_000.0),
            ("penalty", self.penalty, 0.0, 1e3),
            ("dropout", self.dropout, 0.0, 0.9),
            ("patience", whole(self.patience), 0.0, 10_000.0),
            ("held", self.held, 0.01, 0.5),
        ];
        limits.extend(self.layers.iter().map(|width| ("layers", whole(*width), 1.0, 1024.0)));
        for (name, value, least, most) in limits {
            // Not a number is within no limits.
            if !(value >= least && value <= most) {
                let wrong = Error::new(Kind::Value, "learn.setting").with("name", name).with("value", value);
                return Err(wrong.with("least", least).with("most", most));
            }
        }
        Ok(CheckedNet(self))
    }
}

impl std::ops::Deref for CheckedNet {
    type Target = NetSettings;

    fn deref(&self) -> &NetSettings {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::NetSettings;

    #[test]
    fn limits_are_kept() {
        let wrong: [fn(&mut NetSettings); 7] = [
            |s| s.layers = vec![0],
            |s| s.layers = vec![2; 9],
            |s| s.rate = f64::NAN,
            |s| s.batch = 0,
            |s| s.dropout = 1.0,
            |s| s.held = 0.0,
            |s| s.penalty = -1.0,
        ];
        for change in wrong {
            let mut settings = NetSettings::default();
            change(&mut settings);
            assert_eq!(settings.check().unwrap_err().key, "learn.setting");
        }
        assert!(serde_json::from_str::<NetSettings>("{\"depth\":3}").is_err());
        let some: NetSettings =
            serde_json::from_str("{\"layers\":[8],\"optimiser\":\"sgd\",\"bend\":\"tanh\"}").unwrap();
        assert_eq!((some.layers.len(), some.epochs), (1, 100));
    }
}
