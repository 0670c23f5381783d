//! Pairs of label and value around the tables: unit, project, code, total, grade.

use std::ops::Range;

use ecow::EcoString;

use super::super::labels::{Cover, FundColumn, Title, fold, key};
use super::figure::{NumberReading, is_blank, measure_named, text_reading};
use super::labelled::labelled;
use super::page::{Page, Span, Word};
use super::segment::Segment;
use crate::model::{CellRef, Kind, Located, Measure, Unit};
use crate::workbook::Value;

/// The pairs of a form, in its order.
pub(super) struct CoverPairs {
    found: Vec<(Cover, Located<EcoString>)>,
    /// Labels of names without a value.
    blank: Vec<(Cover, CellRef)>,
}

impl CoverPairs {
    /// Pairs in the lines above the tables and below the last one.
    pub(super) fn read(page: &Page<'_>, segment: &Segment, table_end: u32) -> Self {
        let (mut found, mut blank) = (Vec::new(), Vec::new());
        let head = segment.rows.start..segment.head_end();
        let tail = table_end..segment.rows.end.max(table_end);
        for word in page.words(head).iter().chain(page.words(tail)) {
            let before = found.len();
            pairs_of(page, word, &mut found);
            let role = page.labels.cover.exact(&word.key);
            blank.extend(role.filter(|_| found.len() == before).map(|r| (r, word.at)));
        }
        Self { found, blank }
    }

    pub(super) fn first(&self, role: Cover) -> Option<&Located<EcoString>> {
        self.found
            .iter()
            .find(|(r, _)| *r == role)
            .map(|(_, value)| value)
    }

    pub(super) fn all(&self, role: Cover) -> impl Iterator<Item = &Located<EcoString>> {
        self.found
            .iter()
            .filter(move |(r, _)| *r == role)
            .map(|(_, value)| value)
    }

    /// Whether the form has a label for a field, filled or not.
    pub(super) fn names(&self, role: Cover) -> bool {
        self.first(role).is_some() || self.blank.iter().any(|(r, _)| *r == role)
    }

    /// The blank label of the implementing body of a project whose department is known.
    pub(super) fn unfilled(&self, kind: Kind) -> Option<CellRef> {
        let own = [Cover::Unit, Cover::Implementer];
        let known = own.iter().any(|role| self.first(*role).is_some());
        let stands_in = kind == Kind::Project && !known && self.department().is_some();
        let mut blank = self.blank.iter().filter(|_| stands_in);
        blank
            .find(|(r, _)| *r == Cover::Implementer)
            .map(|(_, cell)| *cell)
    }

    /// The unit that files: on a project form the implementing body has precedence over its department.
    pub(super) fn unit(&self, kind: Kind) -> Unit {
        let order = match kind {
            Kind::Unit => [Cover::Unit, Cover::Department, Cover::Implementer],
            Kind::Project => [Cover::Unit, Cover::Implementer, Cover::Department],
        };
        let chosen = order.into_iter().find_map(|role| match role {
            Cover::Department => self.all(role).last(),
            _ => self.first(role),
        });
        let name = chosen.map(|c| Located::words(split_code(&c.value).1, c.cell, &c.typed));
        let code = self.first(Cover::Code).map(|c| (c.value.clone(), c.cell));
        let code = code.or_else(|| self.code_beside(name.as_ref()?));
        let (code, code_cell) = code.unzip();
        Unit {
            code,
            code_cell,
            name,
            group: None,
        }
    }

    /// A code beside an earlier occurrence of the same name.
    fn code_beside(&self, name: &Located<EcoString>) -> Option<(EcoString, CellRef)> {
        [Cover::Unit, Cover::Implementer, Cover::Department]
            .into_iter()
            .flat_map(|role| self.all(role))
            .find_map(|value| {
                let (code, other) = split_code(&value.value);
                code.filter(|_| other == name.value)
                    .map(|code| (code, value.cell))
            })
    }

    /// 主管部门 without its code; of 中央主管部门 and 地方主管部门 the nearer one, which is the last.
    pub(super) fn department(&self) -> Option<Located<EcoString>> {
        self.all(Cover::Department)
            .last()
            .map(|d| Located::words(split_code(&d.value).1, d.cell, &d.typed))
    }
}

fn pairs_of(page: &Page<'_>, word: &Word<'_>, found: &mut Vec<(Cover, Located<EcoString>)>) {
    if let Some(role) = page.labels.cover.exact(&word.key) {
        if let Some(value) = value_beside(page, word).or_else(|| value_below(page, word)) {
            push(found, role, alone(role, value));
        }
        return;
    }
    for (label, value) in labelled(word.text) {
        if let Some(role) = page.labels.cover.exact(&key(label)) {
            push(
                found,
                role,
                Located::words(one_line(&value), word.at, word.text),
            );
        }
    }
}

