//! References within one tree: where they lead, and whether they lead anywhere.

use std::collections::HashSet;

use serde_json::Value;

use super::Document;
use super::anchors::Anchors;
use super::reference::{self, Fragment, Reference};
use super::shape::{Kind, Standing};
use super::sites::{Form, Site, sites};
use crate::diagnostics::{Code, Diagnostic, Place, Pointer, Severity, Sink, most_like};

/// What a whole document is.
const WHOLE: Standing = Standing::Object(Kind::Document);

/// References that are followed one after the other before they are taken for endless.
const MAX_STEPS: usize = 64;

/// Checks every local reference of the bundled tree. One that leads through another reference
/// (`#/components/schemas/A/properties/b`, where `A` is a reference itself) is rewritten to where it leads.
pub(super) fn check(document: &mut Document, sink: &mut Sink) {
    let anchors = Anchors::default();
    let mut cycles = HashSet::new();
    let mut rewritten = Vec::new();
    for site in remarkable(&document.root) {
        if site.form == Form::Mapping && !looks_like_reference(&site.reference) {
            let fragment = Fragment::Pointer(schema_named(&site.reference));
            if resolve(&document.root, &anchors, &fragment).is_none() {
                let help = nearest(&document.root, &fragment, "");
                sink.push(unresolved(&site, Place::Document(site.text_at()), help));
            }
            continue;
        }
        let Reference::Local(fragment) = reference::parse(&site.reference, "") else {
            continue;
        };
        let Some(target) = resolve(&document.root, &anchors, &fragment) else {
            let help = nearest(&document.root, &fragment, "");
            sink.push(unresolved(&site, Place::Document(site.text_at()), help));
            continue;
        };
        if fragment != Fragment::Pointer(target.clone()) {
            rewritten.push((site.text_at(), local_reference(&target)));
        }
        if site.form == Form::Object {
            let tree = (&document.root, &anchors);
            check_chain(tree, &site, &target, &mut cycles, sink);
        }
    }
    for (at, text) in rewritten {
        if let Some(value) = document.root.pointer_mut(at.as_str()) {
            *value = Value::String(text);
        }
    }
}

/// Where the schema of this name stands among the components.
fn schema_named(name: &str) -> Pointer {
    Pointer::root().at(["components", "schemas", name])
}

/// The references that do not simply lead to a definition. A large document has tens of thousands that do, to a few
/// thousand definitions.
fn remarkable(root: &Value) -> Vec<Site> {
    let mut texts: HashSet<&str> = HashSet::new();
    sites(root, WHOLE, &Pointer::root(), |reference| {
        texts.insert(reference);
        false
    });
    texts.retain(|reference| !leads_to_definition(root, reference));
    if texts.is_empty() {
        return Vec::new();
    }
    sites(root, WHOLE, &Pointer::root(), |reference| {
        texts.contains(reference)
    })
}

fn leads_to_definition(root: &Value, reference: &str) -> bool {
    match reference::parse(reference, "") {
        Reference::Local(Fragment::Pointer(at)) => root
            .pointer(at.as_str())
            .is_some_and(|target| !target.get("$ref").is_some_and(Value::is_string)),
        _ => false,
    }
}

fn unresolved(site: &Site, place: Place, help: String) -> Diagnostic {
    let message = format!("`{}` leads to nothing", site.reference);
    soften(
        site,
        Diagnostic::new(Code::UnresolvedReference, place, message).help(help),
    )
}

/// Lowers a finding about a reference to a warning where the rest of the document does not depend on it.
pub(super) fn soften(site: &Site, mut diagnostic: Diagnostic) -> Diagnostic {
    let Some(outcome) = loss(site) else {
        return diagnostic;
    };
    diagnostic.severity = Severity::Warning;
    diagnostic.help(outcome)
}

/// What is lost with a reference that leads nowhere, if that is all.
pub(super) fn loss(site: &Site) -> Option<&'static str> {
    match (site.form, site.standing) {
        (Form::Mapping, _) => Some("this value of the discriminator is left out"),
        (_, Standing::Object(Kind::Example)) => Some("this example is left out"),
        (_, Standing::Object(Kind::Link)) => Some("this link is left out"),
        _ => None,
    }
}

/// Reports a circle of nothing but references, at the one of them that comes first in the tree.
fn check_chain(
    (root, anchors): (&Value, &Anchors),
    site: &Site,
    target: &Pointer,
    known: &mut HashSet<Pointer>,
    sink: &mut Sink,
) {
    let mut chain = vec![site.at.clone()];
    let mut here = target.clone();
    while chain.len() < MAX_STEPS {
        if known.contains(&here) {
            return;
        }
        if here == site.at {
            known.extend(chain.iter().cloned());
            sink.push(cycle(site, &chain));
            return;
        }
        let Some(next) =
            reference_of(root, &here).and_then(|fragment| resolve(root, anchors, &fragment))
        else {
            return;
        };
        // A circle that this reference leads into is said at one of those in it.
        if chain.contains(&here) {
            return;
        }
        chain.push(std::mem::replace(&mut here, next));
    }
}

