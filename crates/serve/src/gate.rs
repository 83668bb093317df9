//! How much is done at once: requests let in, cores at work, bytes held. What is over is refused at once and not queued.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::problem::{Problem, ProblemKind};

/// Memory is counted in pieces of so many bytes.
const PIECE: usize = 4096;
/// Bodies of so many times the largest may be held at once.
const BODIES: usize = 16;

/// Lets work in.
#[derive(Debug, Clone)]
pub(crate) struct Gate {
    /// Requests under way or waiting.
    admitted: Arc<Semaphore>,
    /// Batches that are streamed; fewer than requests, so that those never fill the house.
    streams: Arc<Semaphore>,
    /// Documents being read: one a core.
    cores: Arc<Semaphore>,
    /// Bytes of bodies that are held.
    memory: Arc<Semaphore>,
    concurrency: usize,
    /// How long work may take, the wait for a core included.
    time: Duration,
}

/// A request that was let in, until it is dropped.
#[derive(Debug)]
pub(crate) struct Admitted {
    _permits: Vec<OwnedSemaphorePermit>,
}

/// Bytes that a body may hold, until it is dropped.
#[derive(Debug, Default)]
pub(crate) struct Held {
    permit: Option<OwnedSemaphorePermit>,
    pieces: usize,
}

impl Gate {
    pub(crate) fn new(concurrency: usize, max_body: usize, time: Duration) -> Self {
        let cores = cores();
        let pieces = max_body.div_ceil(PIECE).saturating_mul(BODIES);
        let semaphore = |permits: usize| Arc::new(Semaphore::new(permits.clamp(1, Semaphore::MAX_PERMITS)));
        Self {
            admitted: semaphore(concurrency),
            streams: semaphore(concurrency.div_ceil(2)),
            cores: semaphore(cores),
            memory: semaphore(pieces.min(u32::MAX as usize)),
            concurrency,
            time,
        }
    }

    /// Lets a request in, or refuses it at once.
    pub(crate) fn admit(&self) -> Result<Admitted, Problem> {
        let permit = self.admitted.clone().try_acquire_owned().map_err(|_| busy())?;
        Ok(Admitted { _permits: vec![permit] })
    }

    /// Lets a batch in whose answer is streamed.
    pub(crate) fn admit_stream(&self) -> Result<Admitted, Problem> {
        let stream = self.streams.clone().try_acquire_owned().map_err(|_| busy())?;
        let mut admitted = self.admit()?;
        admitted._permits.push(stream);
        Ok(admitted)
    }

    /// How many requests are let in now.
    pub(crate) fn under_way(&self) -> usize {
        self.concurrency.saturating_sub(self.admitted.available_permits())
    }

    /// Bytes of bodies that are held now.
    pub(crate) fn memory_left(&self) -> usize {
        self.memory.available_permits() * PIECE
    }

    /// Lets a body grow to so many bytes, or refuses it at once.
    pub(crate) fn hold(&self, held: &mut Held, bytes: usize) -> Result<(), Problem> {
        let more = bytes.div_ceil(PIECE).saturating_sub(held.pieces);
        if more == 0 {
            return Ok(());
        }
        let count = u32::try_from(more).map_err(|_| busy())?;
        let permit = self.memory.clone().try_acquire_many_owned(count).map_err(|_| busy())?;
        held.pieces += more;
        match &mut held.permit {
            Some(all) => all.merge(permit),
            none => *none = Some(permit),
        }
        Ok(())
    }

    /// Does work that keeps a core busy, when one is free. What takes too long, or whose caller goes away, is left to end, and its
    /// core taken until then.
    ///
    /// # Errors
    /// Where it takes too long, or is at fault.
    pub(crate) async fn work<T, F>(&self, work: F) -> Result<T, Problem>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        let cores = self.cores.clone();
        let done = async move {
            let core = cores.acquire_owned().await.map_err(|_| Problem::internal())?;
            let done = tokio::task::spawn_blocking(move || {
                let done = work();
                drop(core);
                done
            });
            // A panic costs this request alone, and shows nothing of its document.
            done.await.map_err(|_| Problem::internal())
        };
        let late = |_| {
            let detail = format!("more than {:?} (--timeout); send less at once", self.time);
            Problem::new(ProblemKind::TimeLimit, detail)
        };
        tokio::time::timeout(self.time, done).await.map_err(late)?
    }
}

/// How many documents are read at once.
pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

fn busy() -> Problem {
    Problem::new(
        ProblemKind::Overloaded,
        "as many requests are under way as are allowed (--concurrency); try again in a second",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_is_refused_and_room_comes_back() {
        let gate = Gate::new(2, 10_000, Duration::from_secs(1));
        let (one, two) = (gate.admit().unwrap(), gate.admit_stream().unwrap());
        assert_eq!(gate.admit().unwrap_err().kind(), ProblemKind::Overloaded);
        assert_eq!(gate.under_way(), 2);
        drop(one);
        // One of two may be streamed.
        assert_eq!(gate.admit_stream().unwrap_err().kind(), ProblemKind::Overloaded);
        drop(two);
        assert!(gate.admit_stream().is_ok());
        assert_eq!(gate.under_way(), 0);
    }

    #[test]
    fn bytes_held_are_counted_once_and_given_back() {
        let gate = Gate::new(1, 4096, Duration::from_secs(1));
        let all = gate.memory_left();
        let mut held = Held::default();
        gate.hold(&mut held, 1).unwrap();
        gate.hold(&mut held, 4096).unwrap();
        assert_eq!(all - gate.memory_left(), 4096);
        assert_eq!(
            gate.hold(&mut held, all + 1).unwrap_err().kind(),
            ProblemKind::Overloaded
        );
        drop(held);
        assert_eq!(gate.memory_left(), all);
    }
}
