//! Responses of an operation: which answers are a success, what each holds, and their headers (OAS.md 22).

use std::mem::discriminant;

use openapiv3::{ReferenceOr, Response, StatusCode};

use super::answers::{Content, accept, short_name};
use super::media::essence;
use super::naming::{self, Scope};
use super::operations::text;
use super::references::Resolved;
use super::status_names::status_name;
use super::{Context, Lowerer};
use crate::diagnostics::{Code, Place, Pointer};
use crate::model::{
    DocumentedResponse, Ident, Method, Reply, ReplyBody, ResponseHeader, StatusMatch, Success,
};

/// Variants that every error enum has by itself.
const CATCH_ALL: &str = "Undocumented";

/// The answers of an operation.
pub(super) struct Responses {
    pub(super) success: Success,
    /// The header `Accept` for the successes, where it is another than the usual one.
    pub(super) accept: Option<String>,
    /// The media types of the successes that are no streams.
    pub(super) success_types: Vec<String>,
    /// The media types of the errors.
    pub(super) error_types: Vec<String>,
    /// The streams that a success may be, one of each kind.
    pub(super) streams: Vec<StreamReply>,
    pub(super) errors: Vec<Reply>,
    pub(super) headers: Vec<ResponseHeader>,
    /// All of them, as the document lists them.
    pub(super) documented: Vec<DocumentedResponse>,
}

/// A success that comes item by item.
pub(super) struct StreamReply {
    pub(super) reply: Reply,
    pub(super) media_type: String,
    /// The data of the event after which no other comes.
    pub(super) done: Option<String>,
}

/// A response of the document and the statuses that it stands for.
struct Found<'a> {
    status: StatusMatch,
    response: Resolved<'a, Response>,
    /// False where HTTP knows no content, whatever the document says: that describes what GET would answer (RFC 9110
    /// §9.3.2).
    has_content: bool,
}

/// A response and the bodies that it may have; none: it has no content.
struct Answer {
    status: StatusMatch,
    variant: Ident,
    docs: Option<String>,
    at: Pointer,
    contents: Vec<Content>,
}

impl<'a> Lowerer<'a> {
    /// The answers of an operation, errors in the order exact, range, default.
    pub(super) fn responses(
        &mut self,
        operation: &'a openapiv3::Operation,
        method: &Method,
        at: &Pointer,
        context: &Context,
    ) -> Responses {
        let mut found = self.find_responses(operation, at);
        if *method == Method::Head {
            found.iter_mut().for_each(|found| found.has_content = false);
        }
        let documented = found.iter().map(|found| self.documented(found)).collect();
        let (mut successes, mut others): (Vec<_>, Vec<_>) = found
            .into_iter()
            .partition(|found| is_success(found.status));
        if successes.is_empty()
            && others.len() == 1
            && others
                .iter()
                .all(|found| found.status == StatusMatch::Default)
        {
            // The only answer that is documented stands for success as well.
            successes.extend(others.iter().map(|found| Found {
                status: found.status,
                response: copy(&found.response),
                has_content: found.has_content,
            }));
        }
        others.sort_by_key(|found| rank(found.status));
        let succeeding: Vec<_> = successes.iter().map(|found| &found.response).collect();
        let headers = self.response_headers(&succeeding);
        let only_one = successes.len() < 2;
        let mut names = Scope::default();
        let mut successes: Vec<Answer> = successes
            .iter()
            .map(|found| self.answer(found, only_one, "response", &mut names, context))
            .collect();
        let streams = self.take_streams(&mut successes);
        let mut error_names = Scope::reserving([CATCH_ALL]);
        let mut errors: Vec<Answer> = others
            .iter()
            .map(|found| self.answer(found, false, "error", &mut error_names, context))
            .collect();
        errors.iter_mut().for_each(Answer::read_whole);
        let (success_types, error_types) = (media_types(&successes), media_types(&errors));
        let contents = successes.iter().flat_map(|answer| &answer.contents);
        let contents = contents.map(|one| (one.media_type.as_str(), &one.body));
        let accept = accept(contents, &error_types);
        let success = success(replies(successes, &mut names));
        Responses {
            success,
            accept,
            success_types,
            error_types,
            streams,
            errors: replies(errors, &mut error_names),
            headers,
            documented,
        }
    }

    fn documented(&self, found: &Found<'a>) -> DocumentedResponse {
        let Resolved { item, at } = &found.response;
        let mut media_types: Vec<String> = Vec::new();
        for media_type in item.content.keys().map(String::as_str).map(essence) {
            if found.has_content && !media_types.contains(&media_type) {
                media_types.push(media_type);
            }
        }
        let components = self.openapi.components.as_ref();
        let components = components.map(|components| &components.headers);
        let headers = item.headers.iter().filter_map(|(wire, header)| {
            let at = at.at(["headers", wire]);
            let header = self.resolve("headers", components, header, &at)?;
            Some((wire.clone(), header.item.required))
        });
        DocumentedResponse {
            status: found.status,
            media_types,
            headers: headers.collect(),
            origin: at.clone(),
        }
    }

