//! The rule language: a typed tree ([`Node`]), evaluated in three values; parser and checker run at build time only.

#[cfg(test)]
#[allow(dead_code)]
mod check;
mod node;
#[cfg(test)]
#[allow(dead_code)]
mod parse;
mod seen;
mod suppose;
#[cfg(test)]
mod tests;
mod trace;

pub(crate) use node::{Comparison, Node, Trust};
pub(crate) use seen::Seen;
pub(crate) use suppose::{Supposed, Undo};
pub(crate) use trace::{decide_into, deciding, deciding_by};
