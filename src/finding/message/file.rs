//! Findings about a file as a whole.

use super::{Message, quoted};
use crate::base::lang::Text;
use crate::finding::{FoundKind, Refusal};
use crate::model::Stage;

pub(super) fn refused(refusal: &Refusal) -> Message {
    match refusal {
        Refusal::NotWorkbook(kind) => not_workbook(*kind),
        Refusal::TooLarge { found, limit } => too_large(found, limit),
        Refusal::TooSlow(seconds) => too_slow(*seconds),
        Refusal::OtherFile(kind) => other_file(*kind),
        Refusal::Empty => fixed(EMPTY),
        Refusal::Password => fixed(PASSWORD),
        Refusal::Damaged => fixed(DAMAGED),
        Refusal::Archive => fixed(ARCHIVE),
        Refusal::TooMuchMemory => fixed(TOO_MUCH_MEMORY),
        Refusal::Contradictory => fixed(CONTRADICTORY),
        Refusal::NotOpened => fixed(NOT_OPENED),
        Refusal::NotRegular => fixed(NOT_REGULAR),
        Refusal::LockFile => fixed(LOCK_FILE),
        Refusal::OwnOutput => fixed(OWN_OUTPUT),
        Refusal::NamedForRun => fixed(NAMED_FOR_RUN),
    }
}

pub(super) fn no_form() -> Message {
    Message::new(
        "未找到自评表：工作簿中没有同时带有资金或指标表头的工作表。请按统一模板填报；如表头用语特殊，请在标签文件中补充。",
        "No self-evaluation form was found: no sheet has the headings of one. Please file on the template, or add this form's wording to the label file.",
    )
}

