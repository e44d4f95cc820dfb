//! Model × model → change report: what a change of a document means on the wire, and what it means to programs that use the
//! crate.
//!
//! Two comparisons meet, so that nothing is called compatible because one of them did not look: `wire` follows what
//! operations send and receive, and `surface` lists the public items of both crates. What the lists differ in belongs to the
//! difference on the wire that is about the same item; what none speaks of is a finding of its own.

mod advice;
mod allowed;
mod demands;
mod derived;
mod fingerprint;
mod fold;
mod join;
mod kind;
mod label;
mod paths;
mod render;
mod report;
mod shared;
mod surface;
mod unspoken;
mod version;
mod wire;

pub use demands::Demands;
pub use kind::{Aspect, Direction, Item, Kind, Subject};
pub use render::changelog::changelog;
pub use render::json::json;
pub use render::markdown::markdown;
pub use render::text::text;
pub use report::{Change, Changes, Gravity, Rust, Spot, Wire};
pub use version::{Bump, Level};

use crate::config::Config;
use crate::diagnostics::Report;
use crate::model::Api;

/// An API before or after a change.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The model.
    pub api: &'a Api,
    /// The choices of its `client.toml`: the crate's version, and the changes that are allowed.
    pub config: &'a Config,
    /// What the document demands beside it.
    pub demands: &'a Demands,
    /// Knows the lines of the document.
    pub report: &'a Report,
}

/// Compares an API (`name`, such as `heron`) before and after a change.
///
/// Both sides must come from documents without errors: what could not be read is in no model.
pub fn compare(name: &str, before: Side<'_>, after: Side<'_>) -> Changes {
    let wire = wire::compare(before, after);
    let surfaces = surface::compare(before.api, after.api, &wire.names);
    let mut findings = join::join(name, wire, surfaces, before, after);
    let unused_allowances = allowed::apply(&mut findings, after.config);
    let mut level = join::level(&findings);
    if before.api != after.api {
        // At least its docs are others.
        level = level.max(Level::Patch);
    }
    Changes {
        api: name.to_owned(),
        findings,
        bump: Bump::new(
            level,
            before.config.package.version.as_deref(),
            after.config.package.version.as_deref(),
        ),
        unused_allowances,
    }
}
