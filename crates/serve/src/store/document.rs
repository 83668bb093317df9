//! Documents of the store, and the corrections of each.

use std::str::FromStr;

use epicrisis_record::{Kind, Presence, Record};
use rusqlite::{OptionalExtension, Row, Transaction, TransactionBehavior, params};

use super::{Opened, lost};
use crate::problem::{Problem, ProblemKind};
use crate::time;

/// What is done to a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    /// It is right as it is.
    Accept,
    /// It should not be there.
    Reject,
    /// It is another than was said.
    Change,
    /// It was missed.
    Add,
    /// What was done last is taken back.
    Undo,
}

impl Act {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::Change => "change",
            Self::Add => "add",
            Self::Undo => "undo",
        }
    }
}

impl FromStr for Act {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        let all = [Self::Accept, Self::Reject, Self::Change, Self::Add, Self::Undo];
        all.into_iter().find(|act| act.name() == name).ok_or(())
    }
}

/// All that is said of a mention by a correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) kind: Kind,
    /// The concept's id and its English label.
    pub(crate) concept: Option<(String, String)>,
    pub(crate) presence: Presence,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// A correction, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Correcting {
    /// The document's version that it made.
    pub(crate) version: i64,
    pub(crate) reviewer: String,
    pub(crate) act: Act,
    /// The mention: `t` and the number of the engine's, `r` and the number of a reviewer's.
    pub(crate) key: String,
    pub(crate) at: String,
    /// What the mention is since then; nothing where something was undone.
    pub(crate) said: Option<Said>,
    /// Whether it was taken back.
    pub(crate) undone: bool,
}

/// A document, as it is kept.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub(crate) id: String,
    pub(crate) version: i64,
    pub(crate) text: String,
    pub(crate) record: Record,
    pub(crate) made_with: String,
    /// In the order in which they were made.
    pub(crate) corrections: Vec<Correcting>,
}

/// A document to be kept.
#[derive(Debug)]
pub(crate) struct NewDocument {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) record: Record,
}

/// A document in the list of all.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) language: String,
    pub(crate) version: i64,
    pub(crate) corrections: u64,
    pub(crate) updated: String,
}

fn unknown() -> Problem {
    Problem::not_found("the store has no document of this id")
}

impl Opened {
    /// Every document, the one last changed first.
    pub(crate) fn list(&mut self) -> Result<Vec<Listed>, Problem> {
        let list = "SELECT id, title, language, version, updated,
                (SELECT count(*) FROM correction WHERE document = id AND action <> 'undo' AND undone IS NULL)
            FROM document ORDER BY updated DESC, id";
        let mut statement = self.connection.prepare_cached(list).map_err(lost)?;
        let rows = statement.query_map([], |row| {
            Ok(Listed {
                id: row.get(0)?,
                title: row.get(1)?,
                language: row.get(2)?,
                version: row.get(3)?,
                updated: row.get(4)?,
                corrections: row.get::<_, i64>(5)?.unsigned_abs(),
            })
        });
        rows.and_then(Iterator::collect).map_err(lost)
    }

    /// Keeps a document. One that is there already with the same text is left as it is; whether this one is new.
    pub(crate) fn insert(&mut self, document: &NewDocument) -> Result<bool, Problem> {
        let transaction = self.begin()?;
        let there: Option<String> = transaction
            .query_row("SELECT text FROM document WHERE id = ?1", [&document.id], |row| {
                row.get(0)
            })
            .optional()
            .map_err(lost)?;
        match there {
            Some(text) if text == document.text => return Ok(false),
            Some(_) => {
                let detail = "another text is kept under this id; give the document another, or none";
                return Err(Problem::new(ProblemKind::IdTaken, detail));
            }
            None => {}
        }
        let record = serde_json::to_string(&document.record).map_err(|_| Problem::internal())?;
        let insert = "INSERT INTO document (id, title, language, text, record, made_with, added, updated, version)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, 1)";
        let language = &document.record.document.language;
        let made_with = concat!("epicrisis ", env!("CARGO_PKG_VERSION"));
        let values = params![
            document.id,
            document.title,
            language,
            document.text,
            record,
            made_with,
            time::now()
        ];
        transaction.execute(insert, values).map_err(lost)?;
        transaction.commit().map_err(lost)?;
        Ok(true)
    }

    /// A document, with all that was said of it.
    pub(crate) fn document(&mut self, id: &str) -> Result<Kept, Problem> {
        let transaction = self.connection.transaction().map_err(lost)?;
        document(&transaction, id)
    }

    /// The ids of all documents that were corrected.
    pub(crate) fn corrected(&mut self) -> Result<Vec<String>, Problem> {
        let list =
            "SELECT DISTINCT document FROM correction WHERE action <> 'undo' AND undone IS NULL ORDER BY document";
        let mut statement = self.connection.prepare_cached(list).map_err(lost)?;
        let rows = statement.query_map([], |row| row.get(0));
        rows.and_then(Iterator::collect).map_err(lost)
    }

