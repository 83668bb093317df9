//! The engine with a model: what it adds, what it leaves alone.
#![allow(clippy::unwrap_used)] // What fails here is to fail the test.

use epicrisis_extract::{Engine, Input, ModelBytes};
use epicrisis_record::{Kind, Presence, Record};
use epicrisis_train::{Document, Folder, Options, train};

const LETTERS: [&str; 6] = [
    "Presenta un soplo rudo en mesocardio. Niega fiebre.",
    "Se ausculta un soplo rudo en mesocardio desde hace dos años.",
    "No se objetiva soplo rudo en mesocardio ni edemas.",
    "Acude por tos. Refiere además un soplo rudo en mesocardio.",
    "Leucocitos 12.300/mm3. Un soplo rudo en mesocardio, sin cambios.",
    "Ingresa en planta por neumonía; soplo rudo en mesocardio conocido.",
];

/// A model that has seen one phrase, in letters of no patient.
fn model(engine: &Engine<'_>) -> ModelBytes {
    let document = |n: usize| {
        let text = LETTERS[n % LETTERS.len()];
        let at = text[..text.find("soplo").unwrap()].chars().count();
        let phrase = "soplo rudo en mesocardio";
        let gold = format!("T1\tfinding {at} {}\t{phrase}\n", at + phrase.len());
        Document {
            name: format!("letter-{n}"),
            text: text.to_owned(),
            language: Some("es".to_owned()),
            gold: epicrisis_brat::parse(&gold).unwrap().annotations,
        }
    };
    let folder = Folder {
        documents: (0..60).map(document).collect(),
        weight: 1.0,
    };
    let outcome = train(engine, &[folder], None, &Options::default(), |_| ()).unwrap();
    ModelBytes::new(&outcome.bytes)
}

fn texts(record: &Record, kind: Kind) -> Vec<(&str, Presence)> {
    let own = record.mentions.iter().filter(|m| m.kind == kind);
    own.map(|m| (m.text.as_str(), m.presence)).collect()
}

#[test]
fn what_the_model_sees_is_a_mention_with_presence() {
    let bytes = model(&Engine::new(epicrisis_builtin::lexicon()));
    let engine = Engine::new(epicrisis_builtin::lexicon()).with_model(bytes.model().unwrap(), 0.0);
    let text = "Niega tos. No presenta soplo rudo en mesocardio.";
    let record = engine.extract(&Input {
        language: Some("es"),
        ..Input::new("a", text)
    });
    record.check(text).unwrap();
    let seen = texts(&record, Kind::Finding);
    assert!(seen.contains(&("tos", Presence::Absent)), "{seen:?}");
    assert!(
        seen.contains(&("soplo rudo en mesocardio", Presence::Absent)),
        "{seen:?}"
    );
    // The lexicon's concept of the head stays, and no word is in two mentions of the same nature.
    let murmurs = record.mentions.iter().filter(|m| m.text.contains("soplo")).count();
    assert_eq!(murmurs, 1, "{:?}", record.mentions);
}

#[test]
fn nothing_is_added_where_nothing_was_learnt() {
    let plain = Engine::new(epicrisis_builtin::lexicon());
    let bytes = model(&plain);
    let engine = Engine::new(epicrisis_builtin::lexicon()).with_model(bytes.model().unwrap(), 0.0);
    let text = "El paciente vive con su familia y trabaja en una oficina.";
    let of = |engine: &Engine<'_>| engine.extract(&Input::new("a", text)).mentions.len();
    assert_eq!(of(&plain), of(&engine));
}

#[test]
fn a_record_depends_on_nothing_that_was_read_before() {
    let bytes = model(&Engine::new(epicrisis_builtin::lexicon()));
    let engine = || Engine::new(epicrisis_builtin::lexicon()).with_model(bytes.model().unwrap(), 0.0);
    let read =
        |engine: &Engine<'_>, text: &str| serde_json::to_string(&engine.extract(&Input::new("a", text))).unwrap();
    let one = engine();
    for text in LETTERS.iter().chain(LETTERS.iter().rev()) {
        assert_eq!(read(&one, text), read(&engine(), text));
    }
}
