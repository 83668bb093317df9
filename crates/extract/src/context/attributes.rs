//! Severity, course, side, route, form: words that say more of the mention they stand by.

use epicrisis_lexicon::{Category, Role, WordClass};
use epicrisis_record::{Kind, Laterality};
use epicrisis_text::Shape;

use super::scope::{Cue, Map};
use crate::found::Found;
use crate::order::Order;
use crate::read::{Mark, Phrase, Reading};

/// How many tokens may part an attribute from its mention.
const FAR: usize = 6;
/// How many may part a route or a form from its drug: dose and frequency stand between.
const FAR_DRUG: usize = 16;
/// The longest cue that may hold an attribute's words.
const CUE: usize = 6;

/// Gives attributes to the mentions they belong to.
pub(crate) fn attributes(reading: &Reading<'_, '_>, order: &Order, found: &mut [Found]) {
    let map = Map::new(reading.tokens.len(), found);
    for phrase in reading.phrases.of(Category::Attribute) {
        let Some(rec) = reading.lexicon.tables().attributes.get(phrase.payload as usize) else {
            continue;
        };
        let (attribute, value) = (reading.lexicon.str(rec.attribute), reading.lexicon.str(rec.value));
        if attribute == "laterality" && !side_by_its_letters(reading, &map, phrase) {
            continue;
        }
        if let Some(mention) = map.swallows(reading, phrase, found) {
            // Part of the term's own name; a side is worth saying all the same.
            if attribute == "laterality" || attribute == "severity" && found[mention].kind == Kind::Problem {
                set(&mut found[mention], attribute, value);
            }
            // `salbutamol inhaler`: the device behind a drug is how it is taken.
            if attribute == "route"
                && found[mention].kind == Kind::Device
                && let Some(drug) = found[mention].start().checked_sub(1).and_then(|t| map.at(t))
                && found[drug].kind == Kind::Medication
            {
                set(&mut found[drug], attribute, value);
            }
            // `worsening dyspnoea`: a course that is a finding by itself is another's, too.
            let whole = (found[mention].first, found[mention].last) == (phrase.first, phrase.end - 1);
            if !(attribute == "course" && whole) {
                continue;
            }
        }
        // `forte sospetto di tubercolosi`: what is strong is the suspicion.
        let first = phrase.first as usize;
        let cues = reading
            .phrases
            .within(Category::Cue, first.saturating_sub(CUE)..first + 1);
        let whole =
            |c: &&Phrase| c.end - c.first > phrase.end - phrase.first && c.first <= phrase.first && c.end >= phrase.end;
        if cues
            .iter()
            .filter(whole)
            .any(|c| Cue::read(reading, *c).is_some_and(|c| c.role != Role::None))
        {
            continue;
        }
        let drug = matches!(attribute, "route" | "form");
        let wanted = |kind: Kind| match attribute {
            "route" | "form" => kind == Kind::Medication,
            "laterality" => matches!(
                kind,
                Kind::Finding | Kind::Problem | Kind::BodySite | Kind::Procedure | Kind::Device
            ),
            _ => matches!(kind, Kind::Finding | Kind::Problem),
        };
        let here = order.around(reading, phrase.first as usize);
        let spanning: Vec<usize> = here
            .iter()
            .copied()
            .filter(|i| {
                let f = &found[*i];
                wanted(f.kind)
                    && f.parent.is_none()
                    && f.start() < phrase.first as usize
                    && f.end() >= phrase.end as usize
            })
            .collect();
        if !spanning.is_empty() {
            for i in spanning {
                set(&mut found[i], attribute, value);
            }
            continue;
        }
        let side = attribute == "laterality";
        let before = beside(reading, found, &map, phrase, (false, drug, side), &wanted);
        let behind = beside(reading, found, &map, phrase, (true, drug, side), &wanted);
        // `in entrambe le regioni`: a preposition inside the phrase parts it from what stands before.
        let lead = phrase
            .range()
            .take_while(|t| reading.words[*t].class.is_small())
            .count();
        let before = before.map(|(m, far, parted)| (m, far + lead, parted || lead > 0));
        let owner = match (before, behind) {
            // A route stands behind its drug, with dose and frequency between; only a list or a noun puts it before.
            (Some((b, _, _)), _) if drug => Some(b),
            // The nearer; of equals the one before, where the Romance languages put the noun, unless a small word parts
            // them: `piel empastada en ambas regiones`.
            (Some((b, far_b, parted)), Some((a, far_a, _))) => Some(if far_a < far_b || far_a == far_b && parted {
                a
            } else {
                b
            }),
            (one, other) => one.or(other).map(|(m, _, _)| m),
        };
        let Some(owner) = owner else { continue };
        set(&mut found[owner], attribute, value);
        if matches!(attribute, "severity" | "course") {
            // `dor abdominal e lombar intensa`: what shares its head shares what is said of the head.
            for &other in here {
                if other != owner
                    && found[other].words.iter().any(|w| found[owner].words.contains(w))
                    && wanted(found[other].kind)
                {
                    set(&mut found[other], attribute, value);
                }
            }
        }
        if drug {
            // `diclofenaco y dexametasona im`: the list has one route.
            for other in list_of(reading, found, here, phrase, owner, &wanted) {
                set(&mut found[other], attribute, value);
            }
        }
    }
}

