//! Who may call, from where, and what every answer says to a browser.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::io::Write;
use std::sync::Arc;

use common::{Answer, Service, settings};
use epicrisis_extract::Engine;
use epicrisis_serve::{Server, Settings, StartError, Tls, Token};
use serde_json::Value;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

const SECRET: &str = "0123456789abcdef0123456789abcdef";

fn refused(settings: Settings) -> StartError {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let engine = Engine::new(epicrisis_builtin::lexicon());
    match runtime.block_on(Server::open(settings, engine)) {
        Ok(_) => panic!("it was started"),
        Err(error) => error,
    }
}

#[test]
fn it_is_not_opened_to_others_without_a_token() {
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:0", "[::ffff:192.0.2.1]:0"] {
        let error = refused(Settings {
            listen: address.parse().unwrap(),
            ..settings()
        });
        assert!(matches!(error, StartError::Open(_)), "{error}");
        assert!(error.to_string().contains("--token-file"), "{error}");
    }
}

#[test]
fn what_cannot_be_had_is_said() {
    let taken = Service::start(settings());
    let error = refused(Settings {
        listen: taken.address,
        ..settings()
    });
    assert!(matches!(error, StartError::Listen { .. }), "{error}");
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty.pem");
    std::fs::write(&empty, "").unwrap();
    let tls = |certificate: &std::path::Path| {
        refused(Settings {
            tls: Some(Tls {
                certificate: certificate.to_owned(),
                key: empty.clone(),
            }),
            ..settings()
        })
    };
    assert!(tls(&empty).to_string().contains("no certificate"));
    assert!(matches!(tls(&folder.path().join("none.pem")), StartError::Tls { .. }));
    let error = refused(Settings {
        store: Some(empty.join("no.db")),
        ..settings()
    });
    assert!(matches!(error, StartError::Store { .. }), "{error}");
}

#[test]
fn with_a_token_only_who_shows_it_is_served() {
    let service = Service::start(Settings {
        token: Some(Token::new(SECRET).unwrap()),
        ..settings()
    });
    let right = format!("Bearer {SECRET}");
    let info = |headers: &[(&str, &str)]| service.send("GET", "/v1/info", headers, b"");
    assert_eq!(info(&[("authorization", &right)]).status, 200);
    assert_eq!(
        info(&[
            ("authorization", &right.replace("Bearer", "bearer")),
            ("host", "any.example:1")
        ])
        .status,
        200
    );
    for wrong in [
        "",
        "Bearer",
        "Bearer ",
        "Bearer 0123456789abcdef",
        &format!("Basic {SECRET}"),
        SECRET,
        &format!("{right}0"),
    ] {
        let answer = info(&[("authorization", wrong)]);
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (401, "unauthorized"),
            "{wrong}"
        );
        assert_eq!(answer.header("www-authenticate"), Some("bearer"));
    }
    assert_eq!(info(&[]).status, 401);
    for guarded in ["/metrics", "/v1/documents", "/v1/lexicon/search?q=a", "/v1/no-such"] {
        assert_eq!(service.get(guarded).status, 401, "{guarded}");
    }
    assert_eq!(service.text("/v1/extract", "Fiebre.").status, 401);
    // What holds no documents is open: a page must be there before it can ask for the token.
    for open in ["/healthz", "/readyz", "/openapi.json"] {
        assert_eq!(service.get(open).status, 200, "{open}");
    }
    assert_ne!(service.get("/").status, 401);
}

#[test]
fn names_of_others_that_lead_here_are_refused() {
    let service = Service::start(settings());
    for host in ["localhost", "localhost:8080", "LOCALHOST:1", "127.0.0.1", "[::1]:8080"] {
        let answer = service.send("GET", "/v1/info", &[("host", host)], b"");
        assert_eq!(answer.status, 200, "{host}");
    }
    for host in [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example:8080",
        "192.0.2.1",
        "",
    ] {
        for path in ["/v1/info", "/", "/healthz"] {
            let answer = service.send("GET", path, &[("host", host)], b"");
            assert_eq!(
                (answer.status, answer.problem().as_str()),
                (403, "wrong-origin"),
                "{host} {path}"
            );
        }
    }
    let mut stream = service.connect();
    stream.write_all(b"GET /v1/info HTTP/1.0\r\n\r\n").unwrap();
    assert_eq!(Answer::read(&mut stream).status, 403);
}

