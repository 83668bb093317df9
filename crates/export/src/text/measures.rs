//! Vital signs and laboratory values as a table: value, what it means, the usual unit, the normal range, the evidence.

use epicrisis_record::{Interpretation, ReferenceRange, Value};
use unicode_width::UnicodeWidthStr;

use super::blocks::Block;
use super::clinical::{evidence, label};
use super::facts::{Case, Fact};
use super::line::{Line, Role};
use super::page::Page;
use super::words;

/// What a value means, as it is shown.
struct Mark {
    text: &'static str,
    role: Role,
}

const NO_MARK: Mark = Mark {
    text: "",
    role: Role::Plain,
};

fn mark(interpretation: Option<Interpretation>) -> Mark {
    let Some(interpretation) = interpretation else {
        return NO_MARK;
    };
    let (text, role) = match interpretation {
        Interpretation::Normal => ("", Role::Plain),
        Interpretation::Low => ("L ↓", Role::Caution),
        Interpretation::High => ("H ↑", Role::Caution),
        Interpretation::CriticallyLow => ("LL ↓↓", Role::Alarm),
        Interpretation::CriticallyHigh => ("HH ↑↑", Role::Alarm),
        Interpretation::Abnormal => ("A !", Role::Caution),
        Interpretation::Positive => ("POS +", Role::Caution),
        Interpretation::Negative => ("NEG", Role::Plain),
    };
    Mark { text, role }
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
    let strong = if row.mark.role == Role::Plain {
        Role::Plain
    } else {
        row.mark.role
    };
    let texts = [
        (Role::Label, row.label.as_str()),
        (strong, row.value.as_str()),
        (row.mark.role, row.mark.text),
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
        mark: mark(value.and_then(|value| value.interpretation)),
        canonical: value.and_then(canonical).unwrap_or_default(),
        range: value.and_then(range).unwrap_or_default(),
        fact: at,
    }
}

fn word_text(word: &super::line::Word<'_>) -> String {
    word.pieces.iter().map(|(_, text)| *text).collect()
}

/// The value as written; a unit that the text does not give is marked as taken for granted.
fn shown(value: &Value) -> String {
    let written = words::value(value);
    match &value.assumed_unit {
        Some(unit) if value.unit.is_none() && value.unit_text.is_none() => {
            format!("{} (unit assumed)", words::join(&written, &words::unit(unit)))
        }
        _ => written,
    }
}

/// The value in the usual unit, where that is another.
fn canonical(value: &Value) -> Option<String> {
    let canonical = value.canonical.as_ref()?;
    let unit = value.unit.as_ref().or(value.assumed_unit.as_ref());
    let same = Some(canonical.number) == value.number && unit == Some(&canonical.unit);
    (!same).then(|| {
        format!(
            "= {}",
            words::join(&canonical.number.to_string(), &words::unit(&canonical.unit))
        )
    })
}

/// The normal range, with its unit where that is not the one of the number to its left.
fn range(value: &Value) -> Option<String> {
    let ReferenceRange { low, high, unit, .. } = value.reference_range.as_ref()?;
    let numbers = match (low, high) {
        (Some(low), Some(high)) => format!("{low}–{high}"),
        (Some(low), None) => format!("≥ {low}"),
        (None, Some(high)) => format!("≤ {high}"),
        (None, None) => return None,
    };
    let shown = value
        .canonical
        .as_ref()
        .map(|canonical| &canonical.unit)
        .or(value.unit.as_ref());
    let unit = if shown == Some(unit) {
        String::new()
    } else {
        words::unit(unit)
    };
    Some(format!("({})", words::join(&numbers, &unit)))
}
