//! Types that contain themselves: boxes where Rust needs them, and newtypes where an alias would never end.

use crate::diagnostics::{Code, Sink};
use crate::model::{Api, Fallback, Ident, Named, Presence, Shape, Tuple, Type, TypeId, Types};

/// Turns every alias that leads back to itself (`Tree = Vec<Tree>`) into a newtype; one that is nothing but itself, at
/// however many removes, into one of any JSON.
pub(super) fn break_aliases(api: &mut Api) {
    let Api {
        types, fallbacks, ..
    } = api;
    let circles = alias_circles(types, Type::mentions);
    let endless = alias_circles(types, demanded);
    for id in types.ids().filter(|id| circles.contains_cycle(*id)) {
        let Some(named) = types.get_mut(id) else {
            continue;
        };
        let Shape::Alias(ty) = &named.shape else {
            continue;
        };
        named.shape = Shape::Newtype(if endless.contains_cycle(id) {
            fallbacks.push(Fallback {
                origin: named.origin.clone(),
                reason: "the schema is nothing but itself".to_owned(),
            });
            Type::Any
        } else {
            ty.clone()
        });
    }
}

fn alias_circles(types: &Types, leads_to: fn(&Type, &mut dyn FnMut(TypeId))) -> Circles {
    let graph = Graph::new(types, |named, visit| {
        if let Shape::Alias(ty) = &named.shape {
            leads_to(ty, visit);
        }
    });
    graph.circles()
}

/// Lets the properties be absent through which alone a type would have to contain itself: no finite value has them all.
pub(super) fn open_endless(types: &mut Types, sink: &mut Sink) {
    let graph = Graph::new(types, |named, visit| match &named.shape {
        Shape::Object(object) => {
            let fields = object.fields.iter();
            fields
                .filter(|field| field.presence == Presence::Required)
                .for_each(|field| demanded(&field.ty, visit));
        }
        Shape::Tuple(tuple) => {
            let elements = tuple.elements.iter().take(tuple.required);
            elements.for_each(|element| demanded(&element.ty, visit));
        }
        Shape::Alias(ty) | Shape::Newtype(ty) => demanded(ty, visit),
        _ => {}
    });
    let circles = graph.circles();
    for id in types.ids() {
        let object = match types.get_mut(id).map(|named| &mut named.shape) {
            Some(Shape::Object(object)) => object,
            Some(Shape::Tuple(tuple)) => {
                open_tuple(tuple, |inner| circles.same(id, inner));
                continue;
            }
            _ => continue,
        };
        for field in &mut object.fields {
            let mut endless = false;
            demanded(&field.ty, &mut |inner| endless |= circles.same(id, inner));
            if !endless || field.presence != Presence::Required {
                continue;
            }
            field.presence = Presence::Optional;
            let message = format!(
                "`{}` is required, and leads back to what it stands in: no value has an end; it is read as optional",
                field.wire
            );
            sink.say(Code::EndlessSchema, &field.origin, message)
                .and_help("what may be absent, null or an empty list ends the circle");
        }
    }
}

/// Lets a tuple end before the first element that leads back to it.
fn open_tuple(tuple: &mut Tuple, leads_back: impl Fn(TypeId) -> bool) {
    let endless = tuple.elements.iter().position(|element| {
        let mut endless = false;
        demanded(&element.ty, &mut |inner| endless |= leads_back(inner));
        endless
    });
    tuple.required = endless.unwrap_or(tuple.required).min(tuple.required);
}

/// The type that every value of `ty` holds inside itself.
fn demanded(ty: &Type, visit: &mut dyn FnMut(TypeId)) {
    match ty {
        Type::Named(id) => visit(*id),
        Type::Redacted(inner) => demanded(inner, visit),
        _ => {}
    }
}

/// Puts a box around parts through which a type contains itself without a list or a map between, in every circle at
/// least one: where a part's name does not come after its owner's. So the order of the document plays no role.
pub(super) fn box_recursion(types: &mut Types) {
    let graph = Graph::new(types, |named, visit| {
        for part in named.parts() {
            directly(part, visit);
        }
    });
    let circles = graph.circles();
    let names: Vec<Ident> = types.iter().map(|(_, named)| named.name.clone()).collect();
    let closes = |owner: TypeId, part: TypeId| {
        let name = |id: TypeId| names.get(id.0 as usize);
        circles.same(owner, part) && name(part) <= name(owner)
    };
    for id in types.ids() {
        let Some(named) = types.get_mut(id) else {
            continue;
        };
        for part in named.parts_mut() {
            box_part(part, id, &closes);
        }
    }
}

/// The types that a value of `ty` holds inside itself.
fn directly(ty: &Type, visit: &mut dyn FnMut(TypeId)) {
    match ty {
        Type::Named(id) => visit(*id),
        Type::Nullable(inner) | Type::Redacted(inner) => directly(inner, visit),
        _ => {}
    }
}