fn cycle(site: &Site, chain: &[Pointer]) -> Diagnostic {
    let message = match chain.len() {
        1 => format!("`{}` refers to itself", site.at),
        _ => format!(
            "`{}` leads back to itself, through nothing but references",
            site.at
        ),
    };
    let steps: Vec<String> = chain
        .iter()
        .chain(chain.first())
        .map(|at| format!("`{at}`"))
        .collect();
    let diagnostic = Diagnostic::new(
        Code::ReferenceCycle,
        Place::Document(site.text_at()),
        message,
    );
    let diagnostic = chain.iter().skip(1).fold(diagnostic, |diagnostic, at| {
        diagnostic.related(Place::Document(at.join("$ref")), "through this")
    });
    diagnostic.help(format!(
        "one of them must be a definition: {}",
        steps.join(" → ")
    ))
}

/// The local reference that the value at `at` is.
fn reference_of(root: &Value, at: &Pointer) -> Option<Fragment> {
    let text = root.pointer(at.as_str())?.get("$ref")?.as_str()?;
    match reference::parse(text, "") {
        Reference::Local(fragment) => Some(fragment),
        _ => None,
    }
}

/// The pointer of the value that a fragment names, also through references on the way; `anchors` are those of `root`.
pub(super) fn resolve(root: &Value, anchors: &Anchors, fragment: &Fragment) -> Option<Pointer> {
    match fragment {
        Fragment::Pointer(pointer) => match root.pointer(pointer.as_str()) {
            Some(_) => Some(pointer.clone()),
            // People write `#/` for the whole.
            None if pointer.as_str() == "/" => Some(Pointer::root()),
            None => resolve_through(root, pointer),
        },
        Fragment::Anchor(name) => anchors.find(root, name),
    }
}

fn resolve_through(root: &Value, pointer: &Pointer) -> Option<Pointer> {
    let mut rest: Vec<String> = pointer.tokens().collect();
    rest.reverse();
    let mut here = Pointer::root();
    let mut steps = 0;
    while let Some(token) = rest.last() {
        let next = here.join(token);
        if root.pointer(next.as_str()).is_some() {
            rest.pop();
            here = next;
            continue;
        }
        let Fragment::Pointer(leads_to) = reference_of(root, &here)? else {
            return None;
        };
        steps += 1;
        if steps > MAX_STEPS {
            return None;
        }
        rest.extend(leads_to.tokens().collect::<Vec<_>>().into_iter().rev());
        here = Pointer::root();
    }
    Some(here)
}

/// What the author of a fragment that leads to nothing may have meant. `path` is the file that it was looked for in, if
/// it is not the document itself.
pub(super) fn nearest(root: &Value, fragment: &Fragment, path: &str) -> String {
    let holder = if path.is_empty() {
        "the document".to_owned()
    } else {
        format!("`{path}`")
    };
    let pointer = match fragment {
        Fragment::Pointer(pointer) => pointer,
        Fragment::Anchor(name) => return format!("there is no `$anchor: {name}` in {holder}"),
    };
    if let Some(meant) = alike(root, pointer) {
        return format!("did you mean `{path}{}`?", local_reference(&meant));
    }
    // The last step that is there tells where it went wrong.
    let mut there = pointer.parent();
    while let Some(at) = there.take_if(|at| root.pointer(at.as_str()).is_none()) {
        there = at.parent();
    }
    let there = there.unwrap_or_default();
    let missing = pointer
        .strip_prefix(&there)
        .and_then(|rest| rest.tokens().next())
        .unwrap_or_default();
    match there == Pointer::root() {
        true => format!("there is no `{missing}` in {holder}"),
        false => format!(
            "there is no `{missing}` in `{path}{}`",
            local_reference(&there)
        ),
    }
}

/// A value whose name is like the one that `pointer` ends in: beside it, or anywhere among the components.
fn alike(root: &Value, pointer: &Pointer) -> Option<Pointer> {
    let wanted = pointer.last()?;
    let parent = pointer.parent()?;
    let siblings = root.pointer(parent.as_str()).and_then(Value::as_object);
    if let Some(name) =
        siblings.and_then(|siblings| most_like(&wanted, siblings.keys().map(String::as_str)))
    {
        return Some(parent.join(name));
    }
    let sections = root.get("components")?.as_object()?.iter();
    sections
        .filter_map(|(section, members)| Some((section, members.as_object()?)))
        .find_map(|(section, members)| {
            most_like(&wanted, members.keys().map(String::as_str))
                .map(|name| Pointer::root().at(["components", section.as_str(), name]))
        })
}

/// `#` and a pointer, as it is written in a `$ref`.
pub(super) fn local_reference(pointer: &Pointer) -> String {
    format!("#{}", pointer.as_str().replace('%', "%25"))
}

/// Whether a discriminator's mapping value is a reference, not the name of a schema.
pub(super) fn looks_like_reference(text: &str) -> bool {
    text.contains(['#', '/'])
        || [".json", ".yaml", ".yml"]
            .iter()
            .any(|ending| text.ends_with(ending))
}
