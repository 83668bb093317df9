//! `epicrisis extract --format html`: one page, or a folder of pages with an index.

mod common;

use common::{Folder, run};

#[test]
fn one_document_is_a_page_of_its_own() {
    let folder = Folder::new("html-one");
    folder.write("case.txt", "Niega fiebre.");
    let ran = run([
        "extract",
        &folder.path("case.txt"),
        "--format",
        "html",
        "--language",
        "es",
    ]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert!(ran.stdout.starts_with("<!DOCTYPE html>"));
    assert!(
        ran.stdout
            .contains("<mark class=\"finding absent\" data-before=\"−\" id=\"m1\""),
        "{}",
        ran.stdout
    );
    assert!(!ran.stdout.contains("index.html"));
    let page = folder.path("page.html");
    let ran = run(["extract", &folder.path("case.txt"), "--language", "es", "--out", &page]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let written = std::fs::read_to_string(page).expect("a page");
    assert!(written.starts_with("<!DOCTYPE html>"), "the ending tells the format");
}

#[test]
fn several_documents_are_pages_that_an_index_lists() {
    let folder = Folder::new("html-several");
    for name in ["in/ward/a.txt", "in/index.txt", "in/b #1.txt", "in/other/a.txt"] {
        folder.write(name, "Niega fiebre.");
    }
    let ran = run(["extract", &folder.path("in"), "--format", "html"]);
    assert_eq!(ran.status, 2, "several pages are no stream");
    assert!(ran.stderr.contains("--out"), "{}", ran.stderr);

    let out = folder.path("out");
    let ran = run(["extract", &folder.path("in"), "--format", "html", "--out", &out]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let read = |name: &str| std::fs::read_to_string(format!("{out}/{name}")).expect(name);
    let index = read("index.html");
    let links: Vec<&str> = index
        .split("<a href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(links, ["b%20%231.html", "index_.html", "other/a.html", "ward/a.html"]);
    assert!(index.trim_end().ends_with("</html>"));
    for (name, up) in [
        ("b #1.html", "index.html"),
        ("index_.html", "index.html"),
        ("ward/a.html", "../index.html"),
        ("other/a.html", "../index.html"),
    ] {
        assert!(
            read(name).contains(&format!("<a href=\"{up}\">All documents</a>")),
            "{name}"
        );
    }
}
