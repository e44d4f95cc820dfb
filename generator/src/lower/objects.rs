//! Objects become structs.

use std::collections::HashSet;

use super::composition::undeclared_keys;
use super::fallbacks::anything;
use super::naming::{self, Claim, Scope};
use super::renames::Table;
use super::schemas::Lowered;
use super::view::{Additional, Part, SchemaRef, View};
use super::{Context, Lowerer, lints, xml};
use crate::diagnostics::Pointer;
use crate::model::{Access, Constraint, ExtraFields, Field, Ident, Object, Presence, Type};

/// Names that a generated struct's methods have by themselves, and so no setter.
const RESERVED: &[&str] = &["new", "validate"];

impl<'a> Lowerer<'a> {
    /// The struct of an object schema.
    pub(super) fn object(&mut self, view: &View<'a>, context: &Context) -> Object {
        lints::required_without_property(self.sink, view);
        let mut names = Scope::reserving(RESERVED.iter().copied());
        let mut fields = Vec::with_capacity(view.properties.len());
        for (wire, parts) in &view.properties {
            let name = self.field_name(wire, parts, &mut names);
            let required = view.required.contains_key(wire);
            fields.push(self.field(wire, name, parts, required, context));
        }
        let extra = self.extra_fields(view, &mut names, context);
        if extra.is_none() {
            fields.extend(undeclared(view, &mut names));
        }
        self.clear_null_setters(&mut fields, &mut names);
        Object { fields, extra }
    }

    /// A property that may be absent or null, `a`, has the method `null_a`: a property of that name gets another one.
    fn clear_null_setters(&mut self, fields: &mut [Field], names: &mut Scope) {
        let nullable = fields
            .iter()
            .filter(|field| field.presence == Presence::OptionalNullable);
        let setters: HashSet<String> = nullable.map(Field::null_setter).collect();
        for field in fields {
            if setters.contains(field.name.as_str()) {
                let wanted = field.name.clone();
                let claim = Claim {
                    name: names.claim(&wanted),
                    holder: None,
                };
                self.name_claimed(&wanted, &claim, &field.wire, &field.origin);
                field.name = claim.name;
            }
        }
    }

