//! The page of one document: the text, the record beside it, and what frames them.

use std::collections::BTreeMap;

use epicrisis_record::{Mention, Record};

use super::markup::Markup;
use super::passage::passage;
use super::places::Places;
use super::record::{self, Teller};
use super::{GENERATOR, HOUSE_STYLE, SCRIPT, STYLE, legend, marks};
use crate::summary::{Case, timeline, words};

/// Nothing is loaded from anywhere, and nothing runs but the one script below, told by its digest: whatever a document
/// holds, and whatever a mistake in this module would let through.
const HEAD: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
                    script-src 'sha256-";

/// Writes what stands before the body of every page.
pub(super) fn head(out: &mut Markup, title: &str) {
    out.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.raw(HEAD)
        .raw(super::SCRIPT_DIGEST)
        .raw("'; base-uri 'none'; form-action 'none'\">\n");
    out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\"");
    out.attribute("content", GENERATOR).raw(">\n<title>").text(title);
    out.raw("</title>\n<style>\n")
        .raw(HOUSE_STYLE)
        .raw(STYLE)
        .raw("</style>\n</head>\n");
}

/// The page of a document. `index` is the address of the page that lists it, where there is one.
pub(super) fn page(record: &Record, text: &str, index: Option<&str>) -> Vec<u8> {
    let case = Case::of(record);
    let places = Places::of(&case);
    let teller = Teller {
        case: &case,
        places: &places,
        language: &record.document.language,
    };
    let name = words::clean(&record.document.id);
    let mut out =
        Markup::with_capacity(HOUSE_STYLE.len() + STYLE.len() + text.len() * 2 + record.mentions.len() * 900 + 8192);
    head(&mut out, &format!("{name} – Epicrisis"));
    out.raw("<body class=\"case\">\n");
    top(&mut out, &case, &name, index);
    out.raw("<main>\n<section id=\"text\" class=\"text\" tabindex=\"0\" aria-labelledby=\"text-title\">\n");
    out.raw("<h2 id=\"text-title\">Text</h2>\n");
    legend::legend(&mut out, record);
    out.raw("<div class=\"document\"")
        .attribute("lang", &record.document.language)
        .raw(">\n");
    passage(&mut out, &case, &places, text);
    out.raw("</div>\n</section>\n");
    out.raw("<section id=\"record\" class=\"record\" tabindex=\"0\" aria-labelledby=\"record-title\">\n");
    out.raw("<h2 id=\"record-title\">Record</h2>\n");
    told(&mut out, &teller);
    out.raw("</section>\n</main>\n");
    descriptions(&mut out, record);
    out.raw("<script>").raw(SCRIPT).raw("</script>\n</body>\n</html>\n");
    out.into_bytes()
}

/// The head of the page: which document, who, and what to beware of.
fn top(out: &mut Markup, case: &Case<'_>, name: &str, index: Option<&str>) {
    out.raw("<a class=\"skip\" href=\"#text\">To the text</a>\n<a class=\"skip\" href=\"#record\">To the record</a>\n");
    out.raw("<header>\n");
    if let Some(index) = index {
        out.raw("<nav aria-label=\"All documents\"><a")
            .attribute("href", index)
            .raw(">All documents</a></nav>\n");
    }
    out.raw("<h1>").text(name).raw("</h1>\n<p>");
    let person = record::person(case);
    if !person.is_empty() {
        out.raw("<strong>").text(&person).raw("</strong> ");
    }
    match case.record.warnings.len() {
        0 => {}
        1 => drop(out.raw("<a href=\"#warnings\">1 warning</a> ")),
        many => drop(
            out.raw("<a href=\"#warnings\">")
                .number(many as u64)
                .raw(" warnings</a> "),
        ),
    }
    out.raw(
        "<span class=\"purpose\">Read by machine; for a person to check. No medical device.</span></p>\n</header>\n",
    );
}

