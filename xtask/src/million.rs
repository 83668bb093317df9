//! A terminology of a million names: does it build in time and in memory, and does the program start with it?

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, io};

use crate::cost;

const STARTS: &[&str] = &[
    "", "hiper", "hipo", "poli", "oligo", "macro", "micro", "neo", "para", "peri", "endo", "epi", "meta", "mono",
    "pan", "pseudo", "retro", "sub", "supra", "trans",
];
const ROOTS: &[&str] = &[
    "aden", "angi", "arteri", "artr", "bronqu", "cardi", "cefal", "cistern", "colecist", "condr", "cript", "dactil",
    "dermat", "encefal", "enter", "esplen", "estern", "fleb", "gastr", "gingiv", "gloss", "hemat", "hepat", "hister",
    "laring", "leuc", "linf", "mast", "mening", "miel", "nefr", "neumat", "neur", "oftalm", "onic", "orqu", "oste",
    "ot", "pancreat", "pericard", "pleur", "proct", "querat", "rin", "sialad", "sinov", "tendin", "tiroid", "traque",
    "uretr",
];
const ENDS: &[&str] = &[
    "itis",
    "osis",
    "oma",
    "opatía",
    "algia",
    "ectasia",
    "omalacia",
    "omegalia",
    "oplastia",
    "orrafia",
    "oscopia",
    "ostenosis",
    "otomía",
    "oxia",
    "ocele",
    "odinia",
    "ólisis",
    "optosis",
    "orragia",
    "ectomía",
];
const QUALITIES: &[&str] = &[
    "familiar",
    "idiopática",
    "autoinmune",
    "eosinofílica",
    "granulomatosa",
    "congénita",
    "necrotizante",
    "quística",
    "fibrosante",
    "hereditaria",
    "esclerosante",
    "linfocítica",
];
const SITES: &[&str] = &[
    "femoral",
    "tibial",
    "mandibular",
    "orbitaria",
    "esfenoidal",
    "cervical",
    "torácica",
    "lumbar",
    "sacra",
    "ilíaca",
    "mesentérica",
    "subclavia",
];

/// The limits that the product sets itself.
const BUILD: Duration = Duration::from_secs(60);
const MEMORY: u64 = 4 << 30;
const START: Duration = Duration::from_millis(50);

/// Writes a table of so many codes and names, each of them another.
pub(crate) fn write_terms(path: &Path, count: usize) -> Result<(), String> {
    let write = || -> io::Result<()> {
        let mut out = BufWriter::new(File::create(path)?);
        writeln!(out, "code\tlabel\tkind")?;
        let mut line = String::new();
        for i in 0..count {
            line.clear();
            let mut rest = i;
            let mut pick = |list: &[&'static str]| {
                let at = rest % list.len();
                rest /= list.len();
                list[at]
            };
            let (root, end, start) = (pick(ROOTS), pick(ENDS), pick(STARTS));
            let (quality, site) = (pick(QUALITIES), pick(SITES));
            let _ = write!(line, "T{i:07}\t{start}{root}{end}");
            if i >= ROOTS.len() * ENDS.len() * STARTS.len() {
                let _ = write!(line, " {quality} {site}");
            }
            writeln!(out, "{line}\tproblem")?;
        }
        out.flush()
    };
    write().map_err(|e| format!("{}: {e}", path.display()))
}

/// Builds a lexicon of a million names with the program of the release build, and starts with it.
pub(crate) fn run(program: &Path, count: usize) -> Result<(), String> {
    let folder = std::env::temp_dir().join(format!("epicrisis-million-{}", std::process::id()));
    fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let done = measure(program, &folder, count);
    let _ = fs::remove_dir_all(&folder);
    done
}

fn measure(program: &Path, folder: &Path, count: usize) -> Result<(), String> {
    let (table, lexicon): (PathBuf, PathBuf) = (folder.join("terms.tsv"), folder.join("terms.lex"));
    write_terms(&table, count)?;
    let began = Instant::now();
    let mut import = Command::new(program);
    import.args(["lexicon", "import", "--system", "Test", "--language", "es", "--out"]);
    import.arg(&lexicon).arg(&table).stdout(Stdio::null());
    let most = cost::watch(import.spawn().map_err(|e| format!("{}: {e}", program.display()))?)?;
    let built = began.elapsed();
    let size = fs::metadata(&lexicon).map_or(0, |m| m.len());
    let started = start(program, Some(&lexicon))?;
    let bare = start(program, None)?;
    println!("names             {count}");
    println!("build             {:.1} s", built.as_secs_f64());
    println!("memory at most    {} MB", most >> 20);
    println!("lexicon           {} MB", size >> 20);
    println!("start, with it    {:.1} ms", started.as_secs_f64() * 1e3);
    println!("start, built-in   {:.1} ms", bare.as_secs_f64() * 1e3);
    if built > BUILD || most > MEMORY || started > START {
        return Err("over a limit: a minute, 4 GB, 50 ms".to_owned());
    }
    Ok(())
}

/// The best of some runs over one sentence: what a start costs.
fn start(program: &Path, lexicon: Option<&Path>) -> Result<Duration, String> {
    let mut best = Duration::MAX;
    for _ in 0..10 {
        let mut command = Command::new(program);
        command.args(["extract", "-", "--language", "es"]);
        if let Some(lexicon) = lexicon {
            command.arg("--lexicon").arg(lexicon);
        }
        command.stdin(Stdio::piped()).stdout(Stdio::null());
        let began = Instant::now();
        let mut child = command.spawn().map_err(|e| e.to_string())?;
        if let Some(mut input) = child.stdin.take() {
            input.write_all("Niega fiebre.".as_bytes()).map_err(|e| e.to_string())?;
        }
        let status = child.wait().map_err(|e| e.to_string())?;
        if !status.success() {
            return Err(format!("the program ended with {status}"));
        }
        best = best.min(began.elapsed());
    }
    Ok(best)
}
