//! Prints what is found in some files.
use epicrisis_extract::Engine;
use epicrisis_tellings::compare::{Telling, compare};

fn main() {
    let engine = Engine::new(epicrisis_builtin::lexicon());
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let texts: Vec<(String, String)> = paths
        .iter()
        .map(|p| {
            let stem = std::path::Path::new(p)
                .file_stem()
                .unwrap()
                .to_string_lossy()
                .into_owned();
            (stem, std::fs::read_to_string(p).unwrap())
        })
        .collect();
    let tellings: Vec<Telling<'_, '_>> = texts.iter().map(|(n, t)| Telling::read(&engine, n, t, None)).collect();
    let run = |of: &[Telling<'_, '_>]| {
        for f in compare(of).faults {
            let places: Vec<String> = f
                .places
                .iter()
                .map(|p| {
                    format!(
                        "{}{}={:?}",
                        if f.differs.contains(&p.telling) { "*" } else { "" },
                        of[p.telling].name.rsplit('-').next().unwrap(),
                        p.text
                    )
                })
                .collect();
            let differs: Vec<&str> = f
                .differs
                .iter()
                .map(|d| of[*d].name.rsplit('-').next().unwrap())
                .collect();
            println!(
                "  {} [{}] row {} in {:?}: {}",
                f.code,
                f.about,
                f.row,
                differs,
                places.join(" | ")
            );
        }
    };
    println!("ALL {}", paths.len());
    run(&tellings);
    if std::env::var("PAIRS").is_ok() {
        for a in 0..tellings.len() {
            for b in a + 1..tellings.len() {
                println!("PAIR {} {}", tellings[a].name, tellings[b].name);
                run(&[tellings[a].clone(), tellings[b].clone()]);
            }
        }
    }
}
