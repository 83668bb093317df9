//! `epicrisis load`, run from outside, into SQLite and, where there is one, PostgreSQL.
#![cfg(feature = "load")]

mod common;
mod database;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use common::{Folder, Ran, run};
use database::Database;
use serde_json::{Value, json};

/// Does a test in every kind of database that there is.
fn everywhere(name: &str, test: impl Fn(&Folder, &Database)) {
    let folder = Folder::new(&format!("{name}-sqlite"));
    test(&folder, &Database::Sqlite(folder.path("cases.db")));
    if let Some(database) = Database::postgres(name) {
        test(&Folder::new(&format!("{name}-postgres")), &database);
    }
}

fn load(database: &Database, rest: &[&str]) -> Ran {
    let target = database.arguments();
    run(["load"]
        .into_iter()
        .chain(target.iter().map(String::as_str))
        .chain(rest.iter().copied()))
}

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

/// So many documents, each one of the examples under an id of its own, as JSON lines.
fn many(folder: &Folder, documents: usize) -> String {
    let mut texts: Vec<PathBuf> = fs::read_dir(examples())
        .expect("examples")
        .map(|entry| entry.expect("a file").path())
        .collect();
    texts.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    texts.sort();
    let texts: Vec<String> = texts
        .iter()
        .map(|path| fs::read_to_string(path).expect("a text"))
        .collect();
    let lines: Vec<String> = (0..documents)
        .map(|at| json!({"id": format!("case-{at}"), "text": texts[at % texts.len()]}).to_string())
        .collect();
    folder.write("many.jsonl", lines.join("\n"));
    folder.path("many.jsonl")
}

#[test]
fn a_second_load_changes_nothing() {
    everywhere("second", |_, database| {
        let examples = examples();
        let examples = examples.to_str().expect("a path");
        let first = load(database, &[examples, "--date", "2024-05-31"]);
        assert_eq!(
            (first.status, first.stdout.as_str()),
            (0, "18 loaded, 0 replaced, 0 unchanged, 0 failed\n"),
            "{}",
            first.stderr
        );
        let there = database.dump();
        let second = load(database, &[examples, "--date", "2024-05-31"]);
        assert_eq!(
            (second.status, second.stdout.as_str()),
            (0, "0 loaded, 0 replaced, 18 unchanged, 0 failed\n")
        );
        assert_eq!(database.dump(), there);
        // Read with something else, all of it is something else.
        let third = load(database, &[examples, "--date", "2024-06-01"]);
        assert_eq!(third.stdout, "0 loaded, 18 replaced, 0 unchanged, 0 failed\n");
        let fourth = load(database, &[examples, "--date", "2024-05-31"]);
        assert_eq!(fourth.stdout, "0 loaded, 18 replaced, 0 unchanged, 0 failed\n");
        assert_eq!(database.dump(), there);
    });
}

#[test]
fn a_changed_document_replaces_its_own_rows() {
    everywhere("changed", |folder, database| {
        folder.write("in/a.txt", "Mujer de 71 años con neumonía. Hb 9,8 g/dL.");
        folder.write("in/b.txt", "Varón de 40 años con fiebre y tos.");
        assert_eq!(load(database, &[&folder.path("in")]).status, 0);
        let before = database.dump();
        folder.write("in/a.txt", "Mujer de 71 años con asma. Sodio 139 mmol/L.");
        let ran = load(database, &[&folder.path("in")]);
        assert_eq!(ran.stdout, "0 loaded, 1 replaced, 1 unchanged, 0 failed\n");
        let after = database.dump();
        assert_ne!(before["condition_occurrence"], after["condition_occurrence"]);
        assert_eq!(before["person"], after["person"]);
        folder.write("in/a.txt", "Mujer de 71 años con neumonía. Hb 9,8 g/dL.");
        assert_eq!(
            load(database, &[&folder.path("in")]).stdout,
            "0 loaded, 1 replaced, 1 unchanged, 0 failed\n"
        );
        assert_eq!(database.dump(), before);
    });
}

