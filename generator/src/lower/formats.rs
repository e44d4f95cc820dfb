//! `format`: which type a scalar becomes.

use super::Lowerer;
use super::view::View;
use crate::config::{DateTime, Format};
use crate::model::{Constraint, Type, Width};

impl<'a> Lowerer<'a> {
    /// The type of a string of this format; one that is neither known nor set in `client.toml` is text.
    pub(super) fn string(&mut self, format: Option<&str>) -> Type {
        let Some(written) = format else {
            return Type::String;
        };
        if let Some((key, chosen)) = self.config.formats.get_key_value(written) {
            self.used_formats.insert(key);
            return text_type(*chosen);
        }
        let Some(known) = known(&written.to_ascii_lowercase()) else {
            return Type::String;
        };
        let is_date = matches!(known, Format::DateTime | Format::Date);
        if is_date && self.config.types.date_time == DateTime::String {
            return Type::String;
        }
        text_type(known)
    }
}

/// Whether a text of this type can be as long as is demanded: who writes `format: uuid` beside `maxLength: 24` has ids of
/// another kind.
pub(super) fn can_be_so_long(ty: &Type, constraints: &[Constraint]) -> bool {
    let length = match ty {
        Type::Uuid => 36,
        Type::Date => 10,
        _ => return true,
    };
    constraints.iter().all(|constraint| match constraint {
        Constraint::MinLength(least) => *least <= length,
        Constraint::MaxLength(most) => *most >= length,
        _ => true,
    })
}

/// The formats of JSON Schema and of the OpenAPI Format Registry that have a type, and other spellings of them.
fn known(format: &str) -> Option<Format> {
    Some(match format {
        "date-time" | "datetime" => Format::DateTime,
        "date" => Format::Date,
        "time" => Format::Time,
        "duration" => Format::Duration,
        "uuid" | "uuid1" | "uuid3" | "uuid4" | "uuid5" | "uuid6" | "uuid7" => Format::Uuid,
        "ipv4" => Format::Ipv4,
        "ipv6" => Format::Ipv6,
        "decimal" | "decimal128" => Format::Decimal,
        "byte" | "base64" => Format::Byte,
        "password" => Format::Password,
        _ => return None,
    })
}

fn text_type(format: Format) -> Type {
    match format {
        Format::String => Type::String,
        Format::DateTime => Type::DateTime,
        Format::Date => Type::Date,
        Format::Time => Type::Time,
        Format::Duration => Type::Span,
        Format::Uuid => Type::Uuid,
        Format::Ip => Type::Ip,
        Format::Ipv4 => Type::Ipv4,
        Format::Ipv6 => Type::Ipv6,
        Format::Decimal => Type::Decimal,
        Format::Byte => Type::Base64,
        Format::Password => Type::Secret,
    }
}

/// The width of an integer, never narrower than what the document allows: the format's, unless the bounds go beyond it;
/// without a format the width whose range is just what the bounds admit (0 to 255); else 64 bits. A `minimum` of zero
/// alone leaves the sign: what is unsigned cannot be subtracted, and the minimum is checked anyway.
pub(super) fn integer_width(view: &View<'_>) -> Width {
    let bounds = bounds(view);
    let stated = view.format.as_deref().and_then(width_of_format);
    if let Some(width) = stated {
        let least = bounds.0.unwrap_or(width.range().0);
        let greatest = bounds.1.unwrap_or(width.range().1);
        return if width.holds((least, greatest)) {
            width
        } else {
            narrowest((least, greatest))
        };
    }
    match bounds {
        (Some(least), Some(greatest)) => Width::ALL
            .into_iter()
            .find(|width| width.range() == (least, greatest))
            .unwrap_or_else(|| at_least_i64((least, greatest))),
        (least, greatest) => at_least_i64((least.unwrap_or(0), greatest.unwrap_or(0))),
    }
}

fn width_of_format(format: &str) -> Option<Width> {
    Some(match format {
        "int8" => Width::I8,
        "int16" => Width::I16,
        "int32" => Width::I32,
        "int64" => Width::I64,
        "uint8" => Width::U8,
        "uint16" => Width::U16,
        "uint32" | "u-int32" => Width::U32,
        "uint64" | "u-int64" | "uint" => Width::U64,
        _ => return None,
    })
}