/// The name of a body up to the next label: 某局　　联系电话：12345.
fn alone(role: Cover, value: Located<EcoString>) -> Located<EcoString> {
    let body = matches!(role, Cover::Unit | Cover::Implementer | Cover::Department);
    let before = value.value.split_once([':', '：']).filter(|_| body);
    let name = before.and_then(|(before, _)| before.rsplit_once(char::is_whitespace));
    match name.map(|(name, _)| name.trim_end()) {
        Some(name) if !name.is_empty() => Located {
            value: name.into(),
            ..value
        },
        _ => value,
    }
}

fn push(found: &mut Vec<(Cover, Located<EcoString>)>, role: Cover, value: Located<EcoString>) {
    let folded = fold(&value.value);
    let of_money = measure_named(&format!(":{folded}")).is_some();
    let no_name = of_money && role == Cover::Unit;
    if !(is_blank(&folded) || no_name) {
        found.push((role, value));
    }
}

/// The value to the right of a label; `None` if another label follows.
fn value_beside(page: &Page<'_>, word: &Word<'_>) -> Option<Located<EcoString>> {
    let cell = page.right_of(word.at.row, word.region.last.col)?;
    if let Value::Text(text) = &cell.value
        && is_label(page, &key(text))
    {
        return None;
    }
    let typed = cell.value.text();
    Some(Located::words(one_line(&typed), cell.at, &typed))
}

/// The name of a body below its label, in a row of labels only.
fn value_below(page: &Page<'_>, word: &Word<'_>) -> Option<Located<EcoString>> {
    let row = page.words(word.at.row..word.at.row.saturating_add(1));
    let labels = row.iter().all(|w| is_label(page, &w.key));
    let below = word.region.last.row.saturating_add(1);
    let cell = page.under(below, &Span::of(word.region))?;
    let typed = cell.value.text();
    let named = page.labels.title.ends(Title::Body, &fold(&typed));
    (labels && row.len() > 1 && named && cell.at.row == below)
        .then(|| Located::words(one_line(&typed), cell.at, &typed))
}

/// Whether a text is itself the name of a field.
fn is_label(page: &Page<'_>, key: &str) -> bool {
    let column = page.labels.fund_columns.exact(key);
    page.labels.cover.exact(key).is_some() || column.is_some_and(|c| c != FundColumn::Name)
}

/// Text without the line breaks that are due to the width of the cell.
pub(crate) fn one_line(text: &str) -> EcoString {
    if !text.contains(['\n', '\r']) {
        return text.trim().into();
    }
    let parts: Vec<&str> = text.split(['\n', '\r']).map(str::trim).collect();
    parts.concat().trim().into()
}

/// The displayed text of a cell, as one line.
pub(super) fn line_of(value: &Value) -> EcoString {
    let is_line = |text: &str| !text.contains(['\n', '\r']) && text.trim().len() == text.len();
    match value {
        Value::Text(text) if is_line(text) => text.clone(),
        other => one_line(&other.text()),
    }
}

/// Splits `[155]濉溪县民政局` and `219001-棠溪镇人民政府` into code and name; remarks on seals in brackets are removed.
pub(crate) fn split_code(text: &str) -> (Option<EcoString>, EcoString) {
    let text = without_seal(text.trim());
    let inner = text.trim_start_matches(['[', '【', '(', '（']);
    let end = inner
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(inner.len());
    let (code, rest) = inner.split_at_checked(end).unwrap_or((inner, ""));
    let joint = [
        ']', '】', ')', '）', '-', '—', '_', ' ', '\u{3000}', ':', '：', '、',
    ];
    let name = rest.trim_start_matches(joint);
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    let separated = name.len() < rest.len() || digits >= 5 && digits == code.len();
    if digits >= 3 && separated && !name.is_empty() {
        return (Some(code.into()), name.trim().into());
    }
    trailing_code(text)
}

/// Whether a code is in scientific notation: 1.01E+11.
pub(crate) fn is_damaged(code: &str) -> bool {
    let parts = code.trim().split_once(['E', 'e']);
    parts.is_some_and(|(mantissa, power)| {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let plain = mantissa.replacen('.', "", 1);
        let power = power.strip_prefix('+');
        digits(&plain)
            && mantissa.contains('.') | (mantissa.len() == 1)
            && power.is_some_and(digits)
    })
}

