//! The invariants that every record keeps, for every input whatever.

use std::collections::HashSet;

use thiserror::Error;

use crate::{FRAGMENT_JOINER, Mention, MentionId, Number, Record, SCHEMA, Span, Value};

/// A promise of the record that is broken. Names ids and offsets only: the text is a patient's.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Violation {
    /// The record is of another form or version.
    #[error("the record's schema is `{0}`, this version reads `{SCHEMA}`")]
    Schema(String),
    /// The record was made from another text.
    #[error("the document has {found} code points, its record says {stated}; was it made from another text?")]
    Length {
        /// In the text given.
        found: usize,
        /// In the record.
        stated: u32,
    },
    /// A stretch is empty, turned round or reaches behind the end.
    #[error("{what} covers {span}, which is empty or outside of the document's {length} code points")]
    Span {
        /// Whose stretch it is.
        what: String,
        /// The stretch.
        span: Span,
        /// The document's length in code points.
        length: usize,
    },
    /// A mention's `text` is not what it covers.
    #[error("mention {0}: its `text` is not the text it covers at {1}")]
    Text(MentionId, Span),
    /// The fragments of a mention do not make up its stretch.
    #[error("mention {0}: its fragments must be two or more, in order, apart, and reach from its start to its end")]
    Fragments(MentionId),
    /// Mentions are not ordered by start, then the longer first.
    #[error("mention {0} stands behind one that it should precede; order is by start, then the longer first")]
    Order(MentionId),
    /// Sections are not ordered by start.
    #[error("the section at {0} stands behind one that starts later")]
    SectionOrder(Span),
    /// Two mentions share an id.
    #[error("mention id {0} is used twice")]
    DuplicateId(MentionId),
    /// Something points at a mention that is not there.
    #[error("{what} points at mention {id}, which is not in the record")]
    Dangling {
        /// What points.
        what: String,
        /// Where to.
        id: MentionId,
    },
    /// A relation leads from a mention to itself.
    #[error("relation {kind} leads from mention {id} to itself")]
    Loop {
        /// Which relation.
        kind: crate::RelationKind,
        /// The mention.
        id: MentionId,
    },
    /// A confidence is not from 0 to 1.
    #[error("{what}: confidence {found} is not from 0 to 1")]
    Confidence {
        /// Whose.
        what: String,
        /// What it is.
        found: Number,
    },
}

impl Record {
    /// Checks every invariant of the record against the text it was made from.
    ///
    /// # Errors
    /// The first [`Violation`] found.
    pub fn check(&self, text: &str) -> Result<(), Violation> {
        let chars = Chars::of(text);
        if self.schema != SCHEMA {
            return Err(Violation::Schema(self.schema.clone()));
        }
        if self.document.length as usize != chars.len {
            return Err(Violation::Length {
                found: chars.len,
                stated: self.document.length,
            });
        }
        confidence("document", self.document.language_confidence)?;
        let ids = self.ids()?;
        let known = |what: &dyn Fn() -> String, id: MentionId| {
            if ids.contains(&id) {
                Ok(())
            } else {
                Err(Violation::Dangling { what: what(), id })
            }
        };

        for pair in self.sections.windows(2) {
            if pair[0].start > pair[1].start {
                return Err(Violation::SectionOrder(pair[1].span()));
            }
        }
        for section in &self.sections {
            check_span(&|| format!("section {}", section.kind), section.span(), chars.len)?;
        }
        for pair in self.mentions.windows(2) {
            if (pair[0].start, pair[1].end) > (pair[1].start, pair[0].end) {
                return Err(Violation::Order(pair[1].id));
            }
        }
        for mention in &self.mentions {
            chars.check_mention(mention)?;
            let attributes = &mention.attributes;
            for id in attributes.site.into_iter().chain(attributes.specimen) {
                known(&|| format!("mention {}", mention.id), id)?;
            }
        }
        for relation in &self.relations {
            for id in [relation.from, relation.to] {
                known(&|| format!("relation {}", relation.kind), id)?;
            }
            if relation.from == relation.to {
                return Err(Violation::Loop {
                    kind: relation.kind,
                    id: relation.from,
                });
            }
        }
        for (what, id) in [
            ("the subject's age", self.subject.age.map(|age| age.mention)),
            ("the subject's sex", self.subject.sex.map(|sex| sex.mention)),
        ] {
            if let Some(id) = id {
                known(&|| what.to_owned(), id)?;
            }
        }
        for warning in &self.warnings {
            // A warning may be about the whole document, which it says with 0 and 0.
            if warning.span() != Span::default() {
                check_span(&|| format!("warning {}", warning.code), warning.span(), chars.len)?;
            }
        }
        Ok(())
    }

