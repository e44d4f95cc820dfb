//! `openapiv3` becomes the model. One file per concern; nothing here makes tokens.
//!
//! Component schemas claim their names first, in the order of the document, then inline schemas theirs, from where
//! they stand; so a schema that is added never renames another component.

mod absorb;
mod answers;
mod bodies;
mod carried;
mod category;
mod chains;
mod circles;
mod composition;
mod constraints;
mod cycles;
mod discriminators;
mod encodings;
mod enums;
mod events;
mod examples;
mod facts;
mod fallbacks;
mod files;
mod formats;
mod groups;
mod headers;
mod idempotency;
mod inherited;
mod lints;
mod listed;
mod lists;
mod looks;
mod mappings;
mod media;
mod naming;
mod oauth2;
mod objects;
mod operations;
mod pagination;
mod parameters;
mod path;
mod pruning;
mod reach;
mod references;
mod renames;
mod responses;
mod schemas;
mod security;
mod servers;
mod shadowing;
mod sharing;
mod status_names;
mod streaming;
mod streams;
mod styles;
mod unions;
mod usage;
mod view;
mod webhooks;
mod xml;

pub(crate) use lints::beginning_of;
pub(crate) use sharing::alike;
pub use sharing::share;

use std::collections::{HashMap, HashSet};

use openapiv3::{OpenAPI, ReferenceOr, Schema};

use crate::config::Config;
use crate::diagnostics::{Pointer, Sink};
use crate::model::{Api, Fallback, Ident, Info, Named, Shape, Type, TypeId, Types, Usage};

use carried::Carried;
use chains::Chains;
use discriminators::Families;
use facts::Facts;
use naming::Scope;
use schemas::{Lowered, Open};
use view::Part;

/// Turns a document into the model; what cannot be carried over is said and replaced by something that keeps the rest
/// usable.
pub fn lower(openapi: &OpenAPI, config: &Config, sink: &mut Sink) -> Api {
    let carried = Carried::of(openapi, sink);
    let mut lowerer = Lowerer::new(openapi, &carried, config, sink);
    lowerer.declare_components();
    lowerer.lower_components();
    let security_schemes = lowerer.security_schemes();
    let servers = lowerer.servers(&openapi.servers, &Pointer::root().join("servers"));
    let operations = lowerer.operations(&security_schemes);
    let webhooks = lowerer.webhooks();
    renames::unused(config, &lowerer.used_renames, lowerer.sink);
    lints::unused_formats(config, &lowerer.used_formats, lowerer.sink);
    let mut scope = std::mem::take(&mut lowerer.type_names);
    let types = std::mem::take(&mut lowerer.types);
    let fallbacks = std::mem::take(&mut lowerer.fallbacks);
    let paginations = std::mem::take(&mut lowerer.paginations);
    let info = info(openapi);
    let mut api = Api {
        info,
        servers,
        security_schemes,
        types,
        operations,
        webhooks,
        // Found when all types are as they stay.
        event_selector: None,
        fallbacks,
    };
    cycles::break_aliases(&mut api);
    cycles::cut_unions(&mut api, sink);
    files::type_files(&mut api, &mut scope);
    usage::split_by_direction(&mut api, scope);
    pruning::prune(&mut api, config, sink);
    cycles::open_endless(&mut api.types, sink);
    cycles::box_recursion(&mut api.types);
    looks::tell_apart(&mut api.types, sink);
    constraints::mark(&mut api.types);
    xml::describe(&mut api, sink);
    shadowing::make_room(&mut api, sink);
    pagination::find(&mut api, config, &paginations, sink);
    events::tell_apart(&mut api, config, sink);
    lints::examples(&mut api, sink);
    lints::unused_config(config, &api, openapi, sink);
    api
}

fn info(openapi: &OpenAPI) -> Info {
    let openapiv3::Info {
        title,
        version,
        description,
        ..
    } = &openapi.info;
    Info {
        title: title.clone(),
        version: version.clone(),
        description: description.clone(),
    }
}

