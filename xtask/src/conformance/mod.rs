//! What an outsider says about the generated types: samples of every named schema, judged by the `jsonschema` crate
//! against the document's own schema, decoded and encoded by the generated types, judged again, and compared.
//!
//! | file | does |
//! |---|---|
//! | [`schemas`] | the document's schemas in the form of JSON Schema 2020-12 |
//! | [`examples`] | the values that the document itself gives |
//! | [`sample`] | values made from a schema |
//! | [`judge`] | which values a schema admits |
//! | [`compare`] | what a type lost or changed |
//! | [`excludes`] | whether a schema plainly excludes a value |
//! | [`harness`] | a program that decodes and encodes with the generated types |
//! | [`run`] | all of it for one document |

pub mod compare;
pub mod examples;
pub mod excludes;
pub mod harness;
pub mod judge;
pub mod run;
pub mod sample;
pub mod schemas;
