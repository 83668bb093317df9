//! Documents in, records out: every way in, every format, every error.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::io::{Read, Write};

use common::{Answer, Service, example, settings};
use epicrisis_extract::{Engine, Input};
use serde_json::{Value, json};

#[test]
fn a_text_is_answered_as_the_engine_reads_it() {
    let service = Service::start(settings());
    let text = example("stroke-fr");
    let answer = service.text("/v1/extract?id=a%2Fb%20%C3%A9", &text);
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (200, Some("application/json"))
    );
    let engine = Engine::new(epicrisis_builtin::lexicon());
    let record = engine.extract(&Input::new("a/b é", &text));
    assert_eq!(answer.value(), serde_json::to_value(&record).unwrap());
    // The same as JSON, with explanations on demand.
    let sent = service.post("/v1/extract", &json!({"id": "a/b é", "text": text}));
    assert_eq!(sent.value(), answer.value());
    let explained = service
        .post("/v1/extract?explain=true", &json!({"text": "Niega fiebre."}))
        .value();
    assert_eq!(
        explained["mentions"][0]["cues"][0]["rule"].as_str().map(str::is_empty),
        Some(false)
    );
    assert_eq!(explained["document"]["id"], "document");
}

#[test]
fn the_answer_is_in_the_format_that_is_asked_for() {
    let service = Service::start(settings());
    let text = example("heart-failure-es");
    for (accept, name, media, begins) in [
        ("text/plain", "text", "text/plain; charset=utf-8", ""),
        ("text/html", "html", "text/html; charset=utf-8", "<!doctype html>"),
        ("application/x-ndjson", "jsonl", "application/x-ndjson", "{\"schema\""),
        (
            "application/fhir+json",
            "fhir",
            "application/fhir+json",
            "{\"resourcetype\":\"bundle\"",
        ),
        (
            "application/vnd.ga4gh.phenopacket+json",
            "phenopacket",
            "application/vnd.ga4gh.phenopacket+json",
            "{",
        ),
        (
            "text/vnd.brat.standoff",
            "brat",
            "text/vnd.brat.standoff; charset=utf-8",
            "t1\t",
        ),
        ("application/vnd.xmi+xml", "xmi", "application/vnd.xmi+xml", "<?xml"),
    ] {
        let headers = [("content-type", "text/plain"), ("accept", accept)];
        let accepted = service.send("POST", "/v1/extract", &headers, text.as_bytes());
        assert_eq!((accepted.status, accepted.header("content-type")), (200, Some(media)));
        assert!(accepted.string().to_lowercase().starts_with(begins), "{accept}");
        let named = service.text(&format!("/v1/extract?format={name}"), &text);
        assert_eq!(named.body, accepted.body, "{accept}");
    }
    let headers = [("content-type", "text/plain"), ("accept", "image/png")];
    let refused = service.send("POST", "/v1/extract", &headers, b"Fiebre.");
    assert_eq!((refused.status, refused.problem().as_str()), (406, "not-acceptable"));
    let refused = service.text("/v1/extract?format=pdf", "Fiebre.");
    assert_eq!((refused.status, refused.problem().as_str()), (400, "bad-request"));
}

#[test]
fn old_encodings_are_read_and_said() {
    let service = Service::start(settings());
    let headers = [("content-type", "text/plain; charset=windows-1252")];
    let answer = service
        .send("POST", "/v1/extract", &headers, b"Temperatura 38 \xB0C. Ni\xF1o.")
        .value();
    assert_eq!(answer["warnings"][0]["code"], "encoding");
    let refused = service.send("POST", "/v1/extract", &headers, &[0, 1, 2, 3, 0, 0, 0, 7].repeat(20));
    assert_eq!((refused.status, refused.problem().as_str()), (422, "unprocessable"));
}

