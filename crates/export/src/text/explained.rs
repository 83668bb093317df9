//! Why each mention is present or not, whose it is and when: the cue, the rule, and what the cue holds for.

use super::line::{Line, Role};
use super::page::Page;
use super::short::short;
use crate::summary::{Case, words};

/// A line a cue; nothing where the record was made without explanations.
pub(super) fn explained(page: &mut Page, case: &Case<'_>) {
    let explained = |m: &&epicrisis_record::Mention| m.cues.iter().any(|c| c.rule.is_some());
    let mentions: Vec<_> = case.record.mentions.iter().filter(explained).collect();
    if mentions.is_empty() {
        return;
    }
    page.title("Explained");
    for mention in mentions {
        let mut line = Line::new();
        line.push(Role::Label, format!("“{}”", short(&words::clean(&mention.text), WIDTH)));
        line.push(Role::Dim, format!(" [{}]", mention.span()));
        let mut said = vec![mention.presence.to_string()];
        if mention.experiencer.as_str() != "patient" {
            said.push(mention.experiencer.to_string());
        }
        if mention.time.as_str() != "current" {
            said.push(mention.time.to_string());
        }
        line.push(Role::Plain, format!(": {}", said.join(", ")));
        page.line(2, 6, &line);
        for cue in &mention.cues {
            let mut line = Line::new();
            line.push(Role::Plain, format!("{} by ", cue.role));
            let text = cue.text.as_deref().unwrap_or_default();
            line.push(Role::Label, format!("“{}”", short(&words::clean(text), WIDTH)));
            line.push(Role::Dim, format!(" [{}]", cue.span()));
            if let (Some(rule), Some(scope)) = (&cue.rule, &cue.scope) {
                line.push(Role::Plain, format!(", rule {rule}"));
                line.push(Role::Dim, format!(", holds for [{scope}]"));
            }
            page.line(6, 10, &line);
        }
    }
}

/// Columns of the words that are quoted.
const WIDTH: usize = 50;
