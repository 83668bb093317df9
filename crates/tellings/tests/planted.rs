//! One fault at a time is planted in a telling; the comparison must name it, and be silent about what nobody touched.

mod plant;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use epicrisis_extract::Engine;
use epicrisis_tellings::Telling;
use epicrisis_tellings::compare::{Finding, compare};
use plant::{Dice, Ground, Plant};

static ENGINE: LazyLock<Engine<'static>> = LazyLock::new(|| Engine::new(epicrisis_builtin::lexicon()));

const LANGUAGES: [&str; 6] = ["es", "fr", "it", "pt", "ro", "en"];
const CASES: [&str; 3] = ["stroke", "child-pneumonia", "heart-failure"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn example(case: &str, language: &str) -> String {
    std::fs::read_to_string(root().join(format!("examples/{case}-{language}.txt"))).expect("an example")
}

/// The cases, each as a list of texts in several languages.
fn cases() -> Vec<Vec<(&'static str, String)>> {
    let mut out: Vec<Vec<(&'static str, String)>> = CASES
        .iter()
        .map(|case| LANGUAGES.iter().map(|l| (*l, example(case, l))).collect())
        .collect();
    let five: Vec<(&'static str, String)> = LANGUAGES[..5]
        .iter()
        .filter_map(|l| {
            let path = root().join(format!("../shared/cases/case-{l}.txt"));
            Some((*l, std::fs::read_to_string(path).ok()?))
        })
        .collect();
    if five.len() == 5 {
        out.push(five);
    } else {
        eprintln!("../shared/cases is not there: faults are planted in the examples only");
    }
    out
}

fn read<'t>(name: &str, text: &'t str) -> Telling<'t> {
    Telling::read(&ENGINE, name, text, None)
}

/// What a finding says, places aside: so that what was there before is known again.
fn gist(f: &Finding) -> (String, Vec<usize>, Vec<String>) {
    (
        f.code.to_string(),
        f.differs.clone(),
        f.places.iter().map(|p| p.text.clone()).collect(),
    )
}

struct Tally {
    planted: BTreeMap<Plant, (usize, usize)>,
    others: usize,
    missed: Vec<String>,
}

/// How often each fault is planted in each telling: `SEEDS=10` for a closer look.
fn seeds() -> std::ops::Range<u64> {
    let many = std::env::var("SEEDS").ok().and_then(|s| s.parse().ok());
    0..many.unwrap_or(3)
}

fn run(pairs: bool) -> Tally {
    let mut tally = Tally {
        planted: BTreeMap::new(),
        others: 0,
        missed: Vec::new(),
    };
    let cases = cases();
    for (c, texts) in cases.iter().enumerate() {
        let other = &cases[(c + 1) % 3];
        let grounds: Vec<Ground<'_>> = texts.iter().map(|(_, t)| Ground::new(&ENGINE, t)).collect();
        let sources: Vec<Ground<'_>> = texts
            .iter()
            .filter_map(|(l, _)| Some(Ground::new(&ENGINE, &other.iter().find(|(o, _)| o == l)?.1)))
            .collect();
        let whole: Vec<Telling<'_>> = texts.iter().map(|(l, t)| read(l, t)).collect();
        for t in 0..texts.len() {
            // All tellings, or one other and this one, which then is the second.
            let company: Vec<usize> = if pairs {
                vec![(t + 1) % texts.len()]
            } else {
                (0..texts.len()).filter(|u| *u != t).collect()
            };
            let place = if pairs { 1 } else { t };
            let before: Vec<_> = {
                let mut of: Vec<Telling<'_>> = company.iter().map(|u| whole[*u].clone()).collect();
                of.insert(place, whole[t].clone());
                compare(&of).faults.iter().map(gist).collect()
            };
            for plant in Plant::ALL {
                for seed in seeds() {
                    let mut dice = Dice::new(seed * 7919 + (c * 100 + t * 10) as u64 + plant as u64);
                    let Some(planted) = grounds[t].plant(plant, &sources[t], &mut dice) else {
                        continue;
                    };
                    let own = read(texts[t].0, &planted.text);
                    let mut of: Vec<Telling<'_>> = company.iter().map(|u| whole[*u].clone()).collect();
                    of.insert(place, own);
                    let found = compare(&of).faults;
                    let new: Vec<&Finding> = found.iter().filter(|f| !before.contains(&gist(f))).collect();
                    let right = |f: &&&Finding| {
                        let here = f.place(place).is_none_or(|p| {
                            planted.at.is_empty()
                                || p.start < planted.at.end && planted.at.start < p.end
                                || plant == Plant::NegationLost
                                || plant == Plant::NegationGained
                        });
                        plant.codes().contains(&f.code.code()) && f.differs.contains(&place) && here
                    };
                    let named = new.iter().filter(right).count();
                    let entry = tally.planted.entry(plant).or_default();
                    entry.1 += 1;
                    entry.0 += usize::from(named > 0);
                    tally.others += new.len() - named;
                    if named == 0 {
                        let said: Vec<String> = new
                            .iter()
                            .map(|f| {
                                format!(
                                    "{} {:?}",
                                    f.code,
                                    f.places.iter().map(|p| p.text.as_str()).collect::<Vec<_>>()
                                )
                            })
                            .collect();
                        tally.missed.push(format!(
                            "{plant:?} case {c} {}: {} -> {said:?}",
                            texts[t].0, planted.what
                        ));
                    }
                }
            }
        }
    }
    tally
}

fn report(name: &str, tally: &Tally) -> f64 {
    let (mut found, mut all) = (0, 0);
    for (plant, (f, n)) in &tally.planted {
        println!("{name} {plant:?}: {f} of {n}");
        found += f;
        all += n;
    }
    println!("{name}: {found} of {all}, {} further reports", tally.others);
    if std::env::var_os("MISSED").is_some() {
        tally.missed.iter().for_each(|m| println!("  missed {m}"));
    }
    found as f64 / all as f64
}

#[test]
fn planted_faults_are_found_among_all_tellings() {
    let share = report("all", &run(false));
    assert!(share >= 0.95, "{share}");
}

#[test]
fn planted_faults_are_found_between_two_tellings() {
    let share = report("pairs", &run(true));
    assert!(share >= 0.95, "{share}");
}

#[test]
fn what_nobody_touched_is_left_alone() {
    let mut reports = 0;
    let mut documents = 0;
    for case in CASES {
        let texts: Vec<String> = LANGUAGES.iter().map(|l| example(case, l)).collect();
        let tellings: Vec<Telling<'_>> = LANGUAGES.iter().zip(&texts).map(|(l, t)| read(l, t)).collect();
        reports += compare(&tellings).faults.len();
        documents += tellings.len();
        for a in 0..tellings.len() {
            for b in 0..tellings.len() {
                if a != b {
                    reports += compare(&[tellings[a].clone(), tellings[b].clone()]).faults.len();
                    documents += 2;
                }
            }
        }
    }
    println!("{reports} reports on {documents} documents");
    assert!(reports as f64 <= 0.2 * documents as f64, "{reports} on {documents}");
}
