//! The document's text with its mentions, the cues that decided about them and what was warned of, marked.
//!
//! Mentions nest, share words and have gaps. Elements only nest, and links not even that: so each stretch of a mention
//! is an element, one that crosses the end of another goes on in a second, and each piece of text links to the record
//! for the innermost mention around it.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashSet};

use epicrisis_record::{CueRole, Kind, SectionKind};

use super::marks;
use super::markup::Markup;
use super::places::{Place, Places};
use crate::summary::{Case, words};

/// A stretch of the text that is marked, in code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Stretch {
    start: u32,
    /// Turned round, so that of two that start together the longer is the outer.
    end: Reverse<u32>,
    what: What,
    /// Whether it is the rest of one that crossed another's end.
    rest: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// The number of a warning.
    Warning(usize),
    /// The number of a mention, and which of its stretches.
    Mention(usize, usize),
    /// What the cue decided.
    Cue(CueRole),
}

/// The text, from the front to the end.
struct Walk<'t> {
    rest: &'t str,
    at: u32,
}

impl<'t> Walk<'t> {
    /// What lies between here and there; nothing where there is behind.
    fn to(&mut self, to: u32) -> &'t str {
        let count = to.saturating_sub(self.at) as usize;
        let bytes = self
            .rest
            .char_indices()
            .nth(count)
            .map_or(self.rest.len(), |(at, _)| at);
        let (passed, rest) = self.rest.split_at(bytes);
        self.rest = rest;
        self.at = self.at.max(to);
        passed
    }
}

/// What is written of the text, and what has been.
struct Passage<'p, 'r> {
    out: &'p mut Markup,
    case: &'p Case<'r>,
    places: &'p Places,
    open: Vec<Stretch>,
    /// Mentions that the keyboard already stops at.
    stopped: HashSet<usize>,
}

/// Writes the text as paragraphs, with a heading where a section begins.
pub(super) fn passage(out: &mut Markup, case: &Case<'_>, places: &Places, text: &str) {
    let stretches = stretches(case);
    let breaks = breaks(case, text, &stretches);
    let mut passage = Passage {
        out,
        case,
        places,
        open: Vec::new(),
        stopped: HashSet::new(),
    };
    let mut waiting: BinaryHeap<Reverse<Stretch>> = stretches.into_iter().map(Reverse).collect();
    let mut walk = Walk { rest: text, at: 0 };
    let mut sections = case.record.sections.iter().peekable();
    for pair in breaks.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        while let Some(section) = sections.next_if(|section| section.start.0 <= from) {
            if section.start.0 == from && section.kind != SectionKind::Other {
                passage
                    .out
                    .raw("<h3>")
                    .text(&words::section(section.kind))
                    .raw("</h3>\n");
            }
        }
        passage.out.raw("<p>");
        passage.paragraph(&mut walk, &mut waiting, to);
        passage.out.raw("</p>\n");
    }
}

/// All that is marked, unordered.
fn stretches(case: &Case<'_>) -> Vec<Stretch> {
    let stretch = |span: epicrisis_record::Span, what| Stretch {
        start: span.start.0,
        end: Reverse(span.end.0),
        what,
        rest: false,
    };
    let mut all = Vec::new();
    let mut cues = BTreeSet::new();
    for (number, mention) in case.record.mentions.iter().enumerate() {
        let parts = mention.stretches().enumerate();
        all.extend(parts.map(|(part, span)| stretch(span, What::Mention(number, part))));
        cues.extend(mention.cues.iter().map(|cue| stretch(cue.span(), What::Cue(cue.role))));
    }
    all.extend(cues);
    for (number, warning) in case.record.warnings.iter().enumerate() {
        all.push(stretch(warning.span(), What::Warning(number)));
    }
    all.retain(|stretch| stretch.start < stretch.end.0);
    all
}

/// Where paragraphs begin, and the end: behind empty lines and where sections begin, but not inside of anything marked.
fn breaks(case: &Case<'_>, text: &str, stretches: &[Stretch]) -> Vec<u32> {
    let mut wanted: BTreeSet<u32> = case.record.sections.iter().map(|section| section.start.0).collect();
    let mut at = 0;
    let mut lines = 0;
    for c in text.chars() {
        match c {
            '\n' => lines += 1,
            c if c.is_whitespace() => {}
            _ => {
                if lines > 1 {
                    wanted.insert(at);
                }
                lines = 0;
            }
        }
        at += 1;
    }
    wanted.retain(|place| (1..at).contains(place));
    for stretch in stretches {
        let within = (stretch.start + 1)..stretch.end.0;
        if !within.is_empty() {
            let inside: Vec<u32> = wanted.range(within).copied().collect();
            for place in inside {
                wanted.remove(&place);
            }
        }
    }
    std::iter::once(0).chain(wanted).chain([at]).collect()
}

