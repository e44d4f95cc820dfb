//! Chains of component schemas of which each says no more than that it is the next one.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;
use openapiv3::{OpenAPI, ReferenceOr, Schema, SchemaData, SchemaKind};

use super::discriminators::Families;
use super::references::key;

/// Links between component schemas, and where the chains of them end. Each link is followed once, however many chains lead
/// through it.
#[derive(Debug, Default)]
pub(super) struct Chains<'a> {
    /// By link, the component that it stands for.
    next: HashMap<&'a str, &'a str>,
    /// By link, the first component of its chain that is no link; none for the links of a circle.
    ends: HashMap<&'a str, &'a str>,
}

impl<'a> Chains<'a> {
    /// The components that are a reference: `Crew: {$ref: …/Sailor}`.
    pub(super) fn of_references(openapi: &'a OpenAPI) -> Self {
        Self::of(openapi, reference)
    }

    /// Those, and the ones that are a bare `allOf` of one reference: `Crew: {allOf: [{$ref: …/Sailor}]}`. One to a base with
    /// a discriminator is none of them: by adding nothing it is a child of the base, and not the base.
    pub(super) fn of_all_of(openapi: &'a OpenAPI, families: &Families<'_>) -> Self {
        Self::of(openapi, |schema| {
            let reference = reference(schema).or_else(|| bare_all_of(schema))?;
            let is_base = schema_is_base(reference, openapi, families);
            (!is_base).then_some(reference)
        })
    }

    fn of(
        openapi: &'a OpenAPI,
        reference: impl Fn(&'a ReferenceOr<Schema>) -> Option<&'a str>,
    ) -> Self {
        let Some(schemas) = schemas(openapi) else {
            return Self::default();
        };
        let links = schemas
            .iter()
            .filter_map(|(name, schema)| Some((name.as_str(), key(schemas, reference(schema)?)?)));
        let next: HashMap<&str, &str> = links.collect();
        let ends = ends(&next);
        Self { next, ends }
    }

    /// Where the chain that begins at a component ends: at itself, if it is no link or one of a circle.
    pub(super) fn end(&self, name: &'a str) -> &'a str {
        self.ends.get(name).copied().unwrap_or(name)
    }

    /// Whether `through` is a link of the chain that begins at `from`.
    pub(super) fn leads(&self, from: &'a str, through: &str) -> bool {
        let (Some(end), Some(other)) = (self.ends.get(from), self.ends.get(through)) else {
            return false;
        };
        // A chain with an end is no circle.
        let mut chain = std::iter::successors(Some(from), |link| self.next.get(link).copied());
        end == other && chain.any(|link| link == through)
    }
}

fn schemas(openapi: &OpenAPI) -> Option<&IndexMap<String, ReferenceOr<Schema>>> {
    Some(&openapi.components.as_ref()?.schemas)
}

fn schema_is_base(reference: &str, openapi: &OpenAPI, families: &Families<'_>) -> bool {
    schemas(openapi)
        .and_then(|schemas| key(schemas, reference))
        .is_some_and(|name| families.is_base(name))
}

fn reference(schema: &ReferenceOr<Schema>) -> Option<&str> {
    match schema {
        ReferenceOr::Reference { reference } => Some(reference),
        ReferenceOr::Item(_) => None,
    }
}

fn bare_all_of(schema: &ReferenceOr<Schema>) -> Option<&str> {
    let ReferenceOr::Item(Schema {
        schema_data,
        schema_kind: SchemaKind::AllOf { all_of },
    }) = schema
    else {
        return None;
    };
    match all_of.as_slice() {
        [only] if *schema_data == SchemaData::default() => reference(only),
        _ => None,
    }
}

fn ends<'a>(next: &HashMap<&'a str, &'a str>) -> HashMap<&'a str, &'a str> {
    let mut ends = HashMap::new();
    let mut followed = HashSet::new();
    for first in next.keys() {
        let mut here = *first;
        let mut chain = Vec::new();
        while let Some(further) = next.get(here)
            && followed.insert(here)
        {
            chain.push(here);
            here = further;
        }
        let end = match next.contains_key(here) {
            false => Some(here),
            // Followed before: by another chain, or by this one.
            true => ends.get(here).copied(),
        };
        let links = chain.into_iter();
        ends.extend(links.filter_map(|link| Some((link, end?))));
    }
    ends
}
