//! What others call languages, code systems and kinds; from the tables in `data/`.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use epicrisis_lexicon::ConceptKind;
use epicrisis_text::fold_into;

/// A language, by its code of two letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Lang([u8; 2]);

impl Lang {
    /// A language that no table here knows.
    const OTHER: Self = Self(*b"??");

    /// Reads a tag (`es`, `es-ES`, `pt_BR`), a code of three letters or a name. What is neither is some other language.
    pub fn parse(text: &str) -> Self {
        let text = folded(text);
        let head = text.split(['-', '_']).next().unwrap_or_default().trim();
        if let Some(code) = LANGUAGES.get(head).or_else(|| LANGUAGES.get(text.trim())) {
            return *code;
        }
        match head.as_bytes() {
            [a, b] if a.is_ascii_lowercase() && b.is_ascii_lowercase() => Self([*a, *b]),
            _ => Self::OTHER,
        }
    }

    /// Whether a text is the tag of a language: two letters, or two letters and a region.
    pub(crate) fn is_tag(text: &str) -> bool {
        let head = text.split(['-', '_']).next().unwrap_or_default();
        head.len() == 2 && LANGUAGES.contains_key(head.to_ascii_lowercase().as_str())
    }

    /// Its two letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("??")
    }
}

impl std::fmt::Debug for Lang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

/// A code system.
struct System {
    name: Arc<str>,
    prefix: &'static str,
    kind: Option<ConceptKind>,
    whole: usize,
}

struct Systems {
    all: Vec<System>,
    by_alias: HashMap<String, usize>,
}

fn folded(text: &str) -> String {
    let mut out = String::new();
    fold_into(text.trim(), &mut out);
    out
}

/// The rows of an embedded table, without its header and its comments.
fn table(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let rows = text.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).skip(1);
    rows.map(|l| l.split('\t').collect())
}

static LANGUAGES: LazyLock<HashMap<String, Lang>> = LazyLock::new(|| {
    let mut all = HashMap::new();
    for row in table(include_str!("../data/languages.tsv")) {
        if let [code, aliases] = row[..]
            && let [a, b] = code.as_bytes()
        {
            let lang = Lang([*a, *b]);
            all.insert(code.to_owned(), lang);
            all.extend(aliases.split_whitespace().map(|alias| (folded(alias), lang)));
        }
    }
    all
});

static SYSTEMS: LazyLock<Systems> = LazyLock::new(|| {
    let mut systems = Systems {
        all: Vec::new(),
        by_alias: HashMap::new(),
    };
    for row in table(include_str!("../data/systems.tsv")) {
        if let [name, prefix, kind, whole, aliases] = row[..] {
            let at = systems.all.len();
            systems.by_alias.insert(key(name), at);
            systems
                .by_alias
                .extend(aliases.split_whitespace().map(|a| (key(a), at)));
            systems.all.push(System {
                name: name.into(),
                prefix,
                kind: ConceptKind::parse(kind),
                whole: whole.parse().unwrap_or(usize::MAX),
            });
        }
    }
    systems
});

static KINDS: LazyLock<HashMap<(&'static str, String), ConceptKind>> = LazyLock::new(|| {
    let mut all = HashMap::new();
    for row in table(include_str!("../data/kinds.tsv")) {
        if let [scheme, kind, keys] = row[..]
            && let Some(kind) = ConceptKind::parse(kind)
        {
            for key in keys.split('|') {
                all.entry((scheme, folded(key))).or_insert(kind);
            }
        }
    }
    all
});

fn key(name: &str) -> String {
    folded(name.trim_end_matches(['/', '#']))
}

fn system(name: &str) -> Option<&'static System> {
    let at = SYSTEMS.by_alias.get(&key(name))?;
    SYSTEMS.all.get(*at)
}

/// The name that the record gives a system, for what others call it; what is not known keeps its name.
///
/// ```
/// assert_eq!(&*epicrisis_import::canonical_system("http://snomed.info/sct"), "SNOMED-CT");
/// assert_eq!(&*epicrisis_import::canonical_system("Hospital codes"), "Hospital-codes");
/// ```
pub fn canonical_system(name: &str) -> Arc<str> {
    match system(name) {
        Some(system) => Arc::clone(&system.name),
        None => name.split_whitespace().collect::<Vec<_>>().join("-").into(),
    }
}

/// A code as the record has it: with its system's prefix or without, ICD-10 with its dot.
///
/// ```
/// use epicrisis_import::canonical_code;
///
/// assert_eq!(canonical_code("HPO", "HP_0001945"), "HP:0001945");
/// assert_eq!(canonical_code("NCBITaxon", "NCBITaxon:562"), "562");
/// assert_eq!(canonical_code("ICD-10", "M545"), "M54.5");
/// ```
pub fn canonical_code(name: &str, code: &str) -> String {
    let code = code.trim();
    let local = match code.split_once([':', '_']) {
        Some((head, tail)) if system(head).is_some_and(|s| *s.name == *name) => tail,
        _ => code,
    };
    if let Some(system) = system(name).filter(|s| !s.prefix.is_empty()) {
        return format!("{}{local}", system.prefix);
    }
    if name.starts_with("ICD-10") && name != "ICD-10-PCS" {
        let code = local.trim_end_matches(['+', '*', '†', '.', '-']).to_ascii_uppercase();
        return match code.char_indices().nth(3) {
            Some((at, c)) if c.is_ascii_alphanumeric() && !code.contains(['.', '-']) && at == 3 => {
                format!("{}.{}", &code[..3], &code[3..])
            }
            _ => code,
        };
    }
    local.to_owned()
}

