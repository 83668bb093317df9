//! The exponential, the same on every machine.

/// `e` to the power of a number, within one part in a hundred thousand; 0 far below zero and the greatest number far above.
pub(crate) fn exp(x: f32) -> f32 {
    const LOG2_E: f32 = std::f32::consts::LOG2_E;
    if x < -87.0 {
        return 0.0;
    }
    if x > 88.0 {
        return f32::MAX;
    }
    let y = x * LOG2_E;
    let whole = y.floor();
    let part = (y - whole) * std::f32::consts::LN_2;
    // The series of the exponential on 0 to ln 2.
    let series = 1.0
        + part
            * (1.0
                + part
                    * (0.5
                        + part
                            * (1.0 / 6.0
                                + part * (1.0 / 24.0 + part * (1.0 / 120.0 + part * (1.0 / 720.0 + part / 5040.0))))));
    // The power of two goes into the exponent.
    let bits = ((whole as i32 + 127) as u32) << 23;
    series * f32::from_bits(bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_exponential() {
        for step in -8000..8000 {
            let x = step as f32 / 100.0;
            let right = f64::from(x).exp();
            assert!((f64::from(exp(x)) - right).abs() <= right * 1e-5, "{x}");
        }
        assert_eq!(exp(-1000.0), 0.0);
        assert_eq!(exp(1000.0), f32::MAX);
    }
}
