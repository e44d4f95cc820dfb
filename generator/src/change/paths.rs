//! What the public items of a crate are called, by which both comparisons know that they speak of the same.

use crate::model::{Ident, Operation};

/// A struct, an enum or an alias: `types::Pet`.
pub(super) fn ty(name: &Ident) -> String {
    format!("types::{name}")
}

/// A field: `types::Pet.name`.
pub(super) fn field(of: &str, name: &Ident) -> String {
    format!("{of}.{name}")
}

/// A method, an associated function or a variant: `types::Pet::new`.
pub(super) fn member(of: &str, name: impl std::fmt::Display) -> String {
    format!("{of}::{name}")
}

/// A trait that a type implements: `types::Pet: Default`.
pub(super) fn implemented(of: &str, name: impl std::fmt::Display) -> String {
    format!("{of}: {name}")
}

/// A method of the client: `Client::get_pet`.
pub(super) fn client(name: &Ident) -> String {
    member("Client", name)
}

/// The type of an operation's calls: `operations::GetPet`.
pub(super) fn call(type_name: &Ident) -> String {
    format!("operations::{type_name}")
}

/// The enum of an operation's error answers.
pub(super) fn errors(operation: &Operation) -> String {
    format!("operations::{}Error", operation.type_name)
}

/// The enum of an operation's success answers, where it has several.
pub(super) fn replies(operation: &Operation) -> String {
    format!("operations::{}Reply", operation.type_name)
}

/// The trait of an operation's documented headers.
pub(super) fn headers(operation: &Operation) -> String {
    format!("operations::{}Headers", operation.type_name)
}

/// A method of the client's builder.
pub(super) fn builder(name: &Ident) -> String {
    member("ClientBuilder", name)
}
