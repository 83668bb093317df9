//! Pages of invented documents: what is on them, and what must not be.

use epicrisis_record::Record;
use serde_json::{Value, json};

use super::{Html, SCRIPT, SCRIPT_DIGEST};
use crate::{Export, Telling};

/// A record of these mentions, found in the text by their words; what is the same in most need not be said.
fn record(text: &str, mentions: &[Value]) -> Record {
    record_with(text, mentions, json!({}))
}

fn record_with(text: &str, mentions: &[Value], rest: Value) -> Record {
    let at = |words: &str| {
        let byte = text.find(words).expect("words of the text");
        let start = text[..byte].chars().count();
        (start, start + words.chars().count())
    };
    let mut made: Vec<Value> = Vec::new();
    for (number, mention) in mentions.iter().enumerate() {
        let words = mention["text"].as_str().expect("a text");
        let spans: Vec<(usize, usize)> = words.split(" … ").map(at).collect();
        let mut full = json!({
            "id": format!("m{number}"), "kind": "finding", "start": spans[0].0, "end": spans[spans.len() - 1].1,
            "presence": "present", "experiencer": "patient", "time": "current", "confidence": 0.9
        });
        if spans.len() > 1 {
            full["fragments"] = json!(spans);
        }
        for (name, value) in mention.as_object().expect("an object") {
            match (name.as_str(), value.as_str()) {
                ("label", Some(label)) => {
                    let id = label.to_lowercase().replace(' ', "-");
                    full["concept"] =
                        json!({"id": id, "label": label, "codes": mention.get("codes").unwrap_or(&json!([]))});
                }
                ("codes", _) => {}
                _ => full[name] = value.clone(),
            }
        }
        made.push(full);
    }
    made.sort_by_key(|m| (m["start"].as_u64(), std::cmp::Reverse(m["end"].as_u64())));
    let mut all = json!({
        "schema": "epicrisis.record/1",
        "document": {"id": "invented", "language": "es", "language_confidence": 1, "length": text.chars().count(), "sha256": ""},
        "subject": {}, "sections": [], "mentions": made, "relations": [], "warnings": []
    });
    for (name, value) in rest.as_object().expect("an object") {
        all[name] = value.clone();
    }
    let record: Record = serde_json::from_value(all).expect("a record");
    record.check(text).expect("a sound record");
    record
}

fn page(record: &Record, text: &str) -> String {
    let pieces = Html { index: false }
        .document(Telling { record, text })
        .expect("a page");
    let [piece] = pieces.as_slice() else { panic!("one page") };
    String::from_utf8(piece.content.clone()).expect("UTF-8")
}

/// What is between two marks of a page.
fn between<'p>(page: &'p str, from: &str, to: &str) -> &'p str {
    let rest = page.split_once(from).unwrap_or_else(|| panic!("no {from}")).1;
    rest.split_once(to).unwrap_or_else(|| panic!("no {to}")).0
}

/// The text of the page without its legend, as it stands there.
fn passage(record: &Record, text: &str) -> String {
    let page = page(record, text);
    between(&page, "<div class=\"document\" lang=\"es\">\n", "</div>").to_owned()
}

