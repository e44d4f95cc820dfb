//! The programs of the generated crates, run as a user would run them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests are no tests to clippy"
)]

use clientsmith_tests::{
    RawServer, SECRET, assert_no_secret, body, header, json, only_request, refusing_url, serve,
};
use serde_json::{Value, json as value};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// One crate's program, and what it must send and print.
struct Program {
    package: &'static str,
    /// The variable that holds the credential, the header that it is sent in, and what stands before it there.
    credential: (&'static str, &'static str, &'static str),
    /// Variables that have no default.
    variables: &'static [(&'static str, &'static str)],
    path: &'static str,
    /// What is sent when nothing else is set; then with [`OWN`].
    sent: [Value; 2],
    success: (u16, Value),
    /// An error answer of the document, or of any kind where it has none.
    error: (u16, Value),
}

const OWN: [(&str, &str); 2] = [("EXTERNAL_ID", "crm-7"), ("NAME", "Bücher & Co")];

#[tokio::test]
async fn heron() {
    let sent = |id, name| value!({"end_user": {"end_user_id": id, "name": name}});
    let program = Program {
        package: "heron-client",
        credential: ("API_KEY", "x-api-key", ""),
        variables: &[],
        path: "/api/end_users",
        sent: [sent("demo-1", "Acme Inc."), sent("crm-7", "Bücher & Co")],
        success: (
            201,
            value!({"end_user": {"end_user_id": "demo-1", "meta": null, "status": "new"}}),
        ),
        error: (422, value!({"errors": ["no such thing"]})),
    };
    program.holds().await;
}

#[tokio::test]
async fn conductor() {
    let sent = |id, name| value!({"companyName": name, "sourceId": id, "email": "alice@acme.com"});
    let program = Program {
        package: "conductor-client",
        credential: ("TOKEN", "authorization", "Bearer "),
        variables: &[],
        path: "/end-users",
        sent: [sent("demo-1", "Acme Inc."), sent("crm-7", "Bücher & Co")],
        success: (
            200,
            value!({
                "id": "end_usr_1", "objectType": "end_user", "createdAt": "2024-01-01T00:00:00Z",
                "companyName": "Acme Inc.", "sourceId": "demo-1", "email": "alice@acme.com",
                "integrationConnections": [],
            }),
        ),
        error: (401, value!({"error": {"message": "No."}})),
    };
    program.holds().await;
}

#[tokio::test]
async fn altur() {
    let program = Program {
        package: "altur-client",
        credential: ("API_KEY", "authorization", "api-key "),
        variables: &[],
        path: "/enduser",
        sent: [
            value!({"display_name": "Acme Inc."}),
            value!({"display_name": "Bücher & Co"}),
        ],
        success: (
            200,
            value!({"id": "8b4f9f0e-7c34-4f0a-9d53-0f5b7d3e2a11", "display_name": "Acme Inc."}),
        ),
        error: (400, value!({"error": 7, "message": "No."})),
    };
    program.holds().await;
}

#[tokio::test]
async fn versori() {
    let sent = |id, name| value!({"externalId": id, "displayName": name});
    let program = Program {
        package: "versori-client",
        credential: ("TOKEN", "authorization", "Bearer "),
        variables: &[("ORGANISATION_ID", "org 1")],
        path: "/o/org%201/users",
        sent: [sent("demo-1", "Acme Inc."), sent("crm-7", "Bücher & Co")],
        success: (
            201,
            value!({
                "id": "1", "externalId": "demo-1", "displayName": "Acme Inc.", "organisationId": "org 1",
                "createdAt": "2024-05-15T19:44:51Z", "updatedAt": "2024-05-15T19:44:51Z",
            }),
        ),
        error: (409, value!({"code": "exists", "message": "No."})),
    };
    program.holds().await;
    let url = refusing_url().await;
    program.fails(&[("BASE_URL", &url), ("TOKEN", SECRET)], "ORGANISATION_ID");
}

#[tokio::test]
async fn ada() {
    let sent = |id, name| value!({"external_id": id, "profile": {"display_name": name}});
    let program = Program {
        package: "ada-client",
        credential: ("TOKEN", "authorization", "Bearer "),
        variables: &[],
        path: "/api/v2/end-users/",
        sent: [sent("demo-1", "Acme Inc."), sent("crm-7", "Bücher & Co")],
        success: (
            201,
            value!({"end_user_id": "1", "external_id": "demo-1", "profile": {"avatar": null}}),
        ),
        error: (
            413,
            value!({"errors": [{"type": "too_large", "message": "No."}]}),
        ),
    };
    program.holds().await;
    let url = refusing_url().await;
    program.fails(
        &[
            ("BASE_URL", &url),
            ("TOKEN", SECRET),
            ("EXTERNAL_ID", "a<b"),
        ],
        "$.external_id",
    );
}

impl Program {
    /// Runs the program in every way that it can end.
    async fn holds(&self) {
        build(self.package);
        self.succeeds(&[], &self.sent[0]).await;
        self.succeeds(&OWN, &self.sent[1]).await;
        self.is_refused().await;
        self.is_not_answered("", "maybe").await;
        self.is_not_answered("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"", "yes")
            .await;
        self.is_not_answered("HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n<html>", "yes")
            .await;
        let url = refusing_url().await;
        self.fails(&[("BASE_URL", &url)], self.credential.0);
        self.fails_with_credential(&url);
        self.fails_with_credential("not a url");
        self.speaks_tls().await;
    }

    async fn succeeds(&self, variables: &[(&str, &str)], sent: &Value) {
        let (status, answer) = &self.success;
        let server = serve(json(*status, &answer.to_string())).await;
        let (code, printed) = self.run_against(&server.uri(), variables).await;
        assert_eq!(
            (code, printed),
            (0, value!({"status": status, "attempts": 1, "body": answer}))
        );

        let request = only_request(&server).await;
        let (_, name, prefix) = self.credential;
        assert_eq!(
            (request.method.as_str(), request.url.path()),
            ("POST", self.path)
        );
        assert_eq!(
            header(&request, name),
            Some(format!("{prefix}{SECRET}").as_str())
        );
        assert_eq!(
            &serde_json::from_str::<Value>(body(&request)).unwrap(),
            sent
        );
    }

    async fn is_refused(&self) {
        let (status, answer) = &self.error;
        let server = serve(json(*status, &answer.to_string())).await;
        let (code, printed) = self.run_against(&server.uri(), &[]).await;
        assert_eq!(
            (code, printed),
            (
                2,
                value!({"status": status, "error": answer, "was_sent": "yes"})
            )
        );
    }

    /// An answer that is none, not whole, or not what the document says.
    async fn is_not_answered(&self, answer: &str, was_sent: &str) {
        let server = RawServer::answering([answer.into()]).await;
        let (code, printed) = self.run_against(server.url(), &[]).await;
        let error = printed
            .get("error")
            .and_then(Value::as_str)
            .expect("a reason");
        assert_eq!(
            (code, &printed),
            (3, &value!({"error": error, "was_sent": was_sent}))
        );
        assert!(!error.is_empty() && !error.contains('\n'), "{error}");
    }

    /// Where nothing is sent, the program says why, in one line that holds `said`.
    fn fails(&self, variables: &[(&str, &str)], said: &str) {
        let (code, printed) = self.run(variables);
        let error = printed
            .get("error")
            .and_then(Value::as_str)
            .expect("a reason");
        assert_eq!(
            (code, &printed),
            (3, &value!({"error": error, "was_sent": "no"}))
        );
        assert!(error.contains(said) && !error.contains('\n'), "{error}");
    }

    fn fails_with_credential(&self, url: &str) {
        let mut variables = vec![("BASE_URL", url), (self.credential.0, SECRET)];
        variables.extend(self.variables);
        self.fails(&variables, "");
    }

    /// The default features of the crate are enough for `https`: a handshake begins.
    async fn speaks_tls(&self) {
        let server = RawServer::answering(std::iter::repeat_n(Vec::new(), 3)).await;
        self.run_against(&server.url().replace("http:", "https:"), &[])
            .await;
        let hello = server.requests().into_iter().next().unwrap_or_default();
        // A record of the handshake (RFC 8446 §5.1).
        assert_eq!(
            hello.first(),
            Some(&22),
            "{} does not try TLS",
            self.package
        );
    }

    /// Runs the program with everything that it needs, while the server of this test goes on.
    async fn run_against(&self, url: &str, variables: &[(&str, &str)]) -> (i32, Value) {
        let mut all = vec![("BASE_URL", url), (self.credential.0, SECRET)];
        all.extend(self.variables);
        all.extend(variables);
        let command = self.command(&all);
        let output = tokio::process::Command::from(command)
            .output()
            .await
            .unwrap();
        self.outcome(&output)
    }

    fn run(&self, variables: &[(&str, &str)]) -> (i32, Value) {
        let output = self.command(variables).output().unwrap();
        self.outcome(&output)
    }

    fn command(&self, variables: &[(&str, &str)]) -> Command {
        let mut command = Command::new(executable(self.package));
        // No proxy, and no credential of whoever runs the tests.
        command
            .env_clear()
            .env("RUST_LOG", "trace")
            .env("RUST_BACKTRACE", "1");
        command.envs(variables.iter().copied()).stdin(Stdio::null());
        command
    }

    /// The exit code, and the one JSON object on standard output.
    fn outcome(&self, output: &std::process::Output) -> (i32, Value) {
        let [printed, complaint] =
            [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
        assert_no_secret(&printed);
        assert_no_secret(&complaint);
        assert_eq!(complaint, "", "{} complains", self.package);
        assert_eq!(printed.lines().count(), 1, "{printed}");
        (
            output.status.code().expect("an exit code"),
            serde_json::from_str(&printed).expect("JSON"),
        )
    }
}

/// Builds a crate's program, with the features that the crate has when nothing else asks for more.
fn build(package: &str) {
    // All crates call their program the same, and cargo puts them all in one place: until it is copied, no other test may
    // build.
    let lock = File::create(executable("lock")).unwrap();
    lock.lock().unwrap();
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args([
        "build",
        "--quiet",
        "--message-format",
        "json",
        "--package",
        package,
        "--example",
        "create_end_user",
    ]);
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stderr(Stdio::inherit());
    let output = command.output().unwrap();
    assert!(output.status.success(), "{package} has no program");
    let built = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .find_map(built_executable);
    std::fs::copy(
        built.expect("cargo says what it has built"),
        executable(package),
    )
    .unwrap();
}

/// The executable that a message of cargo is about.
fn built_executable(message: &str) -> Option<PathBuf> {
    let message: Value = serde_json::from_str(message).ok()?;
    message.get("executable")?.as_str().map(PathBuf::from)
}

fn executable(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(name)
        .with_extension(std::env::consts::EXE_EXTENSION)
}
