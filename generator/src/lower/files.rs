//! The files in bodies of parts: a text of `format: binary` in JSON is a file where it is a part of its own.

use std::collections::{HashMap, HashSet};

use super::encodings::FURTHER;
use super::naming::Scope;
use crate::model::{Api, BodyKind, Constraint, Named, Shape, Type, TypeId, Types};

/// How deep unions of objects and lists of lists are followed.
const DEPTH: usize = 8;

/// Gives the properties of bodies that are files the type of one. A type that travels in any other way as well is left as it
/// is, and the body gets one of its own, `<Name>Parts`.
pub(super) fn type_files(api: &mut Api, names: &mut Scope) {
    if api
        .operations
        .iter()
        .flat_map(|operation| operation.bodies())
        .all(|body| body.files.is_empty())
    {
        return;
    }
    let elsewhere = elsewhere(api);
    let mut files = Files {
        types: &mut api.types,
        names,
        elsewhere,
        done: HashMap::new(),
        files: Vec::new(),
    };
    for body in api
        .operations
        .iter_mut()
        .flat_map(|operation| operation.sent_mut().1)
    {
        if let BodyKind::Multipart(ty) = &mut body.kind {
            files.files.clone_from(&body.files);
            *ty = files.root(ty, DEPTH);
        }
    }
}

/// The types that travel in another way than as a `multipart/form-data` body.
fn elsewhere(api: &Api) -> HashSet<TypeId> {
    let payloads = api.webhooks.iter().map(|webhook| &webhook.payload);
    let mut open: Vec<TypeId> = payloads.filter_map(Type::mentioned).collect();
    for operation in &api.operations {
        let parts = |ty: &Type| roots(&api.types, ty);
        let whole = operation.bodies().filter_map(|body| match &body.kind {
            BodyKind::Multipart(ty) => Some(ty),
            _ => None,
        });
        let bodies: HashSet<TypeId> = whole.flat_map(parts).collect();
        // What is within a part is JSON, or text.
        let within = bodies.iter().filter_map(|id| api.types.get(*id));
        let within =
            within.filter(|named| !matches!(named.shape, Shape::Union(_) | Shape::Alias(_)));
        open.extend(within.flat_map(Named::parts).filter_map(Type::mentioned));
        open.extend(operation.types_but_multipart().filter_map(Type::mentioned));
    }
    let mut reached = HashSet::new();
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            let parts = api.types.get(id).map(Named::parts).unwrap_or_default();
            open.extend(parts.into_iter().filter_map(Type::mentioned));
        }
    }
    reached
}

/// The objects that a body may be, with the aliases and unions that lead to them.
fn roots(types: &Types, ty: &Type) -> HashSet<TypeId> {
    let mut found = HashSet::new();
    let mut open: Vec<&Type> = vec![ty];
    while let Some(ty) = open.pop() {
        let Type::Named(id) = ty else { continue };
        if !found.insert(*id) {
            continue;
        }
        match types.get(*id).map(|named| &named.shape) {
            Some(Shape::Alias(target)) => open.push(target),
            Some(Shape::Union(union)) => {
                open.extend(union.variants.iter().map(|variant| &variant.ty));
            }
            _ => {}
        }
    }
    found
}

struct Files<'a> {
    types: &'a mut Types,
    names: &'a mut Scope,
    elsewhere: HashSet<TypeId>,
    /// The types of bodies, and what stands for them.
    done: HashMap<TypeId, TypeId>,
    /// The properties of the body that are files.
    files: Vec<String>,
}

