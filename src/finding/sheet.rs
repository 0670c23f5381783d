//! Sheets of a workbook: none with a form, a form of another stage, and what was not read.

use super::code::{Code, FactName, Wording};
use super::fact::Kind;
use super::{Fact, Problem, Severity};
use crate::base::lang::Text;
use crate::model::Stage;
use ecow::EcoString;

/// 未找到自评表
pub static NO_FORM: Code = Code {
    name: "no-form",
    severity: Severity::Error,
    title: Text::new("未找到自评表", "no form found"),
    says: &[
        Wording::case(
            "sheet",
            "工作表“{sheet}”的标题是“{found}”，却没有读出自评表，因为没有找到资金或指标的表头。如它也是要报的表，请按统一模板填报；不是的，请删去这张工作表或改标题。",
            "The sheet \"{sheet}\" is titled \"{found}\", but no form was read from it, as it has no headings of amounts or indicators. If it is to be filed too, please use the template; if not, remove the sheet or change its title.",
        ),
        Wording::new(
            "未找到自评表：工作簿中没有同时带有资金或指标表头的工作表。请按统一模板填报；如表头用语特殊，请在标签文件中补充。",
            "No self-evaluation form was found: no sheet has the headings of one. Please file on the template, or add this form's wording to the label file.",
        ),
    ],
    what: Text::new(
        "工作簿能打开，但没有一张工作表像自评表。",
        "The workbook opens, but none of its sheets looks like a form.",
    ),
    why: Text::new(
        "表头用语差别太大时无法定位数据，可在标签文件中补充用语。",
        "Where the headings differ too much the figures cannot be found; their wording can be added to the label file.",
    ),
    example: Text::new(
        "报来的是通知附件目录，或表头全部改了名称。",
        "A list of annexes was filed, or all headings were renamed.",
    ),
    facts: &[
        FactName::maybe("sheet", Kind::Text),
        FactName::maybe("found", Kind::Text),
    ],
    ..Code::USUAL
};

/// 自评表可能在隐藏的工作表上
pub static FORM_HIDDEN: Code = Code {
    name: "form-hidden",
    severity: Severity::Error,
    title: Text::new("自评表可能被隐藏", "form on a hidden sheet"),
    says: &[Wording::new(
        "看得见的工作表里没有自评表，工作表“{sheet}”是隐藏的，没有读取。如自评表在其中，请取消隐藏后重新报送。",
        "No visible sheet holds a form; the sheet \"{sheet}\" is hidden and was not read. If it holds the form, please unhide it and file again.",
    )],
    what: Text::new(
        "看得见的工作表都不像自评表，而工作簿里有隐藏的工作表。",
        "None of the visible sheets looks like a form, and the workbook has a hidden sheet.",
    ),
    why: Text::new(
        "隐藏的工作表多为旧表，不能代替应报的表。",
        "Hidden sheets mostly hold old forms and cannot stand for the one to be filed.",
    ),
    example: Text::new(
        "自评表所在的工作表被隐藏，只看得见“说明”。",
        "The sheet with the form was hidden; only 说明 is visible.",
    ),
    facts: &[FactName::new("sheet", Kind::Text)],
    ..Code::USUAL
};