fn narrowest(range: (i128, i128)) -> Width {
    let found = Width::ALL.into_iter().find(|width| width.holds(range));
    found.unwrap_or(Width::I64)
}

fn at_least_i64(range: (i128, i128)) -> Width {
    if !Width::I64.holds(range) && Width::U64.holds(range) {
        Width::U64
    } else {
        Width::I64
    }
}

/// Whether every integer of a width keeps to a constraint.
pub(super) fn is_implied(constraint: &Constraint, width: Width) -> bool {
    let (least, greatest) = width.range();
    match constraint {
        Constraint::Minimum(n) => whole(n.ceil()) <= least,
        Constraint::Maximum(n) => whole(n.floor()) >= greatest,
        _ => false,
    }
}

/// The least and the greatest integer that the bounds admit.
fn bounds(view: &View<'_>) -> (Option<i128>, Option<i128>) {
    let (mut least, mut greatest) = (None, None);
    for constraint in &view.constraints {
        match constraint {
            Constraint::Minimum(n) => least = least.or(Some(whole(n.ceil()))),
            Constraint::ExclusiveMinimum(n) => least = least.or(Some(whole(n.floor()) + 1)),
            Constraint::Maximum(n) => greatest = greatest.or(Some(whole(n.floor()))),
            Constraint::ExclusiveMaximum(n) => greatest = greatest.or(Some(whole(n.ceil()) - 1)),
            _ => {}
        }
    }
    (least, greatest)
}

/// A bound as an integer. Those of 64 bits have no double of their own: the one above stands for them.
fn whole(bound: f64) -> i128 {
    const ABOVE_I64: f64 = 9_223_372_036_854_775_808.0;
    const ABOVE_U64: f64 = 18_446_744_073_709_551_616.0;
    if bound == ABOVE_I64 {
        return i128::from(i64::MAX);
    }
    if bound == ABOVE_U64 {
        return i128::from(u64::MAX);
    }
    // Saturates, far beyond any width.
    #[expect(clippy::cast_possible_truncation)]
    let whole = (bound as i128).clamp(i128::MIN / 2, i128::MAX / 2);
    whole
}

#[cfg(test)]
mod tests {
    use super::integer_width;
    use crate::lower::view::View;
    use crate::model::{Constraint, Width};

    #[test]
    fn widths_are_never_narrower_than_the_document() {
        for (format, minimum, maximum, width) in [
            (None, None, None, Width::I64),
            (None, Some(0.0), None, Width::I64),
            (None, Some(0.0), Some(255.0), Width::U8),
            (None, Some(0.0), Some(200.0), Width::I64),
            (None, Some(-128.0), Some(127.0), Width::I8),
            (
                None,
                Some(0.0),
                Some(18_446_744_073_709_551_615.0),
                Width::U64,
            ),
            (None, None, Some(18_446_744_073_709_551_615.0), Width::U64),
            (
                None,
                Some(-1.0),
                Some(18_446_744_073_709_551_615.0),
                Width::I64,
            ),
            (Some("int32"), None, None, Width::I32),
            (Some("int32"), Some(0.0), Some(4_294_967_295.0), Width::U32),
            (Some("int32"), Some(-1.0), Some(4_294_967_295.0), Width::I64),
            (Some("int32"), Some(0.0), Some(9.0), Width::I32),
            (Some("uint16"), Some(1.0), None, Width::U16),
            (
                Some("int64"),
                None,
                Some(9_223_372_036_854_775_807.0),
                Width::I64,
            ),
            (Some("timestamp"), None, None, Width::I64),
        ] {
            let mut view = View {
                format: format.map(str::to_owned),
                ..View::default()
            };
            view.constraints.extend(minimum.map(Constraint::Minimum));
            view.constraints.extend(maximum.map(Constraint::Maximum));
            assert_eq!(
                integer_width(&view),
                width,
                "{format:?} {minimum:?} {maximum:?}"
            );
        }
    }
}
