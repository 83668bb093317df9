//! The time line: a line a moment, with what was then.

use epicrisis_record::Mention;

use super::clinical::evidence;
use super::line::{Line, Role};
use super::page::Page;
use crate::summary::{Case, said, timeline, words};

pub(super) fn timeline(page: &mut Page, case: &Case<'_>) {
    let moments = timeline::timeline(case);
    if moments.is_empty() {
        return;
    }
    page.title("Time line");
    for moment in moments {
        let mut line = Line::new();
        line.push(Role::Label, moment.when);
        let mut labels: Vec<String> = moment.events.iter().map(|event| label(event)).collect();
        labels.dedup();
        line.push(Role::Plain, format!(": {}", labels.join(", ")));
        line.append(evidence(&[moment.time], true));
        page.line(2, 6, &line);
    }
}

/// What was then; whose, where it was not the patient's.
fn label(event: &Mention) -> String {
    let label = words::clean(event.label());
    let whose = said::whose(event);
    if whose.is_empty() {
        label
    } else {
        format!("{label} ({})", whose.join(", "))
    }
}
