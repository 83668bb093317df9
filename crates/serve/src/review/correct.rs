//! From what a reviewer sends to a correction that can be kept.

use epicrisis_lexicon::Lexicon;
use epicrisis_record::Presence;

use super::state::{Letters, mentions, next_key};
use super::types::{Action, CorrectionRequest};
use crate::problem::Problem;
use crate::store::{Act, Correcting, Kept, Said};

/// The longest name of a reviewer, in letters.
const LONGEST_NAME: usize = 200;

/// A reviewer's name, without the blanks around it.
///
/// # Errors
/// Where it is none.
pub(crate) fn reviewer(name: &str) -> Result<String, Problem> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        let detail =
            format!("`reviewer` has 1 to {LONGEST_NAME} letters, not all blank, none of them a control character");
        return Err(Problem::unprocessable(detail));
    }
    Ok(name.to_owned())
}

/// The correction that a request makes of a document.
///
/// # Errors
/// Where the document has no such mention, no such stretch, or the lexicon no such concept.
pub(crate) fn correction(
    request: &CorrectionRequest,
    reviewer: String,
    kept: &Kept,
    lexicon: &Lexicon<'_>,
) -> Result<Correcting, Problem> {
    let (key, act, before) = match request.action {
        Action::Add => {
            if request.key.is_some() {
                return Err(Problem::unprocessable("a mention that is added has no `key` yet"));
            }
            (next_key(kept), Act::Add, None)
        }
        Action::Accept => existing(request, kept, Act::Accept)?,
        Action::Reject => existing(request, kept, Act::Reject)?,
        Action::Change => existing(request, kept, Act::Change)?,
    };
    let said = said(request, before.as_ref(), kept, lexicon)?;
    if request.action == Action::Change && before.as_ref() == Some(&said) {
        return Err(Problem::unprocessable(
            "`change` changes nothing; `accept` finds a mention right as it is",
        ));
    }
    Ok(Correcting {
        // The store knows both.
        version: 0,
        at: String::new(),
        reviewer,
        act,
        key,
        said: Some(said),
        undone: false,
    })
}

/// The mention that a request names, as it is now.
fn existing(request: &CorrectionRequest, kept: &Kept, act: Act) -> Result<(String, Act, Option<Said>), Problem> {
    let changes = request.kind.is_some()
        || request.concept.is_some()
        || request.presence.is_some()
        || request.start.is_some()
        || request.end.is_some();
    if act != Act::Change && changes {
        let detail = "`accept` and `reject` take a mention as it is; `change` changes it";
        return Err(Problem::unprocessable(detail));
    }
    let key = request
        .key
        .as_deref()
        .ok_or_else(|| Problem::unprocessable("`key` says which mention"))?;
    let now = mentions(kept, None).into_iter().find(|m| m.key == key);
    let now = now.ok_or_else(|| Problem::unprocessable("the document has no mention of this `key`"))?;
    let said = Said {
        kind: now.kind,
        concept: now.concept.map(|c| (c.id, c.label)),
        presence: now.presence,
        start: now.start,
        end: now.end,
    };
    Ok((now.key, act, Some(said)))
}

/// What a mention is after a request.
fn said(
    request: &CorrectionRequest,
    before: Option<&Said>,
    kept: &Kept,
    lexicon: &Lexicon<'_>,
) -> Result<Said, Problem> {
    let needed = |what: &str| Problem::unprocessable(format!("a mention that is added needs {what}"));
    let concept = match &request.concept {
        None => before.and_then(|b| b.concept.clone()),
        Some(None) => None,
        Some(Some(id)) => {
            let known = lexicon.concept_by_id(id).and_then(|index| lexicon.concept(index));
            let known = known.ok_or_else(|| Problem::unprocessable("the lexicon has no concept of this id"))?;
            Some((known.id.to_owned(), known.label.to_owned()))
        }
    };
    let (start, end) = match (request.start, request.end, before) {
        (Some(start), Some(end), _) => (start, end),
        (None, None, Some(before)) => (before.start, before.end),
        (None, None, None) => return Err(needed("`start` and `end`")),
        _ => return Err(Problem::unprocessable("`start` and `end` go together")),
    };
    if start >= end || end > Letters::new(&kept.text).len() {
        let detail = "`start` and `end` are code points of the text, `end` behind the last one";
        return Err(Problem::unprocessable(detail));
    }
    Ok(Said {
        kind: request
            .kind
            .or(before.map(|b| b.kind))
            .ok_or_else(|| needed("a `kind`"))?,
        concept,
        presence: request
            .presence
            .or(before.map(|b| b.presence))
            .unwrap_or(Presence::Present),
        start,
        end,
    })
}
