//! What a run of a program costs: time, processor time, memory. By what Linux tells in `/proc`; elsewhere 0.

use std::fs;
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

/// What a run has cost.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cost {
    pub(crate) wall: Duration,
    /// Of all its threads.
    pub(crate) processor: Duration,
    /// The most memory it held at once, in bytes.
    pub(crate) memory: u64,
}

/// Runs a program to its end.
///
/// # Errors
/// Where it cannot be started, or ends with a fault.
pub(crate) fn of(command: &mut Command) -> Result<Cost, String> {
    let before = children();
    let began = Instant::now();
    let child = command
        .spawn()
        .map_err(|e| format!("{:?}: {e}", command.get_program()))?;
    let memory = watch(child)?;
    Ok(Cost {
        wall: began.elapsed(),
        processor: children().saturating_sub(before),
        memory,
    })
}

/// The cheapest of some runs: what others did on the machine only ever adds.
pub(crate) fn least(times: usize, mut command: impl FnMut() -> Command) -> Result<Cost, String> {
    let mut best: Option<Cost> = None;
    for _ in 0..times.max(1) {
        let cost = of(&mut command())?;
        let known = best.get_or_insert(cost);
        known.wall = known.wall.min(cost.wall);
        known.processor = known.processor.min(cost.processor);
        known.memory = known.memory.max(cost.memory);
    }
    Ok(best.unwrap_or_default())
}

/// Waits for a program, and says how much memory it had at most.
pub(crate) fn watch(mut child: Child) -> Result<u64, String> {
    let mut most = 0;
    loop {
        most = most.max(memory(child.id(), "VmHWM:"));
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(most),
            Ok(Some(status)) => return Err(format!("the program ended with {status}")),
            Ok(None) => thread::sleep(Duration::from_millis(10)),
            Err(e) => return Err(e.to_string()),
        }
    }
}

/// A line of what Linux tells of a process's memory, in bytes.
pub(crate) fn memory(process: u32, line: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|text| text.strip_prefix(line));
    let kilobytes = line.and_then(|text| text.trim().split(' ').next()?.parse::<u64>().ok());
    kilobytes.unwrap_or_default() << 10
}

/// The processor time of all children that have ended.
fn children() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name, which may hold anything: state, then numbers, of which the 14th and 15th are these.
    let numbers = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: u64 = numbers
        .split_whitespace()
        .skip(13)
        .take(2)
        .filter_map(|ticks| ticks.parse::<u64>().ok())
        .sum();
    // A tick is a hundredth of a second wherever Linux runs today.
    Duration::from_millis(ticks * 10)
}
