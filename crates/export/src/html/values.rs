//! Measured values as a table: the value, what it means, a bar that shows where it lies, the normal range.

use std::fmt::Write;

use epicrisis_record::{Comparator, Interpretation, Value};

use super::markup::Markup;
use super::record::Teller;
use crate::summary::values::{self, Level};
use crate::summary::{Block, Fact, words};

/// The letters of what a value means, and a sign.
pub(super) fn letters(value: &Value) -> &'static str {
    values::mark(value.interpretation).text
}

/// The table of a part of the summary, and where its normal ranges are from.
pub(super) fn table(teller: &Teller<'_, '_>, out: &mut Markup, block: Block, facts: &[&Fact<'_>]) {
    out.raw("<table class=\"values\">\n<caption><h3>").text(block.title());
    out.raw(
        "</h3></caption>\n<thead><tr><th scope=\"col\">What</th><th scope=\"col\">Value</th>\
         <th scope=\"col\"><abbr title=\"What it means: high, low, positive\">Flag</abbr></th>\
         <th scope=\"col\">Normal range</th><th scope=\"col\">In the text</th></tr></thead>\n<tbody>\n",
    );
    let mut sources: Vec<&str> = Vec::new();
    for fact in facts {
        let value = fact.first().value.as_deref();
        out.raw("<tr");
        teller.anchor(out, fact);
        out.raw("><th scope=\"row\">");
        teller.name(out, fact);
        teller.rest(
            out,
            fact,
            teller.case.site(&fact.first().attributes).into_iter().collect(),
        );
        teller.codes(out, fact);
        out.raw("</th><td class=\"number\">");
        if let Some(value) = value {
            out.text(&values::shown(value));
            if values::unit_assumed(value) {
                out.raw(" <span class=\"usual\">unit assumed</span>");
            }
            if let Some(usual) = values::usual(value) {
                let usual = format!("{}{usual}", words::comparator(value.comparator));
                out.raw(" <span class=\"usual\">").text(&usual).raw("</span>");
            }
        }
        out.raw("</td><td>");
        if let Some(interpretation) = value.and_then(|value| value.interpretation) {
            flag(out, interpretation);
        }
        out.raw("</td><td class=\"range\">");
        if let Some(value) = value {
            if let Some(bar) = Bar::of(value) {
                bar.draw(out);
            }
            if let Some(range) = values::range(value) {
                out.text(&range);
            }
            let source = value.reference_range.as_ref().map(|range| range.source.as_str());
            if let Some(source) = source.filter(|source| !sources.contains(source)) {
                sources.push(source);
            }
        }
        out.raw("</td><td>");
        teller.evidence(out, &fact.mentions);
        out.raw("</td></tr>\n");
    }
    out.raw("</tbody>\n</table>\n");
    if !sources.is_empty() {
        out.raw("<p class=\"note\">Normal ranges from: ")
            .text(&sources.join("; "))
            .raw(".</p>\n");
    }
}

fn flag(out: &mut Markup, interpretation: Interpretation) {
    let mark = values::mark(Some(interpretation));
    if mark.text.is_empty() {
        out.raw("<span class=\"hidden\">")
            .text(values::meaning(interpretation))
            .raw("</span>");
        return;
    }
    out.raw(match mark.level {
        Level::Plain => "<abbr class=\"flag\"",
        Level::Caution => "<abbr class=\"flag caution\"",
        Level::Alarm => "<abbr class=\"flag alarm\"",
    });
    out.attribute("title", values::meaning(interpretation))
        .raw(">")
        .text(mark.text)
        .raw("</abbr>");
}

/// Where a value lies, in hundredths of the bar's width.
#[derive(Debug, PartialEq)]
struct Bar {
    /// The normal range.
    normal: (f64, f64),
    /// The value.
    at: f64,
    /// Where it points: to what lies beyond the end of the bar, or anywhere below or above a number.
    points: Option<Side>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// Of a range with two ends, normal is the middle; so there is as much room for what is too low as for what is too high.
const MIDDLE: (f64, f64) = (30.0, 70.0);
/// Where what is beyond the bar is drawn.
const ENDS: (f64, f64) = (4.0, 96.0);

impl Bar {
    /// The bar of a value that has a number and a range in one unit. The scale is linear: with two ends, normal is the
    /// middle; with one, that end is in the middle and nought at the left.
    fn of(value: &Value) -> Option<Self> {
        let range = value.reference_range.as_ref()?;
        let canonical = value
            .canonical
            .as_ref()
            .filter(|canonical| canonical.unit == range.unit);
        let same = || value.number.filter(|_| value.unit.as_ref() == Some(&range.unit));
        let number = canonical.map(|canonical| canonical.number).or_else(same)?.get();
        let (low, high) = (range.low.map(|low| low.get()), range.high.map(|high| high.get()));
        let (normal, at) = match (low, high) {
            (Some(low), Some(high)) if low < high => {
                let share = (number - low) / (high - low);
                (MIDDLE, MIDDLE.0 + share * (MIDDLE.1 - MIDDLE.0))
            }
            (Some(low), None) if low > 0.0 => ((50.0, 100.0), number / low * 50.0),
            (None, Some(high)) if high > 0.0 => ((0.0, 50.0), number / high * 50.0),
            _ => return None,
        };
        let points = match value.comparator {
            Some(Comparator::Less | Comparator::LessOrEqual) => Some(Side::Left),
            Some(Comparator::Greater | Comparator::GreaterOrEqual) => Some(Side::Right),
            _ if at < ENDS.0 => Some(Side::Left),
            _ if at > ENDS.1 => Some(Side::Right),
            _ => None,
        };
        at.is_finite().then(|| Self {
            normal,
            at: at.clamp(ENDS.0, ENDS.1),
            points,
        })
    }

    /// Writes it as a picture, which says nothing that the cells beside it do not.
    fn draw(&self, out: &mut Markup) {
        let (from, to) = self.normal;
        let mut shape = String::new();
        let at = self.at;
        // Writing to a string cannot fail.
        let _ = match self.points {
            None => write!(shape, "M{:.1} 0h4v10h-4z", at - 2.0),
            Some(Side::Left) => write!(shape, "M{:.1} 5l7-5v10z", at - 4.0),
            Some(Side::Right) => write!(shape, "M{:.1} 5l-7-5v10z", at + 4.0),
        };
        out.raw(
            "<svg class=\"bar\" viewBox=\"0 0 100 10\" aria-hidden=\"true\"><path class=\"all\" d=\"M0 4h100v2H0z\"/>",
        );
        out.raw("<path class=\"normal\"");
        out.attribute("d", &format!("M{from} 2h{}v6h-{}z", to - from, to - from));
        out.raw("/><path class=\"at\"").attribute("d", &shape).raw("/></svg>");
    }
}

#[cfg(test)]
mod tests {
    use super::{Bar, Side};
    use epicrisis_record::Value;
    use serde_json::json;

    fn bar(number: f64, low: Option<f64>, high: Option<f64>) -> Option<(f64, Option<Side>)> {
        let value = json!({
            "number": number, "unit": "g/L",
            "reference_range": {"low": low, "high": high, "unit": "g/L", "source": "x"}
        });
        let value: Value = serde_json::from_value(value).unwrap();
        Bar::of(&value).map(|bar| (bar.at, bar.points))
    }

    #[test]
    fn a_value_lies_where_its_range_puts_it() {
        let both = (Some(10.0), Some(20.0));
        assert_eq!(bar(10.0, both.0, both.1), Some((30.0, None)));
        assert_eq!(bar(20.0, both.0, both.1), Some((70.0, None)));
        assert_eq!(bar(500.0, both.0, both.1), Some((96.0, Some(Side::Right))));
        assert_eq!(bar(-500.0, both.0, both.1), Some((4.0, Some(Side::Left))));
        assert_eq!(bar(8.0, None, Some(8.0)), Some((50.0, None)));
        assert_eq!(bar(48.0, Some(96.0), None), Some((25.0, None)));
    }

    #[test]
    fn without_a_scale_there_is_no_bar() {
        assert_eq!(bar(1.0, None, None), None);
        assert_eq!(bar(1.0, Some(2.0), Some(2.0)), None);
        assert_eq!(bar(1.0, None, Some(0.0)), None);
    }

    #[test]
    fn a_number_in_another_unit_has_no_place_on_the_scale() {
        let value = json!({
            "number": 5, "unit": "mg/dL",
            "reference_range": {"low": 1, "high": 2, "unit": "g/L", "source": "x"}
        });
        let mut value: Value = serde_json::from_value(value).unwrap();
        assert_eq!(Bar::of(&value), None);
        value.canonical = serde_json::from_value(json!({"number": 1.5, "unit": "g/L"})).unwrap();
        assert_eq!(Bar::of(&value).map(|bar| bar.at), Some(50.0));
    }
}
