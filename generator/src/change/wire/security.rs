//! Security: what credentials a call needs, and how they travel.

use std::collections::HashSet;

use crate::diagnostics::Pointer;
use crate::model::{Api, Operation, SecurityKind, SecurityScheme};

use super::super::kind::{Aspect, Kind, Subject};
use super::super::label;
use super::super::paths;
use super::super::report::Wire;
use super::{Claims, Finding, Walk};

/// Schemes that are needed together, each with its scopes.
type Alternative<'a> = Vec<(&'a SecurityScheme, Vec<&'a str>)>;

impl<'a> Walk<'a> {
    /// Compares the schemes of the document.
    pub(super) fn security_schemes(&mut self) {
        let (before, after) = (self.before, self.after);
        for scheme in &before.security_schemes {
            let same = |other: &&SecurityScheme| other.wire == scheme.wire;
            match after.security_schemes.iter().find(same) {
                Some(other) => self.security_scheme(scheme, other),
                None => {
                    let message = format!("the security scheme `{}` is gone", scheme.wire);
                    // What it means to a call is said of the call.
                    let mut finding = about(scheme, scheme, Aspect::Removed, Wire::None, message);
                    finding.after = None;
                    finding.claims.after = Vec::new();
                    self.say(finding);
                }
            }
        }
        for scheme in &after.security_schemes {
            let mut known = before.security_schemes.iter();
            if !known.any(|other| other.wire == scheme.wire) {
                let message = format!("the security scheme `{}` is new", scheme.wire);
                let mut finding = about(scheme, scheme, Aspect::Added, Wire::None, message);
                finding.before = None;
                finding.claims.before = Vec::new();
                self.say(finding);
            }
        }
    }

    /// The names of the schemes that are there before and after.
    fn kept_schemes(&self) -> HashSet<&'a str> {
        let names = |api: &'a Api| -> HashSet<&'a str> {
            let schemes = api.security_schemes.iter();
            schemes.map(|scheme| scheme.wire.as_str()).collect()
        };
        let after = names(self.after);
        let mut before = names(self.before);
        before.retain(|name| after.contains(name));
        before
    }

    fn security_scheme(&mut self, old: &SecurityScheme, new: &SecurityScheme) {
        if !is_alike(old, new) {
            let message = format!("the credential of `{}` travels otherwise", new.wire);
            self.say(about(old, new, Aspect::Changed, Wire::Breaking, message));
        } else if old.kind != new.kind {
            let message = format!("`{}` takes its tokens from elsewhere", new.wire);
            self.say(about(old, new, Aspect::Changed, Wire::Warning, message));
        }
        if old.method != new.method {
            let message = format!(
                "the credential of `{}` is given by `{}` and was given by `{}`",
                new.wire, new.method, old.method
            );
            self.say(about(old, new, Aspect::Renamed, Wire::None, message));
        }
    }

    /// Compares what an operation needs.
    pub(super) fn security(&mut self, old: &Operation, new: &Operation) {
        let was = alternatives(old, &self.before.security_schemes);
        let is = alternatives(new, &self.after.security_schemes);
        let kept = self.kept_schemes();
        for alternative in &was {
            if is.iter().any(|other| suffices(&kept, alternative, other)) {
                continue;
            }
            let message = match is_open(alternative) {
                true => format!("calls need {} now, and needed nothing", said(&is)),
                false => format!("{} is no longer enough", one(alternative)),
            };
            let aspect = match is_open(alternative) {
                true => Aspect::BecameRequired,
                false => Aspect::Removed,
            };
            self.say(requirement(old, new, aspect, Wire::Breaking, message));
        }
        for alternative in &is {
            // Where none of the old ones is accepted, that was said above.
            let is_kept = was
                .iter()
                .any(|other| is.iter().any(|is| suffices(&kept, other, is)));
            if !is_kept || was.iter().any(|other| same_as(&kept, other, alternative)) {
                continue;
            }
            let (aspect, message) = match is_open(alternative) {
                true => (
                    Aspect::BecameOptional,
                    "calls need no credential any more".to_owned(),
                ),
                false => (
                    Aspect::Added,
                    format!("{} is enough as well", one(alternative)),
                ),
            };
            let wire = Wire::Compatible;
            self.say(requirement(old, new, aspect, wire, message));
        }
    }
}

