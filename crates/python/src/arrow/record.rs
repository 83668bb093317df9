//! The record, column by column: the fields of the contract by their own names, and nested as they are there.
//!
//! Three things differ, since a column has one type: fragments and scopes are `{start, end}`, `size` is always a list, and the
//! attributes that have no type stand in `other`, as JSON.

use epicrisis_record::{
    Age, Attributes, Code, Concept, Cue, Document, Frequency, Mention, Quantity, Record, ReferenceRange, Relation,
    Section, SexValue, Size, Span, Subject, Value, Warning,
};

use super::column::{Named, list, part, real, text, truth, whole};
use crate::failure::Refusal;

/// What became of a document.
pub(super) type Row = Result<Record, Refusal>;

/// What is told of a document: its record, or why there is none.
pub(super) fn row() -> Vec<Named<Row>> {
    vec![
        part("record", |row: &Row| row.as_ref().ok(), record()),
        part(
            "error",
            |row: &Row| row.as_ref().err(),
            vec![
                text("code", |refusal: &Refusal| Some(refusal.code().into())),
                text("message", |refusal: &Refusal| Some(refusal.to_string().into())),
            ],
        ),
    ]
}

fn record() -> Vec<Named<Record>> {
    vec![
        text("schema", |r: &Record| Some(r.schema.as_str().into())),
        part(
            "document",
            |r: &Record| Some(&r.document),
            vec![
                text("id", |d: &Document| Some(d.id.as_str().into())),
                text("language", |d: &Document| Some(d.language.as_str().into())),
                real("language_confidence", |d: &Document| Some(d.language_confidence.get())),
                whole("length", |d: &Document| Some(d.length)),
                text("sha256", |d: &Document| Some(d.sha256.as_str().into())),
            ],
        ),
        part("subject", |r: &Record| Some(&r.subject), subject()),
        list(
            "sections",
            |r: &Record| Some(&r.sections),
            vec![
                text("kind", |s: &Section| Some(s.kind.as_str().into())),
                whole("start", |s: &Section| Some(s.start.0)),
                whole("end", |s: &Section| Some(s.end.0)),
                text("heading", |s: &Section| s.heading.as_deref().map(Into::into)),
            ],
        ),
        list("mentions", |r: &Record| Some(&r.mentions), mention()),
        list(
            "relations",
            |r: &Record| Some(&r.relations),
            vec![
                text("kind", |r: &Relation| Some(r.kind.as_str().into())),
                text("from", |r: &Relation| Some(r.from.to_string().into())),
                text("to", |r: &Relation| Some(r.to.to_string().into())),
            ],
        ),
        list(
            "warnings",
            |r: &Record| Some(&r.warnings),
            vec![
                text("code", |w: &Warning| Some(w.code.as_str().into())),
                text("message", |w: &Warning| Some(w.message.as_str().into())),
                whole("start", |w: &Warning| Some(w.start.0)),
                whole("end", |w: &Warning| Some(w.end.0)),
            ],
        ),
    ]
}

fn subject() -> Vec<Named<Subject>> {
    vec![
        part(
            "age",
            |s: &Subject| s.age.as_ref(),
            vec![
                real("number", |a: &Age| Some(a.number.get())),
                text("unit", |a: &Age| Some(a.unit.as_str().into())),
                text("mention", |a: &Age| Some(a.mention.to_string().into())),
            ],
        ),
        part(
            "sex",
            |s: &Subject| s.sex.as_ref(),
            vec![
                text("value", |s: &SexValue| Some(s.value.as_str().into())),
                text("mention", |s: &SexValue| Some(s.mention.to_string().into())),
            ],
        ),
    ]
}

fn mention() -> Vec<Named<Mention>> {
    vec![
        text("id", |m: &Mention| Some(m.id.to_string().into())),
        text("kind", |m: &Mention| Some(m.kind.as_str().into())),
        whole("start", |m: &Mention| Some(m.start.0)),
        whole("end", |m: &Mention| Some(m.end.0)),
        list(
            "fragments",
            |m: &Mention| (!m.fragments.is_empty()).then_some(&m.fragments),
            span(),
        ),
        text("text", |m: &Mention| Some(m.text.as_str().into())),
        part(
            "concept",
            |m: &Mention| m.concept.as_deref(),
            vec![
                text("id", |c: &Concept| Some(c.id.as_str().into())),
                text("label", |c: &Concept| Some(c.label.as_str().into())),
                list(
                    "codes",
                    |c: &Concept| Some(&c.codes),
                    vec![
                        text("system", |c: &Code| Some(c.system.as_str().into())),
                        text("code", |c: &Code| Some(c.code.as_str().into())),
                    ],
                ),
            ],
        ),
        text("presence", |m: &Mention| Some(m.presence.as_str().into())),
        text("experiencer", |m: &Mention| Some(m.experiencer.as_str().into())),
        text("time", |m: &Mention| Some(m.time.as_str().into())),
        part("attributes", |m: &Mention| Some(&m.attributes), attributes()),
        part("value", |m: &Mention| m.value.as_deref(), value()),
        list(
            "cues",
            |m: &Mention| Some(&m.cues),
            vec![
                text("role", |c: &Cue| Some(c.role.as_str().into())),
                whole("start", |c: &Cue| Some(c.start.0)),
                whole("end", |c: &Cue| Some(c.end.0)),
                text("rule", |c: &Cue| c.rule.as_deref().map(Into::into)),
                text("text", |c: &Cue| c.text.as_deref().map(Into::into)),
                part("scope", |c: &Cue| c.scope.as_ref(), span()),
            ],
        ),
        real("confidence", |m: &Mention| Some(m.confidence.get())),
    ]
}

