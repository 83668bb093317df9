//! Numbers, units and what is measured, thrown together: each byte is a piece of a text.
#![no_main]

use epicrisis_extract::Input;
use epicrisis_fuzz::{NAMED, promises};
use libfuzzer_sys::fuzz_target;

const PIECES: &[&str] = &[
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", ".", ",", " ", "/", "-", "–", "x", "×", "%", "<", ">", "≤", "≥",
    "±", "~", "^", "*", "+", "e", "E", "½", "²", "³", "µ", "°", "º", "\u{A0}", "\u{202F}", "'", "(", ")", ":", ";", "\n",
    "=", "mg", "g", "kg", "ml", "dl", "l", "mm3", "mmHg", "lpm", "bpm", "cm", "mm", "U/L", "mEq", "mmol", "años", "días",
    "h", "a", "de", "y", "TA ", "FC ", "Hb ", "T ", "leucocitos ", "sodio ", "pH ", "creatinina ", "glucosa ", "PCR ",
    "Glasgow ", "NYHA ", "T3N1M0", "O4V5M6", "II", "IV", "enalapril ", "cada ", "1-0-1", "47 años ", "L5-S1", "fiebre ",
    "10^3", "103/", "0,", "12.300", "27,400", "120/80", "2020", "12/03/2019", "1/2", "99999999999999999999", "1e309",
    "vn ", "normal ", "tres ", "veinte ", "mil ", "semana", "hace ", "dentro de ", "gotas", "mcg", "UI", "::", "..",
];

fuzz_target!(|bytes: &[u8]| {
    let text: String = bytes.iter().map(|&byte| PIECES[usize::from(byte) % PIECES.len()]).collect();
    let mut input = Input::new("f", &text);
    promises(&NAMED, &input);
    input.language = Some(["es", "fr", "en"][bytes.len() % 3]);
    promises(&NAMED, &input);
});
