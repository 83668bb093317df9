//! Babelon: translations of an ontology, as of HPO; with the tables of synonyms beside them.

use super::{Out, tabbed};
use crate::data::{Lang, curie};
use crate::input::{ImportError, Input};
use crate::row::{Name, Row};

struct Columns {
    subject: usize,
    value: usize,
    language: Option<usize>,
    predicate: Option<usize>,
    status: Option<usize>,
}

/// What a row translates.
const LABELS: [&str; 2] = ["rdfs:label", "skos:prefLabel"];
const SYNONYMS: [&str; 2] = ["oboInOwl:hasExactSynonym", "skos:altLabel"];

pub(super) fn read(input: Input, out: &mut Out<'_>) -> Result<(), ImportError> {
    let mut columns: Option<Columns> = None;
    // `hp-fr.synonyms.tsv` says its language in its second line.
    let mut table: Option<Lang> = None;
    tabbed(input, out, |number, cells, out| {
        let Some(columns) = &columns else {
            let at = |name: &str| cells.iter().position(|c| c.eq_ignore_ascii_case(name));
            columns = at("subject_id")
                .zip(at("translation_value"))
                .map(|(subject, value)| Columns {
                    subject,
                    value,
                    language: at("translation_language"),
                    predicate: at("predicate_id"),
                    status: at("translation_status"),
                });
            return;
        };
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
        if cell(columns.subject) == "ID" {
            table = cell(columns.value).rsplit_once('@').map(|(_, tag)| Lang::parse(tag));
            return;
        }
        let predicate = columns.predicate.map(&cell);
        let preferred = predicate.is_some_and(|p| LABELS.contains(&p));
        if !preferred && predicate.is_some_and(|p| !SYNONYMS.contains(&p)) {
            // A definition, a comment.
            return;
        }
        if columns.status.map(&cell).is_some_and(|s| s == "NOT_TRANSLATED") {
            return;
        }
        let text = cell(columns.value);
        let Some((system, code)) = curie(cell(columns.subject)) else {
            return out.bad(number, "the subject is no `PREFIX:CODE`");
        };
        if text.is_empty() {
            return out.bad(number, format!("{code} has no translation"));
        }
        let own = columns.language.map(&cell).filter(|t| !t.is_empty()).map(Lang::parse);
        let name = Name {
            text: text.to_owned(),
            language: own.or(table).or(out.options.language),
            preferred,
        };
        out.row(Row {
            system: out.given_system().unwrap_or(system),
            code,
            kind: None,
            names: vec![name],
            also: Vec::new(),
            line: number,
        });
    })
}
