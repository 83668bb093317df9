//! `epicrisis serve` as a process: started, refused, told to stop, killed; and `lexicon propose` on what it leaves behind.

#![cfg(feature = "serve")]
#![allow(clippy::unwrap_used, reason = "a helper that fails has failed its test")]

mod common;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use common::run;
use serde_json::{Value, json};

/// A service of its own process, killed where a test forgets it.
struct Service {
    child: Child,
    address: String,
    stderr: BufReader<ChildStderr>,
}

impl Service {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_epicrisis"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        stderr.read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://");
        Self {
            address: address.unwrap_or_else(|| panic!("{line}")).to_owned(),
            child,
            stderr,
        }
    }

    fn with_store(store: &Path) -> Self {
        Self::start(&["--quiet", "--store", store.to_str().unwrap()])
    }

    /// Tells it to stop and waits for it; its exit status, and what it had said.
    #[cfg(unix)]
    fn stop(mut self, signal: &str) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
        let status = self.child.wait().unwrap();
        let mut said = String::new();
        self.stderr.read_to_string(&mut said).unwrap();
        (status.code(), said)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a request; its answer's status and body, where there was one.
fn send(address: &str, method: &str, path: &str, body: &str) -> Option<(u16, String)> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
    .ok()?;
    let mut all = String::new();
    stream.read_to_string(&mut all).ok()?;
    let (head, body) = all.split_once("\r\n\r\n")?;
    // One that was cut in the middle is none.
    let length = head
        .to_lowercase()
        .split("content-length: ")
        .nth(1)?
        .split("\r\n")
        .next()?
        .parse::<usize>()
        .ok()?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    (body.len() == length).then(|| (status, body.to_owned()))
}

fn value(answer: Option<(u16, String)>) -> Value {
    serde_json::from_str(&answer.unwrap().1).unwrap()
}

#[cfg(unix)]
#[test]
fn it_ends_well_when_it_is_told_to_and_ends_what_it_began() {
    let service = Service::start(&[]);
    let text = format!("{{\"text\":\"{}\"}}", "Niega fiebre. Tose mucho. ".repeat(20_000));
    let address = service.address.clone();
    let asking = std::thread::spawn(move || send(&address, "POST", "/v1/extract?id=Doe", &text));
    // Under way, and not yet answered.
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(20) {
        let metrics = send(&service.address, "GET", "/metrics", "").unwrap().1;
        if metrics.contains("\nepicrisis_requests_under_way 1\n") {
            break;
        }
    }
    let (status, said) = service.stop("-TERM");
    assert_eq!(status, Some(0), "{said}");
    let (status, body) = asking.join().unwrap().unwrap();
    assert_eq!(status, 200);
    assert!(body.contains("\"fever\"") && body.ends_with("}\n"));
    // What is told of requests: the place and the time, and nothing of what was sent.
    let of_it = said
        .lines()
        .find(|line| line.contains(" POST /v1/extract 200 "))
        .unwrap();
    assert!(of_it.ends_with("ms") && of_it.starts_with("20"), "{of_it}");
    assert!(
        !said.contains("fiebre") && !said.contains("Doe") && !said.contains('?'),
        "{said}"
    );

    let (status, said) = Service::start(&["--quiet"]).stop("-INT");
    assert_eq!((status, said.as_str()), (Some(0), ""));
}

#[test]
fn it_says_why_it_does_not_start() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, content: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (short, secret) = (file("short", "abc"), file("secret", "0123456789abcdef\n"));
    for (arguments, said) in [
        (vec!["--listen", "0.0.0.0:0"], "--token-file"),
        (vec!["--listen", "0.0.0.0:0", "--token-file", &short], "at least 16"),
        (vec!["--token-file", "/no/such/file"], "/no/such/file"),
        (vec!["--tls-cert", &secret], "--tls-key"),
        (
            vec!["--tls-cert", &secret, "--tls-key", &secret, "--listen", "127.0.0.1:0"],
            "no certificate",
        ),
        (vec!["--store", "/no/such/folder/a.db"], "/no/such/folder/a.db"),
        (
            vec!["--store", &secret, "--listen", "127.0.0.1:0"],
            "cannot be used as a store",
        ),
        (vec!["--lexicon", &secret], "no compiled lexicon"),
        (vec!["--listen", "nowhere"], "127.0.0.1:8080"),
        (vec!["--timeout", "0s"], "1ms"),
        (vec!["--concurrency", "0"], "1..=4096"),
        (vec!["--cors", "*"], "https://example.org"),
        (vec!["--max-body", "9G"], "1G"),
    ] {
        let ran = run([&["serve"], arguments.as_slice()].concat());
        assert_eq!(ran.status, 2, "{arguments:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(said), "{arguments:?}: {}", ran.stderr);
        assert_eq!(ran.stdout, "");
    }
}

