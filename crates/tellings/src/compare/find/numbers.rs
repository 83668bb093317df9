//! Numbers, units and sides.

use epicrisis_record::{Laterality, Span};

use crate::compare::cell::{Figure, same};
use crate::compare::fault::Fault;
use crate::compare::scene::Scene;

/// A number that some tellings of a row share: by telling, its place among the telling's numbers.
struct Group {
    members: Vec<(usize, usize)>,
}

impl Group {
    fn has(&self, telling: usize) -> bool {
        self.members.iter().any(|(t, _)| *t == telling)
    }

    fn tellings(&self) -> usize {
        self.members.len()
    }
}

pub(in crate::compare) fn find(scene: &mut Scene<'_, '_>) {
    let groups: Vec<Vec<Group>> = (0..scene.cells.len()).map(|r| group(scene, r)).collect();
    for (r, of_row) in groups.iter().enumerate() {
        typography(scene, r, of_row);
        units(scene, r, of_row);
        values(scene, r, &groups);
        sides(scene, r);
    }
}

/// The numbers of a row, those of one quantity together: first what is written alike, then what may be read alike.
fn group(scene: &Scene<'_, '_>, row: usize) -> Vec<Group> {
    let cells = &scene.cells[row];
    let figure = |(t, n): (usize, usize)| &cells[t].numbers[n];
    let mut groups: Vec<Group> = Vec::new();
    for &t in &scene.present[row] {
        for n in 0..cells[t].numbers.len() {
            let own = &cells[t].numbers[n];
            let alike = |g: &&mut Group| {
                let other = figure(g.members[0]);
                !g.has(t)
                    && own
                        .readings
                        .first()
                        .zip(other.readings.first())
                        .is_some_and(|(a, b)| same(*a, *b))
            };
            match groups.iter_mut().find(alike) {
                Some(group) => group.members.push((t, n)),
                None => groups.push(Group { members: vec![(t, n)] }),
            }
        }
    }
    let mut at = 0;
    while at < groups.len() {
        let apart = |a: &Group, b: &Group| a.members.iter().all(|(t, _)| !b.has(*t));
        let other = (at + 1..groups.len()).find(|o| {
            let (a, b) = (&groups[at], &groups[*o]);
            apart(a, b) && figure(a.members[0]).agrees(figure(b.members[0]))
        });
        match other {
            Some(other) => {
                let members = groups.remove(other).members;
                groups[at].members.extend(members);
            }
            None => at += 1,
        }
    }
    groups
}

fn places(scene: &Scene<'_, '_>, row: usize, group: &Group) -> Vec<(usize, Span)> {
    let span = |(t, n): &(usize, usize)| (*t, scene.cells[row][*t].numbers[*n].span);
    group.members.iter().map(span).collect()
}

/// The digits that are the others', and by the typography of their language another number.
fn typography(scene: &mut Scene<'_, '_>, row: usize, groups: &[Group]) {
    for group in groups {
        let figures: Vec<(usize, &Figure<'_>)> = group
            .members
            .iter()
            .map(|(t, n)| (*t, &scene.cells[row][*t].numbers[*n]))
            .collect();
        if !figures.iter().any(|(_, f)| f.readings.len() > 1) {
            continue;
        }
        // What is meant: what most are read as first, or what the record takes one for.
        let first = |f: &Figure<'_>| f.readings.first().copied().unwrap_or_default();
        let votes = |value: f64| {
            figures
                .iter()
                .filter(|(_, f)| same(first(f), value) || f.taken.is_some_and(|t| same(t, value)))
                .count()
        };
        let Some(meant) = figures
            .iter()
            .map(|(_, f)| f.taken.unwrap_or(first(f)))
            .max_by_key(|v| votes(*v))
        else {
            continue;
        };
        // Numbers that agree by conversion alone are written in two units, which is no fault.
        let read = figures.iter().all(|(_, f)| f.readings.iter().any(|r| same(*r, meant)));
        let one_unit = figures.iter().all(|(_, a)| {
            figures
                .iter()
                .all(|(_, b)| a.units.is_empty() || b.units.is_empty() || share_a_unit(a, b))
        });
        if !read || !one_unit {
            continue;
        }
        let odd = |f: &Figure<'_>| {
            !same(first(f), meant) && f.readings.iter().any(|r| same(*r, meant)) && f.readings.len() > 1
        };
        let differs: Vec<usize> = figures.iter().filter(|(_, f)| odd(f)).map(|(t, _)| *t).collect();
        if !differs.is_empty() && differs.len() < figures.len() {
            let about = format!("{meant}");
            let places = places(scene, row, group);
            scene.note(Fault::NumberTypography, row, &about, &differs, places);
        }
    }
}

