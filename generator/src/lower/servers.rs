//! Servers (OAS.md 19, 20).

use std::collections::HashSet;

use super::Lowerer;
use super::naming::{self, Scope};
use super::operations::text;
use crate::diagnostics::{Code, Pointer};
use crate::dialect::extension;
use crate::model::{Ident, Server, ServerVariable};

/// Descriptions up to this many words make a good name.
const NAME_WORDS: usize = 4;

impl<'a> Lowerer<'a> {
    /// The servers of the list at `at`, each with a name for the `Server` enum.
    pub(super) fn servers(&mut self, servers: &[openapiv3::Server], at: &Pointer) -> Vec<Server> {
        let mut names = Scope::default();
        let mut methods = VariableNames::default();
        let mut lowered = Vec::with_capacity(servers.len());
        for (index, server) in servers.iter().enumerate() {
            let variables = variables(server, &mut methods);
            self.say_undeclared(&variables, &at.at([index.to_string().as_str(), "url"]));
            lowered.push(Server {
                name: names.claim(&server_name(server, index)),
                url: server.url.trim_end_matches('/').to_owned(),
                description: text(server.description.as_deref()),
                variables,
            });
        }
        lowered
    }

    /// Variables of a URL that the document gives no value for.
    fn say_undeclared(&mut self, variables: &[ServerVariable], url: &Pointer) {
        for variable in variables.iter().filter(|one| one.default.is_none()) {
            let message = format!(
                "`{{{}}}` is not among the server's variables",
                variable.wire
            );
            self.sink
                .say(Code::UnfilledTemplate, url, message)
                .and_help(format!(
                    "a program has to set it with `{}` of the builder; declare it under `variables`, with a default",
                    variable.name
                ));
        }
    }
}

/// The builder methods of server variables: one for each name, whichever server has it.
struct VariableNames {
    scope: Scope,
    known: Vec<(String, Ident)>,
}

impl Default for VariableNames {
    fn default() -> Self {
        let reserved = super::security::BUILDER_METHODS.iter().copied();
        let credentials = super::security::CREDENTIAL_METHODS.iter().copied();
        Self {
            scope: Scope::reserving(reserved.chain(credentials)),
            known: Vec::new(),
        }
    }
}

impl VariableNames {
    fn of(&mut self, wire: &str) -> Ident {
        if let Some((_, name)) = self.known.iter().find(|(known, _)| known == wire) {
            return name.clone();
        }
        let name = self.scope.claim(&naming::snake_name(wire));
        self.known.push((wire.to_owned(), name.clone()));
        name
    }
}

/// A server's name: what the document calls it if that is short, `Default` for the first, else its number.
fn server_name(server: &openapiv3::Server, index: usize) -> Ident {
    let given = server
        .extensions
        .get(extension::NAME)
        .and_then(serde_json::Value::as_str);
    let short = |text: &&str| (1..=NAME_WORDS).contains(&text.split_whitespace().count());
    let described = given
        .or(server.description.as_deref())
        .map(str::trim)
        .filter(short);
    match described {
        Some(text) => naming::variant_name(text),
        None if index == 0 => naming::variant_name("Default"),
        None => naming::variant_name(&format!("Server {}", index + 1)),
    }
}

/// The variables of a server's URL, each once, in the order of the template; one that is not declared has no default.
fn variables(server: &openapiv3::Server, methods: &mut VariableNames) -> Vec<ServerVariable> {
    let declared = server.variables.as_ref();
    let mut seen = HashSet::new();
    variables_in(&server.url)
        .filter(|wire| seen.insert(*wire))
        .map(|wire| {
            let variable = declared.and_then(|variables| variables.get(wire));
            ServerVariable {
                wire: wire.to_owned(),
                name: methods.of(wire),
                default: variable.map(|variable| variable.default.clone()),
                allowed: variable
                    .map(|variable| variable.enumeration.clone())
                    .unwrap_or_default(),
                description: text(variable.and_then(|variable| variable.description.as_deref())),
            }
        })
        .collect()
}

/// The variables of a URL's template.
pub(super) fn variables_in(url: &str) -> impl Iterator<Item = &str> {
    let pieces = url.split('{').skip(1);
    pieces.filter_map(|piece| Some(piece.split_once('}')?.0))
}
