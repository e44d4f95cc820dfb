//! What an outsider says about the calls of a generated client: every operation is called by its public method, against
//! Prism, which validates the request against the document; the answer must be read into its type.
//!
//! | file | does |
//! |---|---|
//! | [`document`] | where the schemas of a request stand in the document |
//! | [`values`] | values that the document admits |
//! | [`methods`] | the methods to call |
//! | [`cases`] | the calls to make, with [`meant`] where the document leaves no value |
//! | [`program`] | the program that makes them, with [`rust`] for types in its source |
//! | [`prism_document`] | the document as Prism gets it, with [`prism_bodies`] and [`prism_parameters`] |
//! | [`unfolding`] | what of it Prism cannot unfold |
//! | [`outcome`] | what came of a call, with [`problem`] for what Prism says |
//! | [`asking`] | makes the calls, with [`answers`] where Prism has none that is right |
//! | [`trial`] | all of it for one document |

mod answers;
mod asking;
mod cases;
mod document;
mod meant;
mod methods;
mod outcome;
mod prism_bodies;
mod prism_document;
mod prism_parameters;
mod problem;
mod program;
mod rust;
mod trial;
mod unfolding;
mod values;

#[cfg(test)]
pub use cases::Round;
pub use outcome::Outcome;
pub use trial::{Called, Calls, Verdict};
