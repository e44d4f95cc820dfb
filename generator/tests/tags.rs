//! A large crate has a feature for each tag: each compiles alone, and with it only what it needs.

// Clippy knows tests from what only they use in the crate's own modules, not in helpers of a test file.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use support::Inputs;
use support::cargo::{cargo, copy_lock, target, write};

/// Enough for features.
const OPERATIONS: usize = 102;
/// The tags, and the type of each.
const TAGS: [(&str, &str); 3] = [
    ("ships", "Ship"),
    ("ports", "Port"),
    ("crew members", "CrewMember"),
];

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn content(name: &str) -> Value {
    json!({"application/json": {"schema": reference(name)}})
}

/// A document in which each tag has a type of its own, all have one in common, and one type belongs to a webhook.
fn document(operations: usize) -> Value {
    let operation = |index: usize, (tag, ty): (&str, &str)| {
        json!({"post": {
            "operationId": format!("call_{index}"),
            "tags": [tag],
            "requestBody": {"content": content(ty)},
            "responses": {
                "200": {"description": "ok", "content": content(ty)},
                "default": {"description": "no", "content": content("Problem")},
            },
        }})
    };
    let paths: Map<String, Value> = TAGS
        .iter()
        .cycle()
        .take(operations)
        .enumerate()
        .map(|(index, tag)| (format!("/call/{index}"), operation(index, *tag)))
        .collect();
    let object = |properties: Value| json!({"type": "object", "properties": properties});
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Fleet", "version": "1"},
        "paths": paths,
        "webhooks": {"arrived": {"post": {
            "requestBody": {"content": content("Arrival")},
            "responses": {"204": {"description": "ok"}},
        }}},
        "components": {"schemas": {
            "Ship": object(json!({"hull": reference("Hull"), "status": {"enum": ["new", "old"]}})),
            "Hull": object(json!({"length": {"type": "number"}})),
            // The same as a ship's: one type, which is there for either.
            "Port": object(json!({"depth": {"type": "number"}, "status": {"enum": ["new", "old"]}})),
            "CrewMember": object(json!({"ship": reference("Ship")})),
            "Arrival": object(json!({"port": reference("Port")})),
            "Problem": object(json!({"code": {"type": "integer"}})),
        }},
    })
}

/// A workspace with the crate of a document.
fn write_crate(root: &Path, operations: usize) -> String {
    let inputs = Inputs::of_text("openapi.json", &document(operations).to_string());
    let runtime = support::workspace().join("runtime");
    let files = inputs.generate(&runtime.to_string_lossy()).files.unwrap();
    let mut manifest = String::new();
    for (file, text) in files {
        if file == "Cargo.toml" {
            manifest.clone_from(&text.to_string());
        }
        write(&root.join("fleet").join(file), &text);
    }
    write(
        &root.join("Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"fleet\"]\n\n[profile.dev]\ndebug = false\nincremental = false\n",
    );
    copy_lock(root);
    manifest
}

/// The files of types and operations that were compiled with these features.
fn compiled(root: &Path, features: &str) -> BTreeSet<String> {
    let messages = cargo(
        root,
        &[
            "check",
            "--offline",
            "--message-format=json",
            "--no-default-features",
            "--features",
            features,
        ],
    );
    let source = root.join("fleet/src");
    let artifact = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .find(|message| {
            let path = message.pointer("/target/src_path").and_then(Value::as_str);
            message["reason"] == "compiler-artifact"
                && path.is_some_and(|path| Path::new(path).starts_with(&source))
        })
        .unwrap();
    assert_eq!(
        messages.matches("\"level\":\"warning\"").count(),
        0,
        "{messages}"
    );
    // `libfleet_client-1a2b.rmeta` stands beside `fleet_client-1a2b.d`, which lists the files.
    let metadata = PathBuf::from(artifact.pointer("/filenames/0").unwrap().as_str().unwrap());
    let name = metadata
        .file_stem()
        .unwrap()
        .to_string_lossy()
        .replacen("lib", "", 1);
    let list = target().join("debug/deps").join(format!("{name}.d"));
    let list = std::fs::read_to_string(list).unwrap();
    let files = list.lines().filter_map(|line| {
        let (_, file) = line.strip_suffix(':')?.split_once("fleet/src/")?;
        let is_part = ["types/", "operations/"]
            .iter()
            .any(|folder| file.starts_with(folder));
        (is_part && !file.ends_with("mod.rs")).then(|| file.to_owned())
    });
    files.collect()
}

#[test]
fn each_tag_compiles_with_what_it_needs_and_nothing_else() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tags");
    let manifest = write_crate(&root, OPERATIONS);
    for feature in [
        "tag-ships",
        "tag-ports",
        "tag-crew-members",
        "other-types",
        "all-operations",
    ] {
        assert!(
            manifest.contains(&format!("\n{feature} = [")),
            "{feature} in {manifest}"
        );
    }
    for (features, files) in [
        (
            "tag-ships",
            &[
                "operations/ships.rs",
                "types/hull.rs",
                "types/port_status.rs",
                "types/problem.rs",
                "types/ship.rs",
            ][..],
        ),
        (
            "tag-crew-members",
            &[
                "operations/crew_members.rs",
                "types/crew_member.rs",
                "types/hull.rs",
                "types/port_status.rs",
                "types/problem.rs",
                "types/ship.rs",
            ],
        ),
        (
            "other-types",
            &["types/arrival.rs", "types/port.rs", "types/port_status.rs"],
        ),
    ] {
        let expected: BTreeSet<String> = files.iter().map(ToString::to_string).collect();
        assert_eq!(compiled(&root, features), expected, "{features}");
    }
    assert_eq!(compiled(&root, "all-operations").len(), 10);
}

#[test]
fn a_smaller_crate_has_no_features() {
    let inputs = Inputs::of_text("openapi.json", &document(99).to_string());
    let files = inputs.generate("runtime").files.unwrap();
    let (_, manifest) = files
        .iter()
        .find(|(path, _)| *path == "Cargo.toml")
        .unwrap();
    assert!(!manifest.contains("all-operations"), "{manifest}");
}
