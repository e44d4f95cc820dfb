//! Making a request out of an operation and its arguments.

pub(crate) mod assemble;
mod body;
mod call;
mod declare;
pub(crate) mod encode;
mod operation;
mod paged;
mod parameter;
mod path;
pub(crate) mod security;
pub(crate) mod server;
mod style;
mod text;

pub use call::Call;
pub(crate) use call::{added_header, header};
pub use operation::Operation;
pub use parameter::Parameter;
pub use security::{Credential, SecurityScheme};
pub use server::{ServerTemplate, ServerVariable};