#[test]
fn the_rows_agree_with_the_records() {
    everywhere("counts", |_, database| {
        let examples = examples();
        let examples = examples.to_str().expect("a path");
        assert_eq!(load(database, &[examples]).status, 0);
        let records = run(["extract", examples, "--format", "jsonl"]).records();
        let mentions: Vec<&Value> = records
            .iter()
            .flat_map(|record| record["mentions"].as_array().expect("mentions"))
            .collect();
        let occurs = |mention: &&&Value| {
            mention["presence"] == "present" && mention["experiencer"] == "patient" && mention["time"] != "planned"
        };
        let count = |query: &str| usize::try_from(database.number(query)).expect("a count");
        assert_eq!(count("SELECT count(*) FROM person"), records.len());
        assert_eq!(count("SELECT count(*) FROM note"), records.len());
        assert_eq!(count("SELECT count(*) FROM note_nlp"), mentions.len());
        assert_eq!(
            count("SELECT count(*) FROM note_nlp WHERE term_exists = 'Y'"),
            mentions.iter().filter(occurs).count()
        );
        let length: u64 = records
            .iter()
            .map(|record| record["document"]["length"].as_u64().expect("a length"))
            .sum();
        assert_eq!(count("SELECT sum(length(note_text)) FROM note") as u64, length);
        // Without a vocabulary the kind decides the table, and of each fact there is one row or its history.
        let measured = mentions
            .iter()
            .filter(occurs)
            .filter(|mention| mention["kind"] == "measurement")
            .count();
        let tests = "SELECT count(*) FROM measurement WHERE measurement_source_value NOT LIKE 'susceptibility %'";
        let rows = count(tests);
        assert!(rows > 0 && rows <= measured, "{rows} of {measured}");
        for (table, key) in [
            ("condition_occurrence", "condition_occurrence_id"),
            ("drug_exposure", "drug_exposure_id"),
            ("procedure_occurrence", "procedure_occurrence_id"),
            ("device_exposure", "device_exposure_id"),
            ("measurement", "measurement_id"),
            ("specimen", "specimen_id"),
        ] {
            // A drug that was tested is spoken of and not there; its test is.
            let tested = match table {
                "measurement" => "measurement_source_value NOT LIKE 'susceptibility %' AND",
                _ => "",
            };
            let made_up = format!(
                "SELECT count(*) FROM {table} LEFT JOIN note_nlp ON note_nlp_id = {key} WHERE {tested} coalesce(term_exists, 'N') <> 'Y'"
            );
            assert_eq!(count(&made_up), 0, "{table} has what the patient has not");
        }
        let relatives = "SELECT count(*) FROM observation LEFT JOIN note_nlp ON note_nlp_id = observation_id \
                         WHERE (coalesce(term_exists, 'N') <> 'Y') <> (observation_concept_id = 4167217)";
        assert_eq!(
            count(relatives),
            0,
            "what a relative has is family history, and nothing else is"
        );
        let dangling = "SELECT count(*) FROM fact_relationship AS a WHERE NOT EXISTS (SELECT 1 FROM fact_relationship AS b \
                        WHERE b.fact_id_1 = a.fact_id_2 AND b.fact_id_2 = a.fact_id_1)";
        assert_eq!(count(dangling), 0, "each relationship is told both ways");
    });
}

#[test]
fn two_documents_of_one_id_are_not_mixed() {
    everywhere("ids", |folder, database| {
        let lines = [
            json!({"id": "a", "text": "Fiebre."}),
            json!({"id": "a", "text": "Tos."}),
            json!({"id": "a", "text": "Fiebre."}),
            json!({"id": "b", "text": "Asma."}),
        ];
        folder.write("in.jsonl", lines.map(|line| line.to_string()).join("\n"));
        for told in [
            "2 loaded, 0 replaced, 1 unchanged, 1 failed\n",
            "0 loaded, 0 replaced, 3 unchanged, 1 failed\n",
        ] {
            let ran = load(database, &[&folder.path("in.jsonl")]);
            assert_eq!((ran.status, ran.stdout.as_str()), (1, told), "{}", ran.stderr);
            assert!(
                ran.stderr.contains("in.jsonl:2") && ran.stderr.contains("its id"),
                "{}",
                ran.stderr
            );
            assert!(!ran.stderr.contains("Tos"), "{}", ran.stderr);
        }
        // In the CSV files, too, the second is refused.
        let ran = run([
            "extract",
            &folder.path("in.jsonl"),
            "--format",
            "omop",
            "--out",
            &folder.path("csv"),
        ]);
        assert_eq!(ran.status, 1);
        assert_eq!(folder.read("csv/PERSON.csv").lines().count(), 3);
    });
}