/// What lowering carries along.
struct Lowerer<'a> {
    openapi: &'a OpenAPI,
    carried: &'a Carried,
    config: &'a Config,
    sink: &'a mut Sink,
    types: Types,
    /// The names of types in the crate.
    type_names: Scope,
    /// The files of types.
    modules: Scope,
    /// The declared type of each component schema.
    components: HashMap<&'a str, TypeId>,
    /// The types of properties that are written inline at components, by their place.
    inherited: HashMap<Pointer, Lowered>,
    /// What is known of component schemas without lowering them.
    facts: HashMap<&'a str, Option<Facts>>,
    /// Component schemas that are a reference.
    references: Chains<'a>,
    /// Component schemas that say nothing but the reference in their `allOf`.
    all_ofs: Chains<'a>,
    /// Bases whose children are known by their `allOf`.
    families: Families<'a>,
    /// How many components lie between the one that is asked about and the one that asks.
    facts_depth: usize,
    /// The components that are being merged with what stands beside a union, outermost first.
    merging: Vec<&'a str>,
    /// The inline schemas that are being lowered, outermost first.
    open: Vec<Open>,
    /// The types of inline schemas that refer to themselves.
    within_themselves: HashSet<TypeId>,
    /// Where each `operationId` was seen first.
    operation_ids: HashMap<String, Pointer>,
    /// `x-pagination` of operations, by their ids.
    paginations: HashMap<String, serde_json::Value>,
    /// The formats of `client.toml` that the document has.
    used_formats: HashSet<&'a str>,
    /// What is read as any JSON value, and why.
    fallbacks: Vec<Fallback>,
    fallback_places: HashSet<Pointer>,
    /// How many inline schemas became types.
    inline_types: usize,
    inline_limit_said: bool,
    /// The keywords of Rust among the document's names, said once each.
    keywords: HashSet<String>,
    /// What is done where the specification leaves a style undefined, said once each: a document that does so does it at
    /// hundreds of parameters.
    undefined_styles: HashSet<&'static str>,
    /// The scopes with variables, said once each.
    unfilled_scopes: HashSet<String>,
    /// The settings of `[rename]` that matched something.
    used_renames: renames::Used<'a>,
}

/// Where an inline schema stands, for naming it.
#[derive(Debug, Clone)]
struct Context {
    /// The name that it gets if it needs one and the name is free.
    name: Ident,
    /// The file that it goes to.
    module: Ident,
}

impl Context {
    /// The context of something below: `EndUser` and `status` make `EndUserStatus`.
    fn child(&self, wire: &str) -> Self {
        Self {
            name: self.name.with_suffix_name(&naming::type_name(wire)),
            module: self.module.clone(),
        }
    }
}

impl<'a> Lowerer<'a> {
    fn new(
        openapi: &'a OpenAPI,
        carried: &'a Carried,
        config: &'a Config,
        sink: &'a mut Sink,
    ) -> Self {
        let families = Families::of(openapi);
        Self {
            openapi,
            carried,
            config,
            sink,
            types: Types::default(),
            type_names: Scope::reserving(config.rename.types.values().map(String::as_str)),
            // `rt` is the runtime beside them.
            modules: Scope::reserving(["mod", "rt"]),
            components: HashMap::new(),
            inherited: HashMap::new(),
            facts: HashMap::new(),
            facts_depth: 0,
            references: Chains::of_references(openapi),
            all_ofs: Chains::of_all_of(openapi, &families),
            families,
            merging: Vec::new(),
            open: Vec::new(),
            within_themselves: HashSet::new(),
            operation_ids: HashMap::new(),
            paginations: HashMap::new(),
            used_formats: HashSet::new(),
            fallbacks: Vec::new(),
            fallback_places: HashSet::new(),
            inline_types: 0,
            inline_limit_said: false,
            keywords: HashSet::new(),
            undefined_styles: HashSet::new(),
            unfilled_scopes: HashSet::new(),
            used_renames: HashSet::new(),
        }
    }

    fn component_schemas(
        &self,
    ) -> impl Iterator<Item = (&'a str, &'a ReferenceOr<Schema>)> + use<'a> {
        self.openapi
            .components
            .iter()
            .flat_map(|components| &components.schemas)
            .map(|(name, schema)| (name.as_str(), schema))
    }

    fn declare_components(&mut self) {
        let place = Pointer::root().at(["components", "schemas"]);
        for (wire, _) in self.component_schemas() {
            let at = place.join(wire);
            let name = self.claim_type(&naming::type_name(wire), wire, &at);
            let module = self.modules.claim(&naming::module_name(name.as_str()));
            let id = self.types.add(blank(name, module, at));
            self.components.insert(wire, id);
        }
    }

    /// The name that was chosen for a component's type, or `wanted`, or the next one that is free.
    fn claim_type(&mut self, wanted: &Ident, wire: &str, at: &Pointer) -> Ident {
        if let Some(chosen) = self.renamed_type(at) {
            return chosen;
        }
        let claim = self.type_names.claim_at(wanted, at);
        self.name_claimed(wanted, &claim, wire, at);
        claim.name
    }

    fn lower_components(&mut self) {
        let place = Pointer::root().at(["components", "schemas"]);
        for (wire, schema) in self.component_schemas() {
            let Some(&id) = self.components.get(wire) else {
                continue;
            };
            self.define(id, Part::new(schema, place.join(wire)));
        }
    }
}

/// A declared type whose shape is still to be found.
fn blank(name: Ident, module: Ident, origin: Pointer) -> Named {
    Named {
        name,
        module,
        shape: Shape::Alias(Type::Any),
        docs: None,
        deprecated: false,
        origin,
        usage: Usage::default(),
        constrained: false,
        examples: Vec::new(),
        xml: None,
        xml_node: None,
    }
}
