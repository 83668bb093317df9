//! What a finding says of what it names.
//!
//! A finding may say that something is as it should be (*normal liver*), or be a test with what it showed, in the words of nobody's
//! list (*coombs test was positive*). Who asks for what is wrong with a patient wants neither among it.

use epicrisis_lexicon::Category;
use epicrisis_record::{Attributes, Kind};

use super::result::is_result;
use crate::found::Found;
use crate::read::Reading;

/// Says of findings what result they tell.
pub(crate) fn outcomes(reading: &Reading<'_, '_>, found: &mut [Found]) {
    for f in found
        .iter_mut()
        .filter(|f| f.kind == Kind::Finding && f.value.is_none())
    {
        f.attributes.result = match f.concept {
            Some(concept) => reading
                .lexicon
                .is_normal(concept)
                .then(|| Attributes::NORMAL.to_owned()),
            None => told(reading, f).map(str::to_owned),
        };
    }
}

/// The last result among the words of a finding that no term names.
fn told<'d>(reading: &Reading<'_, 'd>, f: &Found) -> Option<&'d str> {
    let phrases = reading.phrases.within(Category::Result, f.start()..f.end() + 1);
    let phrase = phrases.iter().rev().find(|p| is_result(reading, p))?;
    let result = reading.lexicon.tables().results.get(phrase.payload as usize)?;
    Some(reading.lexicon.str(result.text))
}