fn box_part(ty: &mut Type, owner: TypeId, closes: &impl Fn(TypeId, TypeId) -> bool) {
    match ty {
        Type::Named(id) if closes(owner, *id) => *ty = Type::Boxed(Box::new(Type::Named(*id))),
        Type::Nullable(inner) | Type::Redacted(inner) => box_part(inner, owner, closes),
        _ => {}
    }
}

/// Which type leads to which.
struct Graph {
    edges: Vec<Vec<usize>>,
}

/// The strongly connected components of a [`Graph`].
struct Circles {
    component: Vec<usize>,
    /// By component: whether it leads back to itself.
    cyclic: Vec<bool>,
}

impl Circles {
    fn contains_cycle(&self, id: TypeId) -> bool {
        let component = self.component.get(id.0 as usize).copied();
        component
            .and_then(|component| self.cyclic.get(component))
            .copied()
            .unwrap_or(false)
    }

    /// Whether both lie on one circle.
    fn same(&self, one: TypeId, other: TypeId) -> bool {
        self.contains_cycle(one)
            && self.component.get(one.0 as usize) == self.component.get(other.0 as usize)
    }
}

impl Graph {
    fn new(types: &Types, leads_to: impl Fn(&Named, &mut dyn FnMut(TypeId))) -> Self {
        let mut edges = vec![Vec::new(); types.len()];
        for ((_, named), list) in types.iter().zip(&mut edges) {
            leads_to(named, &mut |inner| list.push(inner.0 as usize));
        }
        Self { edges }
    }

    /// Tarjan's algorithm with a stack of its own, so that a long chain of types is no deep recursion.
    fn circles(&self) -> Circles {
        let mut search = Search::new(self.edges.len());
        for root in 0..self.edges.len() {
            search.from(root, &self.edges);
        }
        let mut cyclic = vec![false; search.components];
        let mut size = vec![0_usize; search.components];
        for (node, component) in search.component.iter().enumerate() {
            let loops = self
                .edges
                .get(node)
                .is_some_and(|targets| targets.contains(&node));
            if let (Some(cyclic), Some(size)) =
                (cyclic.get_mut(*component), size.get_mut(*component))
            {
                *size += 1;
                *cyclic |= loops || *size > 1;
            }
        }
        Circles {
            component: search.component,
            cyclic,
        }
    }
}

const UNSEEN: usize = usize::MAX;

struct Search {
    order: Vec<usize>,
    low: Vec<usize>,
    on_stack: Vec<bool>,
    stack: Vec<usize>,
    component: Vec<usize>,
    components: usize,
    next: usize,
}

impl Search {
    fn new(nodes: usize) -> Self {
        Self {
            order: vec![UNSEEN; nodes],
            low: vec![UNSEEN; nodes],
            on_stack: vec![false; nodes],
            stack: Vec::new(),
            component: vec![UNSEEN; nodes],
            components: 0,
            next: 0,
        }
    }

    fn from(&mut self, root: usize, edges: &[Vec<usize>]) {
        if read(&self.order, root) != UNSEEN {
            return;
        }
        let mut path = vec![(root, 0_usize)];
        self.enter(root);
        while let Some((node, edge)) = path.pop() {
            match edges
                .get(node)
                .and_then(|targets| targets.get(edge))
                .copied()
            {
                Some(target) => {
                    path.push((node, edge + 1));
                    if read(&self.order, target) == UNSEEN {
                        self.enter(target);
                        path.push((target, 0));
                    } else if self.on_stack.get(target).copied().unwrap_or(false) {
                        self.lower(node, read(&self.order, target));
                    }
                }
                None => {
                    self.leave(node);
                    if let Some((parent, _)) = path.last() {
                        self.lower(*parent, read(&self.low, node));
                    }
                }
            }
        }
    }

    fn enter(&mut self, node: usize) {
        write(&mut self.order, node, self.next);
        write(&mut self.low, node, self.next);
        write(&mut self.on_stack, node, true);
        self.stack.push(node);
        self.next += 1;
    }

    fn lower(&mut self, node: usize, candidate: usize) {
        let low = read(&self.low, node).min(candidate);
        write(&mut self.low, node, low);
    }

    /// Closes a component when `node` is the first of it that was seen.
    fn leave(&mut self, node: usize) {
        if read(&self.low, node) != read(&self.order, node) {
            return;
        }
        while let Some(member) = self.stack.pop() {
            write(&mut self.on_stack, member, false);
            write(&mut self.component, member, self.components);
            if member == node {
                break;
            }
        }
        self.components += 1;
    }
}

fn read(list: &[usize], index: usize) -> usize {
    list.get(index).copied().unwrap_or(UNSEEN)
}

fn write<T>(list: &mut [T], index: usize, value: T) {
    if let Some(slot) = list.get_mut(index) {
        *slot = value;
    }
}
