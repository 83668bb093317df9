//! Each invariant, broken on its own.

use super::*;
use crate::{Cue, CueRole, Relation, RelationKind, Section, SectionKind, Warning, WarningCode};

const TEXT: &str = "Ça: dolor 🙂 y lumbar.";

fn record() -> Record {
    serde_json::from_value(serde_json::json!({
        "schema": SCHEMA,
        "document": {"id": "a", "language": "es", "language_confidence": 0.5, "length": 21, "sha256": ""},
        "subject": {},
        "sections": [{"kind": "history", "start": 0, "end": 21}],
        "mentions": [
            {"id": "m1", "kind": "finding", "start": 4, "end": 20, "fragments": [[4, 9], [14, 20]],
             "text": "dolor … lumbar", "presence": "present", "experiencer": "patient", "time": "current",
             "confidence": 1},
            {"id": "m2", "kind": "body-site", "start": 14, "end": 20, "text": "lumbar", "presence": "present",
             "experiencer": "patient", "time": "current", "confidence": 1}
        ],
        "relations": [{"kind": "located-at", "from": "m1", "to": "m2"}],
        "warnings": [{"code": "encoding", "message": "", "start": 0, "end": 0}]
    }))
    .unwrap()
}

/// The violation that a change to a good record causes.
fn broken(change: impl FnOnce(&mut Record)) -> Violation {
    let mut record = record();
    change(&mut record);
    record.check(TEXT).unwrap_err()
}

#[test]
fn a_good_record_passes() {
    assert_eq!(record().check(TEXT), Ok(()));
}

#[test]
fn the_text_must_be_the_covered_one() {
    assert_eq!(
        record().check("Ça: dolor 🙂 y lumbal."),
        Err(Violation::Text(MentionId(1), Span::new(4, 20)))
    );
    assert!(matches!(
        record().check("Ça: dolor"),
        Err(Violation::Length { found: 9, stated: 21 })
    ));
    let text = |text: &'static str| move |r: &mut Record| r.mentions[0].text = text.to_owned();
    for wrong in ["dolor lumbar", "dolor … lumbar.", "dolor … ", "", "dolor"] {
        assert!(matches!(broken(text(wrong)), Violation::Text(..)), "{wrong}");
    }
}

#[test]
fn fragments_make_up_the_stretch() {
    for wrong in [
        vec![Span::new(4, 20)],
        vec![Span::new(14, 20), Span::new(4, 9)],
        vec![Span::new(4, 9), Span::new(9, 20)],
        vec![Span::new(4, 9), Span::new(14, 19)],
        vec![Span::new(5, 9), Span::new(14, 20)],
    ] {
        assert_eq!(
            broken(|r| r.mentions[0].fragments = wrong),
            Violation::Fragments(MentionId(1))
        );
    }
    assert!(matches!(
        broken(|r| r.mentions[0].fragments[0] = Span::new(9, 4)),
        Violation::Span { .. }
    ));
}

#[test]
fn stretches_lie_within_the_document() {
    assert!(matches!(broken(|r| r.mentions[1].end.0 = 22), Violation::Span { .. }));
    assert!(matches!(broken(|r| r.mentions[1].end.0 = 14), Violation::Span { .. }));
    assert!(matches!(broken(|r| r.sections[0].end.0 = 22), Violation::Span { .. }));
    let cue = Cue {
        role: CueRole::Negation,
        start: 3.into(),
        end: 3.into(),
        rule: None,
        text: None,
        scope: None,
    };
    assert!(matches!(
        broken(|r| r.mentions[0].cues.push(cue)),
        Violation::Span { .. }
    ));
    let warning = |start, end| Warning::at(WarningCode::MISSPELLING, "", Span::new(start, end));
    assert!(matches!(
        broken(|r| r.warnings[0] = warning(5, 3)),
        Violation::Span { .. }
    ));
    assert!(matches!(
        broken(|r| r.warnings[0] = warning(5, 5)),
        Violation::Span { .. }
    ));
}

#[test]
fn mentions_and_sections_are_in_order() {
    assert_eq!(broken(|r| r.mentions.swap(0, 1)), Violation::Order(MentionId(1)));
    assert!(matches!(
        broken(|r| {
            r.mentions[0].fragments.clear();
            r.mentions[0].start = 14.into();
            r.mentions[0].end = 16.into();
        }),
        Violation::Order(MentionId(2))
    ));
    let section = Section {
        kind: SectionKind::Other,
        start: 2.into(),
        end: 3.into(),
        heading: None,
    };
    assert!(matches!(
        broken(|r| r.sections.insert(0, section)),
        Violation::SectionOrder(_)
    ));
}

#[test]
fn ids_are_unique_and_lead_somewhere() {
    assert_eq!(
        broken(|r| r.mentions[1].id = MentionId(1)),
        Violation::DuplicateId(MentionId(1))
    );
    assert!(matches!(
        broken(|r| r.relations[0].to = MentionId(9)),
        Violation::Dangling { .. }
    ));
    assert!(matches!(
        broken(|r| r.mentions[0].attributes.site = Some(MentionId(9))),
        Violation::Dangling { .. }
    ));
    let age = serde_json::from_value(serde_json::json!({"number": 4, "unit": "a", "mention": "m9"})).unwrap();
    assert!(matches!(
        broken(|r| r.subject.age = Some(age)),
        Violation::Dangling { .. }
    ));
    let to_itself = Relation {
        kind: RelationKind::SameAs,
        from: MentionId(1),
        to: MentionId(1),
    };
    assert!(matches!(
        broken(|r| r.relations.push(to_itself)),
        Violation::Loop { .. }
    ));
}

#[test]
fn confidence_is_a_share_and_the_schema_ours() {
    assert!(matches!(
        broken(|r| r.mentions[0].confidence = 2.into()),
        Violation::Confidence { .. }
    ));
    assert!(matches!(broken(|r| r.schema.push('x')), Violation::Schema(_)));
}

#[test]
fn offsets_are_found_across_the_steps_of_the_table() {
    let text = "añ🙂".repeat(STEP);
    let chars = Chars::of(&text);
    assert_eq!(chars.len, 3 * STEP);
    for (at, (byte, _)) in text.char_indices().enumerate() {
        assert_eq!(chars.byte(at), byte);
    }
    assert_eq!(chars.byte(chars.len), text.len());
}
