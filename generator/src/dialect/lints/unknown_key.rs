//! `unknown-key`.

use indexmap::IndexMap;

use super::super::context::{Object, Walk};
use crate::diagnostics::{Code, Pointer, Sink, most_like};
use crate::source::shape::Kind;

/// Keys that the specification does not have, by what they stand in: each is said once.
pub(in super::super) type Unknown = IndexMap<(Kind, String), (Pointer, usize)>;

/// Remembers the keys of an object that are neither fields of any version nor extensions.
pub(in super::super) fn unknown_keys(walk: &mut Walk, kind: Kind, map: &Object) {
    let Some(known) = fields(kind) else { return };
    for key in map.keys() {
        let is_known = known.split(' ').any(|field| field == key);
        if is_known || key.starts_with("x-") || key.starts_with('$') {
            continue;
        }
        let here = walk.here();
        let found = walk.unknown.entry((kind, key.clone()));
        found.or_insert_with(|| (here.join(key), 0)).1 += 1;
    }
}

/// Says what was remembered.
pub(in super::super) fn say_unknown(unknown: Unknown, sink: &mut Sink) {
    for ((kind, key), (at, places)) in unknown {
        let elsewhere = match places {
            0 | 1 => String::new(),
            2 => ", here and in one other place".to_owned(),
            places => format!(", here and in {} other places", places - 1),
        };
        let message = format!("{} has no `{key}`; it is ignored{elsewhere}", kind.noun());
        let help = match most_like(&key, fields(kind).unwrap_or_default().split(' ')) {
            Some(field) => format!("did you mean `{field}`?"),
            None => "what the specification does not have begins with `x-`".to_owned(),
        };
        sink.say(Code::UnknownKey, &at, message).and_help(help);
    }
}

/// The fields of each kind of object in 3.0 to 3.2, between spaces; none for maps, and for schemas, which may have any
/// keyword.
fn fields(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Document => {
            "openapi info jsonSchemaDialect servers paths webhooks components security tags \
            externalDocs"
        }
        Kind::Info => "title summary description termsOfService contact license version",
        Kind::Contact => "name url email",
        Kind::License => "name identifier url",
        Kind::Server => "url description name variables",
        Kind::ServerVariable => "enum default description",
        Kind::Tag => "name summary description externalDocs parent kind",
        Kind::ExternalDocs => "description url",
        Kind::Components => {
            "schemas responses parameters examples requestBodies headers securitySchemes \
            links callbacks pathItems mediaTypes"
        }
        Kind::PathItem => {
            "summary description get put post delete options head patch trace query \
            additionalOperations servers parameters"
        }
        Kind::Operation => {
            "tags summary description externalDocs operationId parameters requestBody \
            responses callbacks deprecated security servers"
        }
        Kind::Parameter => {
            "name in description required deprecated allowEmptyValue style explode \
            allowReserved schema content example examples"
        }
        Kind::Header => {
            "description required deprecated allowEmptyValue style explode allowReserved \
            schema content example examples"
        }
        Kind::RequestBody => "description content required",
        Kind::Response => "summary description headers content links",
        Kind::MediaType => {
            "schema itemSchema example examples encoding prefixEncoding itemEncoding"
        }
        Kind::Encoding => {
            "contentType headers style explode allowReserved encoding prefixEncoding \
            itemEncoding"
        }
        Kind::Example => "summary description value externalValue dataValue serializedValue",
        Kind::Link => "operationRef operationId parameters requestBody description server",
        Kind::SecurityScheme => {
            "type description name in scheme bearerFormat flows openIdConnectUrl \
            oauth2MetadataUrl deprecated"
        }
        Kind::Flows => "implicit password clientCredentials authorizationCode deviceAuthorization",
        Kind::Flow => "authorizationUrl deviceAuthorizationUrl tokenUrl refreshUrl scopes",
        Kind::Discriminator => "propertyName mapping defaultMapping",
        Kind::Paths
        | Kind::Responses
        | Kind::Callback
        | Kind::SecurityRequirement
        | Kind::Schema => return None,
    })
}
