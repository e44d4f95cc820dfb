//! What a document says about the whole API.

use crate::request::{SecurityScheme, ServerTemplate};

/// An API, as a table that a generated client hands to the runtime.
#[derive(Debug)]
pub struct Api {
    /// `crate/version`, the start of the header `User-Agent`.
    pub user_agent: &'static str,
    /// The servers; the first is used unless another is chosen.
    pub servers: &'static [ServerTemplate],
    /// The security schemes, to which operations refer by index.
    pub security_schemes: &'static [SecurityScheme],
}
