//! Paths into a JSON body, followed through its types: `meta.next`, `data[-1].id`.

use crate::diagnostics::{most_like, pointer};
use crate::model::{Field, Named, Object, Reach, Shape, Type, TypeId, Types};

/// The step to the last element of an array.
const LAST: &str = "-1";

/// How many unions and wrappers may stand around a property; a union may hold itself.
const DEPTH: usize = 16;

/// Why a path leads nowhere.
pub(super) struct Unfit {
    pub(super) message: String,
    pub(super) help: Option<String>,
}

impl Unfit {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
        }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The steps of a path as a user writes it; none for the body itself.
pub(super) fn path(text: &str) -> Vec<String> {
    if let Some(pointer) = text.strip_prefix('/') {
        let tokens = pointer.split('/');
        return tokens
            .map(|token| pointer::unescape(token).into_owned())
            .collect();
    }
    let text = text.strip_prefix('$').unwrap_or(text);
    let text = text.replace("[-1]", ".-1");
    let steps = text.split('.').filter(|step| !step.is_empty());
    steps.map(str::to_owned).collect()
}

/// The type of the value that a path leads to, by any alternative of the unions on its way.
pub(super) fn value<'a>(
    types: &'a Types,
    ty: &'a Type,
    path: &[String],
) -> Result<&'a Type, Unfit> {
    value_within(types, ty, path, DEPTH)
}

fn value_within<'a>(
    types: &'a Types,
    ty: &'a Type,
    path: &[String],
    depth: usize,
) -> Result<&'a Type, Unfit> {
    let ty = types.resolve(ty);
    let Some((step, rest)) = path.split_first() else {
        return Ok(ty);
    };
    let Some(depth) = depth.checked_sub(1) else {
        return Err(too_deep());
    };
    match ty {
        Type::Any => Ok(ty),
        Type::List(inner) | Type::Set(inner) if step == LAST => {
            value_within(types, inner, rest, DEPTH)
        }
        Type::Map(inner) => value_within(types, inner, rest, DEPTH),
        Type::Nullable(inner) | Type::Redacted(inner) => value_within(types, inner, path, depth),
        Type::Named(id) => match types.get(*id).map(|named| (named, &named.shape)) {
            Some((named, Shape::Object(object))) => {
                let field = field(named, object, step)?;
                value_within(types, &field.ty, rest, DEPTH)
            }
            Some((_, Shape::Union(union))) => {
                let variants = union.variants.iter();
                let found = variants.map(|variant| value_within(types, &variant.ty, path, depth));
                first_found(found)
            }
            _ => Err(no_object(step)),
        },
        _ => Err(no_object(step)),
    }
}

/// The way to the array that a path leads to, and the type of its elements.
///
/// An alternative of a union that is what the array of another holds is a page of one.
pub(super) fn items(types: &Types, ty: &Type, path: &[String]) -> Result<(Reach, Type), Unfit> {
    let (reach, item) = Items { types }.find(ty, path, DEPTH)?;
    Ok((reach, item))
}

struct Items<'a> {
    types: &'a Types,
}

