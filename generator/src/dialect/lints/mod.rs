//! Findings about documents that are legal, or nearly, and still likely to be wrong; all need the untyped tree.

mod allow_reserved;
mod date_time;
mod exclusive;
mod http_syntax;
mod license;
mod pattern;
mod querystring;
mod same_path;
mod scope;
mod unknown_key;

pub(super) use allow_reserved::ignored_allow_reserved;
pub(super) use date_time::date_time_without_offset;
pub(super) use exclusive::{exclusive_keywords, exclusive_xml};
pub(super) use http_syntax::{header_name, media_types, paths, response_headers};
pub(super) use license::license_without_identifier;
pub(super) use pattern::invalid_pattern;
pub(super) use querystring::{Locations, locations, querystring_conflict};
pub(super) use same_path::same_path;
pub(super) use scope::scope_without_oauth;
pub(super) use unknown_key::{Unknown, say_unknown, unknown_keys};
