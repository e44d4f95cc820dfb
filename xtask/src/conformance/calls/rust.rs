//! Types of the model as Rust source, as somebody outside the generated crate writes them.

use clientsmith::model::{Type, Types};

/// A type, with `types` for the crate's module of types and `rt` for the runtime.
pub fn rust(types: &Types, ty: &Type) -> String {
    let of = |outer: &str, inner: &Type| format!("{outer}<{}>", rust(types, inner));
    let plain = match ty {
        Type::Bool => "bool",
        Type::Integer(width) => width.as_str(),
        Type::Number => "f64",
        Type::String => "String",
        Type::Secret => "rt::SecretString",
        Type::DateTime => "rt::DateTime",
        Type::Date => "rt::Date",
        Type::Time => "rt::Time",
        Type::Span => "rt::Span",
        Type::Uuid => "rt::Uuid",
        Type::Ip => "std::net::IpAddr",
        Type::Ipv4 => "std::net::Ipv4Addr",
        Type::Ipv6 => "std::net::Ipv6Addr",
        Type::Decimal => "rt::Decimal",
        Type::Base64 => "rt::Base64",
        Type::File => "rt::File",
        Type::Any => "rt::Value",
        Type::List(inner) => return of("Vec", inner),
        Type::Set(inner) => return of("rt::Set", inner),
        Type::Map(inner) => return of("rt::Map", inner),
        Type::Nullable(inner) => return of("Option", inner),
        Type::Redacted(inner) => return of("rt::Redacted", inner),
        Type::Boxed(inner) => return of("Box", inner),
        Type::Named(id) => {
            return match types.get(*id) {
                Some(named) => format!("types::{}", named.name),
                None => "rt::Value".to_owned(),
            };
        }
    };
    plain.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use clientsmith::model::Width;

    #[test]
    fn types_are_written_from_outside() {
        let ty = Type::Map(Box::new(Type::Nullable(Box::new(Type::Integer(Width::U8)))));
        assert_eq!(rust(&Types::default(), &ty), "rt::Map<Option<u8>>");
    }
}
