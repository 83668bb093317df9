//! How far it is: on standard error, only on a terminal, only after a second.

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

const PATIENCE: Duration = Duration::from_secs(1);

/// A bar that shows itself only where somebody looks and has begun to wonder.
pub(crate) struct Progress {
    bar: ProgressBar,
    done: Arc<AtomicBool>,
}

impl Progress {
    /// A bar over so many inputs; `None` where their number is not known beforehand.
    pub(crate) fn start(total: Option<u64>) -> Self {
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::hidden());
        let template = match total {
            Some(_) => "{bar:30} {pos}/{len} documents, {per_sec}, {eta} left",
            None => "{spinner} {pos} documents, {per_sec}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        let done = Arc::new(AtomicBool::new(false));
        if io::stderr().is_terminal() {
            let (bar, done) = (bar.clone(), Arc::clone(&done));
            // Not joined: it holds nothing that needs to be let go of, and the process need not wait for it.
            thread::spawn(move || {
                thread::sleep(PATIENCE);
                if !done.load(Ordering::Acquire) {
                    bar.set_draw_target(ProgressDrawTarget::stderr());
                    bar.enable_steady_tick(Duration::from_millis(200));
                }
            });
        }
        Self { bar, done }
    }

    /// One more document is done.
    pub(crate) fn advance(&self) {
        self.bar.inc(1);
    }

    /// Runs what prints, with the bar out of the way.
    pub(crate) fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        self.bar.suspend(print)
    }

    /// Says on standard error that an input failed.
    pub(crate) fn complain(&self, what: &dyn std::fmt::Display) {
        self.aside(|| complain(what));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.done.store(true, Ordering::Release);
        self.bar.finish_and_clear();
    }
}

/// Says on standard error what went wrong.
pub(crate) fn complain(what: &dyn std::fmt::Display) {
    let red = anstyle::AnsiColor::Red.on_default().bold();
    // Where standard error is closed there is nobody left to tell.
    let _ = writeln!(anstream::stderr(), "{red}error:{red:#} {what}");
}
