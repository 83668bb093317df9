//! Bytes to text: UTF-8, UTF-16, and the single-byte encodings of old hospital systems.

use std::fmt;

use encoding_rs::{Encoding as Codec, ISO_8859_2, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1252};

/// The encoding a document came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 without a byte-order mark.
    Utf8,
    /// UTF-8 with one; it is not part of the text.
    Utf8Bom,
    /// UTF-16, little-endian.
    Utf16Le,
    /// UTF-16, big-endian.
    Utf16Be,
    /// Western European.
    Windows1252,
    /// Central European as Windows writes it.
    Windows1250,
    /// Central European.
    Iso8859_2,
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8Bom => "UTF-8 with a byte-order mark",
            Self::Utf16Le => "UTF-16 (little-endian)",
            Self::Utf16Be => "UTF-16 (big-endian)",
            Self::Windows1252 => "Windows-1252",
            Self::Windows1250 => "Windows-1250",
            Self::Iso8859_2 => "ISO-8859-2",
        })
    }
}

/// A decoded document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte-order mark.
    pub text: String,
    /// What it was read as.
    pub encoding: Encoding,
    /// Byte sequences that meant nothing there; each became U+FFFD.
    pub malformed: bool,
}

/// The bytes are no text: too many of them are control characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotText;

impl fmt::Display for NotText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the file is not text (it looks like binary data)")
    }
}

impl std::error::Error for NotText {}

/// How much of a file is looked at to tell text from binary data.
const PROBE: usize = 64 * 1024;

/// Decodes a document.
///
/// A byte-order mark decides; else valid UTF-8 is UTF-8; else zero bytes in every other place are UTF-16; else text that
/// is UTF-8 but for a few broken bytes stays UTF-8; else a single-byte encoding, told apart by the bytes that only
/// Romanian uses.
///
/// # Errors
/// [`NotText`] where the bytes are binary data.
///
/// ```
/// use epicrisis_text::{Encoding, decode};
///
/// let read = decode(b"dolor tor\xE1cico")?;
/// assert_eq!(read.text, "dolor torácico");
/// assert_eq!(read.encoding, Encoding::Windows1252);
/// # Ok::<(), epicrisis_text::NotText>(())
/// ```
pub fn decode(bytes: &[u8]) -> Result<Decoded, NotText> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return Ok(utf8(rest, Encoding::Utf8Bom));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return Ok(with(UTF_16LE, Encoding::Utf16Le, rest));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return Ok(with(UTF_16BE, Encoding::Utf16Be, rest));
    }
    let probe = &bytes[..bytes.len().min(PROBE)];
    if probe.contains(&0)
        && let Some((codec, encoding)) = utf16_without_mark(probe)
    {
        return Ok(with(codec, encoding, bytes));
    }
    if is_binary(probe) {
        return Err(NotText);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded {
            text: text.to_owned(),
            encoding: Encoding::Utf8,
            malformed: false,
        });
    }
    if mostly_utf8(bytes) {
        return Ok(utf8(bytes, Encoding::Utf8));
    }
    let (codec, encoding) = single_byte(bytes);
    Ok(with(codec, encoding, bytes))
}

fn utf8(bytes: &[u8], encoding: Encoding) -> Decoded {
    let text = String::from_utf8_lossy(bytes);
    Decoded {
        malformed: matches!(text, std::borrow::Cow::Owned(_)),
        text: text.into_owned(),
        encoding,
    }
}

fn with(codec: &'static Codec, encoding: Encoding, bytes: &[u8]) -> Decoded {
    let (text, malformed) = codec.decode_without_bom_handling(bytes);
    Decoded {
        text: text.into_owned(),
        encoding,
        malformed,
    }
}

/// Text in the six languages has a zero in nearly every second byte of its UTF-16.
fn utf16_without_mark(probe: &[u8]) -> Option<(&'static Codec, Encoding)> {
    if probe.len() < 4 {
        return None;
    }
    let zeros = |offset: usize| probe.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let half = probe.len() / 2;
    if odd * 10 > half * 7 && even * 10 < half {
        Some((UTF_16LE, Encoding::Utf16Le))
    } else if even * 10 > half * 7 && odd * 10 < half {
        Some((UTF_16BE, Encoding::Utf16Be))
    } else {
        None
    }
}