/// The nearest mention on one side, how far it is, and whether a small word parts them; nothing of its own sense may stand
/// between.
fn beside(
    reading: &Reading<'_, '_>,
    found: &[Found],
    map: &Map,
    phrase: &Phrase,
    (forward, drug, side): (bool, bool, bool),
    wanted: &impl Fn(Kind) -> bool,
) -> Option<(usize, usize, bool)> {
    let sentence = reading.sentence(phrase.first as usize);
    let (low, high) = (sentence.first as usize, sentence.end as usize);
    let mut at = if forward {
        phrase.end as usize
    } else {
        (phrase.first as usize).wrapping_sub(1)
    };
    let mut far = 0;
    let mut parted = false;
    while at >= low && at < high && far <= if drug { FAR_DRUG } else { FAR } {
        if let Some(m) = map.at(at) {
            if wanted(found[m].kind) {
                return Some((m, far, parted));
            }
            // A dose, a time or a place may stand between a drug and its route, a place between a finding and its side.
            if !drug && found[m].kind != Kind::BodySite {
                return None;
            }
        }
        let word = &reading.words[at];
        let stop = match word.mark {
            Mark::Hard | Mark::Open | Mark::Close => true,
            Mark::Comma => true,
            Mark::Soft => false,
            Mark::None if word.class.joins() => !(side && side_before(reading, at, forward, phrase)),
            Mark::None => word.is_content() && !drug && map.at(at).is_none(),
        };
        if stop {
            return None;
        }
        far += 1;
        parted |= word.mark == Mark::None && word.class.is_small();
        at = if forward { at + 1 } else { at.wrapping_sub(1) };
    }
    None
}

/// The most letters of an abbreviation that may mean something else.
const LETTERS: usize = 2;

/// `épanchement pleural G`, `colică renală dr.`, `Rt renal colic`: a side of a letter or two touches what it is said of, a
/// single letter is a capital, and a name behind it makes a title of it (`dr. Pop`).
fn side_by_its_letters(reading: &Reading<'_, '_>, map: &Map, phrase: &Phrase) -> bool {
    let first = phrase.first as usize;
    let letters = reading.tokens.folded_form(first).chars().count();
    if phrase.end - phrase.first > 1 || letters > LETTERS {
        return true;
    }
    let shape = |t: usize| reading.tokens.get(t).map(|t| t.shape);
    let behind = phrase.end as usize;
    let stopped =
        behind + usize::from(reading.tokens.get(behind).is_some() && reading.tokens.folded_form(behind) == ".");
    let name = shape(stopped) == Some(Shape::Capital) && reading.sentence(first).end as usize > stopped;
    let before = first.checked_sub(1).and_then(|t| map.at(t)).is_some();
    if letters == 1 {
        // `d'`, `D 3`, `G 2 P 1` are none.
        let ends = reading.words.get(behind).is_none_or(|w| {
            behind >= reading.sentence(first).end as usize
                || matches!(w.mark, Mark::Hard | Mark::Comma | Mark::Close)
                || reading.tokens.folded_form(behind) == "."
                || w.mark == Mark::None && w.class.is_small()
        });
        return before && ends && shape(first) == Some(Shape::Capital);
    }
    (before || map.at(behind).is_some()) && !name
}