/// What an operation needs; an empty alternative where it needs nothing.
fn alternatives<'a>(
    operation: &'a Operation,
    schemes: &'a [SecurityScheme],
) -> Vec<Alternative<'a>> {
    if operation.security.is_empty() {
        return vec![Vec::new()];
    }
    let all = operation.security.iter().enumerate();
    all.map(|(at, indexes)| {
        let scopes = operation.scopes.get(at);
        let needed = indexes.iter().enumerate();
        let needed = needed.filter_map(|(place, index)| {
            let scopes = scopes.and_then(|scopes| scopes.get(place));
            let scopes = scopes.map(|scopes| scopes.split_whitespace().collect());
            Some((schemes.get(*index)?, scopes.unwrap_or_default()))
        });
        needed.collect()
    })
    .collect()
}

fn is_open(alternative: &Alternative<'_>) -> bool {
    alternative.is_empty()
}

/// Whether who has the credentials of `old` may make a call that needs those of `new`.
fn suffices(kept: &HashSet<&str>, old: &Alternative<'_>, new: &Alternative<'_>) -> bool {
    new.iter().all(|(scheme, scopes)| {
        let mut had = old.iter();
        had.any(|(other, granted)| {
            // A scheme whose credential travels otherwise is said once, of the scheme.
            let is_kept = |scheme: &SecurityScheme| kept.contains(scheme.wire.as_str());
            let is_renamed = !is_kept(other) && !is_kept(scheme) && is_alike(other, scheme);
            let is_same = other.wire == scheme.wire || is_renamed;
            is_same && scopes.iter().all(|scope| granted.contains(scope))
        })
    })
}

fn same_as(kept: &HashSet<&str>, old: &Alternative<'_>, new: &Alternative<'_>) -> bool {
    suffices(kept, old, new) && suffices(kept, new, old)
}

/// Whether the same credential is sent in the same way, whatever the scheme is called.
fn is_alike(one: &SecurityScheme, other: &SecurityScheme) -> bool {
    match (&one.kind, &other.kind) {
        (
            SecurityKind::Bearer | SecurityKind::OAuth2(_),
            SecurityKind::Bearer | SecurityKind::OAuth2(_),
        ) => std::mem::discriminant(&one.kind) == std::mem::discriminant(&other.kind),
        (
            SecurityKind::Header { name, prefix },
            SecurityKind::Header {
                name: other,
                prefix: other_prefix,
            },
        ) => name.eq_ignore_ascii_case(other) && prefix == other_prefix,
        (one, other) => one == other,
    }
}

/// `bearerAuth and apiKey`.
fn one(alternative: &Alternative<'_>) -> String {
    let names = alternative
        .iter()
        .map(|(scheme, scopes)| match scopes.as_slice() {
            [] => format!("`{}`", scheme.wire),
            scopes => format!("`{}` with {}", scheme.wire, scopes.join(", ")),
        });
    match alternative.is_empty() {
        true => "no credential".to_owned(),
        false => names.collect::<Vec<_>>().join(" and "),
    }
}

fn said(alternatives: &[Alternative<'_>]) -> String {
    alternatives
        .iter()
        .map(one)
        .collect::<Vec<_>>()
        .join(" or ")
}

fn about(
    old: &SecurityScheme,
    new: &SecurityScheme,
    aspect: Aspect,
    wire: Wire,
    message: String,
) -> Finding {
    Finding {
        kind: Kind::new(Subject::SecurityScheme, aspect),
        wire,
        subject: new.wire.clone(),
        before: Some(old.origin.clone()),
        after: Some(new.origin.clone()),
        message,
        claims: Claims::new(methods(old), methods(new)),
    }
}

/// The methods of the builder that take what a scheme needs.
fn methods(scheme: &SecurityScheme) -> Vec<String> {
    let grants = match &scheme.kind {
        SecurityKind::OAuth2(oauth2) => [&oauth2.client_credentials, &oauth2.refresh_token],
        _ => [&None, &None],
    };
    let grants = grants.into_iter().flatten();
    let all = [&scheme.method].into_iter().chain(&scheme.token_source);
    all.chain(grants).map(paths::builder).collect()
}

fn requirement(
    old: &Operation,
    new: &Operation,
    aspect: Aspect,
    wire: Wire,
    message: String,
) -> Finding {
    Finding {
        kind: Kind::new(Subject::Security, aspect),
        wire,
        subject: match new.security_origin.parent() == Some(Pointer::root()) {
            true => "security".to_owned(),
            false => format!("{}: security", label::operation(new)),
        },
        before: Some(old.security_origin.clone()),
        after: Some(new.security_origin.clone()),
        message,
        claims: Claims::default(),
    }
}
