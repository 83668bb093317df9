//! SSSOM: mappings. Where they are exact, the subject's label names both codes.

use super::{Out, tabbed};
use crate::data::curie;
use crate::input::{ImportError, Input};
use crate::row::{Name, Row};

pub(super) fn read(input: Input, out: &mut Out<'_>) -> Result<(), ImportError> {
    let mut columns: Option<[Option<usize>; 5]> = None;
    tabbed(input, out, |number, cells, out| {
        let Some([subject, label, predicate, object, other]) = columns else {
            columns = Some(
                [
                    "subject_id",
                    "subject_label",
                    "predicate_id",
                    "object_id",
                    "object_label",
                ]
                .map(|name| cells.iter().position(|c| c.eq_ignore_ascii_case(name))),
            );
            return;
        };
        let cell = |at: Option<usize>| at.and_then(|i| cells.get(i)).copied().unwrap_or_default();
        let exact = matches!(
            cell(predicate),
            "skos:exactMatch" | "oboInOwl:hasDbXref" | "owl:equivalentClass"
        );
        if !exact {
            return;
        }
        let (Some((system, code)), Some(also)) = (curie(cell(subject)), curie(cell(object))) else {
            return out.bad(number, "the subject or the object is no `PREFIX:CODE`");
        };
        let mut names = Vec::new();
        for (text, preferred) in [(cell(label), true), (cell(other), false)] {
            if !text.is_empty() {
                let language = out.or_english();
                names.push(Name {
                    text: text.to_owned(),
                    language,
                    preferred,
                });
            }
        }
        if names.is_empty() {
            return out.bad(number, format!("{code} has no label"));
        }
        // Only what is declared exact is the very same thing.
        let also = if cell(predicate) == "oboInOwl:hasDbXref" {
            Vec::new()
        } else {
            vec![also]
        };
        out.row(Row {
            system,
            code,
            kind: None,
            names,
            also,
            line: number,
        });
    })
}
