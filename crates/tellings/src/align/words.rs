//! Which word is which, within sentences that tell the same.

use std::collections::HashSet;
use std::ops::Range;

use epicrisis_extract::{Mark, ReadBy};

use super::{Link, Unit, likeness};
use crate::Telling;

/// Two words that may say the same.
struct Pair {
    a: usize,
    b: usize,
    /// How surely they do, wherever they stand.
    sure: f64,
    /// The same, with where they stand.
    rank: f64,
}

/// How surely words say the same that are parts of mentions of one concept.
const MEANT: f64 = 0.65;
/// Words less alike than this are others.
const ALIKE: f64 = 0.7;
/// From here on, two words support their neighbours.
const SUPPORTS: f64 = 0.8;
/// What the same place in the sentence adds.
const PLACE: f64 = 0.12;
/// What each pair of neighbours adds that say the same, too; two count.
const NEIGHBOUR: f64 = 0.06;
/// In sentences of more pairs than this, words far apart are not compared letter by letter.
const LARGE: usize = 40_000;
/// In sentences of more pairs than this, words are looked for in their own clause.
const HUGE: usize = 1_000_000;
/// How far apart they may be then.
const FAR: usize = 60;
/// The confidence of words that only stand in the same place.
const BY_PLACE: f64 = 0.35;

/// The longest abbreviation whose letters are compared in any order, in bytes.
const LONGEST_SHORT: usize = 5;
/// How many sentences away a word is looked for that is not in its own.
const AWAY: usize = 2;
/// What is left of the confidence of such a word.
const ELSEWHERE: f64 = 0.8;

pub(super) fn link(a: &Telling<'_>, b: &Telling<'_>, sentences: &[Unit], clauses: &[Unit]) -> Vec<Link> {
    let mut links = Vec::with_capacity(a.words().len());
    let huge = |u: &Unit| u.a.len() * u.b.len() > HUGE;
    let large = sentences.iter().filter(|u| huge(u));
    let large: Vec<&Unit> = large.collect();
    let inside = |c: &&Unit| {
        large
            .iter()
            .any(|u| u.a.start <= c.a.start && c.a.end <= u.a.end && u.b.start <= c.b.start && c.b.end <= u.b.end)
    };
    let small = sentences.iter().filter(|u| !huge(u));
    let units: Vec<&Unit> = small.chain(clauses.iter().filter(inside)).collect();
    for unit in units.iter().filter(|u| !u.a.is_empty() && !u.b.is_empty()) {
        let own = within(a, b, unit);
        let filled = between(a, b, unit, &own);
        links.extend(own);
        links.extend(filled);
    }
    links.extend(across(a, b, &units, &links));
    links
}

/// Words that the other telling has a sentence or two away: two translators cut a text into sentences in two ways.
fn across(a: &Telling<'_>, b: &Telling<'_>, units: &[&Unit], links: &[Link]) -> Vec<Link> {
    let linked: HashSet<usize> = links.iter().map(|l| l.a).collect();
    let mut order: Vec<&Unit> = units.iter().copied().filter(|u| !u.b.is_empty()).collect();
    order.sort_by_key(|u| u.b.start);
    let mut out = Vec::new();
    let mut taken: HashSet<usize> = links.iter().map(|l| l.b).collect();
    for unit in units {
        // Where it is, or would be, in the other telling.
        let from = order.partition_point(|u| u.b.end <= unit.b.start).saturating_sub(AWAY);
        let to = (order.partition_point(|u| u.b.start < unit.b.end.max(unit.b.start + 1)) + AWAY).min(order.len());
        let near = order.get(from..to).unwrap_or_default();
        for i in unit.a.clone().filter(|i| !linked.contains(i)) {
            let word = &a.words()[i];
            if !word.is_content() && word.number.is_none() {
                continue;
            }
            let theirs = near.iter().flat_map(|u| u.b.clone());
            let open = theirs.filter(|j| !taken.contains(j));
            let sures = open.map(|j| (same(a, i, b, j, false), j));
            let best = sures
                .filter(|s| s.0 >= SUPPORTS)
                .max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)));
            if let Some((sure, j)) = best {
                taken.insert(j);
                out.push(Link {
                    a: i,
                    b: j,
                    confidence: sure * ELSEWHERE,
                });
            }
        }
    }
    out
}

