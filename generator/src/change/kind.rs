//! What kinds of changes there are, by stable names.

use std::fmt;

/// In which direction values travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// From the client to the server.
    Request,
    /// From the server to the client: answers, and the payloads of webhooks.
    Response,
}

impl Direction {
    const fn prefix(self) -> &'static str {
        match self {
            Self::Request => "request-",
            Self::Response => "response-",
        }
    }
}

/// What a change is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// An operation.
    Operation,
    /// A parameter of an operation.
    Parameter,
    /// A body.
    Body(Direction),
    /// A media type of a body.
    MediaType(Direction),
    /// A schema that is a type of its own.
    Type(Direction),
    /// A property of an object.
    Property(Direction),
    /// Properties that an object does not declare (`additionalProperties`).
    AdditionalProperties(Direction),
    /// An element of an array that has a type of its own (`prefixItems`).
    Element(Direction),
    /// A value of an enum.
    EnumValue(Direction),
    /// A constant.
    Constant(Direction),
    /// An alternative of a union.
    Variant(Direction),
    /// A status of an answer that is a success.
    SuccessStatus,
    /// A status of any other answer.
    ErrorStatus,
    /// A documented header of an answer.
    ResponseHeader,
    /// What a request is accepted with: an alternative of security schemes.
    Security,
    /// A security scheme of the document.
    SecurityScheme,
    /// A server.
    Server,
    /// A variable of a server's URL.
    ServerVariable,
    /// A request that the server makes: a webhook or a callback.
    Webhook,
    /// An item of the crate, of which the wire says nothing.
    Item(Item),
}

/// A public item of the crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// The crate itself, as `Cargo.toml` names it.
    Crate,
    /// A struct, an enum or an alias.
    Type,
    /// A field of a struct.
    Field,
    /// A variant of an enum.
    Variant,
    /// A method, a function or a setter.
    Method,
    /// A trait that a type implements.
    Trait,
    /// A feature of the crate.
    Feature,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// It is there now.
    Added,
    /// It is there now, and must be given.
    AddedRequired,
    /// It is gone.
    Removed,
    /// It must be given now.
    BecameRequired,
    /// It need not be there now.
    BecameOptional,
    /// It may be null now.
    BecameNullable,
    /// It must not be null now.
    BecameNotNullable,
    /// Another type, of which neither holds all values of the other.
    TypeChanged,
    /// A type that has all values of the one before, and more.
    TypeWidened,
    /// A type that has only some values of the one before.
    TypeNarrowed,
    /// Another value.
    Changed,
    /// The value that is taken when none is given.
    DefaultChanged,
    /// How it is written.
    EncodingChanged,
    /// Fewer values are allowed.
    ConstraintTightened,
    /// More values are allowed.
    ConstraintLoosened,
    /// Other values are allowed.
    ConstraintChanged,
    /// It is `deprecated` now.
    Deprecated,
    /// It has another name in Rust.
    Renamed,
}

/// A kind of change: `request-property-became-required`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kind {
    /// What it is about.
    pub subject: Subject,
    /// What became of it.
    pub aspect: Aspect,
}

impl Kind {
    /// The kind of what became of a subject.
    pub const fn new(subject: Subject, aspect: Aspect) -> Self {
        Self { subject, aspect }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (direction, subject) = self.subject.words();
        let direction = direction.map_or("", Direction::prefix);
        write!(f, "{direction}{subject}-{}", self.aspect.words())
    }
}

impl Subject {
    /// The direction in which its values travel, if its kinds tell.
    pub const fn direction(self) -> Option<Direction> {
        match self {
            Self::Parameter => Some(Direction::Request),
            other => other.words().0,
        }
    }

    /// The same whatever the direction, to know what is said of both.
    pub(super) const fn both_ways(self) -> Self {
        let direction = Direction::Request;
        match self {
            Self::Type(_) => Self::Type(direction),
            Self::Property(_) => Self::Property(direction),
            Self::AdditionalProperties(_) => Self::AdditionalProperties(direction),
            Self::Element(_) => Self::Element(direction),
            Self::EnumValue(_) => Self::EnumValue(direction),
            Self::Constant(_) => Self::Constant(direction),
            Self::Variant(_) => Self::Variant(direction),
            other => other,
        }
    }

