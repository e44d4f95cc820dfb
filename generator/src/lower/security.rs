//! Security schemes and requirements (OAS.md 21).

use openapiv3::{APIKeyLocation, ReferenceOr, SecurityRequirement, SecurityScheme as Source};

use super::Lowerer;
use super::naming::{self, Scope};
use super::oauth2;
use super::operations::text;
use crate::diagnostics::{Code, Pointer};
use crate::dialect::extension;
use crate::model::{Ident, SecurityKind, SecurityScheme};

/// Methods that every client builder has by itself (`rt::client_builder!`).
pub(super) const BUILDER_METHODS: &[&str] = &[
    "server",
    "base_url",
    "timeout",
    "attempt_timeout",
    "connect_timeout",
    "root_certificate",
    "max_retries",
    "max_concurrency",
    "max_retry_wait",
    "max_response_bytes",
    "user_agent_prefix",
    "default_header",
    "validate_requests",
    "transport",
    "clock",
    "sleeper",
    "randomness",
    "hook",
    "build",
    "core",
    "self",
    "new",
];

/// Methods that a builder may have for the schemes of its document.
pub(super) const CREDENTIAL_METHODS: &[&str] = &[
    "api_key",
    "bearer_token",
    "basic_auth",
    "access_token",
    "authorization",
    "client_certificate",
    "client_credentials",
    "refresh_token",
    "token_source",
];

impl<'a> Lowerer<'a> {
    /// The schemes that a client can be given a credential for, in the order of the document.
    pub(super) fn security_schemes(&mut self) -> Vec<SecurityScheme> {
        let Some(components) = &self.openapi.components else {
            return Vec::new();
        };
        let place = Pointer::root().at(["components", "securitySchemes"]);
        let mut methods = Scope::reserving(BUILDER_METHODS.iter().copied());
        let mut schemes = Vec::new();
        for (wire, scheme) in &components.security_schemes {
            let ReferenceOr::Item(source) = scheme else {
                continue;
            };
            let origin = place.join(wire);
            let method = self.credential_method(wire, source, &mut methods);
            let kind = self.security_kind(wire, source, &origin, &mut methods);
            let is_token = matches!(kind, SecurityKind::Bearer | SecurityKind::OAuth2(_));
            let token_source = is_token.then(|| oauth2::method("token_source", wire, &mut methods));
            schemes.push(SecurityScheme {
                wire: wire.clone(),
                method,
                kind,
                token_source,
                description: text(description(source)),
                origin,
            });
        }
        schemes
    }

    fn security_kind(
        &mut self,
        wire: &str,
        source: &Source,
        origin: &Pointer,
        methods: &mut Scope,
    ) -> SecurityKind {
        let prefix = self
            .config
            .security
            .get(wire)
            .and_then(|config| config.prefix.clone())
            .unwrap_or_default();
        match source {
            source if is_mutual_tls(source) => SecurityKind::MutualTls,
            Source::APIKey { location, name, .. } => match location {
                APIKeyLocation::Header => SecurityKind::Header {
                    name: name.clone(),
                    prefix,
                },
                APIKeyLocation::Query => SecurityKind::Query { name: name.clone() },
                APIKeyLocation::Cookie => SecurityKind::Cookie { name: name.clone() },
            },
            Source::HTTP { scheme, .. } => match scheme.to_ascii_lowercase().as_str() {
                "bearer" => SecurityKind::Bearer,
                "basic" => SecurityKind::Basic,
                other => {
                    let message = format!(
                        "the HTTP authentication scheme `{other}` is sent as `Authorization: {scheme} …` with the text given"
                    );
                    self.sink.say(Code::Unsupported, origin, message);
                    SecurityKind::Header {
                        name: "Authorization".to_owned(),
                        prefix: format!("{scheme} "),
                    }
                }
            },
            Source::OAuth2 {
                flows, extensions, ..
            } => {
                self.say_unfilled_addresses(flows, extensions, origin);
                SecurityKind::OAuth2(oauth2::of_flows(wire, flows, extensions, methods))
            }
            Source::OpenIDConnect {
                open_id_connect_url,
                ..
            } => {
                self.say_unfilled_address(open_id_connect_url, &origin.join("openIdConnectUrl"));
                SecurityKind::OAuth2(oauth2::of_metadata(wire, open_id_connect_url, methods))
            }
        }
    }

