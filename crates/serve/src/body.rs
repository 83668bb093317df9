//! Bodies, read within their limits: of size, of time, and of the memory that all of them share.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, header};
use bytes::{Buf, Bytes, BytesMut};
use http_body_util::BodyExt;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::time::{Instant, timeout, timeout_at};

use crate::gate::{Gate, Held};
use crate::problem::{Problem, ProblemKind};

/// A client that sends nothing for so long is not waited for.
const SILENCE: Duration = Duration::from_secs(10);
/// What is left of a refused body is read and thrown away for so long, so that the refusal can be read: closing the connection
/// under a client that is still sending would take the answer from it.
const DRAIN: Duration = Duration::from_secs(3);

/// What bodies are held to.
#[derive(Debug, Clone)]
pub(crate) struct Limits {
    /// The largest body or line, in bytes.
    pub(crate) size: usize,
    /// How long a body may take to come.
    pub(crate) time: Duration,
}

/// A body that was read, and the memory it is allowed.
#[derive(Debug)]
pub(crate) struct Whole {
    pub(crate) bytes: Vec<u8>,
    /// Kept until the work on the body is done.
    pub(crate) held: Held,
}

/// Reads all of a body.
///
/// # Errors
/// Where it is too large, comes too slowly, or too much is held already.
pub(crate) async fn whole(headers: &HeaderMap, mut body: Body, limits: &Limits, gate: &Gate) -> Result<Whole, Problem> {
    let mut whole = Whole {
        bytes: Vec::new(),
        held: Held::default(),
    };
    let stated = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|v| v.to_str().ok()?.parse::<u64>().ok());
    if stated.is_some_and(|length| length > limits.size as u64) {
        drain(body);
        return Err(too_large(limits.size));
    }
    let end = Instant::now() + limits.time;
    loop {
        let until = end.min(Instant::now() + SILENCE);
        let frame = timeout_at(until, body.frame()).await.map_err(|_| slow())?;
        let Some(frame) = frame else { return Ok(whole) };
        let Ok(frame) = frame else { return Err(broken()) };
        let Ok(data) = frame.into_data() else { continue };
        let length = whole.bytes.len() + data.len();
        let fits = if length > limits.size {
            Err(too_large(limits.size))
        } else {
            gate.hold(&mut whole.held, length)
        };
        if let Err(problem) = fits {
            drain(body);
            return Err(problem);
        }
        whole.bytes.extend_from_slice(&data);
    }
}

/// Reads what is left and throws it away, for a while.
fn drain(mut body: Body) {
    tokio::spawn(timeout(
        DRAIN,
        async move { while let Some(Ok(_)) = body.frame().await {} },
    ));
}

fn too_large(limit: usize) -> Problem {
    let detail = format!("more than {limit} bytes, which is the most that is read (--max-body); part it");
    Problem::new(ProblemKind::TooLarge, detail)
}

fn slow() -> Problem {
    Problem::new(
        ProblemKind::SlowBody,
        "send the body at once, or the batch in smaller parts",
    )
}

fn broken() -> Problem {
    Problem::bad_request("the body broke off")
}

/// A line of a body, and the room it takes until it is done.
#[derive(Debug)]
pub(crate) struct Line {
    /// Counted from 1, empty lines too.
    pub(crate) number: u64,
    /// Without its end; a problem where it is too long or did not come.
    pub(crate) bytes: Result<Bytes, Problem>,
    _room: Option<OwnedSemaphorePermit>,
}

/// Reads the lines of a body ahead of those who work on them, as far as one largest body goes.
///
/// So one who sends a whole batch before reading any answer is served as long as the batch is no larger than a body may be, and
/// one who reads while sending may send without end.
pub(crate) fn lines(body: Body, limits: &Limits) -> mpsc::UnboundedReceiver<Line> {
    let (sender, receiver) = mpsc::unbounded_channel();
    let size = limits.size;
    tokio::spawn(async move {
        let room = Arc::new(Semaphore::new(size.clamp(1, Semaphore::MAX_PERMITS)));
        let mut reader = Reader {
            body,
            size,
            room,
            sender,
            buffer: BytesMut::new(),
            number: 1,
            skipping: false,
        };
        reader.all().await;
    });
    receiver
}

