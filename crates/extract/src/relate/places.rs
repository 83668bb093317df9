//! Where a problem, a finding or an operation is.

use epicrisis_record::{Kind, Laterality, RelationKind};

use super::{Link, listed, near};
use crate::found::Found;
use crate::order::Order;
use crate::read::Reading;

/// Ties each finding to its places: those inside its own name, those behind it, else the one right before it.
pub(super) fn locate(reading: &Reading<'_, '_>, found: &mut [Found], order: &Order, links: &mut Vec<Link>) {
    for (place, &at) in order.all().iter().enumerate() {
        if !matches!(found[at].kind, Kind::Problem | Kind::Finding | Kind::Procedure) {
            continue;
        }
        let mut sites: Vec<usize> = order.inside(at).filter(|i| found[*i].kind == Kind::BodySite).collect();
        let same =
            |other: usize| reading.words[found[other].start()].sentence == reading.words[found[at].start()].sentence;
        let mut end = found[at].end();
        for &next in &order.all()[place + 1..] {
            if found[next].parent.is_some() {
                continue;
            }
            if !same(next) || found[next].start() <= end {
                break;
            }
            if found[next].kind != Kind::BodySite {
                // `zonas induradas con piel empastada en ambas regiones glúteas`: signs of one place.
                let sign = found[next].kind == Kind::Finding && found[at].kind == Kind::Finding;
                if sign && sites.is_empty() && near(reading, end + 1, found[next].start(), 0) {
                    end = found[next].end();
                    continue;
                }
                break;
            }
            let from = end + 1;
            let joins = if sites.iter().all(|s| found[*s].parent.is_some()) {
                near(reading, from, found[next].start(), 0)
            } else {
                listed(reading, from, found[next].start())
            };
            if !joins {
                break;
            }
            sites.push(next);
            end = found[next].end();
        }
        if sites.is_empty()
            && let Some(&before) = order.all()[..place].iter().rev().find(|i| found[**i].parent.is_none())
            && found[before].kind == Kind::BodySite
            && same(before)
            && near(reading, found[before].end() + 1, found[at].start(), 0)
        {
            sites.push(before);
        }
        if sites.is_empty() {
            sites.extend(label_site(reading, found, order, at));
        }
        for &site in &sites {
            links.push((RelationKind::LocatedAt, at, site));
        }
        found[at].site = found[at].site.or(sites.first().copied());
        share_side(found, at, &sites);
    }
}

/// `EEII: edemas`: the place that labels the statement.
fn label_site(reading: &Reading<'_, '_>, found: &[Found], order: &Order, at: usize) -> Option<usize> {
    if found[at].kind == Kind::Procedure {
        return None;
    }
    let sentence = reading.sentence(found[at].start());
    let label = sentence.first..sentence.label_end;
    if found[at].first < sentence.label_end {
        return None;
    }
    let inside = |i: &&usize| label.contains(&found[**i].first) && found[**i].kind == Kind::BodySite;
    order
        .around(reading, found[at].start())
        .iter()
        .filter(inside)
        .find(|i| found[**i].parent.is_none())
        .copied()
}

/// A finding in the right buttock is on the right; one of the right side has its place there.
fn share_side(found: &mut [Found], at: usize, sites: &[usize]) {
    let side = |f: &Found| f.attributes.laterality;
    let of_sites: Vec<Laterality> = sites.iter().filter_map(|s| side(&found[*s])).collect();
    if side(&found[at]).is_none()
        && let Some(first) = of_sites.first()
        && of_sites.len() == sites.len()
    {
        let all_same = of_sites.iter().all(|s| s == first);
        found[at].attributes.laterality = Some(if all_same { *first } else { Laterality::Bilateral });
    }
}
