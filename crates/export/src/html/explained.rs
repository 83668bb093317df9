//! Why each mention is present or not, whose it is and when: the cue, the rule, and what the cue holds for.

use super::marks;
use super::markup::Markup;
use super::record::Teller;

/// A table, folded; nothing where the record was made without explanations.
pub(super) fn explained(teller: &Teller<'_, '_>, out: &mut Markup) {
    let cues = teller
        .case
        .record
        .mentions
        .iter()
        .flat_map(|m| m.cues.iter().map(move |cue| (m, cue)));
    let mut cues = cues.filter(|(_, cue)| cue.rule.is_some()).peekable();
    if cues.peek().is_none() {
        return;
    }
    out.raw(
        "<section id=\"explained\">\n<details>\n<summary>Explained: which cue decided, and by which rule</summary>\n\
         <table>\n<caption class=\"hidden\">Cues and rules</caption>\n<thead><tr><th scope=\"col\">Mention</th>\
         <th scope=\"col\">Read as</th><th scope=\"col\">By</th><th scope=\"col\">Rule</th>\
         <th scope=\"col\">Holds for</th></tr></thead>\n<tbody>\n",
    );
    for (mention, cue) in cues {
        out.raw("<tr><th scope=\"row\"><a")
            .attribute("href", &format!("#{}", mention.id))
            .raw(">");
        teller.quote(out, &mention.text);
        out.raw("</a></th><td>")
            .text(&marks::description(mention))
            .raw("</td><td>")
            .text(cue.role.as_str())
            .raw(" ");
        teller.quote(out, cue.text.as_deref().unwrap_or_default());
        out.raw("</td><td>")
            .text(cue.rule.as_deref().unwrap_or_default())
            .raw("</td><td>");
        if let Some(scope) = cue.scope {
            out.text(&format!("characters {scope}"));
        }
        out.raw("</td></tr>\n");
    }
    out.raw("</tbody>\n</table>\n</details>\n</section>\n");
}
