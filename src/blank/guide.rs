//! 填表说明: how to fill in the form, from the same labels, rules and checks.

use rust_xlsxwriter::{Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::layout;
use super::pen::{Area, Look, Pen, Purpose};
use super::{Order, choices, pace};
use crate::audit;
use crate::base::lang::{Lang, Text};
use crate::finding::{Code, Severity};
use crate::form::labels::IndicatorColumn;
use crate::form::spec::{self, Duty, INDICATORS};
use crate::model::Stage;
use crate::rules::monitoring;
use crate::rules::{Clause, clauses};

/// Width of the second column.
const WIDTH: u16 = 96;

const STEPS: [(Text, Text); 7] = [
    (
        Text::new("在哪里填", "Where to type"),
        Text::new(
            "浅黄色单元格由单位填写；灰蓝色单元格是公式，自动计算；灰色单元格是固定的栏目名称。",
            "Pale yellow cells are for you; blue-grey ones are formulas; grey ones are fixed labels.",
        ),
    ),
    (
        Text::new("先填什么", "What first"),
        Text::new(
            "先填单位名称、年度和资金（万元），再逐行填指标：指标值、实际完成值、分值填好后，完成率、得分、总分、等级随即算出。",
            "Name, year and funds (万元) first, then the indicators: completion, scores, total and grade follow at once.",
        ),
    ),
    (
        Text::new("红色和橙色", "Red and amber"),
        Text::new(
            "红色：缺填、合计不符、得分不足而没有原因、执行数超过预算数等，报送前必须改好；橙色：请再核对。",
            "Red must be mended before filing: gaps, sums that do not foot, points lost without a reason. Amber: look again.",
        ),
    ),
    (
        Text::new("行数不够", "More rows"),
        Text::new(
            "表中已留 20 个空行。仍不够时：审阅→撤销工作表保护（没有密码），在“行数不够时，在本行上方插入”一行的上方插入一行，再选中上一整行向下填充，使新行也有公式；新行没有公式时，得分一格显示红色，总分不计算。",
            "Twenty spare rows are there. For more: unprotect the sheet (no password), insert a row above the narrow one that closes the table and fill it down from the row above, so that it has formulas; without them its score is red and there is no total.",
        ),
    ),
    (
        Text::new("空行", "Blank rows"),
        Text::new(
            "没有用到的行不用删除；打印前可用“三级指标”栏的筛选按钮去掉空白行。",
            "Leave unused rows; filter out blanks in the column of names before printing.",
        ),
    ),
    (
        Text::new("粘贴", "Pasting"),
        Text::new(
            "从别处粘贴时请用“选择性粘贴→数值”，以免改动格式和下拉列表。",
            "Paste values only, so that formats and lists stay as they are.",
        ),
    ),
    (
        Text::new("报送", "Filing"),
        Text::new(
            "保存为 .xlsx（.xls、.ods 也可以）报送。报送前可运行 ziping check 自查。“示例”表不参加汇总，不要在上面填写。",
            "File it as .xlsx (.xls and .ods are read too). Run ziping check before. Do not fill in the example sheet: it is not read.",
        ),
    ),
];

/// Texts of the goal form in place of the first two.
const GOALS: [(Text, Text); 2] = [
    (
        Text::new("这一阶段填什么", "What this stage fills in"),
        Text::new(
            "目标申报：只填单位名称、预期目标、年初预算数和各项指标（指标值、分值、评分方法）。深灰色单元格是年中监控和自评时才填的，现在锁定。批复后，年中监控表和自评表会带上这里的内容，不能再改。",
            "Goals: name, expected goals, initial budget and the indicators with target, weight and method. Dark grey cells belong to later stages and are locked. Once approved, what stands here is carried over to the later forms and cannot be changed there.",
        ),
    ),
    (
        Text::new("先填什么", "What first"),
        Text::new(
            "先填单位名称、年度和年初预算数（万元），再逐行填指标；全部分值（含预算执行率）合计应为满分，不符时“总分”一行显示红色。",
            "Name, year and initial budget (万元) first, then the indicators; all weights, execution included, must add to the whole, or the row of the total turns red.",
        ),
    ),
];

/// Texts of the monitoring form in place of the first two.
const MIDYEAR: [(Text, Text); 2] = [
    (
        Text::new("这一阶段填什么", "What this stage fills in"),
        Text::new(
            "年中监控：填全年预算数、1-7月执行数（截至 7 月 31 日）、年中完成值、全年预计和偏差原因。浅绿色单元格是目标申报时定下的，已锁定；深灰色的是自评时才填的。没有申报表带入的，指标、指标值、分值也在这里填。",
            "Monitoring: adjusted budget, what was executed by 31 July, mid-year values, forecasts and reasons. Pale green cells were fixed with the goals and are locked; dark grey ones belong to the self-evaluation. Where no goal form was carried over, indicators, targets and weights are filled in here.",
        ),
    ),
    (
        Text::new("先填什么", "What first"),
        Text::new(
            "先填资金，执行率和红黄绿预警随即算出；再逐行填年中值，完成率随即算出。红色、黄色预警须在右边说明原因。",
            "Funds first: rate and warning follow at once; then the mid-year values, from which the completion follows. A red or yellow warning needs a reason.",
        ),
    ),
];

/// Notes on colours and rows for all stages before the self-evaluation.
const EARLY: [(Text, Text); 2] = [
    (
        Text::new("红色和橙色", "Red and amber"),
        Text::new(
            "红色：缺填、合计不符、执行数超过预算数、预警没有原因等，报送前必须改好；橙色：请再核对。",
            "Red must be mended before filing: gaps, sums that do not foot, spending above the budget, a warning without a reason. Amber: look again.",
        ),
    ),
    (
        Text::new("行数不够", "More rows"),
        Text::new(
            "空白表留有 20 个空行；带入申报表内容的表没有空行，指标经批准增加的：审阅→撤销工作表保护（没有密码），在表中间插入一行，再选中上一整行向下填充，使新行也有公式。",
            "A blank form has twenty spare rows, one with goals carried over has none. Where indicators were added with approval: unprotect the sheet (no password), insert a row inside the table and fill it down from the row above, so that it has formulas.",
        ),
    ),
];

/// How to fill in the form of a stage.
fn steps(stage: Stage) -> impl Iterator<Item = &'static (Text, Text)> {
    let (first, then, rest): (&[_], &[_], usize) = match stage {
        Stage::Goals => (&GOALS, &EARLY, 4),
        Stage::Midyear => (&MIDYEAR, &EARLY, 4),
        Stage::SelfEvaluation => (&[], &[], 0),
    };
    first.iter().chain(then).chain(STEPS.iter().skip(rest))
}