impl Passage<'_, '_> {
    /// Writes up to a place that no stretch crosses.
    fn paragraph(&mut self, walk: &mut Walk<'_>, waiting: &mut BinaryHeap<Reverse<Stretch>>, to: u32) {
        while let Some(Reverse(next)) = waiting.peek().copied().filter(|next| next.0.start < to) {
            self.close_before(walk, next.start);
            waiting.pop();
            let mut next = next;
            if let Some(outer) = self.open.last().filter(|outer| outer.end.0 < next.end.0) {
                // It crosses the end of the one it began in, and goes on behind it.
                waiting.push(Reverse(Stretch {
                    start: outer.end.0,
                    rest: true,
                    ..next
                }));
                next.end = outer.end;
            }
            self.text(walk.to(next.start));
            self.begin(next);
        }
        self.close_before(walk, to);
        let last = walk.to(to);
        let (words, blanks) = last.split_at(last.trim_end().len());
        self.text(words);
        if !blanks.is_empty() {
            // The style sheet parts paragraphs; the document's own blanks stay in the text.
            self.out.raw("<span hidden>").text(blanks).raw("</span>");
        }
    }

    /// Ends what ends at or before a place.
    fn close_before(&mut self, walk: &mut Walk<'_>, place: u32) {
        while let Some(last) = self.open.last().copied().filter(|last| last.end.0 <= place) {
            self.text(walk.to(last.end.0));
            self.open.pop();
            self.out.raw(match last.what {
                What::Mention(..) => "</mark>",
                What::Cue(_) => "</b>",
                What::Warning(_) => "</span>",
            });
        }
    }

    fn begin(&mut self, stretch: Stretch) {
        self.open.push(stretch);
        match stretch.what {
            What::Mention(number, part) => self.mention(number, part, stretch.rest),
            What::Cue(role) => {
                let out = self.out.raw("<b class=\"cue\"");
                out.attribute("title", &format!("cue: {role}")).raw(">");
            }
            What::Warning(number) => {
                self.out.raw("<span class=\"warned\"");
                if !stretch.rest {
                    self.out.attribute("id", &format!("w{number}"));
                }
                self.out.raw(">");
            }
        }
    }

    fn mention(&mut self, number: usize, part: usize, rest: bool) {
        let mention = &self.case.record.mentions[number];
        self.out.raw("<mark").attribute("class", &marks::classes(mention));
        // Signs stand once: in front of the first stretch and behind the last, of the outermost that they hold for.
        let states = marks::states(mention);
        let same = |outer: &Stretch| match outer.what {
            What::Mention(other, _) if other != number => marks::states(&self.case.record.mentions[other]) == states,
            _ => false,
        };
        if !self.open.iter().any(same) {
            let last = part + 1 >= mention.fragments.len();
            marks::signs(self.out, &states, part == 0 && !rest, last && !rest);
        }
        if !rest {
            let id = match part {
                0 => mention.id.to_string(),
                part => format!("{}-{}", mention.id, part + 1),
            };
            self.out.attribute("id", &id);
        }
        if let Some(place) = self.places.mention(mention) {
            place.attribute(self.out, "data-f");
        }
        let mut title = marks::description(mention);
        if let Some(concept) = &mention.concept {
            title = format!("{} ({title})", words::clean(&concept.label));
        }
        self.out.attribute("title", &title).raw(">");
    }

    /// A piece of text between two borders of stretches.
    fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        match self.link().filter(|_| !text.trim().is_empty()) {
            Some((number, place)) => {
                self.out.raw("<a");
                place.href(self.out);
                if self.stopped.insert(number) {
                    let id = marks::description_id(&self.case.record.mentions[number]);
                    self.out.attribute("aria-describedby", &id);
                } else {
                    // The keyboard stops once at a mention, however many pieces it has.
                    self.out.raw(" tabindex=\"-1\"");
                }
                self.out.raw(">").text(text).raw("</a>");
            }
            None => {
                self.out.text(text);
            }
        }
    }

    /// The innermost mention here that the record tells something of; a place or time only where nothing else does.
    fn link(&self) -> Option<(usize, Place)> {
        let here = || {
            self.open.iter().rev().filter_map(|stretch| match stretch.what {
                What::Mention(number, _) => {
                    let place = self.places.mention(&self.case.record.mentions[number])?;
                    Some((number, place))
                }
                _ => None,
            })
        };
        let itself = |(number, _): &(usize, Place)| {
            !matches!(self.case.record.mentions[*number].kind, Kind::BodySite | Kind::Time)
        };
        here().find(itself).or_else(|| here().next())
    }
}
