//! `cargo xtask regen --accept`.

use crate::inputs::file_name;
use crate::made::Made;
use crate::vendor::lock::{self, Lock};
use crate::workspace::Workspace;
use crate::write;

/// Writes the lock file of the documents of an API as they lie on the disk. Where they come from stays as it was; of a
/// document without lock file, its file's name is all that is known.
pub(super) fn accept(workspace: &Workspace, api: &str, made: &Made) -> anyhow::Result<()> {
    let folder = workspace.spec(api);
    let Some(inputs) = made.inputs.as_ref().filter(|_| made.package.is_some()) else {
        return Ok(());
    };
    let old = Lock::read(&folder)?;
    let origin = match &old {
        Some(lock) => &lock.origin,
        None => file_name(&inputs.document().path),
    };
    let new = Lock {
        published_as: old.as_ref().and_then(|lock| lock.published_as.clone()),
        ..Lock::of(origin, &Lock::vendored(old.as_ref(), &folder, inputs))
    };
    if old.as_ref() != Some(&new) {
        write::file(&folder.join(lock::NAME), &new.text()?, &workspace.staging())?;
        anstream::println!("{api}: specs/{api}/{} written", lock::NAME);
    }
    Ok(())
}
