//! Ids of documents that carry none: the file's stem; where two inputs share it, the path below the folder given; where
//! that is not enough either, the path as given.

use std::collections::HashMap;
use std::path::Path;

use crate::inputs::walk::Found;

/// How far the naming can go: stem, path below the folder, whole path, whole path with its ending.
const LAST: u8 = 3;

/// An id for each, in their order. Two are the same only where the same path was given twice.
pub(crate) fn assign<'f>(found: impl Iterator<Item = &'f Found>) -> Vec<String> {
    let found: Vec<&Found> = found.collect();
    let mut levels = vec![0_u8; found.len()];
    loop {
        let ids: Vec<String> = found
            .iter()
            .zip(&levels)
            .map(|(found, level)| name(found, *level))
            .collect();
        let mut counts: HashMap<&str, u32> = HashMap::with_capacity(ids.len());
        for id in &ids {
            *counts.entry(id).or_default() += 1;
        }
        let mut changed = false;
        for (id, level) in ids.iter().zip(&mut levels) {
            if counts[id.as_str()] > 1 && *level < LAST {
                *level += 1;
                changed = true;
            }
        }
        if !changed {
            return ids;
        }
    }
}

fn name(found: &Found, level: u8) -> String {
    let whole = found.path.as_deref().unwrap_or(&found.below);
    match level {
        0 => found
            .below
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        1 => slashed(&found.below.with_extension("")),
        2 => slashed(&whole.with_extension("")),
        _ => slashed(whole),
    }
}

/// With `/` between the parts on every system, since an id outlives the machine it was made on.
fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inputs::State;

    fn ids(found: &[(&str, &str)]) -> Vec<String> {
        let found: Vec<Found> = found
            .iter()
            .map(|(path, below)| Found {
                path: Some(path.into()),
                below: below.into(),
                state: State::default(),
            })
            .collect();
        assign(found.iter())
    }

    #[test]
    fn the_stem_where_it_is_enough() {
        assert_eq!(
            ids(&[("in/a.txt", "a.txt"), ("in/x/b.c.txt", "x/b.c.txt")]),
            ["a", "b.c"]
        );
    }

    #[test]
    fn the_path_below_where_stems_are_shared() {
        assert_eq!(
            ids(&[
                ("in/es/a.txt", "es/a.txt"),
                ("in/fr/a.txt", "fr/a.txt"),
                ("in/b.txt", "b.txt")
            ]),
            ["es/a", "fr/a", "b"]
        );
        assert_eq!(ids(&[("in/a.txt", "a.txt"), ("in/x/a.txt", "x/a.txt")]), ["a", "x/a"]);
    }

    #[test]
    fn more_of_the_path_where_that_is_shared_too() {
        assert_eq!(ids(&[("x/a.txt", "a.txt"), ("y/a.txt", "a.txt")]), ["x/a", "y/a"]);
        assert_eq!(
            ids(&[("x/a.txt", "a.txt"), ("x/a.csv", "a.csv")]),
            ["x/a.txt", "x/a.csv"]
        );
        assert_eq!(ids(&[("a.txt", "a.txt"), ("a.txt", "a.txt")]), ["a.txt", "a.txt"]);
    }
}
