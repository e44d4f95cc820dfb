//! Writing one crate.

use super::list;
use crate::drift::Drift;
use crate::made::Package;
use crate::workspace::Workspace;
use crate::write::{Destination, plan};

/// Writes one crate and shows what was written. What somebody edited in it is named: it is lost.
pub(super) fn write(workspace: &Workspace, api: &str, package: &Package) -> anyhow::Result<bool> {
    let place = workspace.generated().join(api);
    let destination = Destination::open(&place, &workspace.staging())?;
    let plan = plan(&place, &package.files)?;
    let by_hand = Drift::of(&plan, &package.record).by_hand;
    destination.write(&plan)?;
    anstream::println!("{api}: {}", plan.summary());
    for (path, change) in &by_hand {
        anstream::println!(
            "{api}: generated/{api}/{path} {} by hand, which is taken back",
            change.as_str()
        );
    }
    list(&plan);
    Ok(true)
}