    /// The name that was chosen for a field, or its own in snake case.
    fn field_name(&mut self, wire: &str, parts: &[Part<'a>], names: &mut Scope) -> Ident {
        let at = parts
            .first()
            .map(|part| part.at.clone())
            .unwrap_or_default();
        let owner = at.parent().and_then(|properties| properties.parent());
        let owner = owner.unwrap_or_default();
        if let Some(chosen) = self.renamed_member(Table::Fields, &owner, wire) {
            return names.claim(&chosen);
        }
        let wanted = naming::snake_name(wire);
        let claim = names.claim_at(&wanted, &at);
        self.name_claimed(&wanted, &claim, wire, &at);
        claim.name
    }

    fn field(
        &mut self,
        wire: &str,
        name: Ident,
        parts: &[Part<'a>],
        required: bool,
        context: &Context,
    ) -> Field {
        let parts = distinct(parts);
        let annotations = self.annotations(&parts);
        let Lowered {
            ty,
            nullable,
            constraints,
        } = self.property(wire, &parts, context);
        let access = match self.one_way(&parts) {
            (Some(read_only), Some(write_only)) => {
                lints::both_ways_denied(self.sink, &read_only, write_only);
                Access::ReadWrite
            }
            (Some(_), None) => Access::ReadOnly,
            (None, Some(_)) => Access::WriteOnly,
            (None, None) => Access::ReadWrite,
        };
        let (ty, secret) = conceal(ty, access);
        // A required value of any kind may be null already.
        let nullable = nullable && !(required && ty == Type::Any);
        Field {
            wire: wire.to_owned(),
            name,
            ty,
            presence: Presence::new(required, nullable),
            access,
            secret,
            constraints,
            docs: annotations.docs(),
            default: annotations
                .default
                .filter(|value| !value.is_null())
                .cloned(),
            example: annotations
                .examples
                .first()
                .map(|example| example.value.clone()),
            deprecated: annotations.deprecated,
            origin: annotations.at,
            xml: xml::said(&parts),
        }
    }

    /// What is said beside the property itself: a reference's own docs stand at the type.
    fn annotations(&self, parts: &[Part<'a>]) -> View<'a> {
        let mut view = View::at(parts);
        for part in parts {
            if let SchemaRef::Item(schema) = part.schema {
                view.absorb(schema, &part.at);
            }
        }
        view
    }

    /// Whether these parts say `readOnly` and `writeOnly`, beside the property or where they refer to.
    fn one_way(&self, parts: &[Part<'a>]) -> (Option<Pointer>, Option<Pointer>) {
        let mut one_way = (None, None);
        for part in parts {
            let (schema, at) = match part.schema {
                SchemaRef::Item(schema) => (schema, part.at.clone()),
                SchemaRef::Reference(reference) => match self.component(reference) {
                    Some((name, schema)) => {
                        (schema, Pointer::root().at(["components", "schemas", name]))
                    }
                    None => continue,
                },
            };
            let data = &schema.schema_data;
            if data.read_only {
                one_way.0.get_or_insert_with(|| at.join("readOnly"));
            }
            if data.write_only {
                one_way.1.get_or_insert_with(|| at.join("writeOnly"));
            }
        }
        one_way
    }

    fn extra_fields(
        &mut self,
        view: &View<'a>,
        names: &mut Scope,
        context: &Context,
    ) -> Option<ExtraFields> {
        let mut lowered = match &view.additional {
            Additional::Absent | Additional::Denied => return None,
            Additional::Allowed => Lowered::of(anything()),
            Additional::Schema(part) => self.lower(part, &context.child("additional")),
        };
        let of_each = std::mem::take(&mut lowered.constraints);
        let constraints = (!of_each.is_empty()).then_some(Constraint::Values(of_each));
        Some(ExtraFields {
            name: names.claim(&naming::snake_name("additional_properties")),
            ty: lowered.into_element(),
            constraints: constraints.into_iter().collect(),
        })
    }
}

/// Fields for what is required and not declared: it may be anything, so nothing of it is lost, and as the document says
/// nothing more of it, it need not be there. The first words of a declared name are a slip for it, and no property.
fn undeclared<'v>(view: &'v View<'_>, names: &'v mut Scope) -> impl Iterator<Item = Field> + 'v {
    let declared = || view.properties.keys().copied();
    let is_meant = move |wire: &str| lints::beginning_of(wire, declared()).is_none();
    let keys = undeclared_keys(view).into_iter();
    let meant = keys.filter(move |(wire, _)| is_meant(wire));
    meant.map(|(wire, at)| Field {
        wire: wire.to_owned(),
        name: names.claim(&naming::snake_name(wire)),
        ty: anything(),
        presence: Presence::Optional,
        access: Access::ReadWrite,
        secret: false,
        constraints: Vec::new(),
        docs: None,
        default: None,
        example: None,
        deprecated: false,
        origin: at,
        xml: None,
    })
}

/// A value that only the client sends is taken to be a secret: it is not shown.
fn conceal(ty: Type, access: Access) -> (Type, bool) {
    match (ty, access) {
        (Type::Secret, _) => (Type::Secret, true),
        (Type::String, Access::WriteOnly) => (Type::Secret, true),
        (Type::Bool, Access::WriteOnly) => (Type::Bool, false),
        (ty, Access::WriteOnly) => (Type::Redacted(Box::new(ty)), true),
        (ty, _) => (ty, false),
    }
}

/// The parts of a property without repetitions: `allOf` parts often declare the same property alike.
fn distinct<'a>(parts: &[Part<'a>]) -> Vec<Part<'a>> {
    let mut references = HashSet::new();
    let mut kept: Vec<Part<'a>> = Vec::with_capacity(parts.len());
    for part in parts {
        let new = match part.schema {
            SchemaRef::Reference(reference) => references.insert(reference),
            SchemaRef::Item(schema) => !kept
                .iter()
                .any(|other| matches!(other.schema, SchemaRef::Item(known) if known == schema)),
        };
        if new {
            kept.push(part.clone());
        }
    }
    kept
}
