//! Units of measure 计量单位 behind a number or in a column of their own.

use std::sync::LazyLock;

use ecow::EcoString;

use super::UnclearText;
use crate::model::Scale;

/// Measures that end a number even inside a sentence (`2次宣传`); an unknown one must end the text.
const KNOWN: &[&str] = &[
    "个百分点",
    "个工作日",
    "平方公里",
    "平方千米",
    "立方米",
    "平方米",
    "工作日",
    "千瓦时",
    "人民币元",
    "百分点",
    "公里",
    "千米",
    "厘米",
    "毫米",
    "公顷",
    "公斤",
    "千克",
    "毫克",
    "微克",
    "小时",
    "分钟",
    "个月",
    "季度",
    "人次",
    "人天",
    "人日",
    "人年",
    "户次",
    "场次",
    "批次",
    "班次",
    "车次",
    "架次",
    "台套",
    "台次",
    "件次",
    "家次",
    "美元",
    "港元",
    "欧元",
    "平方",
    "元",
    "家",
    "个",
    "次",
    "人",
    "户",
    "件",
    "份",
    "条",
    "辆",
    "米",
    "亩",
    "吨",
    "克",
    "斤",
    "粒",
    "天",
    "日",
    "周",
    "年",
    "月",
    "起",
    "场",
    "期",
    "批",
    "项",
    "处",
    "所",
    "座",
    "台",
    "套",
    "本",
    "册",
    "篇",
    "部",
    "支",
    "名",
    "位",
    "头",
    "只",
    "株",
    "棵",
    "间",
    "栋",
    "幢",
    "艘",
    "架",
    "匹",
    "羽",
    "尾",
    "张",
    "块",
    "片",
    "根",
    "盏",
    "门",
    "组",
    "队",
    "班",
    "步",
    "层",
    "页",
    "字",
    "宗",
    "例",
    "度",
    "分",
    "级",
    "倍",
    "秒",
    "升",
    "方",
    "村",
    "镇",
    "乡",
    "校",
    "km²",
    "km",
    "cm",
    "mm",
    "m²",
    "m2",
    "m³",
    "m3",
    "kg",
    "mg",
    "kWh",
    "TB",
    "GB",
    "MB",
    "㎡",
    "㎥",
    "㎞",
    "㎏",
    "m",
    "t",
    "g",
    "h",
];

/// Most characters of a measure that is not listed.
const LONGEST: usize = 6;

/// Known measures by their third byte, in which Chinese letters differ most; shorter ones under 0. The longest first.
static BY_THIRD: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| {
    let third = |measure: &str| measure.as_bytes().get(2).copied().unwrap_or_default();
    let of = |byte| {
        let mut measures: Vec<_> = KNOWN.iter().copied().filter(|m| third(m) == byte).collect();
        measures.sort_by_key(|measure| std::cmp::Reverse(measure.len()));
        measures
    };
    (0..=u8::MAX).map(of).collect()
});

/// A known measure at the start of `rest`, the longest, and the rest.
pub(super) fn known(rest: &str) -> Option<(&str, &str)> {
    let latin = |c: char| c.is_ascii_alphanumeric();
    let among = |byte: u8| {
        let measures = BY_THIRD.get(usize::from(byte)).into_iter().flatten();
        let mut found =
            measures.filter_map(|measure| Some((*measure, rest.strip_prefix(measure)?)));
        found.find(|(measure, tail)| !(measure.ends_with(latin) && tail.starts_with(latin)))
    };
    let longer = rest.as_bytes().get(2).and_then(|third| among(*third));
    longer.or_else(|| among(0))
}

/// Whether `plain` is one measure only.
pub(super) fn is_one(plain: &str) -> bool {
    let (_, _, rest) = multiplier(plain);
    let whole = || matches!(behind(rest), Ok((Some(_), "")));
    let scaled = rest.is_empty() && !plain.is_empty();
    scaled || matches!(percent(rest), Some((_, ""))) || known(rest).is_some() && whole()
}

/// 万, 亿 and the like at the start of `rest`: the scale, a further factor, and the rest.
pub(super) fn multiplier(rest: &str) -> (Scale, u32, &str) {
    for (word, scale, factor) in [
        ("千万", Scale::TenThousand, 1_000),
        ("百万", Scale::TenThousand, 100),
        ("十万", Scale::TenThousand, 10),
        ("万亿", Scale::HundredMillion, 10_000),
        ("万", Scale::TenThousand, 1),
        ("亿", Scale::HundredMillion, 1),
        ("千", Scale::One, 1_000),
        ("百", Scale::One, 100),
    ] {
        if let Some(tail) = rest.strip_prefix(word)
            && known(rest).is_none_or(|(m, _)| scale != Scale::One || m.len() <= word.len())
            && !rest.starts_with("百分")
        {
            return (scale, factor, tail);
        }
    }
    (Scale::One, 1, rest)
}

/// Percent 百分比 or permille 千分比 at the start of `rest`: how many make 1, and the rest.
pub(super) fn percent(rest: &str) -> Option<(u32, &str)> {
    [
        ("%", 100),
        ("个百分点", 100),
        ("百分点", 100),
        ("百分比", 100),
        ("(%)", 100),
        ("‰", 1_000),
    ]
    .into_iter()
    .find_map(|(sign, base)| Some((base, rest.strip_prefix(sign)?)))
}

