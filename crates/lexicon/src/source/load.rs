//! From a folder to typed rows.

use std::path::Path;

use super::cell::{alternatives, expand};
use super::files::{Files, SourceError, SourceFiles};
use super::problem::{Level, Problem};
use super::rows::{
    AbbreviationRow, AnalyteRow, AttributeRow, ByLanguage, Code, ComparatorRow, ConceptRow, ContextRow, CueRow,
    FrequencyRow, Language, MeasuredRow, NamesRow, NegatedRow, NumberRow, PersonRow, RangeRow, ReferenceRow,
    RelationRow, ResultRow, RuleRow, SectionRow, TimeRow, UnitRow, WordRow,
};
use super::table::{Row, Table};
use crate::names::{ConceptKind, Direction, Reach, Role, WordClass};
use crate::skeleton;

/// All of the language data, as rows.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// `languages.tsv`; the order of the rows is the order of every language list.
    pub languages: Vec<Language>,
    /// `fold.tsv`.
    pub rules: Vec<RuleRow>,
    /// `words/`.
    pub words: Vec<WordRow>,
    /// `concepts/`.
    pub concepts: Vec<ConceptRow>,
    /// `negated.tsv`.
    pub negated: Vec<NegatedRow>,
    /// `abbreviations/`.
    pub abbreviations: Vec<AbbreviationRow>,
    /// `stops.tsv`, by language.
    pub stops: Vec<Vec<String>>,
    /// `profiles.tsv`, by language, most frequent first.
    pub profiles: Vec<Vec<String>>,
    /// `analytes.tsv`.
    pub analytes: Vec<AnalyteRow>,
    /// `ranges.tsv`.
    pub ranges: Vec<RangeRow>,
    /// `measured.tsv`.
    pub measured: Vec<MeasuredRow>,
    /// `tests.tsv`.
    pub tests: Vec<NamesRow>,
    /// `normal.tsv`.
    pub normal: Vec<NamesRow>,
    /// `units.tsv`.
    pub units: Vec<UnitRow>,
    /// `results.tsv`.
    pub results: Vec<ResultRow>,
    /// `numbers.tsv`.
    pub numbers: Vec<NumberRow>,
    /// `time.tsv`.
    pub times: Vec<TimeRow>,
    /// `comparators.tsv`.
    pub comparators: Vec<ComparatorRow>,
    /// `references.tsv`.
    pub references: Vec<ReferenceRow>,
    /// `persons.tsv`.
    pub persons: Vec<PersonRow>,
    /// `attributes.tsv`.
    pub attributes: Vec<AttributeRow>,
    /// `frequencies.tsv`.
    pub frequencies: Vec<FrequencyRow>,
    /// `cues/`.
    pub cues: Vec<CueRow>,
    /// `relations.tsv`.
    pub relations: Vec<RelationRow>,
    /// `sections.tsv`.
    pub sections: Vec<SectionRow>,
}

/// Reads a folder of sources. Faults of rows are listed, and the rows left out.
///
/// # Errors
/// [`SourceError`] where the folder, `languages.tsv` or a file that is there cannot be read.
pub fn load(folder: &Path) -> Result<(Source, Vec<Problem>), SourceError> {
    load_from(Files::Folder(folder))
}

/// Reads sources that are in memory. Faults of rows are listed, and the rows left out.
///
/// # Errors
/// [`SourceError`] where `languages.tsv` is not among them.
pub fn load_files(files: &SourceFiles) -> Result<(Source, Vec<Problem>), SourceError> {
    load_from(Files::Memory(files))
}

fn load_from(files: Files<'_>) -> Result<(Source, Vec<Problem>), SourceError> {
    let mut loader = Loader {
        files,
        source: Source::default(),
        problems: Vec::new(),
    };
    loader.all()?;
    Ok((loader.source, loader.problems))
}

struct Loader<'f> {
    files: Files<'f>,
    source: Source,
    problems: Vec<Problem>,
}

