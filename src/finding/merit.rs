//! Money and merit: what was earned against what was spent.

use super::Severity;
use super::code::{Code, FactName, Ground, SELF, Wording};
use super::fact::Kind;
use crate::base::lang::Text;

/// 预算管理一体化系统绩效管理模块的自评审核规则
pub(crate) const MODULE: Ground = Ground::document(
    "预算管理一体化系统绩效管理模块",
    "自评审核规则：得分率与执行率的差异超过 5%、结余超过预算 20% 的提示",
    "audit rules of the module: merit more than 5% above execution, more than 20% of the budget left",
);

/// 得分率高于执行率
pub static MERIT_OUTRUNS_MONEY: Code = Code {
    name: "merit-outruns-money",
    severity: Severity::Warning,
    stages: SELF,
    title: Text::new("得分率高于执行率", "merit outruns money"),
    says: &[
        Wording::case(
            "low",
            "指标得分率 {merit}，执行率得分率 {execution}，相差 {found}，超过 {expected}。请核实钱没有花完、任务却已完成的原因，或指标值是否偏低。",
            "The indicators earned {merit} of their points, execution {execution}: {found} apart, more than {expected}. Please find out how the work was done without the money, or whether targets were low.",
        ),
        Wording::case(
            "high",
            "指标得分率 {merit}，执行率得分率 {execution}，相差 {found}，超过 {expected}；预算大部分已执行，请核对指标值是否偏低。",
            "The indicators earned {merit} of their points, execution {execution}: {found} apart, more than {expected}; most of the budget was executed. Please check whether targets were low.",
        )
        .graded(Severity::Info),
    ],
    what: Text::new(
        "（指标得分率 − 执行率得分率）÷ 指标得分率超过界限；预算执行率达到须说明原因的界限（90%）的，为提示。",
        "(Merit − execution) ÷ merit is above the bound, both as earned points ÷ possible points; a note where execution needs no explanation (90% or more).",
    ),
    why: Text::new(
        "钱没有花完而绩效得分高，多为指标值偏低或自评偏高；单独一条不说明有错，用于排查。",
        "High merit on low spending mostly means low targets or generous scores; by itself it proves nothing.",
    ),
    example: Text::new(
        "90 分的指标得 88 分，执行率得分 10 分只得 7 分。",
        "88 of 90 points for the indicators, 7 of 10 for execution.",
    ),
    basis: MODULE,
    facts: &[
        FactName::new("merit", Kind::Rate),
        FactName::new("execution", Kind::Rate),
        FactName::new("expected", Kind::Rate),
        FactName::new("found", Kind::Rate),
    ],
    ..Code::USUAL
};

/// 预算结余较多
pub static UNSPENT: Code = Code {
    name: "unspent",
    severity: Severity::Warning,
    stages: SELF,
    title: Text::new("预算结余较多", "much unspent"),
    says: &[Wording::new(
        "全年预算数的 {found} 没有执行，超过 {expected}。请核实原因，必要时收回或调减下年预算。",
        "{found} of the adjusted budget was not spent, more than {expected}. Please find out why; take it back or reduce next year's budget where needed.",
    )],
    what: Text::new(
        "（全年预算数 − 全年执行数）÷ 全年预算数超过界限。",
        "(Adjusted − executed) ÷ adjusted is above the bound.",
    ),
    why: Text::new(
        "大量结余说明预算编制或项目实施有问题。",
        "Much money left shows a fault of the budget or of the work.",
    ),
    example: Text::new(
        "全年预算 100 万元，执行 70 万元，结余 30%。",
        "70 of 100 spent: 30% left.",
    ),
    basis: MODULE,
    facts: &FactName::pair(Kind::Rate),
    ..Code::USUAL
};

