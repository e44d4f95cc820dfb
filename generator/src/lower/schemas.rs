//! Schemas become types.

use openapiv3::{ReferenceOr, Schema};

use super::composition::says_nullable;
use super::fallbacks::anything;
use super::formats::{self, integer_width};
use super::view::{Additional, Part, SchemaRef, View};
use super::{Context, Lowerer, blank, lints};
use crate::diagnostics::{Code, Pointer};
use crate::model::{Constraint, Literal, Shape, Type, TypeId};

/// The kind of type that a schema asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Category {
    /// A struct.
    Object,
    /// A map.
    Map,
    /// An array.
    List,
    /// An array whose first elements have a type each.
    Tuple,
    /// A list of values.
    Enum,
    /// One value.
    Constant,
    /// One of several.
    Union,
    /// A scalar, or any JSON value.
    Scalar,
}

impl Category {
    /// Whether Rust needs a declaration for it.
    pub(super) const fn is_declared(self) -> bool {
        matches!(
            self,
            Self::Object | Self::Tuple | Self::Enum | Self::Constant | Self::Union
        )
    }
}

/// How deep lists of lists are followed for the constraints of their elements.
const ELEMENTS: usize = 16;

/// How deep inline schemas are nested; references merged by `allOf` nest them deeper than any document is.
const NESTING: usize = 120;

/// An inline schema that is being lowered.
#[derive(Debug)]
pub(super) struct Open {
    /// Where its parts stand.
    places: Vec<Pointer>,
    /// The type that it becomes, once that is declared.
    declared: Option<TypeId>,
}

/// What is known of a component schema without lowering it.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    /// It admits null.
    pub(super) nullable: bool,
    /// What it demands, when it is no declared type (a declared one checks itself).
    pub(super) constraints: Vec<Constraint>,
}

/// What a schema became where it is used.
#[derive(Debug, Clone)]
pub(super) struct Lowered {
    pub(super) ty: Type,
    pub(super) nullable: bool,
    pub(super) constraints: Vec<Constraint>,
}

impl Lowered {
    pub(super) fn of(ty: Type) -> Self {
        Self {
            ty,
            nullable: false,
            constraints: Vec::new(),
        }
    }

    /// The type where null is admitted if this says so or the type itself does.
    fn with_null(ty: Type, nullable: bool) -> Self {
        match ty {
            Type::Nullable(inner) => Self {
                nullable: true,
                ..Self::of(*inner)
            },
            ty => Self {
                nullable,
                ..Self::of(ty)
            },
        }
    }

    /// The type with null admitted, for places that no field stands for.
    pub(super) fn into_element(self) -> Type {
        match self.ty {
            Type::Any => Type::Any,
            ty if self.nullable => Type::Nullable(Box::new(ty)),
            ty => ty,
        }
    }
}

impl<'a> Lowerer<'a> {
    /// Gives a component's declared type its shape.
    pub(super) fn define(&mut self, id: TypeId, part: Part<'a>) {
        let Some(named) = self.types.get(id) else {
            return;
        };
        let context = Context {
            name: named.name.clone(),
            module: named.module.clone(),
        };
        let view = self.view(std::slice::from_ref(&part));
        lints::contradiction(self.sink, &view);
        let shape = match self.alias_target(&part) {
            Some(target) => Shape::Alias(self.lower(&target, &context).into_element()),
            None => match self.family(&view, &context) {
                Some(family) => family,
                None => self.shape(&view, &context),
            },
        };
        let (docs, deprecated) = (view.docs(), view.deprecated);
        if let Some(named) = self.types.get_mut(id) {
            named.shape = shape;
            named.docs = docs;
            named.deprecated = deprecated;
            named.examples = view.examples;
        }
    }

    /// The type of a schema where it is used.
    pub(super) fn lower(&mut self, part: &Part<'a>, context: &Context) -> Lowered {
        self.lower_parts(std::slice::from_ref(part), context)
    }

