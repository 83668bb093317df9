//! What a person should look at in the language data, beyond what the compiler itself finds.

use std::collections::{BTreeMap, HashMap};

use epicrisis_text::fold_into;

use crate::compile::compile;
use crate::names::Role;
use crate::open::LexiconBytes;
use crate::source::{Level, Place, Problem, Source};
use crate::view::Lexicon;

/// Checks sources: what the compiler finds, and what only a look over all of them shows. Sorted by place.
pub fn check(source: &Source) -> Vec<Problem> {
    let (bytes, mut problems) = compile(source);
    let compiled = LexiconBytes::new(&bytes);
    gaps(source, &mut problems);
    code_forms(source, &mut problems);
    cue_quarrels(source, &mut problems);
    analyte_gaps(source, &mut problems);
    if let Ok(lexicon) = compiled.lexicon() {
        shared_terms(source, &lexicon, &mut problems);
        collisions(source, &lexicon, &mut problems);
    }
    problems.sort_by(|a, b| (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message)));
    problems
}

fn report(problems: &mut Vec<Problem>, level: Level, code: &'static str, place: &Place, message: String) {
    problems.push(Problem {
        level,
        code,
        place: place.clone(),
        message,
    });
}

/// Concepts that a language has no word for.
fn gaps(source: &Source, problems: &mut Vec<Problem>) {
    for row in &source.concepts {
        let missing: Vec<&str> = source
            .languages
            .iter()
            .zip(&row.terms)
            .filter(|(language, terms)| language.read && terms.is_empty())
            .map(|(language, _)| language.code.as_str())
            .collect();
        if !missing.is_empty() {
            let message = format!("`{}` has no word in {}", row.id, missing.join(", "));
            report(problems, Level::Note, "empty-language", &row.place, message);
        }
    }
}

/// Whether a code has the form its system gives to codes; `None` for a system that is not known.
fn well_formed(system: &str, code: &str) -> Option<bool> {
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let numbered = |prefix: &str, len: usize| code.strip_prefix(prefix).is_some_and(|n| n.len() == len && digits(n));
    let bytes = code.as_bytes();
    Some(match system {
        "ICD-10" => {
            let (head, tail) = code.split_once('.').unwrap_or((code, ""));
            head.len() == 3
                && bytes[0].is_ascii_uppercase()
                && digits(&head[1..])
                && tail.is_empty() != code.contains('.')
                && (tail.is_empty() || tail.len() <= 2 && digits(tail))
        }
        "HPO" => numbered("HP:", 7),
        "MONDO" => numbered("MONDO:", 7),
        "UBERON" => numbered("UBERON:", 7),
        "NCBITaxon" => digits(code),
        "MeSH" => code.len() >= 7 && matches!(bytes[0], b'D' | b'C') && digits(&code[1..]),
        "LOINC" => {
            let (number, check) = code.split_once('-').unwrap_or_default();
            digits(number) && luhn(number).is_some_and(|c| check == c.to_string())
        }
        "ATC" => {
            // A, A10, A10B, A10BA, A10BA02.
            let shape = [true, false, false, true, true, false, false];
            matches!(code.len(), 1 | 3 | 4 | 5 | 7)
                && bytes.iter().zip(shape).all(|(b, letter)| {
                    if letter {
                        b.is_ascii_uppercase()
                    } else {
                        b.is_ascii_digit()
                    }
                })
        }
        _ => return None,
    })
}

/// The check digit of a LOINC number (modulus 10).
fn luhn(number: &str) -> Option<u32> {
    let sum: u32 = number
        .chars()
        .rev()
        .enumerate()
        .map(|(i, c)| {
            let digit = c.to_digit(10)? * if i % 2 == 0 { 2 } else { 1 };
            Some(digit / 10 + digit % 10)
        })
        .sum::<Option<u32>>()?;
    Some((10 - sum % 10) % 10)
}

fn code_forms(source: &Source, problems: &mut Vec<Problem>) {
    for row in &source.concepts {
        for code in &row.codes {
            match well_formed(&code.system, &code.code) {
                Some(true) => {}
                Some(false) => {
                    let message = format!("`{}` is not the form of a {} code", code.code, code.system);
                    report(problems, Level::Error, "bad-code", &row.place, message);
                }
                None => {
                    let message = format!("`{}` is no known code system", code.system);
                    report(problems, Level::Error, "unknown-system", &row.place, message);
                }
            }
        }
    }
}

/// One phrase, two roles, in one language.
fn cue_quarrels(source: &Source, problems: &mut Vec<Problem>) {
    let mut seen: HashMap<(usize, String), (Role, &Place)> = HashMap::new();
    for row in &source.cues {
        for phrase in &row.phrases {
            let mut folded = String::new();
            fold_into(&phrase.text, &mut folded);
            match seen.get(&(row.language, folded.clone())) {
                Some((role, first)) if *role != row.role => {
                    let (a, b) = (role.name(), row.role.name());
                    let message = format!("`{}` is `{b}` here and `{a}` at {first}; the first counts", phrase.text);
                    report(problems, Level::Warning, "two-roles", &row.place, message);
                }
                Some(_) => {}
                None => {
                    seen.insert((row.language, folded), (row.role, &row.place));
                }
            }
        }
    }
}