fn trailing_code(text: &str) -> (Option<EcoString>, EcoString) {
    if let Some((name, code)) = text.rsplit_once([' ', '\u{3000}'])
        && code.len() >= 3
        && code.bytes().all(|b| b.is_ascii_digit())
        && !name.trim().is_empty()
    {
        return (Some(code.into()), name.trim().into());
    }
    if let Some(open) = text.rfind(['(', '（', '[', '【'])
        && let Some((name, bracket)) = text.split_at_checked(open)
    {
        let code = bracket.trim_matches(['(', '（', '[', '【', ')', '）', ']', '】']);
        if code.len() >= 3 && code.bytes().all(|b| b.is_ascii_digit()) && !name.is_empty() {
            return (Some(code.into()), name.trim().into());
        }
    }
    (None, text.into())
}

fn without_seal(text: &str) -> &str {
    let seals = ["盖章", "公章", "签章", "章"];
    for seal in seals {
        for (open, close) in [("（", "）"), ("(", ")")] {
            let seal = format!("{open}{seal}{close}");
            let beside = text.strip_suffix(&*seal).or(text.strip_prefix(&*seal));
            if let Some(rest) = beside {
                return rest.trim();
            }
        }
    }
    text
}

/// A number given as label and value, such as 自评总分（分） | 97.93.
pub(super) fn number_of(value: &Located<EcoString>) -> Option<rust_decimal::Decimal> {
    match text_reading(&value.value) {
        NumberReading::Number(number) => Some(number.value),
        NumberReading::Blank | NumberReading::Unreadable => None,
    }
}

/// The unit of money named from row `first` to the header of the money block, by a word that may state it.
pub(super) fn measure(
    page: &Page<'_>,
    first: u32,
    header: CellRef,
    states: impl Fn(&Word<'_>) -> bool,
) -> Option<Measure> {
    let rows = first..header.row.saturating_add(2);
    let mut words = page.words(rows).iter().rev().filter(|word| states(word));
    words.find_map(|word| measure_of(page, word))
}

/// A line 单位：元 above a heading that states another unit of money.
pub(super) fn measure_against<'p, 'g>(
    page: &'p Page<'g>,
    rows: Range<u32>,
    taken: Measure,
) -> Option<&'p Word<'g>> {
    let states = |word: &&Word<'_>| word.key.starts_with("单位") || word.text.contains("金额单位");
    let mut lines = page.words(rows).iter().filter(states);
    lines.find(|word| measure_of(page, word).is_some_and(|measure| measure != taken))
}

fn measure_of(page: &Page<'_>, word: &Word<'_>) -> Option<Measure> {
    measure_named(word.text).or_else(|| measure_beside(page, word))
}

/// 金额单位： | 万元 in two cells.
fn measure_beside(page: &Page<'_>, word: &Word<'_>) -> Option<Measure> {
    let named = word.key.ends_with("单位") && !word.key.starts_with("计量");
    let cell = named.then(|| page.right_of(word.at.row, word.region.last.col))??;
    measure_named(&format!(":{}", cell.value.text()))
}

#[cfg(test)]
mod tests {
    use super::{one_line, split_code};

    #[test]
    fn codes_are_taken_off_names() {
        for (text, code, name) in [
            ("[155]濉溪县民政局", Some("155"), "濉溪县民政局"),
            (
                "219001-池州市贵池区棠溪镇人民政府",
                Some("219001"),
                "池州市贵池区棠溪镇人民政府",
            ),
            ("区商务局（盖章）", None, "区商务局"),
            ("（盖章）区水利局", None, "区水利局"),
            (
                "乌鲁木齐高新区（新市区）应急管理局",
                None,
                "乌鲁木齐高新区（新市区）应急管理局",
            ),
            ("第12中学", None, "第12中学"),
            ("应急管理局（301001）", Some("301001"), "应急管理局"),
            (
                "51000021R000000019951-工资性支出",
                Some("51000021R000000019951"),
                "工资性支出",
            ),
            ("110指挥中心", None, "110指挥中心"),
            ("301001应急管理局", Some("301001"), "应急管理局"),
            ("某路街道办事处 021", Some("021"), "某路街道办事处"),
        ] {
            assert_eq!(
                split_code(text),
                (code.map(Into::into), name.into()),
                "{text}"
            );
        }
    }

    #[test]
    fn line_breaks_inside_words_go() {
        assert_eq!(
            &*one_line("自然灾害综合风险普查数\n据准确率"),
            "自然灾害综合风险普查数据准确率"
        );
    }
}
