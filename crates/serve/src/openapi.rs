//! The OpenAPI document, generated from the types that are read and written.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::documents::{DocumentIn, ExtractQuery, ExtractRequest, Failed, Format};
use crate::info::Info;
use crate::lexicon::{ConceptAnswer, ConceptQuery, SearchAnswer, SearchQuery};
use crate::problem::{Problem, ProblemKind};
use crate::review::types::{
    AgreementAnswer, CorrectionRequest, Document, DocumentQuery, DocumentsAnswer, EvaluationAnswer, ExportAnswer,
    ExportQuery, NewDocumentRequest, UndoRequest,
};
use crate::tellings::{CompareQuery, CompareRequest, ProjectAnswer, ProjectRequest};
use crate::view::{View, ViewRequest};

/// The version of the form: 3.1, whose schemas are JSON Schema.
const OPENAPI: &str = "3.1.0";

/// The records of several documents.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is of use: the answer is streamed")]
struct Records {
    /// In the order of the documents.
    records: Vec<RecordOrFailed>,
}

/// A record, or why there is none.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[allow(dead_code, reason = "only its schema is of use: the answer is streamed")]
enum RecordOrFailed {
    /// The record.
    Record(Box<epicrisis_record::Record>),
    /// Why there is none.
    Failed(Failed),
}

/// A record, or those of several documents.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[allow(dead_code, reason = "only its schema is of use: the answer is streamed")]
enum ExtractAnswer {
    /// Of one document.
    One(Box<epicrisis_record::Record>),
    /// Of several.
    Several(Records),
}

