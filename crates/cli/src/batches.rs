//! Many inputs on all cores, in bounded memory, their results in the order of the inputs.

use std::io;

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

/// What is worked on at once: enough for every core, little enough to be held.
const ITEMS: usize = 512;
const BYTES: u64 = 4 << 20;

/// Deep enough for any text: a fault there would end the whole batch.
const STACK: usize = 8 << 20;

/// Does `each` on `threads` (one a core without a number), and gives the results to `take` in order.
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
    // Made when the first batch has use for it.
    let mut pool: Option<ThreadPool> = None;
    loop {
        let mut batch = Vec::new();
        let mut bytes = 0_u64;
        while batch.len() < ITEMS && bytes < BYTES {
            let Some(input) = inputs.next() else { break };
            bytes = bytes.saturating_add(weight(&input));
            batch.push(input);
        }
        let done: Vec<T> = match batch.len() {
            0 => return Ok(()),
            // One document needs no threads, and the programs that call for one notice the time to start them.
            1 => batch.into_iter().map(&each).collect(),
            _ => {
                let pool = match &mut pool {
                    Some(pool) => pool,
                    none => none.insert(start(threads)?),
                };
                pool.install(|| batch.into_par_iter().map(&each).collect())
            }
        };
        done.into_iter().try_for_each(&mut take)?;
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
