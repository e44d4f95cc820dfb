//! What stands where in an OpenAPI document: which keys each kind of object has, and what each key holds.
//!
//! Every walk through a tree is driven by [`field`], so that nothing is ever looked for inside examples, defaults,
//! enums or extensions, and a property that happens to be called `example` is still a schema.

use serde_json::Value;

/// A kind of object of the specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Document,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Tag,
    ExternalDocs,
    Components,
    Paths,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Header,
    SecurityRequirement,
    SecurityScheme,
    Flows,
    Flow,
    Schema,
    Discriminator,
}

/// What a key holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    /// Any value, an extension, or a key that the specification does not have: left as it is.
    Any,
    /// A string.
    Text,
    /// A string where YAML's unquoted numbers are so common that they need no word: `version: 1.0`.
    LooseText,
    /// A boolean.
    Flag,
    /// An integer that is not negative.
    Count,
    /// A number.
    Number,
    /// A number (3.1 and later) or a boolean (3.0).
    Bound,
    /// A list of any values.
    Values,
    /// A list of strings.
    Texts,
    /// A map of strings.
    TextMap,
    /// A map of schema names or references.
    Mapping,
    /// The name of a schema, or a reference to one.
    SchemaName,
    /// A map of any values.
    ValueMap,
    /// One object.
    One(Kind),
    /// A list of objects.
    List(Kind),
    /// A map of objects.
    Map(Kind),
    /// A schema, or a list of schemas (`items` of old drafts).
    SchemaOrList,
    /// A schema or a boolean.
    SchemaOrFlag,
}

impl Kind {
    /// Whether a Reference Object may stand in place of this object, in some version of the specification.
    pub(crate) const fn may_be_reference(self) -> bool {
        self.section().is_some() || matches!(self, Self::PathItem | Self::MediaType)
    }

    /// The section of `components` that holds objects of this kind in OpenAPI 3.0.
    pub(crate) const fn section(self) -> Option<&'static str> {
        Some(match self {
            Self::Schema => "schemas",
            Self::Response => "responses",
            Self::Parameter => "parameters",
            Self::Example => "examples",
            Self::RequestBody => "requestBodies",
            Self::Header => "headers",
            Self::SecurityScheme => "securitySchemes",
            Self::Link => "links",
            Self::Callback => "callbacks",
            _ => return None,
        })
    }

    /// The specification's name of this kind of object, with its article, for messages.
    pub(crate) const fn noun(self) -> &'static str {
        match self {
            Self::Document => "an OpenAPI object",
            Self::Info => "an info object",
            Self::Contact => "a contact object",
            Self::License => "a license object",
            Self::Server => "a server object",
            Self::ServerVariable => "a server variable object",
            Self::Tag => "a tag object",
            Self::ExternalDocs => "an external documentation object",
            Self::Components => "a components object",
            Self::Paths => "a paths object",
            Self::PathItem => "a path item object",
            Self::Operation => "an operation object",
            Self::Parameter => "a parameter object",
            Self::RequestBody => "a request body object",
            Self::MediaType => "a media type object",
            Self::Encoding => "an encoding object",
            Self::Responses => "a responses object",
            Self::Response => "a response object",
            Self::Callback => "a callback object",
            Self::Example => "an example object",
            Self::Link => "a link object",
            Self::Header => "a header object",
            Self::SecurityRequirement => "a security requirement object",
            Self::SecurityScheme => "a security scheme object",
            Self::Flows => "an OAuth flows object",
            Self::Flow => "an OAuth flow object",
            Self::Schema => "a schema",
            Self::Discriminator => "a discriminator object",
        }
    }
}

/// What stands at a place, as far as the specification says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// An object of this kind.
    Object(Kind),
    /// A list or map of objects of this kind.
    Container(Kind),
    /// The name of a schema or a reference to one, or a map of such.
    SchemaNames,
    /// A plain value.
    Plain,
    /// Nothing that the specification knows: an extension, `definitions` at the root.
    Unknown,
}

impl Standing {
    /// What `value` is, which stands under `key` (or at that index) of what stands here.
    pub(crate) fn member(self, key: &str, value: &Value) -> Self {
        match self {
            Self::Object(kind) => match field(kind, key) {
                Field::One(kind) => Self::Object(kind),
                Field::List(kind) | Field::Map(kind) => Self::Container(kind),
                Field::SchemaOrList if value.is_array() => Self::Container(Kind::Schema),
                Field::SchemaOrList | Field::SchemaOrFlag => Self::Object(Kind::Schema),
                Field::Mapping | Field::SchemaName => Self::SchemaNames,
                Field::Any => Self::Unknown,
                _ => Self::Plain,
            },
            Self::Container(kind) => Self::Object(kind),
            other => other,
        }
    }
}

