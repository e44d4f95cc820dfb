//! `cargo xtask add`.

use std::path::PathBuf;

use crate::repository::{BAD, GOOD, Repository};

/// A document with a fault of each kind for which there is an action.
const FAULTY: &str = r##"openapi: 3.0.3
info: { title: Pets, version: 1.0.0, license: { name: Apache 2.0 } }
servers: [{ url: "https://pets.example" }]
paths:
  /pets/{id}:
    get:
      operationId: pet
      security: [{ key: [read] }]
      responses:
        "200":
          description: It
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Pet" }
    put:
      operationId: pet
      responses: { "204": { description: Done } }
    delete:
      responses: { "204": { description: Done } }
  /pets:
    get:
      operationId: listPets
      parameters:
        - { name: pet, in: path, required: true, schema: { type: string } }
      responses: { "204": { description: None } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
  schemas:
    Pet:
      type: object
      required: [name, kind, colour]
      properties:
        name: { type: string, example: 7 }
        kind_of_pet: { type: string }
        born: { type: string, format: date-time, example: "2026-05-15 19:44:51" }
"##;

/// Everything but what a run of the tests leaves in the repository.
fn all(repository: &Repository) -> Vec<(PathBuf, Vec<u8>)> {
    repository.files("")
}

#[test]
fn a_document_is_vendored_with_all_that_belongs_to_it() {
    let repository = Repository::new(&[]);
    repository.write("download/pets.yaml", GOOD);
    repository
        .run(&[
            "add",
            "pets",
            "download/pets.yaml",
            "--origin",
            "https://pets.example/api.yaml",
        ])
        .ends(0)
        .prints("specs/pets: 1 file as published, client.toml, document.lock\n")
        .prints("cargo check -p pets-client");
    assert_eq!(repository.read("specs/pets/openapi.yaml"), GOOD);
    let lock = repository.read("specs/pets/document.lock");
    assert!(
        lock.contains("origin = \"https://pets.example/api.yaml\""),
        "{lock}"
    );
    assert!(!repository.path("specs/pets/overlay.yaml").exists());
    let config = repository.read("specs/pets/client.toml");
    assert!(config.contains("name = \"pets-client\""), "{config}");
    assert!(
        config.contains("#[operations.listPets.pagination]"),
        "{config}"
    );
    assert!(!repository.path(".clientsmith").exists());
    repository
        .run(&["regen", "--check"])
        .ends(0)
        .prints("pets: up to date");
}

#[test]
fn what_an_overlay_can_mend_is_suggested() {
    let repository = Repository::new(&[]);
    repository.write("pets.yaml", FAULTY);
    repository
        .run(&["add", "pets", "pets.yaml"])
        .ends(0)
        .prints("specs/pets/overlay.yaml: 8 actions, and 4 more commented out");
    let overlay = repository.read("specs/pets/overlay.yaml");
    for action in [
        "  - target: $.info.license\n",
        "    update: { url: https://spdx.org/licenses/Apache-2.0.html }\n",
        "  - target: $.paths['/pets/{id}'].put\n",
        "    update: { operationId: put_pets_id }\n",
        "  - target: $.paths['/pets/{id}'].delete\n",
        "    update: { operationId: delete_pets_id }\n",
        "    update: { parameters: [{ name: id, in: path, required: true, schema: { type: string } }] }\n",
        "  - target: $.paths[*][*].security[*].key[*]\n",
        "  - target: $.components.schemas.Pet.required[?@ == 'kind']\n",
        "  #   update: { example: \"2026-05-15T19:44:51Z\" }\n",
        "  # - target: $.components.schemas.Pet.required[?@ == 'colour']\n",
        "  # - target: $.components.schemas.Pet.properties.name.example\n",
        "  # - target: $.paths['/pets'].get.parameters[?@.name == 'pet' && @.in == 'path']\n",
    ] {
        assert!(overlay.contains(action), "no `{action}` in: {overlay}");
    }
    // What is left is what the actions that are commented out would mend.
    repository
        .run(&["lint", "pets"])
        .ends(0)
        .prints("pets: 4 warnings, ");
}

#[test]
fn actions_that_are_all_doubtful_stand_beside() {
    let repository = Repository::new(&[]);
    repository.write(
        "pets.yaml",
        &GOOD.replace("{ type: string }", "{ type: string, example: 7 }"),
    );
    repository
        .run(&["add", "pets", "pets.yaml"])
        .ends(0)
        .prints("specs/pets/overlay.suggested.yaml: 0 actions, and 1 more commented out");
    repository
        .run(&["regen", "--check"])
        .ends(0)
        .prints("pets: up to date");
}

#[test]
fn a_document_of_several_files_keeps_them_and_its_own_name() {
    let repository = Repository::new(&[]);
    let document = GOOD.replace("\"#/components/schemas/Pet\"", "\"parts/pet.yaml\"");
    repository.write("download/api.yaml", &document);
    repository.write(
        "download/parts/pet.yaml",
        "type: object\nproperties:\n  friend: { $ref: ../api.yaml#/components/schemas/Pet }\n",
    );
    repository.write("download/parts/other.yaml", "type: object\n");
    repository
        .run(&["add", "pets", "download/api.yaml"])
        .ends(0)
        .prints("specs/pets: 2 files as published");
    assert_eq!(repository.read("specs/pets/openapi.yaml"), document);
    assert!(repository.path("specs/pets/parts/pet.yaml").is_file());
    assert!(!repository.path("specs/pets/parts/other.yaml").exists());
    assert!(
        repository
            .read("specs/pets/document.lock")
            .contains("published-as = \"api.yaml\"")
    );
    // `api.yaml` is the document itself, under the name that it had.
    repository
        .run(&["regen", "--check"])
        .ends(0)
        .prints("pets: up to date");
}

#[test]
fn a_document_in_json_stays_json() {
    let repository = Repository::new(&[]);
    let document =
        r#"{"openapi": "3.1.0", "info": {"title": "Pets", "version": "1"}, "paths": {}}"#;
    repository.write("download", document);
    repository.run(&["add", "pets", "download"]).ends(0);
    assert_eq!(repository.read("specs/pets/openapi.json"), document);
}

#[test]
fn nothing_is_written_of_a_document_with_errors() {
    let repository = Repository::new(&[]);
    repository.write("pets.yaml", BAD);
    let before = all(&repository);
    repository
        .run(&["add", "pets", "pets.yaml"])
        .ends(1)
        .complains("unresolved-reference")
        .complains("pets.yaml:5")
        .complains("nothing was written");
    assert_eq!(all(&repository), before);
    assert!(!repository.path("specs/pets").exists());
}

#[test]
fn nothing_is_left_behind_when_a_folder_cannot_be_written() {
    let repository = Repository::new(&[]);
    repository.write("pets.yaml", GOOD);
    std::fs::remove_dir(repository.path("generated")).unwrap();
    repository.write("generated", "a file where a folder has to be\n");
    let before = all(&repository);
    repository.run(&["add", "pets", "pets.yaml"]).ends(1);
    assert_eq!(all(&repository), before);
    assert!(!repository.path("specs/pets").exists());
    assert!(!repository.path(".clientsmith").exists());
}

#[test]
fn a_name_must_be_one_and_free() {
    let repository = Repository::new(&[("pets", GOOD)]);
    repository.write("pets.yaml", GOOD);
    repository.write(
        "generated/other/Cargo.toml",
        "# @generated by clientsmith\n[package]\nname = \"cats-client\"\n",
    );
    for (name, complaint) in [
        ("My_Pets", "did you mean `my-pets`?"),
        ("../x", "is not a name in kebab-case"),
        ("con", "cannot be the name of a folder on Windows"),
        (
            "pets",
            "specs/pets is there; `cargo xtask update pets FILE`",
        ),
        ("other", "generated/other is there, and has no documents"),
        ("cats", "the crate cats-client is there: generated/other"),
    ] {
        repository
            .run(&["add", name, "pets.yaml"])
            .ends(2)
            .complains(complaint);
    }
    repository
        .run(&["add", "dogs", "none.yaml"])
        .ends(2)
        .complains("there is no file none.yaml");
    repository
        .run(&["add", "dogs", "https://pets.example/api.yaml"])
        .ends(2)
        .complains("nothing is fetched from the network");
}

#[test]
fn a_part_may_not_have_a_name_that_is_kept() {
    let repository = Repository::new(&[]);
    let document = GOOD.replace("\"#/components/schemas/Pet\"", "\"overlay.yaml\"");
    repository.write("api.yaml", &document);
    repository.write("overlay.yaml", "type: object\n");
    repository
        .run(&["add", "pets", "api.yaml"])
        .ends(2)
        .complains("refers to a file `overlay.yaml`, and specs/ keeps that name");
    assert!(!repository.path("specs/pets").exists());
}

#[test]
fn every_line_of_the_configuration_can_be_uncommented() {
    let repository = Repository::new(&[]);
    let odd = GOOD
        .replace("operationId: listPets", "operationId: 'list \"pets\".\\ü'")
        .replace("info: { title: Pets", "info: { title: \"Pets\\n[x]\"")
        .replace(
            "/pets:",
            "/pets:\n    put: { operationId: b, responses: { '204': { description: Done } } }",
        );
    repository.write("pets.yaml", &odd);
    repository.run(&["add", "pets", "pets.yaml"]).ends(0);
    let commented = repository.read("specs/pets/client.toml");
    let uncommented: Vec<&str> = commented
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(setting) if !setting.starts_with(' ') => setting,
            _ => line,
        })
        // A document has one of the two.
        .filter(|line| !line.starts_with("header = "))
        .collect();
    let uncommented = uncommented.join("\n");
    let table: toml::Table = toml::from_str(&uncommented).unwrap();
    let operations = table.get("operations").unwrap().as_table().unwrap();
    let ids: Vec<&String> = operations.keys().collect();
    assert_eq!(ids, ["b", "list \"pets\".\\ü"]);
    // Settings for what the document does not have are told; there is no key that no document could have.
    repository.write("specs/pets/client.toml", &uncommented);
    repository
        .run(&["lint", "pets"])
        .lacks("unknown-config-key");
}

#[test]
fn a_file_that_only_the_published_document_refers_to_is_kept() {
    let repository = Repository::new(&[]);
    let document = GOOD.replace("\"#/components/schemas/Pet\"", "\"pet.yaml\"");
    repository.write("api.yaml", &document);
    repository.write("pet.yaml", "type: object\n");
    repository.run(&["add", "pets", "api.yaml"]).ends(0);
    let lock = repository.read("specs/pets/document.lock");
    repository.write(
        "specs/pets/overlay.yaml",
        "overlay: 1.1.0\ninfo: { title: Ours, version: 1.0.0 }\nactions:\n  - target: $.paths['/pets'].get.responses['200'].content\n    remove: true\n",
    );
    repository.run(&["regen", "--accept"]).ends(0);
    assert_eq!(repository.read("specs/pets/document.lock"), lock);
    repository.write("pet.yaml", "type: object\ntitle: Pet\n");
    repository.run(&["update", "pets", "api.yaml"]).ends(0);
    assert_eq!(
        repository.read("specs/pets/pet.yaml"),
        "type: object\ntitle: Pet\n"
    );
    repository
        .run(&["regen", "--check"])
        .ends(0)
        .prints("pets: up to date");
}
