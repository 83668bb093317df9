//! The exponential, the same on every machine.

/// `e` to the power of a number, within one part in a hundred thousand; beyond 60, or below -60, that of 60 or -60. Without a
/// branch, so that several are worked out at once.
#[inline]
pub(crate) fn exp(x: f32) -> f32 {
    /// A number so large that adding it rounds to a whole number, which then lies in the lowest bits.
    const ROUND: f32 = 12_582_912.0;
    let y = x.clamp(-60.0, 60.0) * std::f32::consts::LOG2_E;
    let rounded = y + ROUND;
    let part = (y - (rounded - ROUND)) * std::f32::consts::LN_2;
    // The series of the exponential around 0.
    let series = 1.0
        + part * (1.0 + part * (0.5 + part * (1.0 / 6.0 + part * (1.0 / 24.0 + part * (1.0 / 120.0 + part / 720.0)))));
    // The power of two goes into the exponent.
    f32::from_bits(series.to_bits().wrapping_add(rounded.to_bits() << 23))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_exponential() {
        for step in -6000..6000 {
            let x = step as f32 / 100.0;
            let right = f64::from(x).exp();
            assert!((f64::from(exp(x)) - right).abs() <= right * 1e-5, "{x}");
        }
        assert_eq!(exp(-1000.0), exp(-60.0));
        assert_eq!(exp(1000.0), exp(60.0));
    }
}
