//! A comparison for a person to read: the most dangerous first, with the words of every telling.

use std::fmt::Write;

use epicrisis_record::Span;

use super::facts::{Agreement, Fact};
use super::fault::Danger;
use super::finding::{Finding, Place};
use super::{Comparison, Told};
use crate::Telling;

/// So many code points are shown on either side of a place.
const AROUND: u32 = 24;
/// So many facts that only some say, or say differently, are listed; JSON has all.
const LISTED: usize = 30;

/// Renders a comparison of these tellings; `color` with ANSI colours. Ends with a line end.
#[must_use]
pub fn render(comparison: &Comparison, tellings: &[Telling<'_>], color: bool) -> String {
    let mut out = String::new();
    let page = Page {
        comparison,
        tellings,
        color,
    };
    // Writing to a string cannot fail.
    let _ = page.write(&mut out);
    out
}

struct Page<'c, 't> {
    comparison: &'c Comparison,
    tellings: &'c [Telling<'t>],
    color: bool,
}

impl Page<'_, '_> {
    fn write(&self, out: &mut String) -> std::fmt::Result {
        let of = |t: &Told| format!("{} ({})", t.name, t.language);
        let names: Vec<String> = self.comparison.tellings.iter().map(of).collect();
        writeln!(out, "{}", self.bold(&names.join(" · ")))?;
        let count = |a| self.comparison.count(a);
        writeln!(
            out,
            "{} facts: {} all say, {} only some, {} differently. {} faults.",
            self.comparison.facts.len(),
            count(Agreement::All),
            count(Agreement::Some),
            count(Agreement::Differs),
            self.comparison.faults.len()
        )?;
        for fault in &self.comparison.faults {
            self.fault(out, fault)?;
        }
        self.facts(out, "Said differently", Agreement::Differs)?;
        self.facts(out, "Said by some only", Agreement::Some)
    }

    fn fault(&self, out: &mut String, fault: &Finding) -> std::fmt::Result {
        let danger = match (self.color, fault.danger) {
            (true, Danger::High) => "\x1b[1;31mhigh\x1b[0m    ".to_owned(),
            (true, Danger::Moderate) => "\x1b[33mmoderate\x1b[0m".to_owned(),
            (_, danger) => format!("{:<8}", danger.as_str()),
        };
        writeln!(out)?;
        writeln!(out, "{danger}  {}  {}", self.bold(fault.code.code()), fault.about)?;
        writeln!(out, "          {}", fault.code.does())?;
        for place in &fault.places {
            self.place(out, fault, place)?;
        }
        for t in fault.differs.iter().filter(|t| fault.place(**t).is_none()) {
            writeln!(out, "        * {}: nothing", self.name(*t))?;
        }
        Ok(())
    }

    fn place(&self, out: &mut String, fault: &Finding, place: &Place) -> std::fmt::Result {
        let mark = if fault.differs.contains(&place.telling) {
            '*'
        } else {
            ' '
        };
        let name = self.name(place.telling);
        let span = Span {
            start: place.start,
            end: place.end,
        };
        let Some(telling) = self.tellings.get(place.telling) else {
            return Ok(());
        };
        let [before, itself, behind] = telling.around(span, AROUND);
        let itself = shortened(&itself);
        let itself = if self.color {
            format!("\x1b[1m{itself}\x1b[0m")
        } else {
            format!("[{itself}]")
        };
        writeln!(
            out,
            "        {mark} {name} {}–{}: {before}{itself}{behind}",
            place.start, place.end
        )
    }

    fn facts(&self, out: &mut String, title: &str, agreement: Agreement) -> std::fmt::Result {
        let facts: Vec<&Fact> = self
            .comparison
            .facts
            .iter()
            .filter(|f| f.agreement == agreement)
            .collect();
        if facts.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n{}", self.bold(title))?;
        for fact in facts.iter().take(LISTED) {
            let aspects: Vec<&str> = fact.differs.iter().map(|a| a.as_str()).collect();
            let aspects = if aspects.is_empty() {
                String::new()
            } else {
                format!(" ({})", aspects.join(", "))
            };
            let said: Vec<String> = fact
                .said
                .iter()
                .map(|s| format!("{} {} “{}”", self.name(s.telling), s.start, shortened(&clean(&s.text))))
                .collect();
            writeln!(out, "  {} {}{aspects}: {}", fact.kind, fact.label, said.join("; "))?;
        }
        if facts.len() > LISTED {
            writeln!(out, "  … and {} more; JSON has all", facts.len() - LISTED)?;
        }
        Ok(())
    }

    fn name(&self, t: usize) -> &str {
        self.comparison.tellings.get(t).map_or("", |t| t.name.as_str())
    }

    fn bold(&self, text: &str) -> String {
        if self.color {
            format!("\x1b[1m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }
}

/// No document may take hold of a terminal.
fn clean(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() || c.is_whitespace() { ' ' } else { c })
        .collect()
}

/// A long stretch by its two ends.
fn shortened(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    if letters.len() <= 80 {
        return text.to_owned();
    }
    let part = |of: &[char]| of.iter().collect::<String>();
    format!("{} … {}", part(&letters[..50]), part(&letters[letters.len() - 25..]))
}
