//! What a document refers to in other files comes into its tree.

use clientsmith::diagnostics::{Code, Diagnostic, Place, Pointer, Report, Severity, Style};
use serde_json::{Value, json};

use crate::support::{Shelf, read, read_text};
use clientsmith::source::{LoadError, Loader, SourceFile};

/// The bundled tree of a main document and other files, which are to be without fault.
fn bundled(main: &str, others: &[(&str, &str)]) -> Value {
    let (document, report) = read_text("openapi.yaml", &format!("openapi: 3.1.0\n{main}"), others);
    assert_eq!(report.render(Style::Plain), "");
    document.unwrap().root
}

#[test]
fn a_schema_of_another_file_becomes_a_component() {
    let root = bundled(
        "components: {schemas: {Fleet: {items: {$ref: './parts/boats.yaml#/components/schemas/Boat'}}}}",
        &[
            (
                "parts/boats.yaml",
                "components: {schemas: {Boat: {properties: {port: {$ref: '../ports.yaml'}}}}}",
            ),
            ("ports.yaml", "{type: string}"),
        ],
    );
    assert_eq!(
        root["components"]["schemas"],
        json!({
            "Fleet": {"items": {"$ref": "#/components/schemas/Boat"}},
            "Boat": {"properties": {"port": {"$ref": "#/components/schemas/ports"}}},
            "ports": {"type": "string"},
        })
    );
}

#[test]
fn a_component_that_is_nothing_but_a_reference_gives_the_name() {
    let root = bundled(
        "components: {schemas: {Fleet: {items: {$ref: boat.yaml}}, Boat: {$ref: boat.yaml}, Ship: {$ref: './boat.yaml#'}}}",
        &[("boat.yaml", "{properties: {next: {$ref: '#'}}}")],
    );
    assert_eq!(
        root["components"]["schemas"],
        json!({
            "Fleet": {"items": {"$ref": "#/components/schemas/Boat"}},
            "Boat": {"properties": {"next": {"$ref": "#/components/schemas/Boat"}}},
            "Ship": {"$ref": "#/components/schemas/Boat"},
        })
    );
}

#[test]
fn files_may_refer_to_each_other_and_to_the_main_document() {
    let root = bundled(
        "components: {schemas: {Port: {type: string}, A: {$ref: 'a.yaml#/A'}}}",
        &[
            (
                "a.yaml",
                "A: {properties: {b: {$ref: 'b.yaml#/B'}, p: {$ref: 'openapi.yaml#/components/schemas/Port'}}}",
            ),
            ("b.yaml", "B: {properties: {a: {$ref: './a.yaml#/A'}}}"),
        ],
    );
    assert_eq!(
        root["components"]["schemas"],
        json!({
            "Port": {"type": "string"},
            "A": {"properties": {"b": {"$ref": "#/components/schemas/B"}, "p": {"$ref": "#/components/schemas/Port"}}},
            "B": {"properties": {"a": {"$ref": "#/components/schemas/A"}}},
        })
    );
}

#[test]
fn a_path_item_is_written_where_the_reference_stands() {
    let root = bundled(
        "paths: {/boats: {$ref: 'paths/boats.yaml', summary: Ours}}",
        &[
            (
                "paths/boats.yaml",
                "summary: Theirs\nget: {parameters: [{$ref: '../params.yaml#/Page'}], responses: {'200': {$ref: '#/x-ok'}}}\nx-ok: {description: ok}",
            ),
            ("params.yaml", "Page: {name: page, in: query}"),
        ],
    );
    let get = json!({"parameters": [{"$ref": "#/components/parameters/Page"}], "responses": {"200": {"$ref": "#/components/responses/x-ok"}}});
    assert_eq!(root["paths"]["/boats"]["summary"], "Ours");
    assert_eq!(root["paths"]["/boats"]["get"], get);
    assert_eq!(
        root["components"]["parameters"]["Page"],
        json!({"name": "page", "in": "query"})
    );
    assert_eq!(
        root["components"]["responses"]["x-ok"],
        json!({"description": "ok"})
    );
}