fn within(a: &Telling<'_>, b: &Telling<'_>, unit: &Unit) -> Vec<Link> {
    let mut pairs = Vec::new();
    let large = unit.a.len() * unit.b.len() > LARGE;
    for i in unit.a.clone() {
        let place = (i - unit.a.start) as f64 + 0.5;
        let expected = place * unit.b.len() as f64 / unit.a.len() as f64;
        for j in unit.b.clone() {
            let off = ((j - unit.b.start) as f64 + 0.5 - expected).abs();
            let letters = !large || off < FAR as f64;
            let sure = same(a, i, b, j, letters);
            if sure > 0.0 {
                let apart =
                    (place / unit.a.len() as f64 - ((j - unit.b.start) as f64 + 0.5) / unit.b.len() as f64).abs();
                pairs.push(Pair {
                    a: i,
                    b: j,
                    sure,
                    rank: sure + PLACE * (1.0 - apart),
                });
            }
        }
    }
    let strong: HashSet<(usize, usize)> = pairs
        .iter()
        .filter(|p| p.sure >= SUPPORTS)
        .map(|p| (p.a, p.b))
        .collect();
    for pair in &mut pairs {
        let mut neighbours = 0;
        for (x, y) in (1..4).flat_map(|x| (1..4).map(move |y| (x, y))) {
            neighbours += usize::from(strong.contains(&(pair.a + x, pair.b + y)));
            let before = pair.a.checked_sub(x).zip(pair.b.checked_sub(y));
            neighbours += usize::from(before.is_some_and(|before| strong.contains(&before)));
        }
        pair.rank += NEIGHBOUR * neighbours.min(2) as f64;
    }
    pairs.sort_by(|x, y| y.rank.total_cmp(&x.rank).then((x.a, x.b).cmp(&(y.a, y.b))));
    let (mut taken_a, mut taken_b) = (vec![false; unit.a.len()], vec![false; unit.b.len()]);
    let mut links = Vec::new();
    for pair in pairs {
        let (at_a, at_b) = (pair.a - unit.a.start, pair.b - unit.b.start);
        if !taken_a[at_a] && !taken_b[at_b] {
            (taken_a[at_a], taken_b[at_b]) = (true, true);
            links.push(Link {
                a: pair.a,
                b: pair.b,
                confidence: pair.sure,
            });
        }
    }
    links.sort_by_key(|l| l.a);
    links
}

/// How surely two words say the same, from 0 to 1, wherever they stand: by themselves, or as parts of what means the same.
pub(crate) fn same(a: &Telling<'_>, i: usize, b: &Telling<'_>, j: usize, letters: bool) -> f64 {
    let alone = alike(a, i, b, j, letters);
    if alone >= MEANT || !a.words()[i].is_content() || !b.words()[j].is_content() {
        return alone;
    }
    let meaning = |t: &Telling<'_>, word| t.record().mentions.get(t.mention_of(word)?)?.concept.clone();
    match (meaning(a, i), meaning(b, j)) {
        (Some(p), Some(q)) if p.id == q.id => MEANT,
        _ => alone,
    }
}

