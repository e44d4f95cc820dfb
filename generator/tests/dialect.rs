//! Every dialect and every common fault → the 3.0 shape, one feature a fixture.

use std::fmt::Write as _;

use clientsmith::config::{Config, Schemas};
use clientsmith::diagnostics::{Diagnostic, Files, Place, Sink};
use clientsmith::source::{Document, SourceFile, parse};
use clientsmith::{diagnostics, dialect};

fn document(path: &str, bytes: Vec<u8>, sink: &mut Sink) -> Option<Document> {
    let file = SourceFile {
        path: path.to_owned(),
        bytes,
    };
    parse(&file, &mut Files::default(), sink)
}

fn line(diagnostic: &Diagnostic) -> String {
    let at = match &diagnostic.place {
        Place::Document(pointer) => pointer.to_string(),
        other => format!("{other:?}"),
    };
    format!("{} {at}: {}", diagnostic.code, diagnostic.message)
}

/// The references of a tree that are not `#/components/<section>/<name>`, values and extensions aside.
fn loose_references(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(map) => {
            for (key, value) in map {
                if key == "$ref"
                    && let Some(text) = value.as_str()
                    && (!text.starts_with("#/components/")
                        || text.matches('/').count() != 3
                        || text.contains("%7"))
                {
                    found.push(text.to_owned());
                }
                let is_value = matches!(
                    key.as_str(),
                    "example" | "examples" | "default" | "enum" | "value"
                ) || (key.starts_with("x-") && !key.starts_with("x-clientsmith"));
                if !is_value {
                    loose_references(value, found);
                }
            }
        }
        serde_json::Value::Array(items) => {
            items.iter().for_each(|item| loose_references(item, found))
        }
        _ => {}
    }
}

#[test]
fn fixtures() {
    insta::glob!("fixtures/dialect/*.yaml", |path| {
        let mut sink = Sink::default();
        let mut document = document("openapi.yaml", std::fs::read(path).unwrap(), &mut sink)
            .expect("fixtures are YAML");
        assert_eq!(sink.diagnostics(), []);
        dialect::normalise(&mut document, &Config::default(), &mut sink);
        let said = sink.diagnostics().len();
        let typed = dialect::typed(&document, Schemas::All, &[], &mut sink);
        assert!(typed.is_some());
        assert_eq!(sink.diagnostics()[said..], [], "the typed model complains");
        let mut text = String::new();
        for diagnostic in sink.diagnostics() {
            writeln!(text, "{}", line(diagnostic)).unwrap();
            for help in &diagnostic.help {
                writeln!(text, "    help: {help}").unwrap();
            }
        }
        let tree = serde_yaml::to_string(&document.root).unwrap();
        insta::with_settings!({
            snapshot_path => "fixtures/dialect/snapshots",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!(format!("{tree}---\n{text}"));
        });
    });
}

#[test]
fn a_normalised_document_stays_as_it_is() {
    for path in std::fs::read_dir(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/dialect"
    ))
    .unwrap()
    {
        let path = path.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let mut sink = Sink::default();
        let mut document =
            document("openapi.yaml", std::fs::read(&path).unwrap(), &mut sink).unwrap();
        dialect::normalise(&mut document, &Config::default(), &mut sink);
        let once = document.root.clone();
        dialect::normalise(&mut document, &Config::default(), &mut Sink::default());
        assert_eq!(once, document.root, "{}", path.display());
    }
}

#[test]
fn the_real_documents_need_no_rescue() {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/real");
    let Ok(files) = std::fs::read_dir(&corpus) else {
        println!("skipped: there is no corpus beside the repository");
        return;
    };
    let mut faults = Vec::new();
    let mut read = 0;
    for path in files
        .map(|file| file.unwrap().path())
        .filter(|path| path.is_file())
    {
        // Unoptimised, the few giants would take most of the time and show nothing that the others do not.
        if cfg!(debug_assertions) && path.metadata().unwrap().len() > 2_000_000 {
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let mut sink = Sink::default();
        let Some(mut document) = document(&name, std::fs::read(&path).unwrap(), &mut sink) else {
            continue;
        };
        dialect::normalise(&mut document, &Config::default(), &mut sink);
        let said = sink.diagnostics().len();
        let typed = dialect::typed(&document, Schemas::All, &[], &mut sink);
        faults.extend(
            sink.diagnostics()[said..]
                .iter()
                .map(|fault| format!("{name}: {}", line(fault))),
        );
        let mut loose = Vec::new();
        loose_references(&document.root, &mut loose);
        faults.extend(loose.iter().map(|text| format!("{name}: {text}")));
        let typed = typed.expect("a document is an object");
        assert!(
            !typed.paths.paths.is_empty() || typed.components.is_some(),
            "{name} came out empty"
        );
        read += 1;
    }
    assert!(read > 50, "only {read} documents of the corpus were read");
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn a_place_that_moved_is_still_known() {
    let text = "openapi: 3.1.0\ninfo: {title: K, version: '1'}\ncomponents:\n  schemas:\n    A: {type: object, properties: {b: {type: string}}}\n    C: {$ref: '#/components/schemas/A/properties/b'}\n";
    let mut sink = Sink::default();
    let mut document = document("openapi.yaml", text.into(), &mut sink).unwrap();
    dialect::normalise(&mut document, &Config::default(), &mut sink);
    let moved = diagnostics::Pointer::parse("/components/schemas/AB/type");
    let (_, origin) = document.origin(&moved).unwrap();
    assert_eq!(origin.as_str(), "/components/schemas/A/properties/b/type");
}

#[test]
fn a_document_as_deep_as_may_be_is_read() {
    // Each of these takes two of the levels that `source` lets through.
    let mut schema = String::from("{\"type\": [\"string\", \"null\"]}");
    for _ in 0..56 {
        schema = format!("{{\"properties\": {{\"a\": {schema}}}}}");
    }
    let text =
        format!("{{\"openapi\": \"3.1.0\", \"components\": {{\"schemas\": {{\"A\": {schema}}}}}}}");
    let mut sink = Sink::default();
    let mut document = document("openapi.json", text.into(), &mut sink).unwrap();
    dialect::normalise(&mut document, &Config::default(), &mut sink);
    assert!(dialect::typed(&document, Schemas::All, &[], &mut sink).is_some());
    assert_eq!(sink.diagnostics(), []);
}
