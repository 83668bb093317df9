//! The service's own description, and what other programs say of the service.

use std::path::{Path, PathBuf};

use crate::generated;

/// Where the OpenAPI document lies: beside the page, whose types are made from it.
fn path(root: &Path) -> PathBuf {
    root.join("web").join("openapi.json")
}

fn document() -> Result<String, String> {
    let document = serde_json::to_string_pretty(&epicrisis_serve::openapi());
    document.map(|text| text + "\n").map_err(|error| error.to_string())
}

/// Writes the OpenAPI document anew, or says whether it is fresh.
pub(crate) fn openapi(root: &Path, check: bool) -> Result<(), String> {
    if check {
        generated::check(&path(root), &document()?, "cargo xtask openapi")
    } else {
        generated::write(&path(root), &document()?)
    }
}
