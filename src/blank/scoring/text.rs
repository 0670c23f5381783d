//! Formulas that read a typed text: numbers, days, words that occur.

use super::at;
use crate::blank::pen::address;
use crate::blank::shape::Step;
use crate::form::spec::col::{MEASURE, SIGN};

/// A level name, or the one carried down from above.
pub(super) fn carried(row: u32, first: u32, col: u16, step: Step) -> String {
    let own = address(row, col);
    let above = match row > first {
        true => at(row - 1, step),
        false => r#""""#.to_owned(),
    };
    format!(r#"IF({own}<>"",{own},{above})"#)
}

pub(super) fn unspaced(text: &str) -> String {
    format!(r#"SUBSTITUTE({text}," ","")"#)
}

/// Prefix of a text, so that no program takes it for a number.
pub(in crate::blank) const MARK: char = '~';

/// What was typed, without blanks and, in rows of percentages, without the sign, behind a mark.
pub(super) fn plain(row: u32, col: u16) -> String {
    let (typed, measure) = (address(row, col), address(row, MEASURE));
    let text = unspaced(&format!(
        r#"IF({measure}="%",SUBSTITUTE({typed}&"","%",""),{typed}&"")"#
    ));
    format!(r#"IF({typed}="","","{MARK}"&{text})"#)
}

/// The number in a text: digits, one point, one leading minus; blank for everything else.
pub(super) fn number(text: &str) -> String {
    let rest = ('0'..='9').fold(text.to_owned(), |rest, digit| {
        format!(r#"SUBSTITUTE({rest},"{digit}","")"#)
    });
    format!(
        r#"IF(AND(OR({rest}="{MARK}",{rest}="{MARK}.",{rest}="{MARK}-",{rest}="{MARK}-."),LEN({text})<=17,LEN({text})>LEN({rest}),ISERROR(FIND("-",{text},3)),MID(SUBSTITUTE({text},"-",""),2,1)<>".",RIGHT({text},1)<>"."),VALUE(MID({text},2,17)),"")"#
    )
}

/// Whether one of `words` occurs in `text`.
pub(super) fn any(words: &[Box<str>], text: &str) -> String {
    if words.is_empty() {
        return "FALSE".to_owned();
    }
    let quoted: Vec<String> = words
        .iter()
        .map(|w| format!(r#""{}""#, w.replace('"', r#""""#)))
        .collect();
    format!(
        "SUMPRODUCT(--ISNUMBER(FIND({{{}}},{text})))>0",
        quoted.join(",")
    )
}

/// One unit of the measure as a plain number.
pub(super) fn factor(row: u32) -> String {
    let measure = address(row, MEASURE);
    format!(
        r#"IF(OR({measure}="%",{measure}="百分点",{measure}="个百分点"),0.01,IF(LEFT({measure},1)="万",10000,IF(LEFT({measure},1)="亿",100000000,1)))"#
    )
}

/// A deadline 2023年12月31日[前] that was met on or before the day, or by 100%.
pub(super) fn in_time(row: u32) -> String {
    let (due, done) = (at(row, Step::TargetText), at(row, Step::ActualText));
    let sign = address(row, SIGN);
    let (due_day, done_day) = (day(&due), day(&done));
    format!(
        r#"IFERROR(AND({sign}<>"≥",{sign}<>">",{due_day}>0,OR({done}="{MARK}100%",IFERROR({done_day}<={due_day},FALSE))),FALSE)"#
    )
}

/// The day that a text such as 2023年12月31日前 names; an error where it names none.
pub(super) fn day(text: &str) -> String {
    let (month, end) = (
        format!(r#"FIND("月",{text})"#),
        format!(r#"FIND("日",{text})"#),
    );
    let behind = format!("MID({text},{end}+1,9)");
    format!(
        r#"IF(AND(MID({text},6,1)="年",OR({behind}="",{behind}="前",{behind}="之前",{behind}="以前")),DATE(VALUE(MID({text},2,4)),VALUE(MID({text},7,{month}-7)),VALUE(MID({text},{month}+1,{end}-{month}-1))),NA())"#
    )
}
