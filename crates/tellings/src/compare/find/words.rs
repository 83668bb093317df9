//! Words that are odd for their place, and words that were not translated.

use epicrisis_record::{Kind, Span};

use crate::compare::cell::Item;
use crate::compare::fault::Fault;
use crate::compare::scene::{Note, Scene};

/// A sentence of so few words that each counts, though nothing in it is known.
const SHORT: usize = 3;
/// How much two words of two languages have in common that are one.
const COGNATE: f64 = 0.7;
/// How much a false friend has in common with its like.
const REMINISCENT: f64 = 0.4;
/// So many letters may an ending have.
const ENDING: usize = 3;

pub(in crate::compare) fn find(scene: &mut Scene<'_, '_>) {
    for row in 0..scene.cells.len() {
        if scene.present[row].len() > 1 {
            odd(scene, row);
            short(scene, row);
        }
    }
    untranslated(scene);
}

/// How much two spellings have in common, from 0 to 1: vowels and endings differ, the frame of consonants stays.
pub(super) fn in_common(a: &str, b: &str) -> f64 {
    let letters = |word: &str| -> Vec<char> { epicrisis_text::fold(word).as_str().chars().collect() };
    let (a, b) = (letters(a), letters(b));
    let mut last = vec![0_usize; b.len() + 1];
    // The longest common subsequence.
    for x in &a {
        let mut before = 0;
        for (j, y) in b.iter().enumerate() {
            let kept = last[j + 1];
            last[j + 1] = if x == y { before + 1 } else { last[j + 1].max(last[j]) };
            before = kept;
        }
    }
    let common = last.last().copied().unwrap_or_default();
    if a.len().min(b.len()) < 4 && a != b {
        return 0.0;
    }
    common as f64 / a.len().max(b.len()).max(1) as f64
}

/// Whether two spellings may be one word of two languages.
fn is_cognate(a: &str, b: &str) -> bool {
    in_common(a, b) >= COGNATE
}

/// Whether one spelling may have come to mind for the other.
fn is_reminiscent(a: &str, b: &str) -> bool {
    in_common(a, b) >= REMINISCENT
}

/// Whether two spellings are one but for their endings.
fn is_inflected(a: &str, b: &str) -> bool {
    let (a, b) = (epicrisis_text::fold(a), epicrisis_text::fold(b));
    let (a, b) = (a.as_str(), b.as_str());
    let alike = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    alike > ENDING && alike + ENDING >= a.chars().count().max(b.chars().count())
}

/// Whether two spellings begin with the same four letters.
fn begin_alike(a: &str, b: &str) -> bool {
    let (a, b) = (epicrisis_text::fold(a), epicrisis_text::fold(b));
    let (a, b) = (a.as_str().as_bytes(), b.as_str().as_bytes());
    a.len() >= 4 && b.len() >= 4 && a[..4] == b[..4]
}

/// So many letters at the beginning make one word of two (*trabeculación*, *trabecole*).
const STEM: usize = 6;
/// So many consonants do (*tumoración*, *tumour*), where one has no other.
const FRAME: usize = 3;

/// Whether two spellings are forms of one word, though the lexicon has them apart: a noun and its adjective or verb.
fn is_derived(a: &str, b: &str) -> bool {
    let (a, b) = (epicrisis_text::fold(a), epicrisis_text::fold(b));
    let (a, b) = (a.as_str(), b.as_str());
    let alike = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let frame = |word: &str| word.chars().filter(|c| !"aeiouy".contains(*c)).collect::<String>();
    let (x, y) = (frame(a), frame(b));
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    alike >= STEM || alike > 0 && short.chars().count() >= FRAME && long.starts_with(&short)
}

struct Word<'s> {
    item: Item,
    letters: &'s str,
}