impl Items<'_> {
    fn find(&self, ty: &Type, path: &[String], depth: usize) -> Result<(Reach, Type), Unfit> {
        let Some(depth) = depth.checked_sub(1) else {
            return Err(too_deep());
        };
        if let Type::Boxed(inner) = ty {
            let (reach, item) = self.find(inner, path, depth)?;
            return Ok((Reach::Boxed(Box::new(reach)), item));
        }
        match (self.types.resolve(ty), path.split_first()) {
            (Type::List(item), None) => Ok((Reach::List, (**item).clone())),
            (Type::Set(item), None) => Ok((Reach::Set, (**item).clone())),
            (Type::Redacted(inner), _) => {
                let (reach, item) = self.find(inner, path, depth)?;
                Ok((Reach::Redacted(Box::new(reach)), item))
            }
            (Type::Named(id), step) => match self.types.get(*id) {
                Some(named) => self.find_in(*id, named, step, path, depth),
                None => Err(no_array(path)),
            },
            (_, Some((step, _))) => Err(no_object(step)),
            (_, None) => Err(no_array(path)),
        }
    }

    fn find_in(
        &self,
        id: TypeId,
        named: &Named,
        step: Option<(&String, &[String])>,
        path: &[String],
        depth: usize,
    ) -> Result<(Reach, Type), Unfit> {
        match (&named.shape, step) {
            (Shape::Object(object), Some((step, rest))) => {
                let field = field(named, object, step)?;
                let (reach, item) = self.find(&field.ty, rest, DEPTH)?;
                let reach = Reach::Field(field.name.clone(), field.presence, Box::new(reach));
                Ok((reach, item))
            }
            (Shape::Object(object), None) => Err(self.body_is_no_array(object)),
            (Shape::Union(union), _) => {
                let found = union
                    .variants
                    .iter()
                    .map(|variant| self.find(&variant.ty, path, depth));
                let (_, item) = first_found(found)?;
                let mut alternatives = Vec::new();
                for variant in &union.variants {
                    let reach = match self.find(&variant.ty, path, depth) {
                        Ok((reach, same)) if same == item => reach,
                        _ if self.types.resolve(&variant.ty) == self.types.resolve(&item) => {
                            unboxed(&variant.ty)
                        }
                        _ => continue,
                    };
                    alternatives.push((variant.name.clone(), reach));
                }
                Ok((Reach::Alternatives(id, alternatives), item))
            }
            (_, Some((step, _))) => Err(no_object(step)),
            (_, None) => Err(no_array(path)),
        }
    }

    fn body_is_no_array(&self, object: &Object) -> Unfit {
        let arrays = object
            .fields
            .iter()
            .filter(|field| matches!(self.types.resolve(&field.ty), Type::List(_) | Type::Set(_)));
        let arrays: Vec<String> = arrays.map(|field| format!("`{}`", field.wire)).collect();
        let unfit =
            Unfit::new("the answer is no array, so `items` must say where in it the items are");
        match arrays.is_empty() {
            true => unfit,
            false => unfit.help(format!("arrays in it: {}", arrays.join(", "))),
        }
    }
}

/// An item by itself, out of its box.
fn unboxed(ty: &Type) -> Reach {
    match ty {
        Type::Boxed(inner) => Reach::Boxed(Box::new(unboxed(inner))),
        _ => Reach::Alone,
    }
}

fn field<'a>(named: &Named, object: &'a Object, wire: &str) -> Result<&'a Field, Unfit> {
    let found = object.fields.iter().find(|field| field.wire == wire);
    found.ok_or_else(|| {
        let unfit = Unfit::new(format!("`{}` has no property `{wire}`", named.name));
        let wires = || object.fields.iter().map(|field| field.wire.as_str());
        let all = || {
            wires()
                .map(|wire| format!("`{wire}`"))
                .collect::<Vec<_>>()
                .join(", ")
        };
        match most_like(wire, wires()) {
            Some(meant) => unfit.help(format!("did you mean `{meant}`?")),
            None if object.fields.is_empty() => unfit,
            None => unfit.help(format!("its properties are {}", all())),
        }
    })
}

/// The first that was found; else why the first was not.
fn first_found<T>(found: impl Iterator<Item = Result<T, Unfit>>) -> Result<T, Unfit> {
    let mut fault = None;
    for found in found {
        match found {
            Ok(found) => return Ok(found),
            Err(unfit) => fault = fault.or(Some(unfit)),
        }
    }
    Err(fault.unwrap_or_else(|| Unfit::new("the union has no alternatives")))
}

fn no_object(step: &str) -> Unfit {
    Unfit::new(format!(
        "what holds `{step}` is no object with known properties"
    ))
}

fn no_array(path: &[String]) -> Unfit {
    match path.last() {
        Some(last) => Unfit::new(format!("`{last}` is no array")),
        None => Unfit::new("there is no array of known items here"),
    }
}

fn too_deep() -> Unfit {
    Unfit::new("the path leads through too many unions")
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn paths_are_written_with_dots_or_as_pointers() {
        for (text, steps) in [
            ("meta.next", &["meta", "next"][..]),
            ("data[-1].id", &["data", "-1", "id"]),
            ("$.data", &["data"]),
            ("$", &[]),
            ("", &[]),
            ("/a.b/c~1d", &["a.b", "c/d"]),
        ] {
            assert_eq!(path(text), steps, "{text}");
        }
    }
}
