//! Types in the words of a document.

use crate::model::{Shape, Type, Width};

use super::relation::Side;

/// How deep a type is described.
const DEPTH: usize = 6;

impl Side<'_> {
    /// `string (date-time)`, `array of Pet`, `one of 3 values`.
    pub(super) fn describe(self, ty: &Type) -> String {
        self.described(ty, DEPTH)
    }

    fn described(self, ty: &Type, depth: usize) -> String {
        let Some(depth) = depth.checked_sub(1) else {
            return "…".to_owned();
        };
        match ty {
            Type::Integer(width) => integer(*width).to_owned(),
            Type::List(item) => format!("array of {}", self.described(item, depth)),
            Type::Set(item) => format!("array of {}, none twice", self.described(item, depth)),
            Type::Map(value) => format!("object of {}", self.described(value, depth)),
            Type::Nullable(inner) => format!("{} or null", self.described(inner, depth)),
            Type::Redacted(inner) | Type::Boxed(inner) => self.described(inner, depth),
            Type::Named(id) => match self.types.get(*id) {
                Some(named) => {
                    let what = match &named.shape {
                        Shape::Object(_) => "object",
                        Shape::Enum(_) => "enum",
                        Shape::Constant(constant) => {
                            return format!("the constant {}", constant.value.to_json());
                        }
                        Shape::Union(_) => "union",
                        Shape::Tuple(_) => "tuple",
                        Shape::Newtype(inner) | Shape::Alias(inner) => {
                            return self.described(inner, depth);
                        }
                    };
                    format!("`{}` ({what})", self.labels.schema(&named.origin))
                }
                None => "any value".to_owned(),
            },
            plain => plain_name(plain).to_owned(),
        }
    }
}

const fn plain_name(ty: &Type) -> &'static str {
    match ty {
        Type::Bool => "boolean",
        Type::Number => "number",
        Type::DateTime => "string (date-time)",
        Type::Date => "string (date)",
        Type::Time => "string (time)",
        Type::Span => "string (duration)",
        Type::Uuid => "string (uuid)",
        Type::Ip => "string (ip)",
        Type::Ipv4 => "string (ipv4)",
        Type::Ipv6 => "string (ipv6)",
        Type::Decimal => "string (decimal)",
        Type::Base64 => "string (byte)",
        Type::File => "file",
        Type::Any => "any value",
        _ => "string",
    }
}

const fn integer(width: Width) -> &'static str {
    match width {
        Width::I8 => "integer (8 bits)",
        Width::I16 => "integer (16 bits)",
        Width::I32 => "integer (int32)",
        Width::I64 => "integer",
        Width::U8 => "integer (0 to 255)",
        Width::U16 => "integer (0 to 65535)",
        Width::U32 => "integer (uint32)",
        Width::U64 => "integer (uint64)",
    }
}
