//! Units of measurement, as [UCUM](https://ucum.org) writes them.
//!
//! The lexicon's compiler uses this to work out, once, how each unit of an analyte leads to its usual one; the engine
//! then multiplies and adds. The crate behind it is young, so nothing outside sees its types.
//!
//! ```
//! use epicrisis_units::{Unit, conversion};
//!
//! let from = Unit::parse("umol/L")?;
//! let to = Unit::parse("mg/dL")?;
//! // Creatinine: 113.12 g/mol.
//! let c = conversion(&from, &to, Some(113.12)).unwrap();
//! assert!((c.apply(88.4) - 1.0).abs() < 1e-3);
//! # Ok::<(), epicrisis_units::UnknownUnit>(())
//! ```

use thiserror::Error;

/// A code that is no unit of UCUM.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is no UCUM unit; see https://ucum.org for how units are written (case counts)")]
pub struct UnknownUnit(String);

/// A unit, by its case-sensitive UCUM code.
#[derive(Clone, Debug)]
pub struct Unit {
    code: String,
    analysis: ucum::Analysis,
}

impl PartialEq for Unit {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Unit {
    /// Reads a UCUM code.
    ///
    /// # Errors
    /// [`UnknownUnit`] where UCUM has no such unit.
    pub fn parse(code: &str) -> Result<Self, UnknownUnit> {
        ucum::analyze(code)
            .map(|analysis| Self {
                code: code.to_owned(),
                analysis,
            })
            .map_err(|_| UnknownUnit(code.to_owned()))
    }

    /// The code.
    pub fn code(&self) -> &str {
        &self.code
    }
}

/// How a number in one unit becomes one in another: `number * factor + offset`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Conversion {
    /// What it is multiplied by.
    pub factor: f64,
    /// What is added then.
    pub offset: f64,
}

impl Conversion {
    /// The number in the other unit.
    pub fn apply(&self, number: f64) -> f64 {
        number * self.factor + self.offset
    }
}

/// How `from` becomes `to`.
///
/// Where one counts mass and the other substance, the molar mass (in g/mol) joins them. `None` where the two measure
/// different things, or where UCUM's conversion is not linear (pH, decibel).
pub fn conversion(from: &Unit, to: &Unit, molar_mass: Option<f64>) -> Option<Conversion> {
    if from.code == to.code {
        return Some(Conversion {
            factor: 1.0,
            offset: 0.0,
        });
    }
    if let Some(direct) = linear(from, to) {
        return Some(direct);
    }
    // UCUM's mole is a pure number, so a mass per litre times (mol/g) is a substance per litre, and the reverse.
    let mass = molar_mass.filter(|m| *m > 0.0)?;
    let to_substance = Unit::parse(&format!("({}).mol/g", from.code)).ok();
    if let Some(c) = to_substance.and_then(|u| linear(&u, to)) {
        return Some(Conversion {
            factor: c.factor / mass,
            offset: 0.0,
        });
    }
    let to_mass = Unit::parse(&format!("({}).g/mol", from.code)).ok();
    to_mass.and_then(|u| linear(&u, to)).map(|c| Conversion {
        factor: c.factor * mass,
        offset: 0.0,
    })
}

fn linear(from: &Unit, to: &Unit) -> Option<Conversion> {
    if !ucum::is_comparable(&from.code, &to.code).ok()? {
        return None;
    }
    let at = |number: f64| ucum::convert(number, &from.code, &to.code).ok();
    let (zero, one, hundred) = (at(0.0)?, at(1.0)?, at(100.0)?);
    let factor = one - zero;
    let straight = (hundred - zero - factor * 100.0).abs() <= 1e-6 * hundred.abs().max(1.0);
    // A unit without an offset is converted by the ratio of the two factors, which is exacter than a difference.
    let factor = if zero == 0.0 && !from.analysis.is_special && !to.analysis.is_special {
        from.analysis.factor / to.analysis.factor
    } else {
        factor
    };
    straight.then_some(Conversion { factor, offset: zero })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn convert(number: f64, from: &str, to: &str, mass: Option<f64>) -> Option<f64> {
        conversion(&Unit::parse(from).unwrap(), &Unit::parse(to).unwrap(), mass).map(|c| c.apply(number))
    }

    fn near(a: Option<f64>, b: f64) -> bool {
        a.is_some_and(|a| (a - b).abs() <= 1e-9 * b.abs().max(1.0))
    }

    #[test]
    fn converts_what_laboratories_mix() {
        assert!(near(convert(27400.0, "/mm3", "10*9/L", None), 27.4));
        assert!(near(convert(27.4, "10*3/uL", "10*9/L", None), 27.4));
        assert!(near(convert(98.6, "[degF]", "Cel", None), 37.0));
        assert!(near(convert(5.0, "mmol/L", "mg/dL", Some(180.16)), 90.08));
        assert!(near(convert(90.08, "mg/dL", "mmol/L", Some(180.16)), 5.0));
        assert!(near(convert(13.0, "kPa", "mm[Hg]", None).map(f64::round), 98.0));
    }

    #[test]
    fn never_joins_what_differs() {
        assert_eq!(convert(1.0, "mg/dL", "mmol/L", None), None);
        assert_eq!(convert(1.0, "mm[Hg]", "mg/dL", Some(100.0)), None);
        assert_eq!(convert(1.0, "Cel", "%", None), None);
        assert!(Unit::parse("lpm of nothing").is_err());
        assert!(Unit::parse("").is_err());
    }

    #[test]
    fn agrees_with_another_implementation() {
        for (from, to) in [
            ("g/L", "mg/dL"),
            ("ug/L", "ng/mL"),
            ("/mm3", "/uL"),
            ("10*12/L", "10*6/uL"),
            ("kPa", "mm[Hg]"),
            ("mL/min", "L/h"),
            ("cm", "mm"),
            ("ukat/L", "U/L"),
        ] {
            let theirs = octofhir_ucum::convert(3.5, from, to).unwrap();
            let ours = convert(3.5, from, to, None).unwrap();
            assert!(
                (ours - theirs).abs() <= 1e-9 * theirs.abs(),
                "{from} {to}: {ours} {theirs}"
            );
        }
    }
}
