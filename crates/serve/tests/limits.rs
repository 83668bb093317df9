//! Too large, too deep, too slow, too many, and what is meant to do harm.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use common::{Answer, Service, example, settings};
use epicrisis_serve::Settings;
use serde_json::json;

#[test]
fn a_body_too_large_is_refused_before_it_is_there() {
    let service = Service::start(settings());
    // 100 MB are announced; the refusal comes at once.
    let mut stream = service.connect();
    let head = |length: &str| {
        format!(
            "POST /v1/extract HTTP/1.1\r\nhost: localhost\r\ncontent-type: text/plain\r\n{length}\r\nconnection: close\r\n\r\n"
        )
    };
    stream.write_all(head("content-length: 104857600").as_bytes()).unwrap();
    let answer = Answer::read(&mut stream);
    assert_eq!((answer.status, answer.problem().as_str()), (413, "too-large"));

    // 100 MB are sent without saying how many will come, and by one who does not listen until the end.
    let mut stream = service.connect();
    stream.write_all(head("transfer-encoding: chunked").as_bytes()).unwrap();
    let piece = [format!("{:x}\r\n", 1 << 20).as_bytes(), &vec![b'a'; 1 << 20], b"\r\n"].concat();
    for _ in 0..100 {
        if stream.write_all(&piece).is_err() {
            break;
        }
    }
    let _ = stream.write_all(b"0\r\n\r\n");
    let answer = Answer::read(&mut stream);
    assert_eq!((answer.status, answer.problem().as_str()), (413, "too-large"));
    assert_eq!(service.text("/v1/extract", "Fiebre.").status, 200);
}

#[test]
fn the_largest_body_is_read_and_one_byte_more_is_not() {
    let service = Service::start(Settings {
        max_body: 10_000,
        ..settings()
    });
    assert_eq!(service.text("/v1/extract", &"a".repeat(10_000)).status, 200);
    assert_eq!(service.text("/v1/extract", &"a".repeat(10_001)).status, 413);
    // Of lines each may be so long, and all together longer.
    let line = format!("{{\"text\":\"{}\"}}\n", "a ".repeat(2000));
    let long = format!("{{\"text\":\"{}\"}}\n", "a".repeat(10_000));
    let headers = [("content-type", "application/x-ndjson")];
    let body = line.repeat(50) + &long + &line;
    let lines = service.send("POST", "/v1/extract", &headers, body.as_bytes()).lines();
    assert_eq!(lines.len(), 52);
    assert_eq!(
        (lines[50]["id"].as_str(), lines[50]["error"]["status"].as_u64()),
        (Some("line-51"), Some(413))
    );
    assert_eq!(lines[51]["document"]["id"], "line-52");
}

