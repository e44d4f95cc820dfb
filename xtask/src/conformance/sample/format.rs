//! Texts of the formats that are more than a name.

/// The formats that demand more than patterns say.
pub(super) const DEMANDING: [&str; 7] = [
    "date-time",
    "date",
    "time",
    "duration",
    "ipv4",
    "ipv6",
    "uri",
];

/// Texts of a format; none for one that demands nothing in particular.
pub(super) fn texts(format: &str) -> &'static [&'static str] {
    match format {
        "date-time" => &[
            "2024-02-29T12:34:56Z",
            "2024-02-29T12:34:56.789+02:00",
            "1999-12-31T23:59:59.123456789-05:30",
            "2024-01-01T00:00:00.5Z",
        ],
        "date" => &["2024-02-29", "0001-01-01", "9999-12-31"],
        "time" => &["12:34:56Z", "23:59:59.25+01:00"],
        "duration" => &["P3DT4H30M", "PT1S", "P1Y2M", "P2W"],
        "uuid" => &[
            "018f2b6e-7c1d-7c3a-9f3e-5b8a2d4c6e10",
            "D9428888-122B-11E1-B85C-61CD3CBB3210",
        ],
        "uri" | "url" | "iri" | "uri-reference" => &["https://example.com/a%20b?c=d#e"],
        "email" | "idn-email" => &["someone@example.com"],
        "hostname" | "idn-hostname" => &["api.example.com"],
        "ipv4" => &["192.0.2.1"],
        "ipv6" => &["2001:db8::1", "::ffff:192.0.2.1"],
        "byte" | "base64" => &["aGVsbG8=", "", "/+8="],
        "decimal" => &["12.50", "-0.001"],
        "json-pointer" => &["/a/0"],
        "regex" => &["^a+$"],
        _ => &[],
    }
}
