use std::fs;
use epicrisis_brat::Annotation;
use epicrisis_extract::Engine;
use epicrisis_train::*;
use epicrisis_tagger::train::*;
fn load(engine: &Engine<'_>, dir: &str, lang: &str, w: f32, only: &[&str]) -> Corpus {
    let mut docs: Vec<(String, String, Vec<Annotation>)> = Vec::new();
    let mut names: Vec<_> = fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "txt")).collect();
    names.sort();
    for p in names {
        let text = fs::read_to_string(&p).unwrap();
        let ann = epicrisis_brat::parse(&fs::read_to_string(p.with_extension("ann")).unwrap()).unwrap();
        let a = ann.annotations.into_iter().filter(|a| only.is_empty() || only.contains(&a.label.as_str())).collect();
        docs.push((p.file_stem().unwrap().to_string_lossy().into_owned(), text, a));
    }
    Corpus::read(engine, &HEADS[..4], w, docs.iter().map(|(n, t, a)| (n.as_str(), t.as_str(), Some(lang), a.as_slice())))
}
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let get = |k: &str, d: f32| args.iter().find_map(|a| a.strip_prefix(&format!("{k}=")).map(|v| v.parse().unwrap())).unwrap_or(d);
    let sets = args.iter().find_map(|a| a.strip_prefix("sets=")).unwrap_or("es").to_owned();
    let engine = Engine::new(epicrisis_builtin::lexicon());
    let held = |n: &str| { let h: u32 = n.bytes().fold(7, |h: u32, b| h.wrapping_mul(31).wrapping_add(b.into())); (h >> 4) % 5 == 0 };
    let mut corpora: Vec<(&str, Corpus)> = Vec::new();
    let d = "/work/shared/dev";
    corpora.push(("es", load(&engine, &format!("{d}/spaccc/es"), "es", 1.0, &[])));
    if sets.contains("cardio") { corpora.push(("cardio", load(&engine, &format!("{d}/cardioccc/es"), "es", 1.0, &[]))); }
    if sets.contains("it") { corpora.push(("it", load(&engine, "/work/x/proj/it", "it", get("wp", 0.7), &["PROBLEM","FINDING","PROCEDURE","MEDICATION"]))); }
    if sets.contains("en") { corpora.push(("en", load(&engine, "/work/x/proj/en", "en", get("wp", 0.7), &["PROBLEM","FINDING","PROCEDURE","MEDICATION"]))); }
    let options = Options { epochs: get("epochs", 8.0) as usize, rate: get("rate", 0.15), decay: get("decay", 2e-6), most_keys: get("most", 340000.0) as usize, least: get("least", 3.0) as u32, hidden: get("hidden", 0.1), ..Options::default() };
    let mut trainer = Trainer::new(HEADS[..4].iter().map(|h| h.kind.to_string()).collect(), options);
    for (_, c) in &corpora { for l in &c.lessons { if !held(&l.name) { for s in &l.sentences { trainer.add(s.clone()); } } } }
    eprintln!("{} sentences", trainer.len());
    let t = std::time::Instant::now();
    let learnt = trainer.learn(None, |epoch, learnt| {
        print!("epoch {epoch} {:.0}s keys {} ", t.elapsed().as_secs_f32(), learnt.len());
        let mut all = 0.0;
        for (name, c) in &corpora {
            print!(" {name}:");
            for h in 0..4 {
                let mut a = Agreement::default();
                for l in c.lessons.iter().filter(|l| held(&l.name)) { for s in &l.sentences {
                    let spans: Vec<_> = learnt.spans(h, &s.keys).iter().map(|s| (s.first, s.last)).collect();
                    a.add(agreement(&s.labels[h], &spans));
                } }
                print!(" {:.3}/{:.3}", a.strict(), a.overlapping());
                all += a.strict();
            }
        }
        println!();
        all
    });
    let bytes = learnt.bytes();
    eprintln!("{} bytes", bytes.len());
    if let Some(out) = args.iter().find_map(|a| a.strip_prefix("out=")) { fs::write(out, &bytes).unwrap(); }
    if args.iter().any(|a| a == "names") { for l in corpora[0].1.lessons.iter().filter(|l| held(&l.name)) { eprintln!("HELD {}", l.name); } }
}
