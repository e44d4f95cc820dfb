//! Arguments that rustc would read as patterns of something else (Rust Reference, Identifier patterns): those that have the
//! name of a unit struct, a tuple struct or a static. Upper and lower case keep the two apart, but Chinese or Arabic has none.

use std::collections::HashSet;

use crate::diagnostics::{Code, Pointer, Sink};
use crate::model::{Api, Ident, Object, Operation, Presence, Shape, Types};

/// Gives such arguments an underscore. It makes no name twice: those of one object or operation differ in more than that.
pub(super) fn make_room(api: &mut Api, sink: &mut Sink) {
    let mut values = structs_without_names(&api.types);
    for object in objects(&mut api.types) {
        let fields = object.fields.iter_mut();
        let arguments = fields.filter(|field| is_required(field.presence));
        for field in arguments.filter(|field| values.contains(&field.name)) {
            rename(&mut field.name, &field.origin, sink);
        }
    }
    values.extend(api.operations.iter().flat_map(statics));
    let operations = api.operations.iter_mut();
    let parameters = operations.flat_map(|operation| &mut operation.parameters);
    for parameter in parameters.filter(|parameter| values.contains(&parameter.name)) {
        rename(&mut parameter.name, &parameter.origin, sink);
    }
}

/// The structs whose fields have no names, or that have none: their names stand for values as well.
fn structs_without_names(types: &Types) -> HashSet<Ident> {
    let is_value = |shape: &Shape| {
        matches!(
            shape,
            Shape::Constant(_) | Shape::Newtype(_) | Shape::Tuple(_)
        )
    };
    let named = types.iter().filter(|(_, named)| is_value(&named.shape));
    named.map(|(_, named)| named.name.clone()).collect()
}

/// The statics that describe an operation to the runtime.
fn statics(operation: &Operation) -> impl Iterator<Item = Ident> {
    let streaming = operation.streaming.iter();
    let streaming = streaming.map(|streaming| &streaming.type_name);
    streaming.chain([&operation.type_name]).cloned()
}

fn objects(types: &mut Types) -> impl Iterator<Item = &mut Object> {
    types.iter_mut().filter_map(|named| match &mut named.shape {
        Shape::Object(object) => Some(object),
        _ => None,
    })
}

/// Whether a constructor may take the field's value.
const fn is_required(presence: Presence) -> bool {
    matches!(presence, Presence::Required | Presence::RequiredNullable)
}

fn rename(name: &mut Ident, at: &Pointer, sink: &mut Sink) {
    let free = name.with_suffix("_");
    let message = format!("the argument `{name}` becomes `{free}`: a type has its name");
    sink.say(Code::NameCollision, at, message).and_help(
        "it would be read as a pattern of that type; `[rename]` in client.toml settles it",
    );
    *name = free;
}
