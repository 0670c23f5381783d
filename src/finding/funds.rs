//! Amounts and the execution rate.

use super::cause::{Cause, Proof, Reach};
use super::code::{Code, FactName, Ground, LATER, SELF, Wording};
use super::content::VALUE_TYPE;
use super::fact::Kind;
use super::layout::MEASURE_MIXED;
use super::{Fact, Field, Problem, Severity};
use crate::base::lang::Text;
use rust_decimal::Decimal;

/// 分项合计不符
pub static CROSS_FOOT: Code = Code {
    name: "cross-foot",
    severity: Severity::Error,
    title: Text::new("分项合计不符", "parts do not add up"),
    says: &[Wording::new(
        "{column}的分项合计为 {expected}，“{whole}”填报 {found}，相差 {gap}。请核对各分项与合计，改正其中有误的一个。",
        "The parts of the {column} add to {expected}, \"{whole}\" says {found}, {gap} apart. Please check the parts and the total and mend the wrong one.",
    )],
    what: Text::new(
        "分项相加与合计不等，超出四舍五入能解释的差额。",
        "The parts do not add to their whole, by more than rounding explains.",
    ),
    why: Text::new(
        "合计或某个分项必有一个是错的，执行率也可能随之出错。",
        "The whole or a part is wrong, and the execution rate may be wrong with it.",
    ),
    example: Text::new(
        "年度资金总额为 0，分项财政拨款为 90。",
        "The total says 0, the part 财政拨款 says 90.",
    ),
    facts: &[
        FactName::new("whole", Kind::Text),
        FactName::new("column", Kind::Field),
        FactName::new("expected", Kind::Amount),
        FactName::new("found", Kind::Amount),
        FactName::new("gap", Kind::Amount),
    ],
    follows: &[
        Cause::new(&MEASURE_MIXED, Reach::Column, Proof::Place),
        Cause::new(&VALUE_TYPE, Reach::Column, Proof::Place),
        Cause::new(&ADJUSTMENT_MISMATCH, Reach::OtherRow, Proof::Gap),
        Cause::new(&CROSS_FOOT, Reach::Column, Proof::Gap),
    ],
    ..Code::USUAL
};

/// 分项合计不可核实
pub static PARTS_UNCLEAR: Code = Code {
    name: "parts-unclear",
    severity: Severity::Warning,
    title: Text::new("分项合计不可核实", "parts cannot be verified"),
    says: &[
        Wording::case(
            "total",
            "“{part}”的{column}为 {found}，与采用的资金总额不同，又不像它的一项。请只保留一个总额；如是别的年度或别的口径，请删除或写明。",
            "The {column} of \"{part}\" is {found}: another total than the one that was used, and no part of it. Please keep one total; delete the row or say what it is.",
        ),
        Wording::new(
            "“{part}”的{column}为 {found}，不算这一行，其他分项正好等于合计，看不出它是否另有来源。如包含在别的分项里，请在前面写“其中：”；否则请核对合计。",
            "The {column} of \"{part}\" is {found}; the other parts add up to the total without it, and nothing tells whether another row holds it. Write 其中： before it if one does; otherwise check the total.",
        ),
    ],
    what: Text::new(
        "资金有一行没有计入合计，表上又没有写明它包含在哪一行里。",
        "A row of the money block is not counted in the total, and the form does not say which row holds it.",
    ),
    why: Text::new(
        "可能是合计漏加了一笔资金，执行率也就不对。",
        "The total may lack this money, and the execution rate would be wrong.",
    ),
    example: Text::new(
        "年度资金总额 100，其中财政拨款 100，下面还有一行“上级补助 30”。",
        "The total says 100, 财政拨款 says 100, and below stands 上级补助 with 30.",
    ),
    facts: &[
        FactName::new("part", Kind::Text),
        FactName::new("column", Kind::Field),
        FactName::new("found", Kind::Amount),
    ],
    ..Code::USUAL
};

