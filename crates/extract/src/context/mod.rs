//! What the words around a mention say of it: presence, experiencer, time; severity, side, route and the like.

mod antibiogram;
mod attributes;
mod level;
mod list;
mod presence;
mod rule;
mod scope;
mod tested;

pub(crate) use attributes::attributes;
pub(crate) use level::levels;
pub(crate) use presence::assert;
pub use rule::Rule;
pub(crate) use scope::Cue;
