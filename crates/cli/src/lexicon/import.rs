//! `epicrisis lexicon import`: terminologies of the user's own, laid over a lexicon.

use std::fmt::Write;
use std::io::Write as _;
use std::path::Path;

use epicrisis_import::{BadRow, Collection, Dataset, Event, Lang, Options, Stacked, datasets, read, stack};
use epicrisis_lexicon::LexiconBytes;
use epicrisis_lexicon::compile::compile;
use epicrisis_lexicon::source::{Level, Problem, Source, load, load_files};

use super::build::replace;
use super::{check, counted, print};
use crate::Ending;
use crate::args::Import;
use crate::progress::complain;

pub(super) fn run(import: &Import) -> Ending {
    let options = Options {
        format: import.format,
        mapping: import.mapping.clone().unwrap_or_default(),
        language: import.language.as_deref().map(Lang::parse),
        kind: import.kind,
        system: import.system.clone(),
    };
    let mut base = match base(import.base.as_deref()) {
        Ok(base) => base,
        Err(ending) => return ending,
    };
    if let (Some(given), Some(language)) = (&import.language, options.language)
        && !base
            .source
            .languages
            .iter()
            .any(|l| l.read && l.code == language.code())
    {
        complain(&format_args!("--language {given}: the lexicon reads no such language"));
        return Ending::WrongUsage;
    }
    let mut collection = Collection::default();
    let failed = read_all(&import.paths, &options, &mut |event| collection.take(event));
    let counts = collection.counts;
    if collection.entries.is_empty() {
        complain(&format_args!("no row could be read; nothing was written"));
        return Ending::SomeFailed;
    }
    let codes = collection.entries.len();
    let stacked = match &base.compiled {
        Some(compiled) => match compiled.lexicon() {
            Ok(lexicon) => stack(&mut base.source, &lexicon, collection, options.kind),
            Err(error) => {
                complain(&error);
                return Ending::WrongUsage;
            }
        },
        None => stack(
            &mut base.source,
            &epicrisis_builtin::lexicon(),
            collection,
            options.kind,
        ),
    };
    if stacked.known + stacked.joined + stacked.own == 0 {
        complain(&format_args!("no code could be used; nothing was written"));
        print(&summary(codes, &counts, &stacked));
        return Ending::SomeFailed;
    }
    let (bytes, problems) = compile(&base.source);
    // A million rows take seconds to let go of, one by one; the program is about to end.
    std::mem::forget(base);
    let faults: Vec<Problem> = problems.into_iter().filter(|p| p.level == Level::Error).collect();
    if !faults.is_empty() {
        print(&check::report(Path::new(""), &faults, false));
        return Ending::SomeFailed;
    }
    if let Err(error) = replace(&import.out, &bytes) {
        let out = import.out.display();
        complain(&format_args!(
            "{out}: cannot be written: {error}; give another path to --out"
        ));
        return Ending::WrongUsage;
    }
    let mut report = summary(codes, &counts, &stacked);
    let _ = writeln!(report, "{}: {} bytes", import.out.display(), bytes.len());
    print(&report);
    if failed || counts.bad > 0 {
        Ending::SomeFailed
    } else {
        Ending::Done
    }
}

struct Base {
    source: Source,
    /// `None` for the built-in lexicon, which is compiled already.
    compiled: Option<LexiconBytes>,
}

fn base(folder: Option<&Path>) -> Result<Base, Ending> {
    let loaded = match folder {
        Some(folder) => load(folder),
        None => load_files(&epicrisis_builtin::sources()),
    };
    let (source, problems) = loaded.map_err(|error| {
        complain(&format_args!("{error}; name the folder of a lexicon's sources"));
        Ending::WrongUsage
    })?;
    let Some(folder) = folder else {
        return Ok(Base { source, compiled: None });
    };
    let (bytes, more) = compile(&source);
    let faults: Vec<Problem> = problems
        .into_iter()
        .chain(more)
        .filter(|p| p.level == Level::Error)
        .collect();
    if faults.is_empty() {
        let compiled = Some(LexiconBytes::new(&bytes));
        Ok(Base { source, compiled })
    } else {
        print(&check::report(folder, &faults, false));
        complain(&format_args!("{}: correct the errors first", folder.display()));
        Err(Ending::SomeFailed)
    }
}

/// Reads all paths; names what is bad on standard error. Whether a path or a file failed as a whole.
pub(super) fn read_all(
    paths: &[std::path::PathBuf],
    options: &Options,
    take: &mut dyn FnMut(Event) -> Option<BadRow>,
) -> bool {
    let mut failed = false;
    // Many bad rows are many lines, and each is wanted whole.
    let mut stderr = std::io::BufWriter::new(std::io::stderr());
    for path in paths {
        let found = match datasets(path, options) {
            Ok((found, _)) => found,
            Err(error) => {
                complain(&error);
                failed = true;
                continue;
            }
        };
        for dataset in &found {
            let done = one(dataset, options, take, &mut stderr);
            // Where standard error is closed there is nobody left to tell.
            let _ = stderr.flush();
            if let Err(error) = done {
                complain(&error);
                failed = true;
            }
        }
    }
    failed
}

fn one(
    dataset: &Dataset,
    options: &Options,
    take: &mut dyn FnMut(Event) -> Option<BadRow>,
    stderr: &mut dyn std::io::Write,
) -> Result<(), epicrisis_import::ImportError> {
    read(dataset, options, &mut |event| {
        if let Some(bad) = take(event) {
            let _ = writeln!(stderr, "{bad}; skipped");
        }
    })
}

fn summary(codes: usize, counts: &epicrisis_import::Counts, stacked: &Stacked) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{} read, {} bad, {} out of use or of no kind here",
        counted(counts.rows, "row"),
        counts.bad,
        counts.retired
    );
    let _ = writeln!(
        out,
        "{}: {} known, {} joined to a concept of the same name, {} new",
        counted(codes, "code"),
        stacked.known,
        stacked.joined,
        stacked.own
    );
    let _ = writeln!(out, "{} added", counted(stacked.terms, "name"));
    let left: [(usize, &str); 7] = [
        (
            stacked.nameless,
            "codes left out: none of their names can be found in a text",
        ),
        (
            stacked.kindless,
            "codes left out: nothing says what they are; give --kind",
        ),
        (stacked.foreign, "names left out: in a language that is not read here"),
        (
            stacked.untold,
            "names left out: nothing says their language; give --language",
        ),
        (stacked.small, "names left out: one small, general or very short word"),
        (stacked.long, "names left out: too long to be found in a text"),
        (stacked.taken, "names left out: they mean another concept already"),
    ];
    for (count, what) in left.iter().filter(|(count, _)| *count > 0) {
        let _ = writeln!(out, "{count} {what}");
    }
    out
}
