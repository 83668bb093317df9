//! `epicrisis lexicon check`: what is wrong with the sources, by file and line.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use epicrisis_lexicon::check::check;
use epicrisis_lexicon::source::{self, Level, Problem};

use super::{counted, print, proof};
use crate::Ending;
use crate::progress::complain;

pub(super) fn run(sources: &Path, all: bool, against: &[PathBuf]) -> Ending {
    let (source, mut problems) = match source::load(sources) {
        Ok(loaded) => loaded,
        Err(error) => {
            complain(&format_args!("{error}; name the folder of a lexicon's sources"));
            return Ending::WrongUsage;
        }
    };
    problems.extend(check(&source));
    problems.sort_by(|a, b| (&a.place, a.level, a.code).cmp(&(&b.place, b.level, b.code)));
    problems.dedup();
    print(&report(sources, &problems, all));
    let proven = if against.is_empty() {
        Ending::Done
    } else {
        proof::run(sources, &source, against)
    };
    if problems.iter().any(|problem| problem.level == Level::Error) {
        Ending::SomeFailed
    } else {
        proven
    }
}

/// The problems, one a line, with the path as it can be opened from here; and how many there are.
pub(super) fn report(sources: &Path, problems: &[Problem], all: bool) -> String {
    let mut out = String::new();
    for problem in problems.iter().filter(|problem| all || problem.level != Level::Note) {
        let _ = writeln!(out, "{}", sources.join(problem.to_string()).display());
    }
    let count = |level| problems.iter().filter(|problem| problem.level == level).count();
    let (errors, warnings, notes) = (count(Level::Error), count(Level::Warning), count(Level::Note));
    let hidden = if notes > 0 && !all { " (--all shows them)" } else { "" };
    let _ = writeln!(
        out,
        "{}, {}, {}{hidden}",
        counted(errors, "error"),
        counted(warnings, "warning"),
        counted(notes, "note")
    );
    out
}
