//! Paths into a JSON body, followed through its types: `meta.next`, `data[-1].id`.

use std::cell::Cell;

use crate::diagnostics::{most_like, pointer};
use crate::model::{Field, Named, Object, Reach, Shape, Type, TypeId, Types, Union};

/// The step to the last element of an array.
const LAST: &str = "-1";

/// How many steps a path has at most.
const LENGTH: usize = 32;

/// How many unions and wrappers may stand around a property; a union may hold itself.
const DEPTH: usize = 16;

/// How many types are looked at for one path; unions of unions of unions have no end that anybody would wait for.
const LOOKS: usize = 4096;

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
    Follower::new(types, path)?.value(ty, path, DEPTH)
}

/// The way to the array that a path leads to, and the type of its elements.
///
/// An alternative of a union that is what the array of another holds is a page of one.
pub(super) fn items(types: &Types, ty: &Type, path: &[String]) -> Result<(Reach, Type), Unfit> {
    Follower::new(types, path)?.items(ty, path, DEPTH)
}

/// Follows paths through types.
struct Follower<'a> {
    types: &'a Types,
    /// How many more types may be looked at.
    looks: Cell<usize>,
}

impl<'a> Follower<'a> {
    fn new(types: &'a Types, path: &[String]) -> Result<Self, Unfit> {
        match path.len() > LENGTH {
            true => Err(too_deep()),
            false => Ok(Self {
                types,
                looks: Cell::new(LOOKS),
            }),
        }
    }

    /// One level and one look less.
    fn below(&self, depth: usize) -> Result<usize, Unfit> {
        let looks = self.looks.get().checked_sub(1).ok_or_else(too_deep)?;
        self.looks.set(looks);
        depth.checked_sub(1).ok_or_else(too_deep)
    }

    fn value(&self, ty: &'a Type, path: &[String], depth: usize) -> Result<&'a Type, Unfit> {
        let ty = self.types.resolve(ty);
        let Some((step, rest)) = path.split_first() else {
            return Ok(ty);
        };
        let depth = self.below(depth)?;
        match ty {
            Type::Any => Ok(ty),
            Type::List(inner) | Type::Set(inner) if step == LAST => self.value(inner, rest, DEPTH),
            Type::Map(inner) => self.value(inner, rest, DEPTH),
            Type::Nullable(inner) | Type::Redacted(inner) => self.value(inner, path, depth),
            Type::Named(id) => match self.types.get(*id).map(|named| (named, &named.shape)) {
                Some((named, Shape::Object(object))) => {
                    self.value(&field(named, object, step)?.ty, rest, DEPTH)
                }
                Some((_, Shape::Union(union))) => {
                    let variants = union.variants.iter();
                    first_found(variants.map(|variant| self.value(&variant.ty, path, depth)))
                }
                _ => Err(no_object(step)),
            },
            _ => Err(no_object(step)),
        }
    }

    fn items(&self, ty: &Type, path: &[String], depth: usize) -> Result<(Reach, Type), Unfit> {
        let depth = self.below(depth)?;
        if let Type::Boxed(inner) = ty {
            let (reach, item) = self.items(inner, path, depth)?;
            return Ok((Reach::Boxed(Box::new(reach)), item));
        }
        match (self.types.resolve(ty), path.split_first()) {
            (Type::List(item), None) => Ok((Reach::List, (**item).clone())),
            (Type::Set(item), None) => Ok((Reach::Set, (**item).clone())),
            (Type::Redacted(inner), _) => {
                let (reach, item) = self.items(inner, path, depth)?;
                Ok((Reach::Redacted(Box::new(reach)), item))
            }
            (Type::Named(id), step) => match self.types.get(*id) {
                Some(named) => self.items_in(*id, named, step, path, depth),
                None => Err(no_array(path)),
            },
            (_, Some((step, _))) => Err(no_object(step)),
            (_, None) => Err(no_array(path)),
        }
    }

    fn items_in(
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
                let (reach, item) = self.items(&field.ty, rest, DEPTH)?;
                let reach = Reach::Field(field.name.clone(), field.presence, Box::new(reach));
                Ok((reach, item))
            }
            (Shape::Object(object), None) => Err(self.body_is_no_array(object)),
            (Shape::Union(union), _) => self.items_of_any(id, union, path, depth),
            (_, Some((step, _))) => Err(no_object(step)),
            (_, None) => Err(no_array(path)),
        }
    }

    /// The way through each alternative that holds the items which the first with any holds, or is one of them.
    fn items_of_any(
        &self,
        id: TypeId,
        union: &Union,
        path: &[String],
        depth: usize,
    ) -> Result<(Reach, Type), Unfit> {
        let variants = union.variants.iter();
        let found: Vec<_> = variants
            .map(|variant| (variant, self.items(&variant.ty, path, depth)))
            .collect();
        let mut items = found.iter().filter_map(|(_, found)| found.as_ref().ok());
        let Some(item) = items.next().map(|(_, item)| item.clone()) else {
            return first_found(found.into_iter().map(|(_, found)| found));
        };
        let is_item = |ty: &Type| self.types.resolve(ty) == self.types.resolve(&item);
        let alternatives = found.into_iter().filter_map(|(variant, found)| {
            let reach = match found {
                Ok((reach, same)) if same == item => reach,
                _ if is_item(&variant.ty) => unboxed(&variant.ty),
                _ => return None,
            };
            Some((variant.name.clone(), reach))
        });
        let reach = Reach::Alternatives(id, alternatives.collect());
        Ok((reach, item))
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
pub(super) fn first_found<T>(found: impl Iterator<Item = Result<T, Unfit>>) -> Result<T, Unfit> {
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
    Unfit::new("the path is too long, or leads through too many unions")
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