    /// Adds a correction to the version of a document that its reviewer saw. `make` makes it of the document as it is.
    ///
    /// # Errors
    /// Where there is another version since, or what `make` says.
    pub(crate) fn correct(
        &mut self,
        id: &str,
        version: i64,
        make: impl FnOnce(&Kept) -> Result<Correcting, Problem>,
    ) -> Result<Kept, Problem> {
        let transaction = self.begin()?;
        let mut kept = document(&transaction, id)?;
        if kept.version != version {
            return Err(Problem::conflict(kept.version));
        }
        let correction = Correcting {
            version: version + 1,
            at: time::now(),
            ..make(&kept)?
        };
        add(&transaction, &kept, &correction, None)?;
        transaction.commit().map_err(lost)?;
        kept.version = correction.version;
        kept.corrections.push(correction);
        Ok(kept)
    }

    /// Takes back the last correction of a reviewer that still stands.
    ///
    /// # Errors
    /// Where there is another version since, or nothing to take back.
    pub(crate) fn undo(&mut self, id: &str, version: i64, reviewer: &str) -> Result<Kept, Problem> {
        let transaction = self.begin()?;
        let mut kept = document(&transaction, id)?;
        if kept.version != version {
            return Err(Problem::conflict(kept.version));
        }
        let stands = |c: &&mut Correcting| c.reviewer == reviewer && c.act != Act::Undo && !c.undone;
        let Some(last) = kept.corrections.iter_mut().rev().find(stands) else {
            return Err(Problem::unprocessable(
                "nothing of this reviewer is left to be taken back",
            ));
        };
        last.undone = true;
        let (undoes, key) = (last.version, last.key.clone());
        let undoing = Correcting {
            version: version + 1,
            reviewer: reviewer.to_owned(),
            act: Act::Undo,
            key,
            at: time::now(),
            said: None,
            undone: false,
        };
        add(&transaction, &kept, &undoing, Some(undoes))?;
        transaction.commit().map_err(lost)?;
        kept.version = undoing.version;
        kept.corrections.push(undoing);
        Ok(kept)
    }

    fn begin(&mut self) -> Result<Transaction<'_>, Problem> {
        self.connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(lost)
    }
}

fn document(transaction: &Transaction<'_>, id: &str) -> Result<Kept, Problem> {
    let find = "SELECT version, text, record, made_with FROM document WHERE id = ?1";
    let found = transaction
        .prepare_cached(find)
        .and_then(|mut find| {
            let row = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?, row.get(3)?));
            find.query_row([id], row).optional()
        })
        .map_err(lost)?;
    let (version, text, record, made_with) = found.ok_or_else(unknown)?;
    let record = serde_json::from_str(&record).map_err(|_| Problem::internal())?;
    let list =
        "SELECT version, reviewer, action, key, at, kind, concept, label, presence, start, end, undone IS NOT NULL
        FROM correction WHERE document = ?1 ORDER BY version";
    let corrections = transaction
        .prepare_cached(list)
        .and_then(|mut list| {
            list.query_map([id], correction)?
                .collect::<rusqlite::Result<Option<Vec<_>>>>()
        })
        .map_err(lost)?;
    Ok(Kept {
        id: id.to_owned(),
        version,
        text,
        record,
        made_with,
        corrections: corrections.ok_or_else(Problem::internal)?,
    })
}

/// A correction; `None` where it says what this version does not know.
fn correction(row: &Row<'_>) -> rusqlite::Result<Option<Correcting>> {
    let name = |at: usize| row.get::<_, Option<String>>(at);
    let Ok(act) = row.get::<_, String>(2)?.parse() else {
        return Ok(None);
    };
    let said = match (name(5)?, name(8)?, row.get(9)?, row.get(10)?) {
        (Some(kind), Some(presence), Some(start), Some(end)) => {
            let (Ok(kind), Ok(presence)) = (kind.parse(), presence.parse()) else {
                return Ok(None);
            };
            Some(Said {
                kind,
                concept: name(6)?.zip(name(7)?),
                presence,
                start,
                end,
            })
        }
        _ => None,
    };
    Ok(Some(Correcting {
        version: row.get(0)?,
        reviewer: row.get(1)?,
        act,
        key: row.get(3)?,
        at: row.get(4)?,
        said,
        undone: row.get(11)?,
    }))
}

fn add(
    transaction: &Transaction<'_>,
    kept: &Kept,
    correction: &Correcting,
    undoes: Option<i64>,
) -> Result<(), Problem> {
    let said = correction.said.as_ref();
    let concept = said.and_then(|s| s.concept.as_ref());
    let insert = "INSERT INTO correction
            (document, version, reviewer, action, key, at, kind, concept, label, presence, start, end, undoes)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    let values = params![
        kept.id,
        correction.version,
        correction.reviewer,
        correction.act.name(),
        correction.key,
        correction.at,
        said.map(|s| s.kind.as_str()),
        concept.map(|(id, _)| id),
        concept.map(|(_, label)| label),
        said.map(|s| s.presence.as_str()),
        said.map(|s| s.start),
        said.map(|s| s.end),
        undoes,
    ];
    let raise = "UPDATE document SET version = ?2, updated = ?3 WHERE id = ?1";
    let mark = "UPDATE correction SET undone = ?3 WHERE document = ?1 AND version = ?2";
    transaction
        .execute(insert, values)
        .and_then(|_| transaction.execute(raise, params![kept.id, correction.version, correction.at]))
        .and_then(|_| match undoes {
            Some(undoes) => transaction.execute(mark, params![kept.id, undoes, correction.version]),
            None => Ok(0),
        })
        .map(|_| ())
        .map_err(lost)
}