#[test]
fn several_documents_come_back_in_their_order_each_with_its_own_fault() {
    let service = Service::start(settings());
    let texts: Vec<String> = ["es", "fr", "it", "pt", "ro", "en"]
        .map(|l| example(&format!("stroke-{l}")))
        .to_vec();
    let mut documents: Vec<Value> = (0..60)
        .map(|n| json!({"id": format!("d{n}"), "text": texts[n % 6]}))
        .collect();
    documents[7] = json!({"id": "d7", "text": "Fever.", "language": "tlh"});
    documents[8] = json!({"text": "Fever."});
    let answer = service.post("/v1/extract", &json!({"documents": documents}));
    assert_eq!(
        (answer.status, answer.header("transfer-encoding")),
        (200, Some("chunked"))
    );
    let value = answer.value();
    let records = value["records"].as_array().unwrap();
    assert_eq!(records.len(), 60);
    for (n, record) in records.iter().enumerate() {
        match n {
            7 => assert_eq!(
                (record["id"].as_str(), record["error"]["status"].as_u64()),
                (Some("d7"), Some(422))
            ),
            8 => assert_eq!(record["document"]["id"], "document-9"),
            _ => assert_eq!(record["document"]["id"], format!("d{n}")),
        }
    }
    assert_eq!(
        service.json("/v1/extract", "{\"documents\":[]}").string(),
        "{\"records\":[]}\n"
    );

    let lines = documents.iter().map(|d| d.to_string() + "\n").collect::<String>();
    let headers = [("content-type", "application/x-ndjson")];
    let answer = service.send("POST", "/v1/extract", &headers, lines.as_bytes());
    let mut same = answer.lines();
    assert_eq!(same[8]["document"]["id"], "line-9");
    same[8]["document"]["id"] = "document-9".into();
    assert_eq!(&same, records);
    let headers = [("content-type", "application/x-ndjson"), ("accept", "text/html")];
    let refused = service.send("POST", "/v1/extract", &headers, lines.as_bytes());
    assert_eq!((refused.status, refused.problem().as_str()), (406, "not-acceptable"));
}

#[test]
fn a_bad_line_costs_itself_alone() {
    let service = Service::start(settings());
    let lines = "{\"text\":\"Fiebre.\"}\nnonsense\n\n[]\n{\"text\":7}\n{\"text\":\"Tos.\",\"tex\":1}\n{\"id\":\"last\",\"text\":\"Tos.\"}";
    let headers = [("content-type", "application/x-ndjson")];
    let answer = service.send("POST", "/v1/extract", &headers, lines.as_bytes()).lines();
    let ids: Vec<&str> = answer
        .iter()
        .map(|r| r["id"].as_str().or(r["document"]["id"].as_str()).unwrap())
        .collect();
    assert_eq!(ids, ["line-1", "line-2", "line-4", "line-5", "line-6", "last"]);
    assert!(answer[1..5].iter().all(|r| r["error"]["status"] == 400), "{answer:?}");
    assert!(answer[5]["mentions"][0]["text"] == "Tos");
}

#[test]
fn lines_are_answered_while_more_are_on_their_way() {
    let service = Service::start(settings());
    let mut stream = service.connect();
    let head = "POST /v1/extract HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-ndjson\r\n\
                transfer-encoding: chunked\r\nconnection: close\r\n\r\n";
    stream.write_all(head.as_bytes()).unwrap();
    let mut seen = Vec::new();
    for n in 0..3 {
        let line = format!("{{\"id\":\"n{n}\",\"text\":\"Niega fiebre.\"}}\n");
        write!(stream, "{:x}\r\n{line}\r\n", line.len()).unwrap();
        let wanted = format!("\"n{n}\"");
        let mut piece = [0; 4096];
        // The answer of this line comes before the next is sent.
        while !String::from_utf8_lossy(&seen).contains(&wanted) {
            let n = stream.read(&mut piece).unwrap();
            assert!(n > 0, "{}", String::from_utf8_lossy(&seen));
            seen.extend_from_slice(&piece[..n]);
        }
    }
    stream.write_all(b"0\r\n\r\n").unwrap();
    stream.read_to_end(&mut seen).unwrap();
    assert_eq!(Answer::of(&seen).unwrap().lines().len(), 3);
}

