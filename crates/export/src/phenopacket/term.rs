//! The terms that say what the record says in names of its own.

use epicrisis_record::{
    Code, CodeSystem, Concept, Course, Frequency, Interpretation, Laterality, Mention, Route, Severity,
};

use super::model::OntologyClass;
use super::resource;

/// A term by its CURIE and its label.
pub(super) fn class(id: &str, label: &str) -> OntologyClass {
    OntologyClass {
        id: id.to_owned(),
        label: label.to_owned(),
    }
}

/// What patients are.
pub(super) fn human() -> OntologyClass {
    class("NCBITaxon:9606", "Homo sapiens")
}

/// The term of a mention in the first of these systems that its concept has a code of.
pub(super) fn of_mention(mention: &Mention, systems: &[CodeSystem]) -> Option<OntologyClass> {
    of_concept(mention.concept.as_deref()?, systems)
}

/// The same; without such a code the lexicon's own name of the concept. For what the schema has a place for and the open
/// terminologies have no code of, as procedures: a term that nobody else knows still says what was done.
pub(super) fn named(mention: &Mention, systems: &[CodeSystem]) -> Option<OntologyClass> {
    let concept = mention.concept.as_deref()?;
    of_concept(concept, systems).or_else(|| Some(class(&resource::own(&concept.id), &concept.label)))
}

fn of_concept(concept: &Concept, systems: &[CodeSystem]) -> Option<OntologyClass> {
    let mut ranked = systems.iter().filter_map(|system| {
        let mut codes = concept.codes.iter();
        codes.find(|code| code.system == *system)
    });
    ranked.next().map(|code| of_code(code, concept))
}

/// The term of a code; its label is the concept's English one.
pub(super) fn of_code(code: &Code, concept: &Concept) -> OntologyClass {
    OntologyClass {
        id: resource::curie(code),
        label: concept.label.clone(),
    }
}

/// What is measured in: the UCUM code is its own label.
///
/// GA4GH's validator takes an underscore for the end of a prefix, and what stands in braces has no meaning in UCUM: there it
/// is left out.
pub(super) fn unit(ucum: &str) -> OntologyClass {
    let mut remark = false;
    let code: String = ucum
        .chars()
        .filter(|letter| {
            remark = (remark || *letter == '{') && *letter != '}';
            !(remark && *letter == '_')
        })
        .collect();
    class(&format!("UCUM:{code}"), ucum)
}

pub(super) fn severity(severity: Severity) -> OntologyClass {
    match severity {
        Severity::Mild => class("HP:0012825", "Mild"),
        Severity::Moderate => class("HP:0012826", "Moderate"),
        Severity::Severe => class("HP:0012828", "Severe"),
    }
}

pub(super) fn laterality(side: Laterality) -> OntologyClass {
    match side {
        Laterality::Left => class("HP:0012835", "Left"),
        Laterality::Right => class("HP:0012834", "Right"),
        Laterality::Bilateral => class("HP:0012832", "Bilateral"),
    }
}

/// How it runs; HPO has no term for what improves.
pub(super) fn course(course: Course) -> Option<OntologyClass> {
    Some(match course {
        Course::Acute => class("HP:0011009", "Acute"),
        Course::Subacute => class("HP:0011011", "Subacute"),
        Course::Chronic => class("HP:0011010", "Chronic"),
        Course::Worsening => class("HP:0003676", "Progressive"),
        Course::Stable => class("HP:0031915", "Stable"),
        Course::Recurrent => class("HP:0031796", "Recurrent"),
        Course::Improving => return None,
    })
}

/// The NCI Thesaurus's terms, as the FDA's and CDISC's lists of routes have them.
pub(super) fn route(route: Route) -> OntologyClass {
    let (code, name) = match route {
        Route::Oral => ("C38288", "Oral"),
        Route::Intravenous => ("C38276", "Intravenous"),
        Route::Intramuscular => ("C28161", "Intramuscular"),
        Route::Subcutaneous => ("C38299", "Subcutaneous"),
        Route::Inhaled => ("C38216", "Inhalation"),
        Route::Topical => ("C38304", "Topical"),
        Route::Rectal => ("C38295", "Rectal"),
        Route::Sublingual => ("C38300", "Sublingual"),
        Route::Intrathecal => ("C38267", "Intrathecal"),
        Route::Transdermal => ("C38305", "Transdermal"),
        Route::Ophthalmic => ("C38287", "Ophthalmic"),
        Route::Otic => ("C38192", "Auricular"),
        Route::Nasal => ("C38284", "Nasal"),
        Route::Vaginal => ("C38313", "Vaginal"),
        Route::Enteral => ("C38209", "Enteral"),
    };
    class(&format!("NCIT:{code}"), &format!("{name} Route of Administration"))
}

/// How often a day, where it is one to four times; every eight hours is three times a day.
pub(super) fn frequency(frequency: &Frequency) -> Option<OntologyClass> {
    let (times, period) = (frequency.times?.get(), frequency.period?.get());
    let hours = match frequency.period_unit.as_deref()? {
        "h" => period,
        "d" => period * 24.0,
        _ => return None,
    };
    if frequency.as_needed == Some(true) || hours <= 0.0 {
        return None;
    }
    let daily = times * 24.0 / hours;
    let (code, name) = [
        ("C125004", "Once Daily"),
        ("C64496", "Twice Daily"),
        ("C64527", "Three Times Daily"),
        ("C64530", "Four Times Daily"),
    ]
    .into_iter()
    .zip([1.0, 2.0, 3.0, 4.0])
    .find_map(|(term, times)| (daily == times).then_some(term))?;
    Some(class(&format!("NCIT:{code}"), name))
}

/// A result that is no number.
pub(super) fn interpretation(interpretation: Interpretation) -> OntologyClass {
    match interpretation {
        Interpretation::Normal => class("PATO:0000461", "normal"),
        Interpretation::Abnormal => class("PATO:0000460", "abnormal"),
        Interpretation::High | Interpretation::CriticallyHigh => class("PATO:0000470", "increased amount"),
        Interpretation::Low | Interpretation::CriticallyLow => class("PATO:0001997", "decreased amount"),
        Interpretation::Positive => class("LOINC:LA6576-8", "Positive"),
        Interpretation::Negative => class("LOINC:LA6577-6", "Negative"),
    }
}
