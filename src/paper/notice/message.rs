//! The message that goes with a notice: a few lines for a chat.

use super::Notice;
use super::item::Item;
use crate::paper::letter::long_date;

/// Items of each kind that a message quotes.
const QUOTED: usize = 8;

/// Characters of a demand that it quotes.
const LONGEST: usize = 90;

/// The message, with line ends of Windows.
pub(super) fn message(notice: &Notice) -> String {
    let letter = &notice.letter;
    let year = letter
        .year
        .map_or(String::new(), |year| format!("{year}年度"));
    let [errors, warnings] = notice.counts();
    let due = letter.deadline.map_or("请尽快".to_owned(), |date| {
        format!("请于{}前", long_date(date))
    });
    let mut lines = vec![format!(
        "{}：{year}绩效自评表审核结果（第{}次）——{}",
        notice.unit,
        letter.round,
        notice.verdict()
    )];
    lines.push(match notice.is_return() {
        true => format!("必须修改 {errors} 处，需要说明 {warnings} 处，{due}改好后重新报送。"),
        false => format!("没有必须修改的问题；需要说明 {warnings} 处。"),
    });
    lines.extend(notice.barred.iter().map(|why| format!("未入榜原因：{why}")));
    list("必须修改：", &notice.errors, &mut lines);
    list("需要说明：", &notice.warnings, &mut lines);
    for form in &notice.forms {
        let hash = form.sha256.map(|hash| hash.to_string());
        let hash = hash.as_deref().and_then(|hash| hash.get(..12));
        lines.push(format!(
            "所审文件：{}（SHA-256 {}…）",
            form.file,
            hash.unwrap_or("—")
        ));
    }
    lines.extend(
        letter
            .contact
            .iter()
            .map(|contact| format!("联系人：{contact}")),
    );
    lines.iter().map(|line| format!("{line}\r\n")).collect()
}

fn list(heading: &str, items: &[Item], lines: &mut Vec<String>) {
    if items.is_empty() {
        return;
    }
    lines.push(heading.to_owned());
    for item in items.iter().take(QUOTED) {
        let cell = item.at();
        let demand: String = item.demand.chars().take(LONGEST).collect();
        let more = if demand.len() < item.demand.len() {
            "…"
        } else {
            ""
        };
        lines.push(format!(
            "{}. {} {cell}：{demand}{more}",
            item.number, item.sheet
        ));
    }
    if let Some(more) = items.len().checked_sub(QUOTED).filter(|more| *more > 0) {
        lines.push(format!("……其余 {more} 处见所附的修改单。"));
    }
}
