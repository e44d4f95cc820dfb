use super::{Config, DateTime, Level, NestedArrays, read};
use crate::diagnostics::{Files, Place, Sink};
use crate::source::SourceFile;

/// Reads a text; every finding as `code «the text at its place» message | help`.
fn reading(text: &str) -> (Option<Config>, Vec<String>) {
    let mut files = Files::default();
    let mut sink = Sink::default();
    let file = SourceFile {
        path: "client.toml".to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let config = read(&file, &mut files, &mut sink);
    let said = sink
        .diagnostics()
        .iter()
        .map(|diagnostic| {
            let Place::Span(_, span) = &diagnostic.place else {
                panic!("{diagnostic:?} has no span")
            };
            let help: String = diagnostic
                .help
                .iter()
                .map(|help| format!(" | {help}"))
                .collect();
            format!(
                "{} «{}» {}{help}",
                diagnostic.code,
                text.get(span.clone()).unwrap(),
                diagnostic.message
            )
        })
        .collect();
    (config, said)
}

#[test]
fn everything_that_it_can_say_is_read() {
    let (config, said) = reading(
        r#"
        [package]
        name = "heron-client"
        version = "0.1.0"
        [types]
        date-time = "string"
        [parameters]
        nested-arrays = "indices"
        [security.apiKey]
        prefix = "api-key "
        [operations.CreateUser]
        idempotent = true
        idempotency-key = "Idempotency-Key"
        [lints]
        enum-with-null = "allow"
        [[example]]
        operation = "create_user"
        credential = { scheme = "apiKey", env = "KEY" }
        [example.body]
        "/name" = { env = "NAME", default = "Acme" }
        "#,
    );
    assert_eq!(said, Vec::<String>::new());
    let config = config.unwrap();
    assert_eq!(config.types.date_time, DateTime::String);
    assert_eq!(config.parameters.nested_arrays, NestedArrays::Indices);
    assert_eq!(
        config.security["apiKey"].prefix.as_deref(),
        Some("api-key ")
    );
    assert!(config.operations["CreateUser"].idempotent);
    assert_eq!(
        config.lints["enum-with-null"].entries[0].level,
        Level::Allow
    );
    assert_eq!(
        config.example[0].body["/name"].default.as_deref(),
        Some("Acme")
    );
    assert!(matches!(
        config.places.of(&["operations", "CreateUser"]),
        Place::Span(..)
    ));
    assert!(matches!(
        config.places.of(&["operations", "Other"]),
        Place::Path(_)
    ));
}

#[test]
fn unknown_keys_are_said_where_they_stand_and_the_rest_is_read() {
    let (config, said) = reading(
        r#"
        [package]
        nmae = "x"
        version = "1.0.0"
        [operations.a]
        idempotant = true
        [lints]
        missing-operation = "allow"
        [[example]]
        operation = "a"
        parameters = { id = { value = "1" } }
        [pagination]
        "#,
    );
    insta::assert_snapshot!(said.join("\n"), @r#"
    unknown-config-key «value» an example's value has no key `value` | possible are: env, default
    unknown-config-key «missing-operation» `missing-operation` is not the code of a finding | did you mean `missing-operation-id`?
    unknown-config-key «idempotant» `[operations.<operationId>]` has no key `idempotant` | did you mean `idempotent`? | possible are: name, idempotent, idempotency-key, stream, pagination
    unknown-config-key «nmae» `[package]` has no key `nmae` | did you mean `name`? | possible are: name, version, description, license
    unknown-config-key «pagination» client.toml has no key `pagination` | possible are: schemas, inline-types, select, package, types, parameters, formats, rename, security, operations, webhooks, lints, allowed-changes, example
    "#);
    assert_eq!(config.unwrap().package.version.as_deref(), Some("1.0.0"));
}

#[test]
fn wrong_values_are_said_where_they_stand() {
    let (config, said) = reading(
        r#"
        types = { date-time = "chrono" }
        [package]
        name = "type"
        version = "2021-07-19"
        [operations.a]
        idempotent = "yes"
        [lints]
        swagger-2 = "allow"
        "#,
    );
    insta::assert_snapshot!(said.join("\n"), @r#"
    invalid-config «"chrono"» in `types`: unknown value `chrono`, expected `jiff` or `string`
    invalid-config «"yes"» in `operations`: invalid type: string "yes", expected a boolean
    invalid-config «name» `type` is not a name that a Cargo package can have | letters, digits, `-` and `_`, a letter first, and neither a keyword of Rust nor a crate that comes with it
    invalid-config «version» `2021-07-19` is not a Cargo version: unexpected character '-' after major version number | three numbers as in Semantic Versioning: `0.1.0`
    invalid-config «swagger-2» `swagger-2` is always an error: without what it asks for no crate can be made | remove this line
    "#);
    assert!(config.is_some());
}

#[test]
fn package_names_are_those_that_cargo_takes() {
    for (name, legal) in [
        ("heron-client", true),
        ("a1", true),
        ("1a", false),
        ("", false),
        ("-a", false),
        ("a b", false),
        ("a\\\"b", false),
        ("crème", false),
        ("std", false),
        ("async", false),
    ] {
        let (_, said) = reading(&format!("[package]\nname = \"{name}\""));
        assert_eq!(said.is_empty(), legal, "{name}: {said:?}");
    }
}

#[test]
fn what_is_no_toml_is_said() {
    let (config, said) = reading("[package\nname = \"a\"");
    assert_eq!(config, None);
    assert!(
        said.iter().all(|said| said.starts_with("invalid-config")) && !said.is_empty(),
        "{said:?}"
    );
}

#[test]
fn levels_of_places_are_read_in_every_way_of_writing_them() {
    let (config, said) = reading(
        r#"
        [lints]
        wrong-type = { level = "allow", at = "/info", reason = "it is theirs" }
        unsupported = [{ level = "deny", at = ["/paths/**"] }, { level = "warn" }]
        [[lints.raw-body]]
        level = "warn"
        "#,
    );
    assert_eq!(said, Vec::<String>::new());
    let lints = config.unwrap().lints;
    let written = |code: &str| -> Vec<(Level, Option<Vec<String>>)> {
        let entries = lints[code].entries.iter();
        entries.map(|one| (one.level, one.at.clone())).collect()
    };
    let at = |place: &str| Some(vec![place.to_owned()]);
    assert_eq!(written("wrong-type"), [(Level::Allow, at("/info"))]);
    assert_eq!(
        written("unsupported"),
        [(Level::Deny, at("/paths/**")), (Level::Warn, None)]
    );
    assert_eq!(written("raw-body"), [(Level::Warn, None)]);
    assert_eq!(
        lints["wrong-type"].entries[0].reason.as_deref(),
        Some("it is theirs")
    );
}

#[test]
fn wrong_levels_are_said_where_they_stand() {
    for (text, found) in [
        ("raw-body = 1", "«1»"),
        ("raw-body = \"denied\"", "«\"denied\"»"),
        ("raw-body = { at = \"/info\" }", "missing key `level`"),
        ("raw-body = { level = \"allow\", at = 1 }", "«1»"),
        (
            "raw-body = { level = \"allow\", at = \"info\" }",
            "`info` is no JSON pointer",
        ),
        (
            "raw-body = { level = \"allow\", at = [] }",
            "for no place at all",
        ),
        ("raw-body = []", "for no place at all"),
        (
            "raw-body = { level = \"allow\", in = \"/a\" }",
            "has no key `in`",
        ),
        (
            "swagger-2 = { level = \"allow\", at = \"/a\" }",
            "always an error",
        ),
    ] {
        let (_, said) = reading(&format!("[lints]\n{text}"));
        assert!(said.concat().contains(found), "{text}: {said:?}");
    }
}
