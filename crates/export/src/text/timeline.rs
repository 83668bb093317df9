//! The time line: a line a moment, with what was then.

use super::clinical::evidence;
use super::line::{Line, Role};
use super::page::Page;
use crate::summary::{Case, timeline, words};

pub(super) fn timeline(page: &mut Page, case: &Case<'_>) {
    let moments = timeline::timeline(case);
    if moments.is_empty() {
        return;
    }
    page.title("Time line");
    for moment in moments {
        let mut line = Line::new();
        line.push(Role::Label, moment.when);
        let mut labels: Vec<String> = moment.events.iter().map(|event| words::clean(event.label())).collect();
        labels.dedup();
        line.push(Role::Plain, format!(": {}", labels.join(", ")));
        line.append(evidence(&[moment.time], true));
        page.line(2, 6, &line);
    }
}
