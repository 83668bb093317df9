//! Presence, experiencer and time.

use epicrisis_lexicon::{Category, Direction, Reach, Role, WordClass};
use epicrisis_record::{CueRole, Degree, Experiencer, Interpretation, Kind, Presence, Time, Value};
use epicrisis_text::CharIndex;

use super::antibiogram::{self, SpokenOf};
use super::rule::Rule;
use super::scope::{Cue, Map, reached};
use super::tested;
use crate::found::{Found, FoundCue};
use crate::measure::say;
use crate::read::{Mark, Phrase, Reading};

/// What a mention's cues amount to so far: the strongest of each question, the nearer of equals.
#[derive(Clone, Copy, Debug, Default)]
struct Verdict {
    presence: Option<(u8, u32, FoundCue)>,
    experiencer: Option<(u32, FoundCue)>,
    time: Option<(u32, FoundCue)>,
    /// Whether it is said to have been done.
    done: bool,
}

/// How far a result may stand from its test.
const RESULT: u32 = 8;

/// Which cue of presence overrules which: what cannot be told overrules all, a condition overrules what it conditions, a
/// denial overrules the suspicion inside it (`no hay signos sugestivos de …`).
fn strength(role: Role) -> u8 {
    match role {
        Role::NotAssessed => 7,
        Role::Conditional => 6,
        Role::Hypothetical => 5,
        Role::Negation => 4,
        Role::Unlikely | Role::Possible | Role::Likely => 3,
        Role::Present => 1,
        _ => 0,
    }
}

fn role_of(role: Role) -> Option<CueRole> {
    role.name().parse().ok()
}

/// Decides presence, experiencer and time of every mention.
pub(crate) fn assert(reading: &Reading<'_, '_>, index: &CharIndex<'_>, found: &mut [Found]) {
    let map = Map::new(reading.tokens.len(), found);
    let mut verdicts = vec![Verdict::default(); found.len()];
    let mut scope = Vec::new();
    let mut last_denial: Option<Phrase> = None;
    // Gathered where an antibiogram is met.
    let mut spoken: Option<SpokenOf> = None;
    for phrase in reading.phrases.of(Category::Cue) {
        let Some(mut cue) = Cue::read(reading, *phrase) else {
            continue;
        };
        // `no fiebre, no disnea, tos escasa`: where each item is denied on its own, the last denial is its item's alone.
        if cue.role == Role::Negation && matches!(cue.reach, Reach::List | Reach::Item | Reach::Touch) {
            cue.one_item = in_chain(reading, phrase, last_denial);
            last_denial = Some(*phrase);
        }
        if cue.role == Role::Negation && cue.direction == Direction::Forward && answers(reading, phrase) {
            cue.direction = Direction::Backward;
            cue.reach = Reach::Next;
        }
        if cue.role == Role::Allergen {
            reached(reading, found, &map, &cue, &mut scope);
            for &(mention, _) in &scope {
                let mention = &mut found[mention];
                if mention.kind == Kind::Medication {
                    mention.kind = Kind::Substance;
                    mention.attributes.other.insert("role".to_owned(), "allergen".into());
                }
            }
            continue;
        }
        if let Some(result) = antibiogram::susceptibility(cue.role) {
            let reach = reached(reading, found, &map, &cue, &mut scope);
            let mark = FoundCue {
                role: CueRole::Hypothetical,
                first: phrase.first,
                last: phrase.end - 1,
                rule: cue.reach.into(),
                scope: reach,
            };
            let spoken = spoken.get_or_insert_with(|| SpokenOf::new(reading, found));
            if spoken.grows(reading, phrase) {
                for &(mention, _) in &scope {
                    antibiogram::tested_against(&mut found[mention], result, mark);
                }
            }
            continue;
        }
        if cue.role == Role::Done {
            reached(reading, found, &map, &cue, &mut scope);
            for &(mention, _) in &scope {
                verdicts[mention].done = true;
            }
            continue;
        }
        let Some(role) = role_of(cue.role) else { continue };
        if let Some(own) = map.swallows(reading, phrase, found) {
            // What else stands in the list of a term that denies itself is denied with it. A term that is a cue as a whole
            // (`colon cancer screening`) is both.
            let denies = cue.role == Role::Negation && found[own].settled && cue.direction == Direction::Forward;
            let whole = (found[own].first, found[own].last) == (phrase.first, phrase.end - 1);
            if denies {
                cue.after = Some(found[own].last + 1);
            } else if !(whole && cue.direction == Direction::Either) {
                continue;
            }
        }
        let reach = reached(reading, found, &map, &cue, &mut scope);
        let mark = FoundCue {
            role,
            first: phrase.first,
            last: phrase.end - 1,
            rule: cue.reach.into(),
            scope: reach,
        };
        for &(mention, far) in &scope {
            // `with no known allergies`: the denial is the term's own.
            let own = cue.role == Role::Negation
                && phrase
                    .range()
                    .any(|t| reading.words[t].negates && found[mention].owns(t));
            if own
                || cue.role == Role::Negation
                    && (is_where(reading, &found[mention])
                        || only_of_tests(reading, &cue, far, &found[mention]) && !shares_head(found, &scope, mention))
            {
                continue;
            }
            let verdict = &mut verdicts[mention];
            match cue.role {
                Role::Family | Role::Other => nearer(&mut verdict.experiencer, far, mark),
                Role::Past | Role::Planned | Role::Current => nearer(&mut verdict.time, far, mark),
                role => {
                    let strength = strength(role);
                    let better = match &verdict.presence {
                        Some((s, f, _)) => strength > *s || strength == *s && far < *f,
                        None => true,
                    };
                    if strength > 0 && better {
                        verdict.presence = Some((strength, far, mark));
                    }
                }
            }
        }
    }
    not_assessed_labels(reading, &map, found);
    for (mention, verdict) in found.iter_mut().zip(verdicts) {
        apply(reading, index, mention, &verdict);
        own_words(mention);
        by_section(reading, mention);
    }
    tested::not_found(reading, &map, found);
    inherit(found);
}

