//! A call as [`pagination`](crate::pagination) changes it: for another page of the same answer.

use super::argument::Argument;
use super::assemble::url_without_credentials;
use super::body::Body;
use super::call::{Call, Position};
use super::parameter::Location;
use crate::error::BuildError;
use crate::pagination::PageArgument;
use serde_json::{Map, Value};
use url::Url;

impl Call {
    /// The operation's id.
    pub(crate) const fn operation_id(&self) -> &'static str {
        self.operation.id
    }

    /// The URL that is called, without credentials.
    ///
    /// # Errors
    /// The call cannot be made.
    pub(crate) fn url(&self) -> Result<Url, BuildError> {
        let text = url_without_credentials(self)?;
        Url::parse(&text).map_err(|error| BuildError::because("the URL cannot be read", error))
    }

    /// The same call at another URL, which stands in for the path and all parameters of the query.
    #[must_use]
    pub(crate) fn at_url(mut self, url: Url) -> Self {
        self.followed = Some(url);
        self
    }

    /// The number that the call has as this argument, if it is there and a number.
    pub(crate) fn number(&self, argument: PageArgument) -> Option<i64> {
        let text = |location: Location, name: &str| {
            let mut arguments = self.arguments.iter();
            let found = arguments
                .find(|(Position(_, at, of), _)| *at == location && *of == name)
                .map(|(_, argument)| argument);
            match found? {
                Argument::Query(pairs) => pairs.first()?.split_once('=')?.1.parse().ok(),
                Argument::Header(_, value) => value.to_str().ok()?.parse().ok(),
                Argument::Path(_) | Argument::Cookie(_) => None,
            }
        };
        match argument {
            PageArgument::Query(name) => text(Location::Query, name),
            PageArgument::Header(name) => text(Location::Header, name),
            PageArgument::Body(path) => {
                let body: Value =
                    serde_json::from_slice(self.body.as_ref()?.content.bytes()?).ok()?;
                let member = path.iter().try_fold(&body, |value, key| value.get(key));
                member?.as_i64()
            }
        }
    }

    /// The same call with this member of its JSON body, which is made where there is none. A body that is no JSON object
    /// is a fault of the call.
    #[must_use]
    pub(crate) fn with_member(mut self, path: &[&str], value: &Value) -> Self {
        let (media_type, mut json) = match &self.body {
            None => ("application/json".into(), Value::Object(Map::new())),
            Some(body) => {
                let bytes = body.content.bytes().map_or(&[][..], AsRef::as_ref);
                match serde_json::from_slice(bytes) {
                    Ok(json) => (body.media_type.clone(), json),
                    Err(_) => return self.without_page(),
                }
            }
        };
        let mut place = &mut json;
        for key in path {
            let Value::Object(members) = place else {
                return self.without_page();
            };
            place = members
                .entry(*key)
                .or_insert_with(|| Value::Object(Map::new()));
        }
        *place = value.clone();
        self.body = Some(Body {
            media_type,
            content: json.to_string().into(),
        });
        self
    }

    fn without_page(mut self) -> Self {
        let fault = BuildError::new("the body is no JSON object, so it cannot name a page");
        self.fault.get_or_insert(fault);
        self
    }
}

#[cfg(test)]
mod tests {
    use crate::pagination::PageArgument::{Body, Query};
    use crate::{Api, Call, ClientBuilder, Operation, Value};
    use serde_json::json;

    static API: Api = Api {
        user_agent: "test",
        servers: &[],
        security_schemes: &[],
    };

    fn call() -> Call {
        let mut builder = ClientBuilder::new(&API);
        builder.base_url("https://api.test/v1");
        builder.transport(crate::test_util::NeverAnswers);
        builder.sleeper(crate::test_util::ManualTime::default());
        builder.build().unwrap().call(&Operation::DEFAULT)
    }

    #[test]
    fn an_argument_is_read_back_as_a_number() {
        let call = call().query::<i64>("page", 7).query::<String>("q", "7x");
        let call = call.json::<Value>(json!({"at": {"offset": 20}}));
        assert_eq!(call.number(Query("page")), Some(7));
        assert_eq!(
            (call.number(Query("q")), call.number(Query("p"))),
            (None, None)
        );
        assert_eq!(call.number(Body(&["at", "offset"])), Some(20));
    }

    #[test]
    fn a_member_is_set_in_the_body_whether_it_is_there_or_not() {
        let body = |call: Call| call.body.unwrap().content.bytes().cloned().unwrap();
        let made = call().with_member(&["page", "after"], &json!("c"));
        assert_eq!(body(made), r#"{"page":{"after":"c"}}"#);
        let changed = call()
            .json::<Value>(json!({"after": 1, "n": 2}))
            .with_member(&["after"], &json!(3));
        assert_eq!(body(changed), r#"{"after":3,"n":2}"#);
        let unfit = call()
            .json::<Value>(json!([1]))
            .with_member(&["after"], &json!(3));
        assert!(unfit.fault.is_some());
    }
}