fn analyte_gaps(source: &Source, problems: &mut Vec<Problem>) {
    let analytes: HashMap<&str, &crate::source::AnalyteRow> =
        source.analytes.iter().map(|a| (a.concept.as_str(), a)).collect();
    for row in source
        .concepts
        .iter()
        .filter(|r| r.kind == crate::names::ConceptKind::Measurement)
    {
        if !analytes.contains_key(row.id.as_str()) {
            let message = format!("`{}` has no row in analytes.tsv: no value can be bound to it", row.id);
            report(problems, Level::Warning, "no-analyte", &row.place, message);
        }
    }
    for row in &source.analytes {
        if let (Some(low), Some(high)) = (row.low, row.high)
            && low > high
        {
            report(
                problems,
                Level::Error,
                "bad-range",
                &row.place,
                format!("{low} is more than {high}"),
            );
        }
        if row.canonical.is_some() && !row.units.is_empty() && (row.low.is_none() || row.high.is_none()) {
            let message = format!(
                "`{}` has no plausible range: a bare number cannot be judged",
                row.concept
            );
            report(problems, Level::Note, "no-plausible-range", &row.place, message);
        }
    }
}

/// Terms of the same pivots that name two concepts in one language: only one of them can be found.
fn shared_terms(source: &Source, lexicon: &Lexicon<'_>, problems: &mut Vec<Problem>) {
    let places: HashMap<&str, &Place> = source.concepts.iter().map(|c| (c.id.as_str(), &c.place)).collect();
    let tables = lexicon.tables();
    let mut by_pivots: BTreeMap<Vec<u32>, Vec<(u32, u32)>> = BTreeMap::new();
    for term in tables.terms {
        let mut pivots = lexicon.term_pivots(term).to_vec();
        pivots.sort_unstable();
        by_pivots
            .entry(pivots)
            .or_default()
            .push((term.concept, u32::from(term.languages)));
    }
    for (pivots, terms) in by_pivots.iter().filter(|(_, terms)| terms.len() > 1) {
        let words: Vec<&str> = pivots
            .iter()
            .filter_map(|p| tables.pivots.get(*p as usize))
            .map(|p| lexicon.str(p.name))
            .collect();
        let ids: Vec<&str> = terms
            .iter()
            .filter_map(|(c, _)| lexicon.concept(*c))
            .map(|c| c.id)
            .collect();
        let same_language = terms
            .iter()
            .enumerate()
            .any(|(i, a)| terms[i + 1..].iter().any(|b| a.1 & b.1 != 0));
        let level = if same_language { Level::Warning } else { Level::Note };
        let Some(place) = ids.first().and_then(|id| places.get(id)) else {
            continue;
        };
        let message = format!("the words {} name {}", words.join(" + "), ids.join(" and "));
        report(problems, level, "shared-term", place, message);
    }
}

/// Words of one language that no row ties, that differ by more than their ending, and that fall on one skeleton all the
/// same.
fn collisions(source: &Source, lexicon: &Lexicon<'_>, problems: &mut Vec<Problem>) {
    let tables = lexicon.tables();
    let mut by_pivot: BTreeMap<(u32, usize), Vec<&str>> = BTreeMap::new();
    for form in tables.forms {
        for reading in form.pivots.records(tables.form_pivots) {
            for language in 0..tables.languages.len() {
                if reading.languages >> language & 1 == 1 {
                    by_pivot
                        .entry((reading.pivot, language))
                        .or_default()
                        .push(lexicon.str(form.text));
                }
            }
        }
    }
    let rows = source.words.len() as u32;
    let whole = Place {
        file: "fold.tsv".into(),
        line: 0,
    };
    for ((pivot, language), words) in by_pivot {
        // The pivots of rows come first; their forms were tied by a person.
        if pivot < rows || words.len() < 2 {
            continue;
        }
        let shared = words.iter().skip(1).fold(words[0].len(), |n, w| {
            n.min(w.bytes().zip(words[0].bytes()).take_while(|(a, b)| a == b).count())
        });
        let longest = words.iter().map(|w| w.len()).max().unwrap_or(0);
        if shared + 4 < longest {
            let code = tables.languages.get(language).map_or("", |l| lexicon.str(l.code));
            let message = format!(
                "{} ({code}) are one word to the matcher; where they are not, give them rows in words/",
                words.join(", ")
            );
            report(problems, Level::Note, "skeleton-collision", &whole, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_forms_of_codes() {
        for (system, code, right) in [
            ("ICD-10", "R10.4", true),
            ("ICD-10", "A41", true),
            ("ICD-10", "R10.", false),
            ("ICD-10", "r10.4", false),
            ("HPO", "HP:0002027", true),
            ("HPO", "HP:2027", false),
            ("LOINC", "6690-2", true),
            ("LOINC", "6690-3", false),
            ("ATC", "J01DD04", true),
            ("ATC", "J01D4", false),
            ("NCBITaxon", "562", true),
            ("MeSH", "D015299", true),
        ] {
            assert_eq!(well_formed(system, code), Some(right), "{system} {code}");
        }
        assert_eq!(well_formed("SNOMED", "1"), None);
    }
}
