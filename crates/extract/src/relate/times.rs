//! When things were.

use std::ops::Range;

use epicrisis_lexicon::{Category, Role, WordClass};
use epicrisis_record::{CueRole, Experiencer, Kind, Presence, RelationKind, Time};

use super::{Link, listed};
use crate::context::{Cue, Rule};
use crate::found::{Found, FoundCue};
use crate::measure::had;
use crate::order::Order;
use crate::read::{Mark, Reading};

/// How many tokens may part a time from what it dates.
const FAR: usize = 8;
/// What a comma between them counts, in tokens, where there is something nearer on the other side.
const COMMA: usize = 2;
/// What a denial or the end of a parenthesis counts.
const DENIAL: usize = 4;

/// Ties each time to the nearest thing that can have one, and to the rest of that thing's list.
pub(super) fn at_time(reading: &Reading<'_, '_>, found: &[Found], order: &Order, links: &mut Vec<Link>) {
    let dated = |k: Kind| {
        matches!(
            k,
            Kind::Problem | Kind::Finding | Kind::Medication | Kind::Procedure | Kind::Device
        )
    };
    for &time in order.all().iter().filter(|i| found[**i].kind == Kind::Time) {
        let t = &found[time];
        let here = order.around(reading, t.start()).iter().copied();
        let events: Vec<usize> = here
            .filter(|i| dated(found[*i].kind) && found[*i].parent.is_none())
            .collect();
        let before = events
            .iter()
            .filter(|i| found[**i].end() < t.start())
            .max_by_key(|i| found[**i].last);
        // `a los 6 meses de la intervención`: what a small word ties to the time is what it is counted from.
        let anchor = |i: usize| {
            let between = t.end() + 1..found[i].start();
            // `hace cinco años tuvo una neumonía`: but a verb says what was then.
            let small = |t: usize| reading.words[t].class.is_small() && reading.words[t].class != WordClass::Auxiliary;
            !between.is_empty() && between.len() <= 3 && between.clone().all(small)
        };
        let behind = events
            .iter()
            .filter(|i| found[**i].start() > t.end())
            .min_by_key(|i| found[**i].first)
            .filter(|i| !anchor(**i));
        let far_before = before.map(|i| {
            (
                t.start() - found[*i].end(),
                parted(reading, found[*i].end() + 1..t.start()),
            )
        });
        let far_behind = behind.map(|i| {
            (
                found[*i].start() - t.end(),
                parted(reading, t.end() + 1..found[*i].start()),
            )
        });
        let owner = match (far_before, far_behind) {
            (Some((b, parted_b)), Some((a, parted_a))) if a + parted_a < b + parted_b && a <= FAR => behind,
            (Some((b, _)), _) if b <= FAR => before,
            (_, Some((a, _))) if a <= FAR => behind,
            _ => None,
        };
        let Some(&owner) = owner else { continue };
        // How long a drug was given is the drug's own.
        let duration = found[owner].attributes.duration.as_ref();
        if duration.is_some() && duration == t.value.as_ref().and_then(|v| v.text.as_ref()) {
            continue;
        }
        links.push((RelationKind::AtTime, owner, time));
        let place = events.iter().position(|i| *i == owner).unwrap_or(0);
        for pair in events[..=place].windows(2).rev() {
            let joined = found[pair[0]].kind == found[pair[1]].kind
                && listed(reading, found[pair[0]].end() + 1, found[pair[1]].start());
            if !joined {
                break;
            }
            links.push((RelationKind::AtTime, pair[0], time));
        }
    }
}

/// Units of time that are long enough for what was done so long ago to be of the past.
const LONG: [&str; 2] = ["a", "mo"];

/// The digits of a year: a date of a year alone.
const YEAR: usize = 4;

/// How far before an illness the verb may stand by which somebody had it.
const VERB: usize = 6;

/// Where a moment lies that something is tied to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lies {
    /// Months or years ago, or in a year that is all that is known of when.
    LongAgo,
    /// It ended then.
    Ended,
    /// In time to come.
    Ahead,
    /// Anywhere else.
    Elsewhere,
}

impl Lies {
    fn of(time: &Found) -> Self {
        let direction = time.attributes.other.get("direction").and_then(|d| d.as_str());
        let value = time.value.as_deref();
        let unit = value.and_then(|v| v.unit.as_deref());
        let text = value.and_then(|v| v.text.as_deref());
        let year = unit.is_none() && text.is_some_and(|text| text.len() == YEAR);
        match direction {
            Some("until") if year => Self::Ended,
            Some("ahead") => Self::Ahead,
            Some("before") if unit.is_some_and(|u| LONG.contains(&u)) => Self::LongAgo,
            None if year => Self::LongAgo,
            _ => Self::Elsewhere,
        }
    }
}

