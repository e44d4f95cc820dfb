//! The type of a value where it is used, and what is demanded of it.

use serde::Serialize;

use super::TypeId;

/// The type of a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub enum Type {
    /// `bool`
    Bool,
    /// An integer of this width.
    Integer(Width),
    /// `f64`, also for `format: float`: what servers send does not keep to 24 bits.
    Number,
    /// Text; its `format`, if any, is only shown in the docs.
    String,
    /// Text that must not be shown.
    Secret,
    /// A point in time (RFC 3339).
    DateTime,
    /// A day (RFC 3339 `full-date`).
    Date,
    /// A time of day (RFC 3339 `full-time`).
    Time,
    /// A length of time (ISO 8601, RFC 3339 appendix A).
    Span,
    /// A UUID (RFC 9562).
    Uuid,
    /// An IP address of either version.
    Ip,
    /// An IPv4 address (RFC 2673, §3.2).
    Ipv4,
    /// An IPv6 address (RFC 4291, §2.2).
    Ipv6,
    /// A decimal number as text; as a JSON number it is a [`Type::Number`], which is all that JSON readers keep of it.
    Decimal,
    /// Bytes, as base64 text in JSON (RFC 4648).
    Base64,
    /// A file, as a part of a `multipart/form-data` body.
    File,
    /// Any JSON value.
    Any,
    /// An array.
    List(Box<Type>),
    /// An array in which no value is twice; of values that Rust can hash.
    Set(Box<Type>),
    /// An object with any keys.
    Map(Box<Type>),
    /// A value or null, where no field says so (elements of arrays and maps).
    Nullable(Box<Type>),
    /// A value whose debug output is redacted.
    Redacted(Box<Type>),
    /// On the heap, where a type contains itself.
    Boxed(Box<Type>),
    /// A declared type.
    Named(TypeId),
}

impl Type {
    /// The type of what stands inside: of a list's elements, a map's values, of what a box or `Nullable` holds.
    pub fn inner(&self) -> Option<&Type> {
        match self {
            Self::List(inner)
            | Self::Set(inner)
            | Self::Map(inner)
            | Self::Nullable(inner)
            | Self::Redacted(inner)
            | Self::Boxed(inner) => Some(inner),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub fn inner_mut(&mut self) -> Option<&mut Type> {
        match self {
            Self::List(inner)
            | Self::Set(inner)
            | Self::Map(inner)
            | Self::Nullable(inner)
            | Self::Redacted(inner)
            | Self::Boxed(inner) => Some(inner),
            _ => None,
        }
    }

    /// What stands inside all lists, maps and boxes: the type itself when it is none of these.
    pub fn innermost(&self) -> &Type {
        let mut ty = self;
        while let Some(inner) = ty.inner() {
            ty = inner;
        }
        ty
    }

    /// The declared type that this type mentions; none has more than one.
    pub fn mentioned(&self) -> Option<TypeId> {
        match self.innermost() {
            Self::Named(id) => Some(*id),
            _ => None,
        }
    }

    /// The same, to be replaced.
    pub fn mentioned_mut(&mut self) -> Option<&mut TypeId> {
        match self {
            Self::Named(id) => Some(id),
            other => other.inner_mut()?.mentioned_mut(),
        }
    }
}

/// The width of an integer in bits and whether it has a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum Width {
    /// `i8`
    I8,
    /// `i16`
    I16,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u8`
    U8,
    /// `u16`
    U16,
    /// `u32`
    U32,
    /// `u64`
    U64,
}

impl Width {
    /// Every width, the narrow ones first, signed before unsigned.
    pub const ALL: [Self; 8] = [
        Self::I8,
        Self::U8,
        Self::I16,
        Self::U16,
        Self::I32,
        Self::U32,
        Self::I64,
        Self::U64,
    ];

    /// The type's name in Rust.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::I8 => "i8",
            Self::I16 => "i16",
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::U8 => "u8",
            Self::U16 => "u16",
            Self::U32 => "u32",
            Self::U64 => "u64",
        }
    }

    /// The least and the greatest value.
    pub const fn range(self) -> (i128, i128) {
        match self {
            Self::I8 => (i8::MIN as i128, i8::MAX as i128),
            Self::I16 => (i16::MIN as i128, i16::MAX as i128),
            Self::I32 => (i32::MIN as i128, i32::MAX as i128),
            Self::I64 => (i64::MIN as i128, i64::MAX as i128),
            Self::U8 => (0, u8::MAX as i128),
            Self::U16 => (0, u16::MAX as i128),
            Self::U32 => (0, u32::MAX as i128),
            Self::U64 => (0, u64::MAX as i128),
        }
    }

    /// Whether every value of `other` is one of this width as well.
    pub const fn holds(self, other: (i128, i128)) -> bool {
        let (least, greatest) = self.range();
        least <= other.0 && other.1 <= greatest
    }
}

/// What `validate()` checks (JSON Schema Validation, §6).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Constraint {
    /// At least so many characters.
    MinLength(u64),
    /// At most so many characters.
    MaxLength(u64),
    /// An ECMA 262 regular expression that must be found in the text.
    Pattern(String),
    /// At least this number.
    Minimum(f64),
    /// At most this number.
    Maximum(f64),
    /// More than this number.
    ExclusiveMinimum(f64),
    /// Less than this number.
    ExclusiveMaximum(f64),
    /// A multiple of this number.
    MultipleOf(f64),
    /// At least so many elements.
    MinItems(u64),
    /// At most so many elements.
    MaxItems(u64),
    /// No element twice.
    UniqueItems,
    /// At least so many keys.
    MinProperties(u64),
    /// At most so many keys.
    MaxProperties(u64),
    /// An ECMA 262 regular expression that must be found in every key.
    PropertyNames(String),
    /// What holds for every element.
    Items(Vec<Constraint>),
    /// What holds for every value of a map.
    Values(Vec<Constraint>),
}