/// 分项不足合计
pub static PARTS_SHORT: Code = Code {
    name: "parts-short",
    severity: Severity::Info,
    title: Text::new("分项不足合计", "parts fall short of the total"),
    says: &[Wording::new(
        "{column}的各分项相加为 {expected}，合计为 {found}，其余的来源表上没有列出。请核对分项是否漏行或错列；表上只要求列出部分来源的，可不处理。",
        "The parts of the {column} come to {expected}, the total says {found}; where the rest comes from is not on the form. Please check whether a part is missing or stands in another column; where only some sources are asked for, nothing is to be done.",
    )],
    what: Text::new(
        "列出的分项加不到合计，表上又没有写明其余的钱从哪里来。",
        "The parts that are listed do not come to the total, and nothing says where the rest comes from.",
    ),
    why: Text::new(
        "漏了一行、一行错了一列，都只能从这里看出来。",
        "A row left out or shifted by a column shows nowhere else.",
    ),
    example: Text::new(
        "年度资金总额 100，其中财政拨款 80，没有别的来源。",
        "The total says 100, 财政拨款 says 80, and there is no other source.",
    ),
    facts: &[
        FactName::new("column", Kind::Field),
        FactName::new("expected", Kind::Amount),
        FactName::new("found", Kind::Amount),
    ],
    ..Code::USUAL
};

/// 预算调整不符
pub static ADJUSTMENT_MISMATCH: Code = Code {
    name: "adjustment-mismatch",
    severity: Severity::Error,
    stages: LATER,
    title: Text::new("预算调整不符", "adjustment does not add up"),
    says: &[Wording::new(
        "年初预算数加年中调整数应为 {expected}，全年预算数填报 {found}。请核对这三个数。",
        "Initial budget plus change is {expected}, the adjusted budget says {found}. Please check the three figures.",
    )],
    what: Text::new(
        "年初预算数加年中调整数不等于全年预算数。",
        "Initial budget plus change is not the adjusted budget.",
    ),
    why: Text::new(
        "预算调整率和执行率都以这几个数为基础。",
        "The adjustment rate and the execution rate rest on these figures.",
    ),
    example: Text::new(
        "433.69 加 52.13 应为 485.82，表上填 482.85。",
        "433.69 plus 52.13 is 485.82, the form says 482.85.",
    ),
    facts: &FactName::pair(Kind::Amount),
    follows: &[
        Cause::in_row(&MEASURE_MIXED),
        Cause::new(&CROSS_FOOT, Reach::Row, Proof::Gap),
    ],
    ..Code::USUAL
};

/// 预算调整幅度异常
pub static ADJUSTMENT_LARGE: Code = Code {
    name: "adjustment-large",
    severity: Severity::Info,
    stages: LATER,
    title: Text::new("预算调整幅度异常", "adjustment out of proportion"),
    says: &[Wording::new(
        "年初预算数 {expected} 与全年预算数 {found} 相差 {times} 倍以上。请核对这两个数的小数点和位数；确为年中追加或收回的，不必改。",
        "The initial budget {expected} and the adjusted budget {found} are more than {times} times apart. Please check points and digits of the two; if funds were added or withdrawn during the year, leave them.",
    )],
    what: Text::new(
        "年初预算数和全年预算数相差好几倍。",
        "The initial and the adjusted budget are several times apart.",
    ),
    why: Text::new(
        "多为其中一个数多写、少写了一位，预算调整率也就不对。",
        "Mostly one of them has a digit too many or too few, and the adjustment rate is wrong with it.",
    ),
    example: Text::new(
        "年初预算数 4336.9，全年预算数 485.82。",
        "An initial budget of 4336.9, an adjusted budget of 485.82.",
    ),
    facts: &[
        FactName::new("expected", Kind::Amount),
        FactName::new("found", Kind::Amount),
        FactName::new("times", Kind::Figure),
    ],
    follows: &[
        Cause::in_row(&MEASURE_MIXED),
        Cause::in_row(&ADJUSTMENT_MISMATCH),
        Cause::new(&CROSS_FOOT, Reach::Row, Proof::Bound),
    ],
    ..Code::USUAL
};