#[test]
fn whole_maps_may_come_from_a_file() {
    let root = bundled(
        "paths: {$ref: paths.yaml}\ncomponents: {schemas: {$ref: schemas/index.yaml}}",
        &[
            (
                "paths.yaml",
                "/boats: {get: {$ref: 'operations.yaml#/list'}}",
            ),
            ("operations.yaml", "list: {operationId: listBoats}"),
            ("schemas/index.yaml", "Boat: {$ref: ./boat.yaml}"),
            ("schemas/boat.yaml", "type: object"),
        ],
    );
    assert_eq!(
        root["paths"],
        json!({"/boats": {"get": {"operationId": "listBoats"}}})
    );
    let boat = root["components"]["schemas"]["Boat"]["$ref"]
        .as_str()
        .unwrap();
    assert_eq!(
        root.pointer(boat.trim_start_matches('#')),
        Some(&json!({"type": "object"}))
    );
}

#[test]
fn what_looks_like_a_reference_in_data_is_data() {
    let text = "components:
  schemas:
    A:
      example: {$ref: nowhere.yaml}
      default: {$ref: nowhere.yaml}
      enum: [{$ref: nowhere.yaml}]
      const: {$ref: nowhere.yaml}
      x-note: {$ref: nowhere.yaml}
      properties:
        example: {$ref: 'a.yaml#/A'}
        $ref: {type: string}
  examples: {E: {value: {$ref: nowhere.yaml}}}
";
    let root = bundled(text, &[("a.yaml", "A: {type: string}")]);
    let properties = &root["components"]["schemas"]["A"]["properties"];
    assert!(
        properties["example"]["$ref"]
            .as_str()
            .unwrap()
            .starts_with("#/components/schemas/")
    );
    assert_eq!(properties["$ref"], json!({"type": "string"}));
}

#[test]
fn a_name_of_the_main_document_stays_its_own() {
    let root = bundled(
        "components: {schemas: {Boat: {type: string}, B: {$ref: 'b.yaml#/X'}}}\npaths: {/a: {get: {responses: {'200': {content: {a/b: {schema: {$ref: 'fleet.yaml#/Boat'}}}}}}}}",
        &[
            ("fleet.yaml", "Boat: {type: object}"),
            ("b.yaml", "X: {type: boolean}"),
        ],
    );
    assert_eq!(
        root["components"]["schemas"]["Boat"],
        json!({"type": "string"})
    );
    assert_eq!(
        root["components"]["schemas"]["fleet_Boat"],
        json!({"type": "object"})
    );
}

#[test]
fn values_of_a_mapping_that_are_files_are_followed() {
    let root = bundled(
        "components: {schemas: {V: {discriminator: {propertyName: k, mapping: {a: 'a.yaml', b: B}}}, B: {}}}",
        &[(
            "a.yaml",
            "{discriminator: {propertyName: k, mapping: {c: C}}, components: {schemas: {C: {type: object}}}}",
        )],
    );
    assert_eq!(
        root["components"]["schemas"]["V"]["discriminator"]["mapping"],
        json!({"a": "#/components/schemas/a", "b": "B"})
    );
    assert_eq!(
        root["components"]["schemas"]["a"]["discriminator"]["mapping"],
        json!({"c": "#/components/schemas/C"})
    );
}

#[test]
fn parts_may_count_on_the_components_of_the_main_document() {
    let root = bundled(
        "paths: {/a: {$ref: a.yaml}}\ncomponents: {responses: {Gone: {description: gone}}}",
        &[(
            "a.yaml",
            "get: {responses: {'404': {$ref: '#/components/responses/Gone'}}}",
        )],
    );
    assert_eq!(
        root["paths"]["/a"]["get"]["responses"]["404"],
        json!({"$ref": "#/components/responses/Gone"})
    );
}

#[test]
fn references_are_decoded_and_followed_through_others() {
    let root = bundled(
        "paths: {'/a b/{id}': {get: {responses: {'200': {description: ok}}}, put: {responses: {'200': {$ref: '#/paths/~1a%20b~1%7Bid%7D/get/responses/200'}}}}}
components: {schemas: {A: {$ref: '#/components/schemas/B'}, B: {properties: {c: {$anchor: see}}}, C: {$ref: '#/components/schemas/A/properties/c'}, D: {$ref: '#see'}}}",
        &[],
    );
    assert_eq!(
        root["components"]["schemas"]["C"]["$ref"],
        "#/components/schemas/B/properties/c"
    );
    assert_eq!(
        root["components"]["schemas"]["D"]["$ref"],
        "#/components/schemas/B/properties/c"
    );
}

