//! `epicrisis lexicon propose`: from what reviewers corrected to rows for a lexicon.

use std::path::Path;

use epicrisis_lexicon::Lexicon;

use super::counted;
use crate::Ending;
use crate::output::print;
use crate::progress::complain;

pub(super) fn run(lexicon: &Lexicon<'static>, store: &Path, out: Option<&Path>) -> Ending {
    if !store.is_file() {
        complain(&format_args!(
            "{}: no such file; name the one that `epicrisis serve --store` keeps documents in",
            store.display()
        ));
        return Ending::WrongUsage;
    }
    let proposals = match epicrisis_serve::propose(store, lexicon) {
        Ok(proposals) => proposals,
        Err(error) => {
            complain(&format_args!("{}: {error}", store.display()));
            return Ending::WrongUsage;
        }
    };
    let ending = print(out, |_| Ok(proposals.table(lexicon)));
    if out.is_some() && matches!(ending, Ending::Done) {
        super::print(&format!("{} proposed\n", counted(proposals.len(), "row")));
    }
    ending
}
