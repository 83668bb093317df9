//! Tables with a header line.

use std::path::Path;
use std::sync::Arc;

use csv::{ByteRecord, ReaderBuilder};

use super::{Out, coded};
use crate::data::{Lang, canonical_system, columns, kind_by_domain, kind_by_tag, system_by_form};
use crate::input::{ImportError, Input};
use crate::options::{Format, Options};
use crate::row::{Name, Row};

/// Which cell of a row holds what.
pub(crate) struct Columns {
    code: usize,
    labels: Vec<(usize, Option<Lang>)>,
    synonyms: Vec<(usize, Option<Lang>)>,
    language: Option<usize>,
    kind: Option<usize>,
    system: Option<usize>,
    /// The system that the name of the code column says.
    implied: Option<Arc<str>>,
}

/// The name of a column, as it is compared.
fn plain(name: &str) -> String {
    let mut folded = String::new();
    epicrisis_text::fold_into(name.trim().trim_matches('"'), &mut folded);
    folded.replace([' ', '-', '.'], "_")
}

/// The mark between the cells of a header.
fn delimiter(first: &str) -> u8 {
    let count = |mark: char| first.matches(mark).count();
    let best = ['\t', ';', ',', '|'].into_iter().rev().max_by_key(|m| count(*m));
    best.filter(|m| count(*m) > 0).map_or(b',', |m| m as u8)
}

/// Whether a first line is the header of a table that can be read.
pub(crate) fn is_table(first: &str, options: &Options) -> bool {
    let mark = char::from(delimiter(first));
    let names: Vec<&str> = first.split(mark).collect();
    names.len() > 1 && Columns::resolve(&names, options).is_ok()
}

impl Columns {
    /// Finds the columns, as the mapping names them or as tables commonly call them.
    pub(crate) fn resolve(names: &[&str], options: &Options) -> Result<Self, (&'static str, &'static str)> {
        let plain_names: Vec<String> = names.iter().map(|n| plain(n)).collect();
        let at = |name: &str| plain_names.iter().position(|n| *n == plain(name));
        let common = |what: &str| columns(what).find_map(|name| plain_names.iter().position(|n| n == name));
        let mapping = &options.mapping;
        let given = |column: &Option<String>, what: &str| match column {
            Some(name) => at(name),
            None => common(what),
        };
        let code = given(&mapping.code, "code").ok_or(("codes", "code=COLUMN"))?;
        let several = |list: &[(String, Option<Lang>)], option| {
            let found: Option<Vec<_>> = list.iter().map(|(name, lang)| Some((at(name)?, *lang))).collect();
            found.ok_or(("names", option))
        };
        let mut labels = several(&mapping.labels, "label=COLUMN")?;
        let mut synonyms = several(&mapping.synonyms, "synonyms=COLUMN")?;
        if labels.is_empty() {
            // `es`, `label_es`, `name.fr`.
            for (i, name) in plain_names.iter().enumerate().filter(|(i, _)| *i != code) {
                let (what, tag) = name.rsplit_once('_').unwrap_or(("label", name));
                if !Lang::is_tag(tag) {
                    continue;
                }
                if columns("label").any(|n| n == what) {
                    labels.push((i, Some(Lang::parse(tag))));
                } else if columns("synonyms").any(|n| n == what) {
                    synonyms.push((i, Some(Lang::parse(tag))));
                }
            }
            if labels.is_empty() {
                let label = columns("label").find_map(|n| plain_names.iter().position(|p| p == n));
                labels.extend(label.filter(|l| *l != code).map(|l| (l, None)));
            }
        }
        if mapping.synonyms.is_empty() && synonyms.is_empty() {
            synonyms.extend(common("synonyms").map(|s| (s, None)));
        }
        if labels.is_empty() && synonyms.is_empty() {
            return Err(("names", "label=COLUMN"));
        }
        let implied = ["orphanumber", "loinc_num"]
            .into_iter()
            .find(|n| plain_names.get(code).is_some_and(|p| p == n))
            .map(|n| canonical_system(if n == "loinc_num" { "LOINC" } else { "Orphanet" }));
        Ok(Self {
            code,
            labels,
            synonyms,
            language: given(&mapping.language, "language"),
            kind: given(&mapping.kind, "kind"),
            system: given(&mapping.system, "system"),
            implied,
        })
    }

