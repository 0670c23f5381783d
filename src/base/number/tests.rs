use super::{
    Rate, Rounding, RoundingMode, explained_by_rounding, fifteen_digits, from_cell, from_written,
    parse_plain, short, write_plain,
};
use rust_decimal::Decimal;

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn stored_noise_is_cut() {
    for (double, figure) in [
        (188.609_999_999_999_99, "188.61"),
        (0.1 + 0.2, "0.3"),
        (4.35 * 100.0, "435"),
        (8.985, "8.985"),
        (1e-20, "0"),
        (-12.1, "-12.1"),
    ] {
        assert_eq!(from_cell(double), Some(d(figure)), "{double}");
    }
    for double in [f64::NAN, f64::INFINITY, 1e15, -1e300] {
        assert_eq!(from_cell(double), None, "{double}");
    }
}

#[test]
fn written_numbers_are_those_of_their_doubles() {
    for text in [
        "0",
        "-0",
        "0.0",
        "00.50",
        "-12.10",
        "10",
        "100",
        "1.000",
        "0.0000000000001",
        "-0.0000000000009",
        "999999999999999",
        "99999999999999.9",
        "123456.789012345",
        "2024",
        "0.1",
        "8123.93",
    ] {
        let figure = from_written(text);
        assert_eq!(figure, from_cell(text.parse().unwrap()), "{text}");
        let scale = |figure: Option<Decimal>| figure.map(|f| (f.scale(), f.is_sign_negative()));
        assert_eq!(
            scale(figure),
            scale(from_cell(text.parse().unwrap())),
            "{text}"
        );
    }
    for other in [
        "",
        "-",
        ".",
        ".5",
        "5.",
        "1e5",
        "+1",
        " 1",
        "1 ",
        "1,000",
        "--1",
        "1.2.3",
        "NaN",
        "inf",
        "1234567890123456",
        "0.00000000000001",
        "0.123456789012345",
        "１",
    ] {
        assert_eq!(from_written(other), None, "{other}");
    }
}

proptest::proptest! {
    #[test]
    fn any_number_written_is_that_of_its_double(text in "-?[0-9]{1,9}(\\.[0-9]{1,8})?") {
        if let Some(figure) = from_written(&text) {
            let double = from_cell(text.parse().unwrap()).unwrap();
            assert_eq!((figure, figure.scale()), (double, double.scale()), "{text}");
            assert_eq!(figure.is_sign_negative(), double.is_sign_negative(), "{text}");
        }
    }
}

#[test]
fn figures_are_written_as_they_are_displayed() {
    for figure in [
        "0",
        "-0",
        "0.00",
        "-0.0",
        "0.05",
        "-0.005",
        "5",
        "12.50",
        "-433.69",
        "100",
        "79228162514264337593543950335",
        "-7.9228162514264337593543950335",
        "0.0000000000000000000000000001",
    ] {
        let figure = d(figure);
        let mut text = String::from("=");
        write_plain(figure, &mut text);
        assert_eq!(text, format!("={figure}"));
    }
}

#[test]
fn the_short_way_ends_where_the_long_one_does() {
    let mut taken = 0;
    for i in 0..200_000_i32 {
        let step = f64::from(i);
        for double in [
            step / 100.0,
            step * 0.07,
            step * 1234.5678,
            -step / 9.0,
            step * 1e9,
        ] {
            if let Some(figure) = short(double) {
                taken += 1;
                assert_eq!(Some(figure), fifteen_digits(double), "{double:e}");
            }
        }
    }
    assert!(taken > 400_000, "{taken}");
}

#[test]
fn modes_differ_on_a_tie() {
    for (mode, figure) in [
        (RoundingMode::HalfUp, "8.99"),
        (RoundingMode::HalfEven, "8.98"),
        (RoundingMode::Down, "8.98"),
    ] {
        assert_eq!(Rounding::new(2, mode).apply(d("8.985")), d(figure));
    }
}

#[test]
fn rounding_explains_only_rounding() {
    assert!(explained_by_rounding(d("8.98"), d("8.985"), 2));
    assert!(explained_by_rounding(d("8.99"), d("8.985"), 2));
    assert!(!explained_by_rounding(d("9"), d("8.985"), 2));
}

#[test]
fn a_third_of_three_is_one() {
    let third = Rate::new(Decimal::ONE, Decimal::from(3)).unwrap();
    assert_eq!(third.times(Decimal::from(3)), Some(Decimal::ONE));
    assert_eq!(Rate::new(Decimal::ONE, Decimal::ZERO), None);
}

#[test]
fn plain_numbers_are_strict() {
    for good in ["0", "12", "1,437", "12,345,678.5", "0.05", "007"] {
        assert!(parse_plain(good).is_some(), "{good}");
    }
    for bad in [
        "",
        ".",
        "1.",
        ".5",
        "1e3",
        "1_000",
        "1,43",
        "1,4370",
        "1.2.3",
        "-1",
        "+1",
        "1 000",
        "1234567890123456",
        "１",
    ] {
        assert!(parse_plain(bad).is_none(), "{bad}");
    }
}

#[test]
fn ties_survive_a_pass_line() {
    // 56 ÷ 60 above 60%: 5/6 of the points, which a quotient of 28 digits would cut.
    let share = Rate::new(d("56"), d("60")).and_then(|rate| rate.beyond(d("0.6")));
    assert_eq!(
        share.and_then(|share| share.times(d("3.33"))),
        Some(d("2.775"))
    );
}
