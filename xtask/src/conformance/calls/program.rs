//! The program that calls every operation of a generated client by its public methods.

use std::collections::BTreeMap;

use clientsmith::model::{Api, Body, BodyKind, Parameter, SecurityKind, SecurityScheme, Types};

use super::cases::{BODY, location};
use super::document::key;
use super::methods::{Method, methods};
use super::rust::rust;

/// What every scheme is given as a credential.
const CREDENTIAL: &str = "conformance";

/// The dependencies of the program; `runtime` is the folder of `clientsmith-runtime`.
pub fn dependencies(runtime: &str) -> String {
    format!(
        "rt = {{ package = \"clientsmith-runtime\", path = \"{runtime}\", default-features = false }}\n\
         serde_json = \"1\"\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n"
    )
}

/// The program's files. One for each file of operations, so that none is too long for the compiler.
pub fn files(api: &Api) -> Vec<(String, String)> {
    let mut modules: BTreeMap<&str, String> = BTreeMap::new();
    for method in methods(api) {
        let text = modules.entry(method.operation.module.as_str()).or_insert_with(|| {
            "use ::client::{Client, types};\n\nuse crate::call::{Sending, send, send_stream};\nuse crate::values::Values;\n".to_owned()
        });
        text.push_str(&function(&api.types, &method));
    }
    let mut files = vec![
        (
            "src/main.rs".to_owned(),
            include_str!("program/main.in").to_owned(),
        ),
        (
            "src/call.rs".to_owned(),
            include_str!("program/call.in").to_owned(),
        ),
        (
            "src/values.rs".to_owned(),
            include_str!("program/values.in").to_owned(),
        ),
        (
            "src/operations/mod.rs".to_owned(),
            dispatch(api, modules.keys()),
        ),
    ];
    let module = |(name, text): (&str, String)| (format!("src/operations/{name}.rs"), text);
    files.extend(modules.into_iter().map(module));
    files
}

/// The module that knows the client, and its methods by their places among [`methods`].
fn dispatch<'a>(api: &Api, modules: impl Iterator<Item = &'a &'a str>) -> String {
    let modules: String = modules.map(|name| format!("mod {name};\n")).collect();
    let arm = |(place, method): (usize, Method<'_>)| {
        let (module, name) = (&method.operation.module, method.name);
        format!("        {place} => {module}::{name}(client, values),\n")
    };
    let arms: String = methods(api).into_iter().enumerate().map(arm).collect();
    let credentials: String = api.security_schemes.iter().filter_map(credential).collect();
    format!(
        "{modules}\nuse ::client::{{Client, ClientBuilder}};\n\nuse crate::call::Sending;\nuse crate::values::Values;\n\n\
         /// A builder with a credential for every scheme.\n\
         pub fn builder() -> ClientBuilder {{\n    Client::builder()\n{credentials}}}\n\n\
         /// Calls the method of a number.\n\
         pub fn call(method: usize, client: &Client, values: &Values) -> Result<Sending, String> {{\n    \
         match method {{\n{arms}        _ => Err(\"no such method\".to_owned()),\n    }}\n}}\n"
    )
}

/// The call of the builder that gives a scheme its credential; none for a certificate, which Prism does not ask for.
fn credential(scheme: &SecurityScheme) -> Option<String> {
    let arguments = match scheme.kind {
        SecurityKind::MutualTls => return None,
        SecurityKind::Basic => format!("\"{CREDENTIAL}\", \"{CREDENTIAL}\""),
        _ => format!("\"{CREDENTIAL}\""),
    };
    Some(format!("        .{}({arguments})\n", scheme.method))
}

/// The function that calls a method: required values by arguments, the others by setters.
fn function(types: &Types, method: &Method<'_>) -> String {
    let Method {
        operation, name, ..
    } = method;
    let (required, optional): (Vec<_>, Vec<_>) =
        operation.parameters.iter().partition(|one| one.required);
    let value = |parameter: &Parameter, word: &str| {
        let key = key(&location(parameter.location), &parameter.wire);
        format!("values.{word}::<{}>({key:?})?", rust(types, &parameter.ty))
    };
    let arguments = required.into_iter().map(|one| value(one, "required"));
    let arguments = arguments.chain(method.body.map(|one| body(types, one)));
    let arguments: String = arguments
        .map(|argument| format!("        {argument},\n"))
        .collect();
    let setter = |parameter: &Parameter| {
        let value = value(parameter, "optional");
        let setter = &parameter.name;
        format!(
            "    let call = match {value} {{\n        Some(value) => call.{setter}(value),\n        None => call,\n    }};\n"
        )
    };
    let setters: String = optional.into_iter().map(setter).collect();
    let send = if method.is_stream {
        "send_stream"
    } else {
        "send"
    };
    format!(
        "\npub fn {name}(client: &Client, values: &Values) -> Result<Sending, String> {{\n    \
         let call = client.{name}(\n{arguments}    );\n{setters}    Ok({send}(call, values))\n}}\n"
    )
}

/// The argument for a body.
fn body(types: &Types, body: &Body) -> String {
    let word = if body.required {
        "required"
    } else {
        "optional"
    };
    match &body.kind {
        BodyKind::Json(ty) | BodyKind::Xml(ty) | BodyKind::Form(ty) | BodyKind::Multipart(ty) => {
            format!("values.{word}::<{}>({BODY:?})?", rust(types, ty))
        }
        BodyKind::Text => format!("values.{word}_text::<String>({BODY:?})?"),
        BodyKind::Bytes => format!("values.{word}_text::<rt::Content>({BODY:?})?"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_crate_is_told_from_a_module_of_its_name() {
        let dispatch = dispatch(&Api::default(), ["client"].iter());
        assert!(dispatch.starts_with("mod client;\n\nuse ::client::{Client, ClientBuilder};\n"));
    }
}