/// What the moment of a thing says of its time, where nothing else does: `apendicectomizado hace 10 años`, `colecistectomía en
/// 2010`, `warfarina hasta 2019` and `hace cinco años tuvo una neumonía` are past, `ecografía dentro de 3 meses` is planned.
pub(super) fn by_moment(reading: &Reading<'_, '_>, found: &mut [Found], links: &[Link]) {
    for (kind, event, time) in links.iter().copied() {
        let said = |c: &FoundCue| matches!(c.role, CueRole::Past | CueRole::Current | CueRole::Planned);
        if kind != RelationKind::AtTime || found[event].cues.iter().any(said) {
            continue;
        }
        let (thing, moment) = (&found[event], &found[time]);
        let illness = matches!(thing.kind, Kind::Problem | Kind::Finding);
        let lies = match Lies::of(moment) {
            Lies::Elsewhere if to_be_done(reading, thing, moment) => Lies::Ahead,
            lies => lies,
        };
        let (role, rule) = match lies {
            Lies::LongAgo if thing.kind == Kind::Procedure => (CueRole::Past, Rule::LongAgo),
            // A relative's illness of a year is told as what was.
            Lies::LongAgo if illness && thing.experiencer == Experiencer::Family => (CueRole::Past, Rule::LongAgo),
            Lies::LongAgo if illness && over(reading, thing, moment) => (CueRole::Past, Rule::LongAgo),
            Lies::Ended if thing.kind == Kind::Medication && thing.presence != Presence::Absent => {
                (CueRole::Past, Rule::LongAgo)
            }
            Lies::Ahead if thing.kind == Kind::Procedure && !done(reading, thing) => (CueRole::Planned, Rule::Ahead),
            _ => continue,
        };
        let cue = FoundCue {
            role,
            first: moment.first,
            last: moment.last,
            rule,
            scope: (thing.first.min(moment.first), thing.last.max(moment.last)),
        };
        let thing = &mut found[event];
        thing.time = if role == CueRole::Planned {
            Time::Planned
        } else {
            Time::Past
        };
        thing.cues.push(cue);
    }
}

/// `hace cinco años tuvo una neumonía`: somebody had it then, years ago, and nothing says that it was only found then
/// (`had hypertension diagnosed 5 years ago`).
fn over(reading: &Reading<'_, '_>, thing: &Found, moment: &Found) -> bool {
    let years = moment.value.as_deref().and_then(|v| v.unit.as_deref()) != Some("mo");
    let more = (thing.end() + 1..moment.start()).any(|t| reading.words[t].is_content());
    years && !more && had(reading, thing.start().saturating_sub(VERB)..thing.start())
}

/// How far from a thing its sentence is searched for that: longer than sentences are, so that a text without stops costs no more.
const SENTENCE: usize = 100;

/// Whether the sentence says that something was done.
fn done(reading: &Reading<'_, '_>, thing: &Found) -> bool {
    let sentence = reading.sentence(thing.start());
    let first = (sentence.first as usize).max(thing.start().saturating_sub(SENTENCE));
    let end = (sentence.end as usize).min(thing.end() + SENTENCE);
    let cues = reading.phrases.within(Category::Cue, first..end);
    cues.iter()
        .any(|c| Cue::read(reading, *c).is_some_and(|c| c.role == Role::Done))
}

/// How many tokens may stand before what is to be done, as `Revisión en consulta de Neurología en 3 meses` has them.
const LEAD: usize = 3;

/// `control ecográfico en 3 meses`, alone in its sentence: what is to be done then, since what was done in so long a time has
/// a verb.
fn to_be_done(reading: &Reading<'_, '_>, thing: &Found, moment: &Found) -> bool {
    let sentence = reading.sentence(thing.start());
    let first = sentence.first as usize;
    let between = thing.end() + 1..moment.start();
    let own = between.clone().filter(|t| reading.words[*t].is_content()).count();
    let plain = |t: usize| matches!(reading.words[t].mark, Mark::None | Mark::Soft);
    let verb = |t: usize| reading.words[t].class == WordClass::Auxiliary;
    let behind = moment.end() + 1;
    let ends =
        behind >= sentence.end as usize || matches!(reading.words[behind].mark, Mark::Hard | Mark::Comma | Mark::Close);
    thing.kind == Kind::Procedure
        && moment.value.as_deref().is_some_and(|v| v.unit.is_some())
        && moment.attributes.other.is_empty()
        && thing.start() <= first + LEAD
        && (first..moment.start()).all(|t| thing.has(t) || plain(t) && !verb(t))
        // `CT performed within 24 hours`: but a word that touches it says what was done with it.
        && own <= 1
        && between.clone().next().is_some_and(|t| !reading.words[t].is_content())
        && between.clone().any(|t| reading.words[t].class == WordClass::Locative)
        && ends
}

/// How much what stands between parts a time from a thing: a comma or a conjunction some, a denial and the end of a
/// parenthesis more (`cefalea en las últimas 48 horas, sin rinorrea`; `(30 mg 7 días), manteniendo …`).
fn parted(reading: &Reading<'_, '_>, between: Range<usize>) -> usize {
    let denied = reading.phrases.within(Category::Cue, between.clone()).iter().any(|p| {
        let rec = reading.lexicon.tables().cues.get(p.payload as usize);
        rec.and_then(|r| Role::from_number(r.role)) == Some(Role::Negation)
    });
    let marks: usize = between
        .map(|t| match &reading.words[t] {
            w if w.mark == Mark::Comma => COMMA,
            w if w.mark == Mark::Close => DENIAL,
            w if w.class.joins() => 1,
            _ => 0,
        })
        .sum();
    marks + if denied { DENIAL } else { 0 }
}
