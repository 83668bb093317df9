//! Tables without quoting, as the large releases have them, streamed line by line.

use std::path::Path;

use super::Out;
use crate::input::{ImportError, Input};
use crate::options::Format;

/// Calls back for each row of a file with a header, with the cells of some columns in the order they are asked for.
pub(super) fn with_header<const N: usize>(
    path: &Path,
    format: Format,
    wanted: [&str; N],
    out: &mut Out<'_>,
    mut each: impl FnMut(u64, [&str; N], &mut Out<'_>),
) -> Result<(), ImportError> {
    out.file(path);
    let mut header: Option<(usize, [usize; N])> = None;
    let mut missing = None;
    Input::open(path)?.lines(|number, line| {
        if missing.is_some() {
            return;
        }
        let line = match line {
            Ok("") => return,
            Ok(line) => line,
            Err(what) => return out.bad(number, what),
        };
        let cells: Vec<&str> = line.split('\t').collect();
        let Some((width, places)) = header else {
            let mut places = [0; N];
            for (place, name) in places.iter_mut().zip(wanted) {
                match cells.iter().position(|c| c.trim().eq_ignore_ascii_case(name)) {
                    Some(at) => *place = at,
                    None => missing = Some(name),
                }
            }
            header = Some((cells.len(), places));
            return;
        };
        if cells.len() == width {
            each(number, places.map(|at| cells[at]), out);
        } else {
            out.bad(number, format!("{} cells where the header names {width}", cells.len()));
        }
    })?;
    match missing {
        Some(name) => Err(ImportError::malformed(
            path,
            format,
            format!("it has no column `{name}`"),
        )),
        None => Ok(()),
    }
}
