//! What outsiders say about generated clients.
//!
//! [`types`]: samples of every named schema, judged by the `jsonschema` crate against the document's own schema, decoded
//! and encoded by the generated types, judged again, and compared. [`calls`]: every operation, called against Prism.
//!
//! | file | does |
//! |---|---|
//! | [`schemas`] | the document's schemas in the form of JSON Schema 2020-12 |
//! | [`examples`] | the values that the document itself gives |
//! | [`sample`] | values made from a schema |
//! | [`samples`] | what is tried of a document's types |
//! | [`judge`] | which values a schema admits |
//! | [`inquiry`] | what is asked, whatever it is |
//! | [`package`], [`lines`] | a program beside a crate, on disk and running |
//! | [`types`], [`run`] | whether the types write what they read: all of it for one document |
//! | [`harness`] | the program for it |
//! | [`compare`] | what a type lost or changed |
//! | [`deviate`] | what servers send instead, and clients have to bear |
//! | [`places`], [`excludes`] | the schemas that speak of a value; whether one plainly excludes it |
//! | [`calls`] | whether every operation can be called |

pub mod calls;
pub mod compare;
pub mod deviate;
pub mod examples;
pub mod excludes;
pub mod harness;
pub mod inquiry;
pub mod judge;
pub mod lines;
pub mod package;
pub mod places;
pub mod run;
pub mod sample;
pub mod samples;
pub mod schemas;
pub mod types;