#[test]
fn killed_under_load_it_loses_no_correction_that_was_answered() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("checked.db");
    const REVIEWERS: usize = 4;
    // The version of each document that was answered last.
    let answered = Mutex::new([1_i64; REVIEWERS]);
    for round in 0..4 {
        let mut service = Service::with_store(&store);
        if round == 0 {
            for n in 0..REVIEWERS {
                let body = json!({"id": format!("d{n}"), "text": "Niega fiebre. Refiere tos."}).to_string();
                assert_eq!(send(&service.address, "POST", "/v1/documents", &body).unwrap().0, 201);
            }
        }
        let address = service.address.clone();
        std::thread::scope(|scope| {
            for n in 0..REVIEWERS {
                let (address, answered) = (&address, &answered);
                scope.spawn(move || {
                    let path = format!("/v1/documents/d{n}");
                    let Some((_, document)) = send(address, "GET", &path, "") else {
                        return;
                    };
                    let document: Value = serde_json::from_str(&document).unwrap();
                    let mut version = document["version"].as_i64().unwrap();
                    loop {
                        let action = if version % 2 == 0 { "accept" } else { "reject" };
                        let body =
                            json!({"version": version, "reviewer": "Ana", "action": action, "key": "t1"}).to_string();
                        match send(address, "POST", &format!("{path}/corrections"), &body) {
                            Some((200, _)) => version += 1,
                            Some((status, body)) => panic!("{status}: {body}"),
                            None => return,
                        }
                        answered.lock().unwrap()[n] = version;
                    }
                });
            }
            std::thread::sleep(Duration::from_millis(400 + 130 * round));
            // Not told to stop: gone from one moment to the next.
            service.child.kill().unwrap();
            service.child.wait().unwrap();
        });
        drop(service);
        let again = Service::with_store(&store);
        for (n, answered) in answered.lock().unwrap().iter().enumerate() {
            assert!(*answered > 1 + round as i64, "nothing was under way");
            let document = value(send(&again.address, "GET", &format!("/v1/documents/d{n}"), ""));
            let version = document["version"].as_i64().unwrap();
            // One more may have been kept whose answer was cut.
            assert!(
                version == *answered || version == answered + 1,
                "d{n}: {version}, of {answered} that were answered"
            );
            let history = document["history"].as_array().unwrap();
            assert_eq!(history.len() as i64, version - 1);
            assert!(
                history
                    .iter()
                    .zip(2..)
                    .all(|(c, v)| c["version"] == v && c["reviewer"] == "Ana")
            );
        }
    }
}

#[test]
fn what_was_corrected_is_proposed_to_the_lexicon() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("checked.db");
    let service = Service::with_store(&store);
    let body = json!({"id": "a", "text": "Refiere calorazo.", "language": "es"}).to_string();
    send(&service.address, "POST", "/v1/documents", &body).unwrap();
    let add = json!({"version": 1, "reviewer": "Ana", "action": "add", "kind": "finding", "concept": "fever", "start": 8, "end": 16});
    assert_eq!(
        send(
            &service.address,
            "POST",
            "/v1/documents/a/corrections",
            &add.to_string()
        )
        .unwrap()
        .0,
        200
    );
    // The service may go on meanwhile.
    let store = store.to_str().unwrap();
    let ran = run(["lexicon", "propose", "--store", store]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let row = "fever\tFever\tHPO=HP:0001945 ICD-10=R50.9\tcalorazo\t\t\t\t\t\tunchecked: once by Ana\n";
    assert!(ran.stdout.ends_with(row), "{}", ran.stdout);
    let out = folder.path().join("proposed.tsv");
    let ran = run(["lexicon", "propose", "--store", store, "--out", out.to_str().unwrap()]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, "1 row proposed\n"));
    assert!(std::fs::read_to_string(out).unwrap().ends_with(row));
    let ran = run(["lexicon", "propose", "--store", "/no/such.db"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("/no/such.db: no such file"), "{}", ran.stderr);
    assert!(!Path::new("/no/such.db").exists());
}
