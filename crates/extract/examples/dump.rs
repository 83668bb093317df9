//! dev dump
fn main() {
    let engine = epicrisis_extract::Engine::new(epicrisis_builtin::lexicon());
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).unwrap();
        let r = engine.extract(&epicrisis_extract::Input::new(&path, &text));
        if let Err(e) = r.check(&text) {
            println!("VIOLATION {path} {e:?}");
        }
        println!("{}", serde_json::to_string(&r).unwrap());
    }
}
