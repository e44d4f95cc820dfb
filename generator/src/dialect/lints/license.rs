//! `license-without-identifier`.

use super::super::context::{Object, Walk};
use crate::diagnostics::Code;

/// A licence that nobody can look up.
pub(in super::super) fn license_without_identifier(walk: &mut Walk, license: &Object) {
    if ["identifier", "url"]
        .iter()
        .any(|key| license.contains_key(*key))
    {
        return;
    }
    walk.say(
        Code::LicenseWithoutIdentifier,
        "`license` has neither `identifier` nor `url`",
    )
    .and_help("add the SPDX `identifier` (3.1) or the `url` of the licence's text with an overlay");
}
