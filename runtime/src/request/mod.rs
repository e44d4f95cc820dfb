//! Making a request out of an operation and its arguments.

mod argument;
pub(crate) mod assemble;
mod body;
mod call;
mod credentials;
mod declare;
pub(crate) mod encode;
mod form;
mod multipart;
mod operation;
mod paged;
mod parameter;
mod path;
mod property;
pub(crate) mod security;
pub(crate) mod server;
mod style;
mod text;

pub use call::Call;
pub(crate) use call::{added_header, header};
pub(crate) use credentials::Held;
pub use declare::method;
pub use operation::Operation;
pub use parameter::Parameter;
pub use property::PropertyEncoding;
pub use security::{Credential, OAuth2, SecurityScheme};
pub use server::{ServerTemplate, ServerVariable};
