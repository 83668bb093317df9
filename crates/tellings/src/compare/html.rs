//! A comparison as a page: the tellings in columns, sentence beside sentence, facts and faults marked and linked. One file,
//! no script, nothing fetched.

use std::collections::BTreeMap;
use std::fmt::Write;

use epicrisis_export::{HOUSE_STYLE, escape_html as escape};
use epicrisis_record::{CharOffset, Span};

use super::Comparison;
use super::facts::{Agreement, Fact, Said};
use crate::Telling;

const STYLE: &str = include_str!("style.css");

/// The page of a comparison of these tellings.
#[must_use]
pub fn page(comparison: &Comparison, tellings: &[Telling<'_>]) -> String {
    let mut page = Page {
        comparison,
        tellings,
        out: String::with_capacity(64 << 10),
        facts: BTreeMap::new(),
        faults: BTreeMap::new(),
    };
    for (f, fault) in comparison.faults.iter().enumerate() {
        page.faults.entry(fault.row).or_default().push(f);
    }
    for (f, fact) in comparison.facts.iter().enumerate() {
        for said in &fact.said {
            page.facts.insert((said.telling, said.start.0, said.mention.0), f);
        }
    }
    // Writing to a string cannot fail.
    let _ = page.write();
    page.out
}

struct Page<'c, 't> {
    comparison: &'c Comparison,
    tellings: &'c [Telling<'t>],
    out: String,
    /// By telling, start and mention, the fact.
    facts: BTreeMap<(usize, u32, u32), usize>,
    /// By row, the faults.
    faults: BTreeMap<usize, Vec<usize>>,
}

/// What is marked in a text.
#[derive(Clone, Copy)]
enum Mark {
    Fault(usize),
    Fact(usize),
}

impl Page<'_, '_> {
    fn write(&mut self) -> std::fmt::Result {
        let comparison = self.comparison;
        let names: Vec<String> = comparison.tellings.iter().map(|t| escape(&t.name)).collect();
        write!(
            self.out,
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>{}</title>\n<style>\n{HOUSE_STYLE}{STYLE}</style>\n</head>\n<body>\n",
            names.join(" · ")
        )?;
        let count = |a| comparison.count(a);
        write!(
            self.out,
            "<header><h1>{}</h1><p><span>{} facts: <b class=\"number\">{}</b> all say, <b class=\"number\">{}</b> only some, <b class=\"number\">{}</b> differently</span>\
             <span class=\"purpose\">For research and data work, with a person checking</span></p></header>\n<main>\n",
            names.join(" · "),
            comparison.facts.len(),
            count(Agreement::All),
            count(Agreement::Some),
            count(Agreement::Differs)
        )?;
        self.faults()?;
        self.table()?;
        self.out.push_str("</main>\n</body>\n</html>\n");
        Ok(())
    }

    fn faults(&mut self) -> std::fmt::Result {
        let comparison = self.comparison;
        writeln!(
            self.out,
            "<section class=\"faults\"><h2>Faults <span class=\"number\">{}</span></h2>",
            comparison.faults.len()
        )?;
        if comparison.faults.is_empty() {
            self.out.push_str("<p class=\"note\">None was found.</p>\n");
        }
        self.out.push_str("<ol>\n");
        for (f, fault) in comparison.faults.iter().enumerate() {
            write!(
                self.out,
                "<li id=\"f{f}\" class=\"{}\"><p><span class=\"danger\">{}</span> <a href=\"#r{}\"><code>{}</code></a> <b>{}</b></p><p class=\"note\">{}</p><dl>",
                fault.danger.as_str(),
                fault.danger.as_str(),
                fault.row,
                fault.code.code(),
                escape(&fault.about),
                with_code(fault.code.does())
            )?;
            for t in 0..comparison.tellings.len() {
                let differs = fault.differs.contains(&t);
                let place = fault.place(t);
                if place.is_none() && !differs {
                    continue;
                }
                let class = if differs { " class=\"differs\"" } else { "" };
                write!(
                    self.out,
                    "<div{class}><dt>{}</dt><dd>",
                    escape(&comparison.tellings[t].name)
                )?;
                match place {
                    Some(place) => {
                        let [before, itself, behind] = self.tellings[t].around(
                            Span {
                                start: place.start,
                                end: place.end,
                            },
                            20,
                        );
                        write!(
                            self.out,
                            "<q>{}<a href=\"#f{f}-{t}\">{}</a>{}</q> <span class=\"evidence number\">{}–{}</span>",
                            escape(&before),
                            escape(&itself),
                            escape(&behind),
                            place.start,
                            place.end
                        )?;
                    }
                    None => self.out.push_str("<span class=\"note\">nothing</span>"),
                }
                self.out.push_str("</dd></div>");
            }
            self.out.push_str("</dl></li>\n");
        }
        self.out.push_str("</ol></section>\n");
        Ok(())
    }

