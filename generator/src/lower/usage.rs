//! Which types travel in which direction, and what that makes of `readOnly` and `writeOnly`: a type that travels one
//! way is trimmed, one that travels both ways and differs becomes two, `EndUser` and `EndUserInput`.

use std::collections::{HashMap, HashSet};

use super::naming::Scope;
use crate::model::{Access, Api, Named, Operation, ReplyBody, Shape, Type, TypeId, Types};

/// A direction of travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Request,
    Response,
}

impl Direction {
    /// Whether a property of this access travels in this direction.
    fn carries(self, access: Access) -> bool {
        !matches!(
            (self, access),
            (Self::Request, Access::ReadOnly) | (Self::Response, Access::WriteOnly)
        )
    }
}

/// Computes the usage of every type, trims and splits.
pub(super) fn split_by_direction(api: &mut Api, mut names: Scope) {
    let sent = reached(
        &api.types,
        request_types(&api.operations),
        Direction::Request,
    );
    let webhooks = api.webhooks.iter().map(|webhook| &webhook.payload);
    let received = reached(
        &api.types,
        response_types(&api.operations).chain(webhooks),
        Direction::Response,
    );
    for id in api.types.ids() {
        if let Some(named) = api.types.get_mut(id) {
            named.usage.request = sent.contains(&id);
            named.usage.response = received.contains(&id);
        }
    }
    let inputs = add_inputs(&mut api.types, &sent, &received, &mut names);
    for id in api.types.ids() {
        trim(&mut api.types, id);
    }
    for operation in &mut api.operations {
        for ty in request_types_mut(operation) {
            redirect(ty, &inputs);
        }
    }
}

fn request_types(operations: &[Operation]) -> impl Iterator<Item = &Type> {
    operations.iter().flat_map(|operation| {
        let bodies = operation.bodies().filter_map(|body| body.kind.ty());
        let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
        parameters.chain(bodies)
    })
}

fn request_types_mut(operation: &mut Operation) -> impl Iterator<Item = &mut Type> {
    let (parameters, bodies) = operation.sent_mut();
    let bodies = bodies.filter_map(|body| body.kind.ty_mut());
    let parameters = parameters.iter_mut();
    parameters.map(|parameter| &mut parameter.ty).chain(bodies)
}

fn response_types(operations: &[Operation]) -> impl Iterator<Item = &Type> {
    operations
        .iter()
        .flat_map(Operation::answers)
        .flat_map(ReplyBody::types)
}

/// Every type that values of `roots` are made of in this direction.
fn reached<'a>(
    types: &Types,
    roots: impl Iterator<Item = &'a Type>,
    direction: Direction,
) -> HashSet<TypeId> {
    let mut reached = HashSet::new();
    let mut open: Vec<TypeId> = roots.filter_map(Type::mentioned).collect();
    while let Some(id) = open.pop() {
        if !reached.insert(id) {
            continue;
        }
        if let Some(named) = types.get(id) {
            open.extend(travelling(named, direction));
        }
    }
    reached
}

/// The types that a value of this type is made of in this direction.
fn travelling(named: &Named, direction: Direction) -> Vec<TypeId> {
    let parts = match &named.shape {
        Shape::Object(object) => {
            let fields = object.fields.iter();
            let carried = fields.filter(|field| direction.carries(field.access));
            let extra = object.extra.iter().map(|extra| &extra.ty);
            carried.map(|field| &field.ty).chain(extra).collect()
        }
        _ => named.parts(),
    };
    parts.into_iter().filter_map(Type::mentioned).collect()
}

/// Declares `<Name>Input` for every type that is sent and received and differs; answers which stands for which.
fn add_inputs(
    types: &mut Types,
    sent: &HashSet<TypeId>,
    received: &HashSet<TypeId>,
    names: &mut Scope,
) -> HashMap<TypeId, TypeId> {
    let both: Vec<TypeId> = types
        .ids()
        .filter(|id| sent.contains(id) && received.contains(id))
        .collect();
    let differing = differing(types, &both);
    let mut inputs = HashMap::new();
    for id in both.into_iter().filter(|id| differing.contains(id)) {
        let Some(named) = types.get_mut(id) else {
            continue;
        };
        named.usage.request = false;
        let mut input = named.clone();
        input.name = names.claim(&named.name.with_suffix("Input"));
        input.usage.request = true;
        input.usage.response = false;
        let input = types.add(input);
        inputs.insert(id, input);
    }
    let sent_only = types.ids().filter(|id| {
        types
            .get(*id)
            .is_some_and(|named| named.usage.request && !named.usage.response)
    });
    for id in sent_only.collect::<Vec<_>>() {
        let parts = types.get_mut(id).map(Named::parts_mut).unwrap_or_default();
        parts.into_iter().for_each(|part| redirect(part, &inputs));
    }
    inputs
}

/// Of the types that travel both ways, those that have properties of one direction, or hold such types.
fn differing(types: &Types, both: &[TypeId]) -> HashSet<TypeId> {
    let one_way = |id: &TypeId| match types.get(*id).map(|named| &named.shape) {
        Some(Shape::Object(object)) => object
            .fields
            .iter()
            .any(|field| field.access != Access::ReadWrite),
        _ => false,
    };
    let mut holders: HashMap<TypeId, Vec<TypeId>> = HashMap::new();
    for holder in both {
        let Some(named) = types.get(*holder) else {
            continue;
        };
        for inner in named.parts().into_iter().filter_map(Type::mentioned) {
            holders.entry(inner).or_default().push(*holder);
        }
    }
    let mut differing = HashSet::new();
    let mut open: Vec<TypeId> = both.iter().copied().filter(one_way).collect();
    while let Some(id) = open.pop() {
        if differing.insert(id) {
            open.extend(holders.get(&id).into_iter().flatten().copied());
        }
    }
    differing
}

/// Takes the properties out that never travel with a type that goes one way.
fn trim(types: &mut Types, id: TypeId) {
    let Some(named) = types.get_mut(id) else {
        return;
    };
    let direction = match (named.usage.request, named.usage.response) {
        (true, false) => Direction::Request,
        (false, true) => Direction::Response,
        _ => return,
    };
    if let Shape::Object(object) = &mut named.shape {
        object
            .fields
            .retain(|field| direction.carries(field.access));
    }
}

fn redirect(ty: &mut Type, inputs: &HashMap<TypeId, TypeId>) {
    if let Some(id) = ty.mentioned_mut()
        && let Some(input) = inputs.get(id)
    {
        *id = *input;
    }
}