/// 不是本阶段的表
pub static STAGE_DIFFERS: Code = Code {
    name: "stage-differs",
    severity: Severity::Warning,
    title: Text::new("不是本阶段的表", "form of another stage"),
    says: &[
        Wording::case(
            "goals",
            "这是{form}，不是{run}，未列入本次排名，也没有按零分计。目标申报表不计分，用来检查（ziping check），或生成下一阶段的表（ziping template --goals）；报错了表的，请单位改报{run}。",
            "This is a {form}, not a {run}: it is left out of this ranking and not scored as zero. Goal forms are not scored: they are checked (ziping check), and the forms of the next stage are made from them (ziping template --goals); where the wrong form was filed, ask the unit for the {run}.",
        ),
        Wording::case(
            "midyear",
            "这是{form}，不是{run}，未列入本次排名，也没有按零分计。年中监控表请按年中监控阶段另行汇总（ziping score --stage midyear）；报错了表的，请单位改报{run}。",
            "This is a {form}, not a {run}: it is left out of this ranking and not scored as zero. Monitoring forms have a run of their own, of the mid-year stage (ziping score --stage midyear); where the wrong form was filed, ask the unit for the {run}.",
        ),
        Wording::case(
            "self",
            "这是{form}，不是{run}，未列入本次排名，也没有按零分计。自评表请按自评阶段另行汇总（ziping score）；报错了表的，请单位改报{run}。",
            "This is a {form}, not a {run}: it is left out of this ranking and not scored as zero. Self-evaluations have a run of their own (ziping score); where the wrong form was filed, ask the unit for the {run}.",
        ),
    ],
    what: Text::new(
        "这是另一阶段的表：目标申报、年中监控、自评用的是同一张表的三个阶段，一次汇总只处理一个阶段（默认自评，score --stage midyear 为年中监控）。",
        "The form belongs to another stage: goals, mid-year monitoring and self-evaluation are three stages of one form, and a run is about one of them (self-evaluation, or mid-year with score --stage midyear).",
    ),
    why: Text::new(
        "目标申报表没有完成值，监控表只到 7 月底：按自评计分会得出零分或偏低的分，因此不计分、不排名，只列出原因。自评表上的年中值没有同期执行数，也不参加年中监控排名。",
        "A goal form has no results and a monitoring form only those to the end of July; scored as a self-evaluation they would come out at zero or too low. They are left out and named. Nor does a self-evaluation count at mid-year: it lacks the amount executed by then.",
    ),
    example: Text::new(
        "自评文件夹里放着“某局2024年绩效目标申报表.xlsx”。",
        "A goal form 某局2024年绩效目标申报表.xlsx lies in the folder of self-evaluations.",
    ),
    facts: &[
        FactName::new("run", Kind::Stage),
        FactName::new("form", Kind::Stage),
    ],
    ..Code::USUAL
};

/// 隐藏工作表
pub static HIDDEN_SHEET: Code = Code {
    name: "hidden-sheet",
    severity: Severity::Info,
    title: Text::new("隐藏工作表", "hidden sheet"),
    says: &[Wording::new(
        "隐藏的工作表“{sheet}”未读取。如其中有应报内容，请取消隐藏后重新报送。",
        "The hidden sheet \"{sheet}\" was not read. If it belongs to the filing, unhide it and file again.",
    )],
    what: Text::new(
        "工作簿里有隐藏的工作表，未读取。",
        "A hidden sheet of the workbook was not read.",
    ),
    why: Text::new(
        "隐藏表多为旧数据或下拉选项，读入会重复计算。",
        "Hidden sheets mostly hold old data or lists; reading them would count twice.",
    ),
    example: Text::new(
        "隐藏的“2022”表是上年的自评表。",
        "A hidden sheet 2022 holds last year's form.",
    ),
    facts: &[FactName::new("sheet", Kind::Text)],
    ..Code::USUAL
};

/// 示例表未读取
pub static EXAMPLE_SHEET: Code = Code {
    name: "example-sheet",
    severity: Severity::Info,
    title: Text::new("示例表未读取", "example sheet not read"),
    says: &[Wording::new(
        "工作表“{sheet}”标有“填报示例”，未读取。如果其中是本单位的数据，请填到“自评表”中重新报送。",
        "The sheet \"{sheet}\" is marked as an example and was not read. If it holds the unit's own figures, type them into the form's sheet and file it again.",
    )],
    what: Text::new(
        "标有“填报示例，不参加汇总”的工作表，未读取。本程序空白表自带的示例没有改动的，不提示。",
        "A sheet marked as an example was not read. The example that comes with a blank form of this program is not mentioned unless it was changed.",
    ),
    why: Text::new(
        "空白表附有一张填好的示例，读入会多出一份假的自评表。",
        "Blank forms come with a filled-in example; reading it would invent a filing.",
    ),
    example: Text::new(
        "单位把数据填在了“示例”表上，“自评表”是空的。",
        "A unit typed its figures into the example and left the form blank.",
    ),
    facts: &[FactName::new("sheet", Kind::Text)],
    ..Code::USUAL
};

/// 模板被改动
pub static TEMPLATE_ALTERED: Code = Code {
    name: "template-altered",
    severity: Severity::Warning,
    title: Text::new("模板被改动", "template altered"),
    says: &[Wording::new(
        "模板中锁定的内容被改动：“{what}”（栏目名称被改或删除、公式被填成数值，或换成了别的单位、年度）。请核对，必要时在新的空白表上重填。",
        "A locked part of the form was changed: \"{what}\" (a label altered, a formula typed over, or another unit or year). Please check, and fill in a fresh blank form if needed.",
    )],
    what: Text::new(
        "用本程序的空白表填报，但锁定的栏目名称、公式或单位、年度与发出时不同。",
        "A blank form of this program whose locked labels, formulas, unit or year are not those it was made with.",
    ),
    why: Text::new(
        "得分被填成数值就不再随指标变化；换了单位的表可能是抄来的。",
        "A score typed over its formula no longer follows the figures; a form made for another unit may be a copy.",
    ),
    example: Text::new(
        "得分一格是 10 而不是公式。",
        "A score is a typed 10 instead of the formula.",
    ),
    facts: &[FactName::new("what", Kind::Text)],
    ..Code::USUAL
};

