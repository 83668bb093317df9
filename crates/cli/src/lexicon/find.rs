//! `epicrisis lexicon find`: which concepts a term, an id, a code or a part of a label leads to.

use std::fmt::Write;

use epicrisis_lexicon::{Hit, Lexicon, find};

use super::{counted, print};
use crate::Ending;
use crate::progress::complain;

/// More that only hold the letters than this are counted and not shown.
const MOST: usize = 20;

pub(super) fn run(lexicon: &Lexicon<'static>, query: &str) -> Ending {
    let hits = find(lexicon, query);
    if hits.is_empty() {
        complain(&format_args!(
            "the lexicon names nothing by `{query}`; try a part of the word, or another language"
        ));
        return Ending::SomeFailed;
    }
    let mut out = String::new();
    let exact = hits.iter().filter(|hit| hit.exact).count();
    for hit in hits.iter().take(exact + MOST) {
        show(&mut out, lexicon, hit);
    }
    if hits.len() > exact + MOST {
        let _ = writeln!(
            out,
            "and {} with these letters; say more to see them",
            counted(hits.len() - exact - MOST, "concept")
        );
    }
    print(&out);
    Ending::Done
}

fn show(out: &mut String, lexicon: &Lexicon<'static>, hit: &Hit<'_, '_>) {
    let concept = &hit.concept;
    let bold = anstyle::Style::new().bold();
    let dim = anstyle::Style::new().dimmed();
    let _ = write!(
        out,
        "{bold}{}{bold:#}  {}  {dim}{}{dim:#}",
        concept.id,
        concept.label,
        concept.kind.name()
    );
    for (system, code, checked) in concept.codes() {
        let doubt = if checked { "" } else { "?" };
        let _ = write!(out, "  {system} {code}{doubt}");
    }
    out.push('\n');
    for (at, language) in lexicon.tables().languages.iter().enumerate() {
        if let Some(label) = concept.label_in(at) {
            let _ = writeln!(out, "  {dim}{}{dim:#} {label}", lexicon.str(language.code));
        }
    }
}
