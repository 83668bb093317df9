//! `epicrisis lexicon check --against`: whether the codes exist and name what they should.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use epicrisis_import::{Explanation, Finding, Options, Proof, Reference, Verdict};
use epicrisis_lexicon::LexiconBytes;
use epicrisis_lexicon::compile::compile;
use epicrisis_lexicon::source::{Source, Table};

use super::import::read_all;
use super::{counted, print};
use crate::Ending;
use crate::progress::complain;

/// Looks the codes of a lexicon up, prints what is found, and says how it ended.
pub(super) fn run(sources: &Path, source: &Source, against: &[PathBuf]) -> Ending {
    let mut reference = Reference::default();
    let failed = read_all(against, &Options::default(), &mut |event| reference.take(event));
    if reference.systems().is_empty() {
        complain(&format_args!(
            "no reference could be read; name files or folders of terminologies"
        ));
        return Ending::WrongUsage;
    }
    let (bytes, _) = compile(source);
    let compiled = LexiconBytes::new(&bytes);
    let mut proof = match compiled.lexicon() {
        Ok(lexicon) => reference.prove(source, &lexicon),
        Err(error) => {
            complain(&error);
            return Ending::WrongUsage;
        }
    };
    let explanations = explanations(sources);
    let idle = proof.explain(&explanations.iter().map(|(_, e)| e.clone()).collect::<Vec<_>>());
    let mut idle: String = idle
        .into_iter()
        .filter_map(|at| explanations.get(at))
        .map(|(line, _)| {
            let place = sources.join(EXPLAINED);
            format!(
                "{}:{line}: note[idle-explanation]: it explains nothing that differs\n",
                place.display()
            )
        })
        .collect();
    idle.push_str(&report(sources, &reference, &proof));
    print(&idle);
    if failed || proof.findings.iter().any(|f| f.verdict == Verdict::Missing) {
        Ending::SomeFailed
    } else {
        Ending::Done
    }
}

/// Why a reference may have another name; below the folder of the sources.
const EXPLAINED: &str = "explained.tsv";

/// The explanations of the sources, with their lines; none where there is no such file.
fn explanations(sources: &Path) -> Vec<(u32, Explanation)> {
    let Ok(text) = fs::read_to_string(sources.join(EXPLAINED)) else {
        return Vec::new();
    };
    let mut problems = Vec::new();
    let table = Table::parse(
        EXPLAINED,
        &text,
        &["system", "code", "concept", "named", "why"],
        &mut problems,
    );
    for problem in &problems {
        complain(problem);
    }
    let cell = |row: &epicrisis_lexicon::source::Row<'_>, column| row.get(column).to_owned();
    let rows = table.rows().map(|row| {
        let explanation = Explanation {
            system: cell(&row, "system"),
            code: cell(&row, "code"),
            concept: cell(&row, "concept"),
            named: cell(&row, "named"),
            why: cell(&row, "why"),
        };
        (row.place().line, explanation)
    });
    rows.collect()
}

fn report(sources: &Path, reference: &Reference, proof: &Proof) -> String {
    let mut out = String::new();
    let place = |f: &Finding| sources.join(f.place.to_string()).display().to_string();
    for f in proof.findings.iter().filter(|f| f.verdict == Verdict::Missing) {
        let _ = writeln!(
            out,
            "{}: error[no-such-code]: {} {} of `{}` does not exist",
            place(f),
            f.system,
            f.code,
            f.concept
        );
    }
    for f in proof.findings.iter().filter(|f| f.verdict == Verdict::Differs) {
        let _ = writeln!(
            out,
            "{}: warning[other-name]: {} {} of `{}` ({}) is called `{}`",
            place(f),
            f.system,
            f.code,
            f.concept,
            f.label,
            f.named
        );
    }
    let systems = reference.systems();
    let _ = writeln!(
        out,
        "\n{:<12}{:>8}{:>8}{:>8}{:>10}{:>8}{:>9}{:>9}{:>9}  reference",
        "codes", "all", "same", "close", "explained", "differs", "nameless", "missing", "unknown"
    );
    let mut sums = [0; Verdict::ALL.len()];
    for (system, counts) in proof.totals() {
        let of = match systems.get(system) {
            Some((count, true)) => format!("{count} codes, taken for all"),
            Some((count, false)) => format!("{count} codes, a part"),
            None => "none".to_owned(),
        };
        line(&mut out, system, &counts, &of);
        for (sum, count) in sums.iter_mut().zip(counts) {
            *sum += count;
        }
    }
    line(&mut out, "all", &sums, "");
    let missing = sums[Verdict::Missing as usize];
    let differs = sums[Verdict::Differs as usize];
    let _ = writeln!(
        out,
        "{} that no reference has, {} with another name that nothing explains",
        counted(missing, "code"),
        counted(differs, "code")
    );
    out
}

fn line(out: &mut String, name: &str, counts: &[usize; Verdict::ALL.len()], of: &str) {
    let [same, close, explained, differs, nameless, missing, unknown] = counts;
    let all: usize = counts.iter().sum();
    let _ = writeln!(
        out,
        "{name:<12}{all:>8}{same:>8}{close:>8}{explained:>10}{differs:>8}{nameless:>9}{missing:>9}{unknown:>9}  {of}"
    );
}
