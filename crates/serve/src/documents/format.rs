//! In which format records are answered: by name, or by what the caller accepts.

use axum::http::{HeaderMap, header};
use epicrisis_export::brat::Brat;
use epicrisis_export::fhir::{Fhir, Form, Release};
use epicrisis_export::phenopacket::Phenopackets;
use epicrisis_export::text::Style;
use epicrisis_export::xmi::Xmi;
use epicrisis_export::{Export, Html, Json};

use crate::problem::{Problem, ProblemKind};

/// Defines the formats once: the name, and the media type that asks for it.
macro_rules! formats {
    ($($(#[$meta:meta])* $variant:ident = $name:literal, $media:literal;)+) => {
        /// A format of records.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Format { $($(#[$meta])* $variant,)+ }

        impl Format {
            /// Every format, in the order in which `Accept` prefers them.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// As the command line names it.
            pub(crate) const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The media type of the answer.
            pub(crate) const fn media_type(self) -> &'static str {
                match self { $(Self::$variant => $media,)+ }
            }
        }
    };
}

formats! {
    /// The record; several are the field `records`.
    Json = "json", "application/json";
    /// A record a line.
    Jsonl = "jsonl", "application/x-ndjson";
    /// A page for a person who checks.
    Html = "html", "text/html; charset=utf-8";
    /// A summary that a clinician can read.
    Text = "text", "text/plain; charset=utf-8";
    /// FHIR R4: a document Bundle; several, one a line.
    Fhir = "fhir", "application/fhir+json";
    /// FHIR R5: the same.
    FhirR5 = "fhir-r5", "application/fhir+json; fhirVersion=5.0";
    /// FHIR R4: a transaction Bundle a line.
    FhirTransaction = "fhir-transaction", "application/fhir+json; fhirVersion=4.0";
    /// A GA4GH Phenopacket; several, one a line.
    Phenopacket = "phenopacket", "application/vnd.ga4gh.phenopacket+json";
    /// The annotations of one document, as brat has them.
    Brat = "brat", "text/vnd.brat.standoff; charset=utf-8";
    /// One document as UIMA's CAS.
    Xmi = "xmi", "application/vnd.xmi+xml";
}

impl Format {
    /// What the answer will be: by `?format`, by `Accept`, else as the documents came.
    ///
    /// # Errors
    /// Where there is no such format, or it cannot hold what was sent.
    pub(crate) fn choose(asked: Option<&str>, headers: &HeaderMap, came_as: Self) -> Result<Self, Problem> {
        if let Some(name) = asked {
            let named = Self::ALL.iter().find(|f| f.name() == name).copied();
            return named.ok_or_else(|| Problem::bad_request(format!("`format` is one of {}", names(|_| true))));
        }
        accepted(headers, came_as).ok_or_else(|| {
            let media = Self::ALL.iter().map(|f| f.media_type()).collect::<Vec<_>>().join(", ");
            Problem::new(
                ProblemKind::NotAcceptable,
                format!("accept one of {media}, or name a `format`"),
            )
        })
    }

    /// Whether it can hold several documents, one behind the other.
    pub(crate) const fn holds_several(self) -> bool {
        !matches!(self, Self::Html | Self::Brat | Self::Xmi)
    }

    /// Refuses several documents in a format of one.
    ///
    /// # Errors
    /// Where it is such a format.
    pub(crate) fn for_several(self) -> Result<Self, Problem> {
        if self.holds_several() {
            return Ok(self);
        }
        let those = names(Self::holds_several);
        let detail = format!("`{}` is a format of one document; of several give {those}", self.name());
        Err(Problem::new(ProblemKind::NotAcceptable, detail))
    }

    /// What writes it.
    pub(crate) fn export(self, several: bool, issued: Option<&str>) -> Box<dyn Export> {
        let fhir = |form, release| -> Box<dyn Export> {
            Box::new(Fhir {
                form,
                release,
                pretty: false,
                issued: issued.map(str::to_owned),
            })
        };
        match self {
            Self::Json | Self::Jsonl => Box::new(Json { pretty: false }),
            Self::Html => Box::new(Html { index: false }),
            Self::Text => Box::new(Style { color: false, width: 0 }),
            Self::Fhir => fhir(Form::Document, Release::R4),
            Self::FhirR5 => fhir(Form::Document, Release::R5),
            Self::FhirTransaction => fhir(Form::Transaction, Release::R4),
            Self::Phenopacket => Box::new(Phenopackets {
                pretty: !several,
                created: issued.unwrap_or(Phenopackets::NO_TIME).to_owned(),
            }),
            Self::Brat => Box::new(Brat),
            Self::Xmi => Box::new(Xmi),
        }
    }

    /// Which of the files that a document fills is the answer; a stream has none.
    pub(crate) const fn ending(self) -> &'static str {
        match self {
            Self::Brat => ".ann",
            Self::Xmi => ".xmi",
            _ => "",
        }
    }
}

/// The names of some formats, as a sentence lists them.
fn names(which: impl Fn(Format) -> bool) -> String {
    let all = Format::ALL.iter().copied().filter(|f| which(*f));
    all.map(Format::name).collect::<Vec<_>>().join(", ")
}

/// The format that a caller likes most; `None` where it likes none.
fn accepted(headers: &HeaderMap, came_as: Format) -> Option<Format> {
    let all: Vec<&str> = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .collect();
    if all.is_empty() {
        return Some(came_as);
    }
    let mut best: Option<(f32, Format)> = None;
    for range in all.iter().flat_map(|line| line.split(',')) {
        let mut parts = range.split(';').map(str::trim);
        let media = parts.next().unwrap_or_default().to_ascii_lowercase();
        let mut quality = 1.0;
        let mut release = None;
        for part in parts {
            match part.split_once('=') {
                Some(("q" | "Q", q)) => quality = q.trim().parse().unwrap_or(0.0),
                Some((name, version)) if name.eq_ignore_ascii_case("fhirVersion") => release = Some(version),
                _ => {}
            }
        }
        let format = match media.as_str() {
            "*/*" | "application/*" => Some(came_as),
            "application/fhir+json" if release == Some("5.0") => Some(Format::FhirR5),
            "application/ndjson" | "application/jsonl" => Some(Format::Jsonl),
            "text/*" => Some(Format::Text),
            _ => Format::ALL
                .iter()
                .copied()
                .find(|f| f.media_type().split(';').next() == Some(&media)),
        };
        if let Some(format) = format
            && quality > 0.0
            && best.is_none_or(|(q, _)| quality > q)
        {
            best = Some((quality, format));
        }
    }
    best.map(|(_, format)| format)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepting(accept: &str) -> Option<Format> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, accept.parse().unwrap());
        accepted(&headers, Format::Json)
    }

    #[test]
    fn a_caller_gets_what_it_likes_most() {
        assert_eq!(accepted(&HeaderMap::new(), Format::Jsonl), Some(Format::Jsonl));
        assert_eq!(accepting("*/*"), Some(Format::Json));
        assert_eq!(
            accepting("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"),
            Some(Format::Html)
        );
        assert_eq!(
            accepting("application/json;q=0.2, text/plain;q=0.7"),
            Some(Format::Text)
        );
        assert_eq!(
            accepting("application/fhir+json; fhirVersion=5.0"),
            Some(Format::FhirR5)
        );
        assert_eq!(accepting("application/fhir+json"), Some(Format::Fhir));
        assert_eq!(accepting("image/png"), None);
        assert_eq!(accepting("application/json;q=0"), None);
        assert_eq!(accepting(",;;q=x,,"), None);
    }
}
