//! What the marks in the text mean: those that this document has.

use std::collections::BTreeSet;

use epicrisis_record::Record;

use super::marks::{KINDS, State, kind_words, signs, states};
use super::markup::Markup;

pub(super) fn legend(out: &mut Markup, record: &Record) {
    if record.mentions.is_empty() {
        return;
    }
    let kinds: BTreeSet<_> = record.mentions.iter().map(|mention| mention.kind).collect();
    let found: BTreeSet<State> = record.mentions.iter().flat_map(states).collect();
    out.raw("<ul class=\"legend\" aria-label=\"Legend\">\n");
    for kind in KINDS.iter().filter(|kind| kinds.contains(kind)) {
        out.raw("<li><mark")
            .attribute("class", kind.as_str())
            .raw(">")
            .text(kind_words(*kind))
            .raw("</mark></li>\n");
    }
    for state in State::ALL.iter().filter(|state| found.contains(state)) {
        out.raw("<li><mark").attribute("class", state.class());
        signs(out, &[*state], true, true);
        out.raw("><span>").raw(state.words()).raw("</span></mark></li>\n");
    }
    if record.mentions.iter().any(|mention| !mention.cues.is_empty()) {
        out.raw("<li><b class=\"cue\">word that decided</b></li>\n");
    }
    if record.warnings.iter().any(|warning| !warning.span().is_empty()) {
        out.raw("<li><span class=\"warned\">warned of</span></li>\n");
    }
    out.raw("</ul>\n");
}
