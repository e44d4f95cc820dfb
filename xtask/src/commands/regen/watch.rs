//! `cargo xtask regen --watch`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::mpsc::{self, Sender};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use notify_debouncer_mini::notify::RecursiveMode;
use notify_debouncer_mini::{DebounceEventResult, new_debouncer};

use super::news::News;
use crate::console;
use crate::made::Made;
use crate::outcome::Outcome;
use crate::workspace::Workspace;
use crate::write::{Destination, plan};

/// One save of a file is several events, which come together within this time.
const SAVE: Duration = Duration::from_millis(50);

/// What wakes the loop.
enum Event {
    /// Files of these APIs changed.
    Changed(BTreeSet<String>),
    /// Files cannot be watched any more.
    Failed(String),
    /// The user wants an end.
    Stop,
}

/// Generates the named APIs, or all, and again whenever a file of theirs in specs/ changes, until the user ends it. What
/// is found is said when it is new, and when it is mended.
pub(super) fn watch(workspace: &Workspace, named: &[String]) -> anyhow::Result<Outcome> {
    let (sender, receiver) = mpsc::channel();
    let specs = workspace.root().join("specs");
    let of_files = sender.clone();
    let root = specs.clone();
    let mut debouncer = new_debouncer(SAVE, move |result| tell(&of_files, &root, result))?;
    debouncer
        .watcher()
        .watch(&specs, RecursiveMode::Recursive)
        .context("specs/ cannot be watched")?;
    ctrlc::set_handler(move || {
        // If nobody listens, the loop has ended already.
        let _ = sender.send(Event::Stop);
    })?;
    let mut all = All::default();
    for api in workspace.apis(named)? {
        all.regenerate(workspace, &api);
    }
    anstream::println!(
        "watching specs/ (Ctrl-C ends; what is changed in templates/ or generator/ needs a new start)"
    );
    for event in receiver {
        match event {
            Event::Changed(apis) => {
                let wanted = |api: &&String| named.is_empty() || named.contains(api);
                for api in apis.iter().filter(wanted) {
                    all.regenerate(workspace, api);
                }
            }
            Event::Failed(why) => anyhow::bail!("specs/ cannot be watched any more: {why}"),
            Event::Stop => break,
        }
    }
    Ok(Outcome::Done)
}

/// Tells the loop of what the operating system told.
fn tell(sender: &Sender<Event>, specs: &Path, result: DebounceEventResult) {
    let event = match result {
        Ok(events) => {
            let paths = events.iter().map(|event| event.path.as_path());
            Event::Changed(paths.filter_map(|path| api_of(specs, path)).collect())
        }
        Err(error) => Event::Failed(error.to_string()),
    };
    // If nobody listens, the loop has ended already.
    let _ = sender.send(event);
}

/// The API whose file it is: the folder in specs/.
fn api_of(specs: &Path, path: &Path) -> Option<String> {
    let inside = path.strip_prefix(specs).ok()?;
    let folder = inside.components().next()?.as_os_str().to_string_lossy();
    (!folder.starts_with('.')).then(|| folder.into_owned())
}

/// What was said of each API so far.
#[derive(Default)]
struct All(BTreeMap<String, News>);

impl All {
    /// Generates one API; a fault in it ends nothing.
    fn regenerate(&mut self, workspace: &Workspace, api: &str) {
        if !workspace.spec(api).is_dir() {
            if self.0.remove(api).is_some() {
                anstream::println!("{api}: specs/{api} is gone; generated/{api} stays");
            }
            return;
        }
        let start = Instant::now();
        let written = Made::of_spec(workspace, api).and_then(|made| {
            self.0.entry(api.to_owned()).or_default().tell(api, &made);
            write(workspace, api, &made)
        });
        match written {
            Ok(Some(summary)) => {
                anstream::println!("{api}: {summary}, {}", console::duration(start.elapsed()));
            }
            Ok(None) => {}
            Err(error) => anstream::eprintln!("{api}: error: {error:#}"),
        }
    }
}

/// Writes the crate if it is another; says what that changed.
fn write(workspace: &Workspace, api: &str, made: &Made) -> anyhow::Result<Option<String>> {
    let Some(package) = &made.package else {
        return Ok(None);
    };
    let place = workspace.generated().join(api);
    let destination = Destination::open(&place, &workspace.staging())?;
    let plan = plan(&place, &package.files)?;
    destination.write(&plan)?;
    Ok((!plan.is_empty()).then(|| plan.summary()))
}

#[cfg(test)]
mod tests {
    use super::api_of;
    use std::path::Path;

    #[test]
    fn a_file_belongs_to_the_folder_in_specs() {
        let api = |path: &str| api_of(Path::new("/r/specs"), Path::new(path));
        assert_eq!(api("/r/specs/heron/parts/a.yaml").as_deref(), Some("heron"));
        assert_eq!(api("/r/specs/heron").as_deref(), Some("heron"));
        assert_eq!(api("/r/specs/.heron.swp"), None);
        assert_eq!(api("/r/specs"), None);
        assert_eq!(api("/r/generated/heron/a"), None);
    }
}
