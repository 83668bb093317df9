//! Texts that are made to cost more than their length: each a unit that is repeated. For the tests, and for `cargo xtask linear`.

#![allow(dead_code, unreachable_pub)]

/// What is repeated, by name. Those of one word or one mark have nothing that ends a sentence, a window or a scope.
pub const TEXTS: &[(&str, &str)] = &[
    ("cues", "no "),
    ("cues and findings", "no fiebre "),
    (
        "cues of every role",
        "sin probable madre si antes no descarta fiebre tos ",
    ),
    ("findings", "fiebre "),
    ("findings in a list", "fiebre, tos y disnea, "),
    ("no spaces", "dolorabdominalylumbar"),
    ("one word", "a"),
    ("digits", "7"),
    ("digits in threes", "123.456,"),
    ("numbers", "12 345 1,5 "),
    ("numbers and units", "12 mg/dl 3 x 4 cm "),
    ("analytes", "TA 80/50 sodio "),
    ("analytes without numbers", "sodio potasio "),
    ("parentheses", "("),
    ("parentheses and findings", "(fiebre "),
    ("colons", "tos: "),
    ("line ends", "\n"),
    ("blanks", " "),
    ("combining marks", "\u{301}"),
    ("letters with marks", "e\u{301}"),
    ("ligatures", "ﷺ"),
    ("beyond the basic plane", "𝒳"),
    ("nulls", "\0"),
    ("full stops", ". "),
    ("abbreviations", "E. coli "),
    ("headings", "Diagnóstico:\n"),
    ("words with a slip", "espondilodiscitus "),
    ("times", "hace 3 días 12/03/2019 "),
    ("drugs", "enalapril 20 mg cada 12 horas iv "),
    ("places", "brazo izquierdo y pierna derecha "),
    ("one shared head", "dolor abdominal y lumbar y "),
    ("causes", "debido a neumonía por "),
];

/// The unit as often as it goes into so many bytes.
pub fn text(unit: &str, bytes: usize) -> String {
    unit.repeat(bytes / unit.len())
}
