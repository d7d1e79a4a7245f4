//! Checks and compacts the facts of `data/` when the crate is built; see the modules.
mod bridge;
mod concepts;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=data");
    concepts::write()?;
    for fault in bridge::build() {
        println!("cargo::error={fault}");
    }
    Ok(())
}