impl Files<'_> {
    /// The type of a body, with files in it.
    fn root(&mut self, ty: &Type, depth: usize) -> Type {
        let resolved = self.types.resolve(ty).clone();
        if let Type::List(_) | Type::Set(_) = resolved {
            return match self.is_file(FURTHER) {
                true => file(self.types, &resolved, DEPTH),
                false => ty.clone(),
            };
        }
        let (Some(depth), Type::Named(id)) = (depth.checked_sub(1), &resolved) else {
            return ty.clone();
        };
        if let Some(done) = self.done.get(id) {
            return Type::Named(*done);
        }
        let Some(named) = self.types.get(*id) else {
            return ty.clone();
        };
        let shape = match &named.shape {
            Shape::Object(object) => {
                let mut object = object.clone();
                let fields = object.fields.iter_mut();
                for field in fields.filter(|field| self.is_file(&field.wire)) {
                    field.ty = file(self.types, &field.ty, DEPTH);
                    field.constraints.retain(is_of_list);
                    field.secret = false;
                }
                Shape::Object(object)
            }
            Shape::Tuple(tuple) => {
                let mut tuple = tuple.clone();
                let elements = tuple.elements.iter_mut().enumerate();
                let elements = elements.map(|(index, element)| (index.to_string(), element));
                let rest = tuple.rest.iter_mut().map(|rest| (FURTHER.to_owned(), rest));
                for (_, element) in elements
                    .chain(rest)
                    .filter(|(place, _)| self.is_file(place))
                {
                    // One part, whatever is in it.
                    element.ty = match &element.ty {
                        Type::Nullable(_) => Type::Nullable(Box::new(Type::File)),
                        _ => Type::File,
                    };
                    element.constraints.clear();
                }
                Shape::Tuple(tuple)
            }
            Shape::Union(union) => {
                let mut union = union.clone();
                for variant in &mut union.variants {
                    variant.ty = self.root(&variant.ty, depth);
                }
                Shape::Union(union)
            }
            _ => return ty.clone(),
        };
        self.replace(*id, shape, ty)
    }

    /// Whether a property is a file; in a body whose parts have no names, one at a place.
    fn is_file(&self, wire: &str) -> bool {
        self.files.iter().any(|file| file == wire)
    }

    /// Gives a type another shape: itself if it is only a body, else one of its own.
    fn replace(&mut self, id: TypeId, shape: Shape, written: &Type) -> Type {
        let Some(named) = self.types.get_mut(id) else {
            return written.clone();
        };
        if named.shape == shape {
            self.done.insert(id, id);
            return written.clone();
        }
        if !self.elsewhere.contains(&id) {
            named.shape = shape;
            self.done.insert(id, id);
            return Type::Named(id);
        }
        let name = self.names.claim(&named.name.with_suffix("Parts"));
        let parts = Named {
            name,
            shape,
            ..named.clone()
        };
        let parts = self.types.add(parts);
        self.done.insert(id, parts);
        Type::Named(parts)
    }
}

/// A file, or a list of files, in place of the type.
fn file(types: &Types, ty: &Type, depth: usize) -> Type {
    let Some(depth) = depth.checked_sub(1) else {
        return Type::File;
    };
    match types.resolve(ty) {
        Type::List(inner) | Type::Set(inner) => Type::List(Box::new(file(types, inner, depth))),
        Type::Nullable(inner) => Type::Nullable(Box::new(file(types, inner, depth))),
        Type::Redacted(inner) | Type::Boxed(inner) => file(types, inner, depth),
        Type::Named(id) if may_be_list(types, *id) => Type::List(Box::new(Type::File)),
        _ => Type::File,
    }
}

/// Whether a type is a union of which one alternative is a list: one file is then a list of one.
fn may_be_list(types: &Types, id: TypeId) -> bool {
    match types.get(id).map(|named| &named.shape) {
        Some(Shape::Union(union)) => union.variants.iter().any(|variant| {
            let ty = types.resolve(&variant.ty);
            matches!(ty, Type::List(_) | Type::Set(_))
        }),
        _ => false,
    }
}

/// Whether a constraint is one of lists: what is demanded of a text says nothing of a file.
const fn is_of_list(constraint: &Constraint) -> bool {
    matches!(
        constraint,
        Constraint::MinItems(_) | Constraint::MaxItems(_)
    )
}