/// 执行数超过预算数
pub static OVERSPENT: Code = Code {
    name: "overspent",
    severity: Severity::Warning,
    stages: LATER,
    title: Text::new("执行数超过预算数", "executed above budget"),
    says: &[Wording::new(
        "全年执行数 {found} 大于全年预算数 {expected}。请核对；如属年中追加，请填写调整后的全年预算数。",
        "The executed amount {found} exceeds the adjusted budget {expected}. Please check; if funds were added during the year, state the budget after adjustment.",
    )],
    what: Text::new(
        "全年执行数大于全年预算数。",
        "The executed amount is above the adjusted budget.",
    ),
    why: Text::new(
        "没有预算不得支出，多半是预算数没有用调整后的数。",
        "Nothing may be spent without a budget; mostly the budget before adjustment was filed.",
    ),
    example: Text::new(
        "预算 433.69，执行 436.51，实际调整后预算为 485.82。",
        "Budget 433.69, executed 436.51, while the adjusted budget was 485.82.",
    ),
    facts: &FactName::pair(Kind::Amount),
    follows: &[
        Cause::in_row(&MEASURE_MIXED),
        Cause::in_row(&ZERO_BUDGET),
        Cause::new(&CROSS_FOOT, Reach::Row, Proof::Bound),
        Cause::new(&ADJUSTMENT_MISMATCH, Reach::Row, Proof::Bound),
    ],
    ..Code::USUAL
};

/// 全年预算数为零
pub static ZERO_BUDGET: Code = Code {
    name: "zero-budget",
    severity: Severity::Error,
    stages: LATER,
    title: Text::new("全年预算数为零", "adjusted budget is zero"),
    says: &[Wording::new(
        "全年预算数为 {found}，无法计算执行率。请填写调整后的全年预算数；确无预算的，请说明原因。",
        "The adjusted budget is {found}, so there is no execution rate. Please fill in the budget after adjustment, or explain why there is none.",
    )],
    what: Text::new("全年预算数为 0。", "The adjusted budget is 0."),
    why: Text::new(
        "执行率的分母为 0，没有执行率，既不是 0 也不是 100%。",
        "The rate has a base of 0 and does not exist; it is neither 0 nor 100%.",
    ),
    example: Text::new(
        "总额行填 0，金额只填在分项行。",
        "The total row says 0, the amounts stand only in the rows below.",
    ),
    facts: &[FactName::new("found", Kind::Amount)],
    follows: &[Cause::new(&CROSS_FOOT, Reach::Cell, Proof::Place)],
    ..Code::USUAL
};

/// 执行率分母
pub static BUDGET_BASE: Code = Code {
    name: "budget-base",
    severity: Severity::Info,
    stages: SELF,
    title: Text::new("执行率分母", "base of the execution rate"),
    says: &[Wording::new(
        "表上没有“全年预算数”一栏，执行率按唯一的预算栏“年初预算数”（{found}）计算。表上另有调整后预算数的，请补填。",
        "The form has no column for the adjusted budget; the execution rate is measured against its only budget, the initial one ({found}). Please fill in the budget after adjustment where there is one.",
    )],
    what: Text::new(
        "表上只有一个预算数栏目，执行率以它为分母。",
        "The form has one budget column, which is the base of the execution rate.",
    ),
    why: Text::new(
        "多数地方以调整后的全年预算数为分母，口径不同的表放在一起比较时须知道。",
        "Most places measure against the adjusted budget; a form with another base must be known when forms are compared.",
    ),
    example: Text::new(
        "表头为“年初预算数（A）、全年执行数（B）、执行率（B/A）”。",
        "The headings are 年初预算数（A）, 全年执行数（B）, 执行率（B/A）.",
    ),
    facts: &[FactName::new("found", Kind::Amount)],
    ..Code::USUAL
};

/// 没有年初预算数
pub static INITIAL_ABSENT: Code = Code {
    name: "initial-absent",
    severity: Severity::Info,
    title: Text::new("没有年初预算数", "no initial budget"),
    says: &[Wording::new(
        "表上有全年预算数（{found}），没有“年初预算数”一栏，预算调整率没有核对。本地表样有这一栏的，请补填；没有的，可不处理。",
        "The form has a budget of the year ({found}) and no column for the initial one; the adjustment was not checked. Please fill it in where the local form has such a column; else nothing is to be done.",
    )],
    what: Text::new(
        "资金表有全年预算数，没有年初预算数。",
        "The money block has a budget of the year but no initial one.",
    ),
    why: Text::new(
        "预算调整率以年初预算数为分母，缺了它就算不出来；整列被删掉也只能从这里看出来。",
        "The adjustment rate is measured against the initial budget; a column that was deleted shows nowhere else.",
    ),
    example: Text::new(
        "表头为“全年预算数（A）、全年执行数（B）、执行率（B/A）”。",
        "The headings are 全年预算数（A）, 全年执行数（B）, 执行率（B/A）.",
    ),
    facts: &[FactName::new("found", Kind::Amount)],
    ..Code::USUAL
};

