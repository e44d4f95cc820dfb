//! Servers, of the document and of operations.

use crate::diagnostics::Pointer;
use crate::model::{Operation, Server, ServerVariable};

use super::super::kind::{Aspect, Kind, Subject};
use super::super::label;
use super::super::paths;
use super::super::report::Wire;
use super::{Claims, Finding, Walk};

/// Servers and where they stand.
struct List<'a> {
    servers: &'a [Server],
    at: Pointer,
    /// What the report puts before a server's URL.
    label: String,
    /// Whether the crate has items for them: those of operations have none.
    has_items: bool,
}

impl Walk<'_> {
    /// Compares the servers of the document.
    pub(super) fn servers(&mut self) {
        let list = |servers| List {
            servers,
            at: Pointer::root().join("servers"),
            label: String::new(),
            has_items: true,
        };
        self.server_lists(&list(&self.before.servers), &list(&self.after.servers));
    }

    /// Compares the servers that an operation has instead of the document's.
    pub(super) fn servers_of(&mut self, old: &Operation, new: &Operation) {
        let list = |operation: &'_ Operation| -> (Pointer, String) {
            let label = format!("{}: ", label::operation(operation));
            (operation.origin.join("servers"), label)
        };
        let ((old_at, old_label), (new_at, new_label)) = (list(old), list(new));
        self.server_lists(
            &List {
                servers: &old.servers,
                at: old_at,
                label: old_label,
                has_items: false,
            },
            &List {
                servers: &new.servers,
                at: new_at,
                label: new_label,
                has_items: false,
            },
        );
    }

    fn server_lists(&mut self, old: &List<'_>, new: &List<'_>) {
        let matched: Vec<Option<usize>> = old
            .servers
            .iter()
            .map(|server| position(server, old.servers, new.servers))
            .collect();
        for ((index, server), other) in old.servers.iter().enumerate().zip(&matched) {
            match other.and_then(|at| Some((at, new.servers.get(at)?))) {
                Some((at, other)) => {
                    let pointers = (old.at.join(index), new.at.join(at));
                    self.server(new, pointers, server, other);
                }
                None => {
                    let message = format!("the server {} is gone", server.url);
                    let mut finding = about(old, server, Aspect::Removed, Wire::Breaking, message);
                    finding.before = Some(old.at.join(index));
                    finding.claims.before = items(old, server);
                    self.say(finding);
                }
            }
        }
        for (index, server) in new.servers.iter().enumerate() {
            if !matched.contains(&Some(index)) {
                let message = format!("the server {} is new", server.url);
                let mut finding = about(new, server, Aspect::Added, Wire::Compatible, message);
                finding.after = Some(new.at.join(index));
                finding.claims.after = items(new, server);
                self.say(finding);
            }
        }
        self.usual_server(old, new);
    }

    /// The server that calls go to when nobody says.
    fn usual_server(&mut self, old: &List<'_>, new: &List<'_>) {
        let (Some(was), Some(is)) = (old.servers.first(), new.servers.first()) else {
            return;
        };
        let is_kept = new.servers.iter().any(|server| server.url == was.url);
        if was.url != is.url && is_kept {
            let message = format!(
                "calls go to {} when nobody says where, and went to {}",
                is.url, was.url
            );
            let mut finding = about(new, is, Aspect::DefaultChanged, Wire::Warning, message);
            finding.before = Some(old.at.join(0));
            finding.after = Some(new.at.join(0));
            self.say(finding);
        }
    }

    fn server(
        &mut self,
        list: &List<'_>,
        (before, after): (Pointer, Pointer),
        old: &Server,
        new: &Server,
    ) {
        let place = |finding: Finding| Finding {
            before: Some(before.clone()),
            after: Some(after.clone()),
            ..finding
        };
        if old.url != new.url {
            let message = format!("the server {} is {} now", old.url, new.url);
            let finding = about(list, new, Aspect::Changed, Wire::Warning, message);
            self.say(place(Finding {
                subject: format!("{}{}", list.label, old.url),
                ..finding
            }));
        }
        if old.name != new.name && list.has_items {
            let message = format!(
                "the server {} is `Server::{}` and was `Server::{}`",
                new.url, new.name, old.name
            );
            let mut finding = about(list, new, Aspect::Renamed, Wire::None, message);
            finding.claims.before = vec![paths::member("Server", &old.name)];
            finding.claims.after = vec![paths::member("Server", &new.name)];
            self.say(place(finding));
        }
        for finding in variables(list, old, new) {
            self.say(place(finding));
        }
    }
}

/// What differs in the variables of a server's URL.
fn variables(list: &List<'_>, old: &Server, new: &Server) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut say = |variable: &ServerVariable, aspect, wire, message: String| {
        found.push(Finding {
            kind: Kind::new(Subject::ServerVariable, aspect),
            subject: format!("{}{} {{{}}}", list.label, new.url, variable.wire),
            ..about(list, new, aspect, wire, message)
        });
    };
    for was in &old.variables {
        let wire = &was.wire;
        let mut others = new.variables.iter();
        let Some(is) = others.find(|is| is.wire == *wire) else {
            continue;
        };
        if was.default != is.default {
            let message = format!(
                "`{wire}` of the server is {} when nobody says, and was {}",
                default(is),
                default(was)
            );
            say(was, Aspect::DefaultChanged, Wire::Warning, message);
        }
        let allows = |variable: &ServerVariable, value: &String| {
            variable.allowed.is_empty() || variable.allowed.contains(value)
        };
        let refused: Vec<&str> = match (was.allowed.is_empty(), is.allowed.is_empty()) {
            (true, false) => vec!["any other value"],
            _ => {
                let gone = was.allowed.iter().filter(|value| !allows(is, value));
                gone.map(String::as_str).collect()
            }
        };
        if !refused.is_empty() {
            let message = format!(
                "`{wire}` of the server must not be {} any more",
                refused.join(", ")
            );
            say(was, Aspect::ConstraintTightened, Wire::Breaking, message);
        }
    }
    found
}

/// What a variable is when nobody says, for messages.
fn default(variable: &ServerVariable) -> String {
    match &variable.default {
        Some(default) => format!("{default:?}"),
        None => "nothing".to_owned(),
    }
}

/// The same server: of the same URL, else of the same name where neither URL stands on the other side.
fn position(server: &Server, old: &[Server], new: &[Server]) -> Option<usize> {
    let by_url = new.iter().position(|other| other.url == server.url);
    by_url.or_else(|| {
        new.iter().position(|other| {
            other.name == server.name && !old.iter().any(|known| known.url == other.url)
        })
    })
}

fn about(list: &List<'_>, server: &Server, aspect: Aspect, wire: Wire, message: String) -> Finding {
    Finding {
        kind: Kind::new(Subject::Server, aspect),
        wire,
        subject: format!("{}{}", list.label, server.url),
        before: None,
        after: None,
        message,
        claims: Claims::default(),
    }
}

/// What the crate has because of a server.
fn items(list: &List<'_>, server: &Server) -> Vec<String> {
    if !list.has_items {
        return Vec::new();
    }
    let variables = server.variables.iter();
    let variables = variables.map(|variable| paths::builder(&variable.name));
    [
        paths::member("Server", &server.name),
        "Server".to_owned(),
        "ClientBuilder::server".to_owned(),
    ]
    .into_iter()
    .chain(variables)
    .collect()
}
