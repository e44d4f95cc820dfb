use quote::quote;

use super::{Surroundings, render};
use crate::Job;
use crate::diagnostics::{Code, Place, Severity, Sink};
use crate::emit::Source;
use crate::model::Features;
use crate::source::{NoFiles, SourceFile};

#[test]
fn tokens_that_are_no_rust_are_a_fault_of_ours_and_no_file() {
    let text = "{openapi: 3.0.3, info: {title: Ferry, version: '1'}, paths: {}}";
    let document = SourceFile {
        path: "openapi.yaml".to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let reading = crate::read(&Job {
        name: "ferry",
        document: &document,
        overlays: &[],
        config: None,
        loader: &NoFiles,
        runtime_path: String::new(),
        own_workspace: false,
    });
    let sources = [
        Source::new("src/good.rs", || {
            quote!(
                pub struct Boat;
            )
        }),
        Source::new("src/bad.rs", || quote!(pub struct struct;)),
    ];
    let surroundings = Surroundings {
        features: &Features::default(),
        crate_name: "ferry-client",
        runtime_path: "",
        own_workspace: false,
    };
    let (api, mut sink) = (reading.api.unwrap(), Sink::default());
    let files = render(&api, &reading.config, surroundings, &sources, &mut sink);
    assert!(files.contains_key("src/good.rs") && !files.contains_key("src/bad.rs"));
    let [fault] = sink.diagnostics() else {
        panic!("{:?}", sink.diagnostics())
    };
    assert_eq!(fault.code, Code::InternalFault);
    assert_eq!(fault.severity, Severity::Error);
    assert_eq!(fault.place, Place::Path("src/bad.rs".to_owned()));
}
