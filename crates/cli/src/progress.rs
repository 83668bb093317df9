//! How far it is: on standard error, only on a terminal, only after a second.

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

const PATIENCE: Duration = Duration::from_secs(1);

/// A bar that shows itself only where somebody looks and has begun to wonder.
pub(crate) struct Progress {
    bar: ProgressBar,
    done: Arc<AtomicBool>,
    /// How many documents are done, where the bar counts bytes.
    documents: Arc<AtomicU64>,
}

impl Progress {
    /// A bar over so many inputs.
    pub(crate) fn start(total: u64) -> Self {
        Self::with(
            Some(total),
            "{bar:30} {pos}/{len} documents, {per_sec}, {eta} left",
            Arc::default(),
        )
    }

    /// A bar over inputs of so many bytes: documents differ too much in size for their number to tell how long it takes, and
    /// how many a table holds nobody knows beforehand. `None` where the inputs do not tell their size, as a pipe does not.
    pub(crate) fn of_bytes(total: Option<u64>) -> Self {
        let template = match total {
            Some(_) => "{bar:30} {percent}% {documents} documents, {rate}/s, {eta} left",
            None => "{spinner} {documents} documents, {rate}/s",
        };
        Self::with(total, template, Arc::default())
    }

    fn with(total: Option<u64>, template: &str, documents: Arc<AtomicU64>) -> Self {
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template(template) {
            let (count, counted) = (Arc::clone(&documents), Arc::clone(&documents));
            let write = |out: &mut dyn std::fmt::Write, number: f64| {
                // What cannot be shown is not missed.
                let _ = write!(out, "{number:.0}");
            };
            bar.set_style(
                style
                    .with_key("documents", move |_: &ProgressState, out: &mut dyn std::fmt::Write| {
                        write(out, count.load(Ordering::Relaxed) as f64);
                    })
                    .with_key("rate", move |state: &ProgressState, out: &mut dyn std::fmt::Write| {
                        let done = counted.load(Ordering::Relaxed) as f64;
                        write(out, done / state.elapsed().as_secs_f64().max(0.001));
                    }),
            );
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
        Self { bar, done, documents }
    }

    /// One more document is done.
    pub(crate) fn advance(&self) {
        self.bar.inc(1);
    }

    /// One more document is done, which took so many bytes of the inputs.
    pub(crate) fn advance_by(&self, bytes: u64) {
        self.documents.fetch_add(1, Ordering::Relaxed);
        self.bar.inc(bytes);
    }

    /// So many bytes of the inputs were done by an earlier call, at a speed that says nothing of this one.
    pub(crate) fn pass_over(&self, bytes: u64) {
        self.bar.set_position(bytes);
        self.bar.reset_eta();
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