pub(super) fn stage_differs(expected: Stage, found: Stage) -> Message {
    let (wanted, form) = (expected.form(), found.form());
    let command = match found {
        Stage::Goals => Text::new(
            "目标申报表不计分，可用 ziping check 检查，或用 ziping template --goals 生成下一阶段的表",
            "goal forms are not scored: check them with ziping check, or make the forms of the next stage with ziping template --goals",
        ),
        Stage::Midyear => Text::new(
            "年中监控请用 ziping score --stage midyear 汇总",
            "for mid-year monitoring run ziping score --stage midyear",
        ),
        Stage::SelfEvaluation => Text::new(
            "自评请用 ziping score 汇总",
            "for self-evaluations run ziping score",
        ),
    };
    Message::new(
        format!(
            "这是{}，不是{}，未列入本次排名，也没有按零分计。{}；报错了表的，请单位改报{}。",
            form.zh, wanted.zh, command.zh, wanted.zh
        ),
        format!(
            "This is a {}, not a {}: it is left out of this ranking and not scored as zero. {}; where the wrong form was filed, ask the unit for the {}.",
            form.en,
            wanted.en,
            capitalised(command.en),
            wanted.en
        ),
    )
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

pub(super) fn hidden_sheet(name: &str) -> Message {
    let name = quoted(name);
    Message::new(
        format!("隐藏的工作表“{name}”未读取。如其中有应报内容，请取消隐藏后重新报送。"),
        format!(
            "The hidden sheet \"{name}\" was not read. If it belongs to the filing, unhide it and file again."
        ),
    )
}

pub(super) fn example_sheet(name: &str) -> Message {
    let name = quoted(name);
    Message::new(
        format!(
            "工作表“{name}”标有“填报示例”，未读取。如果其中是本单位的数据，请填到“自评表”中重新报送。"
        ),
        format!(
            "The sheet \"{name}\" is marked as an example and was not read. If it holds the unit's own figures, type them into the form's sheet and file it again."
        ),
    )
}

pub(super) fn template_altered(what: &str) -> Message {
    let what = quoted(what);
    Message::new(
        format!(
            "模板中锁定的内容被改动：“{what}”（栏目名称被改或删除、公式被填成数值，或换成了别的单位、年度）。请核对，必要时在新的空白表上重填。"
        ),
        format!(
            "A locked part of the form was changed: \"{what}\" (a label altered, a formula typed over, or another unit or year). Please check, and fill in a fresh blank form if needed."
        ),
    )
}

pub(super) fn duplicate_file(other: &str) -> Message {
    let other = quoted(other);
    Message::new(
        format!("与“{other}”内容完全相同，只计一份。请删除多余的一份。"),
        format!("Identical to \"{other}\"; it counts once. Please delete the spare copy."),
    )
}

pub(super) fn duplicate_unit(other: &str) -> Message {
    let other = quoted(other);
    Message::new(
        format!(
            "同一单位报送了不止一份自评表，本表未参加排名，排名采用“{other}”。请与单位核实以哪份为准，移走其余各份。"
        ),
        format!(
            "This unit filed more than once; this form is not ranked, \"{other}\" is. Please settle with the unit which one counts and remove the others."
        ),
    )
}

const EMPTY: Text = Text::new(
    "文件是空的（0 字节）。请重新报送。",
    "The file is empty (0 bytes). Please file it again.",
);
const PASSWORD: Text = Text::new(
    "文件有密码保护，无法读取。请取消密码后重新报送。",
    "The file is protected by a password and cannot be read. Please remove the password and file it again.",
);
const DAMAGED: Text = Text::new(
    "文件不完整或已损坏，无法读取。请重新报送；如为 .xls 文件，请用 WPS 或 Excel 另存为 .xlsx。",
    "The file is cut off or damaged and cannot be read. Please file it again; save an .xls file as .xlsx in WPS or Excel.",
);
const ARCHIVE: Text = Text::new(
    "这是压缩包，未读取其中的文件。请先解压，再对解压后的文件夹运行。",
    "This is an archive; the files inside were not read. Please unpack it first and run on the folder.",
);
const TOO_MUCH_MEMORY: Text = Text::new(
    "打开此文件所需内存超过上限，未读取。请删除表格以外的空白行列、图片和无关工作表，另存为 .xlsx 后重新报送。",
    "Opening the file needs more memory than allowed; it was not read. Please delete blank rows and columns, pictures and other sheets, save as .xlsx and file it again.",
);
const CONTRADICTORY: Text = Text::new(
    "文件内容自相矛盾（例如同一单元格有两个值），不同软件打开会看到不同的数，因此未读取。请用 WPS 或 Excel 打开核对后另存为新的 .xlsx 再报送。",
    "The file contradicts itself (such as one cell with two values): different programs would show different figures, so it was not read. Please open it in WPS or Excel, check it, save it as a new .xlsx and file it again.",
);
const NOT_OPENED: Text = Text::new(
    "文件无法打开：可能没有权限、正被其他程序占用或已被移走。请关闭占用它的程序、检查权限后重新运行。",
    "The file cannot be opened: no permission, in use by another program, or gone. Please close the other program, check the permission and run again.",
);
const NOT_REGULAR: Text = Text::new(
    "这是快捷方式、链接或设备，不是文件，已跳过。如需计入，请把文件本身放进文件夹。",
    "This is a shortcut, link or device, not a file; it was skipped. To include it, put the file itself into the folder.",
);
const LOCK_FILE: Text = Text::new(
    "这是 WPS 或 Excel 打开文件时产生的临时文件，已跳过。无需处理；如表格仍开着，请保存并关闭后重新运行。",
    "This is a temporary file of WPS or Excel; it was skipped. Nothing to do; if the form is still open, save and close it and run again.",
);
const OWN_OUTPUT: Text = Text::new(
    "这是本程序以前生成的汇总结果，已跳过。无需处理。",
    "This is an earlier result of this program; it was skipped. Nothing to do.",
);

const NAMED_FOR_RUN: Text = Text::new(
    "这是本次运行所用的单位名单或规则文件，不是自评表，已跳过。无需处理。",
    "This is the roster or rule file of this run, not a form; it was skipped. Nothing to do.",
);

fn fixed(text: Text) -> Message {
    Message::new(text.zh, text.en)
}

fn not_workbook(kind: FoundKind) -> Message {
    let Text { zh, en } = name(kind);
    Message::new(
        format!(
            "{zh}（扩展名写成了表格），不是电子表格。{}",
            remedy(kind).zh
        ),
        format!(
            "{en}, not a workbook, although its name says so. {}",
            remedy(kind).en
        ),
    )
}

fn other_file(kind: FoundKind) -> Message {
    let Text { zh, en } = name(kind);
    Message::new(
        format!("{zh}，不是电子表格，已跳过。如其中有自评表，请按模板填成 .xlsx 报送。"),
        format!(
            "{en}, not a workbook; it was skipped. If it holds a form, please file that as .xlsx on the template."
        ),
    )
}

fn too_large(found: &str, limit: &str) -> Message {
    let (found, limit) = (quoted(found), quoted(limit));
    Message::new(
        format!(
            "文件过大（{found}，上限 {limit}），未读取。请删除图片、空白行列和无关工作表后重新报送。"
        ),
        format!(
            "The file is too large ({found}, limit {limit}); it was not read. Please delete pictures, blank rows and columns and other sheets and file it again."
        ),
    )
}

fn too_slow(seconds: u64) -> Message {
    Message::new(
        format!(
            "读取超过 {seconds} 秒仍未完成，已放弃。请删除无关内容，用 WPS 或 Excel 另存为 .xlsx 后重新报送。"
        ),
        format!(
            "Reading took longer than {seconds} seconds and was given up. Please delete what does not belong, save as .xlsx in WPS or Excel and file it again."
        ),
    )
}

const fn name(kind: FoundKind) -> Text {
    match kind {
        FoundKind::Text => Text::new("这是一个文本文件", "This is a text file"),
        FoundKind::Html => Text::new("这是一个网页", "This is a web page"),
        FoundKind::Xml => Text::new("这是一个数据文件", "This is a data file"),
        FoundKind::Pdf => Text::new("这是一个 PDF 文件", "This is a PDF file"),
        FoundKind::Picture => Text::new("这是一张图片", "This is a picture"),
        FoundKind::Document => Text::new("这是一个文字文档", "This is a text document"),
        FoundKind::Slides => Text::new("这是一个演示文稿", "This is a presentation"),
        FoundKind::Unknown => Text::new("这是一个类型不明的文件", "This is a file of unknown kind"),
    }
}

const fn remedy(kind: FoundKind) -> Text {
    match kind {
        FoundKind::Text | FoundKind::Html | FoundKind::Xml => Text::new(
            "请用 WPS 打开后另存为 .xlsx 再报送。",
            "Please open it in WPS, save it as .xlsx and file that.",
        ),
        FoundKind::Pdf
        | FoundKind::Picture
        | FoundKind::Document
        | FoundKind::Slides
        | FoundKind::Unknown => Text::new(
            "请按模板填成 .xlsx 重新报送。",
            "Please fill in the template as .xlsx and file that.",
        ),
    }
}
