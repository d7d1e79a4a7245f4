//! Checks and compacts the facts of `data/` when the crate is built; see the modules.
mod rules;

fn main() {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=src/recommend/rule");
    for fault in rules::build() {
        println!("cargo::error={fault}");
    }
}
