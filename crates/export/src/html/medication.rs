//! Drugs as a table: how much, by which way, how often, for how long.

use super::markup::Markup;
use super::record::Teller;
use crate::summary::{Block, Fact, said};

pub(super) fn table(teller: &Teller<'_, '_>, out: &mut Markup, facts: &[&Fact<'_>]) {
    out.raw("<table class=\"drugs\">\n<caption><h3>")
        .text(Block::Medication.title());
    out.raw(
        "</h3></caption>\n<thead><tr><th scope=\"col\">Drug</th><th scope=\"col\">Dose</th><th scope=\"col\">Route</th>\
         <th scope=\"col\">How often</th><th scope=\"col\">In the text</th></tr></thead>\n<tbody>\n",
    );
    for fact in facts {
        out.raw("<tr");
        teller.anchor(out, fact);
        out.raw("><th scope=\"row\">");
        teller.name(out, fact);
        let mut said: Vec<String> = said::qualifiers(fact).into_iter().map(str::to_owned).collect();
        said.extend(said::description(teller.case, fact));
        teller.rest(out, fact, said);
        teller.codes(out, fact);
        let often: Vec<String> = said::frequency(fact).into_iter().chain(said::duration(fact)).collect();
        out.raw("</th><td class=\"number\">").text(&said::dose(fact).join(", "));
        out.raw("</td><td>").text(&said::route(fact).unwrap_or_default());
        out.raw("</td><td>").text(&often.join(", "));
        out.raw("</td><td>");
        teller.evidence(out, &fact.mentions);
        out.raw("</td></tr>\n");
    }
    out.raw("</tbody>\n</table>\n");
}
