//! Checks and compacts the facts of `data/` when the crate is built; see the modules.
mod bridge;
mod concepts;
mod equations;
mod foods;
mod foods_limits;
mod rules;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=src/recommend/rule");
    concepts::write()?;
    for fault in rules::build().into_iter().chain(bridge::build()).chain(equations::write()?).chain(foods::write()?) {
        println!("cargo::error={fault}");
    }
    Ok(())
}
