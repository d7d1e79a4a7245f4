//! What a sum of terms and a link cannot say. Each room says why it is here.

mod martin_hopkins;

pub(crate) use martin_hopkins::martin_hopkins;