impl Loader<'_> {
    fn all(&mut self) -> Result<(), SourceError> {
        self.languages()?;
        self.rules()?;
        for file in self.files.list("words")? {
            self.words(&file)?;
        }
        for kind in ConceptKind::ALL {
            for file in self.files.list(&format!("concepts/{}", kind.name()))? {
                self.concepts(&file, *kind)?;
            }
        }
        for file in self.files.list("abbreviations")? {
            self.abbreviations(&file)?;
        }
        for file in self.files.list("cues")? {
            self.cues(&file)?;
        }
        self.source.stops = self.columns("stops.tsv")?;
        self.source.profiles = self.columns("profiles.tsv")?;
        self.values()?;
        self.phrases()
    }

    fn fault(&mut self, level: Level, code: &'static str, row: &Row<'_>, message: String) {
        self.problems.push(Problem {
            level,
            code,
            place: row.place(),
            message,
        });
    }

    /// A table; an empty one where the file is not there.
    fn table(&mut self, file: &str, required: &[&str]) -> Result<Option<Table>, SourceError> {
        let text = self.files.text(file)?;
        Ok(text.map(|text| Table::parse(file, &text, required, &mut self.problems)))
    }

    fn languages(&mut self) -> Result<(), SourceError> {
        let text = self.files.required("languages.tsv")?;
        let table = Table::parse(
            "languages.tsv",
            &text,
            &["code", "name", "role", "decimal"],
            &mut self.problems,
        );
        for row in table.rows() {
            self.source.languages.push(Language {
                code: row.get("code").to_owned(),
                name: row.get("name").to_owned(),
                read: row.get("role") == "read",
                decimal: row.get("decimal").chars().next().unwrap_or('.'),
                letters: row.get("letters").to_owned(),
            });
        }
        Ok(())
    }

    fn rules(&mut self) -> Result<(), SourceError> {
        let Some(table) = self.table("fold.tsv", &["where", "from", "to"])? else {
            return Ok(());
        };
        for row in table.rows() {
            let Some(at) = skeleton::Place::ALL.into_iter().find(|p| p.name() == row.get("where")) else {
                self.fault(
                    Level::Error,
                    "unknown-name",
                    &row,
                    format!("`{}` is no place of a rule", row.get("where")),
                );
                continue;
            };
            let pure = |s: &str| s.bytes().all(|b| b.is_ascii_lowercase());
            if row.get("from").is_empty() || !pure(row.get("from")) || !pure(row.get("to")) {
                self.fault(
                    Level::Error,
                    "bad-rule",
                    &row,
                    "a rule replaces small letters a to z by such letters".to_owned(),
                );
                continue;
            }
            self.source.rules.push(RuleRow {
                place: row.place(),
                at,
                from: row.get("from").to_owned(),
                to: row.get("to").to_owned(),
            });
        }
        Ok(())
    }

    fn words(&mut self, file: &str) -> Result<(), SourceError> {
        let Some(table) = self.table(file, &["id", "class"])? else {
            return Ok(());
        };
        for row in table.rows() {
            let Some(class) = WordClass::parse(row.get("class")) else {
                self.fault(
                    Level::Error,
                    "unknown-name",
                    &row,
                    format!("`{}` is no class of a word", row.get("class")),
                );
                continue;
            };
            let forms = self.per_language(|code| row.get(code).split_whitespace().flat_map(expand).collect());
            self.source.words.push(WordRow {
                place: row.place(),
                id: row.get("id").to_owned(),
                class,
                forms,
            });
        }
        Ok(())
    }

    fn concepts(&mut self, file: &str, kind: ConceptKind) -> Result<(), SourceError> {
        let Some(table) = self.table(file, &["id", "label", "codes"])? else {
            return Ok(());
        };
        for row in table.rows() {
            let mut codes = Vec::new();
            for code in row.get("codes").split_whitespace() {
                match code.split_once('=') {
                    Some((system, code)) if !code.trim_end_matches('?').is_empty() => codes.push(Code {
                        system: system.to_owned(),
                        code: code.trim_end_matches('?').to_owned(),
                        checked: !code.ends_with('?'),
                    }),
                    _ => self.fault(Level::Error, "bad-code", &row, format!("`{code}` is not SYSTEM=CODE")),
                }
            }
            let terms = self.terms(&row);
            self.source.concepts.push(ConceptRow {
                place: row.place(),
                id: row.get("id").to_owned(),
                kind,
                label: row.get("label").to_owned(),
                codes,
                terms,
            });
        }
        Ok(())
    }

    fn abbreviations(&mut self, file: &str) -> Result<(), SourceError> {
        let Some(table) = self.table(file, &["form", "concept", "context"])? else {
            return Ok(());
        };
        for row in table.rows() {
            let Some(language) = self.language_of(file) else {
                self.fault(
                    Level::Error,
                    "unknown-language",
                    &row,
                    "the file is named after no language".to_owned(),
                );
                break;
            };
            let context = match row.get("context").split_once(':').unwrap_or((row.get("context"), "")) {
                ("" | "always", _) => ContextRow::Always,
                ("value", _) => ContextRow::Value,
                ("no-value", _) => ContextRow::NoValue,
                ("section", kind) => ContextRow::Section(kind.trim().to_owned()),
                ("near", words) => ContextRow::Near(words.split_whitespace().flat_map(expand).collect()),
                _ => {
                    self.fault(
                        Level::Error,
                        "unknown-name",
                        &row,
                        format!("`{}` is no context", row.get("context")),
                    );
                    continue;
                }
            };
            self.source.abbreviations.push(AbbreviationRow {
                place: row.place(),
                language,
                form: row.get("form").trim_start_matches('=').to_owned(),
                concept: row.get("concept").to_owned(),
                context,
            });
        }
        Ok(())
    }

    fn cues(&mut self, file: &str) -> Result<(), SourceError> {
        let Some(table) = self.table(file, &["phrase", "role", "direction", "reach"])? else {
            return Ok(());
        };
        for row in table.rows() {
            let Some(language) = self.language_of(file) else {
                self.fault(
                    Level::Error,
                    "unknown-language",
                    &row,
                    "the file is named after no language".to_owned(),
                );
                break;
            };
            let Some(role) = Role::parse(row.get("role")) else {
                self.fault(
                    Level::Error,
                    "unknown-name",
                    &row,
                    format!("`{}` is no role of a cue", row.get("role")),
                );
                continue;
            };
            let direction = match row.get("direction") {
                "" => Some(Direction::Forward),
                name => Direction::parse(name),
            };
            let reach = match row.get("reach") {
                "" if role == Role::Negation && direction == Some(Direction::Forward) => Some((Reach::Item, 0)),
                "" if role == Role::Negation => Some((Reach::List, 0)),
                "" => Some((Reach::Clause, 0)),
                text => match text.parse::<u32>() {
                    Ok(words) => Some((Reach::Words, words)),
                    Err(_) => Reach::parse(text).map(|r| (r, 0)),
                },
            };
            let (Some(direction), Some((reach, words))) = (direction, reach) else {
                self.fault(
                    Level::Error,
                    "unknown-name",
                    &row,
                    "the direction or the reach is unknown".to_owned(),
                );
                continue;
            };
            self.source.cues.push(CueRow {
                place: row.place(),
                language,
                phrases: alternatives(row.get("phrase")).collect(),
                role,
                direction,
                reach,
                words,
            });
        }
        Ok(())
    }

    fn values(&mut self) -> Result<(), SourceError> {
        if let Some(table) = self.table("analytes.tsv", &["concept", "canonical", "units"])? {
            for row in table.rows() {
                let mut number = |column| self.number(&row, column);
                let (molar_mass, low, high) = (number("molar_mass"), number("low"), number("high"));
                self.source.analytes.push(AnalyteRow {
                    place: row.place(),
                    concept: row.get("concept").to_owned(),
                    parts: row.get("parts").split_whitespace().map(str::to_owned).collect(),
                    letters: row.get("letters").to_owned(),
                    canonical: Some(row.get("canonical").to_owned()).filter(|c| !c.is_empty()),
                    units: row.get("units").split_whitespace().map(str::to_owned).collect(),
                    molar_mass,
                    low,
                    high,
                });
            }
        }
        if let Some(table) = self.table("ranges.tsv", &["concept", "low", "high", "unit", "source"])? {
            for row in table.rows() {
                let mut number = |column| self.number(&row, column);
                let (age_low, age_high) = (number("age_low"), number("age_high"));
                let (low, high) = (number("low"), number("high"));
                self.source.ranges.push(RangeRow {
                    place: row.place(),
                    concept: row.get("concept").to_owned(),
                    sex: row.get("sex").to_owned(),
                    age_low,
                    age_high,
                    low,
                    high,
                    unit: row.get("unit").to_owned(),
                    source: row.get("source").to_owned(),
                });
            }
        }
        if let Some(table) = self.table("measured.tsv", &["concept", "analyte"])? {
            for row in table.rows() {
                self.source.measured.push(MeasuredRow {
                    place: row.place(),
                    concept: row.get("concept").to_owned(),
                    analyte: row.get("analyte").to_owned(),
                });
            }
        }
        self.source.tests = self.names("tests.tsv")?;
        self.source.normal = self.names("normal.tsv")?;
        if let Some(table) = self.table("units.tsv", &["ucum", "any"])? {
            for row in table.rows() {
                // A unit's spelling may hold a brace of UCUM: no expansion here.
                let split = |cell: &str| -> Vec<String> {
                    cell.split('|')
                        .map(str::trim)
                        .filter(|s| !s.is_empty())
                        .map(str::to_owned)
                        .collect()
                };
                let spellings = self.per_language(|code| split(row.get(code)));
                self.source.units.push(UnitRow {
                    place: row.place(),
                    ucum: row.get("ucum").to_owned(),
                    any: split(row.get("any")),
                    spellings,
                });
            }
        }
        Ok(())
    }

    /// Concepts, or whole files of them.
    fn names(&mut self, file: &str) -> Result<Vec<NamesRow>, SourceError> {
        let mut rows = Vec::new();
        if let Some(table) = self.table(file, &["what", "name"])? {
            rows.extend(table.rows().map(|row| NamesRow {
                place: row.place(),
                what: row.get("what").to_owned(),
                name: row.get("name").to_owned(),
            }));
        }
        Ok(rows)
    }

    fn phrases(&mut self) -> Result<(), SourceError> {
        macro_rules! simple {
            ($file:literal, $list:ident, $row:ident { $($field:ident = $column:literal),* }, $terms:ident) => {
                if let Some(table) = self.table($file, &[$($column),*])? {
                    for row in table.rows() {
                        let $terms = self.terms(&row);
                        self.source.$list.push($row { place: row.place(), $($field: row.get($column).to_owned(),)* $terms });
                    }
                }
            };
        }
        simple!("negated.tsv", negated, NegatedRow { concept = "concept", presence = "presence" }, terms);
        simple!("results.tsv", results, ResultRow { text = "text", interpretation = "interpretation" }, terms);
        simple!("time.tsv", times, TimeRow { kind = "kind", value = "value" }, terms);
        simple!("comparators.tsv", comparators, ComparatorRow { sign = "sign" }, terms);
        simple!("references.tsv", references, ReferenceRow {}, terms);
        simple!("persons.tsv", persons, PersonRow { sex = "sex", class = "class" }, terms);
        simple!("attributes.tsv", attributes, AttributeRow { attribute = "attribute", value = "value" }, terms);
        simple!("sections.tsv", sections, SectionRow { kind = "kind", time = "time", experiencer = "experiencer" }, terms);
        if let Some(table) = self.table("relations.tsv", &["kind", "direction"])? {
            for row in table.rows() {
                let terms = self.terms(&row);
                self.source.relations.push(RelationRow {
                    place: row.place(),
                    kind: row.get("kind").to_owned(),
                    forward: row.get("direction") != "backward",
                    terms,
                });
            }
        }
        if let Some(table) = self.table("numbers.tsv", &["value"])? {
            for row in table.rows() {
                if let Some(value) = self.number(&row, "value") {
                    let terms = self.terms(&row);
                    self.source.numbers.push(NumberRow {
                        place: row.place(),
                        value,
                        terms,
                    });
                }
            }
        }
        if let Some(table) = self.table("frequencies.tsv", &["times", "period", "unit", "as_needed"])? {
            for row in table.rows() {
                let mut number = |column| match row.get(column) {
                    "n" | "{n}" => None,
                    _ => self.number(&row, column).or(Some(-1.0)),
                };
                let (times, period) = (number("times"), number("period"));
                let terms = self.terms(&row);
                self.source.frequencies.push(FrequencyRow {
                    place: row.place(),
                    times,
                    period,
                    unit: row.get("unit").to_owned(),
                    as_needed: matches!(row.get("as_needed"), "1" | "true" | "yes"),
                    terms,
                });
            }
        }
        Ok(())
    }

    /// Words in columns by language, a row a word.
    fn columns(&mut self, file: &str) -> Result<Vec<Vec<String>>, SourceError> {
        let mut columns = vec![Vec::new(); self.source.languages.len()];
        if let Some(table) = self.table(file, &[])? {
            for row in table.rows() {
                for (list, language) in columns.iter_mut().zip(&self.source.languages) {
                    list.extend(
                        row.get(&language.code)
                            .split('|')
                            .map(str::trim)
                            .filter(|w| !w.is_empty())
                            .map(str::to_owned),
                    );
                }
            }
        }
        Ok(columns)
    }

    fn number(&mut self, row: &Row<'_>, column: &'static str) -> Option<f64> {
        let text = row.get(column);
        if text.is_empty() {
            return None;
        }
        let number = text.parse::<f64>().ok().filter(|n| n.is_finite());
        if number.is_none() {
            self.fault(
                Level::Error,
                "bad-number",
                row,
                format!("`{text}` in column `{column}` is no number"),
            );
        }
        number
    }

    fn per_language<T>(&self, mut cell: impl FnMut(&str) -> T) -> Vec<T> {
        self.source.languages.iter().map(|l| cell(&l.code)).collect()
    }

    fn terms(&self, row: &Row<'_>) -> ByLanguage {
        self.per_language(|code| alternatives(row.get(code)).collect())
    }

    /// The language a file is named after.
    fn language_of(&self, file: &str) -> Option<usize> {
        let stem = file.rsplit('/').next()?.strip_suffix(".tsv")?;
        self.source.languages.iter().position(|l| l.code == stem)
    }
}