/// `Abdomen: no valorable`: what was not assessed is the place that labels the statement.
fn not_assessed_labels(reading: &Reading<'_, '_>, map: &Map, found: &mut [Found]) {
    for phrase in reading.phrases.of(Category::Cue) {
        let Some(cue) = Cue::read(reading, *phrase).filter(|c| c.role == Role::NotAssessed) else {
            continue;
        };
        let sentence = reading.sentence(phrase.first as usize);
        let mut last = None;
        for at in (sentence.first..sentence.label_end).filter_map(|t| map.at(t as usize)) {
            if found[at].kind == Kind::BodySite && last != Some(at) {
                found[at].presence = Presence::NotAssessed;
                let whole = (found[at].first, found[at].last);
                found[at].cues.push(FoundCue {
                    role: CueRole::NotAssessed,
                    first: cue.phrase.first,
                    last: cue.phrase.end - 1,
                    rule: Rule::Label,
                    scope: whole,
                });
                last = Some(at);
            }
        }
    }
}

/// `sin alteraciones en la exploración`: a test behind a preposition of place or time is where nothing was found.
fn is_where(reading: &Reading<'_, '_>, mention: &Found) -> bool {
    if !matches!(mention.kind, Kind::Procedure | Kind::Measurement) {
        return false;
    }
    let before = (0..mention.start()).rev().take(3);
    let mut small = before.map(|t| &reading.words[t]).skip_while(|w| {
        w.mark == Mark::Soft
            || matches!(
                w.class,
                WordClass::Article | WordClass::Indefinite | WordClass::Transparent
            )
    });
    small
        .next()
        .is_some_and(|w| w.mark == Mark::None && w.class == WordClass::Locative)
}

/// `con marcadores negativos`: a result denies the test or the organism it stands by, and nothing further off.
fn only_of_tests(reading: &Reading<'_, '_>, cue: &Cue, far: u32, mention: &Found) -> bool {
    let is_result = !reading.phrases.within(Category::Result, cue.phrase.range()).is_empty();
    let behind = mention.first < cue.phrase.first;
    let tested = matches!(mention.kind, Kind::Procedure | Kind::Measurement | Kind::Organism);
    // `fiebre, escalofríos y disuria: ausentes`: what a colon ends is one list.
    let label = (cue.phrase.first as usize)
        .checked_sub(1)
        .is_some_and(|t| reading.tokens.folded_form(t) == ":");
    !label && is_result && behind && !tested && far > 2
}