/// More than one byte in fifty is a control character that no text file uses.
fn is_binary(probe: &[u8]) -> bool {
    let is_odd = |b: &u8| matches!(b, 0..=0x08 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F);
    // Counted in bytes, many at once; a byte counts that far.
    let odd: usize = probe
        .chunks(usize::from(u8::MAX))
        .map(|chunk| usize::from(chunk.iter().map(|b| u8::from(is_odd(b))).sum::<u8>()))
        .sum();
    // One stray zero in a short note is dirt, not a binary file.
    odd > 1 && odd * 50 > probe.len()
}

/// Whether the valid sequences of several bytes outnumber the broken ones by far.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let mut good = 0usize;
    let mut bad = 0usize;
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 4
}

/// Chooses between the Western and the Central European code pages.
///
/// Romanian ş, ţ are 0xBA, 0xFE (and 0xAA, 0xDE): in Windows-1252 an ordinal sign that follows digits and a thorn that no
/// language here has. 0xE3 is ă there and ã here; Portuguese ã stands before o, e or s, Romanian ă hardly does.
fn single_byte(bytes: &[u8]) -> (&'static Codec, Encoding) {
    let letter = |i: usize| bytes.get(i).is_some_and(|b| b.is_ascii_alphabetic() || *b >= 0xC0);
    let (mut central, mut western, mut c1) = (0i32, 0i32, false);
    for (i, &b) in bytes.iter().enumerate() {
        let after_letter = i > 0 && letter(i - 1);
        match b {
            0x80..=0x9F => c1 = true,
            0xFE | 0xDE => central += 2,
            0xBA | 0xAA if letter(i + 1) => central += 2,
            0xBA | 0xAA => western += i32::from(!after_letter),
            0xE3 | 0xC3 => match bytes.get(i + 1) {
                Some(b'o' | b'e' | b'O' | b'E') => western += 1,
                Some(b's') => {}
                _ => central += i32::from(after_letter),
            },
            // á é ó ñ ç à è ì ò ù ã õ ü and their capitals, in the Western page.
            0xE1 | 0xE9 | 0xED | 0xF3 | 0xF1 | 0xE7 | 0xE0 | 0xE8 | 0xEC | 0xF2 | 0xF9 | 0xF5 | 0xEA | 0xFA => {
                western += 1;
            }
            _ => {}
        }
    }
    match (central > western, c1) {
        (true, false) => (ISO_8859_2, Encoding::Iso8859_2),
        (true, true) => (WINDOWS_1250, Encoding::Windows1250),
        (false, _) => (WINDOWS_1252, Encoding::Windows1252),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_encoding_the_same() {
        let text = "Bărbat în vârstă de 47 de ani, fără febră; ţesut şi faţă. Stare generală proastă.";
        let (latin2, _, _) = ISO_8859_2.encode(text);
        let read = decode(&latin2).unwrap();
        assert_eq!((read.text.as_str(), read.encoding), (text, Encoding::Iso8859_2));

        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&utf16).unwrap().text, text);
        let utf16: Vec<u8> = [0xFEFF]
            .into_iter()
            .chain(text.encode_utf16())
            .flat_map(u16::to_be_bytes)
            .collect();
        assert_eq!(decode(&utf16).unwrap().text, text);

        let text = "Varón de 47 años: náuseas, 37,5º. Não há lesões; « œdème »";
        let (western, _, _) = WINDOWS_1252.encode(text);
        let read = decode(&western).unwrap();
        assert_eq!((read.text.as_str(), read.encoding), (text, Encoding::Windows1252));
    }

    #[test]
    fn keeps_utf8_with_a_broken_byte() {
        let mut bytes = "fièvre élevée à l'arrivée, œdème".as_bytes().to_vec();
        bytes.push(0xE9);
        let read = decode(&bytes).unwrap();
        assert!(read.malformed && read.encoding == Encoding::Utf8);
        assert!(read.text.ends_with('\u{FFFD}'));
    }

    #[test]
    fn refuses_binary_data() {
        let bytes: Vec<u8> = (0..=255).cycle().take(4096).collect();
        assert_eq!(decode(&bytes), Err(NotText));
        assert_eq!(decode(b"").unwrap().text, "");
    }
}
