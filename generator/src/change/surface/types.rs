//! The items under `types`.

use crate::emit::ty::{is_argument, is_by_value};
use crate::emit::{tuple, unions};
use crate::model::{
    Api, Enum, EnumValues, Field, Named, Object, Presence, Shape, Tuple, Type, Types, Union, Usage,
};

use super::super::kind::Item as Sort;
use super::super::paths;
use super::{List, Name};

impl List<'_> {
    pub(super) fn types(&mut self, api: &Api) {
        for (_, named) in api.types.iter() {
            self.declared(&api.types, named);
        }
    }

    fn declared(&mut self, types: &Types, named: &Named) {
        let name = Name {
            path: paths::ty(&named.name),
            key: format!("types::{}", self.renamed.ty(named.name.as_str())),
        };
        let signature = match &named.shape {
            // What stands behind these words in the runtime's macros: whether a match or a literal must leave room for more,
            // and which traits are derived.
            Shape::Object(_) => ": struct".to_owned(),
            Shape::Union(_) => ": enum of types".to_owned(),
            Shape::Constant(_) => ": constant".to_owned(),
            Shape::Enum(Enum { values }) => match values {
                EnumValues::Strings(_) => ": enum of strings".to_owned(),
                EnumValues::Integers(_) => ": enum of integers".to_owned(),
                EnumValues::Mixed(_) => ": enum of values".to_owned(),
            },
            Shape::Tuple(tuple) => self.tuple(tuple),
            Shape::Newtype(inner) => format!("({})", self.texts.ty(inner)),
            Shape::Alias(target) => format!(" = {}", self.texts.ty(target)),
        };
        self.add(&name, Sort::Type, None, signature);
        match &named.shape {
            Shape::Object(object) => self.object(types, &name, named.usage, object),
            Shape::Union(union) => self.union(types, &name, union),
            Shape::Enum(listed) => {
                for variant in listed.values.names() {
                    let variant = name.member(&format!("::{variant}"));
                    self.add(&variant, Sort::Variant, Some(&name), String::new());
                }
            }
            Shape::Constant(_) | Shape::Tuple(_) | Shape::Newtype(_) | Shape::Alias(_) => {}
        }
        let has_methods = !matches!(
            named.shape,
            Shape::Alias(_) | Shape::Enum(_) | Shape::Constant(_)
        );
        if named.constrained && has_methods {
            let validate = name.member("::validate");
            self.add(&validate, Sort::Method, Some(&name), "()".to_owned());
        }
    }

    fn object(&mut self, types: &Types, name: &Name, usage: Usage, object: &Object) {
        for field in &object.fields {
            self.field(name, field);
        }
        if let Some(extra) = &object.extra {
            let field = name.member(&format!(".{}", extra.name));
            let ty = self.texts.ty(&extra.ty);
            self.add(&field, Sort::Field, Some(name), format!(": rt::Map<{ty}>"));
        }
        // Behind the feature `test-util`, which is for tests alone, may change what a minor version changes.
        if usage.is_received_only() {
            return;
        }
        for field in &object.fields {
            self.setters(name, field);
        }
        self.constructor(types, name, object);
    }

    fn constructor(&mut self, types: &Types, name: &Name, object: &Object) {
        let arguments = object.fields.iter();
        let arguments = arguments.filter(|field| is_argument(types, field));
        let arguments: Vec<(&Field, String)> = arguments
            .map(|field| {
                let taken = match field.presence {
                    Presence::Required => self.texts.argument(&field.ty),
                    presence => format!("impl Into<{}>", self.texts.field(&field.ty, presence)),
                };
                (field, taken)
            })
            .collect();
        if arguments.is_empty() {
            let default = name.member(": Default");
            self.add(&default, Sort::Trait, Some(name), String::new());
        }
        let list = |named: &dyn Fn(&Field) -> String| {
            let list = arguments.iter();
            let list = list.map(|(field, taken)| format!("{}: {taken}", named(field)));
            format!("({})", list.collect::<Vec<_>>().join(", "))
        };
        // Two arguments of one type that change places still compile, and say something else.
        let signature = list(&|field| field.wire.clone());
        let shown = list(&|field| field.name.to_string());
        let new = name.member("::new");
        let shown = format!("{}{shown}", new.path);
        self.add_shown(&new, Sort::Method, Some(name), signature, shown);
    }

    fn field(&mut self, of: &Name, field: &Field) {
        let name = of.member(&format!(".{}", field.name));
        let ty = self.texts.field(&field.ty, field.presence);
        self.add(&name, Sort::Field, Some(of), format!(": {ty}"));
    }

    fn setters(&mut self, of: &Name, field: &Field) {
        if field.presence == Presence::Required {
            return;
        }
        let setter = of.member(&format!("::{}", field.name));
        let ty = self.texts.ty(&field.ty);
        let taken = match is_by_value(&field.ty) {
            true => ty,
            false => format!("impl Into<{ty}>"),
        };
        self.add(&setter, Sort::Method, Some(of), format!("({taken})"));
        if field.presence == Presence::OptionalNullable {
            let null = of.member(&format!("::{}", field.null_setter()));
            self.add(&null, Sort::Method, Some(of), "()".to_owned());
        }
    }

    fn union(&mut self, types: &Types, name: &Name, union: &Union) {
        for variant in &union.variants {
            let ty = self.texts.ty(&variant.ty);
            let item = name.member(&format!("::{}", variant.name));
            self.add(&item, Sort::Variant, Some(name), format!("({ty})"));
            if variant.default && variant.tags.is_empty() {
                continue;
            }
            let Some(source) = unions::source(types, union, variant) else {
                continue;
            };
            let is_text = *types.resolve(&variant.ty) == Type::String;
            let sources = [self.texts.ty(source)].into_iter();
            for ty in sources.chain(is_text.then(|| "&str".to_owned())) {
                let from = name.member(&format!(": From<{ty}>"));
                self.add(&from, Sort::Trait, Some(&item), String::new());
            }
        }
    }

    /// A tuple leaves no room: whoever takes it apart sees each element.
    fn tuple(&self, tuple: &Tuple) -> String {
        let elements = tuple::element_types(tuple, &self.texts.writer);
        let elements = elements.into_iter().map(|ty| self.texts.tokens(ty));
        let rest = tuple::rest_type(tuple, &self.texts.writer);
        let rest = rest.map(|ty| format!("Vec<{}>", self.texts.tokens(ty)));
        let all: Vec<String> = elements.chain(rest).collect();
        format!("({})", all.join(", "))
    }
}
