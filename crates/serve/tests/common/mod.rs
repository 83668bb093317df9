//! A service of a test's own, and a client that says exactly what it is told to.

#![allow(dead_code, unreachable_pub, reason = "each test file compiles this for itself and uses its part")]
#![allow(clippy::unwrap_used, reason = "a helper that fails has failed its test")]

pub mod reviewing;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread::JoinHandle;
use std::time::Duration;

use epicrisis_extract::Engine;
use epicrisis_serve::{Server, Settings};
use serde_json::Value;
use tokio::sync::oneshot;

/// A service that runs until it is dropped.
pub struct Service {
    pub address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// What a test starts with: any port of this machine, and nothing on standard error.
pub fn settings() -> Settings {
    Settings {
        log: false,
        ..Settings::at(([127, 0, 0, 1], 0).into())
    }
}

impl Service {
    pub fn start(settings: Settings) -> Self {
        let (stop, stopped) = oneshot::channel();
        let (started, address) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            runtime.block_on(async {
                let engine = Engine::new(epicrisis_builtin::lexicon());
                let server = Server::open(settings, engine).await.unwrap();
                started.send(server.address().unwrap()).unwrap();
                server
                    .serve(async {
                        let _ = stopped.await;
                    })
                    .await;
            });
        });
        Self {
            address: address.recv().unwrap(),
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    /// Tells it to stop, and waits until it has.
    pub fn stop(mut self) {
        self.tell_to_stop();
        self.thread.take().unwrap().join().unwrap();
    }

    pub fn tell_to_stop(&mut self) {
        let _ = self.stop.take().unwrap().send(());
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }

    /// Sends a request with its headers and a body, and reads the answer.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut head = format!("{method} {path} HTTP/1.1\r\n");
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
            head.push_str("host: localhost\r\n");
        }
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("content-length: {}\r\nconnection: close\r\n\r\n", body.len()));
        let mut stream = self.connect();
        stream.write_all(head.as_bytes()).unwrap();
        // One who is refused early need not take it all.
        let _ = stream.write_all(body);
        Answer::read(&mut stream)
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], b"")
    }

    pub fn text(&self, path: &str, text: &str) -> Answer {
        self.send("POST", path, &[("content-type", "text/plain")], text.as_bytes())
    }

    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.json(path, &body.to_string())
    }

    pub fn json(&self, path: &str, body: &str) -> Answer {
        self.send("POST", path, &[("content-type", "application/json")], body.as_bytes())
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.stop.take();
    }
}

/// What was answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    /// Reads an answer to the end of its connection.
    pub fn read(stream: &mut impl Read) -> Self {
        let mut all = Vec::new();
        let mut piece = [0; 8192];
        loop {
            match stream.read(&mut piece) {
                Ok(0) => break,
                Ok(n) => all.extend_from_slice(&piece[..n]),
                // A connection that was cut behind its answer.
                Err(_) if !all.is_empty() => break,
                Err(error) => panic!("no answer: {error}"),
            }
        }
        Self::of(&all).unwrap_or_else(|| panic!("no answer in {:?}", String::from_utf8_lossy(&all)))
    }

    pub fn of(all: &[u8]) -> Option<Self> {
        let end = all.windows(4).position(|w| w == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&all[..end]).to_lowercase();
        let status = head.split(' ').nth(1)?.parse().ok()?;
        let body = &all[end + 4..];
        let body = if head.contains("transfer-encoding: chunked") {
            chunks(body)
        } else {
            body.to_vec()
        };
        Some(Self { status, head, body })
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines();
        lines
            .filter_map(|line| line.split_once(": "))
            .find(|(n, _)| *n == name)
            .map(|(_, value)| value)
    }

    pub fn string(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn value(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.string()))
    }

    /// The kind of the problem, where it is one in good form.
    pub fn problem(&self) -> String {
        assert_eq!(
            self.header("content-type"),
            Some("application/problem+json"),
            "{}",
            self.head
        );
        let value = self.value();
        assert_eq!(value["status"], self.status, "{value}");
        assert!(value["title"].is_string() && value["detail"].is_string(), "{value}");
        let name = value["type"]
            .as_str()
            .and_then(|t| t.strip_prefix("urn:epicrisis:problem:"));
        name.unwrap().to_owned()
    }

    /// Its lines, each as JSON.
    pub fn lines(&self) -> Vec<Value> {
        self.string()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

fn chunks(mut body: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    while let Some(end) = body.windows(2).position(|w| w == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&body[..end]).unwrap(), 16).unwrap();
        let data = &body[end + 2..];
        out.extend_from_slice(&data[..size.min(data.len())]);
        body = data.get(size + 2..).unwrap_or_default();
    }
    out
}

/// A case of the examples, by its name and language.
pub fn example(name: &str) -> String {
    let path = format!("{}/../../examples/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}
