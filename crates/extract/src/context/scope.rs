//! Which mentions a cue reaches.

use epicrisis_lexicon::{Category, Direction, Reach, Role, WordClass};
use epicrisis_record::Kind;
use epicrisis_text::TokenKind;

use super::list::list_end;
use crate::found::Found;
use crate::read::{Mark, Phrase, Reading};

/// A cue of the text, typed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cue {
    pub(crate) phrase: Phrase,
    pub(crate) role: Role,
    pub(crate) direction: Direction,
    pub(crate) reach: Reach,
    pub(crate) words: u32,
    /// A comma ends it: the items of its list are denied one by one.
    pub(crate) one_item: bool,
    /// Its first item is a term that denies itself (`no evidence of recurrence or metastasis`): the token behind that.
    pub(crate) after: Option<u32>,
    /// Nothing but a form of *to be* may stand between it and its mention.
    pub(crate) close: bool,
}

impl Cue {
    pub(crate) fn read(reading: &Reading<'_, '_>, phrase: Phrase) -> Option<Self> {
        let rec = reading.lexicon.tables().cues.get(phrase.payload as usize)?;
        Some(Self {
            phrase,
            role: Role::from_number(rec.role)?,
            direction: Direction::from_number(rec.direction)?,
            reach: Reach::from_number(rec.reach)?,
            words: rec.words,
            one_item: false,
            after: None,
            close: false,
        })
    }

    /// Whether it decides presence.
    pub(crate) fn decides_presence(&self) -> bool {
        matches!(
            self.role,
            Role::Negation
                | Role::Possible
                | Role::Likely
                | Role::Unlikely
                | Role::Conditional
                | Role::Hypothetical
                | Role::NotAssessed
                | Role::Present
        )
    }
}

/// Where mentions lie: for each token the mention that owns it, nested ones aside.
pub(crate) struct Map {
    owner: Vec<Option<u32>>,
}

impl Map {
    pub(crate) fn new(tokens: usize, found: &[Found]) -> Self {
        let mut owner = vec![None; tokens];
        let mut own = |i: usize, first: usize, last: usize| {
            for slot in &mut owner[first..=last.min(tokens.saturating_sub(1))] {
                slot.get_or_insert(i as u32);
            }
        };
        let whole = || found.iter().enumerate().filter(|(_, f)| f.parent.is_none());
        // The words that a mention has beat the stretch that another only spans.
        for (i, f) in whole() {
            if f.fragments.is_empty() {
                own(i, f.start(), f.end());
            }
            for (a, b) in &f.fragments {
                own(i, *a as usize, *b as usize);
            }
        }
        for (i, f) in whole().filter(|(_, f)| !f.fragments.is_empty()) {
            own(i, f.start(), f.end());
        }
        Self { owner }
    }

    /// The mention at a token.
    pub(crate) fn at(&self, token: usize) -> Option<usize> {
        self.owner.get(token).copied().flatten().map(|i| i as usize)
    }

    /// The mention in which all tokens of a phrase lie: it is part of the term, and no cue. Of a term that denies, a small
    /// word behind may be lacking: `antecedentes de` in `sin antecedentes de interés`.
    pub(crate) fn swallows(&self, reading: &Reading<'_, '_>, phrase: &Phrase, found: &[Found]) -> Option<usize> {
        let first = phrase.range().next().and_then(|t| self.at(t));
        first.filter(|m| {
            let own = |t: usize| found[*m].owns(t) || found[*m].settled && reading.words[t].class.is_small();
            phrase.range().all(own)
        })
    }
}

/// How far a scope goes at most, in tokens, whatever its reach: no sentence of prose is as long, and where a text has no end of
/// sentences at all, each of its cues would otherwise look at all that follows.
const FARTHEST: usize = 256;
/// How many mentions may lie between two tokens of one: those that its fragments span.
const SPANNED: usize = 32;

