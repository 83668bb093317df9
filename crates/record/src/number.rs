//! Numbers as the record writes them.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

/// A finite number. In JSON an integer where it is one (`47`, not `47.0`), else the shortest decimal that reads back
/// to the same value. Never NaN, never infinite, never minus zero: so it has an order, equality and a hash.
///
/// ```
/// use epicrisis_record::Number;
///
/// assert_eq!(serde_json::to_string(&Number::from(47))?, "47");
/// let noisy = Number::new(27400.0 * 1e-3 + 4e-15)?;
/// assert_eq!(noisy.significant(12).to_string(), "27.4");
/// assert!(Number::new(f64::NAN).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transparent, description = "A finite number."))]
pub struct Number(f64);

/// What was to be a number is none, or is not finite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a finite number; the record holds finite decimal numbers only")]
pub struct NotFinite;

/// Below this every integer has an exact `f64`.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The powers of ten that an `f64` holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

impl Number {
    /// Nought.
    pub const ZERO: Self = Self(0.0);

    /// Takes a finite `f64`.
    ///
    /// # Errors
    /// [`NotFinite`] for NaN and the infinities.
    pub fn new(value: f64) -> Result<Self, NotFinite> {
        // Adding nought turns minus zero into zero and leaves every other value alone.
        if value.is_finite() {
            Ok(Self(value + 0.0))
        } else {
            Err(NotFinite)
        }
    }

    /// What decimal digits write, the last so many of them behind the point: the nearest number to it.
    ///
    /// ```
    /// assert_eq!(epicrisis_record::Number::decimal(99, 1).get(), 9.9);
    /// ```
    #[must_use]
    #[allow(clippy::cast_precision_loss)] // There is none below 2^53; what lies above goes by its text.
    pub fn decimal(digits: u128, places: usize) -> Self {
        match POWERS.get(places) {
            Some(power) if digits < 1 << 53 => Self(digits as f64 / power),
            // Digits with an exponent are always a number, and a finite one: a `u128` has 39 digits.
            _ => format!("{digits}e-{places}").parse().unwrap_or_default(),
        }
    }

    /// The value.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }

    /// The value rounded to so many significant digits (1 to 17): takes off the noise that converting units leaves.
    #[must_use]
    pub fn significant(self, digits: u8) -> Self {
        let digits = digits.clamp(1, 17);
        if let Some(rounded) = self.scaled(digits) {
            return rounded;
        }
        // By way of the decimal text, which rounds exactly.
        let text = format!("{:.*e}", usize::from(digits) - 1, self.0);
        text.parse().unwrap_or(self)
    }

    /// The same by arithmetic, where that gives the same: not close to a tie, which the noise of scaling could turn over, and
    /// only by powers of ten that are exact.
    fn scaled(self, digits: u8) -> Option<Self> {
        let size = self.0.abs();
        let whole = POWERS.iter().take_while(|p| size >= **p).count();
        if !(1e-6..1e15).contains(&size) || digits > 15 {
            return None;
        }
        if self.0.fract() == 0.0 && whole <= usize::from(digits) {
            return Some(self);
        }
        // Below one, `whole` is nought, and a few digits more than asked for are nought, too.
        let small = POWERS.iter().skip(1).take_while(|p| size * **p < 1.0).count();
        let power = POWERS.get((usize::from(digits) + small).checked_sub(whole)?)?;
        let scaled = self.0 * power;
        let tie = (scaled.fract().abs() - 0.5).abs();
        (tie > 0.01).then(|| Self(scaled.round() / power))
    }

    /// The value as an integer, where it is one that `f64` holds exactly.
    #[must_use]
    #[allow(clippy::cast_possible_truncation)] // Checked to be whole and within 2^53.
    pub fn as_integer(self) -> Option<i64> {
        (self.0.fract() == 0.0 && self.0.abs() < EXACT).then_some(self.0 as i64)
    }
}

impl From<i32> for Number {
    fn from(value: i32) -> Self {
        Self(f64::from(value))
    }
}

impl From<u32> for Number {
    fn from(value: u32) -> Self {
        Self(f64::from(value))
    }
}

impl TryFrom<f64> for Number {
    type Error = NotFinite;

    fn try_from(value: f64) -> Result<Self, NotFinite> {
        Self::new(value)
    }
}

impl FromStr for Number {
    type Err = NotFinite;

    /// Reads a plain decimal with a full stop, as JSON writes it; no grouping, no comma.
    fn from_str(text: &str) -> Result<Self, NotFinite> {
        text.parse::<f64>().map_err(|_| NotFinite).and_then(Self::new)
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_integer() {
            Some(whole) => write!(f, "{whole}"),
            None => write!(f, "{}", self.0),
        }
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.as_integer() {
            Some(whole) => serializer.serialize_i64(whole),
            None => serializer.serialize_f64(self.0),
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(f64::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_have_no_fraction_in_json() {
        let json = |value: f64| serde_json::to_string(&Number::new(value).unwrap()).unwrap();
        assert_eq!(json(27400.0), "27400");
        assert_eq!(json(-3.0), "-3");
        assert_eq!(json(-0.0), "0");
        assert_eq!(json(0.8), "0.8");
        assert_eq!(json(1e300), "1e+300");
    }

    #[test]
    fn what_is_not_finite_is_refused() {
        for text in ["NaN", "inf", "-inf", "1e999", "", "9,9"] {
            assert!(text.parse::<Number>().is_err(), "{text}");
        }
        assert!(serde_json::from_str::<Number>("null").is_err());
    }

    #[test]
    fn arithmetic_rounds_as_the_decimal_text_does() {
        let mut state = 1u64;
        for _ in 0..20_000 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let exponent = i32::try_from(state >> 60).unwrap() - 7;
            let value = Number::new((state >> 11) as f64 / EXACT * 10f64.powi(exponent)).unwrap();
            for digits in [1, 3, 10, 12] {
                let text = format!("{:.*e}", usize::from(digits) - 1, value.get());
                assert_eq!(value.significant(digits), text.parse().unwrap(), "{value} to {digits}");
            }
        }
    }

    #[test]
    fn conversion_noise_goes() {
        let noisy = Number::new(27.400_000_000_000_002).unwrap();
        assert_eq!(noisy.significant(12), Number::new(27.4).unwrap());
        assert_eq!(Number::ZERO.significant(3), Number::ZERO);
        assert_eq!(
            Number::new(f64::MAX).unwrap().significant(1).get(),
            f64::MAX,
            "rounding up would overflow"
        );
    }
}
