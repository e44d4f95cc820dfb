use crate as rt;
use crate::{Map, Maybe};

rt::object! {
    #[derive(Default)]
    pub(crate) struct Node {
        id: required_value(i64) = "id",
        name: optional(String) = "name",
        last: nullable(i64) = "lastSeen",
        nick: maybe(String, null_nick) = "nick",
        next: optional(Box<Node>) = "next",
        children: required(Vec<Node>) = "children",
        rest: extra(Vec<u8>),
    }
}

rt::object! {
    pub(crate) struct Empty: Default {}
}

rt::object! {
    /// What a document may say of fields.
    #[deprecated]
    pub(crate) struct Odd {
        /// Its type.
        #[deprecated]
        r#type: required(String) = "type",
        version: preset(i64 = 7) = "version",
        size: optional_value(u64) = "size",
        #[deprecated]
        ratio: maybe_value(f32, null_ratio, deprecated) = "ratio",
        inner: required(Empty) = "inner",
        node: required(Node) = "node",
    }
}

fn read(text: &str) -> Result<Node, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

#[test]
fn keys_come_in_any_order_and_the_last_of_two_wins() {
    let node = read(r#"{"children":[],"id":1,"x":[1],"nick":null,"id":2,"x":[2]}"#).unwrap();
    let rest = Map::from([("x".to_owned(), vec![2])]);
    assert_eq!(
        node,
        Node {
            id: 2,
            nick: Maybe::Null,
            rest,
            ..Node::default()
        }
    );
}

#[test]
fn nothing_stays_of_an_object_that_is_given_twice() {
    let text = r#"{"type":"t","version":1,"inner":{},
        "node":{"id":1,"name":"a","children":[{"id":2,"children":[]}],"x":[1]},
        "node":{"id":3,"children":[]}}"#;
    let odd: Odd = rt::from_slice(text.as_bytes()).unwrap();
    assert_eq!(odd.node, Node::new(3, None, []));
    assert_eq!(odd.version, 1);
}

/// Without the word `deprecated` the setter would need no leave.
#[expect(deprecated)]
fn halved(odd: Odd) -> Odd {
    odd.null_ratio()
}

#[test]
fn new_takes_what_is_required_and_setters_the_rest() {
    let odd = Odd::new("t", Empty::new(), Node::default())
        .size(3)
        .ratio(0.1);
    assert_eq!((odd.version, odd.size), (7, Some(3)));
    assert_eq!(odd.ratio, Maybe::Value(0.1));
    assert_eq!(
        serde_json::to_string(&odd.null_ratio()).unwrap(),
        r#"{"type":"t","version":7,"size":3,"ratio":null,"inner":{},"node":{"id":0,"lastSeen":null,"children":[]}}"#
    );
    let node = Node::new(1, None, [])
        .name("n")
        .last(2)
        .nick("k")
        .next(Node::new(4, None, []));
    assert_eq!(node.next.map(|next| next.id), Some(4));
}

#[test]
fn what_is_absent_is_not_written_and_null_is() {
    let node = Node {
        nick: Maybe::Null,
        ..Node::default()
    };
    assert_eq!(
        serde_json::to_string(&node).unwrap(),
        r#"{"id":0,"lastSeen":null,"nick":null,"children":[]}"#
    );
}

#[test]
fn a_tree_goes_there_and_back() {
    let text = r#"{"id":1,"name":"a","lastSeen":3,"nick":"b","next":{"id":2,"lastSeen":null,"children":[]},"children":[{"id":3,"lastSeen":null,"children":[]}],"other":[7]}"#;
    assert_eq!(serde_json::to_string(&read(text).unwrap()).unwrap(), text);
}

#[test]
fn a_fault_tells_its_path() {
    let error = read(r#"{"id":1,"children":[{"id":"x","children":[]}]}"#).unwrap_err();
    assert_eq!(
        error,
        "$.children[0].id: expected an integer (i64), found string \"x\" at line 1 column 29"
    );
    let error = read(r#"{"id":1,"children":[{"id":2}]}"#).unwrap_err();
    assert!(
        error.starts_with("$.children[0]: missing field `children`"),
        "{error}"
    );
    let error = read(r#"{"id":1,"children":[],"extra":[1,"x"]}"#).unwrap_err();
    assert!(
        error.starts_with("$.extra[1]: expected an integer"),
        "{error}"
    );
    let error = read(r#"{"id":1,"children":[{"id":}]}"#).unwrap_err();
    assert_eq!(
        error,
        "$.children[0].id: expected value at line 1 column 27"
    );
}

#[test]
fn an_object_without_fields_skips_everything() {
    assert_eq!(
        serde_json::from_str::<Empty>(r#"{"a":[{"b":1}]}"#).unwrap(),
        Empty::new()
    );
    assert_eq!(serde_json::to_string(&Empty::new()).unwrap(), "{}");
    assert!(serde_json::from_str::<Empty>("[]").is_err());
}

#[test]
fn other_formats_of_serde_work_too() {
    let node = Node {
        id: 4,
        ..Node::default()
    };
    let value = serde_json::to_value(&node).unwrap();
    assert_eq!(serde_json::from_value::<Node>(value).unwrap(), node);
}
