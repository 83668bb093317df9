//! Vital signs and laboratory values as a table: value, what it means, the usual unit, the normal range, the evidence.

use epicrisis_record::Value;
use unicode_width::UnicodeWidthStr;

use super::clinical::{evidence, label};
use super::line::{Line, Role};
use super::page::Page;
use crate::summary::values::{self, Level, Mark};
use crate::summary::{Block, Case, Fact};

/// How a value out of the ordinary looks.
fn role(level: Level) -> Role {
    match level {
        Level::Plain => Role::Plain,
        Level::Caution => Role::Caution,
        Level::Alarm => Role::Alarm,
    }
}

/// One row, its cells still of any width.
struct Row {
    label: String,
    value: String,
    mark: Mark,
    canonical: String,
    range: String,
    fact: usize,
}

/// The table of a part of the summary.
pub(super) fn table(page: &mut Page, case: &Case<'_>, block: Block, facts: &[&Fact<'_>]) {
    page.title(block.title());
    let rows: Vec<Row> = facts.iter().enumerate().map(|(at, fact)| row(case, at, fact)).collect();
    let widest = |of: &dyn Fn(&Row) -> &str| rows.iter().map(|row| of(row).width()).max().unwrap_or(0);
    let cells = [
        // A very long name breaks its own row and not the whole table.
        widest(&|row| &row.label).min(page.width() / 3),
        widest(&|row| &row.value),
        widest(&|row| row.mark.text),
        widest(&|row| &row.canonical),
        widest(&|row| &row.range),
    ];
    for row in &rows {
        page.line(2, 6, &row_line(row, cells, facts[row.fact]));
    }
}

fn row_line(row: &Row, widths: [usize; 5], fact: &Fact<'_>) -> Line {
    let texts = [
        (Role::Label, row.label.as_str()),
        (role(row.mark.level), row.value.as_str()),
        (role(row.mark.level), row.mark.text),
        (Role::Plain, row.canonical.as_str()),
        (Role::Dim, row.range.as_str()),
    ];
    let mut line = Line::new();
    for ((role, text), width) in texts.into_iter().zip(widths) {
        // A column that no row fills takes no room.
        if width > 0 {
            if !line.is_empty() {
                line.push(Role::Plain, "  ");
            }
            line.cell(role, text, width);
        }
    }
    line.append(evidence(&fact.mentions, true));
    line
}

fn row(case: &Case<'_>, at: usize, fact: &Fact<'_>) -> Row {
    let mention = fact.first();
    let mut name = Line::new();
    label(&mut name, mention);
    let mut text: String = name.words().iter().map(word_text).collect::<Vec<_>>().join(" ");
    if let Some(site) = case.site(&mention.attributes) {
        text = format!("{text}, {site}");
    }
    let value = mention.value.as_deref();
    Row {
        label: text,
        value: value.map(shown).unwrap_or_default(),
        mark: values::mark(value.and_then(|value| value.interpretation)),
        canonical: value
            .and_then(values::usual)
            .map_or_else(String::new, |usual| format!("= {usual}")),
        range: value
            .and_then(values::range)
            .map_or_else(String::new, |range| format!("({range})")),
        fact: at,
    }
}

fn word_text(word: &super::line::Word<'_>) -> String {
    word.pieces.iter().map(|(_, text)| *text).collect()
}

/// The value as written; a unit that the text does not give is marked as taken for granted.
fn shown(value: &Value) -> String {
    let mut shown = values::shown(value);
    if values::unit_assumed(value) {
        shown.push_str(" (unit assumed)");
    }
    shown
}
