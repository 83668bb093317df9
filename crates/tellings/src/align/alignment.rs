//! What an alignment says.

use std::ops::Range;

use epicrisis_record::Span;

use crate::Telling;

/// Sentences or clauses that tell the same; where one side is empty, what the other leaves out.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Words of the first telling.
    pub a: Range<usize>,
    /// Words of the second.
    pub b: Range<usize>,
    /// Whether it stands elsewhere in the one than in the other.
    pub moved: bool,
    /// From 0 to 1: how much of the two is the same. 0 where a side is empty.
    pub confidence: f64,
}

impl Unit {
    /// The same with the sides exchanged.
    pub(crate) fn exchanged(self) -> Self {
        Self {
            a: self.b,
            b: self.a,
            ..self
        }
    }

    /// Whether the second telling leaves it out.
    #[must_use]
    pub fn is_omission(&self) -> bool {
        self.b.is_empty()
    }

    /// Whether the second telling adds it.
    #[must_use]
    pub fn is_addition(&self) -> bool {
        self.a.is_empty()
    }
}

/// Two words that say the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// The word of the first telling.
    pub a: usize,
    /// The word of the second.
    pub b: usize,
    /// From 0 to 1; what only stands in the same place has less than a half.
    pub confidence: f64,
}

/// Which sentences and words of two tellings belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Alignment {
    units: Vec<Unit>,
    clauses: Vec<Unit>,
    links: Vec<Link>,
    /// For each word of the first telling its link, by its place; `NONE` for those that have none.
    of_a: Vec<u32>,
    of_b: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Alignment {
    pub(super) fn new(
        mut units: Vec<Unit>,
        mut clauses: Vec<Unit>,
        mut links: Vec<Link>,
        words_a: usize,
        words_b: usize,
    ) -> Self {
        for list in [&mut units, &mut clauses] {
            list.sort_by_key(|u| (u.a.start, u.b.start, u.a.end, u.b.end));
        }
        links.sort_by_key(|l| (l.a, l.b));
        let (mut of_a, mut of_b) = (vec![NONE; words_a], vec![NONE; words_b]);
        for (at, link) in links.iter().enumerate() {
            of_a[link.a] = at as u32;
            of_b[link.b] = at as u32;
        }
        Self {
            units,
            clauses,
            links,
            of_a,
            of_b,
        }
    }

    /// The same with the sides exchanged.
    #[must_use]
    pub fn exchanged(self) -> Self {
        let turned = |units: Vec<Unit>| units.into_iter().map(Unit::exchanged).collect();
        let links = self.links.into_iter().map(|l| Link { a: l.b, b: l.a, ..l }).collect();
        Self::new(
            turned(self.units),
            turned(self.clauses),
            links,
            self.of_b.len(),
            self.of_a.len(),
        )
    }

    /// The sentences, by their place in the first telling. Each word of each telling is in exactly one.
    #[must_use]
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The clauses, within the sentences, by their place in the first telling. Each word of each telling is in exactly one.
    #[must_use]
    pub fn clauses(&self) -> &[Unit] {
        &self.clauses
    }

    /// The words, by their place in the first telling. A word is in one link at most.
    #[must_use]
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// The link of a word of the first telling.
    #[must_use]
    pub fn link_of_a(&self, word: usize) -> Option<&Link> {
        self.links.get(*self.of_a.get(word)? as usize)
    }

    /// The link of a word of the second telling.
    #[must_use]
    pub fn link_of_b(&self, word: usize) -> Option<&Link> {
        self.links.get(*self.of_b.get(word)? as usize)
    }

    /// The sentences that hold a word of the first telling.
    #[must_use]
    pub fn unit_of_a(&self, word: usize) -> Option<&Unit> {
        of_a(&self.units, word)
    }

    /// The clauses that hold a word of the first telling.
    #[must_use]
    pub fn clause_of_a(&self, word: usize) -> Option<&Unit> {
        of_a(&self.clauses, word)
    }

    /// From the first to behind the last word of the second telling that some words of the first are linked with.
    #[must_use]
    pub fn in_b(&self, words: Range<usize>) -> Option<Range<usize>> {
        let linked = words.filter_map(|w| self.link_of_a(w).map(|l| l.b));
        hull(linked)
    }

    /// From the first to behind the last word of the first telling that some words of the second are linked with.
    #[must_use]
    pub fn in_a(&self, words: Range<usize>) -> Option<Range<usize>> {
        hull(words.filter_map(|w| self.link_of_b(w).map(|l| l.a)))
    }

    /// Where a stretch of the first telling stands in the second, both in code points.
    #[must_use]
    pub fn span_in_b(&self, a: &Telling<'_>, b: &Telling<'_>, span: Span) -> Option<Span> {
        self.in_b(a.words().within(span)).map(|words| b.span(words))
    }

    /// Where a stretch of the second telling stands in the first, both in code points.
    #[must_use]
    pub fn span_in_a(&self, a: &Telling<'_>, b: &Telling<'_>, span: Span) -> Option<Span> {
        self.in_a(b.words().within(span)).map(|words| a.span(words))
    }
}

fn of_a(units: &[Unit], word: usize) -> Option<&Unit> {
    let behind = units.partition_point(|u| u.a.start <= word);
    // Those with an empty side stand among them.
    units[..behind].iter().rev().find(|u| u.a.contains(&word))
}

fn hull(words: impl Iterator<Item = usize>) -> Option<Range<usize>> {
    words.fold(None, |hull: Option<Range<usize>>, word| {
        let hull = hull.unwrap_or(word..word + 1);
        Some(hull.start.min(word)..hull.end.max(word + 1))
    })
}