fn span() -> Vec<Named<Span>> {
    vec![
        whole("start", |s: &Span| Some(s.start.0)),
        whole("end", |s: &Span| Some(s.end.0)),
    ]
}

fn attributes() -> Vec<Named<Attributes>> {
    vec![
        text("severity", |a: &Attributes| a.severity.map(|s| s.as_str().into())),
        text("course", |a: &Attributes| a.course.map(|c| c.as_str().into())),
        text("laterality", |a: &Attributes| a.laterality.map(|l| l.as_str().into())),
        text("site", |a: &Attributes| a.site.map(|id| id.to_string().into())),
        text("specimen", |a: &Attributes| a.specimen.map(|id| id.to_string().into())),
        text("level", |a: &Attributes| a.level.as_deref().map(Into::into)),
        list("size", |a: &Attributes| a.size.as_ref().map(Size::measures), value()),
        part("dose", |a: &Attributes| a.dose.as_deref(), value()),
        part("strength", |a: &Attributes| a.strength.as_deref(), value()),
        text("route", |a: &Attributes| a.route.map(|r| r.as_str().into())),
        part(
            "frequency",
            |a: &Attributes| a.frequency.as_deref(),
            vec![
                real("times", |f: &Frequency| f.times.map(|n| n.get())),
                real("period", |f: &Frequency| f.period.map(|n| n.get())),
                text("period_unit", |f: &Frequency| f.period_unit.as_deref().map(Into::into)),
                text("pattern", |f: &Frequency| f.pattern.as_deref().map(Into::into)),
                truth("as_needed", |f: &Frequency| f.as_needed),
                text("text", |f: &Frequency| f.text.as_deref().map(Into::into)),
            ],
        ),
        text("duration", |a: &Attributes| a.duration.as_deref().map(Into::into)),
        text("form", |a: &Attributes| a.form.as_deref().map(Into::into)),
        text("result", |a: &Attributes| a.result.as_ref().map(|r| r.as_str().into())),
        text("also", |a: &Attributes| a.also.map(|kind| kind.as_str().into())),
        text("degree", |a: &Attributes| a.degree.map(|d| d.as_str().into())),
        text("other", |a: &Attributes| {
            let some = !a.other.is_empty();
            some.then(|| serde_json::to_string(&a.other).ok().map(Into::into))
                .flatten()
        }),
    ]
}

fn value() -> Vec<Named<Value>> {
    vec![
        text("comparator", |v: &Value| v.comparator.map(|c| c.as_str().into())),
        real("number", |v: &Value| v.number.map(|n| n.get())),
        real("low", |v: &Value| v.low.map(|n| n.get())),
        real("high", |v: &Value| v.high.map(|n| n.get())),
        text("unit_text", |v: &Value| v.unit_text.as_deref().map(Into::into)),
        text("unit", |v: &Value| v.unit.as_deref().map(Into::into)),
        part(
            "canonical",
            |v: &Value| v.canonical.as_ref(),
            vec![
                real("number", |q: &Quantity| Some(q.number.get())),
                text("unit", |q: &Quantity| Some(q.unit.as_str().into())),
            ],
        ),
        text("assumed_unit", |v: &Value| v.assumed_unit.as_deref().map(Into::into)),
        text("text", |v: &Value| v.text.as_deref().map(Into::into)),
        text("interpretation", |v: &Value| {
            v.interpretation.map(|i| i.as_str().into())
        }),
        part(
            "reference_range",
            |v: &Value| v.reference_range.as_ref(),
            vec![
                real("low", |r: &ReferenceRange| r.low.map(|n| n.get())),
                real("high", |r: &ReferenceRange| r.high.map(|n| n.get())),
                text("unit", |r: &ReferenceRange| Some(r.unit.as_str().into())),
                text("source", |r: &ReferenceRange| Some(r.source.as_str().into())),
            ],
        ),
        whole("start", |v: &Value| v.start.map(|at| at.0)),
        whole("end", |v: &Value| v.end.map(|at| at.0)),
    ]
}
