//! `/v1/lexicon`: concepts looked up by their names, and what they are called in each language.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use epicrisis_lexicon::source::load_files;
use epicrisis_lexicon::{ConceptKind, ConceptView, Lexicon, named};
use epicrisis_text::fold_into;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::json::Json;
use crate::problem::Problem;
use crate::query::Query;

/// What is looked for.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct SearchQuery {
    /// A term in any language, a part of a label, an id or a code.
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::wanted"))]
    pub(crate) q: String,
    /// The language whose labels are looked at first, and in which `label` is given; English without.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::language"))]
    pub(crate) language: Option<String>,
    /// Only concepts of this kind.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::kind"))]
    pub(crate) kind: Option<String>,
    /// The most that are answered, up to 200; 20 without.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::limit"))]
    pub(crate) limit: Option<u32>,
}

/// Concepts that were found, the best first.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct SearchAnswer {
    /// The concepts.
    pub(crate) concepts: Vec<ConceptAnswer>,
}

/// A concept of the lexicon.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct ConceptAnswer {
    /// The lexicon's id.
    pub(crate) id: String,
    /// What it is, as mentions name it.
    pub(crate) kind: String,
    /// Its label in the language asked for, else in English.
    pub(crate) label: String,
    /// Its label in each language that has one.
    pub(crate) labels: BTreeMap<String, String>,
    /// Its codes.
    pub(crate) codes: Vec<CodeAnswer>,
    /// The name by which it was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) matched: Option<String>,
    /// Its names in each language; only where one concept was asked for, and its sources are built in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) terms: Option<BTreeMap<String, Vec<String>>>,
}

/// A code of a concept.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct CodeAnswer {
    /// The system's short name.
    pub(crate) system: String,
    /// The code, as the system writes it.
    pub(crate) code: String,
    /// Whether it was checked against a reference.
    pub(crate) checked: bool,
}

/// How many concepts are answered where nobody says.
const USUAL: u32 = 20;
/// How many are answered at most.
pub(crate) const MOST: u32 = 200;
/// The longest that is looked for, in letters: no name is longer.
pub(crate) const LONGEST: usize = 200;

/// The names of all concepts, made ready to be searched; made once, when first needed.
pub(crate) struct Names {
    /// By concept: its id, its labels in the order of the languages, its English label; folded.
    folded: Vec<Box<[String]>>,
    /// The names in the built-in sources, by concept.
    terms: HashMap<String, BTreeMap<String, Vec<String>>>,
}

impl Names {
    fn new(lexicon: &Lexicon<'_>) -> Self {
        let count = lexicon.tables().concepts.len() as u32;
        let folded = (0..count).map(|index| {
            let names = lexicon.concept(index).map(|concept| names(lexicon, &concept));
            names.unwrap_or_default().iter().map(|name| fold(name)).collect()
        });
        Self {
            folded: folded.collect(),
            terms: terms(),
        }
    }
}

fn fold(text: &str) -> String {
    let mut folded = String::new();
    fold_into(text, &mut folded);
    folded
}

/// What a concept is found by: its id with blanks, its labels in the order of the languages, its English label.
fn names(lexicon: &Lexicon<'_>, concept: &ConceptView<'_, '_>) -> Vec<String> {
    let labels = (0..lexicon.tables().languages.len()).map(|l| concept.label_in(l).unwrap_or_default().to_owned());
    std::iter::once(concept.id.replace('-', " "))
        .chain(labels)
        .chain([concept.label.to_owned()])
        .collect()
}

/// The names of the built-in sources by concept and language.
fn terms() -> HashMap<String, BTreeMap<String, Vec<String>>> {
    let Ok((source, _)) = load_files(&epicrisis_builtin::sources()) else {
        return HashMap::new();
    };
    let of_row = |terms: Vec<Vec<epicrisis_lexicon::source::Term>>| {
        let by_language = source
            .languages
            .iter()
            .zip(terms)
            .filter(|(_, terms)| !terms.is_empty());
        by_language
            .map(|(language, terms)| (language.code.clone(), terms.into_iter().map(|t| t.text).collect()))
            .collect()
    };
    source
        .concepts
        .into_iter()
        .map(|row| (row.id, of_row(row.terms)))
        .collect()
}

/// How well a name fits; the smaller the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// A term of the concept has these words, or it is its id or code.
    Named,
    /// The name is this.
    Whole,
    /// The name begins with it.
    Start,
    /// A word of the name begins with it.
    Word,
    /// The name has it somewhere.
    Inside,
}

fn fit(name: &str, wanted: &str) -> Option<Fit> {
    let at = name.find(wanted)?;
    if name.len() == wanted.len() {
        return Some(Fit::Whole);
    }
    if at == 0 {
        return Some(Fit::Start);
    }
    let starts_word = |(at, _): (usize, &str)| !name[..at].ends_with(char::is_alphanumeric);
    let word = name.match_indices(wanted).any(starts_word);
    Some(if word { Fit::Word } else { Fit::Inside })
}

/// Searches.
pub(crate) async fn search(
    State(app): State<Arc<App>>,
    Query(asked): Query<SearchQuery>,
) -> Result<Json<SearchAnswer>, Problem> {
    let language = app.language(asked.language.as_deref())?;
    let kind = asked.kind.as_deref().map(|kind| {
        let names = || ConceptKind::ALL.iter().map(|k| k.name()).collect::<Vec<_>>().join(", ");
        ConceptKind::parse(kind).ok_or_else(|| Problem::unprocessable(format!("`kind` is one of {}", names())))
    });
    let kind = kind.transpose()?;
    if asked.q.is_empty() || asked.q.chars().count() > LONGEST {
        return Err(Problem::unprocessable(format!("`q` has 1 to {LONGEST} letters")));
    }
    let limit = asked.limit.unwrap_or(USUAL);
    if !(1..=MOST).contains(&limit) {
        return Err(Problem::unprocessable(format!("`limit` is from 1 to {MOST}")));
    }
    let admitted = app.gate.admit()?;
    let work = app.clone();
    let found = app.gate.work(move || {
        let found = find(&work, asked.q.trim(), language, kind, limit as usize);
        drop(admitted);
        found
    });
    Ok(Json(SearchAnswer { concepts: found.await? }))
}

