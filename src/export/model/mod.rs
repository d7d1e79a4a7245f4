//! A fitted model as files: for other programs, for other devices, and as a card for people.

mod onnx;

pub use onnx::onnx;
