//! The cost of a byte does not grow with the text, for texts that are made to break that.
//!
//! `cargo xtask linear` counts instructions, which is exact and takes longer; here a clock must do. What else a machine does only
//! ever adds to a time, so each is the least of some, and one try of several that is quick enough shows that it can be: what
//! grows with the square never is.

mod adversarial;
mod common;

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use common::ENGINE;
use epicrisis_extract::{Engine, Input};

static WITH_MODEL: LazyLock<Engine<'static>> =
    LazyLock::new(|| Engine::new(epicrisis_builtin::lexicon()).with_model(epicrisis_builtin::model(), 0.0));

const BYTES: usize = 40_000;
/// Four times the text may take so many times as long; a square would take sixteen times.
const MOST: u32 = 8;
const TRIES: usize = 12;

/// How long this thread had a processor, where the system tells: what waits for one costs nothing.
fn on_processor() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(told.split(' ').next()?.parse().ok()?))
}

fn least(engine: &Engine<'_>, text: &str) -> Duration {
    let time = || {
        let began = (Instant::now(), on_processor());
        let record = engine.extract(&Input::new("a", text));
        let took = match (began.1, on_processor()) {
            (Some(began), Some(ended)) => ended.saturating_sub(began),
            _ => began.0.elapsed(),
        };
        drop(record);
        took
    };
    (0..3).map(|_| time()).min().unwrap_or_default()
}

fn grows(engine: &Engine<'_>) -> Vec<String> {
    let mut grown = Vec::new();
    for (name, unit) in adversarial::TEXTS {
        let (few, many) = (adversarial::text(unit, BYTES), adversarial::text(unit, 4 * BYTES));
        let times = || (least(engine, &few), least(engine, &many));
        if !(0..TRIES).any(|_| matches!(times(), (few, many) if many < few * MOST)) {
            grown.push(format!("{name}: {:?}", times()));
        }
    }
    grown
}

#[test]
fn with_the_lexicon_alone() {
    assert_eq!(grows(&ENGINE), Vec::<String>::new());
}

#[test]
fn with_a_model() {
    assert_eq!(grows(&WITH_MODEL), Vec::<String>::new());
}

#[test]
fn every_record_of_them_keeps_its_promises() {
    for (name, unit) in adversarial::TEXTS {
        let text = adversarial::text(unit, 20_000);
        for engine in [&*ENGINE, &*WITH_MODEL] {
            if let Err(violation) = engine.extract(&Input::new("a", &text)).check(&text) {
                panic!("{name}: {violation}");
            }
        }
    }
}