/// What the codes of a system name, where they all name one kind.
pub fn kind_of_system(name: &str) -> Option<ConceptKind> {
    system(name).and_then(|s| s.kind)
}

/// From how many codes on a reference is taken to hold all of a system.
pub(crate) fn whole(name: &str) -> usize {
    system(name).map_or(usize::MAX, |s| s.whole)
}

/// A kind by a name of ours, a semantic tag or a word for it.
pub(crate) fn kind_by_tag(tag: &str) -> Option<ConceptKind> {
    ConceptKind::parse(tag.trim()).or_else(|| KINDS.get(&("tag", folded(tag))).copied())
}

/// A kind by a semantic type of UMLS.
pub(crate) fn kind_by_tui(tui: &str) -> Option<ConceptKind> {
    KINDS.get(&("tui", folded(tui))).copied()
}

/// A kind by a domain of OMOP.
pub(crate) fn kind_by_domain(domain: &str) -> Option<ConceptKind> {
    KINDS.get(&("domain", folded(domain))).copied()
}

/// A CURIE (`HP:0001945`) or an address of an ontology's class, as system and code; `None` for other text.
pub(crate) fn curie(text: &str) -> Option<(Arc<str>, String)> {
    let text = text.trim();
    if text.starts_with("http://") || text.starts_with("https://") || text.starts_with("urn:") {
        let cut = text.rfind(['/', '#'])? + 1;
        let (base, local) = text.split_at(cut);
        // `…/obo/HP_0001945` carries its system in the class's own name.
        return match local.split_once('_') {
            Some((head, tail)) if !head.is_empty() && !tail.is_empty() && system(base).is_none() => {
                let name = canonical_system(head);
                Some((Arc::clone(&name), canonical_code(&name, local)))
            }
            _ if local.is_empty() => None,
            _ => {
                let name = canonical_system(base);
                Some((Arc::clone(&name), canonical_code(&name, local)))
            }
        };
    }
    let (head, tail) = text.split_once(':')?;
    if head.is_empty() || tail.is_empty() || tail.contains(char::is_whitespace) {
        return None;
    }
    let name = canonical_system(head);
    let code = match system(head) {
        Some(_) => canonical_code(&name, text),
        // A prefix that is not known stays: it may be all that tells the codes apart.
        None => text.to_owned(),
    };
    Some((name, code))
}

/// The system of some codes, by their form; `None` where it does not tell.
pub(crate) fn system_by_form<'c>(codes: impl Iterator<Item = &'c str>) -> Option<&'static str> {
    const FORMS: [&str; 8] = ["HPO", "MONDO", "UBERON", "DOID", "LOINC", "ATC", "ICD-10", "UMLS"];
    let mut counts = [0usize; FORMS.len()];
    let mut all = 0usize;
    for code in codes {
        all += 1;
        if let Some(at) = form(code.trim()).and_then(|f| FORMS.iter().position(|s| *s == f)) {
            counts[at] += 1;
        }
    }
    let (at, most) = counts.iter().enumerate().max_by_key(|(at, n)| (**n, usize::MAX - at))?;
    (*most * 10 >= all * 9 && *most > 0).then(|| FORMS[at])
}

fn form(code: &str) -> Option<&'static str> {
    if let Some((system, _)) = curie(code) {
        return match &*system {
            "HPO" => Some("HPO"),
            "MONDO" => Some("MONDO"),
            "UBERON" => Some("UBERON"),
            "DOID" => Some("DOID"),
            _ => None,
        };
    }
    let bytes = code.as_bytes();
    let digits = |s: &[u8]| !s.is_empty() && s.iter().all(u8::is_ascii_digit);
    let upper = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_uppercase);
    let (head, check) = code.split_once('-').unwrap_or_default();
    if digits(head.as_bytes()) && check.len() == 1 && digits(check.as_bytes()) {
        return Some("LOINC");
    }
    if bytes.len() == 8 && bytes[0] == b'C' && digits(&bytes[1..]) {
        return Some("UMLS");
    }
    if upper(0) && bytes.get(1..3).is_some_and(digits) {
        if upper(3) && (bytes.len() == 4 || upper(4)) {
            return Some("ATC");
        }
        return Some("ICD-10");
    }
    None
}

/// What tables call a column, the more telling names first.
pub(crate) fn columns(what: &str) -> impl Iterator<Item = &'static str> {
    let row = COLUMNS.iter().find(|(w, _)| *w == what);
    row.map(|(_, names)| names.split_whitespace()).into_iter().flatten()
}

static COLUMNS: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let rows = table(include_str!("../data/columns.tsv"));
    rows.filter_map(|row| match row[..] {
        [what, names] => Some((what, names)),
        _ => None,
    })
    .collect()
});
