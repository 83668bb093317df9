//! ClaML, as the WHO and the national agencies publish ICD: classes with rubrics. Chapters and blocks are left out.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Out, coded};
use crate::data::{Lang, canonical_system, system_by_form};
use crate::input::{ImportError, Input};
use crate::options::Format;
use crate::row::{Name, Row};

/// Rubrics that name a class.
const PREFERRED: [&str; 2] = ["preferred", "preferredLong"];
const OTHERS: [&str; 2] = ["inclusion", "synonym"];

#[derive(Default)]
struct Class {
    line: u64,
    code: String,
    kind: String,
    names: Vec<Name>,
}

/// Counts the lines of what is read.
struct Counted<R> {
    inner: R,
    line: std::rc::Rc<std::cell::Cell<u64>>,
}

impl<R: BufRead> std::io::Read for Counted<R> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buf)?;
        self.count(&buf[..read]);
        Ok(read)
    }
}

impl<R> Counted<R> {
    fn count(&self, bytes: &[u8]) {
        let lines = bytes.iter().filter(|b| **b == b'\n').count() as u64;
        self.line.set(self.line.get() + lines);
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        if let Ok(buffer) = self.inner.fill_buf() {
            let lines = buffer.iter().take(amount).filter(|b| **b == b'\n').count() as u64;
            self.line.set(self.line.get() + lines);
        }
        self.inner.consume(amount);
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|a| a.key.as_ref() == name.as_bytes())?;
    found.unescape_value().ok().map(|v| v.trim().to_owned())
}

pub(super) fn read(input: Input, out: &mut Out<'_>) -> Result<(), ImportError> {
    let path = input.path.clone();
    let line = std::rc::Rc::new(std::cell::Cell::new(1));
    let counted = Counted {
        inner: input.reader(),
        line: std::rc::Rc::clone(&line),
    };
    let mut reader = Reader::from_reader(counted);
    let mut buffer = Vec::new();
    let mut title = None;
    let mut classes: Vec<Class> = Vec::new();
    let mut class: Option<Class> = None;
    let mut rubric: Option<String> = None;
    let mut label: Option<(String, Option<Lang>)> = None;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.name().as_ref() == b"Title" => {
                title = attribute(&tag, "name");
            }
            Ok(Event::Start(tag)) => match tag.name().as_ref() {
                b"Class" => {
                    class = Some(Class {
                        line: line.get(),
                        code: attribute(&tag, "code").unwrap_or_default(),
                        kind: attribute(&tag, "kind").unwrap_or_default(),
                        names: Vec::new(),
                    });
                }
                b"Rubric" => rubric = attribute(&tag, "kind"),
                b"Label" => {
                    let language = attribute(&tag, "xml:lang");
                    label = Some((String::new(), out.language(language.as_deref())));
                }
                _ => {}
            },
            Ok(Event::Text(text)) => {
                if let Some((label, _)) = &mut label {
                    match text.unescape() {
                        Ok(text) => {
                            label.push(' ');
                            label.push_str(&text);
                        }
                        Err(e) => out.bad(line.get(), e.to_string()),
                    }
                }
            }
            Ok(Event::End(tag)) => match tag.name().as_ref() {
                b"Label" => {
                    if let (Some(class), Some(kind), Some((text, language))) = (&mut class, &rubric, label.take()) {
                        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                        let preferred = PREFERRED.contains(&kind.as_str());
                        if !text.is_empty() && (preferred || OTHERS.contains(&kind.as_str())) {
                            class.names.push(Name {
                                text,
                                language,
                                preferred,
                            });
                        }
                    }
                }
                b"Rubric" => rubric = None,
                b"Class" => classes.extend(class.take()),
                _ => {}
            },
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(e) if classes.is_empty() => {
                return Err(ImportError::malformed(&path, Format::ClaMl, e.to_string()));
            }
            // What stands before the fault is good.
            Err(e) => {
                out.bad(line.get(), format!("the rest cannot be read: {e}"));
                break;
            }
        }
    }
    let system = out
        .given_system()
        .or_else(|| {
            title
                .filter(|t| crate::data::kind_of_system(t).is_some())
                .map(|t| canonical_system(&t))
        })
        .or_else(|| {
            let codes = classes.iter().filter(|c| c.kind == "category").take(200);
            system_by_form(codes.map(|c| c.code.as_str())).map(canonical_system)
        })
        .ok_or(ImportError::NoSystem(path))?;
    for class in classes {
        if matches!(class.kind.as_str(), "chapter" | "block") {
            continue;
        }
        if class.names.is_empty() {
            out.bad(class.line, format!("class `{}` has no name", class.code));
            continue;
        }
        let (system, code) = coded(&system, &class.code);
        out.row(Row {
            system,
            code,
            kind: None,
            names: class.names,
            also: Vec::new(),
            line: class.line,
        });
    }
    Ok(())
}