/// `izquierdo y derecho`: a conjunction between two attributes parts nothing.
fn side_before(reading: &Reading<'_, '_>, conjunction: usize, forward: bool, phrase: &Phrase) -> bool {
    let next = if forward {
        conjunction + 1
    } else {
        conjunction.wrapping_sub(1)
    };
    let attribute = |t: usize| reading.words.get(t).is_some_and(|w| w.class == WordClass::Attribute);
    // `tanto izquierdo como derecho`: two conjunctions around one attribute.
    // `hidrocefalia bilateral y oligoamnios`: but one right behind the side begins something else.
    attribute(next)
        || !(forward && conjunction == phrase.end as usize)
            && attribute(if forward {
                conjunction.wrapping_sub(1)
            } else {
                conjunction + 1
            })
}

/// The other mentions of the list that a mention is in.
fn list_of(
    reading: &Reading<'_, '_>,
    found: &[Found],
    here: &[usize],
    phrase: &Phrase,
    owner: usize,
    wanted: &impl Fn(Kind) -> bool,
) -> Vec<usize> {
    let order: Vec<usize> = here.iter().copied().filter(|i| wanted(found[*i].kind)).collect();
    let Some(place) = order.iter().position(|i| *i == owner) else {
        return Vec::new();
    };
    let joined = |a: usize, b: usize| {
        let between = found[a].end() + 1..found[b].start();
        between.len() <= 3
            && between
                .clone()
                .any(|t| reading.words[t].mark == Mark::Comma || reading.words[t].class.joins())
            && between
                .clone()
                .all(|t| matches!(reading.words[t].mark, Mark::Comma | Mark::None) && !reading.words[t].is_content())
    };
    let mut out = Vec::new();
    let before = found[owner].start() > phrase.end as usize;
    if before {
        // `administración intramuscular de A y B`: what stands before a list is said of all of it.
        for pair in order[place..].windows(2) {
            if !joined(pair[0], pair[1]) {
                break;
            }
            out.push(pair[1]);
        }
    } else {
        // `A y B iv`: what stands behind the last of a list that a conjunction closes.
        for pair in order[..=place].windows(2).rev() {
            let closed = (found[pair[0]].end() + 1..found[pair[1]].start()).any(|t| reading.words[t].class.joins());
            let last = pair[1] == owner;
            if !joined(pair[0], pair[1]) || last && !closed || found[pair[0]].attributes.dose.is_some() {
                break;
            }
            out.push(pair[0]);
        }
    }
    out
}

fn set(found: &mut Found, attribute: &str, value: &str) {
    let a = &mut found.attributes;
    match attribute {
        "severity" => a.severity = a.severity.or(value.parse().ok()),
        "course" => a.course = a.course.or(value.parse().ok()),
        "route" => a.route = a.route.or(value.parse().ok()),
        "form" => a.form = a.form.take().or_else(|| Some(value.to_owned())),
        "laterality" => {
            let new = value.parse().ok();
            a.laterality = match (a.laterality, new) {
                (Some(old), Some(new)) if old != new => Some(Laterality::Bilateral),
                (old, new) => old.or(new),
            };
        }
        // Stages and grades have no field of their own.
        "stage" | "grade" => {
            a.other.entry(attribute.to_owned()).or_insert_with(|| value.into());
        }
        _ => {}
    }
}
