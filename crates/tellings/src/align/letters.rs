//! How alike two words are that the lexicon does not lead to one pivot: names, slips, words left untranslated.

/// Shorter words are alike by chance.
const SHORTEST: usize = 4;
/// Longer words are cut.
const LONGEST: usize = 40;

/// From 0 to 1: how much of two folded words is the same letters in the same order, with more weight on how they begin. 0 for
/// words that are too short or begin with other letters altogether.
pub(crate) fn likeness(a: &str, b: &str) -> f64 {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a == b && !a.is_empty() {
        return 1.0;
    }
    let (a, b) = (&a[..a.len().min(LONGEST)], &b[..b.len().min(LONGEST)]);
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    if shorter < SHORTEST || shorter * 2 < longer {
        return 0.0;
    }
    // Letters in common, in order, by the usual table of two rows.
    let mut before = [0u8; LONGEST + 1];
    for x in a {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let above = before[j + 1];
            before[j + 1] = if x == y { diagonal + 1 } else { above.max(before[j]) };
            diagonal = above;
        }
    }
    let common = f64::from(before[b.len()]) * 2.0 / (a.len() + b.len()) as f64;
    let prefix = a.iter().zip(b).take(4).take_while(|(x, y)| x == y).count() as f64 / 4.0;
    common * 0.85 + prefix * 0.15
}

#[cfg(test)]
mod tests {
    use super::likeness;

    #[test]
    fn cognates_are_alike_and_others_are_not() {
        for (a, b) in [
            ("amlodipino", "amlodipine"),
            ("cinitaprida", "cinitapride"),
            ("dosazoxina", "doxazosina"),
        ] {
            assert!(likeness(a, b) > 0.75, "{a} {b} {}", likeness(a, b));
            assert_eq!(likeness(a, b), likeness(b, a));
        }
        for (a, b) in [
            ("paciente", "patella"),
            ("dolor", "pain"),
            ("no", "no2"),
            ("tos", "tosse"),
        ] {
            assert!(likeness(a, b) < 0.7, "{a} {b} {}", likeness(a, b));
        }
    }
}
