//! dev
fn main() {
    let engine = epicrisis_extract::Engine::new(epicrisis_builtin::lexicon());
    let texts: Vec<String> = std::env::args()
        .skip(1)
        .map(|p| std::fs::read_to_string(p).unwrap())
        .collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    for _ in 0..3 {
        let t = std::time::Instant::now();
        let mut n = 0;
        let mut bad = 0;
        for x in &texts {
            let r = engine.extract(&epicrisis_extract::Input::new("a", x));
            n += r.mentions.len();
            if r.check(x).is_err() {
                bad += 1;
            }
        }
        let s = t.elapsed().as_secs_f64();
        println!(
            "{} docs {} bytes {n} mentions {bad} bad {:.2} MB/s {:.0} docs/s",
            texts.len(),
            bytes,
            bytes as f64 / s / 1e6,
            texts.len() as f64 / s
        );
    }
}
