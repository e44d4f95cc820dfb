//! Inline schemas that say the same of the same thing become one type with several names.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::naming::{self, Scope};
use crate::model::{Api, Features, Named, Shape, Type, TypeId, Types};

/// Longer than what a type's name has behind that of what it stands in, in characters.
const LONGEST_OWN_NAME: usize = 100;

/// As deep as documents may be nested; a chain of references to inline schemas can be longer, and is not looked at to its end.
const DEPTH: usize = 128;

/// How often types are set apart again because unions would suffer; what is set apart in one pass can free others in the next.
const PASSES: usize = 16;

/// Makes inline types that are alike one: the one with the shortest name stays, the others become other names of it.
///
/// Two are alike when their declarations would differ in their names alone, and these end in the same words behind the name
/// of what they stand in: `CreateOrderAddress` and `UpdateOrderAddress`, but not `CreateOrderSender`. Schemas that the
/// document names stay apart, whatever they say.
///
/// In a crate with features, a declaration that would not be there for all of them in its file has a file of its own.
pub fn share(api: &mut Api) {
    let groups = alike(api);
    let features = Features::of(api);
    let is_there = |group: &Vec<TypeId>| is_there_for_all(&api.types, &features, group);
    let apart: Vec<bool> = groups.iter().map(|group| !is_there(group)).collect();
    let mut files = Files::of(&api.types);
    for (group, apart) in groups.iter().zip(apart) {
        let Some((kept, others)) = group.split_first() else {
            continue;
        };
        if apart && let Some(kept) = api.types.get_mut(*kept) {
            files.move_out(kept);
        }
        for other in others {
            if let Some(named) = api.types.get_mut(*other) {
                named.shape = Shape::Alias(Type::Named(*kept));
            }
        }
    }
}

/// Whether the file of the first of these types is there whenever one of the others is.
fn is_there_for_all(types: &Types, features: &Features<'_>, group: &[TypeId]) -> bool {
    let files = group.iter().filter_map(|id| types.get(*id));
    let mut features = files.map(|named| features.of_types(named.module.as_str()));
    let first = features.next().unwrap_or_default();
    // A file without features is always there.
    let is_with_first = |other: Vec<String>| {
        !other.is_empty() && other.iter().all(|feature| first.contains(feature))
    };
    first.is_empty() || features.all(is_with_first)
}

/// The inline types of which [`share`] makes one, several each; the one with the shortest name first.
pub(crate) fn alike(api: &Api) -> Vec<Vec<TypeId>> {
    let mut apart = HashSet::new();
    for _ in 0..PASSES {
        let mut groups = Alike::of(api, &apart).groups();
        let clashing = clashing(&api.types, &groups);
        if clashing.is_empty() {
            for group in &mut groups {
                group.sort_by_cached_key(|id| rank(&api.types, *id));
            }
            return groups;
        }
        apart.extend(clashing);
    }
    Vec::new()
}

/// The types that would make two alternatives of a union one if they were shared: neither would convert into the union then.
fn clashing(types: &Types, groups: &[Vec<TypeId>]) -> Vec<TypeId> {
    let firsts = groups
        .iter()
        .filter_map(|group| Some((*group.first()?, group)));
    let firsts: HashMap<TypeId, TypeId> = firsts
        .flat_map(|(first, group)| group.iter().map(move |id| (*id, first)))
        .collect();
    let mut clashing = Vec::new();
    for (_, named) in types.iter() {
        let Shape::Union(union) = &named.shape else {
            continue;
        };
        let mut held: HashMap<Type, Type> = HashMap::new();
        for variant in &union.variants {
            let own = types.followed(types.resolve(&variant.ty));
            let mut shared = own.clone();
            if let Some(id) = shared.mentioned_mut() {
                *id = *firsts.get(id).unwrap_or(id);
            }
            let first = held.entry(shared).or_insert_with(|| own.clone());
            if *first != own {
                clashing.extend(own.mentioned());
            }
        }
    }
    clashing
}

/// The shortest name comes first, of several the first in the alphabet.
fn rank(types: &Types, id: TypeId) -> (usize, String) {
    let name = types.get(id).map(|named| named.name.to_string());
    let name = name.unwrap_or_default();
    (name.len(), name)
}

