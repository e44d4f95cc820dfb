//! `cargo xtask regen --check`: what would change, and why.

use super::list;
use crate::console::count;
use crate::drift::Drift;
use crate::made::Package;
use crate::workspace::Workspace;
use crate::write::plan;

/// How many files of a crate a diff is shown of, and how many lines of each.
const DIFFS: usize = 5;
const DIFF_LINES: usize = 20;

/// Shows what writing one crate would change; false when it is anything.
pub(super) fn check(workspace: &Workspace, api: &str, package: &Package) -> anyhow::Result<bool> {
    let plan = plan(&workspace.generated().join(api), &package.files)?;
    if plan.is_empty() {
        anstream::println!("{api}: up to date");
        return Ok(true);
    }
    let touched = plan.touched().count();
    anstream::println!(
        "{api}: {} would change; `cargo xtask regen {api}` writes them",
        count(touched, "file")
    );
    for line in Drift::of(&plan, &package.record).lines(api) {
        anstream::println!("{api}: {line}");
    }
    list(&plan);
    for (_, path) in plan.touched().take(DIFFS) {
        anstream::print!("{}", plan.diff(path, DIFF_LINES));
    }
    if let Some(more @ 1..) = touched.checked_sub(DIFFS) {
        anstream::println!("… {} more that differ", count(more, "file"));
    }
    Ok(false)
}
