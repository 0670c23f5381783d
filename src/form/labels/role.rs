//! The fields that a label can denote, one closed enum per section of the label file.

use std::hash::Hash;

/// A closed set of fields, one section of the label file.
pub trait Role: Copy + Eq + Hash + Ord + 'static {
    /// Name of the section in the label file.
    const SECTION: &'static str;
    /// Every field with its name in the label file.
    const ALL: &'static [(&'static str, Self)];
}

macro_rules! roles {
    ($(#[$doc:meta])* $name:ident, $section:literal, { $($(#[$fdoc:meta])* $variant:ident = $key:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$fdoc])* $variant,)* }

        impl Role for $name {
            const SECTION: &'static str = $section;
            const ALL: &'static [(&'static str, Self)] = &[$(($key, Self::$variant),)*];
        }
    };
}

roles!(
    /// Label and value pairs outside the tables.
    Cover, "cover", {
        /// 部门（单位）名称
        Unit = "unit",
        /// 实施单位
        Implementer = "implementer",
        /// 主管部门
        Department = "department",
        /// 预算编码
        Code = "code",
        /// 项目名称
        Project = "project",
        /// 评价年度
        Year = "year",
        /// 自评总分
        Total = "total",
        /// 评价等级
        Grade = "grade",
        /// 预期目标
        Goal = "goal",
        /// 在职人数
        Staff = "staff",
        /// 填报信息, recognised as labels but not used
        Filing = "filing",
    }
);

roles!(
    /// Columns of the money block.
    FundColumn, "fund-columns", {
        /// 资金来源, 任务名称: the names of the rows
        Name = "name",
        /// 年初预算数
        Initial = "initial",
        /// 上年结转
        Carryover = "carryover",
        /// 年中调整数
        Change = "change",
        /// 全年预算数
        Adjusted = "adjusted",
        /// 全年执行数
        Executed = "executed",
        /// 1-7月执行数: executed by the middle of the year
        Midyear = "midyear",
        /// 全年预计执行数
        Forecast = "forecast",
        /// 执行率
        Rate = "rate",
        /// 分值
        Points = "points",
        /// 得分
        Score = "score",
        /// A column that is recognised but not used.
        Other = "other",
    }
);

/// 年初预算数, 全年预算数, 全年执行数: the amounts that the other figures follow from.
#[must_use]
pub const fn is_amount(role: FundColumn) -> bool {
    matches!(
        role,
        FundColumn::Initial | FundColumn::Adjusted | FundColumn::Executed
    )
}

roles!(
    /// Rows of the money block.
    FundRow, "fund-rows", {
        /// 年度资金总额
        Total = "total",
        /// 小计: the total where there is no other row for it
        Subtotal = "subtotal",
        /// 按收入性质分: the heading of the rows below it
        Heading = "heading",
    }
);

roles!(
    /// Columns of the indicator table.
    IndicatorColumn, "indicator-columns", {
        /// 一级指标
        Level1 = "level1",
        /// 二级指标
        Level2 = "level2",
        /// 三级指标
        Level3 = "level3",
        /// 绩效指标: the name of the indicator where there is no 三级指标
        Name = "name",
        /// 指标性质: the sign of the target
        Sign = "sign",
        /// 计量单位
        Measure = "measure",
        /// 年度指标值
        Target = "target",
        /// 年初指标值
        InitialTarget = "initial-target",
        /// 调整指标值
        AdjustedTarget = "adjusted-target",
        /// 年中监控实际完成值
        Midyear = "midyear",
        /// 全年预计完成情况
        Forecast = "forecast",
        /// 实际完成值
        Actual = "actual",
        /// 指标完成率
        Completion = "completion",
        /// 分值
        Points = "points",
        /// 自评得分
        Score = "score",
        /// 定性评分: points by judgement, from which the 得分 of a blank form is computed
        Judged = "judged",
        /// 评分方法
        Criterion = "criterion",
        /// 偏差原因分析
        Reason = "reason",
        /// 改进措施
        Measures = "measures",
        /// A column that is recognised but not used.
        Other = "other",
    }
);

roles!(
    /// Labels of the rows behind the indicator table.
    Closing, "closing", {
        /// 总分
        Total = "total",
        /// 小计
        Subtotal = "subtotal",
        /// 评价等级
        Grade = "grade",
        /// Any other row that ends the table.
        End = "end",
    }
);

roles!(
    /// Words in titles.
    Title, "title", {
        /// 整体支出
        Unit = "unit",
        /// 项目支出
        Project = "project",
        /// 自评
        Form = "form",
        /// 绩效目标申报: the goal form
        Goals = "goals",
        /// 绩效运行监控: the monitoring form
        Midyear = "midyear",
        /// 汇总, 清单: a list, which is no form
        List = "list",
        /// 局, 委员会: endings of the names of bodies
        Body = "body",
        /// 填报示例: a filled-in example, which is no filing
        Example = "example",
    }
);

roles!(
    /// Headings that name one thing on some forms and another on others.
    Vague, "vague", {
        /// 标准, 年度指标: a target, criteria or names
        Target = "target",
        /// 分数, 计分: what can be earned or what was earned
        Marks = "marks",
        /// 金额, 资金: the budget beside what was executed
        Budget = "budget",
        /// 年度预算数: the amounts or the names of their rows
        Year = "year",
    }
);

roles!(
    /// Words within headings and names.
    Words, "words", {
        /// 公式, 说明: the column explains
        Explains = "explains",
        /// 全年, 调整: an initial budget went before
        Changed = "changed",
        /// 资金, 拨款: how the names of sources of money end
        Source = "source",
        /// 支出, 收入: how the names of other money end
        Flow = "flow",
    }
);

roles!(
    /// Columns of the list of units 名单.
    RosterColumn, "roster", {
        /// 单位编码
        Code = "code",
        /// 单位名称
        Name = "name",
        /// 分组
        Group = "group",
        /// 曾用名
        Former = "former",
        /// 预算数, in the unit of money in its heading
        Budget = "budget",
        /// 在职人数
        Heads = "heads",
        /// A column that is recognised but not used.
        Other = "other",
    }
);