#[test]
fn any_text_can_be_loaded() {
    everywhere("any_text", |folder, database| {
        let texts = [
            "",
            "\\N",
            "a\tb\\.\n\\.\r\nfiebre",
            "fiebre \u{0} y tos",
            "'; DROP TABLE note; --",
            "🩺 fièvre à 39 °C",
        ];
        let lines: Vec<String> = texts
            .iter()
            .enumerate()
            .map(|(at, text)| json!({"id": format!("{at}{}", "x".repeat(at * 100)), "text": text}).to_string())
            .collect();
        folder.write("in.jsonl", lines.join("\n"));
        let ran = load(database, &[&folder.path("in.jsonl")]);
        assert_eq!(
            (ran.status, ran.stdout.as_str()),
            (0, "6 loaded, 0 replaced, 0 unchanged, 0 failed\n"),
            "{}",
            ran.stderr
        );
        assert_eq!(database.number("SELECT count(*) FROM note"), 6);
    });
}

#[test]
fn a_load_that_is_killed_loses_nothing_and_repeats_nothing() {
    // Three batches, so that some moments lie within one and some between two.
    const DOCUMENTS: usize = 1_100;
    const KILLS: u32 = 10;
    everywhere("killed", |folder, database| {
        let many = many(folder, DOCUMENTS);
        let begun = Instant::now();
        let whole = load(database, &[&many]);
        let mut took = begun.elapsed();
        assert_eq!(whole.status, 0, "{}", whole.stderr);
        let undisturbed = database.dump();

        let fresh = |round: u32| match database {
            Database::Sqlite(_) => Database::Sqlite(folder.path(&format!("killed-{round}.db"))),
            Database::Postgres { .. } => Database::postgres(&format!("killed_{round}")).expect("a server"),
        };
        let mut other = fresh(0);
        let (mut killed, mut tries) = (0, 0);
        while killed < KILLS {
            tries += 1;
            assert!(tries < 60, "only {killed} were at work when they were to be killed");
            let mut child = Command::new(env!("CARGO_BIN_EXE_epicrisis"))
                .arg("load")
                .args(other.arguments())
                .arg(&many)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("the program starts");
            // From shortly after the start to most of the way.
            thread::sleep(took * (1 + (killed * 7) % KILLS) / (KILLS + 1));
            if child.try_wait().expect("a state").is_none() {
                killed += 1;
                child.kill().expect("a process that can be killed");
            } else {
                // It was done before: the next begins from nothing, and is given less time.
                other = fresh(tries);
                took = took * 4 / 5;
            }
            child.wait().expect("an end");
        }
        // The server notices the end of a killed client in its own time.
        let patience = Instant::now();
        let last = loop {
            let last = load(&other, &[&many]);
            if !last.stderr.contains("another load is at work") || patience.elapsed() > Duration::from_secs(60) {
                break last;
            }
            thread::sleep(Duration::from_millis(200));
        };
        assert_eq!(last.status, 0, "{}", last.stderr);
        // Whole tables in a message would help nobody.
        assert!(
            other.dump() == undisturbed,
            "the rows are not those of an undisturbed load"
        );
    });
}

