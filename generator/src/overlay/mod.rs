//! OpenAPI Overlay documents (1.0 and 1.1) applied to a tree.
//!
//! Overlays are applied to the main document as its authors wrote it, before references to other files are followed:
//! `source::parse`, then [`apply`] for each overlay, then `source::bundle`.

mod action;
mod apply;
mod document;

pub use apply::apply;