    fn table(&mut self) -> std::fmt::Result {
        let comparison = self.comparison;
        write!(
            self.out,
            "<section class=\"columns\" style=\"--tellings: {}\">",
            comparison.tellings.len()
        )?;
        self.out.push_str("<h2>Sentence by sentence</h2>\n<p class=\"legend\"><mark class=\"problem\">problem</mark> <mark class=\"finding\">finding</mark> <mark class=\"measurement\">measurement</mark> <mark class=\"medication\">drug</mark> <mark class=\"procedure\">procedure</mark> <mark class=\"finding absent\"><a>denied</a></mark> <mark class=\"some finding\">only some say it</mark> <mark class=\"apart finding\">said differently</mark> <mark class=\"fault high\">fault</mark></p>\n<table><thead><tr>");
        for telling in &comparison.tellings {
            write!(
                self.out,
                "<th scope=\"col\">{} <span class=\"note\">{}</span></th>",
                escape(&telling.name),
                escape(&telling.language)
            )?;
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for (r, cells) in comparison.rows.iter().enumerate() {
            write!(self.out, "<tr id=\"r{r}\">")?;
            for (t, cell) in cells.iter().enumerate() {
                match cell {
                    Some(span) => self.cell(r, t, *span)?,
                    None => self
                        .out
                        .push_str("<td class=\"none\"><span class=\"note\">–</span></td>"),
                }
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody></table></section>\n");
        Ok(())
    }

    fn cell(&mut self, row: usize, t: usize, span: Span) -> std::fmt::Result {
        let comparison = self.comparison;
        let within = |start: CharOffset, end: CharOffset| span.start <= start && end <= span.end;
        // Faults of a whole cell stand at the cell, the others at their words.
        let mut whole: Vec<usize> = Vec::new();
        let mut marks: Vec<(Span, Mark)> = Vec::new();
        for &f in self.faults.get(&row).into_iter().flatten() {
            let fault = &comparison.faults[f];
            let Some(place) = fault.place(t) else { continue };
            let at = Span {
                start: place.start,
                end: place.end,
            };
            if at == span {
                whole.push(f);
            } else if within(place.start, place.end) {
                marks.push((at, Mark::Fault(f)));
            }
        }
        let from = self.facts.range((t, span.start.0, 0)..(t, span.end.0, 0));
        for f in from.map(|(_, f)| *f) {
            if let Some(said) = comparison.facts[f]
                .said
                .iter()
                .find(|s| s.telling == t)
                .filter(|s| within(s.start, s.end))
            {
                marks.push((
                    Span {
                        start: said.start,
                        end: said.end,
                    },
                    Mark::Fact(f),
                ));
            }
        }
        let flat = flatten(marks);
        match whole.first() {
            Some(f) => {
                let fault = &comparison.faults[*f];
                write!(
                    self.out,
                    "<td class=\"{} whole\" id=\"f{f}-{t}\"><a class=\"flag\" href=\"#f{f}\">{}</a> ",
                    fault.danger.as_str(),
                    fault.code
                )?;
            }
            None => self.out.push_str("<td>"),
        }
        let telling = &self.tellings[t];
        let mut at = span.start;
        for (mark, what) in flat {
            self.out.push_str(&escape(telling.slice(Span {
                start: at,
                end: mark.start,
            })));
            let letters = escape(telling.slice(mark));
            match what {
                Mark::Fault(f) => {
                    let fault = &comparison.faults[f];
                    let differs = if fault.differs.contains(&t) { " differs" } else { "" };
                    write!(
                        self.out,
                        "<mark class=\"fault {}{differs}\" id=\"f{f}-{t}\"><a href=\"#f{f}\" title=\"{}: {}\">{letters}</a></mark>",
                        fault.danger.as_str(),
                        fault.code,
                        escape(&fault.about)
                    )?;
                }
                Mark::Fact(f) => self.fact(&comparison.facts[f], t, &letters)?,
            }
            at = mark.end;
        }
        self.out.push_str(&escape(telling.slice(Span {
            start: at,
            end: span.end,
        })));
        self.out.push_str("</td>");
        Ok(())
    }

    /// A fact leads to itself in the next telling that says it.
    fn fact(&mut self, fact: &Fact, t: usize, letters: &str) -> std::fmt::Result {
        let Some(at) = fact.said.iter().position(|s| s.telling == t) else {
            return Ok(());
        };
        let said = &fact.said[at];
        let next: &Said = fact.said.get(at + 1).unwrap_or(&fact.said[0]);
        let how = match fact.agreement {
            Agreement::All => "",
            Agreement::Some => " some",
            Agreement::Differs => " apart",
        };
        let aspects: Vec<&str> = fact.differs.iter().map(|a| a.as_str()).collect();
        let differs = if aspects.is_empty() {
            String::new()
        } else {
            format!(" — differs: {}", aspects.join(", "))
        };
        write!(
            self.out,
            "<mark class=\"{} {}{how}\" id=\"m{t}-{}\"><a href=\"#m{}-{}\" title=\"{}{differs}\">{letters}</a></mark>",
            fact.kind,
            said.presence,
            said.mention,
            next.telling,
            next.mention,
            escape(&fact.label)
        )
    }
}

/// What stands between backticks as code.
fn with_code(text: &str) -> String {
    let part = |(at, part): (usize, &str)| {
        let part = escape(part);
        if at % 2 == 1 {
            format!("<code>{part}</code>")
        } else {
            part.to_string()
        }
    };
    text.split('`').enumerate().map(part).collect()
}

/// Marks that do not overlap: faults first, then the longer facts.
fn flatten(mut marks: Vec<(Span, Mark)>) -> Vec<(Span, Mark)> {
    let rank = |m: &(Span, Mark)| match m.1 {
        Mark::Fault(f) => (0, f, m.0.start),
        Mark::Fact(_) => (1, usize::MAX - (m.0.end.0 - m.0.start.0) as usize, m.0.start),
    };
    marks.sort_by_key(rank);
    let mut out: Vec<(Span, Mark)> = Vec::new();
    for (span, mark) in marks {
        if !span.is_empty() && out.iter().all(|(o, _)| o.end <= span.start || span.end <= o.start) {
            out.push((span, mark));
        }
    }
    out.sort_by_key(|(span, _)| span.start);
    out
}
