//! The stable names of findings.

use super::Severity;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $severity:ident;)+) => {
        /// The stable name of a kind of finding; `client.toml` refers to it by its text.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// Every code there is.
            pub const ALL: &'static [Code] = &[$(Code::$variant),+];

            /// The code's text, such as `missing-operation-id`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $name,)+ }
            }

            /// What it means, why it matters, an example, and how it is mended: Markdown.
            ///
            /// Under `## Example` and `## Mend` stand files, a fenced block each with the file's name behind the language;
            /// those of the second replace those of the first, or join them.
            pub const fn explanation(self) -> &'static str {
                match self { $(Code::$variant => include_str!(concat!("explain/", $name, ".md")),)+ }
            }

            /// How grave it is when `client.toml` says nothing else.
            pub const fn default_severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)+ }
            }
        }
    };
}

codes! {
    // Reading.
    /// A file that is named is not there.
    FileNotFound = "file-not-found", Error;
    /// The text is neither YAML nor JSON.
    InvalidSyntax = "invalid-syntax", Error;
    /// The same key twice in one mapping.
    DuplicateKey = "duplicate-key", Error;
    /// The document is nested, expanded or sized beyond the limits.
    LimitExceeded = "limit-exceeded", Error;
    /// A tree that is not an OpenAPI document.
    NotOpenApi = "not-openapi", Error;
    /// A Swagger 2.0 document.
    Swagger2 = "swagger-2", Error;
    /// An OpenAPI version that is not known.
    UnknownVersion = "unknown-version", Error;
    // References.
    /// A `$ref` that points to nothing.
    UnresolvedReference = "unresolved-reference", Error;
    /// References that lead to each other and never to a definition.
    ReferenceCycle = "reference-cycle", Error;
    /// A `$ref` to a file outside the document's folder, or to the network.
    ReferenceOutsideFolder = "reference-outside-folder", Error;
    // Overlays.
    /// An overlay that is not an OpenAPI Overlay document.
    InvalidOverlay = "invalid-overlay", Error;
    /// A target that is not a JSONPath (RFC 9535).
    InvalidJsonPath = "invalid-json-path", Error;
    /// An overlay action whose target matches nothing.
    UnmatchedAction = "unmatched-action", Error;
    /// An overlay action that changes nothing, because the document says already what it would say.
    RedundantAction = "redundant-action", Warning;
    /// An overlay action whose value is of another kind than what it is to be merged into.
    IncompatibleUpdate = "incompatible-update", Error;
    // client.toml.
    /// `client.toml` is not TOML, or a value has the wrong type.
    InvalidConfig = "invalid-config", Error;
    /// A key that `client.toml` does not have.
    UnknownConfigKey = "unknown-config-key", Error;
    /// A setting that applies to nothing in the document.
    UnusedConfig = "unused-config", Warning;
    /// Operations and webhooks that `[select]` leaves out, how many.
    LeftOut = "left-out", Note;
    // The document's shape.
    /// A value has a type that the specification does not allow there; it is mended or ignored.
    WrongType = "wrong-type", Warning;
    /// A key that the specification does not have there; it is ignored.
    UnknownKey = "unknown-key", Warning;
    /// Two keywords of one object that exclude each other.
    ExclusiveKeywords = "exclusive-keywords", Warning;
    /// Something that OpenAPI allows and clientsmith does not support yet.
    Unsupported = "unsupported", Warning;
    /// A body that no type says anything of: it is sent, or given, as it is.
    RawBody = "raw-body", Note;
    /// A way of writing a value that the specification leaves undefined, or has no room for.
    UndefinedStyle = "undefined-style", Note;
    /// `license` without identifier or URL.
    LicenseWithoutIdentifier = "license-without-identifier", Warning;
    // Operations.
    /// An operation without `operationId`.
    MissingOperationId = "missing-operation-id", Warning;
    /// Two operations with one `operationId`; the second is named after its method and path.
    DuplicateOperationId = "duplicate-operation-id", Warning;
    /// A path template and its parameters do not agree.
    PathParameterMismatch = "path-parameter-mismatch", Warning;
    /// Two path templates that differ in the names of their parameters alone.
    SamePath = "same-path", Warning;
    /// Schemas that nothing in the crate uses; they are left out.
    UnusedSchemas = "unused-schemas", Note;
    /// Two parameters of one operation with the same name and location.
    DuplicateParameter = "duplicate-parameter", Warning;
    /// A method, header name, media type or path that HTTP cannot carry.
    InvalidHttpSyntax = "invalid-http-syntax", Warning;
    /// `x-pagination` that the operation does not fit; its pages are left to the caller.
    PaginationMismatch = "pagination-mismatch", Warning;
    /// `allowReserved` where nothing is percent-encoded.
    IgnoredAllowReserved = "ignored-allow-reserved", Warning;
    /// More than one parameter for the whole query, or others in the query beside it.
    QuerystringConflict = "querystring-conflict", Warning;
    /// A header parameter that the specification says to ignore.
    IgnoredHeader = "ignored-header", Note;
    /// A security requirement names a scheme that is not declared.
    UnknownSecurityScheme = "unknown-security-scheme", Warning;
    /// A scope, an address of OAuth 2.0, or a server's URL with a variable in braces that nothing fills in.
    UnfilledTemplate = "unfilled-template", Warning;
    /// Scopes on a scheme that has none.
    ScopeWithoutOAuth = "scope-without-oauth", Warning;
    // Schemas.
    /// A name in `required` that is not among the properties.
    RequiredWithoutProperty = "required-without-property", Warning;
    /// A date-time example without an offset.
    DateTimeWithoutOffset = "date-time-without-offset", Warning;
    /// A pattern that is no regular expression of ECMA 262; it is not checked.
    InvalidPattern = "invalid-pattern", Warning;
    /// An example that does not fit its schema.
    ExampleMismatch = "example-mismatch", Warning;
    /// An enum that lists `null`.
    EnumWithNull = "enum-with-null", Note;
    /// Parts of an `allOf` that contradict each other.
    ContradictoryAllOf = "contradictory-all-of", Warning;
    /// A discriminator's `mapping` sends a value to a schema that refuses it, and another alternative is limited to it.
    ContradictoryMapping = "contradictory-mapping", Warning;
    /// A required property that leads back to its own object: no finite value has it.
    EndlessSchema = "endless-schema", Warning;
    /// A union whose variants cannot be told apart by looking at the JSON.
    AmbiguousUnion = "ambiguous-union", Warning;
    /// `readOnly` and `writeOnly` both true.
    ReadOnlyAndWriteOnly = "read-only-and-write-only", Warning;
    /// A schema that no value can satisfy, or that could not be understood; it is read as any JSON.
    SchemaAsAny = "schema-as-any", Warning;
    // Names.
    /// A name that is a Rust keyword or no identifier at all was changed.
    RenamedIdentifier = "renamed-identifier", Note;
    /// Something went wrong inside clientsmith.
    InternalFault = "internal-fault", Error;
    /// Two items wanted the same name.
    NameCollision = "name-collision", Note;
}

impl Code {
    /// The code of this text, if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == name)
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