/// 表外单元格
pub static BEYOND_WINDOW: Code = Code {
    name: "beyond-window",
    severity: Severity::Warning,
    title: Text::new("表外单元格", "cells outside the window"),
    says: &[Wording::new(
        "表格以外很远的单元格中还有内容，未读取。请确认是否误填；无关内容请删除。",
        "There is content far outside the form; it was not read. Please check whether it was typed by mistake and delete what does not belong.",
    )],
    what: Text::new(
        "表格以外很远的地方还有内容，没有读取。",
        "Content far outside the form was not read.",
    ),
    why: Text::new(
        "多为误填或残留；若是正式内容，会漏计。",
        "It is mostly left over; if it belongs to the form, it is missing from the figures.",
    ),
    example: Text::new(
        "第 20 万行有一个误输入的数字。",
        "A number typed by mistake in row 200 000.",
    ),
    ..Code::USUAL
};

/// 各行栏数不一
pub static LINES_UNEVEN: Code = Code {
    name: "lines-uneven",
    severity: Severity::Warning,
    title: Text::new("各行栏数不一", "lines of unequal length"),
    says: &[Wording::new(
        "这一行有 {found} 栏，其他行多有 {expected} 栏：可能少了或多了分隔的逗号，这一行的数会错到别的栏里。请与单位的原表核对，另存为 .xlsx 后重新报送。",
        "This line has {found} fields, most others have {expected}: a comma may be missing or too many, and the figures of the line may stand in other columns. Please check it against the unit's own file and file it again as .xlsx.",
    )],
    what: Text::new(
        "文本表格（.csv）里有一行的栏数与其他行不同。",
        "A line of a text table (.csv) has another number of fields than the others.",
    ),
    why: Text::new(
        "文本表格没有校验和，各行栏数是看得出损坏的少数几处之一；WPS 和 Excel 存出的各行栏数相同。",
        "A text table has no checksum; the number of fields is one of the few things that show damage. WPS and Excel give each line the same.",
    ),
    example: Text::new(
        "其他资金一行写成“0,0.0,—,—”，少了一个逗号，执行数读成了别的栏。",
        "The line of other funds is 0,0.0,—,—: a comma is missing, and the executed amount is read in another column.",
    ),
    facts: &[
        FactName::new("found", Kind::Count),
        FactName::new("expected", Kind::Count),
    ],
    ..Code::USUAL
};

/// A line of `found` fields where most have `expected`.
#[must_use]
pub fn uneven([found, expected]: [u32; 2]) -> Problem {
    let facts = [("found", found), ("expected", expected)];
    LINES_UNEVEN.with(facts.map(|(name, fields)| (name, Fact::Count(u64::from(fields)))))
}

/// A form of the stage `form` in a run about the stage `run`.
#[must_use]
pub fn stage_differs(run: Stage, form: Stage) -> Problem {
    let facts = [("run", Fact::Stage(run)), ("form", Fact::Stage(form))];
    STAGE_DIFFERS.case(form.name(), facts)
}

/// The hidden sheet `name`.
#[must_use]
pub fn hidden(name: EcoString) -> Problem {
    HIDDEN_SHEET.with([("sheet", Fact::Text(name))])
}

/// The sheet `name`, marked as an example.
#[must_use]
pub fn example(name: EcoString) -> Problem {
    EXAMPLE_SHEET.with([("sheet", Fact::Text(name))])
}

/// No form in sight, while the sheet `name` is hidden.
#[must_use]
pub fn form_hidden(name: EcoString) -> Problem {
    FORM_HIDDEN.with([("sheet", Fact::Text(name))])
}

/// A sheet titled like a form from which none was read, beside others.
#[must_use]
pub fn unread(name: EcoString, title: EcoString) -> Problem {
    let facts = [("sheet", name), ("found", title)];
    NO_FORM.case("sheet", facts.map(|(fact, text)| (fact, Fact::Text(text))))
}
