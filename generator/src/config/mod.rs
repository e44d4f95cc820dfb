//! `client.toml`: our choices for one API. Unknown keys are errors with a place.

mod check;
mod crate_name;
mod keys;
mod levels;
mod lint;
mod pagination;
mod pattern;
mod read;
mod select;
#[cfg(test)]
mod tests;

pub use keys::Places;
#[cfg(test)]
pub(crate) use keys::every_key;
pub use levels::{apply_levels, is_final};
pub use lint::{Lint, LintEntry};
pub use pagination::{Pagination, PaginationKind};
pub use pattern::Pattern;
pub use read::read;
pub use select::{Candidate, Glob, Select, Selector};

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// The whole of `client.toml`. Every table and key may be left out.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Config {
    /// `schemas`: which schemas of the document become types.
    pub schemas: Schemas,
    /// `inline-types`: whether schemas without a name of their own that say the same are one type.
    pub inline_types: InlineTypes,
    /// `[select]`: which operations and webhooks of the document the crate has.
    pub select: Select,
    /// `[package]`: what stands in the generated `Cargo.toml`.
    pub package: Package,
    /// `[types]`: which Rust types stand for which formats.
    pub types: Types,
    /// `[parameters]`: how parameters are written where the specification leaves it open.
    pub parameters: Parameters,
    /// `[formats]`: what strings of a format become, whatever they would otherwise: `ulid = "uuid"`, `ipv4 = "string"`.
    pub formats: BTreeMap<String, Format>,
    /// `[rename]`: names in Rust instead of those made from the document.
    pub rename: Rename,
    /// `[security.<scheme>]`, by the scheme's name in the document.
    pub security: BTreeMap<String, Security>,
    /// `[operations.<operationId>]`, by the id that the operation has after the overlays.
    pub operations: BTreeMap<String, Operation>,
    /// `[webhooks]`: what tells the events of the document's webhooks apart.
    pub webhooks: Webhooks,
    /// `[lints]`: levels by code, `missing-operation-id = "allow"`, and by code and place,
    /// `ambiguous-union = { level = "allow", at = "/components/schemas/Pet/**" }`.
    pub lints: BTreeMap<String, Lint>,
    /// `[[allowed-changes]]`: changes of the document that are known, so that nothing fails because of them.
    pub allowed_changes: Vec<AllowedChange>,
    /// `[[example]]`: programs to generate under `examples/`.
    pub example: Vec<Example>,
    /// Where each setting is written.
    #[serde(skip)]
    pub places: Places,
}

impl Config {
    /// The schemas that are items of streams, as they are named.
    pub fn stream_items(&self) -> Vec<&str> {
        self.stream_items_but_of(&[])
    }

    /// The same without those of these operations.
    pub fn stream_items_but_of(&self, left_out: &[String]) -> Vec<&str> {
        let operations = self.operations.iter();
        let streams = operations
            .filter(|(id, _)| !left_out.contains(id))
            .filter_map(|(_, one)| one.stream.as_ref());
        streams
            .filter_map(|stream| stream.item.as_deref())
            .collect()
    }
}

/// Which schemas of the document become types.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Schemas {
    /// Those that an operation or a webhook leads to; all of them when the document has neither.
    #[default]
    Used,
    /// All of them.
    All,
}

/// What becomes of schemas that stand within others, have no name of their own, and say the same of the same thing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InlineTypes {
    /// One type with a name for each place.
    #[default]
    Shared,
    /// A type for each place.
    Distinct,
}

/// `[package]`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Package {
    /// The crate's name; `<api>-client` when absent.
    pub name: Option<String>,
    /// The crate's version (Semantic Versioning); `0.1.0` when absent.
    pub version: Option<String>,
    /// One line for the registry; made from the document's title when absent.
    pub description: Option<String>,
    /// SPDX expression of the crate's licence; none when absent.
    pub license: Option<String>,
}

/// `[types]`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Types {
    /// What `format: date-time` becomes.
    pub date_time: DateTime,
}

/// `[parameters]`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Parameters {
    /// How arrays within a `deepObject` are written.
    pub nested_arrays: NestedArrays,
}

/// How arrays of scalars within a `deepObject` are written; those of objects have indices in any case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NestedArrays {
    /// `a[b][]=1&a[b][]=2`: PHP, Rails, qs.
    #[default]
    Brackets,
    /// `a[b][0]=1&a[b][1]=2`: ASP.NET.
    Indices,
    /// `a[b]=1&a[b]=2`
    Repeated,
}

/// What `format: date-time` (and `date`) becomes in Rust.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateTime {
    /// The runtime's `DateTime`, a `jiff::Timestamp` that reads what servers really send.
    #[default]
    Jiff,
    /// `String`, as sent.
    String,
}

