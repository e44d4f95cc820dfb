//! What is said of a selection, and what is no more said because of it.

use super::found::{Found, Owner};
use crate::config::{Config, Selector};
use crate::diagnostics::{Code, Diagnostic, FileId, Place, Pointer, Sink, most_like};
use crate::source::Document;

/// Entries that hold for nothing in the document.
pub(super) fn unused(found: &[Found], config: &Config, sink: &mut Sink) {
    for (list, index, entry) in config.select.entries() {
        if found.iter().any(|found| entry.holds(&found.candidate())) {
            continue;
        }
        let place = config.places.of(&["select", list, &index.to_string()]);
        let message = "this entry holds for no operation or webhook of the document";
        let finding = sink.push(Diagnostic::new(Code::UnusedConfig, place, message));
        if let Some(other) = meant(entry, found) {
            finding.and_help(format!("did you mean `{other}`?"));
        }
        finding.and_help(match entry.keys() {
            0 | 1 => "ids, tags, paths and names are those after the overlays",
            _ => "all keys of an entry must hold for one and the same operation",
        });
    }
}

/// The tag, id or name that an entry may have meant.
fn meant<'f>(entry: &Selector, found: &'f [Found]) -> Option<&'f str> {
    let tags = found.iter().flat_map(|found| &found.tags);
    let ids = found.iter().map(|found| found.id.as_str());
    let webhooks = found.iter().filter_map(|found| found.candidate().webhook);
    match (&entry.tag, &entry.id, &entry.webhook) {
        (Some(tag), None, None) => most_like(tag.as_str(), tags.map(String::as_str)),
        (None, Some(id), None) => most_like(id.as_str(), ids),
        (None, None, Some(webhook)) => most_like(webhook.as_str(), webhooks),
        _ => None,
    }
}

/// How much is left out; that everything is, is an error.
pub(super) fn left_out(kept: &[Found], left_out: &[Found], config: &Config, sink: &mut Sink) {
    if left_out.is_empty() {
        return;
    }
    let is_webhook = |found: &&Found| matches!(found.owner, Owner::Webhook(_));
    let count = |all: &[Found]| {
        let webhooks = all.iter().filter(is_webhook).count();
        (all.len() - webhooks, webhooks)
    };
    let ((operations, webhooks), (kept_operations, kept_webhooks)) = (count(left_out), count(kept));
    let of = |left: usize, kept: usize, noun: &str| {
        let all = left + kept;
        (left > 0).then(|| match all {
            1 => format!("the only {noun}"),
            _ if kept == 0 => format!("all {all} {noun}s"),
            _ => format!("{left} of the {all} {noun}s"),
        })
    };
    let operations = of(operations, kept_operations, "operation");
    let webhooks = of(webhooks, kept_webhooks, "webhook");
    let parts: Vec<String> = operations.into_iter().chain(webhooks).collect();
    let parts = parts.join(" and ");
    let place = config.places.of(&["select"]);
    if kept.is_empty() {
        let message = format!("the selection leaves nothing: it leaves out {parts}");
        sink.push(Diagnostic::new(Code::InvalidConfig, place, message))
            .and_help("`include` takes what one of its entries holds for, and `exclude` has the last word");
        return;
    }
    let message = format!("the selection leaves out {parts}");
    sink.push(Diagnostic::new(Code::LeftOut, place, message));
}

/// Removes the findings about what was taken out.
pub(super) fn forget(
    document: &Document,
    kept: &[Pointer],
    taken_out: &[Pointer],
    sink: &mut Sink,
) {
    let origins = |places: &[Pointer]| -> Vec<(FileId, Pointer)> {
        places.iter().filter_map(|at| document.origin(at)).collect()
    };
    let (kept, gone) = (origins(kept), origins(taken_out));
    let lies_in = |at: &Pointer, place: &Pointer| at.strip_prefix(place).is_some();
    let is_of = |file: FileId, at: &Pointer, places: &[(FileId, Pointer)]| {
        places
            .iter()
            .any(|(other, place)| *other == file && lies_in(at, place))
    };
    sink.diagnostics_mut()
        .retain(|finding| match &finding.place {
            Place::Document(at) => !taken_out.iter().any(|place| lies_in(at, place)),
            // One part of a file may stand at several places.
            Place::File(file, at) => !is_of(*file, at, &gone) || is_of(*file, at, &kept),
            Place::Span(..) | Place::Path(_) => true,
        });
}