/// `hepatitis B y C negativas`: what shares its head with the item by the result has the result too.
fn shares_head(found: &[Found], scope: &[(usize, u32)], mention: usize) -> bool {
    scope.iter().any(|(other, far)| {
        *other != mention && *far <= 2 && found[*other].words.iter().any(|w| found[mention].words.contains(w))
    })
}

/// Whether a denial stands behind a comma and another denial of the same sentence before that.
fn in_chain(reading: &Reading<'_, '_>, phrase: &Phrase, last: Option<Phrase>) -> bool {
    let first = phrase.first as usize;
    let comma = first
        .checked_sub(1)
        .is_some_and(|t| reading.words[t].mark == Mark::Comma);
    comma && last.is_some_and(|l| reading.words[l.first as usize].sentence == reading.words[first].sentence)
}

/// How far the colon of the next label may stand from an answer.
const LABEL: usize = 6;

/// `fiebre: no`, `otitis: no amigdalitis: no`: a denial behind a colon, with nothing behind it or only the next label, answers
/// what stands before.
fn answers(reading: &Reading<'_, '_>, phrase: &Phrase) -> bool {
    let colon = |t: usize| reading.tokens.folded_form(t) == ":";
    if !(phrase.first as usize).checked_sub(1).is_some_and(colon) {
        return false;
    }
    let from = phrase.end as usize;
    let end = reading.sentence(phrase.first as usize).end as usize;
    let mut ahead = from..end.min(from + LABEL);
    let last = ahead.find(|t| matches!(reading.words[*t].mark, Mark::Hard | Mark::Comma));
    match last {
        Some(t) => t == from || colon(t),
        None => from >= end,
    }
}

fn nearer(slot: &mut Option<(u32, FoundCue)>, far: u32, mark: FoundCue) {
    if slot.as_ref().is_none_or(|(f, _)| far < *f) {
        *slot = Some((far, mark));
    }
}

/// Kinds of which it can be said that they are there or not.
fn has_presence(mention: &Found) -> bool {
    match mention.kind {
        Kind::Time | Kind::BodySite | Kind::Demographic => false,
        // A measured value is there, whatever stands before it.
        Kind::Measurement => mention.value.is_none(),
        _ => true,
    }
}

/// `sin elevación de la ferritina`: an abnormal result in words right behind a denial was not there.
fn denies_result(mention: &Found, cue: FoundCue) -> bool {
    let abnormal = |v: &Value| {
        let number = v.number.is_some() || v.low.is_some() || v.high.is_some();
        let usual = matches!(
            v.interpretation,
            None | Some(Interpretation::Normal | Interpretation::Negative)
        );
        !number && v.text.is_some() && !usual
    };
    mention.kind == Kind::Measurement
        && cue.role == CueRole::Negation
        && mention
            .first
            .checked_sub(cue.last)
            .is_some_and(|far| (1..=2).contains(&far))
        && mention.value.as_deref().is_some_and(abnormal)
}

fn apply(reading: &Reading<'_, '_>, index: &CharIndex<'_>, mention: &mut Found, verdict: &Verdict) {
    let denied = verdict.presence.is_some_and(|(_, _, cue)| denies_result(mention, cue));
    if let Some((_, far, cue)) = verdict.presence
        && (has_presence(mention) || denied)
        && !mention.settled
    {
        // `hemocultivos negativos`: the test was done; its result is negative.
        let tested = mention.kind == Kind::Procedure || mention.kind == Kind::Measurement;
        if denied {
            if let Some(value) = &mut mention.value {
                value.interpretation = None;
            }
            mention.presence = Presence::Absent;
            mention.cues.push(FoundCue {
                rule: Rule::AbnormalResult,
                ..cue
            });
        } else if cue.role == CueRole::Negation && tested && far <= RESULT && result(reading, index, mention, cue) {
            mention.cues.push(FoundCue {
                rule: Rule::Result,
                ..cue
            });
        } else {
            (mention.presence, mention.attributes.degree) = match cue.role {
                CueRole::Negation => (Presence::Absent, None),
                CueRole::Possible => (Presence::Possible, Some(Degree::Possible)),
                CueRole::Likely => (Presence::Possible, Some(Degree::Likely)),
                CueRole::Unlikely => (Presence::Possible, Some(Degree::Unlikely)),
                CueRole::Conditional => (Presence::Conditional, None),
                CueRole::Hypothetical => (Presence::Hypothetical, None),
                CueRole::NotAssessed => (Presence::NotAssessed, None),
                _ => (Presence::Present, None),
            };
            mention.cues.push(cue);
        }
    }
    if let Some((_, cue)) = verdict.experiencer {
        mention.experiencer = if cue.role == CueRole::Family {
            Experiencer::Family
        } else {
            Experiencer::Other
        };
        mention.cues.push(cue);
    }
    // `se realizó colecistectomía programada`: it was planned, and is done.
    let elective = |cue: FoundCue| verdict.done && cue.role == CueRole::Planned && cue.rule == Rule::Next;
    if let Some((_, cue)) = verdict.time
        && mention.kind != Kind::Time
        && !elective(cue)
    {
        mention.time = match cue.role {
            CueRole::Past => Time::Past,
            CueRole::Planned => Time::Planned,
            _ => Time::Current,
        };
        mention.cues.push(cue);
    }
}