#[test]
fn what_cannot_be_opened_says_so_without_its_password() {
    let folder = Folder::new("refused");
    folder.write("a.txt", "Fiebre.");
    folder.write(
        "no.db",
        "this is no database, however long it is: it is nothing but text, and SQLite is told to open it",
    );
    let a = folder.path("a.txt");
    for to in [
        "postgres://u:secret@127.0.0.1:1/d".to_owned(),
        "postgres://u:secret@db.example.org/d".to_owned(),
        "mysql://u:secret@127.0.0.1/d".to_owned(),
        format!("sqlite:{}", folder.path("no.db")),
        format!("sqlite:{}", folder.path("nowhere/a.db")),
    ] {
        let ran = run(["load", "--to", &to, &a]);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{to}");
        assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
        assert!(
            !ran.stderr.contains("secret") && !ran.stderr.contains("Fiebre"),
            "{}",
            ran.stderr
        );
    }
    if let Some(Database::Postgres { url, .. }) = Database::postgres("refused") {
        let (before, after) = url.split_once('@').expect("a user");
        let user = before.rsplit_once(':').expect("a password").0;
        let ran = run(["load", "--to", &format!("{user}:secret@{after}"), &a]);
        assert_eq!(ran.status, 2);
        assert!(
            ran.stderr.contains("authentication failed") && !ran.stderr.contains("secret"),
            "{}",
            ran.stderr
        );
    }
}

#[test]
fn tables_that_are_there_must_fit() {
    let Some(database) = Database::postgres("narrow") else {
        return;
    };
    let folder = Folder::new("narrow");
    folder.write("a.txt", "Fiebre.");
    let a = folder.path("a.txt");
    assert_eq!(load(&database, &[&a]).status, 0);
    let mut client = database.client();
    // As a script of OHDSI makes it.
    client
        .batch_execute("DROP TABLE specimen; CREATE TABLE specimen (specimen_id integer NOT NULL)")
        .expect("a table");
    let ran = load(&database, &[&a]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.stderr.contains("`specimen` has no column `person_id`"),
        "{}",
        ran.stderr
    );
    client
        .batch_execute("DROP TABLE specimen; ALTER TABLE fact_relationship ALTER fact_id_1 TYPE integer USING 0")
        .expect("a table");
    let ran = load(&database, &[&a]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.stderr.contains("fact_relationship.fact_id_1") && ran.stderr.contains("bigint"),
        "{}",
        ran.stderr
    );
}

#[test]
fn what_the_server_refuses_costs_one_document_and_shows_none_of_it() {
    let Some(database) = Database::postgres("refusing") else {
        return;
    };
    let folder = Folder::new("refusing");
    folder.write("in/a.txt", "Fiebre.");
    folder.write("in/b.txt", "Neumonía.");
    folder.write("in/c.txt", "Tos.");
    assert_eq!(load(&database, &[&folder.path("in/a.txt")]).status, 0);
    database
        .client()
        .batch_execute("ALTER TABLE note ADD CONSTRAINT no_pneumonia CHECK (note_text NOT LIKE 'Neumon%')")
        .expect("a constraint");
    let ran = load(&database, &[&folder.path("in")]);
    assert_eq!(
        (ran.status, ran.stdout.as_str()),
        (1, "1 loaded, 0 replaced, 1 unchanged, 1 failed\n"),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr.contains("b.txt") && ran.stderr.contains("no_pneumonia"),
        "{}",
        ran.stderr
    );
    assert!(!ran.stderr.contains("Neumon"), "{}", ran.stderr);
}

#[test]
fn two_loads_at_once_do_not_mix() {
    everywhere("busy", |folder, database| {
        let many = many(folder, 1_200);
        let mut first = Command::new(env!("CARGO_BIN_EXE_epicrisis"))
            .arg("load")
            .args(database.arguments())
            .arg(&many)
            .stdout(Stdio::null())
            .spawn()
            .expect("the program starts");
        thread::sleep(Duration::from_millis(400));
        let second = load(database, &[&many]);
        let alone = first.try_wait().expect("a state").is_some();
        assert!(first.wait().expect("an end").success());
        // On a very fast machine the first has ended by then.
        assert!(
            alone || second.stderr.contains("another load is at work"),
            "{}",
            second.stderr
        );
        assert_eq!(database.number("SELECT count(*) FROM note"), 1_200);
    });
}