#[test]
fn pages_of_others_may_not_call_unless_they_are_named() {
    let service = Service::start(Settings {
        cors: vec!["https://ward.example".to_owned()],
        ..settings()
    });
    let from = |origin: &str| {
        service.send(
            "GET",
            "/v1/info",
            &[("origin", origin), ("host", "localhost:8080")],
            b"",
        )
    };
    let own = from("http://localhost:8080");
    assert_eq!((own.status, own.header("access-control-allow-origin")), (200, None));
    let named = from("https://ward.example");
    assert_eq!(
        (named.status, named.header("access-control-allow-origin")),
        (200, Some("https://ward.example"))
    );
    assert_eq!(named.header("vary"), Some("origin"));
    for other in [
        "https://evil.example",
        "null",
        "http://localhost:9090",
        "https://ward.example.evil.example",
    ] {
        let answer = from(other);
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (403, "wrong-origin"),
            "{other}"
        );
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
    let before = |origin: &str| {
        let headers = [("origin", origin), ("access-control-request-method", "POST")];
        service.send("OPTIONS", "/v1/extract", &headers, b"")
    };
    let allowed = before("https://ward.example");
    assert_eq!(
        (allowed.status, allowed.header("access-control-allow-methods")),
        (204, Some("get, post"))
    );
    assert_eq!(before("https://evil.example").status, 403);
    // Nobody is named unless asked for.
    let alone = Service::start(settings());
    let answer = alone.send("GET", "/v1/info", &[("origin", "https://ward.example")], b"");
    assert_eq!(
        (answer.status, answer.header("access-control-allow-origin")),
        (403, None)
    );
}

#[test]
fn every_answer_tells_a_browser_to_trust_nothing() {
    let service = Service::start(settings());
    for path in ["/", "/v1/info", "/no-such", "/openapi.json", "/healthz", "/metrics"] {
        let answer = service.get(path);
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{path}");
        let policy = answer.header("content-security-policy").unwrap();
        assert!(
            policy.contains("frame-ancestors 'none'") && policy.contains("default-src "),
            "{policy}"
        );
        assert!(
            !policy.contains("script-src 'unsafe") && !policy.contains('*'),
            "{policy}"
        );
        assert_eq!(answer.header("server"), None);
    }
    assert_eq!(service.get("/v1/info").header("cache-control"), Some("no-store"));
    assert_eq!(
        service.text("/v1/extract", "a").header("cache-control"),
        Some("no-store")
    );
    let page = service.get("/");
    let tag = page.header("etag").unwrap().to_owned();
    assert!(
        page.header("content-security-policy")
            .unwrap()
            .starts_with("default-src 'self';")
    );
    let again = service.send("GET", "/", &[("if-none-match", &tag)], b"");
    assert_eq!((again.status, again.body.len()), (304, 0));
}

#[test]
fn tls_is_spoken_with_the_certificate_that_is_given() {
    let folder = tempfile::tempdir().unwrap();
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let (certificate, key) = (folder.path().join("house.pem"), folder.path().join("house.key"));
    std::fs::write(&certificate, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    let service = Service::start(Settings {
        tls: Some(Tls { certificate, key }),
        token: Some(Token::new(SECRET).unwrap()),
        ..settings()
    });
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(made.cert.der().to_vec())).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("localhost").unwrap();
    let connection = ClientConnection::new(Arc::new(config), name).unwrap();
    let mut stream = StreamOwned::new(connection, service.connect());
    let request = format!(
        "GET /v1/info HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {SECRET}\r\nconnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).unwrap();
    let answer = Answer::read(&mut stream);
    assert_eq!((answer.status, answer.value()["token"].as_bool()), (200, Some(true)));
    assert!(answer.header("strict-transport-security").is_some());
    // Without TLS nothing is said.
    let mut plain = service.connect();
    plain
        .write_all(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .unwrap();
    let mut rest = Vec::new();
    let _ = std::io::Read::read_to_end(&mut plain, &mut rest);
    assert!(!String::from_utf8_lossy(&rest).contains("HTTP/1.1"));
}

#[test]
fn the_description_and_the_service_know_the_same_places() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(Settings {
        store: Some(folder.path().join("a.db")),
        ..settings()
    });
    let description = service.get("/openapi.json").value();
    assert_eq!(description["openapi"], "3.1.0");
    let paths = description["paths"].as_object().unwrap();
    let mut operations = 0;
    for (path, of_path) in paths {
        for (method, operation) in of_path.as_object().unwrap() {
            operations += 1;
            let path = path.replace("{id}", "no-such");
            let body = operation["requestBody"]["content"]["application/json"]["example"].to_string();
            let answer = match method.as_str() {
                "post" => service.json(&path, &body),
                _ => service.get(&if path.ends_with("search") {
                    format!("{path}?q=a")
                } else {
                    path.clone()
                }),
            };
            let known = operation["responses"].as_object().unwrap();
            assert!(
                known.contains_key(&answer.status.to_string()),
                "{method} {path}: {}",
                answer.status
            );
            assert_ne!(answer.status, 405, "{method} {path}");
            if answer.status == 404 {
                assert!(path.contains("no-such"), "{method} {path}");
            } else {
                assert!(answer.status < 300, "{method} {path}: {}", answer.string());
            }
        }
    }
    assert_eq!(operations, 19, "an operation was added or lost");
    // Every reference leads somewhere.
    fn references(value: &Value, root: &Value) {
        match value {
            Value::Object(map) => {
                if let Some(reference) = map.get("$ref").and_then(Value::as_str) {
                    assert!(root.pointer(&reference[1..]).is_some(), "{reference}");
                }
                map.values().for_each(|v| references(v, root));
            }
            Value::Array(all) => all.iter().for_each(|v| references(v, root)),
            _ => {}
        }
    }
    references(&description, &description);
}