    /// The type of several schemas that must hold together.
    pub(super) fn lower_parts(&mut self, parts: &[Part<'a>], context: &Context) -> Lowered {
        if let [part] = parts {
            if let SchemaRef::Reference(reference) = part.schema {
                return self.lower_reference(reference, &part.at);
            }
            if let Some(target) = self.alias_target(part) {
                let mut lowered = self.lower(&target, context);
                lowered.nullable |= matches!(part.schema, SchemaRef::Item(schema) if says_nullable(schema, &part.at));
                return lowered;
            }
        }
        let places: Vec<Pointer> = parts.iter().map(|part| part.at.clone()).collect();
        let view = self.view(parts);
        let mut again = self.open.iter().filter(|open| open.places == places);
        // A list that leads back to itself through a declared type ends there, the second time around.
        let (first, second) = (again.next().map(|open| open.declared), again.next());
        match (first, second) {
            (Some(declared @ Some(_)), _) | (Some(declared), Some(_)) => {
                return self.within_itself(&view, declared);
            }
            (Some(None), None) | (None, _) => {}
        }
        if self.open.len() >= NESTING {
            return Lowered::of(self.any_because(
                &view.at,
                "inline schemas, merged by `allOf`, are nested too deep",
                "give the schema a name in `components.schemas`",
            ));
        }
        lints::contradiction(self.sink, &view);
        self.open.push(Open {
            places,
            declared: None,
        });
        let lowered = self.lower_view(view, context);
        self.open.pop();
        lowered
    }

    /// An inline schema that its own `allOf` leads back to: the type that it is about to become.
    fn within_itself(&mut self, view: &View<'a>, declared: Option<TypeId>) -> Lowered {
        if let Some(id) = declared {
            self.within_themselves.insert(id);
            let nullable = view.nullable;
            return Lowered {
                nullable,
                ..Lowered::of(Type::Named(id))
            };
        }
        Lowered::of(self.any_because(
            &view.at,
            "the schema contains itself and has no name",
            "give it a name in `components.schemas`",
        ))
    }

    fn lower_reference(&mut self, reference: &'a str, at: &Pointer) -> Lowered {
        let found = self
            .component_name(reference)
            .and_then(|name| Some((name, *self.components.get(name)?)));
        let Some((name, id)) = found else {
            self.sink
                .say(
                    Code::UnresolvedReference,
                    at,
                    format!("`{reference}` is no schema of this document"),
                )
                .and_help("point it to an entry of `components.schemas`");
            return Lowered::of(self.count_fallback(at, "the reference leads nowhere"));
        };
        match self.facts(name) {
            Some(facts) => Lowered {
                ty: Type::Named(id),
                nullable: facts.nullable,
                constraints: facts.constraints,
            },
            None => Lowered::of(Type::Named(id)),
        }
    }

    /// Lowers what a schema says, with a declaration where Rust needs one.
    pub(super) fn lower_view(&mut self, view: View<'a>, context: &Context) -> Lowered {
        let nullable = view.nullable;
        let category = category(&view);
        if !category.is_declared() {
            let ty = self.undeclared(&view, category, context);
            let nullable = nullable || ty == Type::Any;
            return Lowered {
                ty,
                nullable,
                constraints: self.constraints_of(&view),
            };
        }
        self.declare(view, context)
    }

    /// How many inline schemas may become types. Properties that come by `allOf` become types at each object that has
    /// them, so a small document could ask for types without end; published ones stay far below this.
    fn inline_budget(&self) -> usize {
        const BASE: usize = 20_000;
        const PER_COMPONENT: usize = 100;
        BASE + PER_COMPONENT.saturating_mul(self.components.len())
    }

    /// Said once; the rest is read as any JSON value.
    fn too_many_inline_types(&mut self, at: &Pointer) -> Type {
        let reason = "its inline schemas, merged by `allOf`, make more types than can be written";
        if !std::mem::replace(&mut self.inline_limit_said, true) {
            self.sink
                .say(Code::LimitExceeded, at, reason)
                .and_help("give the inline schemas names in `components.schemas`");
        }
        self.count_fallback(at, reason)
    }

    /// Declares a type of its own for what a schema says.
    pub(super) fn declare(&mut self, view: View<'a>, context: &Context) -> Lowered {
        let nullable = view.nullable;
        if self.inline_types >= self.inline_budget() {
            return Lowered::of(self.too_many_inline_types(&view.at));
        }
        self.inline_types += 1;
        let chosen = self.renamed_type(&view.at);
        let name = match &chosen {
            Some(chosen) => chosen.clone(),
            None => {
                let name = self.type_names.claim(&context.name);
                lints::inline_named(self.sink, &context.name, &name, &view.at);
                name
            }
        };
        let inner = Context {
            name: name.clone(),
            module: context.module.clone(),
        };
        // Declared before its parts, so that types stand in the order of the document.
        let id = self
            .types
            .add(blank(name.clone(), context.module.clone(), view.at.clone()));
        if let Some(open) = self.open.last_mut() {
            open.declared.get_or_insert(id);
        }
        let shape = self.shape(&view, &inner);
        if let Shape::Alias(ty) = &shape
            && !self.within_themselves.contains(&id)
        {
            // Its alternatives are one type: that needs no second name, and nothing refers to this declaration.
            let ty = ty.clone();
            if chosen.is_none() {
                self.type_names.release(&name);
            }
            return Lowered::with_null(ty, nullable);
        }
        let (docs, deprecated) = (view.docs(), view.deprecated);
        if let Some(named) = self.types.get_mut(id) {
            named.docs = docs;
            named.deprecated = deprecated;
            named.examples = view.examples;
            named.shape = shape;
        }
        Lowered {
            ty: Type::Named(id),
            nullable,
            constraints: Vec::new(),
        }
    }

    /// What a declared type is.
    pub(super) fn shape(&mut self, view: &View<'a>, context: &Context) -> Shape {
        match category(view) {
            Category::Object => Shape::Object(self.object(view, context)),
            Category::Tuple => self.tuple(view, context),
            Category::Enum => self.enumeration(view),
            Category::Constant => self.constant(view),
            Category::Union => self.union(view, context),
            other => Shape::Alias(self.undeclared(view, other, context)),
        }
    }

    fn undeclared(&mut self, view: &View<'a>, category: Category, context: &Context) -> Type {
        match category {
            Category::Map => Type::Map(Box::new(self.map_value(view, context))),
            Category::List => {
                let item = Box::new(self.list_item(view, context));
                if self.is_set(view) {
                    Type::Set(item)
                } else {
                    Type::List(item)
                }
            }
            _ => self.scalar(view),
        }
    }

    fn map_value(&mut self, view: &View<'a>, context: &Context) -> Type {
        match &view.additional {
            Additional::Schema(part) => self.lower(part, &context.child("value")).into_element(),
            Additional::Absent | Additional::Allowed | Additional::Denied => anything(),
        }
    }

    fn list_item(&mut self, view: &View<'a>, context: &Context) -> Type {
        match &view.items {
            Some(part) => self.lower(part, &context.child("item")).into_element(),
            None => anything(),
        }
    }

    /// The type of a value that is neither an object nor an array, or of which nothing is known.
    pub(super) fn scalar(&mut self, view: &View<'a>) -> Type {
        match view.kind {
            Some("boolean") => Type::Bool,
            Some("integer") => Type::Integer(integer_width(view)),
            // `format: integer` and the widths of integers beside `type: number` mean an integer.
            Some("number") => match view.format.as_deref() {
                Some("int32" | "int64" | "integer") => Type::Integer(integer_width(view)),
                _ => Type::Number,
            },
            Some("string") => self.string(view.format.as_deref()),
            Some(other) => self.any_because(
                &view.at,
                &format!("`type: {other}` is not a type of JSON Schema"),
                "the types are string, number, integer, boolean, object and array",
            ),
            None => self.untyped(view),
        }
    }

    /// The type of a schema that states none.
    fn untyped(&mut self, view: &View<'a>) -> Type {
        let listed = || view.enumeration.iter().chain(view.constant);
        if let Some(reason) = view.unreadable {
            return self.count_fallback(&view.at, reason);
        }
        if view.never {
            let help = "`false` and `not: {}` admit nothing";
            return self.any_because(&view.at, "no value fits this schema", help);
        }
        if listed().any(|value| value.is_object() || value.is_array()) {
            let help = "an enum of strings, numbers and booleans becomes a Rust enum";
            let reason = "it lists objects or arrays, which are not told apart";
            return self.any_because(&view.at, reason, help);
        }
        anything()
    }

    /// The constraints of a value that is no declared type, those of its elements among them.
    fn constraints_of(&mut self, view: &View<'a>) -> Vec<Constraint> {
        self.constraints_within(view, ELEMENTS)
    }

    fn constraints_within(&mut self, view: &View<'a>, depth: usize) -> Vec<Constraint> {
        let mut constraints = view.constraints.clone();
        let element = match category(view) {
            Category::List => view
                .items
                .clone()
                .map(|part| (part, Constraint::Items as fn(_) -> _)),
            Category::Map => match &view.additional {
                Additional::Schema(part) => Some((part.clone(), Constraint::Values as fn(_) -> _)),
                _ => None,
            },
            _ => None,
        };
        if let Some((part, wrap)) = element {
            let inner = self.part_constraints(&part, depth);
            constraints.extend((!inner.is_empty()).then(|| wrap(inner)));
        }
        let set = self.is_set(view);
        constraints.retain(|constraint| {
            super::constraints::applies(constraint, category(view), view.kind)
                && !(set && *constraint == Constraint::UniqueItems)
        });
        if view.kind == Some("integer") && category(view) == Category::Scalar {
            let width = integer_width(view);
            constraints.retain(|constraint| !formats::is_implied(constraint, width));
        }
        constraints
    }

    fn part_constraints(&mut self, part: &Part<'a>, depth: usize) -> Vec<Constraint> {
        let Some(depth) = depth.checked_sub(1) else {
            return Vec::new();
        };
        match part.schema {
            SchemaRef::Reference(reference) => {
                let name = self.component_name(reference);
                name.and_then(|name| self.facts(name))
                    .map(|facts| facts.constraints)
                    .unwrap_or_default()
            }
            SchemaRef::Item(_) => {
                let view = self.view(std::slice::from_ref(part));
                if category(&view).is_declared() {
                    Vec::new()
                } else {
                    self.constraints_within(&view, depth)
                }
            }
        }
    }

    /// What is known of a component; `None` while it is being found out, which only a circle of references asks for, and
    /// for elements of elements beyond a depth.
    pub(super) fn facts(&mut self, name: &'a str) -> Option<Facts> {
        if let Some(known) = self.facts.get(name) {
            return known.clone();
        }
        if self.facts_depth >= ELEMENTS {
            return None;
        }
        self.facts.insert(name, None);
        self.facts_depth += 1;
        let facts = self.find_facts(name);
        self.facts_depth -= 1;
        self.facts.insert(name, facts.clone());
        facts
    }

    fn find_facts(&mut self, name: &'a str) -> Option<Facts> {
        let schema: &'a ReferenceOr<Schema> =
            self.openapi.components.as_ref()?.schemas.get(name)?;
        let at = Pointer::root().at(["components", "schemas", name]);
        let part = Part::new(schema, at);
        let view = self.view(std::slice::from_ref(&part));
        let category = category(&view);
        let constraints = if category.is_declared() {
            Vec::new()
        } else {
            self.constraints_of(&view)
        };
        let untyped = category == Category::Scalar && view.kind.is_none();
        Some(Facts {
            nullable: view.nullable || untyped,
            constraints,
        })
    }
}

/// What kind of type a schema asks for.
pub(super) fn category(view: &View<'_>) -> Category {
    let scalar_values = |values: &[serde_json::Value]| {
        values
            .iter()
            .all(|value| Literal::from_json(value).is_some())
    };
    if view
        .constant
        .is_some_and(|value| Literal::from_json(value).is_some())
    {
        return Category::Constant;
    }
    let only_booleans = view.enumeration.iter().all(serde_json::Value::is_boolean);
    if !view.enumeration.is_empty() && scalar_values(&view.enumeration) && !only_booleans {
        return Category::Enum;
    }
    if !view.alternatives.is_empty() && !super::composition::only_demand_keys(view) {
        return Category::Union;
    }
    // What is said of the properties of an array says nothing.
    if !view.properties.is_empty() && matches!(view.kind, None | Some("object")) {
        return Category::Object;
    }
    match view.kind {
        Some("object") => match view.additional {
            Additional::Denied => Category::Object,
            _ => Category::Map,
        },
        Some("array") if view.tuple.is_some() => Category::Tuple,
        Some("array") => Category::List,
        None => match (&view.items, &view.additional) {
            (Some(_), _) => Category::List,
            (None, Additional::Schema(_)) => Category::Map,
            (None, _) => Category::Scalar,
        },
        Some(_) => Category::Scalar,
    }
}