/// What a reader sees of some HTML.
fn plain(html: &str) -> String {
    let mut out = String::new();
    for part in html.split('<') {
        out.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(out, |text, (from, to)| text.replace(from, to))
}

#[test]
fn marks_nest_and_gaps_stay_open() {
    let text = "Refiere dolor abdominal y lumbar; niega fiebre.";
    let record = record(
        text,
        &[
            json!({"text": "dolor abdominal", "label": "Abdominal pain"}),
            json!({"text": "abdominal", "kind": "body-site", "label": "Abdomen"}),
            json!({"text": "dolor … lumbar", "label": "Low back pain"}),
            json!({"text": "fiebre", "label": "Fever", "presence": "absent",
                   "cues": [{"role": "negation", "start": 34, "end": 39}]}),
        ],
    );
    insta::assert_snapshot!(passage(&record, text));
}

#[test]
fn what_crosses_goes_on_in_a_second_element() {
    let text = "uno dos tres cuatro";
    let record = record(
        text,
        &[
            json!({"text": "uno dos tres", "label": "A"}),
            json!({"text": "dos tres cuatro", "label": "B"}),
        ],
    );
    let html = passage(&record, text);
    assert_eq!(plain(&html).trim_end(), text);
    assert_eq!(html.matches("<mark").count(), 3);
    assert_eq!(html.matches("id=\"m1\"").count(), 1);
    assert_eq!(html.matches("</mark>").count(), 3);
    assert_eq!(
        html.matches("aria-describedby").count(),
        2,
        "one stop of the keyboard a mention"
    );
}

#[test]
fn the_text_is_all_there() {
    let text = "  Línea uno\r\nlínea dos <b>&amp;</b>\n\n\tsangría “ñ” 日本\n   \nfin tos\nsin";
    let record = record_with(
        text,
        &[json!({"text": "fin tos\nsin", "label": "Cough"})],
        json!({"sections": [{"kind": "history", "start": 2, "end": 5}, {"kind": "plan", "start": 60, "end": 66}]}),
    );
    let html = passage(&record, text);
    let paragraphs: String = html
        .split("<p>")
        .skip(1)
        .filter_map(|rest| rest.split_once("</p>"))
        .map(|(paragraph, _)| plain(paragraph))
        .collect();
    assert_eq!(paragraphs, text.replace("\r\n", "\n"));
    assert!(html.contains("<h3>History</h3>"));
    assert!(!html.contains("<h3>Plan</h3>"), "no heading cuts a mention in two");
}

#[test]
fn a_document_cannot_write_markup() {
    let evil = "</p><script>alert(1)</script>\" onmouseover='x' &amp; \u{202e}\u{0}\u{7}";
    let text = format!("{evil} tos");
    let mut record = record_with(
        &text,
        &[
            json!({"text": evil, "kind": "problem"}),
            json!({"text": "tos", "label": evil, "codes": [{"system": evil, "code": evil}],
                   "attributes": {"level": evil, "form": evil}}),
        ],
        json!({"warnings": [{"code": evil, "message": evil, "start": 0, "end": 3}]}),
    );
    record.document.id = evil.to_owned();
    record.document.language = "\"><script>".to_owned();
    record.document.sha256 = evil.to_owned();
    for index in [false, true] {
        let export = Html { index };
        let telling = Telling {
            record: &record,
            text: &text,
        };
        let pieces = [export.begin(), export.document(telling), export.end()];
        let pieces: Vec<_> = pieces.into_iter().flat_map(|pieces| pieces.expect("pages")).collect();
        let all: String = pieces
            .iter()
            .map(|piece| String::from_utf8_lossy(&piece.content))
            .collect();
        assert_eq!(all.matches("<script").count(), 1, "the program's own");
        assert!(!all.contains("alert(1)<"));
        assert!(!all.contains("' onmouseover"));
        assert!(!all.contains(['\u{0}', '\u{7}', '\u{202e}']));
        assert!(all.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    }
}

#[test]
fn nothing_is_loaded_and_only_the_one_script_runs() {
    use base64::Engine;
    use sha2::Digest;
    let page = page(&record("tos", &[json!({"text": "tos", "label": "Cough"})]), "tos");
    let digest = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(SCRIPT));
    assert_eq!(SCRIPT_DIGEST, digest, "write this into script.sha256");
    assert!(page.contains(&format!(
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    )));
    for loading in ["http:", "https:", "//", "src=", "url(", "@import"] {
        let page = page.replace("// Lights up", "");
        assert!(!page.contains(loading), "{loading}");
    }
    assert!(!SCRIPT.contains('\r') && !SCRIPT.contains("</"));
}

#[test]
fn what_is_not_plainly_so_is_marked_in_the_text_and_told_apart() {
    let text = "fiebre tos asma gota ictus TEP disnea lepra";
    let record = record(
        text,
        &[
            json!({"text": "fiebre", "label": "Fever", "presence": "absent"}),
            json!({"text": "tos", "label": "Cough", "presence": "possible"}),
            json!({"text": "asma", "label": "Asthma", "kind": "problem", "experiencer": "family"}),
            json!({"text": "gota", "label": "Gout", "kind": "problem", "time": "past"}),
            json!({"text": "ictus", "label": "Stroke", "kind": "problem", "experiencer": "other"}),
            json!({"text": "TEP", "label": "Pulmonary embolism", "kind": "problem", "presence": "conditional"}),
            json!({"text": "disnea", "label": "Dyspnoea", "presence": "not-assessed"}),
            json!({"text": "lepra", "label": "Leprosy", "kind": "problem", "presence": "hypothetical"}),
        ],
    );
    let page = page(&record, text);
    for (mark, words) in [
        ("finding absent", "finding, absent"),
        ("finding possible", "finding, suspected"),
        ("problem family", "problem, in the family"),
        ("problem past", "problem, past"),
        ("problem other-person", "problem, another person"),
        ("problem conditional", "problem, only if"),
        ("finding not-assessed", "finding, not assessed"),
        ("problem hypothetical", "problem, hypothetical"),
    ] {
        assert!(page.contains(&format!("<mark class=\"{mark}\"")), "{mark}");
        let id = format!("d-{}", mark.replace(' ', "-"));
        assert!(page.contains(&format!("<span id=\"{id}\">{words}</span>")), "{words}");
        assert!(page.contains(&format!("aria-describedby=\"{id}\"")), "{id}");
    }
    // None of them stands where what the patient has stands.
    for part in ["diagnoses", "problems", "findings"] {
        assert!(!page.contains(&format!("<section id=\"{part}\">")), "{part}");
    }
    for sign in [
        "before=\"−\"",
        "after=\"?\"",
        "before=\"fam\"",
        "after=\"past\"",
        "before=\"other\"",
        "after=\"n/a\"",
    ] {
        assert!(page.contains(&format!(" data-{sign}")), "{sign}");
    }
}

#[test]
fn signs_add_up_and_are_drawn_once() {
    let text = "posible dolor en el brazo izquierdo en la madre";
    let both = json!({"presence": "possible", "experiencer": "family", "time": "past", "confidence": 0.5});
    let with = |mut mention: Value| {
        for (name, value) in both.as_object().expect("an object") {
            mention[name] = value.clone();
        }
        mention
    };
    let record = record(
        text,
        &[
            with(json!({"text": "dolor … brazo izquierdo", "label": "Arm pain"})),
            with(json!({"text": "brazo", "kind": "body-site", "label": "Arm"})),
        ],
    );
    let html = passage(&record, text);
    assert_eq!(html.matches(" data-before=\"fam\"").count(), 1);
    assert_eq!(html.matches(" data-after=\"? past (?)\"").count(), 1);
    assert!(
        html.contains("<mark class=\"body-site possible family past doubtful\" id=\"m1\""),
        "{html}"
    );
}

#[test]
fn every_link_leads_somewhere() {
    let text = "Mujer de 71 años con neumonía, creatinina 1,8 mg/dl. Tomaba enalapril 5 mg. Tos desde 2019.";
    let record = record_with(
        text,
        &[
            json!({"text": "Mujer", "kind": "demographic"}),
            json!({"text": "71 años", "kind": "demographic"}),
            json!({"text": "neumonía", "kind": "problem", "label": "Pneumonia", "codes": [{"system": "ICD-10", "code": "J18.9"}]}),
            json!({"text": "creatinina 1,8 mg/dl", "kind": "measurement", "label": "Creatinine",
                   "value": {"number": 1.8, "unit_text": "mg/dl", "unit": "mg/dL", "interpretation": "H",
                             "reference_range": {"low": 0.5, "high": 1.1, "unit": "mg/dL", "source": "a book"}}}),
            json!({"text": "enalapril", "kind": "medication", "label": "Enalapril",
                   "attributes": {"dose": {"number": 5, "unit": "mg"}, "route": "oral"}}),
            json!({"text": "Tos", "label": "Cough"}),
            json!({"text": "2019", "kind": "time", "value": {"text": "2019"}}),
        ],
        json!({
            "subject": {"age": {"number": 71, "unit": "a", "mention": "m1"}, "sex": {"value": "female", "mention": "m0"}},
            "relations": [{"kind": "at-time", "from": "m5", "to": "m6"}, {"kind": "given-for", "from": "m4", "to": "m2"}],
            "warnings": [{"code": "ambiguous-number", "message": "1,8", "start": 42, "end": 45}]
        }),
    );
    let page = page(&record, text);
    let ids: Vec<&str> = page
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let unique: std::collections::HashSet<_> = ids.iter().collect();
    assert_eq!(ids.len(), unique.len(), "an id is given twice: {ids:?}");
    for attribute in [" href=\"#", " aria-describedby=\"", " aria-labelledby=\"", " data-f=\""] {
        for to in page.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(ids.contains(&to), "{attribute}{to} leads nowhere");
        }
    }
    insta::assert_snapshot!(between(&page, "<section id=\"record\"", "<section id=\"about\">"));
}