/// How much of other words a scope steps over.
struct Limits {
    /// Before its first mention.
    lead: usize,
    /// Between two mentions of a list.
    between: usize,
    /// At the start of an item of a list.
    item: usize,
}

/// The mentions in a cue's scope, each with its distance in tokens; returns the scope's first and last token.
pub(crate) fn reached(
    reading: &Reading<'_, '_>,
    found: &[Found],
    map: &Map,
    cue: &Cue,
    out: &mut Vec<(usize, u32)>,
) -> (u32, u32) {
    out.clear();
    let mut scope = (cue.phrase.first, cue.phrase.end.max(1) - 1);
    if matches!(cue.direction, Direction::Forward | Direction::Both | Direction::Either) {
        scope.1 = scope.1.max(walk(reading, found, map, cue, true, out));
    }
    // `neumonía probable`: with nothing behind it, a word holds for what it stands right behind.
    let alone = cue.direction == Direction::Either && out.is_empty();
    let close = alone && suspects(cue.role);
    let cue = &Cue {
        reach: if close { Reach::Next } else { cue.reach },
        close,
        ..*cue
    };
    if alone || matches!(cue.direction, Direction::Backward | Direction::Both) {
        scope.0 = scope.0.min(walk(reading, found, map, cue, false, out));
    }
    scope
}