    /// `bearer_token`, `api_key`, … for the first scheme of its sort; the scheme's own name for further ones.
    fn credential_method(&self, wire: &str, source: &Source, methods: &mut Scope) -> Ident {
        if let Some(name) = self
            .config
            .security
            .get(wire)
            .and_then(|config| config.method.as_deref())
        {
            return methods.claim(&naming::snake_name(name));
        }
        let usual = naming::snake_name(match source {
            source if is_mutual_tls(source) => "client_certificate",
            Source::APIKey { .. } => "api_key",
            Source::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("bearer") => "bearer_token",
            Source::HTTP { scheme, .. } if scheme.eq_ignore_ascii_case("basic") => "basic_auth",
            Source::HTTP { .. } => "authorization",
            Source::OAuth2 { .. } | Source::OpenIDConnect { .. } => "access_token",
        });
        let claimed = methods.claim(&usual);
        if claimed == usual {
            return claimed;
        }
        methods.release(&claimed);
        methods.claim(&naming::snake_name(wire))
    }

    /// The alternatives of an operation, its own or else the root's, with the scopes that they need; requirements of unknown
    /// schemes are dropped.
    pub(super) fn requirements(
        &mut self,
        operation: &openapiv3::Operation,
        schemes: &[SecurityScheme],
        at: &Pointer,
    ) -> Requirements {
        let root = Pointer::root().join("security");
        let (requirements, at) = match (&operation.security, &self.openapi.security) {
            (Some(own), _) => (own.as_slice(), at.join("security")),
            (None, Some(shared)) => (shared.as_slice(), root),
            (None, None) => (&[] as &[_], root),
        };
        let requirements = requirements.iter().enumerate();
        let alternatives = requirements
            .filter_map(|(index, one)| self.requirement(one, schemes, &at.join(index)))
            .collect();
        Requirements { alternatives, at }
    }

    fn requirement(
        &mut self,
        requirement: &SecurityRequirement,
        schemes: &[SecurityScheme],
        at: &Pointer,
    ) -> Option<Vec<Requirement>> {
        let mut needed = Vec::with_capacity(requirement.len());
        for (name, scopes) in requirement {
            let mut known = schemes.iter().enumerate();
            match known.find(|(_, scheme)| scheme.wire == *name) {
                Some((index, scheme)) => needed.push(Requirement {
                    scheme: index,
                    scopes: match scheme.kind {
                        SecurityKind::OAuth2(_) => {
                            self.say_unfilled_scopes(scopes, &at.join(name));
                            asked_for(scopes)
                        }
                        // 3.1 takes them for the names of roles, which are not asked for.
                        _ => String::new(),
                    },
                }),
                None => {
                    if !self.is_remembered(name) {
                        self.sink
                            .say(Code::UnknownSecurityScheme, &at.join(name), format!("`{name}` is no security scheme of this document"))
                            .and_help("declare it in `components.securitySchemes`; this alternative is left out");
                    }
                    return None;
                }
            }
        }
        Some(needed)
    }

    /// Whether the document declares the scheme and only the generator cannot use it, which was said already.
    fn is_remembered(&self, name: &str) -> bool {
        let extension = self.openapi.extensions.get(extension::SECURITY_SCHEMES);
        extension.and_then(|schemes| schemes.get(name)).is_some()
    }
}

/// What an operation needs, and where the document says so.
pub(super) struct Requirements {
    pub(super) alternatives: Vec<Vec<Requirement>>,
    pub(super) at: Pointer,
}

/// A scheme that an operation needs.
pub(super) struct Requirement {
    /// Its index.
    pub(super) scheme: usize,
    /// The scopes that a token must have, with spaces between them.
    pub(super) scopes: String,
}

impl Requirement {
    /// The indexes of all alternatives, and their scopes if there are any.
    pub(super) fn split(alternatives: Vec<Vec<Self>>) -> (Vec<Vec<usize>>, Vec<Vec<String>>) {
        let schemes = alternatives
            .iter()
            .map(|all| all.iter().map(|one| one.scheme).collect())
            .collect();
        let mut needed = alternatives.iter().flatten();
        if needed.all(|one| one.scopes.is_empty()) {
            return (schemes, Vec::new());
        }
        let scopes = alternatives
            .into_iter()
            .map(|all| all.into_iter().map(|one| one.scopes).collect())
            .collect();
        (schemes, scopes)
    }
}

/// The scopes as a token endpoint is asked for them (RFC 6749 §3.3). One with a variable (`manage:{project}`) is none that a
/// server knows.
fn asked_for(scopes: &[String]) -> String {
    let known = scopes.iter().filter(|scope| !scope.contains('{'));
    known.map(String::as_str).collect::<Vec<_>>().join(" ")
}

fn is_mutual_tls(source: &Source) -> bool {
    matches!(source, Source::APIKey { extensions, .. } if extensions.contains_key(extension::MUTUAL_TLS))
}

fn description(source: &Source) -> Option<&str> {
    match source {
        Source::APIKey { description, .. }
        | Source::HTTP { description, .. }
        | Source::OAuth2 { description, .. }
        | Source::OpenIDConnect { description, .. } => description.as_deref(),
    }
}
