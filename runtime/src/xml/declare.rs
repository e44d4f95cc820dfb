//! [`xml!`](crate::xml!): what a document says of the XML of types.

/// The XML of a type that has a JSON form.
///
/// The type has a head, and what is in it. A head stands in parentheses: what the value is
/// ([kinds](crate::XmlKind)), its name, and perhaps `in` and the URI of its namespace, `as` and a prefix; or
/// `required` where a value is there although no node stands for it. What is in it:
///
/// - `text()`, `word()` (without blanks around it), `number()`, `boolean()`, `any()`;
/// - `of(T)`: what is in a `T`;
/// - `list(…)`: an array of such nodes; `tuple { …, … }`: one node for each element; `map(…)`: an object, whose keys
///   are the names of such nodes;
/// - `object { key …, _ … }`: by the keys of JSON; `_` is what all other keys are;
/// - `union(tag … default T) { "value" | "value" => T, … }`: one of several, told by the value of a key.
///
/// ```
/// use clientsmith_runtime as rt;
///
/// rt::object! {
///     /// A pet.
///     pub struct Pet { id: required(i64) = "id", names: required(Vec<String>) = "names" }
/// }
/// rt::xml! {
///     Pet(element "pet") object {
///         "id" (attribute "id") number(),
///         "names" (element "names") list((element "name") text()),
///     }
/// }
///
/// let text = r#"<pet id="7"><names><name>Ada</name></names></pet>"#;
/// let pet: Pet = rt::from_xml(text.as_bytes())?;
/// assert_eq!((pet.id, pet.names.as_slice()), (7, ["Ada".to_owned()].as_slice()));
/// assert!(rt::to_xml(&pet)?.ends_with(text));
/// # Ok::<(), rt::XmlError>(())
/// ```
#[macro_export]
macro_rules! xml {
    ($type:ident $head:tt $word:ident $argument:tt $($variants:tt)?) => {
        impl $crate::Xml for $type {
            fn node() -> &'static $crate::XmlNode {
                const { &$crate::__xml_node!($head $word $argument $($variants)?) }
            }
        }
    };
}

/// A node: its head, and what is in it.
#[doc(hidden)]
#[macro_export]
macro_rules! __xml_node {
    (($kind:ident $name:literal $(in $namespace:literal)? $(as $prefix:literal)?) $($content:tt)+) => {
        $crate::XmlNode {
            kind: $crate::XmlKind::$kind,
            name: $name,
            namespace: $crate::__private::concat!($($namespace)?),
            prefix: $crate::__private::concat!($($prefix)?),
            required: false,
            content: $crate::__xml_content!($($content)+),
        }
    };
    (($kind:ident $name:literal required) $($content:tt)+) => {
        $crate::XmlNode {
            required: true,
            ..$crate::__xml_node!(($kind $name) $($content)+)
        }
    };
}

/// What is in a node.
#[doc(hidden)]
#[macro_export]
macro_rules! __xml_content {
    (text()) => { $crate::XmlContent::Text };
    (word()) => { $crate::XmlContent::Word };
    (number()) => { $crate::XmlContent::Number };
    (boolean()) => { $crate::XmlContent::Boolean };
    (any()) => { $crate::XmlContent::Any };
    (of($type:ty)) => { $crate::XmlContent::Of(<$type as $crate::Xml>::node) };
    (list($($node:tt)*)) => { $crate::XmlContent::List(&$crate::__xml_node!($($node)*)) };
    (map($($node:tt)*)) => { $crate::XmlContent::Map(&$crate::__xml_node!($($node)*)) };
    (tuple { $($head:tt $word:ident $argument:tt),* $(,)? }) => {
        $crate::XmlContent::Tuple(&[$($crate::__xml_node!($head $word $argument)),*])
    };
    (object {
        $($key:literal $head:tt $word:ident $argument:tt),* $(,)?
        $(_ $rest_head:tt $rest_word:ident $rest_argument:tt $(,)?)?
    }) => {
        $crate::XmlContent::Object(
            &[$(($key, $crate::__xml_node!($head $word $argument))),*],
            $crate::__xml_rest!($($rest_head $rest_word $rest_argument)?),
        )
    };
    (union($tag:literal $head:tt $word:ident $argument:tt $(default $default:ty)?) {
        $($value:literal $(| $other:literal)* => $variant:ty),* $(,)?
    }) => {
        $crate::XmlContent::Union(&$crate::XmlUnion {
            tag: $tag,
            node: $crate::__xml_node!($head $word $argument),
            variants: &[$((&[$value $(, $other)*], <$variant as $crate::Xml>::node)),*],
            default: $crate::__xml_default!($($default)?),
        })
    };
}

/// What the keys are that an object does not name.
#[doc(hidden)]
#[macro_export]
macro_rules! __xml_rest {
    () => { $crate::__private::None };
    ($($node:tt)+) => { $crate::__private::Some(&$crate::__xml_node!($($node)+)) };
}

/// The variant of a union for absent and other values.
#[doc(hidden)]
#[macro_export]
macro_rules! __xml_default {
    () => {
        $crate::__private::None
    };
    ($default:ty) => {
        $crate::__private::Some(<$default as $crate::Xml>::node)
    };
}