#[test]
fn a_document_may_name_itself() {
    let root = bundled(
        "$self: https://example.com/api\ncomponents: {schemas: {A: {type: object}, B: {$ref: 'https://example.com/api#/components/schemas/A'}}}",
        &[],
    );
    assert_eq!(
        root["components"]["schemas"]["B"]["$ref"],
        "#/components/schemas/A"
    );
}

#[test]
fn files_above_the_document_can_be_allowed() {
    struct Wider(Shelf);
    impl Loader for Wider {
        fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
            self.0.load(path)
        }
        fn document_path(&self) -> Option<&str> {
            Some("api/openapi.yaml")
        }
    }
    let text = "openapi: 3.1.0\ncomponents: {schemas: {A: {$ref: ../schemas/a.yaml}, B: {$ref: ../../b.yaml}}}";
    let file = SourceFile {
        path: "specs/ferry/api/openapi.yaml".to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let loader = Wider(Shelf::of(&[(
        "schemas/a.yaml",
        "{$ref: '../api/openapi.yaml#/nowhere'}",
    )]));
    let (_, report) = read(&file, &loader);
    let said: Vec<_> = report
        .diagnostics()
        .iter()
        .map(|d| (d.code, report.place(d).unwrap()))
        .collect();
    let place = |path: &str, line, column| (format!("specs/ferry/{path}"), line, column);
    assert_eq!(
        said,
        [
            (
                Code::ReferenceOutsideFolder,
                place("api/openapi.yaml", 2, 58)
            ),
            (Code::UnresolvedReference, place("schemas/a.yaml", 1, 2)),
        ]
    );
}

#[test]
fn places_in_a_bundled_tree_are_in_the_files_that_have_them() {
    let main = "openapi: 3.1.0\npaths:\n  /boats:\n    $ref: boats.yaml\n    summary: Ours\n";
    let boats = "get:\n  responses:\n    '200':\n      $ref: parts.yaml#/ok\n";
    let parts = "ok:\n  description: fine\n";
    let (document, report) = read_text(
        "api/openapi.yaml",
        main,
        &[("boats.yaml", boats), ("parts.yaml", parts)],
    );
    assert_eq!(report.render(Style::Plain), "");
    let place = |at: &str| place(&report, at);
    assert_eq!(
        place("/paths/~1boats/get/responses/200"),
        ("api/boats.yaml".to_owned(), 3, 5)
    );
    assert_eq!(
        place("/paths/~1boats/summary"),
        ("api/openapi.yaml".to_owned(), 5, 5)
    );
    assert_eq!(
        place("/components/responses/ok/description"),
        ("api/parts.yaml".to_owned(), 2, 3)
    );
    // What was moved later is found where it was.
    let mut document = document.unwrap();
    document.record_move(
        &Pointer::parse("/components/responses/ok"),
        &Pointer::parse("/components/responses/fine"),
    );
    let (_, origin) = document
        .origin(&Pointer::parse("/components/responses/fine/description"))
        .unwrap();
    assert_eq!(origin.as_str(), "/ok/description");
}

fn place(report: &Report, at: &str) -> (String, usize, usize) {
    report
        .place(&Diagnostic::new(
            Code::WrongType,
            Place::Document(Pointer::parse(at)),
            "",
        ))
        .unwrap()
}

#[test]
fn a_schema_is_found_by_its_id_and_references_in_it_count_from_it() {
    let root = bundled(
        "components:
  schemas:
    Ship:
      $id: https://ferry.example/schemas/ship
      $defs: {Name: {type: string, $anchor: name}}
      properties:
        name: {$ref: '#/$defs/Name'}
        other: {$ref: '#name'}
        pier: {$ref: pier}
        rooted: {$ref: '#/components/schemas/Pier'}
        self: {$ref: '#'}
    Pier: {$id: 'https://ferry.example/schemas/pier', $anchor: name, properties: {ship: {$ref: 'https://ferry.example/schemas/ship'}}}
    Quay: {discriminator: {propertyName: kind, mapping: {pier: 'https://ferry.example/schemas/pier'}}}
",
        &[],
    );
    let schemas = &root["components"]["schemas"];
    let of = |property: &str| schemas["Ship"]["properties"][property]["$ref"].clone();
    assert_eq!(of("name"), "#/components/schemas/Ship/$defs/Name");
    assert_eq!(of("other"), "#/components/schemas/Ship/$defs/Name");
    assert_eq!(of("pier"), "#/components/schemas/Pier");
    assert_eq!(of("rooted"), "#/components/schemas/Pier");
    assert_eq!(of("self"), "#/components/schemas/Ship");
    assert_eq!(
        schemas["Pier"]["properties"]["ship"]["$ref"],
        "#/components/schemas/Ship"
    );
    assert_eq!(
        schemas["Quay"]["discriminator"]["mapping"]["pier"],
        "#/components/schemas/Pier"
    );
}