fn words<'s>(scene: &Scene<'_, 's>, row: usize, t: usize) -> Vec<Word<'s>> {
    let telling = &scene.tellings[t];
    let mut out: Vec<Word<'s>> = Vec::new();
    for item in &scene.cells[row][t].words {
        let mut item = *item;
        // `pré-acral` is one word, known by its last part.
        if let Some(last) = out.last() {
            let between = Span {
                start: last.item.span.end,
                end: item.span.start,
            };
            if matches!(telling.slice(between), "-" | "\u{2010}" | "\u{2011}") {
                item.span.start = last.item.span.start;
                out.pop();
            }
        }
        out.push(Word {
            item,
            letters: telling.slice(item.span),
        });
    }
    out
}

/// Whether a telling has the like of a word in or beside a row: its pivot, its concept or its letters.
fn is_supported(scene: &Scene<'_, '_>, row: usize, t: usize, word: &Word<'_>, u: usize) -> bool {
    let concept = word
        .item
        .mention
        .and_then(|m| scene.tellings[t].record().mentions[m].concept_id());
    if word.item.pivot.is_some_and(|p| scene.has_pivot(u, row, p))
        || concept.is_some_and(|id| scene.has_concept(u, row, id))
    {
        return true;
    }
    // Of words that a hyphen joins the others know the parts.
    let joined = word.letters.chars().any(|c| !c.is_alphanumeric());
    let cell = &scene.cells[row][u];
    if joined && scene.tellings[u].slice(cell.span).contains(word.letters) {
        return true;
    }
    cell.words.iter().any(|other| {
        let unknown = word.item.pivot.is_none() || other.pivot.is_none();
        let letters = scene.tellings[u].slice(other.span);
        unknown && is_cognate(word.letters, letters) || is_derived(word.letters, letters)
    })
}

/// What stands beside a word: what both tellings know of it.
#[derive(PartialEq, Clone, Debug)]
enum Beside {
    Edge,
    Pivot(u32),
    Concept(String),
    Unknown,
}

