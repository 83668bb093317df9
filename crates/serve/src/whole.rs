//! Whole numbers as JSON has them, where `3.0` is one.

use serde::{Deserialize, Deserializer, de};

/// The largest number to which every whole number is its own in JSON.
const LARGEST: f64 = 9_007_199_254_740_992.0;

/// A number that may have been written with a fraction of nothing.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Whole(i64),
    Fraction(f64),
}

impl Written {
    fn whole<E: de::Error>(self) -> Result<i64, E> {
        match self {
            Self::Whole(whole) => Ok(whole),
            #[allow(clippy::cast_possible_truncation)] // It is whole, and small enough.
            Self::Fraction(number) if number.fract() == 0.0 && number.abs() <= LARGEST => Ok(number as i64),
            Self::Fraction(_) => Err(E::custom("expected a whole number")),
        }
    }
}

/// A version.
pub(crate) fn version<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    Written::deserialize(deserializer)?.whole()
}

/// An offset, or none.
pub(crate) fn offset<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    let Some(written) = Option::<Written>::deserialize(deserializer)? else {
        return Ok(None);
    };
    let whole = written.whole()?;
    u32::try_from(whole)
        .map(Some)
        .map_err(|_| de::Error::custom("expected an offset of 32 bits"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Both {
        #[serde(deserialize_with = "version")]
        version: i64,
        #[serde(default, deserialize_with = "offset")]
        offset: Option<u32>,
    }

    #[test]
    fn whole_numbers_are_whole_however_they_are_written() {
        let read = |text: &str| serde_json::from_str::<Both>(text).map(|b| (b.version, b.offset)).ok();
        assert_eq!(read(r#"{"version": 3, "offset": 4}"#), Some((3, Some(4))));
        assert_eq!(read(r#"{"version": 3.0, "offset": 4e0}"#), Some((3, Some(4))));
        assert_eq!(read(r#"{"version": 3, "offset": null}"#), Some((3, None)));
        assert_eq!(read(r#"{"version": 3}"#), Some((3, None)));
        for wrong in [
            r#"{"version": 3.5}"#,
            r#"{"version": 1e300}"#,
            r#"{"version": "3"}"#,
            r#"{"version": null}"#,
            r#"{"version": 3, "offset": -1}"#,
            r#"{"version": 3, "offset": 4294967296}"#,
            r#"{"version": 3, "offset": [1]}"#,
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
