//! Schemas become types.

use super::category::{Category, category};
use super::composition::says_nullable;
use super::fallbacks::anything;
use super::formats::{can_be_so_long, integer_width};
use super::view::{Additional, Part, SchemaRef, View};
use super::{Context, Lowerer, blank, lints, xml};
use crate::diagnostics::{Code, Pointer};
use crate::model::{Constraint, Shape, Type, TypeId};

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
        let xml = self.component_xml(&part);
        if let Some(named) = self.types.get_mut(id) {
            named.xml = xml;
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
        let mut view = self.view(parts);
        view.xml = xml::said(parts);
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
                let claim = self.type_names.claim_at(&context.name, &view.at);
                lints::inline_named(self.sink, &context.name, &claim, &view.at);
                claim.name
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
            named.xml = view.xml;
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
            Some("string") => match self.string(view.format.as_deref()) {
                ty if can_be_so_long(&ty, &view.constraints) => ty,
                _ => Type::String,
            },
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
            let reason = "the enum lists objects or arrays, which are not told apart";
            return self.any_because(&view.at, reason, help);
        }
        anything()
    }
}
