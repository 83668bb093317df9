//! The record's JSON Schema, derived from its types so that it cannot be stale.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings, json_schema};

use crate::{MentionId, Record, SCHEMA};

impl JsonSchema for MentionId {
    fn schema_name() -> Cow<'static, str> {
        "MentionId".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "The id of a mention, unique in its record.",
            "type": "string",
            "pattern": "^m(0|[1-9][0-9]*)$"
        })
    }
}

/// The JSON Schema (draft 2020-12) of a [`Record`] as it is written.
#[must_use]
pub fn json_schema() -> serde_json::Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = generator.into_root_schema_for::<Record>();
    schema.insert("$id".to_owned(), SCHEMA.into());
    schema.insert("title".to_owned(), "Epicrisis case record, version 1".into());
    schema.to_value()
}