#[test]
fn deep_json_is_refused() {
    let service = Service::start(settings());
    for (path, body) in [
        ("/v1/extract", "[".repeat(1_000_000)),
        (
            "/v1/extract",
            format!("{{\"text\":{}1{}}}", "[".repeat(100_000), "]".repeat(100_000)),
        ),
        (
            "/v1/extract",
            format!("{{\"x\":{}1{}}}", "{\"a\":".repeat(100_000), "}".repeat(100_000)),
        ),
        (
            "/v1/extract",
            format!("{{\"documents\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000)),
        ),
        (
            "/v1/compare",
            format!("{{\"tellings\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000)),
        ),
        ("/v1/view", "{\"text\":".repeat(100_000)),
    ] {
        let answer = service.json(path, &body);
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (400, "bad-request"),
            "{path}"
        );
        assert!(answer.body.len() < 1000);
    }
    assert_eq!(service.get("/healthz").status, 200);
}

#[test]
fn slow_clients_are_cut() {
    let service = Service::start(Settings {
        timeout: Duration::from_millis(500),
        ..settings()
    });
    // A body that does not come.
    let begun = Instant::now();
    let mut stream = service.connect();
    let head =
        "POST /v1/extract HTTP/1.1\r\nhost: localhost\r\ncontent-type: text/plain\r\ncontent-length: 100\r\n\r\nFie";
    stream.write_all(head.as_bytes()).unwrap();
    let answer = Answer::read(&mut stream);
    assert_eq!((answer.status, answer.problem().as_str()), (408, "slow-body"));
    // One that comes letter by letter.
    let mut stream = service.connect();
    stream.write_all(head.as_bytes()).unwrap();
    let mut drip = stream.try_clone().unwrap();
    let dripping = std::thread::spawn(move || {
        while drip.write_all(b"b").is_ok() {
            std::thread::sleep(Duration::from_millis(100));
        }
    });
    let mut first = [0; 12];
    stream.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 408");
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
    let _ = stream.shutdown(std::net::Shutdown::Both);
    drop(stream);
    dripping.join().unwrap();
}

#[test]
fn a_head_that_does_not_end_is_cut() {
    let service = Service::start(settings());
    let begun = Instant::now();
    let mut stream = service.connect();
    stream
        .write_all(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\nx: ")
        .unwrap();
    // While it waits, others are served.
    assert_eq!(service.get("/healthz").status, 200);
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    // A head without end, and one of too many parts.
    let mut stream = service.connect();
    let _ = stream.write_all(b"GET / HTTP/1.1\r\n");
    for n in 0..10_000 {
        if stream
            .write_all(format!("x-{n}: {}\r\n", "a".repeat(100)).as_bytes())
            .is_err()
        {
            break;
        }
    }
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest);
    assert!(
        rest.is_empty() || rest.starts_with(b"HTTP/1.1 431"),
        "{}",
        String::from_utf8_lossy(&rest)
    );
    assert_eq!(service.get("/healthz").status, 200);
}

#[test]
fn what_takes_too_long_is_given_up() {
    let service = Service::start(Settings {
        timeout: Duration::from_millis(100),
        ..settings()
    });
    let text = example("stroke-es").repeat(2500);
    let answer = service.text("/v1/extract", &text);
    assert_eq!((answer.status, answer.problem().as_str()), (503, "time-limit"));
    assert_eq!(answer.header("retry-after"), Some("1"));
}

/// Many at once, far over what may be under way; gives how many were answered with each status.
fn flood(service: &Service, callers: usize, times: usize, text: &str) -> Vec<(u16, usize)> {
    let counted = std::sync::Mutex::new(std::collections::BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..callers {
            scope.spawn(|| {
                for _ in 0..times {
                    let answer = service.text("/v1/extract", text);
                    if answer.status != 200 {
                        assert_eq!((answer.status, answer.problem().as_str()), (503, "overloaded"));
                        assert_eq!(answer.header("retry-after"), Some("1"));
                    }
                    *counted.lock().unwrap().entry(answer.status).or_default() += 1;
                }
            });
        }
    });
    counted.into_inner().unwrap().into_iter().collect()
}

#[test]
fn more_than_may_be_under_way_is_refused_and_comes_again() {
    let service = Service::start(Settings {
        concurrency: 4,
        ..settings()
    });
    let text = example("stroke-es").repeat(20);
    let counted = flood(&service, 40, 5, &text);
    let of = |status| {
        counted
            .iter()
            .find(|(s, _)| *s == status)
            .map_or(0, |(_, count)| *count)
    };
    assert_eq!(of(200) + of(503), 200, "{counted:?}");
    assert!(of(200) > 0 && of(503) > 0, "{counted:?}");
    // Once it is over, everything goes as before.
    assert_eq!(flood(&service, 2, 10, "Fiebre."), [(200, 20)]);
    let metrics = service.get("/metrics").string();
    assert!(metrics.contains("\nepicrisis_requests_under_way 0\n"), "{metrics}");
}

#[test]
fn bodies_that_are_held_are_bounded() {
    let service = Service::start(Settings {
        max_body: 1 << 20,
        ..settings()
    });
    // Forty who send all but the end of a largest body: more than is held at once.
    let head =
        "POST /v1/extract HTTP/1.1\r\nhost: localhost\r\ncontent-type: text/plain\r\ncontent-length: 1048576\r\n\r\n";
    let mut waiting: Vec<TcpStream> = Vec::new();
    for _ in 0..40 {
        let mut stream = service.connect();
        stream.write_all(head.as_bytes()).unwrap();
        stream.set_write_timeout(Some(Duration::from_secs(5))).unwrap();
        let _ = stream.write_all(&vec![b'a'; (1 << 20) - 1]);
        waiting.push(stream);
    }
    // All were read, and what was too much refused.
    let mut refused = 0;
    for stream in &mut waiting {
        stream.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
        let mut first = [0; 12];
        if stream.read_exact(&mut first).is_ok() {
            assert_eq!(&first, b"HTTP/1.1 503");
            refused += 1;
        }
    }
    assert!((20..=30).contains(&refused), "{refused}");
    drop(waiting);
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(service.text("/v1/extract", &"a".repeat(1 << 20)).status, 200);
}