/// The same by themselves alone: their pivots, numbers and letters.
pub(crate) fn alike(a: &Telling<'_>, i: usize, b: &Telling<'_>, j: usize, letters: bool) -> f64 {
    let (words_a, words_b) = (a.words(), b.words());
    let (x, y) = (&words_a[i], &words_b[j]);
    let (folded_a, folded_b) = (words_a.folded(i), words_b.folded(j));
    let equal = folded_a == folded_b;
    if (x.mark == Mark::None) != (y.mark == Mark::None) || x.number.is_some() != y.number.is_some() {
        return 0.0;
    }
    if x.mark != Mark::None {
        return if equal { 0.5 } else { 0.0 };
    }
    if let (Some(n), Some(m)) = (x.number, y.number) {
        let (n, m) = (&words_a.numbers()[n as usize], &words_b.numbers()[m as usize]);
        return match (equal, n.agrees(m), i - n.words.start == j - m.words.start) {
            (true, true, true) => 1.0,
            (true, true, false) => 0.9,
            (_, true, _) => 0.85,
            (true, false, _) => 0.55,
            _ => 0.0,
        };
    }
    let small = !x.is_content() || !y.is_content();
    if equal {
        return 1.0;
    }
    if let (Some(p), Some(q)) = (x.pivot, y.pivot)
        && p == q
    {
        let surely = |by| -> f64 { if by == ReadBy::Foreign { 0.9 } else { 0.97 } };
        return if small { 0.6 } else { surely(x.by).min(surely(y.by)) };
    }
    if small {
        return 0.0;
    }
    if folded_a.len() == folded_b.len() && folded_a.len() <= LONGEST_SHORT && permuted(a, i, b, j) {
        return 0.85;
    }
    let (skeleton_a, skeleton_b) = (words_a.skeleton(i), words_b.skeleton(j));
    if skeleton_a == skeleton_b && !skeleton_a.is_empty() {
        0.93
    } else if letters {
        let by_skeleton = likeness(skeleton_a, skeleton_b);
        let best = likeness(folded_a, folded_b).max(by_skeleton);
        // Two words that the lexicon knows and holds apart are alike by chance.
        let known = x.pivot.is_some() && y.pivot.is_some();
        if best >= ALIKE {
            best * if known { 0.7 } else { 0.9 }
        } else {
            0.0
        }
    } else {
        0.0
    }
}

/// Whether two words in capitals have the same letters: an abbreviation whose words stand in another order (AAS and ASA).
fn permuted(a: &Telling<'_>, i: usize, b: &Telling<'_>, j: usize) -> bool {
    let letters = |t: &Telling<'_>, w: usize| {
        let mut letters: Vec<char> = t.written(w..w + 1).chars().collect();
        letters.sort_unstable();
        (letters.len() > 1 && letters.iter().all(|c| c.is_uppercase())).then_some(letters)
    };
    letters(a, i).is_some_and(|x| letters(b, j) == Some(x))
}

/// Words of which nothing is known but that they stand between the same words.
fn between(a: &Telling<'_>, b: &Telling<'_>, unit: &Unit, links: &[Link]) -> Vec<Link> {
    let bounds = |l: &Link| (l.a, l.b, l.confidence >= SUPPORTS);
    let sure: Vec<(usize, usize)> = links.iter().map(bounds).filter(|l| l.2).map(|l| (l.0, l.1)).collect();
    let mut linked_a: HashSet<usize> = links.iter().map(|l| l.a).collect();
    let mut linked_b: HashSet<usize> = links.iter().map(|l| l.b).collect();
    let mut out = Vec::new();
    let edges = std::iter::once(None).chain(sure.iter().map(Some));
    for (n, before) in edges.enumerate() {
        let behind = sure.get(n);
        let from = before.map_or((unit.a.start, unit.b.start), |(i, j)| (i + 1, j + 1));
        let to = behind.map_or((unit.a.end, unit.b.end), |(i, j)| (*i, *j));
        if to.0 <= from.0 || to.1 <= from.1 {
            continue;
        }
        let free = |t: &Telling<'_>, range: Range<usize>, linked: &HashSet<usize>| {
            let open = |w: &usize| !linked.contains(w) && t.words()[*w].is_content();
            range.filter(open).collect::<Vec<_>>()
        };
        let (own, theirs) = (free(a, from.0..to.0, &linked_a), free(b, from.1..to.1, &linked_b));
        if own.len() == theirs.len() && own.len() <= 4 {
            for (i, j) in own.into_iter().zip(theirs) {
                linked_a.insert(i);
                linked_b.insert(j);
                out.push(Link {
                    a: i,
                    b: j,
                    confidence: BY_PLACE,
                });
            }
        }
    }
    out
}
