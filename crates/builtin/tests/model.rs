//! The built-in model: that it can be used, and that it is the one that its card describes.
#![allow(clippy::unwrap_used, reason = "what fails here is to fail the test")]

use sha2::{Digest, Sha256};

const FILE: &[u8] = include_bytes!("../model/builtin.model");

#[test]
fn it_is_of_the_format_that_is_read_and_knows_its_kinds() {
    let model = epicrisis_builtin::model();
    let heads: Vec<&str> = model.heads().map(|h| h.name()).collect();
    assert_eq!(heads, ["problem", "finding", "procedure", "medication"]);
    assert!(model.keys().count() > 50_000);
}

#[test]
fn the_card_describes_this_file() {
    let card = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/model.md")).unwrap();
    let hash: String = Sha256::digest(FILE).iter().map(|b| format!("{b:02x}")).collect();
    assert!(
        card.contains(&hash),
        "docs/model.md does not name the model's SHA-256, {hash}"
    );
    let version = format!("version {} of the format", epicrisis_tagger::model::VERSION);
    assert!(card.contains(&version), "docs/model.md does not say {version}");
}