#[test]
fn what_cannot_be_read_is_said_without_a_word_of_it() {
    let service = Service::start(settings());
    for (body, status) in [
        ("", 400),
        ("{", 400),
        ("null", 400),
        ("[]", 400),
        ("\"Pérez Galdós\"", 400),
        ("{\"text\":\"Pérez Galdós\"", 400),
        ("{\"text\":[\"Pérez Galdós\"]}", 400),
        ("{\"text\":\"a\",\"Pérez Galdós\":1}", 400),
        ("{\"text\":\"a\",\"documents\":[]}", 400),
        ("{\"documents\":{\"text\":\"Pérez Galdós\"}}", 400),
        ("{\"documents\":[{\"id\":\"Pérez Galdós\"}]}", 400),
        ("{\"text\":\"a\",\"language\":\"Pérez Galdós\"}", 422),
        ("{\"text\":\"a\",\"id\":\"\"}", 422),
        ("{\"text\":\"\\ud800\"}", 400),
        ("{\"text\":\"Pérez Galdós\"} x", 400),
    ] {
        let answer = service.json("/v1/extract", body);
        assert_eq!(answer.status, status, "{body}");
        answer.problem();
        assert!(!answer.string().contains("rez Gald"), "{body}: {}", answer.string());
    }
    for (query, status) in [
        ("language=xx", 422),
        ("explain=perhaps", 400),
        ("issued=yesterday", 422),
        ("id=", 422),
        ("id=a&id=b", 400),
    ] {
        let answer = service.text(&format!("/v1/extract?{query}"), "Fiebre.");
        assert_eq!(answer.status, status, "{query}");
        answer.problem();
    }
    for media in [
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "text/html",
        "",
    ] {
        let answer = service.send("POST", "/v1/extract", &[("content-type", media)], b"Fiebre.");
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (415, "media-type"),
            "{media}"
        );
    }
    let answer = service.send("DELETE", "/v1/extract", &[], b"");
    assert_eq!((answer.status, answer.problem().as_str()), (405, "method-not-allowed"));
    assert_eq!(answer.header("allow"), Some("post"));
}

#[test]
fn an_empty_text_has_an_empty_record_that_says_so() {
    let service = Service::start(settings());
    for text in ["", " \n"] {
        let record = service.text("/v1/extract", text).value();
        assert_eq!(record["warnings"][0]["code"], "empty-document", "{record}");
    }
}

#[test]
fn a_view_names_its_concepts_in_the_language_of_the_reader() {
    let service = Service::start(settings());
    let view = service
        .post("/v1/view", &json!({"text": "She denies fever.", "interface": "ro"}))
        .value();
    assert_eq!(view["labels"]["fever"], "febră");
    assert!(view["record"]["mentions"][0]["cues"][0]["scope"].is_array());
    let english = service.post("/v1/view", &json!({"text": "Niega fiebre."})).value();
    assert_eq!(english["labels"]["fever"], "Fever");
    let refused = service.post("/v1/view", &json!({"text": "a", "interface": "xx"}));
    assert_eq!((refused.status, refused.problem().as_str()), (422, "unprocessable"));
    let refused = service.text("/v1/view", "Fiebre.");
    assert_eq!(refused.status, 415);
}

#[test]
fn tellings_are_compared() {
    let service = Service::start(settings());
    let tellings = json!({"tellings": [
        {"id": "es", "text": "El paciente niega fiebre. Tiene dolor en la pierna izquierda."},
        {"id": "en", "text": "The patient denies fever. He has pain in the right leg."},
    ]});
    let value = service.post("/v1/compare", &tellings).value();
    assert_eq!(value["faults"][0]["code"], "side-changed");
    assert_eq!(value["tellings"][1]["name"], "en");
    assert!(
        service
            .post("/v1/compare?format=html", &tellings)
            .string()
            .starts_with("<!DOCTYPE html>")
    );
    assert!(
        service
            .post("/v1/compare?format=text", &tellings)
            .string()
            .contains("side-changed")
    );
    let refused = service.post("/v1/compare?format=fhir", &tellings);
    assert_eq!((refused.status, refused.problem().as_str()), (406, "not-acceptable"));
    for count in [0, 1, 8] {
        let few: Vec<Value> = (0..count).map(|_| json!({"text": "Tos."})).collect();
        let refused = service.post("/v1/compare", &json!({"tellings": few}));
        assert_eq!(
            (refused.status, refused.problem().as_str()),
            (422, "unprocessable"),
            "{count}"
        );
    }
    let unnamed = service
        .post("/v1/compare", &json!({"tellings": [{"text": "Tos."}, {"text": ""}]}))
        .value();
    assert_eq!(unnamed["tellings"][1]["name"], "telling-2");
}

