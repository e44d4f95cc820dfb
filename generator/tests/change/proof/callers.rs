//! The callers, compiled with the crate of one side.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::crates::{Side, caller_package, cargo};
use crate::pair::Pair;

/// How a caller compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Compiled {
    Fine,
    /// With errors of these codes.
    Broken(BTreeSet<String>),
}

/// Compiles the caller of each pair that has one; by the pair's name.
pub fn check(side: Side, pairs: &[Pair]) -> BTreeMap<String, Compiled> {
    let output = cargo(
        side,
        &[
            "check",
            "--offline",
            "--workspace",
            "--keep-going",
            "--no-default-features",
            "--message-format=json",
        ],
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let messages: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let called = pairs.iter().filter(|pair| pair.caller.is_some());
    called
        .map(|pair| (pair.name.clone(), compiled(&pair.name, &messages)))
        .collect()
}

/// How the caller of a pair compiled: cargo tells of an artifact, or of errors.
fn compiled(pair: &str, messages: &[Value]) -> Compiled {
    let target = caller_package(pair).replace('-', "_");
    let ours = messages
        .iter()
        .filter(|message| message["target"]["name"] == target.as_str());
    let mut codes = BTreeSet::new();
    let mut fine = false;
    for message in ours {
        fine |= message["reason"] == "compiler-artifact";
        let error = &message["message"];
        if error["level"] == "error"
            && let Some(code) = error["code"]["code"].as_str()
        {
            codes.insert(code.to_owned());
        }
    }
    if fine {
        Compiled::Fine
    } else {
        Compiled::Broken(codes)
    }
}
