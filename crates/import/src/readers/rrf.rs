//! UMLS, Rich Release Format: `MRCONSO.RRF` and, beside it, `MRSTY.RRF`. A row a concept (CUI), its atoms its names.

use std::collections::HashMap;
use std::path::Path;

use epicrisis_lexicon::ConceptKind;

use super::Out;
use crate::data::{Lang, canonical_code, canonical_system, kind_by_tui};
use crate::input::{ImportError, Input};
use crate::row::{Name, Row};

/// `CUI|LAT|TS|LUI|STT|SUI|ISPREF|AUI|SAUI|SCUI|SDUI|SAB|TTY|CODE|STR|SRL|SUPPRESS|CVF|`
const CONSO: usize = 18;
/// `CUI|TUI|STN|STY|ATUI|CVF|`
const STY: usize = 6;

pub(super) fn read(path: &Path, out: &mut Out<'_>) -> Result<(), ImportError> {
    let mut kinds: HashMap<String, Option<ConceptKind>> = HashMap::new();
    let types = path.with_file_name("MRSTY.RRF");
    if types.exists() {
        rows::<STY>(&types, out, |_, cells, _| {
            let [cui, tui, ..] = cells;
            let kind = kinds.entry(cui.to_owned()).or_default();
            // The first type that is a kind of ours.
            *kind = kind.or_else(|| kind_by_tui(tui));
        })?;
    }
    let umls = canonical_system("UMLS");
    rows::<CONSO>(path, out, |line, cells, out| {
        let (cui, lat, ts, stt, pref) = (cells[0], cells[1], cells[2], cells[4], cells[6]);
        let (sab, code, text, suppress) = (cells[11], cells[13], cells[14], cells[16]);
        if matches!(suppress, "O" | "E" | "Y") {
            return out.retired();
        }
        if text.trim().is_empty() {
            return out.bad(line, format!("an atom of {cui} without a string"));
        }
        if lat.is_empty() {
            return out.bad(line, format!("an atom of {cui} without a language"));
        }
        let kind = kinds.get(cui).copied().flatten();
        if kind.is_none() && !kinds.is_empty() {
            // A type that is no kind of ours (a gene, an organisation) names nothing to be found.
            return out.retired();
        }
        let system = canonical_system(sab);
        let also = if code.is_empty() || code == "NOCODE" {
            Vec::new()
        } else {
            let code = canonical_code(&system, code);
            vec![(system, code)]
        };
        out.row(Row {
            system: umls.clone(),
            code: cui.to_owned(),
            kind,
            names: vec![Name {
                text: text.to_owned(),
                language: Some(Lang::parse(lat)),
                preferred: ts == "P" && stt == "PF" && pref == "Y",
            }],
            also,
            line,
        });
    })
}

fn rows<const N: usize>(
    path: &Path,
    out: &mut Out<'_>,
    mut each: impl FnMut(u64, [&str; N], &mut Out<'_>),
) -> Result<(), ImportError> {
    out.file(path);
    Input::open(path)?.lines(|number, line| {
        let line = match line {
            Ok("") => return,
            Ok(line) => line,
            Err(what) => return out.bad(number, what),
        };
        let mut cells = [""; N];
        let mut count = 0;
        // Each cell ends with a bar, the last one too.
        for cell in line.strip_suffix('|').unwrap_or(line).split('|') {
            if let Some(place) = cells.get_mut(count) {
                *place = cell;
            }
            count += 1;
        }
        if count == N {
            each(number, cells, out);
        } else {
            out.bad(number, format!("{count} cells where the format has {N}"));
        }
    })
}
