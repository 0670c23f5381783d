//! Rounding in formulas, in the mode of the rule set.

use crate::base::number::{Rounding, RoundingMode};

/// `figure` in units of the last place kept, cut to `places` further places.
pub(super) fn scaled(figure: &str, rounding: Rounding, places: u32) -> String {
    format!("ROUND({figure}*{},{places})", unit(rounding))
}

/// The result of [`scaled`], rounded and scaled back.
pub(super) fn rounded(scaled: &str, rounding: Rounding) -> String {
    let whole = match rounding.mode {
        RoundingMode::HalfUp => format!("ROUND({scaled},0)"),
        RoundingMode::HalfEven => {
            format!("IF(MOD({scaled},2)=0.5,{scaled}-0.5,ROUND({scaled},0))")
        }
        RoundingMode::Down => format!("INT({scaled})"),
    };
    format!("{whole}/{}", unit(rounding))
}

/// How many of the last place kept make one.
pub(super) fn unit(rounding: Rounding) -> String {
    let places = usize::try_from(rounding.places).unwrap_or(0);
    format!("1{}", "0".repeat(places))
}

/// A rate as it is shown: cut before the digit that decides is looked at, so that a tie stays a tie.
pub(in crate::blank) fn shown(rate: &str, rounding: Rounding) -> String {
    rounded(&scaled(rate, rounding, 7), rounding)
}