    /// Takes what comes item by item out of the successes; an answer that is nothing else goes with it.
    fn take_streams(&mut self, successes: &mut Vec<Answer>) -> Vec<StreamReply> {
        let mut taken: Vec<StreamReply> = Vec::new();
        let mut places: Vec<Pointer> = Vec::new();
        for answer in successes.iter_mut() {
            for content in answer.contents.extract_if(.., |one| one.body.is_stream()) {
                let at = answer.at.at(["content", &content.media_type]);
                let is_same_kind = |(known, _): &(&StreamReply, &Pointer)| {
                    discriminant(&known.reply.body) == discriminant(&content.body)
                };
                if let Some((known, first)) = taken.iter().zip(&places).find(is_same_kind) {
                    if known.reply.body != content.body {
                        let message = "a second stream of the same kind with other items is not supported yet";
                        let finding = self.sink.say(Code::Unsupported, &at, message);
                        let first = Place::Document(first.clone());
                        finding.related.push((first, "the first one".to_owned()));
                    }
                    continue;
                }
                places.push(at);
                taken.push(StreamReply {
                    reply: Reply {
                        status: answer.status,
                        media_type: None,
                        variant: answer.variant.clone(),
                        body: content.body,
                        docs: answer.docs.clone(),
                        examples: Vec::new(),
                    },
                    media_type: content.media_type,
                    done: content.done,
                });
            }
        }
        let was_taken = |answer: &Answer| taken.iter().any(|one| one.reply.status == answer.status);
        successes.retain(|answer| !answer.contents.is_empty() || !was_taken(answer));
        taken
    }

    fn find_responses(&self, operation: &'a openapiv3::Operation, at: &Pointer) -> Vec<Found<'a>> {
        let components = self
            .openapi
            .components
            .as_ref()
            .map(|components| &components.responses);
        let at = at.join("responses");
        let resolve = |status, key: &str, response: &'a ReferenceOr<Response>| {
            let response = self.resolve("responses", components, response, &at.join(key))?;
            Some(Found {
                status,
                response,
                has_content: !forbids_body(status),
            })
        };
        let numbered = operation
            .responses
            .responses
            .iter()
            .filter_map(|(status, response)| match status {
                StatusCode::Code(code) => {
                    resolve(StatusMatch::Code(*code), &status.to_string(), response)
                }
                StatusCode::Range(digit) => {
                    resolve(StatusMatch::Range(*digit), &status.to_string(), response)
                }
            });
        let default = operation
            .responses
            .default
            .iter()
            .filter_map(|response| resolve(StatusMatch::Default, "default", response));
        numbered.chain(default).collect()
    }

    fn answer(
        &mut self,
        found: &Found<'a>,
        only_one: bool,
        suffix: &str,
        names: &mut Scope,
        context: &Context,
    ) -> Answer {
        let variant = names.claim(&naming::variant_name(&status_name(found.status)));
        let suffix = if only_one {
            suffix.to_owned()
        } else {
            format!("{variant} {suffix}")
        };
        let Resolved { item, at } = &found.response;
        let contents = match found.has_content {
            true => self.contents(&item.content, at, context, &suffix),
            false => Vec::new(),
        };
        Answer {
            status: found.status,
            variant,
            docs: text(Some(&item.description)),
            at: at.clone(),
            contents,
        }
    }
}

impl Answer {
    /// An error is never handed over as it comes in: what it would be as a stream is its text.
    fn read_whole(&mut self) {
        let has_other = self.contents.iter().any(|one| !one.body.is_stream());
        self.contents
            .retain(|one| !has_other || !one.body.is_stream());
        for content in self.contents.iter_mut().filter(|one| one.body.is_stream()) {
            content.body = ReplyBody::Text;
        }
    }
}

fn media_types(answers: &[Answer]) -> Vec<String> {
    let contents = answers.iter().flat_map(|answer| &answer.contents);
    contents.map(|one| one.media_type.clone()).collect()
}

/// A reply for each body of each answer. The first of an answer is called after its status, the others after their media
/// types as well: a media type that a document adds renames nothing.
fn replies(answers: Vec<Answer>, names: &mut Scope) -> Vec<Reply> {
    let mut replies = Vec::with_capacity(answers.len());
    for answer in answers {
        let Answer {
            status,
            variant,
            docs,
            contents,
            ..
        } = answer;
        let reply = |variant, body| Reply {
            status,
            media_type: None,
            variant,
            body,
            docs: docs.clone(),
            examples: Vec::new(),
        };
        if contents.is_empty() {
            replies.push(reply(variant, ReplyBody::Empty));
            continue;
        }
        let are_several = contents.len() > 1;
        for (index, content) in contents.into_iter().enumerate() {
            let variant = match index {
                0 => variant.clone(),
                _ => names.claim(&naming::variant_name(&format!(
                    "{variant} {}",
                    short_name(&content.media_type)
                ))),
            };
            replies.push(Reply {
                media_type: are_several.then_some(content.media_type),
                examples: content.examples,
                ..reply(variant, content.body)
            });
        }
    }
    replies
}

fn copy<'a>(response: &Resolved<'a, Response>) -> Resolved<'a, Response> {
    Resolved {
        item: response.item,
        at: response.at.clone(),
    }
}

/// One type when all success answers hold the same; an enum of the statuses otherwise.
fn success(replies: Vec<Reply>) -> Success {
    let mut iter = replies.iter();
    let Some(first) = iter.next() else {
        return Success::One(nothing_documented());
    };
    if iter.all(|reply| reply.body == first.body) {
        return Success::One(first.clone());
    }
    Success::Several(replies)
}

fn nothing_documented() -> Reply {
    Reply {
        status: StatusMatch::Range(2),
        variant: naming::variant_name("Success"),
        media_type: None,
        body: ReplyBody::Empty,
        docs: None,
        examples: Vec::new(),
    }
}

fn is_success(status: StatusMatch) -> bool {
    matches!(status, StatusMatch::Code(200..=299) | StatusMatch::Range(2))
}

/// Statuses whose answers have no content (RFC 9110, §15.3.5, §15.3.6, §15.4.5).
fn forbids_body(status: StatusMatch) -> bool {
    matches!(status, StatusMatch::Code(204 | 205 | 304))
}

fn rank(status: StatusMatch) -> u8 {
    match status {
        StatusMatch::Code(_) => 0,
        StatusMatch::Range(_) => 1,
        StatusMatch::Default => 2,
    }
}