#[test]
fn files_are_found_by_the_uris_that_they_and_the_document_give_themselves() {
    let root = bundled(
        "$self: https://ferry.example/api/openapi.yaml
components:
  schemas:
    Own: {$ref: 'https://ferry.example/api/openapi.yaml#/components/schemas/Port'}
    Port: {type: string}
    Ship: {$ref: 'https://ferry.example/api/schemas/ship.json'}
",
        &[
            (
                "schemas/ship.json",
                r#"{"$id": "https://ferry.example/api/schemas/ship.json", "properties": {"pier": {"$ref": "https://ferry.example/api/schemas/pier.json"}, "self": {"$ref": "https://ferry.example/api/schemas/ship.json"}}}"#,
            ),
            ("schemas/pier.json", r#"{"type": "integer"}"#),
        ],
    );
    let schemas = &root["components"]["schemas"];
    assert_eq!(schemas["Own"]["$ref"], "#/components/schemas/Port");
    let properties = &schemas["Ship"]["properties"];
    assert_eq!(properties["pier"]["$ref"], "#/components/schemas/pier");
    assert_eq!(properties["self"]["$ref"], "#/components/schemas/Ship");
    assert_eq!(schemas["pier"], json!({"type": "integer"}));
}

#[test]
fn a_missing_file_is_only_warned_of_where_nothing_depends_on_it() {
    let text = |schema: &str| {
        format!(
            "openapi: 3.1.0\ncomponents: {{examples: {{Ship: {{$ref: lost.yaml}}}}, schemas: {{Ship: {schema}}}}}"
        )
    };
    let severities = |text: &str| -> Vec<_> {
        let (_, report) = read_text("openapi.yaml", text, &[]);
        let diagnostics = report.diagnostics().iter();
        diagnostics.map(|said| (said.code, said.severity)).collect()
    };
    assert_eq!(
        severities(&text("{type: string}")),
        [(Code::FileNotFound, Severity::Warning)]
    );
    assert_eq!(
        severities(&text("{$ref: 'lost.yaml#/Ship'}")),
        [
            (Code::FileNotFound, Severity::Warning),
            (Code::FileNotFound, Severity::Error)
        ]
    );
}

#[test]
fn names_are_the_same_whichever_file_is_read_first() {
    let others = [
        (
            "a/ship.yaml",
            "{title: A, properties: {pier: {$ref: '../pier.yaml#/definitions/Pier'}}}",
        ),
        (
            "b/ship.yaml",
            "{title: B, properties: {pier: {$ref: '../pier.yaml#/definitions/Pier'}}}",
        ),
        (
            "pier.yaml",
            "definitions: {Pier: {properties: {a: {$ref: a/ship.yaml}, b: {$ref: b/ship.yaml}, all: {$ref: 'pier.yaml#/definitions/Pier'}}}}",
        ),
    ];
    let references = [
        "a/ship.yaml",
        "./b/../b/ship.yaml",
        "pier.yaml#/definitions/Pier",
    ];
    let names = |order: [usize; 3]| -> std::collections::BTreeMap<String, Value> {
        let properties: Vec<String> = order
            .iter()
            .map(|index| format!("p{index}: {{$ref: '{}'}}", references[*index]))
            .collect();
        let main = format!(
            "components: {{schemas: {{Fleet: {{properties: {{{}}}}}}}}}",
            properties.join(", ")
        );
        let root = bundled(&main, &others);
        let schemas = root["components"]["schemas"].as_object().unwrap().clone();
        schemas.into_iter().collect()
    };
    let first = names([0, 1, 2]);
    assert_eq!(first.len(), 4);
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        assert_eq!(names(order), first, "{order:?}");
    }
}