/// What `key` holds in an object of `kind`.
pub(crate) fn field(kind: Kind, key: &str) -> Field {
    match kind {
        Kind::Document => document(key),
        Kind::Info | Kind::Contact | Kind::License | Kind::Server | Kind::ServerVariable => {
            about(kind, key)
        }
        Kind::Tag | Kind::ExternalDocs => documentation(key),
        Kind::Components => components(key),
        Kind::Paths if key.starts_with('/') => Field::One(Kind::PathItem),
        Kind::Callback if !key.starts_with("x-") => Field::One(Kind::PathItem),
        Kind::Responses if !key.starts_with("x-") => Field::One(Kind::Response),
        Kind::SecurityRequirement => Field::Texts,
        Kind::Paths | Kind::Callback | Kind::Responses => Field::Any,
        Kind::PathItem => path_item(key),
        Kind::Operation => operation(key),
        Kind::Parameter | Kind::Header => parameter(key),
        Kind::RequestBody | Kind::Response => body(key),
        Kind::MediaType | Kind::Encoding => media_type(key),
        Kind::Example | Kind::Link => example_or_link(key),
        Kind::SecurityScheme => security_scheme(key),
        Kind::Flows => flows(key),
        Kind::Flow => flow(key),
        Kind::Schema => schema(key),
        Kind::Discriminator => discriminator(key),
    }
}

fn document(key: &str) -> Field {
    match key {
        "openapi" => Field::LooseText,
        "info" => Field::One(Kind::Info),
        "servers" => Field::List(Kind::Server),
        "paths" => Field::One(Kind::Paths),
        "webhooks" => Field::Map(Kind::PathItem),
        "components" => Field::One(Kind::Components),
        "security" => Field::List(Kind::SecurityRequirement),
        "tags" => Field::List(Kind::Tag),
        "externalDocs" => Field::One(Kind::ExternalDocs),
        _ => Field::Any,
    }
}

/// Info, contact, licence and servers.
fn about(kind: Kind, key: &str) -> Field {
    match (kind, key) {
        (Kind::Info, "title" | "version") | (Kind::ServerVariable, "default") => Field::LooseText,
        (Kind::Info, "contact") => Field::One(Kind::Contact),
        (Kind::Info, "license") => Field::One(Kind::License),
        (Kind::Server, "variables") => Field::Map(Kind::ServerVariable),
        (Kind::ServerVariable, "enum") => Field::Texts,
        (
            _,
            "description" | "summary" | "termsOfService" | "name" | "url" | "email" | "identifier",
        ) => Field::Text,
        _ => Field::Any,
    }
}

fn documentation(key: &str) -> Field {
    match key {
        "name" => Field::LooseText,
        "description" | "url" | "summary" | "parent" | "kind" => Field::Text,
        "externalDocs" => Field::One(Kind::ExternalDocs),
        _ => Field::Any,
    }
}

fn components(key: &str) -> Field {
    Field::Map(match key {
        "schemas" => Kind::Schema,
        "responses" => Kind::Response,
        "parameters" => Kind::Parameter,
        "examples" => Kind::Example,
        "requestBodies" => Kind::RequestBody,
        "headers" => Kind::Header,
        "securitySchemes" => Kind::SecurityScheme,
        "links" => Kind::Link,
        "callbacks" => Kind::Callback,
        "pathItems" => Kind::PathItem,
        "mediaTypes" => Kind::MediaType,
        _ => return Field::Any,
    })
}

fn path_item(key: &str) -> Field {
    match key {
        "summary" | "description" => Field::Text,
        "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" | "query" => {
            Field::One(Kind::Operation)
        }
        "additionalOperations" => Field::Map(Kind::Operation),
        "servers" => Field::List(Kind::Server),
        "parameters" => Field::List(Kind::Parameter),
        _ => Field::Any,
    }
}

