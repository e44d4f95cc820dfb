//! The methods of a generated client.

use clientsmith::model::{Api, Body, Ident, Operation};

use super::cases::Round;

/// A method of the client.
#[derive(Debug)]
pub struct Method<'a> {
    /// The operation, by its place in the model.
    pub index: usize,
    /// The operation.
    pub operation: &'a Operation,
    /// The method's name.
    pub name: &'a Ident,
    /// The body that it sends.
    pub body: Option<&'a Body>,
    /// What it alone is for, if it is none of the operation's own calls.
    pub round: Option<Round>,
    /// Whether it answers a stream.
    pub is_stream: bool,
}

/// The client's methods: of every operation its own, and after it one for each further media type of the body and for each
/// stream that it answers besides.
pub fn methods(api: &Api) -> Vec<Method<'_>> {
    let mut methods = Vec::new();
    for (index, operation) in api.operations.iter().enumerate() {
        let replies = operation.success.replies();
        let is_stream = matches!(replies, [only] if only.body.is_stream());
        let own = operation.body.as_ref();
        let mut add = |name, body, round, is_stream| {
            methods.push(Method {
                index,
                operation,
                name,
                body,
                round,
                is_stream,
            });
        };
        add(&operation.name, own, None, is_stream);
        for (place, one) in operation.further_bodies.iter().enumerate() {
            let round = Round::OtherBody(place);
            add(&one.method, Some(&one.body), Some(round), is_stream);
        }
        for (place, one) in operation.streaming.iter().enumerate() {
            add(&one.name, own, Some(Round::Stream(place)), true);
        }
    }
    methods
}
