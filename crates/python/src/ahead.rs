//! Work done ahead on threads, its results in the order in which it was given.

use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::sync::{Mutex, PoisonError};

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::failure::Refusal;

/// Deep enough for any text: a fault there would end the process.
const STACK: usize = 8 << 20;

/// So many pieces of work a thread are under way: one that is done, one that waits.
const EACH: usize = 2;

/// The lock is never taken: it is what lets Python's threads share the iterator.
enum Result<T> {
    Done(T),
    Coming(Mutex<Receiver<T>>),
}

/// Work under way. The threads are its own and end with it: a process that is forked later has none that are dead.
pub(crate) struct Ahead<T> {
    /// `None` for one thread, which is the caller's.
    pool: Option<ThreadPool>,
    most: usize,
    results: VecDeque<Result<T>>,
}

impl<T: Send + 'static> Ahead<T> {
    /// On so many threads, one a core without a number.
    ///
    /// # Errors
    /// Where threads cannot be started.
    pub(crate) fn new(threads: Option<NonZeroUsize>) -> std::io::Result<Self> {
        let cores = || std::thread::available_parallelism();
        let threads = threads.map_or_else(cores, Ok).map_or(1, NonZeroUsize::get);
        let pool = if threads > 1 {
            let builder = ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK);
            Some(builder.build().map_err(std::io::Error::other)?)
        } else {
            None
        };
        Ok(Self {
            most: if pool.is_some() { EACH * threads } else { 1 },
            pool,
            results: VecDeque::new(),
        })
    }

    /// Whether it should be given more before a result is taken.
    pub(crate) fn has_room(&self) -> bool {
        self.results.len() < self.most
    }

    /// Takes work. It must not panic.
    pub(crate) fn give(&mut self, work: impl FnOnce() -> T + Send + 'static) {
        self.results.push_back(match &self.pool {
            None => Result::Done(work()),
            Some(pool) => {
                let (sender, receiver) = sync_channel(1);
                pool.spawn(move || {
                    // Whoever asked may have gone.
                    let _ = sender.send(work());
                });
                Result::Coming(Mutex::new(receiver))
            }
        });
    }

    /// Whether the next result is there already, so that nobody need wait for it.
    pub(crate) fn is_ready(&mut self) -> bool {
        match self.results.front_mut() {
            Some(Result::Done(_)) => true,
            Some(Result::Coming(receiver)) => {
                match receiver.get_mut().unwrap_or_else(PoisonError::into_inner).try_recv() {
                    Ok(done) => {
                        self.results[0] = Result::Done(done);
                        true
                    }
                    Err(TryRecvError::Empty) => false,
                    Err(TryRecvError::Disconnected) => true,
                }
            }
            None => false,
        }
    }

    /// The result of the oldest work, waited for; `None` where there is no work.
    ///
    /// # Errors
    /// Where the work broke off.
    pub(crate) fn take(&mut self) -> Option<std::result::Result<T, Refusal>> {
        Some(match self.results.pop_front()? {
            Result::Done(done) => Ok(done),
            Result::Coming(receiver) => receiver
                .into_inner()
                .unwrap_or_else(PoisonError::into_inner)
                .recv()
                .map_err(|_| Refusal::Internal {
                    location: "a thread that ended".to_owned(),
                }),
        })
    }
}
