//! Prism (`@stoplight/prism-cli`): a mock server that judges requests by the document. It runs on Node.js and is installed
//! by npm, in the version that `xtask/prism/package-lock.json` names.

mod install;
mod server;

pub use install::Prism;
pub use server::Server;
