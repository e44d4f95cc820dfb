//! What stands where in an OpenAPI document: enough of the specification to know a reference from an example that
//! looks like one.

/// The kind of object that a place holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Root,
    Components,
    PathItem,
    Operation,
    Parameter,
    Header,
    RequestBody,
    Response,
    MediaType,
    Encoding,
    Example,
    Link,
    Callback,
    SecurityScheme,
    Schema,
    Discriminator,
    /// Maps from names to objects.
    PathItems,
    Operations,
    Parameters,
    Headers,
    RequestBodies,
    Responses,
    MediaTypes,
    Encodings,
    Examples,
    Links,
    Callbacks,
    SecuritySchemes,
    Schemas,
    /// Names to texts that name schemas, in a discriminator, and such a text.
    Mapping,
    /// Anything else that may hold references: `info`, `servers`, `tags`.
    Other,
}

impl Kind {
    /// What stands under `key` in an object (or at any index of a list, for `key` of the list); `None` for what holds
    /// no references: data, extensions, what the specification does not know.
    pub(super) fn member(self, key: &str) -> Option<Self> {
        if let Some(element) = self.element() {
            // `x-…` beside paths, components or status codes is an extension; among properties it is a name.
            let extension = key.starts_with("x-")
                && matches!(self, Self::PathItems | Self::Responses | Self::Callback);
            return (!extension).then_some(element);
        }
        match self {
            Self::Root => root(key),
            Self::Components => components(key),
            Self::PathItem => path_item(key),
            Self::Operation => operation(key),
            Self::Parameter | Self::Header => match key {
                "schema" => Some(Self::Schema),
                "content" => Some(Self::MediaTypes),
                "examples" => Some(Self::Examples),
                _ => None,
            },
            Self::RequestBody => (key == "content").then_some(Self::MediaTypes),
            Self::Response => match key {
                "headers" => Some(Self::Headers),
                "content" => Some(Self::MediaTypes),
                "links" => Some(Self::Links),
                _ => None,
            },
            Self::MediaType => match key {
                "schema" | "itemSchema" => Some(Self::Schema),
                "examples" => Some(Self::Examples),
                "encoding" => Some(Self::Encodings),
                "itemEncoding" | "prefixEncoding" => Some(Self::Encoding),
                _ => None,
            },
            Self::Encoding => match key {
                "headers" => Some(Self::Headers),
                "encoding" => Some(Self::Encodings),
                "itemEncoding" | "prefixEncoding" => Some(Self::Encoding),
                _ => None,
            },
            Self::Schema => schema(key),
            Self::Discriminator => match key {
                "mapping" | "defaultMapping" => Some(Self::Mapping),
                _ => None,
            },
            Self::Mapping => Some(Self::Mapping),
            Self::Other => (!key.starts_with("x-")).then_some(Self::Other),
            _ => None,
        }
    }

    /// What each member of a map holds, for kinds that are maps.
    fn element(self) -> Option<Self> {
        Some(match self {
            Self::PathItems | Self::Callback => Self::PathItem,
            Self::Operations => Self::Operation,
            Self::Parameters => Self::Parameter,
            Self::Headers => Self::Header,
            Self::RequestBodies => Self::RequestBody,
            Self::Responses => Self::Response,
            Self::MediaTypes => Self::MediaType,
            Self::Encodings => Self::Encoding,
            Self::Examples => Self::Example,
            Self::Links => Self::Link,
            Self::Callbacks => Self::Callback,
            Self::SecuritySchemes => Self::SecurityScheme,
            Self::Schemas => Self::Schema,
            _ => return None,
        })
    }

    /// The part of `components` that reusable objects of this kind are kept in. A reference to another file where
    /// there is none (an operation, a whole map) is replaced by what it refers to.
    pub(super) fn section(self) -> Option<&'static str> {
        Some(match self {
            Self::Schema => "schemas",
            Self::Parameter => "parameters",
            Self::Header => "headers",
            Self::RequestBody => "requestBodies",
            Self::Response => "responses",
            Self::Example => "examples",
            Self::Link => "links",
            Self::Callback => "callbacks",
            Self::SecurityScheme => "securitySchemes",
            _ => return None,
        })
    }
}

fn root(key: &str) -> Option<Kind> {
    match key {
        "paths" | "webhooks" => Some(Kind::PathItems),
        "components" => Some(Kind::Components),
        "info" | "servers" | "tags" | "security" | "externalDocs" => Some(Kind::Other),
        _ => None,
    }
}

fn components(key: &str) -> Option<Kind> {
    Some(match key {
        "schemas" => Kind::Schemas,
        "responses" => Kind::Responses,
        "parameters" => Kind::Parameters,
        "examples" => Kind::Examples,
        "requestBodies" => Kind::RequestBodies,
        "headers" => Kind::Headers,
        "securitySchemes" => Kind::SecuritySchemes,
        "links" => Kind::Links,
        "callbacks" => Kind::Callbacks,
        "pathItems" => Kind::PathItems,
        "mediaTypes" => Kind::MediaTypes,
        _ => return None,
    })
}

fn path_item(key: &str) -> Option<Kind> {
    match key {
        "parameters" => Some(Kind::Parameter),
        "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" | "query" => {
            Some(Kind::Operation)
        }
        "additionalOperations" => Some(Kind::Operations),
        "servers" => Some(Kind::Other),
        _ => None,
    }
}

fn operation(key: &str) -> Option<Kind> {
    match key {
        "parameters" => Some(Kind::Parameter),
        "requestBody" => Some(Kind::RequestBody),
        "responses" => Some(Kind::Responses),
        "callbacks" => Some(Kind::Callbacks),
        "servers" | "externalDocs" => Some(Kind::Other),
        _ => None,
    }
}

fn schema(key: &str) -> Option<Kind> {
    match key {
        "properties" | "patternProperties" | "definitions" | "$defs" | "dependentSchemas"
        | "dependencies" => Some(Kind::Schemas),
        "allOf"
        | "anyOf"
        | "oneOf"
        | "prefixItems"
        | "items"
        | "additionalItems"
        | "additionalProperties"
        | "not"
        | "if"
        | "then"
        | "else"
        | "contains"
        | "propertyNames"
        | "unevaluatedItems"
        | "unevaluatedProperties"
        | "contentSchema" => Some(Kind::Schema),
        "discriminator" => Some(Kind::Discriminator),
        "externalDocs" => Some(Kind::Other),
        _ => None,
    }
}