/// What makes two declarations one.
#[derive(PartialEq, Eq, Hash)]
struct Likeness {
    /// What the name has behind that of what the type stands in.
    own_name: String,
    /// What is declared, as text, the types in it by the first that is like them.
    declaration: String,
}

/// Finds types that are alike, what they hold before themselves.
struct Alike<'a> {
    types: &'a Types,
    /// Types that are not to be shared.
    apart: &'a HashSet<TypeId>,
    /// The names that an inline type's name may begin with.
    owners: HashSet<&'a str>,
    /// The first type that is like this one; while its parts are looked at, itself.
    first: HashMap<TypeId, TypeId>,
    known: HashMap<Likeness, TypeId>,
}

impl<'a> Alike<'a> {
    fn of(api: &'a Api, apart: &'a HashSet<TypeId>) -> Self {
        let types = api.types.iter().map(|(_, named)| named.name.as_str());
        let operations = api.operations.iter().map(|one| one.type_name.as_str());
        Self {
            types: &api.types,
            apart,
            owners: types.chain(operations).collect(),
            first: HashMap::new(),
            known: HashMap::new(),
        }
    }

    /// The types that are alike, several each, in the order of the first.
    fn groups(mut self) -> Vec<Vec<TypeId>> {
        let mut groups: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
        for id in self.types.ids() {
            let first = self.first(id, DEPTH);
            groups.entry(first).or_default().push(id);
        }
        let groups = groups.into_values();
        groups.filter(|group| group.len() > 1).collect()
    }

    fn first(&mut self, id: TypeId, depth: usize) -> TypeId {
        if let Some(first) = self.first.get(&id) {
            return *first;
        }
        let Some(depth) = depth.checked_sub(1) else {
            return id;
        };
        self.first.insert(id, id);
        let named = self.types.get(id).filter(|named| may_share(named));
        let Some(named) = named.filter(|_| !self.apart.contains(&id)) else {
            return id;
        };
        let Some(likeness) = self.likeness(named, depth) else {
            return id;
        };
        let first = *self.known.entry(likeness).or_insert(id);
        self.first.insert(id, first);
        first
    }

    fn likeness(&mut self, named: &Named, depth: usize) -> Option<Likeness> {
        let own_name = self.own_name(named.name.as_str())?.to_owned();
        let mut shape = named.shape.clone();
        let parts = shape.parts_mut().into_iter();
        for id in parts.filter_map(Type::mentioned_mut) {
            *id = self.first(*id, depth);
        }
        let is_received = matches!(shape, Shape::Object(_)) && named.usage.is_received_only();
        let declared = (shape, is_received, named.deprecated);
        Some(Likeness {
            own_name,
            declaration: serde_json::to_string(&declared).ok()?,
        })
    }

    /// What a name has behind the longest name of what it may stand in.
    fn own_name<'n>(&self, name: &'n str) -> Option<&'n str> {
        let ends = name.char_indices().rev().map(|(at, _)| at);
        ends.filter(|at| *at > 0)
            .take(LONGEST_OWN_NAME)
            .map(|at| name.split_at(at))
            .find(|(owner, _)| self.owners.contains(owner))
            .map(|(_, own)| own)
    }
}

/// Whether a declaration may stand for others: it is an inline schema's, and has no table of XML beside it.
fn may_share(named: &Named) -> bool {
    let can_be_named_otherwise = matches!(
        named.shape,
        Shape::Object(_) | Shape::Enum(_) | Shape::Union(_)
    );
    can_be_named_otherwise && named.xml_node.is_none() && !named.is_component()
}

/// The files of types.
struct Files {
    names: Scope,
}

impl Files {
    fn of(types: &Types) -> Self {
        let names = types.iter().map(|(_, named)| named.module.as_str());
        Self {
            names: Scope::reserving(names),
        }
    }

    /// Gives a type a file of its own.
    fn move_out(&mut self, named: &mut Named) {
        let wanted = naming::types_module_name(named.name.as_str());
        named.module = self.names.claim(&wanted);
    }
}
