//! The client's builder, its servers, the events of webhooks, and the crate's features.

use crate::model::{Api, Features, PayloadFormat, SecurityKind, SecurityScheme, WebhookKind};

use super::super::kind::Item as Sort;
use super::super::paths;
use super::{List, Name};

impl List<'_> {
    pub(super) fn client(&mut self, api: &Api) {
        if !api.servers.is_empty() {
            let server = Name::same("Server");
            self.add(&server, Sort::Type, None, ": enum".to_owned());
            for one in &api.servers {
                let variant = server.member(&format!("::{}", one.name));
                self.add(&variant, Sort::Variant, Some(&server), String::new());
            }
            let method = Name::same("ClientBuilder::server");
            self.add(&method, Sort::Method, None, "(Server)".to_owned());
        }
        for variable in api.servers.iter().flat_map(|server| &server.variables) {
            let method = Name::same(paths::builder(&variable.name));
            let signature = "(impl Into<String>)".to_owned();
            self.add(&method, Sort::Method, None, signature);
        }
        for scheme in &api.security_schemes {
            self.credential(scheme);
        }
        // What the crate's root has of the runtime where anything is paginated.
        if api.operations.iter().any(|one| one.pagination.is_some()) {
            for name in ["Cursor", "Items", "PageFault", "Pages"] {
                self.add(
                    &Name::same(name),
                    Sort::Type,
                    None,
                    " of the runtime".to_owned(),
                );
            }
        }
    }

    fn credential(&mut self, scheme: &SecurityScheme) {
        let taken = match &scheme.kind {
            SecurityKind::Basic => "(impl Into<String>, impl Into<rt::SecretString>)",
            SecurityKind::MutualTls => "(rt::ClientCertificate)",
            _ => "(impl Into<rt::SecretString>)",
        };
        let mut methods = vec![(&scheme.method, taken)];
        if let SecurityKind::OAuth2(oauth2) = &scheme.kind {
            let grants = [
                (&oauth2.client_credentials, "(rt::ClientCredentials)"),
                (&oauth2.refresh_token, "(rt::RefreshToken)"),
            ];
            let grants = grants.into_iter();
            methods.extend(grants.filter_map(|(name, taken)| Some((name.as_ref()?, taken))));
        }
        let source = scheme.token_source.as_ref();
        methods.extend(source.map(|name| (name, "(impl rt::TokenSource)")));
        for (name, taken) in methods {
            let method = Name::same(paths::builder(name));
            self.add(&method, Sort::Method, None, taken.to_owned());
        }
    }

    pub(super) fn webhooks(&mut self, api: &Api) {
        for webhook in &api.webhooks {
            let (module, name) = match webhook.kind {
                WebhookKind::Webhook => ("webhooks", "Event"),
                WebhookKind::Callback => ("callbacks", "Callback"),
            };
            let module = Name::same(module);
            self.add(&module, Sort::Type, None, ": module".to_owned());
            let event = module.member(&format!("::{name}"));
            self.add(
                &event,
                Sort::Type,
                Some(&module),
                ": enum of events".to_owned(),
            );
            let payload = match webhook.format {
                PayloadFormat::Json | PayloadFormat::Form | PayloadFormat::Xml => {
                    self.texts.ty(&webhook.payload)
                }
                PayloadFormat::Text => "String".to_owned(),
                PayloadFormat::Bytes => "rt::Bytes".to_owned(),
                PayloadFormat::Empty => "()".to_owned(),
            };
            let variant = event.member(&format!("::{}", webhook.name));
            self.add(
                &variant,
                Sort::Variant,
                Some(&event),
                format!("({payload})"),
            );
            let function = module.member(&format!("::{}", webhook.function));
            let signature = format!("(&rt::HeaderMap, &[u8]) -> {payload}");
            self.add(&function, Sort::Method, Some(&module), signature);
            if api.event_selector.is_some() && webhook.kind == WebhookKind::Webhook {
                let parse = module.member("::parse");
                let signature = "(&rt::HeaderMap, &[u8])".to_owned();
                self.add(&parse, Sort::Method, Some(&module), signature);
            }
        }
    }

    pub(super) fn features(&mut self, api: &Api) {
        let mut names = Features::of(api).names();
        if !names.is_empty() {
            names.push("all-operations".to_owned());
        }
        if !api.operations.is_empty() {
            names.push("test-util".to_owned());
        }
        for name in names {
            let feature = Name::same(format!("feature {name}"));
            self.add(&feature, Sort::Feature, None, String::new());
        }
    }
}
