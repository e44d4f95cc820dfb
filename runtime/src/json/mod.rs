//! JSON forms without derive: a declaration in a `macro_rules!` does the work of `serde_derive`.
//!
//! What a macro expands to is kept small, because generated crates hold thousands of types, and nothing of it is generic over a
//! format: a value [receives](Field::receive) what [comes in](Incoming) and shows itself as a [`View`]; serde's formats
//! are met in two places (`deserialize`, `serialize`), which are compiled once per format.

mod again;
mod choices;
pub(crate) mod constant;
pub(crate) mod containers;
pub(crate) mod debug;
mod decode;
pub(crate) mod deserialize;
mod fault;
pub(crate) mod field;
mod incoming;
mod integer_enum;
mod keys;
pub(crate) mod kind;
mod newtype;
pub(crate) mod object;
pub(crate) mod scalars;
pub(crate) mod serialize;
pub(crate) mod string_enum;
pub(crate) mod tagged;
mod text;
mod tree;
pub(crate) mod tuple;
pub(crate) mod union;
pub(crate) mod value_enum;
mod view;
mod weight;

pub use decode::{JsonError, from_slice};
pub use fault::Fault;
pub(crate) use fault::{Quoted, Segment};
pub use field::{Ask, Field, Slot, SlotVisitor, Table, TextForm, ViewVisitor};
pub use incoming::{Elements, Entries, Incoming};
pub use keys::{Key, Lookup};
pub use text::to_vec;
pub(crate) use text::write_text;
#[cfg(feature = "xml")]
pub(crate) use tree::give_tree;
pub use view::{List, Map as MapView, View};