fn beside(scene: &Scene<'_, '_>, t: usize, words: &[Word<'_>], at: Option<usize>) -> Vec<Beside> {
    let Some(at) = at.filter(|at| *at < words.len()) else {
        return vec![Beside::Edge];
    };
    let item = words[at].item;
    let mut out: Vec<Beside> = item.pivot.map(Beside::Pivot).into_iter().collect();
    let concept = item
        .mention
        .and_then(|m| scene.tellings[t].record().mentions[m].concept_id());
    out.extend(concept.map(|id| Beside::Concept(id.to_owned())));
    if out.is_empty() {
        out.push(Beside::Unknown);
    }
    out
}

/// How many of the neighbours of two words are alike, in whatever order.
fn flanks(
    scene: &Scene<'_, '_>,
    (t, a, i): (usize, &[Word<'_>], usize),
    (u, b, j): (usize, &[Word<'_>], usize),
) -> usize {
    let own = [beside(scene, t, a, i.checked_sub(1)), beside(scene, t, a, Some(i + 1))];
    let other = [beside(scene, u, b, j.checked_sub(1)), beside(scene, u, b, Some(j + 1))];
    let alike = |x: &Vec<Beside>, y: &Vec<Beside>| x.iter().any(|x| *x != Beside::Unknown && y.contains(x));
    let straight = usize::from(alike(&own[0], &other[0])) + usize::from(alike(&own[1], &other[1]));
    let crossed = usize::from(alike(&own[0], &other[1])) + usize::from(alike(&own[1], &other[0]));
    straight.max(crossed)
}

/// A word that stands where the others agree on another.
fn odd(scene: &mut Scene<'_, '_>, row: usize) {
    let present = scene.present[row].clone();
    let all: Vec<Vec<Word<'_>>> = (0..scene.tellings.len()).map(|t| words(scene, row, t)).collect();
    let kind = |t: usize, item: &Item| item.mention.map(|m| scene.tellings[t].record().mentions[m].kind);
    let clinical = |t: usize, item: &Item| {
        kind(t, item).is_some_and(|k| {
            matches!(
                k,
                Kind::Problem | Kind::Finding | Kind::BodySite | Kind::Medication | Kind::Organism | Kind::Measurement
            )
        })
    };
    let mut notes: Vec<(usize, Note)> = Vec::new();
    for &t in &present {
        if present.len() == 2 && t == present[0] {
            continue;
        }
        let others: Vec<usize> = present.iter().copied().filter(|u| *u != t).collect();
        for (i, word) in all[t].iter().enumerate() {
            if word.item.frame
                || word.item.light
                || word.letters.chars().count() < 4
                || scene.is_noted(t, word.item.span)
            {
                continue;
            }
            if others.iter().any(|u| is_supported(scene, row, t, word, *u)) {
                continue;
            }
            // What each other has in its place.
            let mut instead: Vec<(usize, usize, usize)> = Vec::new();
            for &u in &others {
                let best = (0..all[u].len())
                    .filter(|j| {
                        let other = &all[u][*j];
                        !other.item.light
                            && !other.item.frame
                            && other.letters.chars().count() >= 4
                            && !is_supported(scene, row, u, other, t)
                    })
                    .map(|j| (flanks(scene, (t, &all[t], i), (u, &all[u], j)), j))
                    .max_by_key(|(n, j)| (*n, usize::MAX - *j));
                if let Some((n, j)) = best {
                    instead.push((u, j, n));
                }
            }
            // The others agree: by pivot, by concept, or nearly by letters.
            let like = |(u, j): (usize, usize), (v, k): (usize, usize)| {
                let (a, b) = (&all[u][j], &all[v][k]);
                let concept = |t: usize, w: &Word<'_>| {
                    w.item
                        .mention
                        .and_then(|m| scene.tellings[t].record().mentions[m].concept_id().map(str::to_owned))
                };
                a.item.pivot.is_some() && a.item.pivot == b.item.pivot
                    || concept(u, a).is_some() && concept(u, a) == concept(v, b)
                    || is_cognate(a.letters, b.letters)
            };
            let votes = |(u, j): (usize, usize)| instead.iter().filter(|(v, k, _)| like((u, j), (*v, *k))).count();
            let Some(&(u, j, _)) = instead
                .iter()
                .max_by_key(|(u, j, n)| (votes((*u, *j)), *n, usize::MAX - *u))
            else {
                continue;
            };
            let agreeing: Vec<(usize, usize, usize)> = instead
                .iter()
                .copied()
                .filter(|(v, k, _)| like((u, j), (*v, *k)))
                .collect();
            let flanked = agreeing.iter().map(|(_, _, n)| *n).max().unwrap_or_default();
            // False friends look alike.
            let friends = word.item.pivot.is_some()
                && all[u][j].item.pivot.is_some()
                && (is_cognate(word.letters, all[u][j].letters) || begin_alike(word.letters, all[u][j].letters));
            // What is common and no friend, beside what is clinical, is the same in other words.
            let apart = || {
                let (own, other) = (&word.item, &all[u][j].item);
                let both = clinical(t, own) && clinical(u, other);
                both || own.pivot.is_none() || other.pivot.is_none() || is_reminiscent(word.letters, all[u][j].letters)
            };
            let enough = if others.len() == 1 {
                flanked == 2 && (friends || apart()) || flanked == 1 && friends
            } else {
                2 * agreeing.len() > others.len() && flanked >= 1
            };
            let other = &all[u][j].item;
            let matters = clinical(t, &word.item) || agreeing.iter().any(|(v, k, _)| clinical(*v, &all[*v][*k].item));
            // Two words that nobody knows say nothing; of two tellings both must be known, or one and clinical.
            let known = word.item.pivot.is_some() || other.pivot.is_some();
            if !enough || !matters || !known {
                continue;
            }
            let mut places: Vec<(usize, Span)> = agreeing.iter().map(|(v, k, _)| (*v, all[*v][*k].item.span)).collect();
            places.push((t, word.item.span));
            let same_kind = kind(t, &word.item).is_some() && kind(t, &word.item) == kind(u, other);
            let fault = if same_kind {
                Fault::ConceptChanged
            } else {
                Fault::OddWord
            };
            let about = agreeing
                .iter()
                .min_by_key(|(v, ..)| *v)
                .map_or("", |(v, k, _)| all[*v][*k].letters);
            notes.push((2 - flanked, (fault, t, about.to_owned(), places)));
        }
    }
    // One place of another telling is the place of one word, the one that fits best.
    notes.sort_by_key(|n| n.0);
    for (_, (fault, t, about, places)) in notes {
        let taken = |(u, span): &(usize, Span)| {
            let by_another = scene
                .found_in(row)
                .any(|f| f.differs == [t] && f.places.iter().any(|p| p.telling == *u && p.start == span.start));
            *u == t && scene.is_noted(t, *span) || by_another
        };
        if !places.iter().any(taken) {
            scene.note(fault, row, &about, &[t], places);
        }
    }
}

/// A sentence of two or three words, in which nothing is known and one word is another in each telling.
fn short(scene: &mut Scene<'_, '_>, row: usize) {
    let present = scene.present[row].clone();
    let mut places: Vec<(usize, Span)> = Vec::new();
    for &t in &present {
        let cell = &scene.cells[row][t];
        let framed = cell.words.iter().any(|w| w.frame);
        let known = cell.mentions.iter().any(|m| m.concept.is_some());
        if cell.words.is_empty() || cell.words.len() > SHORT || framed || known || !cell.numbers.is_empty() {
            return;
        }
        let own = words(scene, row, t);
        let alone: Vec<&Word<'_>> = own
            .iter()
            .filter(|w| {
                !w.item.light
                    && present
                        .iter()
                        .filter(|u| **u != t)
                        .all(|u| !is_supported(scene, row, t, w, *u))
            })
            .collect();
        let (Some(first), Some(last)) = (alone.first(), alone.last()) else {
            return;
        };
        let span = Span {
            start: first.item.span.start,
            end: last.item.span.end,
        };
        places.push((t, span));
    }
    if places.len() == present.len() && places.len() > 1 {
        let about = scene.tellings[places[0].0].slice(places[0].1).to_owned();
        scene.note(Fault::OddWord, row, &about, &present[1..], places);
    }
}

/// Words and abbreviations of another language.
fn untranslated(scene: &mut Scene<'_, '_>) {
    let mut notes = Vec::new();
    for row in 0..scene.cells.len() {
        for &t in &scene.present[row] {
            let cell = &scene.cells[row][t];
            let others: Vec<usize> = scene.present[row].iter().copied().filter(|u| *u != t).collect();
            if others.is_empty() {
                continue;
            }
            for span in &cell.foreign {
                let letters = scene.tellings[t].slice(*span);
                let capitals = letters.chars().count() > 1 && letters.chars().all(char::is_uppercase);
                let read = cell
                    .mentions
                    .iter()
                    .any(|m| m.start == span.start && m.concept.is_some());
                if !capitals || !read {
                    continue;
                }
                let shared = others.iter().any(|u| {
                    scene.tellings[*u].record().document.language != "und"
                        && scene.tellings[*u].slice(scene.cells[row][*u].span).contains(letters)
                });
                if !shared {
                    notes.push((row, t, *span));
                }
            }
            for word in &cell.words {
                let mention = word.mention.map(|m| &scene.tellings[t].record().mentions[m]);
                let name = mention.is_some_and(|m| matches!(m.kind, Kind::Medication | Kind::Organism));
                let letters = scene.tellings[t].slice(word.span);
                if !word.alien || mention.is_none() || name || letters.chars().count() < 5 {
                    continue;
                }
                // What the others have nearly letter by letter is a form that no list has.
                let shared = others.iter().any(|u| {
                    let near = scene.near(row).flat_map(|r| &scene.cells[r][*u].words);
                    near.map(|w| scene.tellings[*u].slice(w.span))
                        .any(|other| is_inflected(letters, other))
                });
                if !shared {
                    notes.push((row, t, word.span));
                }
            }
        }
    }
    for (row, t, span) in notes {
        let about = scene.tellings[t].slice(span).to_owned();
        if !scene.is_noted(t, span) {
            scene.note(Fault::Untranslated, row, &about, &[t], [(t, span)]);
        }
    }
}
