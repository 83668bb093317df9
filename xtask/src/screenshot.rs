//! The pages of `--format html`, looked at: pictures of them are compared with kept ones, what the browser made of them
//! with the record, and a validator and an accessibility engine say what they think.
//!
//! Pictures are of kept records (`checks/html/*.json`), so that they change with the pages and not with what is read
//! out of a text. The rest is done with what the engine reads today.

pub(crate) mod browser;
mod dom;
mod picture;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use epicrisis_export::{Export, Html, Telling};
use epicrisis_extract::{Engine, Input};
use epicrisis_record::Record;
use serde::{Deserialize, Serialize};

use browser::{Browser, View};
use dom::Seen;
use picture::Picture;

/// What pictures are kept of: the example, and how it is looked at.
const PICTURES: &[(&str, View)] = &[
    ("heart-failure-es", view(1440, 1000, false)),
    ("stroke-fr", view(1440, 1000, true)),
    ("child-pneumonia-ro", view(480, 2400, false)),
];

/// Every machine has its own fonts. These are of one package, and named in place of what the page would take.
const FONTS: &str = "<style>* { font-family: \"DejaVu Sans\" !important } \
                     code { font-family: \"DejaVu Sans Mono\" !important }</style></head>";

const fn view(width: u32, height: u32, dark: bool) -> View {
    View { width, height, dark }
}

/// A document and what was read out of it.
#[derive(Serialize, Deserialize)]
struct Case {
    text: String,
    record: Record,
}

impl Case {
    fn page(&self) -> Result<String, String> {
        let telling = Telling {
            record: &self.record,
            text: &self.text,
        };
        let pieces = Html { index: false }.document(telling).map_err(|e| e.to_string())?;
        let bytes = pieces.into_iter().flat_map(|piece| piece.content).collect();
        String::from_utf8(bytes).map_err(|e| e.to_string())
    }
}

/// Looks at the pages; with `update`, keeps how they look.
pub(crate) fn run(root: &Path, update: bool) -> Result<(), String> {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let check = Check {
        kept: root.join("checks/html"),
        folder: target.join("pages"),
    };
    fs::create_dir_all(&check.folder).map_err(|e| format!("{}: {e}", check.folder.display()))?;
    let Some(browser) = Browser::find(&check.folder)? else {
        eprintln!(
            "skipped: no Chromium here; install it (`apt-get install chromium fonts-dejavu-core`) or name it in CHROMIUM"
        );
        return Ok(());
    };
    let cases = read(root)?;
    if update {
        check.keep(&cases)?;
    }
    let tools = check.tools()?;
    let mut faults = check.pictures(&browser, update)?;
    faults.extend(check.pages(&browser, &cases, tools)?);
    if faults.is_empty() {
        return Ok(());
    }
    Err(faults.join("\n"))
}

/// All examples, and the cases beside the repository where they are, read by the engine.
fn read(root: &Path) -> Result<Vec<Case>, String> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in [root.join("examples"), root.join("../shared/cases")] {
        match fs::read_dir(&folder) {
            Ok(listed) => paths.extend(listed.filter_map(|entry| Some(entry.ok()?.path()))),
            Err(_) => eprintln!("skipped: {}, which is not here", folder.display()),
        }
    }
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    let engine = Engine::new(epicrisis_builtin::lexicon());
    let case = |path: PathBuf| {
        let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let record = engine.extract(&Input {
            id: &id,
            text: &text,
            language: None,
            explain: true,
        });
        Ok(Case { text, record })
    };
    paths.into_iter().map(case).collect()
}

struct Check {
    /// What is kept in the repository.
    kept: PathBuf,
    /// Where pages and pictures are made.
    folder: PathBuf,
}

impl Check {
    /// Keeps the records that pictures are made of.
    fn keep(&self, cases: &[Case]) -> Result<(), String> {
        for (name, _) in PICTURES {
            let case = cases.iter().find(|case| case.record.document.id == *name);
            let case = case.ok_or_else(|| format!("there is no example {name}"))?;
            let json = serde_json::to_string(case).map_err(|e| e.to_string())?;
            crate::generated::write(&self.kept.join(format!("{name}.json")), &(json + "\n"))?;
        }
        Ok(())
    }

    /// Compares the pictures with the kept ones.
    fn pictures(&self, browser: &Browser, update: bool) -> Result<Vec<String>, String> {
        let mut faults = Vec::new();
        for (name, view) in PICTURES {
            let path = self.kept.join(format!("{name}.json"));
            let json = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            let case: Case = serde_json::from_str(&json).map_err(|e| format!("{}: {e}", path.display()))?;
            let page = case.page()?.replace("</head>", FONTS);
            let now = self.look(browser, name, &page, *view)?;
            let kept = self.kept.join(format!("{name}.png"));
            if update {
                now.write(&kept)?;
            }
            let before = Picture::read(&kept)?;
            if let Some(unlike) = now.unlike(&before) {
                let seen = self.folder.join(format!("{name}.png"));
                faults.push(format!(
                    "{name}: the page {unlike}; see {}, and if it is right: `cargo xtask screenshot --update`",
                    seen.display()
                ));
            }
            // A check that cannot fail checks nothing: without the marks it must be another picture.
            let spoilt = page.replace("<mark", "<span").replace("</mark", "</span");
            if self.look(browser, "spoilt", &spoilt, *view)?.unlike(&before).is_none() {
                faults.push(format!(
                    "{name}: pictures do not tell a page with marks from one without"
                ));
            }
        }
        Ok(faults)
    }