/// One number with two units.
fn units(scene: &mut Scene<'_, '_>, row: usize, groups: &[Group]) {
    for group in groups {
        let of = |(t, n): &(usize, usize)| {
            let figure = &scene.cells[row][*t].numbers[*n];
            (!figure.units.is_empty()).then_some((*t, figure))
        };
        let with: Vec<(usize, &Figure<'_>)> = group.members.iter().filter_map(of).collect();
        let alike = |a: &Figure<'_>, b: &Figure<'_>| {
            let canonical = match (a.canonical, b.canonical) {
                (Some((x, u)), Some((y, v))) => u == v && same(x, y),
                _ => false,
            };
            canonical || share_a_unit(a, b)
        };
        let supporters = |a: &Figure<'_>| with.iter().filter(|(_, b)| alike(a, b)).count();
        let Some((_, usual)) = with.iter().rev().max_by_key(|(_, f)| supporters(f)) else {
            continue;
        };
        let usual = if with.len() == 2 { with[0].1 } else { usual };
        // Two against one, or two tellings alone; a number that three tellings give in three ways says nothing.
        if with.len() > 2 && 2 * supporters(usual) <= with.len() {
            continue;
        }
        let differs: Vec<usize> = with.iter().filter(|(_, f)| !alike(f, usual)).map(|(t, _)| *t).collect();
        if !differs.is_empty() {
            let places = places(scene, row, group);
            let about = scene.about_number(row, places[0].0, places[0].1);
            scene.note(Fault::UnitChanged, row, &about, &differs, places);
        }
    }
}

/// Whether two spellings may be one unit, or one and its beginning: `mg` of *20 mg a day*, `mm` of *mm of mercury*.
fn share_a_unit(a: &Figure<'_>, b: &Figure<'_>) -> bool {
    let begins = |u: &str, v: &str| {
        u.strip_prefix(v)
            .is_some_and(|rest| PER_TIME.contains(&rest) || rest == "[Hg]")
    };
    a.units.iter().any(|u| {
        b.units.iter().any(|v| {
            let (u, v) = (bare(u), bare(v));
            u == v || begins(&u, &v) || begins(&v, &u)
        })
    })
}

/// What may be said apart from the unit.
const PER_TIME: [&str; 5] = ["/d", "/h", "/wk", "/mo", "/min"];

/// A unit of UCUM without what is only said about it: `{beats}/min` is `/min`.
fn bare(unit: &str) -> String {
    let mut depth = 0;
    unit.chars()
        .filter(|c| {
            depth += i32::from(*c == '{');
            let inside = depth > 0;
            depth -= i32::from(*c == '}');
            !inside
        })
        .collect()
}

/// A number of most that a telling lacks, where it has one that no other has.
fn values(scene: &mut Scene<'_, '_>, row: usize, groups: &[Vec<Group>]) {
    let of_row = &groups[row];
    for &t in &scene.present[row].clone() {
        if scene.present[row].len() == 2 && t == scene.present[row][0] {
            continue;
        }
        let digits = |g: &Group| g.members.iter().any(|(t, n)| scene.cells[row][*t].numbers[*n].digits);
        let missing: Vec<&Group> = of_row
            .iter()
            .filter(|g| {
                !g.has(t) && digits(g) && scene.is_most(row, g.tellings()) && !stands_near(scene, groups, t, row, g)
            })
            .collect();
        let own: Vec<&Group> = of_row
            .iter()
            .filter(|g| g.has(t) && digits(g) && !scene.is_most_but(row, g.tellings()))
            .filter(|g| !is_wanted_near(scene, groups, t, row, g))
            .collect();
        let mut taken = vec![false; own.len()];
        let mut notes = Vec::new();
        for (k, group) in missing.iter().enumerate() {
            // In order, where as many are missing as are odd; else the nearest by place.
            let best = if missing.len() == own.len() {
                Some(k)
            } else {
                let wanted = relative(scene, row, group.members[0]);
                let place = |o: usize| {
                    let member = own[o].members.iter().find(|(u, _)| *u == t);
                    member.map_or(9.0, |m| (relative(scene, row, *m) - wanted).abs())
                };
                let free = (0..own.len()).filter(|o| !taken[*o]);
                free.map(|o| (place(o), o))
                    .filter(|(d, _)| *d < 0.25)
                    .min_by(|a, b| a.0.total_cmp(&b.0))
                    .map(|(_, o)| o)
            };
            let a_year = |o: usize| {
                let first = |(t, n): (usize, usize)| {
                    scene.cells[row][t].numbers[n]
                        .readings
                        .first()
                        .copied()
                        .unwrap_or_default()
                };
                let (a, b) = (first(group.members[0]), first(own[o].members[0]));
                let (short, long) = (a.min(b), a.max(b));
                short < 100.0 && (1900.0..2100.0).contains(&long) && same(long % 100.0, short)
            };
            if let Some(o) = best.filter(|o| !taken[*o] && !a_year(*o)) {
                taken[o] = true;
                let mut at = places(scene, row, group);
                at.extend(places(scene, row, own[o]).into_iter().filter(|(u, _)| *u == t));
                notes.push((scene.about_number(row, group.members[0].0, at[0].1), at));
            }
        }
        for (about, at) in notes {
            scene.note(Fault::ValueChanged, row, &about, &[t], at);
        }
    }
}

/// Where among its cell's numbers and words a number stands, from 0 to 1.
fn relative(scene: &Scene<'_, '_>, row: usize, (t, n): (usize, usize)) -> f64 {
    let cell = &scene.cells[row][t];
    let (start, end) = (cell.span.start.0, cell.span.end.0.max(cell.span.start.0 + 1));
    f64::from(cell.numbers[n].span.start.0.saturating_sub(start)) / f64::from(end - start)
}

/// Whether a telling has a number beside the row, where the others have it not.
fn stands_near(scene: &Scene<'_, '_>, groups: &[Vec<Group>], t: usize, row: usize, group: &Group) -> bool {
    let (u, n) = group.members[0];
    let wanted = &scene.cells[row][u].numbers[n];
    scene.near(row).filter(|r| *r != row).any(|r| {
        groups[r].iter().any(|g| {
            let own = g.members.iter().find(|(v, _)| *v == t);
            own.is_some_and(|(v, m)| scene.cells[r][*v].numbers[*m].agrees(wanted))
                && !scene.is_most_but(r, g.tellings())
        })
    })
}

/// Whether most others have a number beside the row, and the telling not.
fn is_wanted_near(scene: &Scene<'_, '_>, groups: &[Vec<Group>], t: usize, row: usize, group: &Group) -> bool {
    let Some((_, n)) = group.members.iter().find(|(v, _)| *v == t) else {
        return false;
    };
    let own = &scene.cells[row][t].numbers[*n];
    scene.near(row).filter(|r| *r != row).any(|r| {
        groups[r].iter().any(|g| {
            let (u, m) = g.members[0];
            !g.has(t) && scene.cells[r][u].numbers[m].agrees(own)
        })
    })
}

const SIDES: [Laterality; 3] = [Laterality::Left, Laterality::Right, Laterality::Bilateral];

/// Left for right.
fn sides(scene: &mut Scene<'_, '_>, row: usize) {
    let present = scene.present[row].clone();
    let count = |t: usize, side: Laterality| scene.cells[row][t].sides.iter().filter(|(s, _)| *s == side).count();
    let counts: Vec<[usize; 3]> = present.iter().map(|t| SIDES.map(|side| count(*t, side))).collect();
    if present.len() < 2 || counts.iter().all(|c| c[0] + c[1] + c[2] == 0) {
        return;
    }
    let alike = |c: &[usize; 3]| counts.iter().filter(|o| *o == c).count();
    let Some(usual) = counts.iter().rev().max_by_key(|c| alike(c)).copied() else {
        return;
    };
    let usual = if present.len() == 2 { counts[0] } else { usual };
    if present.len() > 2 && 2 * alike(&usual) <= present.len() {
        return;
    }
    let mut notes = Vec::new();
    for (k, t) in present.iter().enumerate() {
        let own = counts[k];
        let more = (0..3).find(|s| own[*s] > usual[*s]);
        let less = (0..3).find(|s| own[*s] < usual[*s]);
        let (Some(more), Some(less)) = (more, less) else {
            continue;
        };
        let Some(u) = present
            .iter()
            .zip(&counts)
            .find(|(u, c)| **c == usual && *u != t)
            .map(|(u, _)| *u)
        else {
            continue;
        };
        // Which of them: the first that differs in order.
        let (a, b) = (&scene.cells[row][*t].sides, &scene.cells[row][u].sides);
        let at = a.iter().zip(b.iter()).position(|(x, y)| x.0 != y.0);
        let own = at
            .map(|i| a[i].1)
            .or_else(|| a.iter().find(|s| s.0 == SIDES[more]).map(|s| s.1));
        let other = at
            .map(|i| b[i].1)
            .or_else(|| b.iter().find(|s| s.0 == SIDES[less]).map(|s| s.1));
        if let (Some(own), Some(other)) = (own, other) {
            notes.push((
                format!("{} for {}", SIDES[more], SIDES[less]),
                *t,
                vec![(u, other), (*t, own)],
            ));
        }
    }
    for (about, t, at) in notes {
        scene.note(Fault::SideChanged, row, &about, &[t], at);
    }
}