/// Where the cue is a result in words, it becomes the mention's value.
fn result(reading: &Reading<'_, '_>, index: &CharIndex<'_>, mention: &mut Found, cue: FoundCue) -> bool {
    let words = cue.first as usize..cue.last as usize + 1;
    let phrase = reading.phrases.within(Category::Result, words).first();
    phrase.is_some_and(|phrase| say(reading, index, phrase, mention))
}

/// `afebril`: the term is its own cue.
fn own_words(mention: &mut Found) {
    if mention.settled && mention.presence == Presence::Absent {
        let whole = (mention.first, mention.last);
        mention.cues.push(FoundCue {
            role: CueRole::Negation,
            first: whole.0,
            last: whole.1,
            rule: Rule::OwnWords,
            scope: whole,
        });
    }
}

/// What a section says of all that stands under it, where nothing nearer says otherwise.
fn by_section(reading: &Reading<'_, '_>, mention: &mut Found) {
    let Some(section) = reading.section(mention.start()) else {
        return;
    };
    if mention.first >= section.defaults_end || mention.first < section.heading.end {
        return;
    }
    let cue = FoundCue {
        role: CueRole::Section,
        first: section.heading.start,
        last: section.heading.end.max(1) - 1,
        rule: Rule::Section,
        scope: (section.heading.end, section.defaults_end.max(1) - 1),
    };
    let said = |roles: &[CueRole]| mention.cues.iter().any(|c| roles.contains(&c.role));
    let timed = said(&[CueRole::Past, CueRole::Planned, CueRole::Current]);
    let whose = said(&[CueRole::Family, CueRole::Other]);
    let mut by = false;
    if !timed
        && mention.kind != Kind::Time
        && let Some(time) = section.time
    {
        mention.time = time;
        by |= time != Time::Current;
    }
    if !whose && let Some(experiencer) = section.experiencer {
        mention.experiencer = experiencer;
        by |= experiencer != Experiencer::Patient;
    }
    if by {
        mention.cues.push(cue);
    }
}

pub(super) fn decides_presence(role: CueRole) -> bool {
    !matches!(
        role,
        CueRole::Past | CueRole::Planned | CueRole::Current | CueRole::Family | CueRole::Other | CueRole::Section
    )
}

/// A place or organism named inside a term is as present, and as much the patient's, as the term.
fn inherit(found: &mut [Found]) {
    for i in 0..found.len() {
        let Some(parent) = found[i].parent else { continue };
        let (time, experiencer, presence) = (found[parent].time, found[parent].experiencer, found[parent].presence);
        found[i].time = time;
        found[i].experiencer = experiencer;
        if found[i].kind == Kind::Organism && found[i].presence != presence {
            found[i].presence = presence;
            let whole = (found[parent].first, found[parent].last);
            let cues = found[parent].cues.iter().filter(|c| decides_presence(c.role));
            let cues: Vec<FoundCue> = cues
                .map(|cue| FoundCue {
                    rule: Rule::Part,
                    scope: whole,
                    ..*cue
                })
                .collect();
            found[i].cues.extend(cues);
        }
    }
}
