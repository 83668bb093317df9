//! What the browser made of a page, compared with the record that the page is of.

use std::collections::BTreeMap;

use base64::Engine;
use epicrisis_record::{Presence, Record};
use serde::Deserialize;

/// What the script in `checks/html/dom.js` saw.
#[derive(Debug, Deserialize)]
pub(crate) struct Seen {
    text: String,
    marks: Vec<Mark>,
    dead: Vec<String>,
    unstruck: Vec<String>,
    unsigned: Vec<String>,
    headings: Vec<u8>,
    landmarks: Vec<String>,
    overflow: bool,
    lit: usize,
    violations: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
struct Mark {
    id: String,
    classes: Vec<String>,
    text: String,
}

impl Seen {
    /// Reads what the script left in the page.
    pub(crate) fn of(dom: &str) -> Result<Self, String> {
        let left = dom
            .split_once("<pre id=\"seen\">")
            .and_then(|(_, rest)| rest.split_once('<'));
        let (left, _) = left.ok_or("the script of the check did not run to its end")?;
        let json = base64::engine::general_purpose::STANDARD
            .decode(left)
            .map_err(|e| e.to_string())?;
        serde_json::from_slice(&json).map_err(|e| e.to_string())
    }

    /// Whether accessibility was looked at.
    pub(crate) fn audited(&self) -> bool {
        self.violations.is_some()
    }

    /// All that is wrong with the page of a record.
    pub(crate) fn faults(&self, record: &Record, text: &str) -> Vec<String> {
        let mut faults = Vec::new();
        if self.text != text.replace("\r\n", "\n") {
            faults.push("the text on the page is not the document's".to_owned());
        }
        let marks: BTreeMap<&str, &Mark> = self.marks.iter().map(|mark| (mark.id.as_str(), mark)).collect();
        let chars: Vec<char> = text.chars().collect();
        for mention in &record.mentions {
            let Some(mark) = marks.get(mention.id.to_string().as_str()) else {
                faults.push(format!("{} is not marked", mention.id));
                continue;
            };
            let has = |class: &str| mark.classes.iter().any(|own| own == class);
            if !has(mention.kind.as_str()) || has("absent") != (mention.presence == Presence::Absent) {
                faults.push(format!("{} is marked as {:?}", mention.id, mark.classes));
            }
            let first = mention.stretches().next().unwrap_or_default();
            let words: String = chars[first.start.get()..first.end.get()].iter().collect();
            // One that crosses the end of another goes on in an element of its own.
            if mark.text.is_empty() || !words.starts_with(&mark.text) {
                faults.push(format!("{} covers other words than its own", mention.id));
            }
        }
        let lists = [
            ("leads nowhere", &self.dead),
            ("is denied and not struck", &self.unstruck),
            ("has no sign", &self.unsigned),
        ];
        for (what, list) in lists {
            faults.extend(list.iter().map(|one| format!("`{one}` {what}")));
        }
        let jumps = self.headings.windows(2).any(|pair| pair[1] > pair[0] + 1);
        if self.headings.first() != Some(&1) || jumps {
            faults.push(format!("levels of headings are left out: {:?}", self.headings));
        }
        if self.landmarks.len() != 4 {
            faults.push(format!("landmarks are missing; there are {:?}", self.landmarks));
        }
        if self.overflow {
            faults.push("the page is wider than the window".to_owned());
        }
        if self.lit < 2 {
            faults.push("what belongs together does not light up".to_owned());
        }
        faults.extend(self.violations.iter().flatten().cloned());
        faults
    }
}
