//! A discriminator's `mapping`, without what the schemas that it names refuse.

use indexmap::IndexMap;
use openapiv3::Discriminator;

use super::Lowerer;
use super::view::{Part, View};
use crate::diagnostics::{Code, Place, Pointer};

/// By value of the discriminator, the schema that it selects.
pub(super) type Mapping = IndexMap<String, String>;

/// An alternative of a union, and the strings that the discriminator's property is limited to in it; none where it takes any.
#[derive(Debug)]
pub(super) struct Limited<'p, 'a> {
    pub(super) part: &'p Part<'a>,
    pub(super) limits: &'p [String],
}

impl Limited<'_, '_> {
    fn refuses(&self, value: &String) -> bool {
        !self.limits.is_empty() && !self.limits.contains(value)
    }
}

impl<'a> Lowerer<'a> {
    /// The `mapping` of a union without the entries that send a value to an alternative which refuses it while exactly one
    /// other is limited to it: no value would be read by such an entry, and servers send what their schemas say.
    pub(super) fn fitting_mapping(
        &mut self,
        view: &View<'a>,
        discriminator: &Discriminator,
        alternatives: &[Limited<'_, 'a>],
    ) -> Mapping {
        let mut mapping = discriminator.mapping.clone();
        mapping.retain(|value, target| {
            let mut mapped = alternatives.iter();
            let mapped = mapped.find(|one| self.leads_to(target, one.part));
            let Some(mapped) = mapped.filter(|mapped| mapped.refuses(value)) else {
                return true;
            };
            let mut owners = alternatives.iter().filter(|one| one.limits.contains(value));
            let (Some(owner), None) = (owners.next(), owners.next()) else {
                return true;
            };
            let at = view.discriminator_at.at(["mapping", value.as_str()]);
            let property = &discriminator.property_name;
            self.contradicted_mapping(&at, value, property, [mapped.part, owner.part]);
            false
        });
        mapping
    }

    /// Whether a value of `mapping` means the schema of this part: by a reference, or by its name.
    pub(super) fn leads_to(&self, target: &str, part: &Part<'a>) -> bool {
        self.component_of(part)
            .is_some_and(|name| target == name || self.component_name(target) == Some(name))
    }

    fn contradicted_mapping(
        &mut self,
        at: &Pointer,
        value: &str,
        property: &str,
        [mapped, owner]: [&Part<'a>; 2],
    ) {
        let notes = [
            (mapped, format!("this `{property}` is never `{value}`")),
            (owner, format!("this one is `{value}`")),
        ];
        let related = notes.map(|(part, note)| {
            let at = self.limited_at(part, property);
            (Place::Document(at), note)
        });
        let help = match self.component_of(owner) {
            Some(name) => format!("an overlay can map it to `{name}`"),
            None => "an overlay can take it out of the mapping".to_owned(),
        };
        let message = format!(
            "`{value}` is mapped to a schema that refuses it; it selects the alternative that is limited to it"
        );
        let finding = self.sink.say(Code::ContradictoryMapping, at, message);
        finding.related.extend(related);
        finding.and_help(help);
    }

    /// Where a property of a schema is limited to some strings; where the schema stands if it is nowhere.
    fn limited_at(&self, part: &Part<'a>, property: &str) -> Pointer {
        let view = self.view(std::slice::from_ref(part));
        let mut described = view.properties.get(property).into_iter().flatten();
        let limited = described.find(|one| !self.strings_of(std::slice::from_ref(*one)).is_empty());
        limited.unwrap_or(part).at.clone()
    }
}