#[test]
fn one_who_does_not_read_holds_no_more_than_his_share() {
    let service = Service::start(Settings {
        max_body: 1 << 16,
        ..settings()
    });
    let mut stream = service.connect();
    let head = "POST /v1/extract HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-ndjson\r\ntransfer-encoding: chunked\r\n\r\n";
    stream.write_all(head.as_bytes()).unwrap();
    stream.set_write_timeout(Some(Duration::from_millis(500))).unwrap();
    let line = json!({"text": example("stroke-es")}).to_string() + "\n";
    let piece = format!("{:x}\r\n{line}\r\n", line.len());
    // Sends without reading, until it is not listened to any more: what it sends is not read without end.
    let sent = (0..100_000)
        .take_while(|_| stream.write_all(piece.as_bytes()).is_ok())
        .count();
    assert!(sent < 20_000, "{sent}");
    assert_eq!(service.text("/v1/extract", "Fiebre.").status, 200);
}

#[test]
fn no_path_leads_out_of_the_page() {
    let service = Service::start(settings());
    for path in [
        "/assets/../Cargo.toml",
        "/assets/..%2f..%2fCargo.toml",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets//etc/passwd",
        "/assets/app.js%00.css",
        "/assets/%FF",
        "/assets/",
        "//etc/passwd",
        "/../../etc/passwd",
        "/.git/config",
        "/v1/../openapi.json",
        "/v2/extract",
        "/assets/index.html/..",
    ] {
        let answer = service.get(path);
        assert_eq!((answer.status, answer.problem().as_str()), (404, "not-found"), "{path}");
    }
}

#[test]
fn script_in_a_text_or_a_name_stays_text() {
    let service = Service::start(settings());
    let script = "<script>alert(1)</script><img src=x onerror=alert(2)> Niega fiebre.";
    let id = "<script>alert(3)</script>";
    let page = service.post("/v1/extract?format=html", &json!({"id": id, "text": script}));
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    // As much runs as in a page of a harmless text: the page's own.
    let harmless = service
        .post("/v1/extract?format=html", &json!({"id": "a", "text": "Niega fiebre."}))
        .string();
    let live = |page: &str, tag: &str| page.matches(tag).count();
    for tag in ["<script", "<img"] {
        assert_eq!(live(&page.string(), tag), live(&harmless, tag), "{tag}");
    }
    assert!(page.string().contains("&lt;script&gt;") && page.string().contains("&lt;img src=x onerror="));
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("default-src 'none'") && policy.contains("sandbox") && !policy.contains("script-src"));
    let tellings = json!({"tellings": [{"id": id, "text": script}, {"id": "b", "text": script}]});
    let page = service.post("/v1/compare?format=html", &tellings).string();
    assert!(page.contains("&lt;script&gt;") && live(&page, "<script") == 0 && live(&page, "<img") == 0);
    // Anything else is of a type that no browser runs, and says that it is not to be guessed.
    for format in ["json", "text", "brat", "fhir", "phenopacket", "xmi"] {
        let answer = service.post(
            &format!("/v1/extract?format={format}"),
            &json!({"id": id, "text": script}),
        );
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert!(!answer.header("content-type").unwrap().contains("html"), "{format}");
    }
    let refused = service.get("/v1/%3Cscript%3Ealert(1)%3C%2Fscript%3E");
    assert!(!refused.string().contains("script"));
}

#[test]
fn what_was_begun_is_ended() {
    let mut service = Service::start(settings());
    let mut stream = service.connect();
    let text = example("stroke-es").repeat(400);
    let head = format!(
        "POST /v1/extract HTTP/1.1\r\nhost: localhost\r\ncontent-type: text/plain\r\ncontent-length: {}\r\n\r\n",
        text.len()
    );
    let (first, rest) = text.split_at(text.len() / 2);
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(first.as_bytes()).unwrap();
    // Idle connections are no reason to wait.
    let mut idle = service.connect();
    idle.write_all(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .unwrap();
    let mut seen = [0; 15];
    idle.read_exact(&mut seen).unwrap();
    let begun = Instant::now();
    service.tell_to_stop();
    std::thread::sleep(Duration::from_millis(200));
    let refused = TcpStream::connect(service.address);
    assert!(refused.is_err(), "a new connection was taken");
    stream.write_all(rest.as_bytes()).unwrap();
    let answer = Answer::read(&mut stream);
    assert_eq!(answer.status, 200);
    assert!(answer.value()["mentions"].as_array().unwrap().len() > 1000);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}
