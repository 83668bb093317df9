//! The configuration that brat needs beside the documents, made from the record's own lists of names.

use std::fmt::Write;

use epicrisis_record::{Kind, Presence, RelationKind};

use super::{CONCEPTS, attributes};

/// `annotation.conf`: which labels, relations and attributes there are.
pub(super) fn annotation() -> String {
    let mut conf = String::from("# Made by Epicrisis from the names of the case record, version 1.\n\n[entities]\n\n");
    for kind in Kind::ALL {
        let _ = writeln!(conf, "{kind}");
    }
    conf.push_str("\n[relations]\n\n# A place lies in what is found there, an organism in the disease it causes.\n");
    conf.push_str("<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n");
    for relation in RelationKind::ALL {
        let _ = writeln!(conf, "{relation}\tArg1:<ENTITY>, Arg2:<ENTITY>");
    }
    conf.push_str("\n[events]\n\n[attributes]\n\n");
    conf.push_str(
        "# Without attribute: present, of the patient, current; anything else that is not said is not known.\n",
    );
    for attribute in attributes::ALL {
        let kinds: Vec<&str> = attribute.kinds.iter().map(|kind| kind.as_str()).collect();
        let of = if kinds.is_empty() {
            "<ENTITY>".to_owned()
        } else {
            kinds.join("|")
        };
        let values = (attribute.values)().join("|");
        let _ = writeln!(conf, "{}\tArg:{of}, Value:{values}", attribute.name);
    }
    conf
}

/// `visual.conf`: colours of kinds, and how attributes are drawn.
pub(super) fn visual() -> String {
    let mut conf = String::from("[labels]\n\n");
    for kind in Kind::ALL {
        let name = kind.as_str();
        let short: String = name.chars().take(4).collect();
        let _ = writeln!(conf, "{name} | {short}");
    }
    conf.push_str("\n[drawing]\n\nSPAN_DEFAULT\tfgColor:black, bgColor:#dddddd, borderColor:darken\n");
    conf.push_str("ARC_DEFAULT\tcolor:#555555, dashArray:-, arrowHead:triangle-5\n");
    for kind in Kind::ALL {
        let _ = writeln!(conf, "{kind}\tbgColor:{}", colour(*kind));
    }
    // Each value under its own name; what is denied is crossed out, too.
    for attribute in attributes::ALL {
        let values = (attribute.values)();
        let glyphs: Vec<String> = values.iter().map(|value| format!("[{value}]")).collect();
        let _ = write!(conf, "{}\tglyph:{}", attribute.name, glyphs.join("|"));
        if values.contains(&Presence::Absent.as_str()) {
            let boxes = values.iter().map(|value| match *value == Presence::Absent.as_str() {
                true => "crossed",
                false => "none",
            });
            let _ = write!(conf, ", box:{}", boxes.collect::<Vec<_>>().join("|"));
        }
        conf.push('\n');
    }
    conf
}

/// `tools.conf`: where the codes of the known terminologies are looked up.
pub(super) fn tools() -> String {
    let mut conf = String::from("[options]\n\nSentences\tsplitter:newline\n\n[search]\n\n[annotators]\n\n");
    conf.push_str("[disambiguators]\n\n[normalization]\n\n");
    let _ = writeln!(conf, "{CONCEPTS}\t<URL>:#");
    for (system, home, entry) in PAGES {
        let _ = writeln!(conf, "{system}\t<URL>:{home}, <URLBASE>:{entry}");
    }
    conf
}

/// Of a terminology: its name in the record, its pages, and the page of an entry.
const PAGES: &[(&str, &str, &str)] = &[
    (
        "ICD-10",
        "https://icd.who.int/browse10/2019/en",
        "https://icd.who.int/browse10/2019/en#/%s",
    ),
    ("HPO", "https://hpo.jax.org", "https://hpo.jax.org/browse/term/%s"),
    (
        "MONDO",
        "https://monarchinitiative.org",
        "https://monarchinitiative.org/%s",
    ),
    (
        "MeSH",
        "https://meshb.nlm.nih.gov",
        "https://meshb.nlm.nih.gov/record/ui?ui=%s",
    ),
    (
        "ATC",
        "https://atcddd.fhi.no/atc_ddd_index/",
        "https://atcddd.fhi.no/atc_ddd_index/?code=%s",
    ),
    ("LOINC", "https://loinc.org", "https://loinc.org/%s"),
    (
        "NCBITaxon",
        "https://www.ncbi.nlm.nih.gov/taxonomy",
        "https://www.ncbi.nlm.nih.gov/Taxonomy/Browser/wwwtax.cgi?id=%s",
    ),
    (
        "UBERON",
        "https://www.ebi.ac.uk/ols4/ontologies/uberon",
        "https://www.ebi.ac.uk/ols4/ontologies/uberon/terms?obo_id=%s",
    ),
];

/// Pale enough for black letters; what belongs together is near.
fn colour(kind: Kind) -> &'static str {
    match kind {
        Kind::Problem => "#ffb3a7",
        Kind::Finding => "#ffdca8",
        Kind::Measurement => "#fff3a6",
        Kind::Medication => "#b5e7b0",
        Kind::Procedure => "#b6d7ff",
        Kind::Organism => "#e3c4f2",
        Kind::BodySite => "#e2d3c3",
        Kind::Device => "#c9d6e2",
        Kind::Time => "#d9f0ef",
        Kind::Demographic => "#e6e6e6",
        Kind::Substance => "#d8e2a8",
    }
}