fn find(app: &App, query: &str, language: Option<&str>, kind: Option<ConceptKind>, limit: usize) -> Vec<ConceptAnswer> {
    let lexicon = app.engine.lexicon();
    let all = app.names.get_or_init(|| Names::new(lexicon));
    let place = language.and_then(|code| lexicon.language(code));
    let exact = named(lexicon, query);
    let wanted = fold(query);
    if wanted.trim().is_empty() {
        return Vec::new();
    }
    let may_be_code = query.contains(|c: char| c.is_ascii_digit());
    let mut hits: Vec<(Fit, bool, usize, u32, Option<usize>)> = Vec::new();
    for (index, folded) in (0_u32..).zip(&all.folded) {
        if kind.is_some() && lexicon.kind(index) != kind {
            continue;
        }
        let fits = folded
            .iter()
            .enumerate()
            .filter_map(|(at, name)| Some((fit(name, &wanted)?, at)));
        // Of two names that fit as well, the one in the language asked for.
        let own = |at: usize| place.is_some_and(|place| at == place + 1);
        let best = fits.min_by_key(|(fit, at)| (*fit, !own(*at)));
        let is_named = exact.binary_search(&index).is_ok() || (may_be_code && has_code(lexicon, index, query));
        if is_named || best.is_some() {
            let (fit, at) = best.map_or((Fit::Named, None), |(fit, at)| (fit, Some(at)));
            let length = at.map_or(0, |at| folded[at].len());
            let fit = if is_named { Fit::Named } else { fit };
            hits.push((fit, !at.is_some_and(own), length, index, at));
        }
    }
    // Of names that fit as well, the shorter says less beside what was asked.
    hits.sort_unstable();
    hits.truncate(limit);
    let concepts = hits.into_iter().filter_map(|(_, _, _, index, at)| {
        let concept = lexicon.concept(index)?;
        let matched = match at {
            Some(at) => names(lexicon, &concept).into_iter().nth(at)?,
            None => query.to_owned(),
        };
        Some(ConceptAnswer {
            matched: Some(matched),
            ..answer(lexicon, &concept, place)
        })
    });
    concepts.collect()
}

fn has_code(lexicon: &Lexicon<'_>, index: u32, query: &str) -> bool {
    let concept = lexicon.concept(index);
    concept.is_some_and(|c| c.codes().any(|(_, code, _)| code.eq_ignore_ascii_case(query)))
}

fn answer(lexicon: &Lexicon<'_>, concept: &ConceptView<'_, '_>, place: Option<usize>) -> ConceptAnswer {
    let languages = lexicon.tables().languages.iter().enumerate();
    let labels = languages.filter_map(|(at, language)| {
        let label = concept.label_in(at)?;
        Some((lexicon.str(language.code).to_owned(), label.to_owned()))
    });
    let codes = concept.codes().map(|(system, code, checked)| CodeAnswer {
        system: system.to_owned(),
        code: code.to_owned(),
        checked,
    });
    ConceptAnswer {
        id: concept.id.to_owned(),
        kind: concept.kind.name().to_owned(),
        label: place
            .and_then(|at| concept.label_in(at))
            .unwrap_or(concept.label)
            .to_owned(),
        labels: labels.collect(),
        codes: codes.collect(),
        matched: None,
        terms: None,
    }
}

/// What can be asked of one concept.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct ConceptQuery {
    /// The language in which `label` is given; English without.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::language"))]
    pub(crate) language: Option<String>,
}

/// One concept, with all its names.
pub(crate) async fn concept(
    State(app): State<Arc<App>>,
    Query(asked): Query<ConceptQuery>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<ConceptAnswer>, Problem> {
    let unknown = || Problem::not_found("the lexicon has no concept of this id");
    let Path(id) = id.map_err(|_| unknown())?;
    let language = app.language(asked.language.as_deref())?;
    let work = app.clone();
    let found = app.gate.work(move || {
        let lexicon = work.engine.lexicon();
        let concept = lexicon.concept_by_id(&id).and_then(|index| lexicon.concept(index))?;
        let place = language.and_then(|code| lexicon.language(code));
        let names = work.names.get_or_init(|| Names::new(lexicon));
        Some(ConceptAnswer {
            terms: names.terms.get(concept.id).cloned(),
            ..answer(lexicon, &concept, place)
        })
    });
    found.await?.map(Json).ok_or_else(unknown)
}

/// What a concept is called in a language, by the language's place.
pub(crate) fn label<'d>(lexicon: &Lexicon<'d>, id: &str, place: usize) -> Option<&'d str> {
    let concept = lexicon.concept_by_id(id).and_then(|index| lexicon.concept(index))?;
    concept.label_in(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_from_whole_to_somewhere() {
        assert_eq!(fit("fever", "fever"), Some(Fit::Whole));
        assert_eq!(fit("fever of unknown origin", "fever"), Some(Fit::Start));
        assert_eq!(fit("yellow fever", "fever"), Some(Fit::Word));
        assert_eq!(fit("antipyrexial, pyrexia", "pyrexia"), Some(Fit::Word));
        assert_eq!(fit("apyrexia", "pyrexia"), Some(Fit::Inside));
        assert_eq!(fit("cough", "fever"), None);
    }
}
