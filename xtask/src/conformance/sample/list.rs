//! Arrays: as short as can be, with each element that there is, as long as can be.

use serde_json::Value;

use super::Sampler;
use crate::conformance::schemas::list;

/// The longest list that is made.
const LONGEST: usize = 24;

impl Sampler<'_> {
    /// Values of an array's schema.
    pub(super) fn lists(&self, schema: &Value, fuel: i32) -> Vec<Value> {
        let count = |keyword: &str| {
            schema
                .get(keyword)
                .and_then(Value::as_u64)
                .and_then(|n| usize::try_from(n).ok())
        };
        let (least, most) = (
            count("minItems").unwrap_or(0),
            count("maxItems").unwrap_or(LONGEST),
        );
        let Some(head) = self.head(schema, fuel) else {
            return Vec::new();
        };
        let elements = match schema.get("items") {
            Some(Value::Bool(false)) => Vec::new(),
            Some(items) => self.values(items, fuel - 1),
            None => vec![Value::from("element"), Value::from(1)],
        };
        let distinct = schema.get("uniqueItems") == Some(&Value::Bool(true));
        let of = |length: usize, offset: usize| {
            let wanted = length.saturating_sub(head.len());
            let available = if distinct { elements.len() } else { LONGEST };
            let enough = wanted == 0 || (!elements.is_empty() && wanted <= available);
            let tail = elements.iter().cycle().skip(offset).take(wanted);
            enough.then(|| {
                head.iter()
                    .take(length)
                    .chain(tail)
                    .cloned()
                    .collect::<Value>()
            })
        };
        let shortest = least.max(if least == 0 { 0 } else { head.len() });
        let mut found: Vec<Value> = Vec::new();
        let some = (head.len() + usize::from(!elements.is_empty()))
            .max(least)
            .min(most);
        found.extend(of(some, 0));
        if fuel > 0 {
            found.extend((1..elements.len()).filter_map(|offset| of(some, offset)));
            found.extend(of(some + 1, 0).filter(|_| some < most));
            found.extend(of(most, 0).filter(|_| most <= LONGEST));
            found.extend(of(shortest, 0));
        } else {
            // The plainest is the shortest one.
            found.splice(..0, of(shortest, 0));
        }
        found
    }

    /// The first value of each element that has a schema of its own.
    fn head(&self, schema: &Value, fuel: i32) -> Option<Vec<Value>> {
        list(schema, "prefixItems")
            .map(|element| self.values(element, fuel - 1).into_iter().next())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests_support::values;
    use serde_json::json;

    #[test]
    fn one_element_of_each_kind_two_and_none() {
        let schema = json!({ "type": "array", "items": { "enum": [1, 2] }, "maxItems": 2 });
        assert_eq!(
            values(&schema),
            [json!([1]), json!([2]), json!([1, 2]), json!([])]
        );
    }

    #[test]
    fn at_least_so_many_and_no_two_alike() {
        let schema = json!({ "type": "array", "items": { "enum": [1, 2] }, "minItems": 2, "uniqueItems": true });
        assert_eq!(values(&schema), [json!([1, 2]), json!([2, 1])]);
    }

    #[test]
    fn a_tuple_has_its_elements_in_their_places() {
        let schema = json!({ "type": "array", "prefixItems": [{ "const": "a" }, { "const": 1 }], "items": false });
        assert!(values(&schema).contains(&json!(["a", 1])));
    }
}