#[test]
fn nothing_to_say_is_a_page_too() {
    let page = page(&record("", &[]), "");
    assert!(page.contains("<p></p>"));
    assert!(!page.contains("class=\"legend\""));
}

#[test]
fn however_mentions_lie_the_text_is_whole_and_elements_nest() {
    let text: String = "á1 b2\n\nc3 d4 e5 f6\r\ng7 h8 ".repeat(3);
    let length = text.chars().count() as u64;
    let chars: Vec<char> = text.chars().collect();
    let mut state = 7u64;
    let mut random = |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for _ in 0..300 {
        let mut mentions: Vec<Value> = Vec::new();
        for number in 0..8 {
            let start = random(length - 1);
            let end = start + 1 + random((length - start).min(14));
            let (start, end) = (start, end.min(length));
            let covered = |from: u64, to: u64| chars[from as usize..to as usize].iter().collect::<String>();
            let mut mention = json!({
                "id": format!("m{number}"), "kind": "finding", "start": start, "end": end, "text": covered(start, end),
                "presence": "present", "experiencer": "patient", "time": "current", "confidence": 0.9,
                "cues": [{"role": "negation", "start": random(length - 4), "end": length - 2}]
            });
            if end - start > 3 {
                mention["fragments"] = json!([[start, start + 1], [end - 1, end]]);
                mention["text"] = json!(format!("{} … {}", covered(start, start + 1), covered(end - 1, end)));
            }
            mentions.push(mention);
        }
        mentions.sort_by_key(|m| (m["start"].as_u64(), std::cmp::Reverse(m["end"].as_u64())));
        let record: Record = serde_json::from_value(json!({
            "schema": "epicrisis.record/1",
            "document": {"id": "x", "language": "es", "language_confidence": 1, "length": length, "sha256": ""},
            "subject": {}, "sections": [{"kind": "plan", "start": random(length - 1), "end": length}],
            "mentions": mentions, "relations": [], "warnings": []
        }))
        .expect("a record");
        record.check(&text).expect("a sound record");
        let html = passage(&record, &text);
        let mut open: Vec<&str> = Vec::new();
        let mut shown = String::new();
        for part in html.split('<').skip(1) {
            let (tag, words) = part.split_once('>').expect("a tag");
            match tag.strip_prefix('/') {
                Some(closed) => assert_eq!(open.pop(), Some(closed), "{html}"),
                None => open.push(tag.split(' ').next().expect("a name")),
            }
            assert!(open.iter().filter(|name| **name == "a").count() < 2, "a link in a link");
            if open.first() == Some(&"p") {
                shown.push_str(words);
            }
        }
        assert!(open.is_empty());
        // A cut between the two characters of a line end leaves both.
        assert_eq!(shown.replace('\n', ""), text.replace(['\r', '\n'], ""));
        for number in 0..8 {
            assert_eq!(html.matches(&format!("id=\"m{number}\"")).count(), 1);
        }
    }
}