/// `[rename]`: by what the document calls things, the name in Rust. A schema is called by its name in
/// `components.schemas`, an inline one by its JSON pointer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Rename {
    /// By schema, the type's name.
    pub types: BTreeMap<String, String>,
    /// By `<schema>.<property>`, the field's name.
    pub fields: BTreeMap<String, String>,
    /// By `<schema>.<value>`, the variant's name; an alternative of a union is called by its own variant's name.
    pub variants: BTreeMap<String, String>,
    /// By `operationId`, the method's name.
    pub operations: BTreeMap<String, String>,
}

/// What a string of some format becomes in Rust.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Text as sent.
    String,
    /// A point in time.
    DateTime,
    /// A day.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A UUID.
    Uuid,
    /// An IP address of either version.
    Ip,
    /// An IPv4 address.
    Ipv4,
    /// An IPv6 address.
    Ipv6,
    /// A decimal number.
    Decimal,
    /// Bytes as base64.
    Byte,
    /// Text that is not shown.
    Password,
}

/// `[security.<scheme>]`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Security {
    /// Text that an API key's value is preceded by on the wire, such as `"api-key "`.
    pub prefix: Option<String>,
    /// The builder method's name.
    pub method: Option<String>,
}

/// `[operations.<operationId>]`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Operation {
    /// The method's name in Rust, instead of the one made from the id.
    pub name: Option<String>,
    /// The operation may be sent twice without harm although its HTTP method does not say so.
    pub idempotent: bool,
    /// The request header that carries one key per call, the same on every attempt; by default a header parameter
    /// `Idempotency-Key` of a POST or PATCH. Empty: none.
    pub idempotency_key: Option<String>,
    /// The operation answers a stream, or can: what the document does not say of it.
    pub stream: Option<Stream>,
    /// `[operations.<operationId>.pagination]`: its answers are pages, and its calls have `items()` and `pages()`.
    pub pagination: Option<Pagination>,
}

/// `stream` of an operation: `{ item = "Chunk", done = "[DONE]", when = "stream" }`.
///
/// An operation that answers something else as well keeps its method, and gets a second one for the stream,
/// `<method>_stream`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Stream {
    /// The schema of one item (of events, of their data): its name in `components.schemas`, or a reference to it. What the
    /// document says when absent; without that, data of events are text and lines are any JSON.
    pub item: Option<String>,
    /// How items are told apart, where the document does not say it.
    pub format: StreamFormat,
    /// The data of the event after which no other comes, such as `[DONE]`.
    pub done: Option<String>,
    /// The boolean property of the request body that asks for the stream, which the second method sets; `stream` if the
    /// body has one and this is absent.
    pub when: Option<String>,
}

/// How the items of a stream are told apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StreamFormat {
    /// Server-sent events.
    #[default]
    Events,
    /// A line of JSON each (JSON Lines, NDJSON).
    JsonLines,
    /// A JSON text sequence (RFC 7464).
    JsonSeq,
}

/// `[webhooks]`. Without it a field tells the events apart if every payload has one that is a constant of its own.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Webhooks {
    /// The field of the payload whose text tells which event it is: names with dots between.
    pub field: Option<String>,
    /// The header whose text tells it, instead.
    pub header: Option<String>,
    /// By the webhook's name in the document, that text; the name itself where it is not here.
    pub events: BTreeMap<String, String>,
}

/// What to do about a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Not shown.
    Allow,
    /// Shown; the crate is made.
    Warn,
    /// No crate is made.
    Deny,
}

/// `[[allowed-changes]]`: a change that the change report shows, and that is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AllowedChange {
    /// What the report calls it by.
    pub fingerprint: String,
    /// Why it may be.
    pub reason: String,
}

/// `[[example]]`: a program that makes one call with values from the environment and prints the answer as JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Example {
    /// The operation's method name in Rust; also the program's file name.
    pub operation: String,
    /// Where the credential comes from.
    pub credential: Option<ExampleCredential>,
    /// Parameters by their name in the document.
    #[serde(default)]
    pub parameters: IndexMap<String, ExampleValue>,
    /// Values in the body, by JSON pointer (`/end_user/name`).
    #[serde(default)]
    pub body: IndexMap<String, ExampleValue>,
}

/// The credential of an example program.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExampleCredential {
    /// The security scheme's name in the document.
    pub scheme: String,
    /// The environment variable that holds the credential.
    pub env: String,
}

/// A value of an example program: from the environment, or fixed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExampleValue {
    /// The environment variable to read.
    #[serde(default)]
    pub env: Option<String>,
    /// The value when there is no `env`, or when that variable is not set; without it the variable must be set.
    #[serde(default)]
    pub default: Option<String>,
}
