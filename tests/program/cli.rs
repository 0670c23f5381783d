//! Recorded cases of the command line in `tests/cmd`: what is typed, what is answered, the exit code.

#[test]
fn recorded_cases() {
    trycmd::TestCases::new()
        .default_bin_name("ziping")
        .case("tests/cmd/*.trycmd")
        .case("tests/cmd/*.toml");
}
