//! `epicrisis._epicrisis`: what the Python package is built on. The package itself, with its types and its words for people, is
//! `python/epicrisis`; here is what must be fast or must know the engine.
//!
//! Python's lock is held only while Python's objects are read or made: documents are read without it.

mod ahead;
mod arrow;
mod document;
mod engine;
mod failure;
mod guard;
mod many;
mod means;
mod tellings;

use pyo3::prelude::*;

/// A record is many small pieces; as in the command line.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What the package is built on.
#[pymodule]
mod _epicrisis {
    #[pymodule_export]
    use crate::arrow::Stream;
    #[pymodule_export]
    use crate::engine::Engine;
    #[pymodule_export]
    use crate::many::Many;

    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        crate::guard::install();
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
