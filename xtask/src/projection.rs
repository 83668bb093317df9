//! How well annotations are carried from one telling to another: the gold drugs of the Spanish cases, carried to the Italian
//! and the English tellings of the same cases and compared with the gold there.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use epicrisis_brat::Standoff;
use epicrisis_extract::Engine;
use epicrisis_record::Span;
use epicrisis_tellings::{Telling, align, project};

/// Where the annotations come from, with the language.
const FROM: (&str, &str) = ("spaccc/es", "es");
/// Where they are carried to.
const TO: [(&str, &str); 2] = [("multicardioner/it", "it"), ("multicardioner/en", "en")];
const LABEL: &str = "MEDICATION";

/// What was carried right, by two measures.
#[derive(Default)]
struct Count {
    gold: usize,
    carried: usize,
    exact: usize,
    /// Gold that something carried overlaps, and carried that some gold overlaps.
    overlapped: [usize; 2],
    lost: usize,
    misses: String,
}

impl Count {
    fn add(&mut self, other: &Self) {
        self.gold += other.gold;
        self.carried += other.carried;
        self.exact += other.exact;
        self.overlapped[0] += other.overlapped[0];
        self.overlapped[1] += other.overlapped[1];
        self.lost += other.lost;
        self.misses.push_str(&other.misses);
    }

    fn f1(&self) -> [f64; 2] {
        let ratio = |n: usize, of: usize| n as f64 / of.max(1) as f64;
        let harmonic = |r: f64, p: f64| if r + p > 0.0 { 2.0 * r * p / (r + p) } else { 0.0 };
        [
            harmonic(ratio(self.exact, self.gold), ratio(self.exact, self.carried)),
            harmonic(
                ratio(self.overlapped[0], self.gold),
                ratio(self.overlapped[1], self.carried),
            ),
        ]
    }
}

/// Measures and prints; with `list`, prints what was carried wrongly, too.
pub(crate) fn run(root: &Path, folder: Option<&str>, list: bool) -> Result<(), String> {
    let gold = folder.map_or_else(|| root.join("../shared/dev"), PathBuf::from);
    if !gold.join(FROM.0).is_dir() {
        println!("no corpora in {}; nothing measured", gold.display());
        return Ok(());
    }
    let engine = Engine::new(epicrisis_builtin::lexicon());
    let mut names: Vec<_> = fs::read_dir(gold.join(FROM.0))
        .map_err(|e| e.to_string())?
        .filter_map(|entry| entry.ok()?.path().file_stem().map(|s| s.to_string_lossy().into_owned()))
        .collect();
    names.sort_unstable();
    names.dedup();
    for to in TO {
        let start = Instant::now();
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let parts: Vec<Result<Count, String>> = std::thread::scope(|scope| {
            let part = |names| {
                scope.spawn({
                    let (gold, engine) = (&gold, &engine);
                    move || some(gold, engine, to, names)
                })
            };
            let running: Vec<_> = names.chunks(names.len().div_ceil(threads).max(1)).map(part).collect();
            let ended = running
                .into_iter()
                .map(|t| t.join().unwrap_or_else(|_| Err("a thread ended badly".to_owned())));
            ended.collect()
        });
        let mut all = Count::default();
        for part in parts {
            all.add(&part?);
        }
        let [exact, overlapping] = all.f1();
        if list {
            print!("{}", all.misses);
        }
        println!(
            "{} to {}: {} pairs, gold {}, carried {}, lost {}; exact F1 {exact:.4}, overlapping F1 {overlapping:.4}; {:.1} s",
            FROM.0,
            to.0,
            names.len(),
            all.gold,
            all.carried,
            all.lost,
            start.elapsed().as_secs_f64()
        );
    }
    Ok(())
}

fn some(gold: &Path, engine: &Engine<'_>, to: (&str, &str), names: &[String]) -> Result<Count, String> {
    let mut count = Count::default();
    for name in names {
        let read = |set: &str, ending: &str| {
            let path = gold.join(set).join(format!("{name}.{ending}"));
            fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))
        };
        let drugs = |set: &str| {
            let mut all = epicrisis_brat::parse(&read(set, "ann")?).map_err(|e| format!("{set}/{name}: {e}"))?;
            all.annotations.retain(|a| a.label == LABEL);
            all.relations.clear();
            Ok::<Standoff, String>(all)
        };
        let (text_a, text_b) = (read(FROM.0, "txt")?, read(to.0, "txt")?);
        let (gold_a, gold_b) = (drugs(FROM.0)?, drugs(to.0)?);
        let a = Telling::read(engine, name, &text_a, Some(FROM.1));
        let b = Telling::read(engine, name, &text_b, Some(to.1));
        let projection = project(&a, &b, &align(&a, &b), &gold_a);
        let hull = |s: &[Span]| Span {
            start: s.first().map_or_else(Default::default, |s| s.start),
            end: s.last().map_or_else(Default::default, |s| s.end),
        };
        let mut own: Vec<Span> = projection.carried.iter().map(|c| hull(&c.stretches)).collect();
        own.sort_unstable();
        own.dedup();
        let theirs: Vec<Span> = gold_b
            .annotations
            .iter()
            .map(epicrisis_brat::Annotation::hull)
            .collect();
        count.gold += theirs.len();
        count.carried += own.len();
        count.lost += projection.lost.len();
        count.exact += theirs.iter().filter(|t| own.contains(t)).count();
        count.overlapped[0] += theirs.iter().filter(|t| own.iter().any(|o| o.overlaps(**t))).count();
        count.overlapped[1] += own.iter().filter(|o| theirs.iter().any(|t| t.overlaps(**o))).count();
        for carried in &projection.carried {
            let span = hull(&carried.stretches);
            if !theirs.contains(&span) {
                let near: Vec<_> = theirs
                    .iter()
                    .filter(|t| t.overlaps(span))
                    .map(|t| b.slice(*t))
                    .collect();
                let source = &gold_a.annotations[carried.annotation];
                let _ = writeln!(
                    count.misses,
                    "- {name} {span} {:.2} `{}` became `{}`, gold {near:?}",
                    carried.confidence,
                    source.text,
                    b.slice(span)
                );
            }
        }
        for lost in &projection.lost {
            let _ = writeln!(count.misses, "- {name} lost `{}`", gold_a.annotations[*lost].text);
        }
        for gold in theirs.iter().filter(|t| own.iter().all(|o| !o.overlaps(**t))) {
            let _ = writeln!(count.misses, "- {name} {gold} missed `{}`", b.slice(*gold));
        }
    }
    Ok(count)
}
