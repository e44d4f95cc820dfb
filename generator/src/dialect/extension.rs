//! The `x-clientsmith-*` extensions in which a reshaped document carries what OpenAPI 3.0 cannot say, as far as
//! something is made of it: written by this room, read by [`crate::lower`].

/// Of the document: `webhooks` (3.1).
pub(crate) const WEBHOOKS: &str = "x-clientsmith-webhooks";
/// Of the document: the ids of operations that `[select]` leaves out, and of the security schemes that only they need.
pub(crate) const LEFT_OUT: &str = "x-clientsmith-left-out";
/// Of the document: the security schemes that the typed model cannot read, by name.
pub(crate) const SECURITY_SCHEMES: &str = "x-clientsmith-security-schemes";
/// Of a path item: the operations whose method 3.0 has no field for (3.2).
pub(crate) const OPERATIONS: &str = "x-clientsmith-operations";
/// Of a security scheme: that it is `mutualTLS` (3.1).
pub(crate) const MUTUAL_TLS: &str = "x-clientsmith-mutual-tls";
/// Of a security scheme: `oauth2MetadataUrl` (3.2).
pub(crate) const OAUTH2_METADATA_URL: &str = "x-clientsmith-oauth2-metadata-url";
/// Of OAuth flows: `deviceAuthorization` (3.2).
pub(crate) const DEVICE_AUTHORIZATION: &str = "x-clientsmith-device-authorization";
/// Of an operation that was written out from elsewhere: the pointer to where it stands.
pub(crate) const ORIGIN: &str = "x-clientsmith-origin";
/// Of a server: its `name` (3.2).
pub(crate) const NAME: &str = "x-clientsmith-name";
/// Of a parameter: its `in` where 3.0 has no such location.
pub(crate) const IN: &str = "x-clientsmith-in";
/// Of a parameter: its `style` where 3.0 has no such style (3.2, `cookie`).
pub(crate) const STYLE: &str = "x-clientsmith-style";
/// Of a parameter that is not in the query (3.2), or of an encoding that says it at all: `allowReserved`.
pub(crate) const ALLOW_RESERVED: &str = "x-clientsmith-allow-reserved";
/// Of an encoding that says it at all: `explode`.
pub(crate) const EXPLODE: &str = "x-clientsmith-explode";
/// Of a discriminator: `defaultMapping` (3.2).
pub(crate) const DEFAULT_MAPPING: &str = "x-clientsmith-default-mapping";
/// Of a schema: `const`.
pub(crate) const CONST: &str = "x-clientsmith-const";
/// Of a schema: how many elements have a place of their own; `items` offers the schemas of all.
pub(crate) const PREFIX_ITEMS: &str = "x-clientsmith-prefix-items";
/// Of a schema: `propertyNames`.
pub(crate) const PROPERTY_NAMES: &str = "x-clientsmith-property-names";
/// Of a schema: its examples.
pub(crate) const EXAMPLES: &str = "x-clientsmith-examples";
/// Of an integer schema: a `minimum` beyond 64 bits.
pub(crate) const MINIMUM: &str = "x-clientsmith-minimum";
/// Of an integer schema: a `maximum` beyond 64 bits.
pub(crate) const MAXIMUM: &str = "x-clientsmith-maximum";
/// Of a schema or a security scheme: why it cannot be read.
pub(crate) const UNREADABLE: &str = "x-clientsmith-unreadable";
/// Of a schema: `patternProperties`.
pub(crate) const PATTERN_PROPERTIES: &str = "x-clientsmith-pattern-properties";
/// Of a media type: `prefixEncoding` (3.2).
pub(crate) const PREFIX_ENCODING: &str = "x-clientsmith-prefix-encoding";
/// Of a media type: `itemEncoding` (3.2).
pub(crate) const ITEM_ENCODING: &str = "x-clientsmith-item-encoding";
/// Of a schema: `xml`.
pub(crate) const XML: &str = "x-clientsmith-xml";
/// Of a schema: `contentSchema`.
pub(crate) const CONTENT_SCHEMA: &str = "x-clientsmith-content-schema";
/// Of a schema: `contentEncoding`.
pub(crate) const CONTENT_ENCODING: &str = "x-clientsmith-content-encoding";
/// Of a schema: `contentMediaType`.
pub(crate) const CONTENT_MEDIA_TYPE: &str = "x-clientsmith-content-media-type";
