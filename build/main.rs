//! Checks and compacts the facts of `data/` when the crate is built; see the modules.
fn main() {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=data");
}