/// Walks from a cue, and returns the last token that lies in its scope.
fn walk(
    reading: &Reading<'_, '_>,
    found: &[Found],
    map: &Map,
    cue: &Cue,
    forward: bool,
    out: &mut Vec<(usize, u32)>,
) -> u32 {
    let limits = match (cue.reach, forward) {
        (Reach::Touch, true) => Limits {
            lead: 1,
            between: 1,
            item: 0,
        },
        (Reach::List | Reach::Item | Reach::Next, true) => Limits {
            lead: 5,
            between: 1,
            item: 0,
        },
        (Reach::List | Reach::Item | Reach::Touch | Reach::Next, false) => Limits {
            lead: 2,
            between: 1,
            item: 0,
        },
        (Reach::Clause, _) => Limits {
            lead: 7,
            between: 3,
            item: 1,
        },
        (Reach::Sentence, _) => Limits {
            lead: usize::MAX,
            between: usize::MAX,
            item: usize::MAX,
        },
        (Reach::Words, _) => Limits {
            lead: cue.words as usize,
            between: cue.words as usize,
            item: cue.words as usize,
        },
    };
    let sentence = reading.sentence(cue.phrase.first as usize);
    let (low, high) = (
        (sentence.first as usize).max((cue.phrase.first as usize).saturating_sub(FARTHEST)),
        (sentence.end as usize).min(cue.phrase.end as usize + FARTHEST),
    );
    // `se febre`: a condition may name in itself what it conditions.
    let named = map
        .at(cue.phrase.end.max(1) as usize - 1)
        .map(|m| found[m].start())
        .filter(|start| cue.role == Role::Conditional && *start > cue.phrase.first as usize);
    let mut at = if forward {
        named.unwrap_or(cue.after.unwrap_or(cue.phrase.end) as usize)
    } else {
        (cue.phrase.first as usize).wrapping_sub(1)
    };
    let start = if forward { cue.phrase.end } else { cue.phrase.first };
    let denial = forward && cue.role == Role::Negation;
    let suspicion = suspects(cue.role);
    // Where a list that is denied ends by its `ni` or `or`: what stands before that is of the list, whatever words it has.
    let closed = if denial { list_end(reading, cue) } else { 0 };
    let mut seen = cue.after.is_some();
    let mut unknown = 0usize;
    let mut new_item = false;
    let mut said_behind = false;
    let mut done_last = false;
    // Whether the first item has an article, as all of its list may; whether the scope went into a parenthesis.
    let mut article = false;
    let mut inside = false;
    let step = |at: usize| if forward { at + 1 } else { at.wrapping_sub(1) };
    let mut words = 0u32;
    // The token before this one is the last that lies in the scope.
    let before = |at: usize| if forward { at.saturating_sub(1) } else { at.saturating_add(1) } as u32;
    while at >= low && at < high {
        let edge = before(at);
        if cue.reach == Reach::Words && words >= cue.words {
            return edge;
        }
        if let Some(m) = map.at(at) {
            let mention = &found[m];
            let far = start.abs_diff(at as u32);
            let next = if forward {
                mention.end() + 1
            } else {
                mention.start().wrapping_sub(1)
            };
            // `sin fiebre, TA 120/80, dolor …`: behind what was measured the denial is over.
            if (denial || suspicion && forward) && mention.kind == Kind::Measurement && measured(mention) {
                return edge;
            }
            // `no edemas, pulsos presentes`: behind an item that is denied, what is as it should be is there, and so is a complaint.
            if denial && seen && new_item && mention.concept.is_some_and(|c| reading.lexicon.outlives_denial(c)) {
                return edge;
            }
            // `se suspendió la furosemida por mareo`: the drug was stopped, and not what it did.
            if cue.role == Role::Past && cue.reach == Reach::List && seen && !new_item {
                return edge;
            }
            let done = matches!(mention.kind, Kind::Procedure | Kind::Medication | Kind::Device);
            // `ante la sospecha de neumonía se inicia ceftriaxona`: what is done about a suspicion is done.
            if suspicion && done && forward && seen {
                return edge;
            }
            // `sin signos de infección del injerto`: the graft is there.
            let complement =
                denial && done && seen && !new_item || suspicion && done && forward && (unknown > 1 || new_item);
            if !complement && !matches!(mention.kind, Kind::Time | Kind::BodySite) {
                if !out.iter().rev().take(SPANNED).any(|(o, _)| *o == m) {
                    out.push((m, far));
                }
                seen = true;
                done_last = done;
                unknown = 0;
                new_item = false;
                if cue.reach == Reach::Next || said_behind {
                    return if forward { mention.last } else { mention.first };
                }
            }
            words += 1;
            // A mention of fragments may span words of others: step by token there.
            at = if mention.fragments.is_empty() { next } else { step(at) };
            continue;
        }
        let other = if forward {
            reading.phrases.at(Category::Cue, at)
        } else {
            reading
                .phrases
                .within(Category::Cue, at.saturating_sub(6)..at + 1)
                .iter()
                .rev()
                .find(|p| p.end as usize == at + 1)
        };
        if let Some(other) = other.and_then(|p| Cue::read(reading, *p)) {
            // `sensible a A y B, resistente a C`.
            if matches!(other.role, Role::Susceptible | Role::Intermediate | Role::Resistant) {
                return edge;
            }
            if other.role == Role::End && (forward || cue.reach != Reach::Sentence) {
                return edge;
            }
            // `sin fiebre se realizó TAC`: but `non eseguita` denies what was done.
            if other.role == Role::Done && forward && cue.reach != Reach::Sentence && at != cue.phrase.end as usize {
                return edge;
            }
            // Another cue of presence behind the first mention opens a scope of its own; more of the same goes on, and so does
            // a denial over the suspicion in it (`sin nódulos sospechosos de malignidad`).
            let within = denial && suspects(other.role) && !new_item && unknown == 0 && !done_last;
            // `no fiebre y toma paracetamol`: what is taken, was and will be is another statement.
            if denial && seen && new_item && matches!(other.role, Role::Current | Role::Past | Role::Planned) {
                return edge;
            }
            // `su padre tuvo una embolia y ahora él consulta por …`: now is the patient's.
            let whose = matches!(cue.role, Role::Family | Role::Other);
            if whose && forward && seen && new_item && other.role == Role::Current {
                return edge;
            }
            if seen && other.decides_presence() && other.role != cue.role && !within
                // `nadie presenta fiebre`: but who reports it is denied as well, where the denial is of the whole sentence.
                || other.role == Role::Present && forward && cue.decides_presence() && cue.reach != Reach::Sentence
            {
                return edge;
            }
            // `fără febră care se prezintă pentru …`, where the cue has the relative.
            let relative = reading.words[other.phrase.first as usize].class == WordClass::Relative;
            if forward && seen && relative && (denial || suspicion) && !other.decides_presence() {
                return edge;
            }
            if !forward
                && other.decides_presence()
                && matches!(other.direction, Direction::Backward | Direction::Either)
            {
                return edge;
            }
            at = if forward {
                other.phrase.end as usize
            } else {
                (other.phrase.first as usize).wrapping_sub(1)
            };
            continue;
        }
        // `sospecha de neumonía en un paciente con asma`: another statement about the patient begins.
        let presence = cue.decides_presence() && cue.reach != Reach::Sentence;
        if forward
            && seen
            && presence
            && let Some(person) = reading.phrases.at(Category::Person, at)
            && reading
                .words
                .get(person.end as usize)
                .is_some_and(|w| matches!(w.class, WordClass::Comitative | WordClass::Relative))
        {
            return edge;
        }
        // `mother with asthma, patient complains of …`: the patient again.
        let whose = matches!(cue.role, Role::Family | Role::Other);
        let parted = at.checked_sub(1).is_some_and(|t| {
            reading.words[t].mark == Mark::Comma || reading.words[t].class.joins() || reading.words[t].class.is_small()
        });
        if forward && seen && whose && parted && reading.phrases.at(Category::Person, at).is_some() {
            return edge;
        }
        let word = &reading.words[at];
        match word.mark {
            Mark::Hard => {
                // `fiebre: no` and `no: fiebre` are one statement; a colon behind a mention is another.
                let colon = reading.tokens.folded_form(at) == ":" && !seen;
                if !colon && cue.reach != Reach::Sentence {
                    return edge;
                }
            }
            Mark::Close if forward && inside => inside = false,
            Mark::Close if forward => return edge,
            Mark::Open if !forward => return edge,
            // `para descartar complicaciones (trombosis, absceso)`: the parenthesis names them.
            Mark::Open
                if !seen && (1..=2).contains(&unknown) && matches!(cue.role, Role::Negation | Role::Hypothetical) =>
            {
                inside = true;
            }
            Mark::Open | Mark::Close => {
                let wanted = if forward { Mark::Close } else { Mark::Open };
                let mut over = step(at);
                while over >= low && over < high && reading.words[over].mark != wanted {
                    over = step(over);
                }
                at = over;
            }
            Mark::Comma => {
                let of_list = at < closed;
                // `sospecha de apendicitis, descartada por ecografía`: what is said behind a comma of what stands right before it.
                let said_of = !forward
                    && !seen
                    && unknown == 0
                    && at + 1 == start as usize
                    && map.at(at.wrapping_sub(1)).is_some();
                // `pneumonia, now resolved.`: but `AVC, ancien infarctus` says it of what follows.
                let said = cue.role == Role::Negation || cue.role == Role::Past && ends(reading, cue);
                if said_of && said {
                    said_behind = true;
                    at = step(at);
                    continue;
                }
                // `without any formerly diagnosed diseases, presented …`: what is denied is not known; the list is not its.
                let nothing = !seen
                    && matches!(cue.reach, Reach::List | Reach::Item | Reach::Touch)
                    && (!forward || unknown > 0)
                    && !of_list;
                let over = seen && at > closed && (closed > 0 || matches!(cue.reach, Reach::Item | Reach::Touch));
                if cue.reach == Reach::Next || nothing || over || cue.one_item && seen && !of_list {
                    return edge;
                }
                new_item = true;
                unknown = 0;
            }
            Mark::Soft => {}
            Mark::None if word.class.joins() => {
                // `ni fiebre ni tos y refiere disnea`: behind the last of the denied nothing is added to them.
                let added = closed > 0 && at > closed && seen;
                // `sin incidencias y alta`: what was denied is not known; the other is not of it.
                let other = denial && !seen && unknown > 0 && at >= closed;
                if (added || other) && word.class == WordClass::Conjunction {
                    return edge;
                }
                new_item = true;
                unknown = 0;
            }
            // `no fiebre, 3 deposiciones líquidas`: what is counted is there.
            Mark::None if denial && seen && new_item && reading.tokens[at].kind == TokenKind::Number => return edge,
            Mark::None if word.is_content() => {
                if cue.close {
                    return edge;
                }
                words += 1;
                unknown += 1;
                let most = match (seen, new_item) {
                    _ if at < closed || closed > 0 && new_item => limits.lead,
                    (false, _) => limits.lead,
                    (true, true) => limits.item,
                    (true, false) => limits.between,
                };
                if unknown > most {
                    return edge;
                }
            }
            Mark::None => {
                // `, que acude …`, `sin fiebre que ingresa por …`, but `sin lesiones que sugieran …`.
                let relative = seen
                    && word.class == WordClass::Relative
                    && (new_item || (denial || suspicion) && !cue_near(reading, at + 1) || !forward);
                // `la exploración fue normal`; `sospecha de recidiva, ha sido operado`: another statement begins.
                let statement = seen
                    && word.class == WordClass::Auxiliary
                    && (!new_item || cue.role == Role::Negation || suspicion);
                // `sin derrame, y un traumatismo`: a list that is denied has no indefinite articles behind its first item,
                // and no definite ones if that has none (`sin fiebre, y la radiografía …`).
                let new_thing = seen
                    && new_item
                    && at > closed
                    && cue.role == Role::Negation
                    && (word.class == WordClass::Indefinite || word.class == WordClass::Article && !article);
                if relative || forward && (statement || new_thing) {
                    return edge;
                }
                if cue.close && word.class != WordClass::Auxiliary {
                    return edge;
                }
                // `sin fiebre con ascitis`, `compatible con litiasis con dilatación`: what comes with it is there.
                let past = seen || unknown > 1;
                if (denial || suspicion && forward) && past && word.class == WordClass::Comitative && at > closed {
                    return edge;
                }
                // `sin antecedentes conocidos que ingresa por …`, `sin compromiso motor ha presentado …`.
                let goes_on = match word.class {
                    WordClass::Relative => !cue_near(reading, at + 1),
                    WordClass::Auxiliary => true,
                    _ => false,
                };
                if denial && !seen && unknown > 0 && goes_on && at > closed {
                    return edge;
                }
                article |= !seen && word.class == WordClass::Article;
                words += u32::from(!word.class.is_small());
            }
        }
        at = step(at);
    }
    // Through to the end of the sentence, or to its start.
    if forward { before(high) } else { low as u32 }
}

/// Whether nothing more is said behind a cue: a mark or the end of the sentence stands there.
fn ends(reading: &Reading<'_, '_>, cue: &Cue) -> bool {
    let end = cue.phrase.end as usize;
    end >= reading.sentence(cue.phrase.first as usize).end as usize
        || matches!(reading.words[end].mark, Mark::Hard | Mark::Comma | Mark::Close)
}

/// Whether a role is a degree of suspicion.
fn suspects(role: Role) -> bool {
    matches!(role, Role::Possible | Role::Likely | Role::Unlikely)
}

/// Whether a measurement has its number.
fn measured(mention: &Found) -> bool {
    mention
        .value
        .as_ref()
        .is_some_and(|v| v.number.is_some() || v.low.is_some() || v.high.is_some())
}

/// Whether a cue of what is only supposed begins at a token or at the next: `que sugieran …`.
fn cue_near(reading: &Reading<'_, '_>, token: usize) -> bool {
    (token..token + 2)
        .filter_map(|t| reading.phrases.at(Category::Cue, t))
        .filter_map(|p| Cue::read(reading, *p))
        .any(|c| c.decides_presence() && !matches!(c.role, Role::Present | Role::Negation))
}
