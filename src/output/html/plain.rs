//! Messages worded for pages: command line options are replaced by the names of the fields on the page.

use crate::base::lang::{Lang, Text};

/// Options whose values are given on the page, with the field for each.
const FIELDS: [(&str, Text); 11] = [
    ("--stage", Text::new("阶段", "Stage")),
    ("--year", Text::new("评价年度", "Year")),
    ("--rules", Text::new("评分规则", "Rules")),
    ("--roster", Text::new("单位名单", "Roster")),
    ("--previous", Text::new("上年数据", "Year before")),
    ("--decisions", Text::new("处理意见", "Decisions")),
    (
        "--last",
        Text::new("本年度上次的结果", "Last run of this year"),
    ),
    ("--office", Text::new("发文单位", "Office")),
    ("--contact", Text::new("联系人及电话", "Whom to ask")),
    ("--deadline", Text::new("截止日期", "Due")),
    ("--round", Text::new("第几次发文", "Sending")),
];

/// The field of the page that stands for an option.
#[must_use]
pub fn field(option: &str, lang: Lang) -> &'static str {
    let mut fields = FIELDS.iter();
    let field = fields.find(|(own, _)| *own == option);
    field.map_or("", |(_, title)| title.get(lang))
}

/// A message without the command line: brackets that hold what is to be typed there are left out, and an option that is
/// still named is called by its field.
#[must_use]
pub fn plain(message: &str, lang: Lang) -> String {
    let brackets = [("（", "）"), (" (", ")")];
    let unbracketed = brackets.into_iter().fold(message.to_owned(), without);
    let fields = FIELDS.iter();
    fields.fold(unbracketed, |text, (option, field)| {
        called(&text, option, field.get(lang))
    })
}

/// Whether a text holds something to be typed on the command line.
fn is_typed(text: &str) -> bool {
    let mut after = text.split("--").skip(1);
    text.contains("ziping ") || after.any(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))
}

fn without(text: String, (open, close): (&str, &str)) -> String {
    let mut pieces = text.split(open);
    let mut kept = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match piece.split_once(close) {
            Some((inner, rest)) if is_typed(inner) => kept.push_str(rest),
            _ => {
                kept.push_str(open);
                kept.push_str(piece);
            }
        }
    }
    kept
}

/// `text` with `option`, and the name of its value behind it, replaced by its field.
fn called(text: &str, option: &str, field: &str) -> String {
    let pieces = text.split(option);
    let pieces = pieces.enumerate().map(|(at, piece)| {
        let value = piece.strip_prefix(" <").filter(|_| at > 0);
        value
            .and_then(|value| Some(value.split_once('>')?.1))
            .unwrap_or(piece)
    });
    pieces.collect::<Vec<_>>().join(field)
}

#[cfg(test)]
mod tests {
    use super::{is_typed, plain};
    use crate::base::lang::Lang;
    use crate::finding::ALL;

    #[test]
    fn what_is_typed_is_left_out_and_options_are_called_by_their_fields() {
        for (said, shown) in [
            ("请改为 2022（--year 2022）。", "请改为 2022。"),
            (
                "另行汇总（ziping score --stage midyear）；（其他）",
                "另行汇总；（其他）",
            ),
            (
                "选项“--year <年度 / YEAR>”的取值“去年”无效。",
                "选项“评价年度”的取值“去年”无效。",
            ),
            (
                "“--deadline <日期>”不能与“--last”同时使用。",
                "“截止日期”不能与“本年度上次的结果”同时使用。",
            ),
            (
                "合计（万元）--见附件，a <b> c",
                "合计（万元）--见附件，a <b> c",
            ),
        ] {
            assert_eq!(plain(said, Lang::Zh), shown);
        }
        assert_eq!(
            plain("set the year (--year 2022).", Lang::En),
            "set the year."
        );
    }

    #[test]
    fn no_finding_needs_the_command_line() {
        for code in ALL {
            for wording in code.says {
                for (text, lang) in [(wording.text.zh, Lang::Zh), (wording.text.en, Lang::En)] {
                    assert!(!is_typed(&plain(text, lang)), "{}: {text}", code.name);
                }
            }
        }
    }
}