/// 项目资金闲置
pub static IDLE_PROJECT: Code = Code {
    name: "idle-project",
    severity: Severity::Warning,
    stages: SELF,
    title: Text::new("项目资金闲置", "idle project money"),
    says: &[Wording::new(
        "“{project}”全年预算数 {expected}，全年执行数 {found}。请核实项目是否实施、资金是否闲置。",
        "\"{project}\" has a budget of {expected} and spent {found}. Please find out whether it was carried out and the money lies idle.",
    )],
    what: Text::new(
        "项目有预算而没有支出：项目自评表、项目清单中的一行，或部门表中的项目支出。",
        "A project has a budget but no spending: a project form, a line of the list of projects, or 项目支出 of a unit.",
    ),
    why: Text::new(
        "闲置资金应当收回或调整用途。",
        "Idle money should be taken back or put to other use.",
    ),
    example: Text::new(
        "预算 44.50 万元的项目，执行 0 万元。",
        "A project with a budget of 44.50 and nothing spent.",
    ),
    facts: &[
        FactName::new("project", Kind::Text),
        FactName::new("expected", Kind::Amount),
        FactName::new("found", Kind::Amount),
    ],
    ..Code::USUAL
};

/// 没花钱却完成了产出
pub static NOTHING_SPENT_MUCH_DONE: Code = Code {
    name: "nothing-spent-much-done",
    severity: Severity::Warning,
    stages: SELF,
    title: Text::new("没花钱却完成了产出", "nothing spent, much done"),
    says: &[Wording::new(
        "预算执行率 {found}，低于 {expected}，产出指标却达到或超过指标值：{indicators}。请核实完成情况和资金来源。",
        "The execution rate is {found}, below {expected}, yet outputs reach their targets: {indicators}. Please check what was done and with what money.",
    )],
    what: Text::new(
        "预算几乎没有执行，产出指标却达到或超过指标值。",
        "Hardly anything of the budget was executed, yet outputs are at or above target.",
    ),
    why: Text::new(
        "没有花钱的产出多半不是本年本项目的，或用了别的资金。",
        "Outputs without spending mostly belong to another year, project or source of money.",
    ),
    example: Text::new(
        "执行率 0%，“新建道路 10 公里”已完成。",
        "0% executed, but all 10 km of road are built.",
    ),
    facts: &[
        FactName::new("indicators", Kind::Text),
        FactName::new("expected", Kind::Rate),
        FactName::new("found", Kind::Rate),
    ],
    ..Code::USUAL
};

/// 执行率低而指标满分
pub static FULL_MARKS_LOW_EXECUTION: Code = Code {
    name: "full-marks-low-execution",
    severity: Severity::Warning,
    stages: SELF,
    title: Text::new("执行率低而指标满分", "full marks on low execution"),
    says: &[Wording::new(
        "预算执行率 {found}，低于 {expected}，全部指标却都得满分。请核实指标值和完成情况。",
        "The execution rate is {found}, below {expected}, yet every indicator has full points. Please check targets and results.",
    )],
    what: Text::new(
        "预算执行率低于界限，全部指标得满分。",
        "All indicator points were earned with an execution rate below the bound.",
    ),
    why: Text::new(
        "预算没有执行到位而绩效全部实现，是财政审核首先核对的情形。",
        "Everything achieved with the budget hardly used is what finance offices look for first.",
    ),
    example: Text::new(
        "执行率 39%，90 分的指标得 90 分。",
        "39% executed, 90 of 90 points.",
    ),
    facts: &FactName::pair(Kind::Rate),
    ..Code::USUAL
};

/// 项目全部满分
pub static ALL_PROJECTS_FULL: Code = Code {
    name: "all-projects-full",
    severity: Severity::Info,
    stages: SELF,
    title: Text::new("项目全部满分", "all projects full"),
    says: &[Wording::new(
        "本单位 {count} 个项目的自评总分都是满分。请抽查核实。",
        "All {count} projects of this unit have full marks. Please verify some of them.",
    )],
    what: Text::new(
        "一个单位的项目自评表总分都是满分。",
        "Every project form of a unit has full marks.",
    ),
    why: Text::new(
        "没有任何偏差的自评少见，宜列入抽查。",
        "Self-evaluations without any deviation are rare and worth a spot check.",
    ),
    example: Text::new(
        "一个局报送 4 份项目自评表，都是 100 分。",
        "A bureau files four project forms with 100 points each.",
    ),
    facts: &[FactName::new("count", Kind::Count)],
    ..Code::USUAL
};