const fn scoring_title(stage: Stage) -> Text {
    match stage {
        Stage::Goals => Text::new("三、自评时怎样计分", "3 Scoring at the self-evaluation"),
        Stage::Midyear => Text::new("三、怎样监控", "3 Monitoring"),
        Stage::SelfEvaluation => Text::new("三、怎样计分", "3 Scoring"),
    }
}

/// The rules that the form of the stage is checked against.
fn scoring(order: &Order<'_>) -> Vec<Clause> {
    let rule = pace::rule(order.rules).filter(|_| order.stage == Stage::Midyear);
    match rule {
        Some(rule) => monitoring::clauses(order.rules, &rule, order.lang),
        None => clauses(order.rules, order.lang),
    }
}

/// Writes the sheet.
pub(super) fn write(sheet: &mut Worksheet, order: &Order<'_>) -> Result<(), XlsxError> {
    sheet.set_name(layout::GUIDE)?;
    sheet.set_column_width(0, 26)?;
    sheet.set_column_width(1, WIDTH)?;
    choices::put_lists(sheet, order)?;
    layout::page(sheet, order.lang);
    let lang = order.lang;
    let mut page = Page {
        pen: Pen::new(sheet, Purpose::Reading),
        row: 0,
        lang,
    };
    let title = Text::new("填表说明", "How to fill in this form");
    page.across(Look::Title, title, 34)?;
    page.heading(Text::new("一、怎样填", "1 Filling in"))?;
    for (about, says) in steps(order.stage) {
        page.line(about.get(lang), says.get(lang))?;
    }
    page.heading(Text::new("二、各栏填什么", "2 The columns"))?;
    for (label, says) in columns(order) {
        page.line(label, says)?;
    }
    page.heading(scoring_title(order.stage))?;
    for clause in scoring(order) {
        page.line(clause.about.get(lang), &clause.says)?;
    }
    page.heading(Text::new("四、财政部门怎样审核", "4 What is checked"))?;
    for code in checked(order) {
        page.line(code.title.get(lang), code.what.get(lang))?;
    }
    Ok(())
}

/// The columns of the table that are filled in or computed at the stage, with what belongs there; the levels once.
fn columns<'o>(order: &Order<'o>) -> impl Iterator<Item = (&'o str, &'static str)> + use<'o> {
    let (labels, lang) = (order.labels, order.lang);
    let stage = order.stage;
    let fields = spec::at(&INDICATORS, stage);
    let fields = fields.filter(move |field| field.duty(stage) != Duty::Shut);
    let fields = fields.filter(|field| field.role != IndicatorColumn::Level2);
    fields.filter_map(move |field| {
        let says = field.hint_at(stage)?.text.get(lang);
        Some((spec::header(labels, field.role), says))
    })
}

/// Everything that is checked on a form and weighs more than a note, in the order of the checks.
fn checked(order: &Order<'_>) -> Vec<&'static Code> {
    let mut codes: Vec<&Code> = Vec::new();
    for code in audit::checks(order.stage).flat_map(|check| check.codes) {
        let weighs = order.rules.severity(code) > Severity::Info;
        if weighs && !codes.contains(code) {
            codes.push(code);
        }
    }
    codes
}

/// A sheet of words, from top to bottom.
struct Page<'w> {
    pen: Pen<'w>,
    row: u32,
    lang: Lang,
}

impl Page<'_> {
    fn across(&mut self, look: Look, text: Text, height: u32) -> Result<(), XlsxError> {
        let area = Area::row(self.row, (0, 1));
        self.pen.put(area, look, text.get(self.lang))?;
        self.pen.height(self.row, height)?;
        self.row += 1;
        Ok(())
    }

    fn heading(&mut self, text: Text) -> Result<(), XlsxError> {
        self.across(Look::Heading, text, 26)
    }

    fn line(&mut self, about: &str, says: &str) -> Result<(), XlsxError> {
        self.pen.label(Area::cell(self.row, 0), about)?;
        let cell = Area::cell(self.row, 1);
        self.pen.put(cell, Look::Printed, says)?;
        let lines = says.width().div_ceil(usize::from(WIDTH - 4)).max(1);
        let lines = u32::try_from(lines).unwrap_or(1);
        self.pen.height(self.row, lines * 14 + 8)?;
        self.row += 1;
        Ok(())
    }
}