/// The measure behind a number, and the rest.
pub(super) fn behind(rest: &str) -> Result<(Option<String>, &str), UnclearText> {
    if let Some((inside, tail)) = rest.strip_prefix('(').and_then(|r| r.split_once(')')) {
        let whole = known(inside).filter(|(_, t)| t.is_empty());
        return Ok(whole.map_or((None, rest), |(m, _)| (Some(m.to_owned()), tail)));
    }
    let (first, tail) = match known(rest) {
        Some((measure, tail)) => (measure.to_owned(), tail),
        None if rest.starts_with('/') => (String::new(), rest),
        None => return unknown(rest),
    };
    // 1000人(次)
    let (first, tail) = match tail.strip_prefix("(次)") {
        Some(tail) if first == "人" => (format!("{first}次"), tail),
        _ => (first, tail),
    };
    let (whole, tail) = compound(first, tail);
    Ok(((!whole.is_empty()).then_some(whole), tail))
}

/// `元` + `/人*月`: parts joined by a slash, star or dot.
fn compound(mut whole: String, mut rest: &str) -> (String, &str) {
    while let Some(joint) = rest.chars().next().filter(|c| "/*·×•・、".contains(*c)) {
        // 、 joins only behind a slash: 400元/人、天; elsewhere it separates clauses.
        if joint == '、' && !whole.contains('/') {
            break;
        }
        let after = rest.get(joint.len_utf8()..).unwrap_or_default();
        let part = known(after).or_else(|| short(after));
        let Some((part, tail)) = part.or_else(|| so_many(after)) else {
            break;
        };
        whole.push(joint);
        whole.push_str(part);
        rest = tail;
    }
    (whole, rest)
}

/// A power of ten behind a slash, to which a rate refers: 10万, 100人.
fn so_many(after: &str) -> Option<(&str, &str)> {
    let behind = after.strip_prefix('1')?.trim_start_matches('0');
    let (_, tail) = short(behind)?;
    Some((after.strip_suffix(tail)?, tail))
}

/// Up to three letters that end the text.
fn short(rest: &str) -> Option<(&str, &str)> {
    let (run, tail) = letters(rest);
    let fits = (1..=3).contains(&run.chars().count()) && ends(tail);
    fits.then_some((run, tail))
}

/// A measure that is not listed: short, and at the end of the text.
fn unknown(rest: &str) -> Result<(Option<String>, &str), UnclearText> {
    let cut = ["及以上", "以上", "及以下", "以下", "及以内", "以内", "之内"]
        .iter()
        .filter_map(|w| rest.find(w))
        .min()
        .unwrap_or(rest.len());
    let (run, _) = letters(rest.get(..cut).unwrap_or(rest));
    // 至 and 到 join the ends of a range.
    if matches!(run, "" | "至" | "到") {
        return Ok((None, rest));
    }
    let tail = rest.get(run.len()..).unwrap_or_default();
    let mut chars = run.chars();
    // 1O份, 5l个, 7v: a letter where a digit should be.
    let damaged = chars.next().is_some_and(|c| {
        let (letter, next) = (c.is_ascii_alphabetic(), chars.next());
        letter && next.is_some_and(|c| !c.is_ascii()) || next.is_none() && DIGITS.contains(c)
    });
    let believed = run.chars().count() <= LONGEST && (ends(tail) || cut == run.len());
    if damaged || !believed {
        return Err(UnclearText);
    }
    Ok((Some(run.to_owned()), tail))
}

/// Letters that OCR returns for digits; as measures they would be capitals: 5L, 220V.
const DIGITS: &str = "OIBSZoilbszqgvnu";

fn letters(rest: &str) -> (&str, &str) {
    let tail = rest.trim_start_matches(|c: char| c.is_alphabetic() || "²³".contains(c));
    (rest.strip_suffix(tail).unwrap_or_default(), tail)
}

fn ends(tail: &str) -> bool {
    tail.is_empty() || tail.starts_with(['。', '、', ',', '(', ')', '-', '~', '—', '/', '*', '·'])
}

/// The content of a column of measures: scale, further factor, base of a percentage, measure.
pub(super) struct MeasureColumn {
    /// 万 or 亿.
    pub(super) scale: Scale,
    /// Factor beside the scale.
    pub(super) factor: u32,
    /// 100 for percent, 1000 for permille.
    pub(super) base: Option<u32>,
    /// The rest, if it is a measure.
    pub(super) measure: Option<EcoString>,
}

impl MeasureColumn {
    /// The column with the text `plain`.
    pub(super) fn new(plain: &str) -> Self {
        if let Some((base, _)) = percent(plain) {
            return Self {
                scale: Scale::One,
                factor: 1,
                base: Some(base),
                measure: None,
            };
        }
        let (scale, factor, measure) = multiplier(plain);
        Self {
            scale,
            factor,
            base: None,
            measure: (!measure.is_empty()).then(|| measure.into()),
        }
    }
}