/// The record, from the patient to the facts about the document.
fn told(out: &mut Markup, teller: &Teller<'_, '_>) {
    let parts = record::parts(teller.case);
    let moments = timeline::timeline(teller.case);
    out.raw("<nav class=\"parts\" aria-label=\"Parts of the record\">\n<ul>\n");
    for (block, facts) in &parts {
        out.raw("<li><a")
            .attribute("href", &format!("#{}", record::part_id(*block)))
            .raw(">");
        out.text(block.title())
            .raw("</a> ")
            .number(facts.len() as u64)
            .raw("</li>\n");
    }
    if !moments.is_empty() {
        out.raw("<li><a href=\"#time-line\">Time line</a> ")
            .number(moments.len() as u64)
            .raw("</li>\n");
    }
    out.raw("<li><a href=\"#about\">Document</a></li>\n</ul>\n</nav>\n");
    teller.patient(out);
    for (block, facts) in &parts {
        teller.part(out, *block, facts);
    }
    time_line(out, teller, &moments);
    super::explained::explained(teller, out);
    warnings(out, teller.case.record);
    about(out, teller.case.record);
}

fn time_line(out: &mut Markup, teller: &Teller<'_, '_>, moments: &[timeline::Moment<'_>]) {
    if moments.is_empty() {
        return;
    }
    out.raw("<section id=\"time-line\">\n<h3>Time line</h3>\n<ol class=\"moments\">\n");
    for moment in moments {
        out.raw("<li><span class=\"when\"><a")
            .attribute("href", &format!("#{}", moment.time.id));
        out.raw(">").text(&moment.when).raw("</a></span> <span class=\"then\">");
        let mut told: Vec<&Mention> = Vec::new();
        for event in &moment.events {
            let same =
                |other: &&Mention| other.label() == event.label() && marks::states(other) == marks::states(event);
            if told.iter().any(same) {
                continue;
            }
            if !told.is_empty() {
                out.raw(", ");
            }
            match teller.places.mention(event) {
                Some(place) => teller.link(out, place, &words::clean(event.label())),
                None => drop(out.text(&words::clean(event.label()))),
            }
            let states: Vec<&str> = marks::states(event).into_iter().map(marks::State::words).collect();
            if !states.is_empty() {
                out.raw(" (").text(&states.join(", ")).raw(")");
            }
            told.push(event);
        }
        out.raw("</span></li>\n");
    }
    out.raw("</ol>\n</section>\n");
}

fn warnings(out: &mut Markup, record: &Record) {
    if record.warnings.is_empty() {
        return;
    }
    out.raw("<section id=\"warnings\">\n<h3>Warnings</h3>\n<ul class=\"facts\">\n");
    for (number, warning) in record.warnings.iter().enumerate() {
        out.raw("<li><span class=\"told\"><strong>")
            .text(warning.code.as_str())
            .raw("</strong> ");
        out.text(&words::clean(&warning.message));
        if !warning.span().is_empty() {
            out.raw(" <a").attribute("href", &format!("#w{number}")).raw(">");
            out.text(&format!("characters {}", warning.span())).raw("</a>");
        }
        out.raw("</span></li>\n");
    }
    out.raw("</ul>\n</section>\n");
}

fn about(out: &mut Markup, record: &Record) {
    let document = &record.document;
    let rows: [(&'static str, String); 6] = [
        ("Id", words::clean(&document.id)),
        (
            "Language",
            format!(
                "{} (confidence {})",
                words::clean(&document.language),
                document.language_confidence
            ),
        ),
        ("Length", format!("{} characters", document.length)),
        ("SHA-256 of the text", words::clean(&document.sha256)),
        ("Form of the record", words::clean(&record.schema)),
        ("Made by", GENERATOR.to_owned()),
    ];
    out.raw("<section id=\"about\">\n<h3>Document</h3>\n<dl>\n");
    for (name, value) in rows {
        out.raw("<div><dt>")
            .raw(name)
            .raw("</dt><dd>")
            .text(&value)
            .raw("</dd></div>\n");
    }
    out.raw("</dl>\n</section>\n");
}

/// What links in the text are described by, for who cannot see how they are marked.
fn descriptions(out: &mut Markup, record: &Record) {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    for mention in &record.mentions {
        all.entry(marks::description_id(mention))
            .or_insert_with(|| marks::description(mention));
    }
    out.raw("<div hidden>\n");
    for (id, words) in all {
        out.raw("<span")
            .attribute("id", &id)
            .raw(">")
            .text(&words)
            .raw("</span>\n");
    }
    out.raw("</div>\n");
}
