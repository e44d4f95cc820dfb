//! OpenAPI Overlay documents (1.0 and 1.1) applied to a tree.
//!
//! Overlays are applied to the main document as its authors wrote it, before references to other files are followed:
//! `source::parse`, then [`apply`] for each overlay, then `source::bundle`. `extends` is not followed: which overlay
//! belongs to which document is said by the folder that they share, or by the caller.
//!
//! The specification lets an action that matches nothing succeed in silence. Here it is an error, so that a fault which
//! was mended upstream is noticed, unless the action says `x-clientsmith-optional: true`.

mod action;
mod actions;
mod apply;
mod document;
pub(crate) mod json_path;
mod merge;
mod nearest;
mod remove;

pub use apply::apply;
