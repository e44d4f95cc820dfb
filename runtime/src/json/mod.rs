//! JSON forms without derive: a table beside the type, expanded by a `macro_rules!`, does the work of `serde_derive`.
//!
//! What a macro expands to is kept small, because generated crates hold thousands of types: names and fields are handed
//! to code here that is compiled once (see [`object`](mod@object)).

pub(crate) mod buffered;
pub(crate) mod constant;
pub(crate) mod decode;
pub(crate) mod field;
pub(crate) mod keys;
pub(crate) mod kind;
pub(crate) mod locate;
mod newtype;
pub(crate) mod object;
pub(crate) mod open_enum;
pub(crate) mod slots;
pub(crate) mod tagged;
pub(crate) mod union;

pub use decode::{JsonError, from_slice};
pub use field::Field;
pub use object::Object;
