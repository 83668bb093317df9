//! What a cell holds: alternatives, braces, marks.

/// One alternative of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The words, without the mark.
    pub text: String,
    /// An abbreviation: its capitals count.
    pub exact: bool,
}

/// The alternatives of a cell, braces expanded.
///
/// ```
/// use epicrisis_lexicon::source::alternatives;
///
/// let terms: Vec<_> = alternatives("leucocit{,y}osis | =HTA").map(|t| (t.text, t.exact)).collect();
/// assert_eq!(terms, [
///     ("leucocitosis".to_owned(), false),
///     ("leucocityosis".to_owned(), false),
///     ("HTA".to_owned(), true),
/// ]);
/// ```
pub fn alternatives(cell: &str) -> impl Iterator<Item = Term> + '_ {
    cell.split('|').map(str::trim).filter(|a| !a.is_empty()).flat_map(|a| {
        let (text, exact) = match a.strip_prefix('=') {
            Some(rest) => (rest.trim(), true),
            None => (a, false),
        };
        expand(text).into_iter().map(move |text| Term { text, exact })
    })
}

/// Expands braces: `l{a,os}` is `la` and `los`. A brace without its partner is a letter, and `{n}` is left as it is.
pub fn expand(text: &str) -> Vec<String> {
    let parts = text.find('{').and_then(|open| {
        let close = open + text.get(open..)?.find('}')?;
        let inside = text.get(open + 1..close)?;
        Some((open, inside, close))
    });
    match parts {
        Some((open, inside, close)) if inside.contains(',') => {
            let tails = expand(&text[close + 1..]);
            inside
                .split(',')
                .flat_map(|choice| tails.iter().map(move |tail| (choice.trim(), tail)))
                .map(|(choice, tail)| format!("{}{choice}{tail}", &text[..open]))
                .collect()
        }
        Some((_, _, close)) => {
            let head = &text[..=close];
            expand(&text[close + 1..])
                .into_iter()
                .map(|tail| format!("{head}{tail}"))
                .collect()
        }
        None => vec![text.to_owned()],
    }
}