    fn look(&self, browser: &Browser, name: &str, page: &str, view: View) -> Result<Picture, String> {
        let path = self.write(&format!("{name}.html"), page)?;
        let picture = self.folder.join(format!("{name}.png"));
        browser.picture(&path, view, &picture)?;
        Ok(Picture::read(&picture)?.shrunk())
    }

    /// Compares what the browser makes of the pages with their records, and validates them.
    fn pages(&self, browser: &Browser, cases: &[Case], tools: bool) -> Result<Vec<String>, String> {
        let mut faults = Vec::new();
        let mut pages = Vec::new();
        let dom = self.script(tools)?;
        for (at, case) in cases.iter().enumerate() {
            let id = &case.record.document.id;
            let page = case.page()?;
            let path = self.write(&format!("page-{id}.html"), &page)?;
            // The script of the check may only run where the page's own policy does not forbid it.
            let open = page.replacen("Content-Security-Policy", "off", 1);
            let looked = self.write("open.html", &open.replace("</body>", &format!("{dom}</body>")))?;
            // Wide, wide in the dark, narrow, in turn.
            let (width, dark) = [(1440, false), (1440, true), (480, false)][at % 3];
            let view = view(width, 1000, dark);
            let seen = Seen::of(&browser.dom(&looked, view)?)?;
            if tools && !seen.audited() {
                faults.push(format!("{id}: accessibility was not looked at"));
            }
            let found = seen.faults(&case.record, &case.text);
            faults.extend(found.into_iter().map(|fault| format!("{id}: {fault}")));
            if at == 0 {
                let complaints = browser.complaints(&path, view)?;
                faults.extend(complaints.into_iter().map(|complaint| format!("{id}: {complaint}")));
                faults.extend(self.spoilt(browser, case, &open, &dom, view)?);
            }
            pages.push(path);
        }
        if tools {
            let mut validate = Command::new("node");
            validate.arg(self.kept.join("validate.mjs")).args(&pages);
            if let Err(message) = crate::run(&mut validate) {
                faults.push(format!("the validator: {message}"));
            }
        }
        Ok(faults)
    }

    /// Spoils a page in ways that the check must find.
    fn spoilt(&self, browser: &Browser, case: &Case, page: &str, dom: &str, view: View) -> Result<Vec<String>, String> {
        let mut faults = Vec::new();
        for (what, from, to) in [
            ("a mark that is lost", "id=\"m1\"", "id=\"lost\""),
            ("a denial that is not struck", "line-through", "none"),
            ("a sign that is not drawn", "attr(data-before)", "none"),
            ("facts that are lost", "id=\"f", "id=\"lost"),
            ("a word that is lost", "<p>", "<p>!"),
        ] {
            let spoilt = page.replace(from, to).replace("</body>", &format!("{dom}</body>"));
            let path = self.write("open.html", &spoilt)?;
            if Seen::of(&browser.dom(&path, view)?)?
                .faults(&case.record, &case.text)
                .is_empty()
            {
                faults.push(format!("the check does not see {what}"));
            }
        }
        Ok(faults)
    }

    /// The scripts that look at a page from inside.
    fn script(&self, tools: bool) -> Result<String, String> {
        let mut names = vec![self.kept.join("dom.js")];
        if tools {
            names.insert(0, self.kept.join("node_modules/axe-core/axe.min.js"));
        }
        let mut scripts = String::new();
        for name in names {
            let script = fs::read_to_string(&name).map_err(|e| format!("{}: {e}", name.display()))?;
            scripts.push_str(&format!(
                "<script>{}</script>",
                script.replace("</script", "<\\/script")
            ));
        }
        Ok(scripts)
    }

    /// Installs the pinned validator and accessibility engine; whether they are there.
    fn tools(&self) -> Result<bool, String> {
        let npm = Command::new("npm").arg("--version").output();
        if !npm.is_ok_and(|done| done.status.success()) {
            if env::var_os("CI").is_some() {
                return Err("no npm, which the validator and the accessibility engine need".to_owned());
            }
            eprintln!("skipped: validity and accessibility, for which npm is needed");
            return Ok(false);
        }
        if !self.kept.join("node_modules/axe-core/axe.min.js").exists() {
            let mut install = Command::new("npm");
            install
                .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
                .current_dir(&self.kept);
            crate::run(&mut install)?;
        }
        Ok(true)
    }

    fn write(&self, name: &str, page: &str) -> Result<PathBuf, String> {
        let path = self.folder.join(name);
        fs::write(&path, page).map_err(|e| format!("{}: {e}", path.display()))?;
        Ok(path)
    }
}