#[test]
fn annotations_are_carried_across() {
    let service = Service::start(settings());
    let request = |annotations: &str| {
        json!({
            "source": {"text": "Se pauta citrato potásico.", "language": "es", "annotations": annotations},
            "targets": [{"id": "en", "text": "Potassium citrate was prescribed.", "language": "en"}],
        })
    };
    let value = service
        .post("/v1/project", &request("T1\tMEDICATION 9 25\tcitrato potásico\n"))
        .value();
    let target = &value["targets"][0];
    assert_eq!(target["carried"][0]["stretches"], json!([[0, 17]]));
    assert!(
        target["annotations"]
            .as_str()
            .unwrap()
            .starts_with("T1\tMEDICATION 0 17\tPotassium citrate\n")
    );
    assert_eq!(target["lost"], json!([]));
    for wrong in ["T1\tMEDICATION 9 99\tcitrato\n", "T1 Pérez", "T1\tMEDICATION 9 9\t\n"] {
        let refused = service.post("/v1/project", &request(wrong));
        assert_eq!(
            (refused.status, refused.problem().as_str()),
            (422, "unprocessable"),
            "{wrong}"
        );
        assert!(!refused.string().contains("Pérez"));
    }
}

#[test]
fn the_lexicon_is_searched() {
    let service = Service::start(settings());
    let found = service
        .get("/v1/lexicon/search?q=FI%C3%88VRE&language=es&limit=5")
        .value();
    let first = &found["concepts"][0];
    assert_eq!(
        (first["id"].as_str(), first["label"].as_str()),
        (Some("fever"), Some("fiebre"))
    );
    assert_eq!(first["labels"]["ro"], "febră");
    assert!(found["concepts"].as_array().unwrap().len() <= 5);
    // A part of a word, a code, an abbreviation, an id.
    for (query, id) in [
        ("neumon", "pneumonia"),
        ("m54.5", "low-back-pain"),
        ("HTA", "hypertension"),
        ("low-back-pain", "low-back-pain"),
    ] {
        let found = service.get(&format!("/v1/lexicon/search?q={query}&limit=10")).value();
        let ids: Vec<&str> = found["concepts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|c| c["id"].as_str().unwrap())
            .collect();
        assert!(ids.contains(&id), "{query}: {ids:?}");
    }
    let drugs = service.get("/v1/lexicon/search?q=a&kind=medication&limit=50").value();
    assert!(
        drugs["concepts"]
            .as_array()
            .unwrap()
            .iter()
            .all(|c| c["kind"] == "medication")
    );
    for nothing in ["xyzzyx", "%20", "%CC%81"] {
        assert_eq!(
            service.get(&format!("/v1/lexicon/search?q={nothing}")).value(),
            json!({"concepts": []}),
            "{nothing}"
        );
    }
    for (query, status) in [
        ("", 400),
        ("q=", 422),
        ("q=a&kind=thing", 422),
        ("q=a&language=xx", 422),
        ("q=a&limit=0", 422),
        ("q=a&limit=201", 422),
        ("q=a&limit=-1", 400),
        ("q=a&limit=many", 400),
    ] {
        let refused = service.get(&format!("/v1/lexicon/search?{query}"));
        assert_eq!(refused.status, status, "{query}");
        refused.problem();
    }
    let concept = service.get("/v1/lexicon/concepts/fever?language=it").value();
    assert_eq!(concept["label"], "febbre");
    assert!(
        concept["terms"]["en"]
            .as_array()
            .unwrap()
            .iter()
            .any(|t| t == "pyrexia")
    );
    for id in ["no-such", "%FF", "..%2F..%2Fetc%2Fpasswd", "%00"] {
        let refused = service.get(&format!("/v1/lexicon/concepts/{id}"));
        assert_eq!((refused.status, refused.problem().as_str()), (404, "not-found"), "{id}");
    }
}

#[test]
fn the_service_says_what_it_is() {
    let service = Service::start(settings());
    let info = service.get("/v1/info").value();
    assert_eq!(info["languages"], json!(["es", "fr", "it", "pt", "ro", "en"]));
    assert_eq!(
        (info["store"].as_bool(), info["limits"]["concurrency"].as_u64()),
        (Some(false), Some(64))
    );
    assert_eq!(service.get("/healthz").string(), "ok\n");
    assert_eq!(service.get("/readyz").string(), "ready\n");
    service.text("/v1/extract?id=secret-name", "Fiebre de P\u{e9}rez.");
    let metrics = service.get("/metrics").string();
    assert!(
        metrics.contains("epicrisis_requests_total{method=\"POST\",path=\"/v1/extract\",status=\"200\"} 1\n"),
        "{metrics}"
    );
    assert!(metrics.contains("epicrisis_documents_total 1\n"));
    assert!(!metrics.contains("secret") && !metrics.contains("rez"));
}