/// 出现负数
pub static NEGATIVE: Code = Code {
    name: "negative",
    severity: Severity::Error,
    title: Text::new("出现负数", "negative figure"),
    says: &[Wording::new(
        "{field}为负数（{found}）。请核对后改正。",
        "The {field} is negative ({found}). Please check and mend it.",
    )],
    what: Text::new(
        "金额、分值或得分为负数。",
        "An amount, weight or score is negative.",
    ),
    why: Text::new(
        "这些数不应为负，多为录入错误；指标扣分也以 0 为底。",
        "None of these can be negative; it is mostly a slip of the pen, and deductions end at 0.",
    ),
    example: Text::new("得分填 -2。", "A score of -2."),
    facts: &[
        FactName::new("field", Kind::Field),
        FactName::new("found", Kind::Figure),
    ],
    ..Code::USUAL
};

/// 执行率不符
pub static EXECUTION_RATE_MISMATCH: Code = Code {
    name: "execution-rate-mismatch",
    severity: Severity::Error,
    stages: LATER,
    title: Text::new("执行率不符", "execution rate differs"),
    says: &[
        Wording::case(
            "initial",
            "按全年执行数÷年初预算数（表上唯一的预算数）计算，执行率为 {expected}，表上为 {found}。请核对两个金额和执行率。",
            "Executed ÷ initial budget, the only one on the form, gives a rate of {expected}, the form says {found}. Please check both amounts and the rate.",
        ),
        Wording::new(
            "按全年执行数÷全年预算数计算，执行率为 {expected}，表上为 {found}。请核对两个金额和执行率。",
            "Executed ÷ adjusted budget gives a rate of {expected}, the form says {found}. Please check both amounts and the rate.",
        ),
    ],
    what: Text::new(
        "表上的执行率与金额算出的不一致，且不是四舍五入造成的。",
        "The printed rate is not what the amounts give, and rounding does not explain it.",
    ),
    why: Text::new(
        "执行率=全年执行数÷全年预算数（调整后），直接决定执行率得分。",
        "Rate = executed ÷ adjusted budget; it decides the execution score.",
    ),
    example: Text::new(
        "执行 436.51、预算 485.82 应为 89.85%，表上填 100%。",
        "436.51 of 485.82 is 89.85%, the form says 100%.",
    ),
    basis: Ground::document(
        "财预〔2020〕10号",
        "附1 自评表：执行率（B/A），A 为全年预算数，B 为全年执行数",
        "annex 1, the form: rate (B/A), A the adjusted budget, B the executed amount",
    ),
    facts: &FactName::pair(Kind::Rate),
    follows: &[
        Cause::in_row(&MEASURE_MIXED),
        Cause::new(&CROSS_FOOT, Reach::Row, Proof::Ratio),
        Cause::new(&ADJUSTMENT_MISMATCH, Reach::Row, Proof::Ratio),
    ],
    ..Code::USUAL
};

/// The parts of a `column` add to `expected`, their `whole` is `found`.
#[must_use]
pub fn cross_foot(whole: &str, column: Field, expected: Decimal, found: Decimal) -> Problem {
    let gap = expected.saturating_sub(found).abs();
    CROSS_FOOT.with([
        ("whole", Fact::text(whole)),
        ("column", column.into()),
        ("expected", Fact::Amount(expected)),
        ("found", Fact::Amount(found)),
        ("gap", Fact::Amount(gap)),
    ])
}

/// The adjusted budget is 0.
#[must_use]
pub fn zero_budget() -> Problem {
    ZERO_BUDGET.with([("found", Fact::Amount(Decimal::ZERO))])
}