fn operation(key: &str) -> Field {
    match key {
        "tags" => Field::Texts,
        "summary" | "description" | "operationId" => Field::Text,
        "externalDocs" => Field::One(Kind::ExternalDocs),
        "parameters" => Field::List(Kind::Parameter),
        "requestBody" => Field::One(Kind::RequestBody),
        "responses" => Field::One(Kind::Responses),
        "callbacks" => Field::Map(Kind::Callback),
        "deprecated" => Field::Flag,
        "security" => Field::List(Kind::SecurityRequirement),
        "servers" => Field::List(Kind::Server),
        _ => Field::Any,
    }
}

/// Parameters and headers.
fn parameter(key: &str) -> Field {
    match key {
        "name" => Field::LooseText,
        "in" | "description" | "style" => Field::Text,
        "required" | "deprecated" | "allowEmptyValue" | "explode" | "allowReserved" => Field::Flag,
        "schema" => Field::One(Kind::Schema),
        "content" => Field::Map(Kind::MediaType),
        "examples" => Field::Map(Kind::Example),
        _ => Field::Any,
    }
}

/// Request bodies and responses.
fn body(key: &str) -> Field {
    match key {
        "description" | "summary" => Field::Text,
        "required" => Field::Flag,
        "content" => Field::Map(Kind::MediaType),
        "headers" => Field::Map(Kind::Header),
        "links" => Field::Map(Kind::Link),
        _ => Field::Any,
    }
}

/// Media types and encodings.
fn media_type(key: &str) -> Field {
    match key {
        "schema" | "itemSchema" => Field::One(Kind::Schema),
        "examples" => Field::Map(Kind::Example),
        "encoding" => Field::Map(Kind::Encoding),
        "prefixEncoding" => Field::List(Kind::Encoding),
        "itemEncoding" => Field::One(Kind::Encoding),
        "headers" => Field::Map(Kind::Header),
        "contentType" | "style" => Field::Text,
        "explode" | "allowReserved" => Field::Flag,
        _ => Field::Any,
    }
}

fn example_or_link(key: &str) -> Field {
    match key {
        "summary" | "description" | "externalValue" | "operationRef" | "operationId" => Field::Text,
        "parameters" => Field::ValueMap,
        "server" => Field::One(Kind::Server),
        _ => Field::Any,
    }
}

fn security_scheme(key: &str) -> Field {
    match key {
        "type" | "description" | "name" | "in" | "scheme" | "bearerFormat" | "openIdConnectUrl" => {
            Field::Text
        }
        "flows" => Field::One(Kind::Flows),
        _ => Field::Any,
    }
}

fn flows(key: &str) -> Field {
    match key {
        "implicit"
        | "password"
        | "clientCredentials"
        | "authorizationCode"
        | "deviceAuthorization" => Field::One(Kind::Flow),
        _ => Field::Any,
    }
}

fn flow(key: &str) -> Field {
    match key {
        "authorizationUrl" | "tokenUrl" | "refreshUrl" => Field::Text,
        "scopes" => Field::TextMap,
        _ => Field::Any,
    }
}

fn discriminator(key: &str) -> Field {
    match key {
        "propertyName" => Field::Text,
        "mapping" => Field::Mapping,
        "defaultMapping" => Field::SchemaName,
        _ => Field::Any,
    }
}

fn schema(key: &str) -> Field {
    match key {
        "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas" => {
            Field::Map(Kind::Schema)
        }
        "allOf" | "oneOf" | "anyOf" | "prefixItems" => Field::List(Kind::Schema),
        "not" | "if" | "then" | "else" | "contains" | "propertyNames" | "contentSchema" => {
            Field::One(Kind::Schema)
        }
        "items" => Field::SchemaOrList,
        "additionalProperties"
        | "unevaluatedProperties"
        | "unevaluatedItems"
        | "additionalItems" => Field::SchemaOrFlag,
        "title" | "description" | "format" | "pattern" | "contentEncoding" | "contentMediaType" => {
            Field::Text
        }
        "nullable" | "readOnly" | "writeOnly" | "deprecated" | "uniqueItems" => Field::Flag,
        "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties" => {
            Field::Count
        }
        "minimum" | "maximum" | "multipleOf" => Field::Number,
        "exclusiveMinimum" | "exclusiveMaximum" => Field::Bound,
        "required" => Field::Texts,
        "enum" => Field::Values,
        "discriminator" => Field::One(Kind::Discriminator),
        "externalDocs" => Field::One(Kind::ExternalDocs),
        _ => Field::Any,
    }
}
