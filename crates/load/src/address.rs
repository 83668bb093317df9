//! Which database is meant.

use std::path::PathBuf;
use std::str::FromStr;

use crate::LoadError;

/// A database.
#[derive(Clone, PartialEq, Eq)]
pub enum Address {
    /// A file, made if it is not there.
    Sqlite(PathBuf),
    /// As its clients write it, `postgres://…`. It may hold a password: it is never shown.
    Postgres(String),
}

impl FromStr for Address {
    type Err = LoadError;

    fn from_str(text: &str) -> Result<Self, LoadError> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            // `sqlite:///a/b` is the file `/a/b`, as other programs have it.
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() {
                return Err(LoadError::Address(
                    "`sqlite:` names no file; write sqlite:cases.db".to_owned(),
                ));
            }
            return Ok(Self::Sqlite(path.into()));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        Err(LoadError::Address(
            "no database that is known; write sqlite:PATH or postgres://USER@HOST/DATABASE".to_owned(),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let sqlite = |text: &str| match text.parse() {
            Ok(Address::Sqlite(path)) => path,
            _ => panic!("{text}"),
        };
        assert_eq!(sqlite("sqlite:a.db"), PathBuf::from("a.db"));
        assert_eq!(sqlite("sqlite:/x/a.db"), PathBuf::from("/x/a.db"));
        assert_eq!(sqlite("sqlite:///x/a.db"), PathBuf::from("/x/a.db"));
        assert!(matches!("postgres://u@h/d".parse(), Ok(Address::Postgres(_))));
        for wrong in ["", "sqlite:", "mysql://u:secret@h/d", "a.db"] {
            let error = wrong.parse::<Address>().err().map(|error| error.to_string()).unwrap();
            assert!(!error.contains("secret"), "{error}");
        }
    }
}
