//! Many inputs on all cores, in bounded memory, their results in the order of the inputs.

use std::io;

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

/// What is worked on at once: enough for every core, little enough to be held.
const ITEMS: usize = 256;
const BYTES: u64 = 2 << 20;

/// Deep enough for any text: a fault there would end the whole batch.
const STACK: usize = 8 << 20;

/// Does `each` on `threads` (one a core without a number), and gives the results to `take` in order. While some inputs are worked
/// on, the results of those before are taken and the next are read, on the thread that calls.
///
/// `weight` says how many bytes an input holds or will hold.
///
/// # Errors
/// Where `take` fails, which ends it, or where no thread can be started.
pub(crate) fn run<J: Send, T: Send>(
    mut inputs: impl Iterator<Item = J>,
    weight: impl Fn(&J) -> u64,
    threads: Option<u16>,
    each: impl Fn(J) -> T + Sync,
    mut take: impl FnMut(T) -> io::Result<()>,
) -> io::Result<()> {
    let mut pool = Pool::new(threads);
    let mut batch = next(&mut inputs, &weight);
    let mut done = Vec::new();
    while !batch.is_empty() {
        let meanwhile = || {
            done.drain(..).try_for_each(&mut take)?;
            Ok::<_, io::Error>(next(&mut inputs, &weight))
        };
        let (results, upcoming) = pool.each_while(batch, &each, meanwhile)?;
        (done, batch) = (results, upcoming?);
    }
    done.into_iter().try_for_each(take)
}

/// The inputs that are worked on next; none at the end.
pub(crate) fn next<J>(inputs: &mut impl Iterator<Item = J>, weight: impl Fn(&J) -> u64) -> Vec<J> {
    let mut batch = Vec::new();
    let mut bytes = 0_u64;
    while batch.len() < ITEMS && bytes < BYTES {
        let Some(input) = inputs.next() else { break };
        bytes = bytes.saturating_add(weight(&input));
        batch.push(input);
    }
    batch
}

/// The threads that work.
pub(crate) struct Pool {
    threads: Option<u16>,
    /// Made when the first batch has use for it.
    pool: Option<ThreadPool>,
}

impl Pool {
    /// So many threads, one a core without a number.
    pub(crate) fn new(threads: Option<u16>) -> Self {
        Self { threads, pool: None }
    }

    /// Does `each` of a batch; the results are in its order.
    ///
    /// # Errors
    /// Where no thread can be started.
    pub(crate) fn each<J: Send, T: Send>(&mut self, batch: Vec<J>, each: impl Fn(J) -> T + Sync) -> io::Result<Vec<T>> {
        Ok(self.each_while(batch, each, || ())?.0)
    }

    /// The same, and something else on the thread that calls, at the same time.
    fn each_while<J: Send, T: Send, M>(
        &mut self,
        batch: Vec<J>,
        each: impl Fn(J) -> T + Sync,
        meanwhile: impl FnOnce() -> M,
    ) -> io::Result<(Vec<T>, M)> {
        // One document needs no threads, and the programs that call for one notice the time to start them.
        if batch.len() < 2 {
            return Ok((batch.into_iter().map(each).collect(), meanwhile()));
        }
        let pool = match &mut self.pool {
            Some(pool) => pool,
            none => none.insert(start(self.threads)?),
        };
        let mut results = Vec::new();
        let meant = pool.in_place_scope(|scope| {
            scope.spawn(|_| results = batch.into_par_iter().map(&each).collect());
            meanwhile()
        });
        Ok((results, meant))
    }
}

fn start(threads: Option<u16>) -> io::Result<ThreadPool> {
    let builder = ThreadPoolBuilder::new()
        .num_threads(threads.map_or(0, usize::from))
        .stack_size(STACK);
    builder.build().map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_kept_over_batches_and_threads() {
        let mut taken = Vec::new();
        let ended = run(
            0..2_000_u64,
            |_| 10_000,
            Some(3),
            |n| n * 2,
            |n| {
                taken.push(n);
                Ok(())
            },
        );
        assert!(ended.is_ok());
        assert_eq!(taken, (0..2_000).map(|n| n * 2).collect::<Vec<_>>());
    }

    #[test]
    fn what_cannot_be_taken_ends_it() {
        let mut taken = 0;
        let ended = run(
            0..2_000_u64,
            |_| 1,
            None,
            |n| n,
            |_| {
                taken += 1;
                if taken == 5 {
                    Err(io::Error::other("full"))
                } else {
                    Ok(())
                }
            },
        );
        assert!(ended.is_err());
        assert_eq!(taken, 5);
    }
}
