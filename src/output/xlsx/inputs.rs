//! Cells to be filled in: allowed values, the hint when they are selected, and the lock on all others.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, Formula, ProtectionOptions,
    Worksheet, XlsxError, utility::row_col_to_cell,
};

use crate::base::lang::{Lang, Text, worded};
use crate::base::number;
use crate::report::{Input, Tab};

/// Most characters of the headline and of the text of a message.
const HEADLINE: usize = 32;
const MESSAGE: usize = 255;

/// Validates the inputs of a sheet and locks the rest, where it is to be locked.
pub(super) fn set(target: &mut Worksheet, sheet: &Tab, lang: Lang) -> Result<(), XlsxError> {
    for input in sheet.inputs() {
        let (row, col) = input.at;
        target.add_data_validation(row, col, row, col, &validation(&input, lang)?)?;
    }
    if sheet.plan().locked {
        // No password: the lock is against accidents.
        target.protect_with_options(&ProtectionOptions {
            format_columns: true,
            format_rows: true,
            use_autofilter: true,
            ..ProtectionOptions::default()
        });
    }
    Ok(())
}

fn validation(input: &Input, lang: Lang) -> Result<DataValidation, XlsxError> {
    let (least, most) = input.bounds;
    let allowed = DataValidation::new();
    let (allowed, refusal) = match input.from {
        None => {
            let rule = DataValidationRule::Between(number::to_cell(least), number::to_cell(most));
            let refusal = worded!(
                lang,
                "应填 {least} 到 {most} 之间的数。",
                "A number from {least} to {most} is needed."
            );
            (allowed.allow_decimal_number(rule), refusal)
        }
        Some(from) => {
            let cell = row_col_to_cell(input.at.0, input.at.1);
            let within = format!("AND(ISNUMBER({cell}),{cell}>={from},{cell}<={most})");
            let rule = Formula::new(format!("=OR({cell}={least},{within})"));
            let refusal = worded!(
                lang,
                "应填 {least}，或 {from} 到 {most} 之间的数。",
                "{least} or a number from {from} to {most} is needed."
            );
            (allowed.allow_custom(rule), refusal)
        }
    };
    Ok(allowed
        .set_input_title(cut(&input.title, HEADLINE))?
        .set_input_message(cut(&input.prompt, MESSAGE))?
        .set_error_title(Text::new("不能填这个值", "Not possible").get(lang))?
        .set_error_message(refusal)?
        .set_error_style(DataValidationErrorStyle::Stop))
}

/// The first characters of `text` that fit.
fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}
