//! Where a parameter travels and how its value is written (OAS.md 3–7, 11, 12).

use openapiv3::{Parameter as Source, ParameterSchemaOrContent, PathStyle, QueryStyle};

use super::Lowerer;
use super::category::{Category, category};
use super::media::{essence, is_json};
use super::parameters::Found;
use super::view::{Part, View};
use crate::config;
use crate::diagnostics::{Code, Pointer};
use crate::dialect::extension;
use crate::model::{Location, NestedArrays, ParameterContent, Style};

/// Where a parameter travels and how.
pub(super) struct WireForm {
    pub(super) location: Location,
    pub(super) style: Style,
    pub(super) allow_reserved: bool,
}

/// Where a parameter travels and how; `None` for one in a place that there is not: `dialect` said so, and left the
/// parameter where it stood.
pub(super) fn wire_form(parameter: &Source) -> Option<WireForm> {
    let extensions = &parameter.parameter_data_ref().extensions;
    let said = |key| extensions.get(key).and_then(serde_json::Value::as_str);
    let carried = extensions.get(extension::ALLOW_RESERVED);
    let carried = carried
        .and_then(serde_json::Value::as_bool)
        .unwrap_or(false);
    let (location, style, allow_reserved) = match parameter {
        Source::Query {
            style,
            allow_reserved,
            ..
        } => match said(extension::IN) {
            None => (Location::Query, query_style(style), *allow_reserved),
            Some("querystring") => (Location::Querystring, Style::Form, *allow_reserved),
            Some(_) => return None,
        },
        Source::Header { .. } => (Location::Header, Style::Simple, false),
        Source::Path { style, .. } => {
            let style = match style {
                PathStyle::Matrix => Style::Matrix,
                PathStyle::Label => Style::Label,
                PathStyle::Simple => Style::Simple,
            };
            (Location::Path, style, carried)
        }
        Source::Cookie { .. } if said(extension::STYLE) == Some("cookie") => {
            (Location::Cookie, Style::Cookie, false)
        }
        Source::Cookie { .. } => (Location::Cookie, Style::Form, carried),
    };
    Some(WireForm {
        location,
        style,
        allow_reserved,
    })
}

pub(super) const fn query_style(style: &QueryStyle) -> Style {
    match style {
        QueryStyle::Form => Style::Form,
        QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        QueryStyle::PipeDelimited => Style::PipeDelimited,
        QueryStyle::DeepObject => Style::DeepObject,
    }
}

/// What a parameter of this content is written as.
pub(super) fn content(media_type: &str) -> Option<ParameterContent> {
    match essence(media_type).as_str() {
        "application/x-www-form-urlencoded" => Some(ParameterContent::Form),
        essence if is_json(essence) => Some(ParameterContent::Json),
        _ => None,
    }
}

impl From<config::NestedArrays> for NestedArrays {
    fn from(chosen: config::NestedArrays) -> Self {
        match chosen {
            config::NestedArrays::Brackets => Self::Brackets,
            config::NestedArrays::Indices => Self::Indices,
            config::NestedArrays::Repeated => Self::Repeated,
        }
    }
}

impl<'a> Lowerer<'a> {
    /// Says where the specification leaves undefined how a value is written, and what is done (OAS.md 4, 6).
    pub(super) fn check_style(&mut self, found: &Found<'a>, style: Style, explode: bool) {
        let data = found.source.parameter_data_ref();
        let ParameterSchemaOrContent::Schema(schema) = &data.format else {
            return;
        };
        let at = found.at.join("schema");
        let view = self.view(&[Part::new(schema, at)]);
        let name = &data.name;
        match style {
            Style::SpaceDelimited | Style::PipeDelimited if is_scalar(&view) => {
                let message =
                    format!("the style of `{name}` delimits elements, and it is no array");
                self.say_undefined(&found.at, message, "it is written as by the style `form`");
            }
            Style::SpaceDelimited | Style::PipeDelimited if explode => {
                let message = format!("`explode: true` leaves nothing to delimit in `{name}`");
                let help = "each element is written by itself, as by the style `form`; without `explode` they are delimited";
                self.say_undefined(&found.at, message, help);
            }
            Style::DeepObject if category(&view) == Category::List || is_scalar(&view) => {
                let message = format!("`deepObject` is for objects, and `{name}` is none");
                let help = "an array is written `name[]=…`, anything else as by the style `form`";
                self.say_undefined(&found.at, message, help);
            }
            Style::DeepObject => self.check_nested(name, &view, &found.at),
            _ => {}
        }
    }

    /// What stands within a `deepObject` is undefined; objects are written as all who read them expect.
    fn check_nested(&mut self, name: &str, view: &View<'a>, at: &Pointer) {
        let is_nested = |parts: &Vec<Part<'a>>| !is_scalar(&self.view(parts));
        let nested = view.properties.iter().find(|(_, parts)| is_nested(parts));
        if let Some((property, _)) = nested {
            let message = format!(
                "`deepObject` is defined for scalars alone, and `{property}` of `{name}` is none"
            );
            let help = "objects are written `a[b][c]=…`, arrays of them `a[b][0][c]=…`, and other arrays `a[b][]=…` unless \
                        `[parameters] nested-arrays` in client.toml says otherwise";
            self.say_undefined(at, message, help);
        }
    }

    /// Once for each `help`, at the first place.
    fn say_undefined(&mut self, at: &Pointer, message: String, help: &'static str) {
        if self.undefined_styles.insert(help) {
            self.sink
                .say(Code::UndefinedStyle, at, message)
                .and_help(help)
                .and_help("so are all others of this kind in the document");
        }
    }
}

/// Whether a value is neither an array nor an object, as far as the schema says.
fn is_scalar(view: &View<'_>) -> bool {
    let scalar = matches!(
        category(view),
        Category::Scalar | Category::Enum | Category::Constant
    );
    scalar && view.kind.is_some()
}
