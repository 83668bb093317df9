//! `epicrisis lexicon stats`: how much a lexicon holds.

use std::collections::BTreeMap;
use std::fmt::Write;

use epicrisis_lexicon::{ConceptKind, ConceptView, Lexicon};

/// Concepts by kind and language, codes by system, and the rest, as aligned tables.
pub(super) fn table(lexicon: &Lexicon<'static>) -> String {
    let tables = lexicon.tables();
    let mut out = String::new();
    let languages: Vec<(usize, &str)> = tables
        .languages
        .iter()
        .enumerate()
        .filter(|(_, language)| language.read == 1)
        .map(|(at, language)| (at, lexicon.str(language.code)))
        .collect();
    let concepts: Vec<ConceptView<'_, 'static>> = (0..).map_while(|index| lexicon.concept(index)).collect();

    let _ = write!(out, "{:<14}{:>8}", "concepts", "all");
    for (_, code) in &languages {
        let _ = write!(out, "{code:>8}");
    }
    out.push('\n');
    let mut row = |name: &str, of: &[&ConceptView<'_, 'static>]| {
        let _ = write!(out, "{name:<14}{:>8}", of.len());
        for (at, _) in &languages {
            let named = of.iter().filter(|concept| concept.label_in(*at).is_some()).count();
            let _ = write!(out, "{named:>8}");
        }
        out.push('\n');
    };
    for kind in ConceptKind::ALL {
        let of: Vec<_> = concepts.iter().filter(|concept| concept.kind == *kind).collect();
        row(kind.name(), &of);
    }
    row("all", &concepts.iter().collect::<Vec<_>>());

    let mut systems: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (system, _, checked) in concepts.iter().flat_map(ConceptView::codes) {
        let (all, unchecked) = systems.entry(system).or_default();
        *all += 1;
        *unchecked += usize::from(!checked);
    }
    let _ = writeln!(out, "\n{:<14}{:>8}{:>12}", "codes", "all", "unchecked");
    for (system, (all, unchecked)) in systems {
        let _ = writeln!(out, "{system:<14}{all:>8}{unchecked:>12}");
    }

    out.push('\n');
    for (name, count) in [
        ("terms", tables.terms.len()),
        ("pivots", tables.pivots.len()),
        ("exact forms", tables.forms.len()),
        ("skeletons", tables.skeletons.len()),
        ("abbreviations", tables.abbreviations.len()),
        ("cues", tables.cues.len()),
        ("analytes", tables.analytes.len()),
        ("ranges", tables.ranges.len()),
        ("units", tables.units.len()),
    ] {
        let _ = writeln!(out, "{name:<14}{count:>8}");
    }
    out
}