    /// The system of the rows that do not say theirs.
    pub(crate) fn default_system<'c>(
        &self,
        given: Option<Arc<str>>,
        codes: impl Iterator<Item = &'c str>,
    ) -> Option<Arc<str>> {
        given
            .or_else(|| self.implied.clone())
            .or_else(|| system_by_form(codes).map(canonical_system))
    }

    /// Whether each row says its system.
    pub(crate) fn says_system(&self) -> bool {
        self.system.is_some()
    }

    /// The cell of the code.
    pub(crate) fn code(&self) -> usize {
        self.code
    }

    /// The row of some cells.
    pub(crate) fn row<'c>(
        &self,
        cell: impl Fn(usize) -> &'c str,
        system: Option<&Arc<str>>,
        line: u64,
        out: &mut Out<'_>,
    ) {
        let code = cell(self.code).trim();
        let filled = |at: Option<usize>| at.map(|i| cell(i).trim()).filter(|c| !c.is_empty());
        let own = filled(self.system).map(canonical_system);
        let Some(system) = own.as_ref().or(system) else {
            return out.bad(line, "no code system");
        };
        if code.is_empty() {
            return out.bad(line, "no code");
        }
        let said = filled(self.kind);
        let kind = said.and_then(|k| kind_by_tag(k).or_else(|| kind_by_domain(k)));
        if let (Some(said), None) = (said, kind) {
            return out.bad(line, format!("`{said}` is no kind"));
        }
        let language = out.language(filled(self.language));
        let mut names = Vec::new();
        for (i, own) in &self.labels {
            let text = cell(*i).trim();
            if !text.is_empty() {
                names.push(Name::preferred(text, own.or(language)));
            }
        }
        for (i, own) in &self.synonyms {
            let parts = cell(*i).split(['|', ';']).map(str::trim).filter(|t| !t.is_empty());
            names.extend(parts.map(|text| Name::synonym(text, own.or(language))));
        }
        if names.is_empty() {
            return out.bad(line, "no name");
        }
        let (system, code) = coded(system, code);
        out.row(Row {
            system,
            code,
            kind,
            names,
            also: Vec::new(),
            line,
        });
    }
}

pub(super) fn read(mut input: Input, out: &mut Out<'_>) -> Result<(), ImportError> {
    let (head, utf8) = input.head()?;
    let path = input.path.clone();
    // Lines before the header may be comments.
    let skip: usize = head
        .lines()
        .take_while(|l| l.starts_with('#') || l.trim().is_empty())
        .count();
    let first = head.lines().nth(skip).unwrap_or_default();
    let mark = delimiter(first);
    if utf8 {
        rows(&head, skip, mark, input.reader(), &path, out)
    } else {
        let text = input.text(Format::Csv)?;
        rows(&text, skip, mark, text.as_bytes(), &path, out)
    }
}

fn builder(mark: u8) -> ReaderBuilder {
    let mut builder = ReaderBuilder::new();
    // Tab-separated files seldom quote, and have quotation marks of their own.
    builder
        .delimiter(mark)
        .quoting(mark != b'\t')
        .flexible(true)
        .has_headers(false);
    builder
}

fn rows(
    head: &str,
    skip: usize,
    mark: u8,
    mut bytes: impl std::io::BufRead,
    path: &Path,
    out: &mut Out<'_>,
) -> Result<(), ImportError> {
    let mut line = Vec::new();
    for _ in 0..skip {
        line.clear();
        bytes
            .read_until(b'\n', &mut line)
            .map_err(|e| ImportError::io(path, e))?;
    }
    let mut reader = builder(mark).from_reader(bytes);
    let mut record = ByteRecord::new();
    let bad_header = |e: csv::Error| ImportError::malformed(path, Format::Csv, e.to_string());
    reader.read_byte_record(&mut record).map_err(bad_header)?;
    let names: Vec<String> = record.iter().map(|c| String::from_utf8_lossy(c).into_owned()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let columns = Columns::resolve(&names, out.options).map_err(|(what, option)| ImportError::Column {
        path: path.to_owned(),
        what,
        option,
    })?;
    let sample = sample(head, skip, mark, columns.code());
    let system = columns.default_system(out.given_system(), sample.iter().map(String::as_str));
    if system.is_none() && !columns.says_system() {
        return Err(ImportError::NoSystem(path.to_owned()));
    }
    let width = names.len();
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(e) => return Err(ImportError::malformed(path, Format::Csv, e.to_string())),
        }
        let line = record.position().map_or(0, csv::Position::line) + skip as u64;
        if record.len() != width {
            out.bad(line, format!("{} cells where the header names {width}", record.len()));
            continue;
        }
        let cells: Result<Vec<&str>, _> = record.iter().map(std::str::from_utf8).collect();
        match cells {
            Ok(cells) => columns.row(
                |i| cells.get(i).copied().unwrap_or_default(),
                system.as_ref(),
                line,
                out,
            ),
            Err(_) => out.bad(line, "the row is not UTF-8"),
        }
    }
}

/// The first codes of a table.
fn sample(head: &str, skip: usize, mark: u8, column: usize) -> Vec<String> {
    let start: usize = head.split_inclusive('\n').take(skip + 1).map(str::len).sum();
    let mut reader = builder(mark).from_reader(head.get(start..).unwrap_or_default().as_bytes());
    let records = reader.byte_records().flatten().take(200);
    let codes = records.filter_map(|r| r.get(column).map(|c| String::from_utf8_lossy(c).into_owned()));
    codes.filter(|c| !c.is_empty()).collect()
}
