//! Medical actions: drugs that were given, and what was done.

use std::collections::HashMap;

use epicrisis_record::{Kind, Mention, RelationKind, Route, Value};

use super::fact::{Case, compatible, is_there};
use super::model::{
    Action, DoseInterval, MedicalAction, OntologyClass, Procedure, TimeElement, TimeInterval, Treatment,
};
use super::{measurement, resource, term, time};
use crate::omop::is_visit;

/// The drugs, then the procedures. `created` stands for the times of doses, which no text gives.
pub(super) fn actions(case: &Case<'_>, created: &str) -> Vec<MedicalAction> {
    let treatments = courses(case).into_iter().map(|course| treatment(case, course, created));
    treatments.chain(procedures(case)).collect()
}

/// One drug in one way: the mentions of it that say nothing different.
struct Course<'r> {
    agent: OntologyClass,
    mentions: Vec<&'r Mention>,
    route: Option<Route>,
    dose: Option<Value>,
}

/// So many courses of one drug are kept apart by dose and route; a document with more is no case.
const MOST_ALIKE: usize = 16;

fn courses<'r>(case: &Case<'r>) -> Vec<Course<'r>> {
    let mut courses: Vec<Course<'r>> = Vec::new();
    let mut known: HashMap<String, Vec<usize>> = HashMap::new();
    let mentions = case.record.mentions.iter();
    for mention in mentions.filter(|mention| mention.kind == Kind::Medication && is_there(mention)) {
        let Some(agent) = term::named(mention, resource::DRUGS) else {
            continue;
        };
        let route = mention.attributes.route;
        let dose = mention.attributes.dose.as_deref().map(Value::anywhere);
        let alike = known.entry(agent.id.clone()).or_default();
        let mut recent = alike.iter().rev().take(MOST_ALIKE).copied();
        let same = recent.find(|at| {
            let course = &courses[*at];
            compatible(course.route, route) && compatible(course.dose.as_ref(), dose.as_ref())
        });
        if let Some(at) = same {
            let course = &mut courses[at];
            course.route = course.route.or(route);
            course.dose = course.dose.take().or(dose);
            course.mentions.push(mention);
            continue;
        }
        alike.push(courses.len());
        courses.push(Course {
            agent,
            mentions: vec![mention],
            route,
            dose,
        });
    }
    courses
}

fn treatment(case: &Case<'_>, course: Course<'_>, created: &str) -> MedicalAction {
    MedicalAction {
        treatment_target: course.mentions.iter().find_map(|mention| target(case, mention)),
        action: Action::Treatment(Treatment {
            dose_intervals: doses(case, &course, created).into_iter().collect(),
            route_of_administration: course.route.map(term::route),
            agent: course.agent,
        }),
    }
}

/// How much, how often and when, where dose and frequency are both known. The schema demands two times: they are those of the
/// document where it gives any, else both are `created`, which says that they are not known.
fn doses(case: &Case<'_>, course: &Course<'_>, created: &str) -> Option<DoseInterval> {
    let quantity = measurement::quantity(course.dose.as_ref()?)?;
    let mut frequencies = course.mentions.iter().filter_map(|m| m.attributes.frequency.as_deref());
    let schedule_frequency = frequencies.find_map(term::frequency)?;
    let interval = match time::of_mentions(case, &course.mentions) {
        Some(TimeElement::Interval(interval)) => interval,
        Some(TimeElement::Timestamp(day)) => TimeInterval {
            start: day.clone(),
            end: day,
        },
        _ => TimeInterval {
            start: created.to_owned(),
            end: created.to_owned(),
        },
    };
    Some(DoseInterval {
        quantity,
        schedule_frequency,
        interval,
    })
}

/// What something was done or given for, where the patient has it.
fn target(case: &Case<'_>, mention: &Mention) -> Option<OntologyClass> {
    let reasons = case.leads_to(mention, RelationKind::GivenFor);
    let treated = case.comes_from(mention, RelationKind::TreatedWith);
    let mut there = reasons.chain(treated).filter(|reason| is_there(reason));
    there.find_map(|reason| {
        let disease = (reason.kind == Kind::Problem).then(|| term::of_mention(reason, resource::DISEASES));
        disease
            .flatten()
            .or_else(|| term::of_mention(reason, &[epicrisis_record::CodeSystem::HPO]))
    })
}

/// What was done, each once: what is told of one procedure at one place and time is brought together. A visit is no
/// procedure.
fn procedures(case: &Case<'_>) -> Vec<MedicalAction> {
    let mut actions: Vec<(Procedure, Option<OntologyClass>)> = Vec::new();
    let mut known: HashMap<String, Vec<usize>> = HashMap::new();
    let mentions = case.record.mentions.iter();
    for mention in mentions.filter(|m| m.kind == Kind::Procedure && is_there(m) && !is_visit(m)) {
        let Some(procedure) = procedure(case, mention) else {
            continue;
        };
        let target = target(case, mention);
        let alike = known.entry(procedure.code.id.clone()).or_default();
        let mut recent = alike.iter().rev().take(MOST_ALIKE).copied();
        let same = recent.find(|at| {
            let (before, _) = &actions[*at];
            compatible(before.body_site.as_ref(), procedure.body_site.as_ref())
                && compatible(before.performed.as_ref(), procedure.performed.as_ref())
        });
        if let Some(at) = same {
            let (before, reason) = &mut actions[at];
            before.body_site = before.body_site.take().or(procedure.body_site);
            before.performed = before.performed.take().or(procedure.performed);
            *reason = reason.take().or(target);
            continue;
        }
        alike.push(actions.len());
        actions.push((procedure, target));
    }
    let told = actions.into_iter().map(|(procedure, treatment_target)| MedicalAction {
        action: Action::Procedure(procedure),
        treatment_target,
    });
    told.collect()
}

/// What was done, where and when.
pub(super) fn procedure(case: &Case<'_>, mention: &Mention) -> Option<Procedure> {
    Some(Procedure {
        code: term::named(mention, resource::PROCEDURES)?,
        body_site: case.site(mention),
        performed: time::of_mentions(case, &[mention]),
    })
}