struct Reader {
    body: Body,
    size: usize,
    room: Arc<Semaphore>,
    sender: mpsc::UnboundedSender<Line>,
    /// What has come of the line that has not ended.
    buffer: BytesMut,
    number: u64,
    /// Whether the rest of the line is thrown away.
    skipping: bool,
}

impl Reader {
    /// Reads until the end, or until nobody listens.
    async fn all(&mut self) {
        loop {
            // While there is no room for more nobody is to blame, and the clock stands still.
            let frame = tokio::select! {
                frame = timeout(SILENCE, self.body.frame()) => frame,
                () = self.sender.closed() => return,
            };
            let frame = match frame {
                Err(_) => return self.fault(slow()),
                Ok(Some(Err(_))) => return self.fault(broken()),
                Ok(Some(Ok(frame))) => frame,
                Ok(None) => {
                    let rest = self.buffer.split().freeze();
                    let _ = self.line(rest).await;
                    return;
                }
            };
            let Ok(mut data) = frame.into_data() else { continue };
            while let Some(at) = data.iter().position(|b| *b == b'\n') {
                self.buffer.extend_from_slice(&data[..at]);
                data.advance(at + 1);
                let line = self.buffer.split().freeze();
                if !self.line(line).await {
                    return;
                }
            }
            if !self.skipping {
                self.buffer.extend_from_slice(&data);
            }
            if self.buffer.len() > self.size {
                // Told now; what is left of it is not kept.
                self.buffer.clear();
                self.skipping = true;
                self.fault(too_large(self.size));
            }
        }
    }

    fn fault(&self, problem: Problem) {
        let line = Line {
            number: self.number,
            bytes: Err(problem),
            _room: None,
        };
        let _ = self.sender.send(line);
    }

    /// Passes a line on as soon as there is room; whether somebody still listens.
    async fn line(&mut self, bytes: Bytes) -> bool {
        let number = self.number;
        self.number += 1;
        if std::mem::take(&mut self.skipping) || bytes.trim_ascii().is_empty() {
            return true;
        }
        if bytes.len() > self.size {
            self.number = number;
            self.fault(too_large(self.size));
            self.number += 1;
            return true;
        }
        let permits = bytes.len().min(u32::MAX as usize) as u32;
        let room = tokio::select! {
            room = self.room.clone().acquire_many_owned(permits) => room.ok(),
            () = self.sender.closed() => return false,
        };
        let line = Line {
            number,
            bytes: Ok(bytes),
            _room: room,
        };
        self.sender.send(line).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read(text: &'static str, size: usize) -> Vec<(u64, Result<String, ProblemKind>)> {
        let limits = Limits {
            size,
            time: Duration::from_secs(1),
        };
        let mut lines = lines(Body::from(text), &limits);
        let mut all = Vec::new();
        while let Some(line) = lines.recv().await {
            let text = line.bytes.map(|b| String::from_utf8_lossy(&b).into_owned());
            all.push((line.number, text.map_err(|p| p.kind())));
        }
        all
    }

    #[tokio::test]
    async fn lines_are_numbered_and_one_too_long_costs_itself_alone() {
        let ok = |number, text: &str| (number, Ok(text.to_owned()));
        assert_eq!(read("a\n\nbc\r\n\nd", 8).await, [ok(1, "a"), ok(3, "bc\r"), ok(5, "d")]);
        let long = read("a\n123456789\nb\n123456789", 4).await;
        let too_long = |number| (number, Err(ProblemKind::TooLarge));
        assert_eq!(long, [ok(1, "a"), too_long(2), ok(3, "b"), too_long(4)]);
        assert_eq!(read("", 4).await, []);
    }
}
