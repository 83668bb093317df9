//! dev
fn main() {
    let (s, mut p) = epicrisis_lexicon::source::load(std::path::Path::new("lexicon")).unwrap();
    p.extend(epicrisis_lexicon::check::check(&s));
    for x in p { println!("{x}"); }
}
