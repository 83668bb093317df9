//! The numbers in an annotation's text, in every typography.

/// Each number of a text as all that it may be: `27,400` is 27.4 and 27400.
pub(crate) fn numbers(text: &str) -> Vec<Vec<f64>> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        // Digits, and single separators between digits.
        while at < bytes.len() {
            let between = |width: usize| {
                let next = bytes.get(at + width..at + width + 3);
                next.is_some_and(|d| d.iter().all(u8::is_ascii_digit))
                    && !bytes.get(at + width + 3).is_some_and(u8::is_ascii_digit)
            };
            let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
            let part = matches!(bytes[at], b'.' | b',' | b'\'') && digit(at + 1);
            if digit(at) || part || bytes[at] == b' ' && between(1) {
                at += 1;
            } else if let Some(width) = thin(&text[at..]).filter(|w| between(*w)) {
                at += width;
            } else {
                break;
            }
        }
        out.push(readings(&text[start..at]));
    }
    out
}

/// The width of a blank that parts thousands.
fn thin(rest: &str) -> Option<usize> {
    let c = rest.chars().next()?;
    matches!(c, '\u{A0}' | '\u{202F}' | '\u{2009}').then(|| c.len_utf8())
}

fn readings(number: &str) -> Vec<f64> {
    let tight: String = number.chars().filter(|c| !c.is_whitespace() && *c != '\'').collect();
    let bare: String = tight.chars().filter(char::is_ascii_digit).collect();
    let mut out: Vec<f64> = bare.parse().into_iter().collect();
    if let Some(at) = tight.rfind(['.', ',']) {
        let whole: String = tight[..at].chars().filter(char::is_ascii_digit).collect();
        out.extend(format!("{whole}.{}", &tight[at + 1..]).parse::<f64>());
        // With a point that parts no thousands, it is only a decimal.
        if tight.len() - at != 4 {
            out.remove(0);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_typography() {
        assert_eq!(numbers("27,400/mm3")[0], [27400.0, 27.4]);
        assert_eq!(numbers("27 400")[0], [27400.0]);
        assert_eq!(numbers("1.234,5")[0], [1234.5]);
        assert_eq!(numbers("9,9 g/dl")[0], [9.9]);
        assert_eq!(numbers("120/80"), [[120.0], [80.0]]);
        assert_eq!(numbers("27\u{202F}400 y 3"), [[27400.0], [3.0]]);
        assert_eq!(numbers("positivo"), Vec::<Vec<f64>>::new());
        assert_eq!(numbers("12."), [[12.0]]);
    }
}
