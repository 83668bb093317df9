//! The types: DKPro's for the text, two layers of Epicrisis's own.

use super::features;
use super::write::attribute;

/// The types' names in the type system; their last parts are the elements' names in XMI.
pub(super) const MENTION: &str = "webanno.custom.EpicrisisMention";
const RELATION: &str = "webanno.custom.EpicrisisRelation";
const SENTENCE: &str = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence";
const TOKEN: &str = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token";
const METADATA: &str = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData";
const ANNOTATION: &str = "uima.tcas.Annotation";
const STRING: &str = "uima.cas.String";

/// UIMA's description of the types.
pub(super) fn type_system() -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\">\n\
         <name>Epicrisis</name>\n<description>Mentions of clinical texts, and the relations between them.</description>\n\
         <types>\n",
    );
    kind(&mut out, SENTENCE, ANNOTATION, "A sentence.", &[]);
    kind(&mut out, TOKEN, ANNOTATION, "A word, a run of digits or a mark.", &[]);
    let metadata = [
        ("documentTitle", STRING, "What it is called."),
        ("documentId", STRING, "The document's id."),
    ];
    kind(
        &mut out,
        METADATA,
        "uima.tcas.DocumentAnnotation",
        "The document.",
        &metadata,
    );
    let of_mention: Vec<(&str, &str, &str)> = features::ALL
        .iter()
        .map(|feature| (feature.name, STRING, feature.what))
        .collect();
    kind(
        &mut out,
        MENTION,
        ANNOTATION,
        "A mention of a clinical record.",
        &of_mention,
    );
    // The names of the ends are those that INCEpTION's relations have.
    let of_relation = [
        ("Governor", MENTION, "Where it leads from."),
        ("Dependent", MENTION, "Where it leads to."),
        ("kind", STRING, "What it is: caused-by, located-at and so on."),
    ];
    kind(
        &mut out,
        RELATION,
        ANNOTATION,
        "How two mentions stand to each other.",
        &of_relation,
    );
    out.push_str("</types>\n</typeSystemDescription>\n");
    out
}

fn kind(out: &mut String, name: &str, supertype: &str, what: &str, features: &[(&str, &str, &str)]) {
    out.push_str("<typeDescription>\n");
    element(out, "name", name);
    element(out, "description", what);
    element(out, "supertypeName", supertype);
    if !features.is_empty() {
        out.push_str("<features>\n");
        for (name, range, what) in features {
            out.push_str("<featureDescription>\n");
            element(out, "name", name);
            element(out, "description", what);
            element(out, "rangeTypeName", range);
            out.push_str("</featureDescription>\n");
        }
        out.push_str("</features>\n");
    }
    out.push_str("</typeDescription>\n");
}

fn element(out: &mut String, name: &str, text: &str) {
    out.push_str(&format!("<{name}>"));
    attribute(out, text);
    out.push_str(&format!("</{name}>\n"));
}
