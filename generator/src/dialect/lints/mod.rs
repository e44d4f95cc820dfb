//! Findings about documents that are legal, or nearly, and still likely to be wrong; all need the untyped tree.

mod date_time;
mod license;
mod scope;

pub(super) use date_time::date_time_without_offset;
pub(super) use license::license_without_identifier;
pub(super) use scope::scope_without_oauth;
