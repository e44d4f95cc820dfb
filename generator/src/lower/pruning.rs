//! Types that nothing in the crate uses are left out.

use crate::config::{Config, Schemas};
use crate::diagnostics::{Code, Pointer, Sink};
use crate::model::{Api, Named, Type, TypeId, Types};

/// Leaves out what neither an operation nor a webhook reaches: schemas of the document unless `client.toml` asks for all
/// of them (or there is no operation that could use any), and declarations that lowering made and did not need.
pub(super) fn prune(api: &mut Api, config: &Config, sink: &mut Sink) {
    let all =
        config.schemas == Schemas::All || (api.operations.is_empty() && api.webhooks.is_empty());
    let mut roots: Vec<TypeId> = api.used_types().filter_map(Type::mentioned).collect();
    if all {
        let components = api.types.iter().filter(|(_, named)| named.is_component());
        roots.extend(components.map(|(id, _)| id));
    }
    let kept = reached(&api.types, roots);
    say_left_out(&api.types, &kept, sink);
    keep(api, &kept);
}

/// By type, whether it is one of `roots` or a part of one.
fn reached(types: &Types, roots: Vec<TypeId>) -> Vec<bool> {
    let mut reached = vec![false; types.len()];
    let mut open = roots;
    while let Some(id) = open.pop() {
        let Some(seen) = reached.get_mut(id.0 as usize) else {
            continue;
        };
        if std::mem::replace(seen, true) {
            continue;
        }
        let parts = types.get(id).map(Named::parts).unwrap_or_default();
        open.extend(parts.into_iter().filter_map(Type::mentioned));
    }
    reached
}

fn say_left_out(types: &Types, kept: &[bool], sink: &mut Sink) {
    let components = types.iter().filter(|(_, named)| named.is_component());
    let (mut all, mut left) = (0_usize, 0_usize);
    for (id, _) in components {
        all += 1;
        left += usize::from(!is_kept(kept, id));
    }
    if left == 0 {
        return;
    }
    let place = Pointer::root().at(["components", "schemas"]);
    let message = format!("no operation uses {left} of the {all} schemas; they are left out");
    sink.say(Code::UnusedSchemas, &place, message)
        .and_help("`schemas = \"all\"` in client.toml makes types of them as well");
}

fn is_kept(kept: &[bool], id: TypeId) -> bool {
    kept.get(id.0 as usize).copied().unwrap_or(false)
}

/// Removes the other types, and gives those that stay their new places.
fn keep(api: &mut Api, kept: &[bool]) {
    let mut places: Vec<TypeId> = Vec::with_capacity(kept.len());
    let mut types = Types::default();
    let old = std::mem::take(&mut api.types);
    for (named, keep) in old.into_iter().zip(kept) {
        places.push(TypeId(u32::try_from(types.len()).unwrap_or(u32::MAX)));
        if *keep {
            types.add(named);
        }
    }
    let parts = types.iter_mut().flat_map(Named::parts_mut);
    for id in parts
        .chain(api.used_types_mut())
        .filter_map(Type::mentioned_mut)
    {
        if let Some(place) = places.get(id.0 as usize) {
            *id = *place;
        }
    }
    api.types = types;
}
