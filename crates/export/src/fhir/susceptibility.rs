//! Antibiograms: what an organism was found to be susceptible or resistant to. A drug that was tested was not given for that,
//! so it is an observation and no medication.

use epicrisis_record::{CodeSystem, Mention, Presence, RelationKind};

use super::build::{Build, Entry, Part};
use super::model::{CodeableConcept, Component, Observation, ValueX};
use super::narrative::clean;
use super::observation::stated;
use super::plan::Fact;
use super::systems::{self, LOINC, attribute, coding, concept};
use crate::antibiogram::Susceptibility;

/// How a drug came out, where a mention is of a drug of an antibiogram and claims nothing beyond it.
pub(super) fn tested(mention: &Mention) -> Option<Susceptibility> {
    Susceptibility::of(mention).filter(|_| mention.presence == Presence::Hypothetical)
}

impl<'r> Build<'r> {
    /// The result of one drug. The organism's observation has it as a member, as a laboratory reports it; it points back, so
    /// that it says by itself what was tested.
    pub(super) fn susceptibility(&self, fact: &Fact<'r>) -> Entry<'r> {
        let lead = fact.lead();
        let (observation, remarks) = self.observation(fact);
        let result = tested(lead).map(outcome).unwrap_or_default();
        let drug = Component {
            code: attribute("drug", "Drug tested"),
            value: Some(ValueX::Concept(self.code(lead))),
            ..Component::default()
        };
        let a = &lead.attributes;
        let numbers = [
            ("value", "Measured value", lead.value.as_deref()),
            ("dose", "Amount stated", a.dose.as_deref()),
            ("strength", "Strength stated", a.strength.as_deref()),
        ];
        let numbers = numbers
            .into_iter()
            .filter_map(|(code, name, value)| stated(attribute(code, name), value?));
        let organism = self.case.to(lead.id, &[RelationKind::TestedAgainst]).next();
        let specimen = organism.and_then(|organism| self.case.specimen(organism));
        let specimen = specimen.map(|of| self.links.to(self.specimen_key(of)));
        let observation = Observation {
            category: vec![systems::observation_category("laboratory")],
            code: question(lead),
            specimen: observation.specimen.or(specimen),
            derived_from: self.related(&fact.mentions, &[], &[RelationKind::TestedAgainst], &["Observation"]),
            interpretation: vec![CodeableConcept {
                text: "".into(),
                ..result.clone()
            }],
            component: [drug].into_iter().chain(numbers).chain(observation.component).collect(),
            value: Some(ValueX::Concept(result.clone())),
            ..observation
        };
        let of = organism.map(|organism| format!("of {}", clean(organism.label())));
        let words = [result.text.to_lowercase(), of.unwrap_or_default()];
        self.finish(fact, observation, remarks, Part::Results, words)
    }
}

/// What was tested: our own code and, of drugs whose code is known for sure, LOINC's.
fn question(mention: &Mention) -> CodeableConcept {
    let own = attribute("susceptibility", "Susceptibility");
    let codes = mention.concept.iter().flat_map(|concept| &concept.codes);
    let mut codes = codes.filter(|code| code.system == CodeSystem::ATC);
    let known = codes.find_map(|code| {
        let at = SUSCEPTIBILITY.binary_search_by_key(&code.code.as_str(), |(atc, _)| atc);
        at.ok().map(|at| SUSCEPTIBILITY[at].1)
    });
    CodeableConcept {
        text: format!("Susceptibility to {}", clean(mention.label())).into(),
        coding: known
            .map(|code| coding(LOINC, code, ""))
            .into_iter()
            .chain(own.coding)
            .collect(),
        ..CodeableConcept::default()
    }
}

fn outcome(found: Susceptibility) -> CodeableConcept {
    CodeableConcept {
        text: found.label().into(),
        ..concept(systems::INTERPRETATION, found.letter(), found.label())
    }
}

/// ATC's code of a drug, and LOINC's of the susceptibility to it by any method. In order.
const SUSCEPTIBILITY: &[(&str, &str)] = &[
    ("J01AA02", "18917-5"), // doxycycline
    ("J01AA07", "18993-6"), // tetracycline
    ("J01AA12", "42357-4"), // tigecycline
    ("J01CA01", "18864-9"), // ampicillin
    ("J01CA04", "18861-5"), // amoxicillin
    ("J01CF04", "18961-3"), // oxacillin
    ("J01CR01", "18865-6"), // ampicillin and sulbactam
    ("J01CR02", "18862-3"), // amoxicillin and clavulanate
    ("J01CR05", "18970-4"), // piperacillin and tazobactam
    ("J01DB04", "18878-9"), // cefazolin
    ("J01DC01", "18888-8"), // cefoxitin
    ("J01DD01", "18886-2"), // cefotaxime
    ("J01DD02", "18893-8"), // ceftazidime
    ("J01DD04", "18895-3"), // ceftriaxone
    ("J01DE01", "18879-7"), // cefepime
    ("J01DF01", "18868-0"), // aztreonam
    ("J01DH02", "18943-1"), // meropenem
    ("J01DH03", "35802-8"), // ertapenem
    ("J01EE01", "18998-5"), // trimethoprim and sulfamethoxazole
    ("J01FA01", "18919-1"), // erythromycin
    ("J01FA09", "18907-6"), // clarithromycin
    ("J01FA10", "18866-4"), // azithromycin
    ("J01FF01", "18908-4"), // clindamycin
    ("J01GB01", "18996-9"), // tobramycin
    ("J01GB03", "18928-2"), // gentamicin
    ("J01GB06", "18860-7"), // amikacin
    ("J01MA02", "18906-8"), // ciprofloxacin
    ("J01MA12", "20629-2"), // levofloxacin
    ("J01XA01", "19000-9"), // vancomycin
    ("J01XA02", "18989-4"), // teicoplanin
    ("J01XX01", "25596-8"), // fosfomycin
    ("J01XX08", "29258-1"), // linezolid
];

#[cfg(test)]
mod tests {
    use super::SUSCEPTIBILITY;

    #[test]
    fn drugs_are_in_order_to_be_found() {
        assert!(SUSCEPTIBILITY.is_sorted());
    }
}