    /// The direction in which it travels, if its kinds tell, and its name.
    const fn words(self) -> (Option<Direction>, &'static str) {
        match self {
            Self::Operation => (None, "operation"),
            Self::Parameter => (None, "parameter"),
            Self::Body(direction) => (Some(direction), "body"),
            Self::MediaType(direction) => (Some(direction), "media-type"),
            Self::Type(direction) => (Some(direction), "schema"),
            Self::Property(direction) => (Some(direction), "property"),
            Self::AdditionalProperties(direction) => (Some(direction), "additional-properties"),
            Self::Element(direction) => (Some(direction), "element"),
            Self::EnumValue(direction) => (Some(direction), "enum-value"),
            Self::Constant(direction) => (Some(direction), "constant"),
            Self::Variant(direction) => (Some(direction), "variant"),
            Self::SuccessStatus => (None, "success-status"),
            Self::ErrorStatus => (None, "error-status"),
            Self::ResponseHeader => (None, "response-header"),
            Self::Security => (None, "security"),
            Self::SecurityScheme => (None, "security-scheme"),
            Self::Server => (None, "server"),
            Self::ServerVariable => (None, "server-variable"),
            Self::Webhook => (None, "webhook"),
            Self::Item(item) => (None, item.words()),
        }
    }
}

impl Item {
    const fn words(self) -> &'static str {
        match self {
            Self::Crate => "rust-crate",
            Self::Type => "rust-type",
            Self::Field => "rust-field",
            Self::Variant => "rust-variant",
            Self::Method => "rust-method",
            Self::Trait => "rust-trait",
            Self::Feature => "rust-feature",
        }
    }
}

impl Aspect {
    /// The same whatever the direction, to know what is said of both.
    pub(super) const fn either_way(self) -> Self {
        match self {
            Self::AddedRequired => Self::Added,
            other => other,
        }
    }

    /// Whether it is about which values there may be.
    pub(super) const fn is_of_values(self) -> bool {
        matches!(
            self,
            Self::TypeChanged
                | Self::TypeWidened
                | Self::TypeNarrowed
                | Self::Changed
                | Self::ConstraintTightened
                | Self::ConstraintLoosened
                | Self::ConstraintChanged
        )
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::AddedRequired => "added-required",
            Self::Removed => "removed",
            Self::BecameRequired => "became-required",
            Self::BecameOptional => "became-optional",
            Self::BecameNullable => "became-nullable",
            Self::BecameNotNullable => "became-not-nullable",
            Self::TypeChanged => "type-changed",
            Self::TypeWidened => "type-widened",
            Self::TypeNarrowed => "type-narrowed",
            Self::Changed => "changed",
            Self::DefaultChanged => "default-changed",
            Self::EncodingChanged => "encoding-changed",
            Self::ConstraintTightened => "constraint-tightened",
            Self::ConstraintLoosened => "constraint-loosened",
            Self::ConstraintChanged => "constraint-changed",
            Self::Deprecated => "deprecated",
            Self::Renamed => "renamed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Aspect, Direction, Item, Kind, Subject};

    #[test]
    fn names_of_kinds_stay_what_they_are() {
        let request = Direction::Request;
        for (subject, aspect, name) in [
            (
                Subject::Property(request),
                Aspect::BecameRequired,
                "request-property-became-required",
            ),
            (
                Subject::EnumValue(Direction::Response),
                Aspect::Added,
                "response-enum-value-added",
            ),
            (
                Subject::Parameter,
                Aspect::DefaultChanged,
                "parameter-default-changed",
            ),
            (
                Subject::Item(Item::Method),
                Aspect::Changed,
                "rust-method-changed",
            ),
        ] {
            assert_eq!(Kind::new(subject, aspect).to_string(), name);
        }
    }

    #[test]
    fn a_parameter_is_sent_though_its_kinds_do_not_say_so() {
        assert_eq!(Subject::Parameter.direction(), Some(Direction::Request));
        assert_eq!(Subject::Operation.direction(), None);
    }
}