    fn ids(&self) -> Result<HashSet<MentionId>, Violation> {
        let mut ids = HashSet::with_capacity(self.mentions.len());
        for mention in &self.mentions {
            if !ids.insert(mention.id) {
                return Err(Violation::DuplicateId(mention.id));
            }
        }
        Ok(ids)
    }
}

/// Checks `0 <= start < end <= length`, all in code points.
///
/// # Errors
/// [`Violation::Span`], naming `what`, which is only asked for then.
pub fn check_span(what: &dyn Fn() -> String, span: Span, length: usize) -> Result<(), Violation> {
    if span.start < span.end && span.end.get() <= length {
        Ok(())
    } else {
        Err(Violation::Span {
            what: what(),
            span,
            length,
        })
    }
}

fn confidence(what: &str, found: Number) -> Result<(), Violation> {
    if (0.0..=1.0).contains(&found.get()) {
        Ok(())
    } else {
        Err(Violation::Confidence {
            what: what.to_owned(),
            found,
        })
    }
}

/// The way from code points to bytes: a byte offset for every so many code points, and a walk from there.
struct Chars<'t> {
    text: &'t str,
    len: usize,
    /// Empty where the text is ASCII, whose code points are its bytes.
    steps: Vec<usize>,
}

/// Few enough that a walk is short, many enough that the table is a small part of the text.
const STEP: usize = 128;

impl<'t> Chars<'t> {
    fn of(text: &'t str) -> Self {
        if text.is_ascii() {
            return Self {
                text,
                len: text.len(),
                steps: Vec::new(),
            };
        }
        let mut len = 0;
        let mut steps = Vec::with_capacity(text.len() / STEP + 1);
        for (byte, _) in text.char_indices() {
            if len % STEP == 0 {
                steps.push(byte);
            }
            len += 1;
        }
        Self { text, len, steps }
    }

    fn byte(&self, offset: usize) -> usize {
        if offset >= self.len {
            return self.text.len();
        }
        let Some(&from) = self.steps.get(offset / STEP) else {
            return offset;
        };
        let walked = self.text[from..].char_indices().nth(offset % STEP);
        walked.map_or(self.text.len(), |(byte, _)| from + byte)
    }

    fn covered(&self, span: Span) -> &'t str {
        &self.text[self.byte(span.start.get())..self.byte(span.end.get())]
    }

    fn check_mention(&self, mention: &Mention) -> Result<(), Violation> {
        let what = || format!("mention {}", mention.id);
        check_span(&what, mention.span(), self.len)?;
        for cue in &mention.cues {
            check_span(&|| format!("a cue of mention {}", mention.id), cue.span(), self.len)?;
        }
        for &fragment in &mention.fragments {
            check_span(&what, fragment, self.len)?;
        }
        for span in mention.values().filter_map(Value::span) {
            check_span(&|| format!("a value of mention {}", mention.id), span, self.len)?;
        }
        if let (Some(first), Some(last)) = (mention.fragments.first(), mention.fragments.last()) {
            let apart = mention.fragments.windows(2).all(|pair| pair[0].end < pair[1].start);
            if mention.fragments.len() < 2 || !apart || first.start != mention.start || last.end != mention.end {
                return Err(Violation::Fragments(mention.id));
            }
        }
        confidence(&what(), mention.confidence)?;
        // Compared piece by piece: nothing is put together for a check that runs on whole corpora.
        let mut rest = mention.text.as_str();
        for (at, span) in mention.stretches().enumerate() {
            let joined = if at == 0 {
                Some(rest)
            } else {
                rest.strip_prefix(FRAGMENT_JOINER)
            };
            rest = joined
                .and_then(|rest| rest.strip_prefix(self.covered(span)))
                .ok_or(Violation::Text(mention.id, mention.span()))?;
        }
        if rest.is_empty() {
            Ok(())
        } else {
            Err(Violation::Text(mention.id, mention.span()))
        }
    }
}

#[cfg(test)]
mod tests;
