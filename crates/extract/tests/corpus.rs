//! Every document of the development corpora: the record's invariants hold.

mod common;

use common::{ENGINE, shared};
use epicrisis_extract::Input;

#[test]
fn offsets_are_right_in_every_document() {
    let Some(root) = shared("dev") else {
        eprintln!("the development corpora are not here: nothing to read");
        return;
    };
    let mut folders = vec![root];
    let (mut documents, mut mentions, mut bytes) = (0, 0, 0);
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for path in entries.filter_map(|e| Some(e.ok()?.path())) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "txt") {
                let raw = std::fs::read(&path).expect("a readable corpus");
                let text = epicrisis_text::decode(&raw).expect("text").text;
                let record = ENGINE.extract(&Input::new("d", &text));
                if let Err(violation) = record.check(&text) {
                    panic!("{}: {violation}", path.display());
                }
                documents += 1;
                mentions += record.mentions.len();
                bytes += text.len();
            }
        }
    }
    println!("{documents} documents, {bytes} bytes, {mentions} mentions");
    assert!(documents > 2000 && mentions > documents * 10);
}
