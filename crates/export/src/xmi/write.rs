//! The CAS of a document, as XMI.

use std::collections::HashMap;
use std::fmt::Write;

use epicrisis_record::{Mention, MentionId};

use super::features;
use super::offsets::Units;
use super::segments::{Segments, Stretch};
use crate::Telling;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xmi:XMI xmi:version=\"2.0\" \
    xmlns:xmi=\"http://www.omg.org/XMI\" xmlns:cas=\"http:///uima/cas.ecore\" \
    xmlns:segment=\"http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore\" \
    xmlns:metadata=\"http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore\" \
    xmlns:custom=\"http:///webanno/custom.ecore\">\n<cas:NULL xmi:id=\"0\"/>\n";

/// The number of the text among the elements; the annotations follow it.
const SOFA: u32 = 1;

/// The CAS of a document, with all annotations in its one view.
pub(super) fn cas(telling: Telling<'_>) -> String {
    let Telling { record, text } = telling;
    let units = Units::of(text);
    let segments = Segments::of(text, record, &units);
    let mut out = Elements {
        xml: String::with_capacity(text.len() + 100 * segments.tokens.len() + 400 * record.mentions.len()),
        last: SOFA,
    };
    out.xml.push_str(HEAD);
    out.open("metadata:DocumentMetaData", (0, units.length()));
    out.say("language", &record.document.language);
    out.say("documentTitle", &record.document.id);
    out.say("documentId", &record.document.id);
    out.close();
    for &sentence in &segments.sentences {
        out.open("segment:Sentence", sentence);
        out.close();
    }
    for &token in &segments.tokens {
        out.open("segment:Token", token);
        out.close();
    }
    let stretch = |mention: &Mention| (units.char(mention.start), units.char(mention.end));
    let mut numbers: HashMap<MentionId, (u32, Stretch)> = HashMap::with_capacity(record.mentions.len());
    for mention in &record.mentions {
        let number = out.open("custom:EpicrisisMention", stretch(mention));
        for feature in features::ALL {
            if let Some(value) = (feature.of)(mention, &units) {
                out.say(feature.name, &value);
            }
        }
        out.close();
        numbers.insert(mention.id, (number, stretch(mention)));
    }
    for relation in &record.relations {
        let (Some((from, _)), Some((to, place))) = (numbers.get(&relation.from), numbers.get(&relation.to)) else {
            continue;
        };
        // A relation stands where it leads to, as INCEpTION wants it.
        out.open("custom:EpicrisisRelation", *place);
        let _ = write!(out.xml, " Governor=\"{from}\" Dependent=\"{to}\"");
        out.say("kind", relation.kind.as_str());
        out.close();
    }
    let _ = write!(
        out.xml,
        "<cas:Sofa xmi:id=\"{SOFA}\" sofaNum=\"1\" sofaID=\"_InitialView\" mimeType=\"text\" sofaString=\""
    );
    attribute(&mut out.xml, text);
    let _ = write!(out.xml, "\"/>\n<cas:View sofa=\"{SOFA}\" members=\"");
    for number in SOFA + 1..=out.last {
        let _ = write!(out.xml, "{}{number}", if number > SOFA + 1 { " " } else { "" });
    }
    out.xml.push_str("\"/>\n</xmi:XMI>\n");
    out.xml
}

/// Annotations on their way into the XML.
struct Elements {
    xml: String,
    /// The number of the last.
    last: u32,
}

impl Elements {
    /// Begins an annotation, and gives its number.
    fn open(&mut self, name: &str, (begin, end): Stretch) -> u32 {
        self.last += 1;
        let number = self.last;
        let _ = write!(
            self.xml,
            "<{name} xmi:id=\"{number}\" sofa=\"{SOFA}\" begin=\"{begin}\" end=\"{end}\""
        );
        number
    }

    fn say(&mut self, name: &str, value: &str) {
        let _ = write!(self.xml, " {name}=\"");
        attribute(&mut self.xml, value);
        self.xml.push('"');
    }

    fn close(&mut self) {
        self.xml.push_str("/>\n");
    }
}

/// Writes text as the value of an attribute, which it leaves as it was: white space by its number, since a reader takes an
/// end of a line in an attribute for a blank. What XML 1.0 has no place for becomes U+FFFD, one code unit as it was itself,
/// so that no offset moves.
pub(super) fn attribute(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            // Some readers take these for ends of lines, too.
            '\u{7F}'..='\u{9F}' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(out, "&#{};", u32::from(letter));
            }
            letter => out.push(letter),
        }
    }
}