/// The OpenAPI document of the service.
#[must_use]
pub fn openapi() -> Value {
    let mut schemas = Schemas::new();
    let paths = paths(&mut schemas);
    json!({
        "openapi": OPENAPI,
        "info": {
            "title": "Epicrisis",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "Clinical cases in six languages, read into one coded record.",
            "description": "Offsets are Unicode code points, half-open. Errors are problem details (RFC 9457) and never repeat a \
                            document. No medical device: for research and data work, with a person checking.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "tags": [
            {"name": "records", "description": "Documents in, records out."},
            {"name": "tellings", "description": "Tellings of one case."},
            {"name": "lexicon", "description": "The concepts and their names."},
            {"name": "review", "description": "Documents that people check; only with a store."},
            {"name": "service", "description": "The service itself."},
        ],
        "security": [{}, {"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": schemas.definitions(),
            "responses": problems(),
        },
    })
}

/// The schemas of what is read and of what is written, which share what they have in common.
struct Schemas {
    read: SchemaGenerator,
    written: SchemaGenerator,
}

impl Schemas {
    fn new() -> Self {
        let settings = || {
            SchemaSettings::draft2020_12().with(|s| {
                s.definitions_path = "/components/schemas".into();
                s.meta_schema = None;
            })
        };
        Self {
            read: settings().for_deserialize().into_generator(),
            written: settings().for_serialize().into_generator(),
        }
    }

    fn read<T: JsonSchema>(&mut self) -> Value {
        self.read.subschema_for::<T>().to_value()
    }

    fn written<T: JsonSchema>(&mut self) -> Value {
        self.written.subschema_for::<T>().to_value()
    }

    /// The parameters of a query.
    fn query<T: JsonSchema>(&mut self) -> Vec<Value> {
        let schema = self.read.root_schema_for::<T>().to_value();
        let required: Vec<&str> = schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let properties = schema["properties"].as_object().into_iter().flatten();
        let parameters = properties.map(|(name, schema)| {
            let mut schema = schema.clone();
            let description = schema
                .as_object_mut()
                .and_then(|s| s.remove("description"))
                .unwrap_or_default();
            // In an address nothing is null; what is not given is not there.
            if let Some(kinds) = schema["type"].as_array() {
                let first = kinds.iter().find(|k| *k != "null").cloned().unwrap_or_default();
                schema["type"] = first;
            }
            if let Some(names) = schema["enum"].as_array_mut() {
                names.retain(|name| !name.is_null());
            }
            if let Some(schema) = schema.as_object_mut() {
                schema.retain(|_, value| !value.is_null());
                schema.remove("default");
                schema.remove("format");
            }
            json!({
                "name": name,
                "in": "query",
                "required": required.contains(&name.as_str()),
                "description": description,
                "schema": schema,
            })
        });
        parameters.collect()
    }

    fn definitions(mut self) -> Map<String, Value> {
        let mut all = self.read.take_definitions(true);
        // Where both have one, what is written says more: it is there whenever it is not optional.
        all.extend(self.written.take_definitions(true));
        all
    }
}

/// The problems, each an answer of its own.
fn problems() -> Map<String, Value> {
    let one = |kind: &ProblemKind| {
        let mut answer = json!({
            "description": kind.title(),
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        });
        if kind.status().as_u16() == 503 {
            answer["headers"] = json!({"Retry-After": {"schema": {"type": "integer"}, "description": "In seconds."}});
        }
        (kind.name().to_owned(), answer)
    };
    ProblemKind::ALL.iter().map(one).collect()
}

/// The answers of an operation: the good one, and the problems that it may have.
fn answers(status: &str, good: Value, kinds: &[ProblemKind]) -> Value {
    let mut answers = Map::new();
    answers.insert(status.to_owned(), good);
    // What may stand before any operation.
    let always = [
        ProblemKind::Unauthorized,
        ProblemKind::WrongOrigin,
        ProblemKind::Overloaded,
        ProblemKind::Internal,
    ];
    for kind in kinds.iter().chain(&always) {
        // Several kinds may share a status; they have one form.
        let reference = json!({"$ref": format!("#/components/responses/{}", kind.name())});
        answers.entry(kind.status().as_str()).or_insert(reference);
    }
    answers.into()
}

fn content(media: &str, schema: Value) -> Value {
    json!({"description": "Done.", "content": {media: {"schema": schema}}})
}

fn text(what: &str) -> Value {
    json!({"description": what, "content": {"text/plain": {"schema": {"type": "string"}}}})
}

/// A body of JSON.
fn body(schema: Value, example: Value) -> Value {
    json!({"required": true, "content": {"application/json": {"schema": schema, "example": example}}})
}

const BODY: &[ProblemKind] = &[
    ProblemKind::BadRequest,
    ProblemKind::SlowBody,
    ProblemKind::TooLarge,
    ProblemKind::MediaType,
    ProblemKind::Unprocessable,
];

fn with(more: &[ProblemKind]) -> Vec<ProblemKind> {
    BODY.iter().chain(more).copied().collect()
}

fn paths(schemas: &mut Schemas) -> Value {
    let mut paths = Map::new();
    let all = [
        records(schemas),
        of_tellings(schemas),
        of_lexicon(schemas),
        review(schemas),
        service(schemas),
    ];
    for part in all {
        if let Value::Object(part) = part {
            paths.extend(part);
        }
    }
    paths.into()
}

fn records(schemas: &mut Schemas) -> Value {
    // What a schema says of a line, it cannot say of a body of lines: one that is wrong costs itself alone.
    let lines = |schema: Value| json!({"type": "string", "contentMediaType": Format::Jsonl.media_type(), "contentSchema": schema});
    let line = lines(schemas.read::<DocumentIn>());
    let several = lines(schemas.written::<RecordOrFailed>());
    // The problem is answered by every operation.
    schemas.written::<Problem>();
    let mut formats = Map::new();
    for format in Format::ALL {
        let schema = match format {
            Format::Json => schemas.written::<ExtractAnswer>(),
            Format::Jsonl => several.clone(),
            Format::Fhir | Format::FhirR5 | Format::FhirTransaction | Format::Phenopacket => json!({"type": "object"}),
            _ => json!({"type": "string"}),
        };
        formats.insert(format.media_type().to_owned(), json!({"schema": schema}));
    }
    let query = schemas.query::<ExtractQuery>();
    let request = schemas.read::<ExtractRequest>();
    json!({
        "/v1/extract": {"post": {
            "operationId": "extract",
            "tags": ["records"],
            "summary": "Read documents and answer their records.",
            "description": "One document as text or JSON, several as JSON, any number as JSON lines, which are answered while they come. \
                            A document that fails costs itself alone: its problem has the place of its record. The format is that of \
                            `Accept`, or of `format`.",
            "parameters": query,
            "requestBody": {"required": true, "content": {
                "text/plain": {"schema": {"type": "string"}, "example": "Niega fiebre. Leucocitos 12.300/mm3."},
                "application/json": {"schema": request, "example": {"id": "a", "text": "Niega fiebre. Leucocitos 12.300/mm3."}},
                "application/x-ndjson": {"schema": line, "example": "{\"id\": \"a\", \"text\": \"Niega fiebre.\"}\n"},
            }},
            "responses": answers("200", json!({"description": "The records.", "content": formats}), &with(&[ProblemKind::NotAcceptable])),
        }},
        "/v1/view": {"post": {
            "operationId": "view",
            "tags": ["records"],
            "summary": "Read a document for a person: its record with explanations, its concepts named in a language.",
            "requestBody": body(schemas.read::<ViewRequest>(), json!({"text": "Niega fiebre.", "interface": "fr"})),
            "responses": answers("200", content("application/json", schemas.written::<View>()), BODY),
        }},
    })
}

fn of_tellings(schemas: &mut Schemas) -> Value {
    let comparison = schemas.written::<epicrisis_tellings::compare::Comparison>();
    let example = json!({"tellings": [
        {"id": "es", "text": "Niega fiebre. Dolor en la pierna izquierda."},
        {"id": "en", "text": "She denies fever. Pain in the right leg."},
    ]});
    let project = json!({
        "source": {"text": "Se pauta citrato potásico.", "language": "es", "annotations": "T1\tMEDICATION 9 25\tcitrato potásico\n"},
        "targets": [{"id": "en", "text": "Potassium citrate was prescribed."}],
    });
    json!({
        "/v1/compare": {"post": {
            "operationId": "compare",
            "tags": ["tellings"],
            "summary": "Lay two to seven tellings of one case side by side.",
            "parameters": schemas.query::<CompareQuery>(),
            "requestBody": body(schemas.read::<CompareRequest>(), example),
            "responses": answers("200", json!({"description": "What they agree on and where they differ.", "content": {
                "application/json": {"schema": comparison},
                "text/html; charset=utf-8": {"schema": {"type": "string"}},
                "text/plain; charset=utf-8": {"schema": {"type": "string"}},
            }}), &with(&[ProblemKind::NotAcceptable])),
        }},
        "/v1/project": {"post": {
            "operationId": "project",
            "tags": ["tellings"],
            "summary": "Carry annotations from one telling to others.",
            "requestBody": body(schemas.read::<ProjectRequest>(), project),
            "responses": answers("200", content("application/json", schemas.written::<ProjectAnswer>()), BODY),
        }},
    })
}

fn of_lexicon(schemas: &mut Schemas) -> Value {
    let mut concept = vec![path_id("The lexicon's id of the concept.", "fever")];
    concept.extend(schemas.query::<ConceptQuery>());
    let answer = schemas.written::<ConceptAnswer>();
    json!({
        "/v1/lexicon/search": {"get": {
            "operationId": "searchLexicon",
            "tags": ["lexicon"],
            "summary": "Find concepts by a term in any language, a part of a label, an id or a code.",
            "parameters": schemas.query::<SearchQuery>(),
            "responses": answers("200", content("application/json", schemas.written::<SearchAnswer>()),
                &[ProblemKind::BadRequest, ProblemKind::Unprocessable]),
        }},
        "/v1/lexicon/concepts/{id}": {"get": {
            "operationId": "concept",
            "tags": ["lexicon"],
            "summary": "A concept with its names in each language.",
            "parameters": concept,
            "responses": answers("200", content("application/json", answer),
                &[ProblemKind::BadRequest, ProblemKind::NotFound, ProblemKind::Unprocessable]),
        }},
    })
}

fn path_id(what: &str, example: &str) -> Value {
    json!({"name": "id", "in": "path", "required": true, "description": what, "schema": {"type": "string"}, "example": example})
}

fn review(schemas: &mut Schemas) -> Value {
    let id = path_id("The document's id.", "case-1");
    let mut seen = vec![id.clone()];
    seen.extend(schemas.query::<DocumentQuery>());
    let mut export = vec![id];
    export.extend(schemas.query::<ExportQuery>());
    let document = schemas.written::<Document>();
    let kept = || content("application/json", document.clone());
    let mut keep = answers("201", kept(), &with(&[ProblemKind::NoStore, ProblemKind::IdTaken]));
    keep["200"] = kept();
    keep["200"]["description"] = "It is kept already.".into();
    let changed = with(&[ProblemKind::NotFound, ProblemKind::VersionConflict]);
    let read = [
        ProblemKind::BadRequest,
        ProblemKind::NotFound,
        ProblemKind::Unprocessable,
    ];
    let correction = json!({"version": 1, "reviewer": "Ana", "action": "accept", "key": "t1"});
    json!({
        "/v1/documents": {
            "get": {
                "operationId": "listDocuments",
                "tags": ["review"],
                "summary": "The documents that are kept, the one last changed first.",
                "responses": answers("200", content("application/json", schemas.written::<DocumentsAnswer>()), &[ProblemKind::NoStore]),
            },
            "post": {
                "operationId": "keepDocument",
                "tags": ["review"],
                "summary": "Keep a document to be checked.",
                "requestBody": body(schemas.read::<NewDocumentRequest>(), json!({"id": "case-1", "text": "Niega fiebre. Refiere tos."})),
                "responses": keep,
            },
        },
        "/v1/documents/{id}": {"get": {
            "operationId": "document",
            "tags": ["review"],
            "summary": "A document, its record, and what was said of its mentions.",
            "parameters": seen,
            "responses": answers("200", kept(), &read),
        }},
        "/v1/documents/{id}/corrections": {"post": {
            "operationId": "correct",
            "tags": ["review"],
            "summary": "Accept, reject, change or add a mention, in the version of the document that was seen.",
            "parameters": seen,
            "requestBody": body(schemas.read::<CorrectionRequest>(), correction),
            "responses": answers("200", kept(), &changed),
        }},
        "/v1/documents/{id}/undo": {"post": {
            "operationId": "undo",
            "tags": ["review"],
            "summary": "Take back a reviewer's last correction.",
            "parameters": seen,
            "requestBody": body(schemas.read::<UndoRequest>(), json!({"version": 2, "reviewer": "Ana"})),
            "responses": answers("200", kept(), &changed),
        }},
        "/v1/documents/{id}/export": {"get": {
            "operationId": "exportDocument",
            "tags": ["review"],
            "summary": "A document with what people made of it: the record with its provenance, or annotations as brat has them.",
            "parameters": export,
            "responses": answers("200", json!({"description": "Done.", "content": {
                "application/json": {"schema": schemas.written::<ExportAnswer>()},
                "text/plain; charset=utf-8": {"schema": {"type": "string"}},
            }}), &read),
        }},
        "/v1/agreement": {"get": {
            "operationId": "agreement",
            "tags": ["review"],
            "summary": "How far reviewers of the same documents agree.",
            "responses": answers("200", content("application/json", schemas.written::<AgreementAnswer>()), &[ProblemKind::NoStore]),
        }},
        "/v1/evaluation": {"get": {
            "operationId": "evaluation",
            "tags": ["review"],
            "summary": "How good the engine is by what people made of its records.",
            "responses": answers("200", content("application/json", schemas.written::<EvaluationAnswer>()), &[ProblemKind::NoStore]),
        }},
    })
}

fn service(schemas: &mut Schemas) -> Value {
    let open = json!([]);
    json!({
        "/v1/info": {"get": {
            "operationId": "info",
            "tags": ["service"],
            "summary": "What the service is and can.",
            "responses": answers("200", content("application/json", schemas.written::<Info>()), &[]),
        }},
        "/healthz": {"get": {
            "operationId": "health",
            "tags": ["service"],
            "summary": "Whether it is alive.",
            "security": open,
            "responses": answers("200", text("It is."), &[]),
        }},
        "/readyz": {"get": {
            "operationId": "ready",
            "tags": ["service"],
            "summary": "Whether it takes work.",
            "security": open,
            "responses": answers("200", text("It does."), &[ProblemKind::Stopping]),
        }},
        "/metrics": {"get": {
            "operationId": "metrics",
            "tags": ["service"],
            "summary": "What it has done, as Prometheus reads it.",
            "responses": answers("200", text("Counts and times."), &[]),
        }},
        "/openapi.json": {"get": {
            "operationId": "openapi",
            "tags": ["service"],
            "summary": "This document.",
            "security": open,
            "responses": answers("200", content("application/json", json!({"type": "object"})), &[]),
        }},
    })
}
