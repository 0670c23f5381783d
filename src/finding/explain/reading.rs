//! Codes about what stands in the cells.

use super::{Explanation, explanation};
use crate::base::lang::Text;

pub(super) const UNCALCULATED: Explanation = explanation(
    Text::new(
        "单元格有公式，但文件里没有存下计算结果。",
        "A cell has a formula, but no result was stored with it.",
    ),
    Text::new(
        "没有结果就只能读到空白，不能当作 0。",
        "Without the result the cell reads as blank, which is not 0.",
    ),
    Text::new(
        "由其他软件生成的表，从未用 WPS 或 Excel 打开保存过。",
        "A form made by another program and never opened and saved in WPS or Excel.",
    ),
);

pub(super) const ERROR_VALUE: Explanation = explanation(
    Text::new(
        "单元格显示 #DIV/0!、#REF! 等错误。",
        "A cell shows an error such as #DIV/0! or #REF!.",
    ),
    Text::new(
        "错误值不是数，依赖它的得分无法复算。",
        "An error is no number; scores that rest on it cannot be recomputed.",
    ),
    Text::new(
        "执行率公式除以空白的预算数，显示 #DIV/0!。",
        "A rate formula divides by a blank budget and shows #DIV/0!.",
    ),
);

pub(super) const BEYOND_WINDOW: Explanation = explanation(
    Text::new(
        "表格以外很远的地方还有内容，没有读取。",
        "Content far outside the form was not read.",
    ),
    Text::new(
        "多为误填或残留；若是正式内容，会漏计。",
        "It is mostly left over; if it belongs to the form, it is missing from the figures.",
    ),
    Text::new(
        "第 20 万行有一个误输入的数字。",
        "A number typed by mistake in row 200 000.",
    ),
);

pub(super) const OUT_OF_RANGE: Explanation = explanation(
    Text::new(
        "数值超过 15 位，表格软件已不能准确保存。",
        "A number has more than 15 digits, beyond what a spreadsheet keeps exactly.",
    ),
    Text::new(
        "用不准确的数计算会得出看似精确的错误结果。",
        "Computing with it would give a wrong figure that looks exact.",
    ),
    Text::new(
        "把单位编码误填进金额栏。",
        "A unit's code typed into an amount's cell.",
    ),
);

pub(super) const LABEL_GUESSED: Explanation = explanation(
    Text::new(
        "表头用语不在标签表中，按其中的关键字推断了含义。",
        "A heading is not in the label file and was understood by its parts.",
    ),
    Text::new(
        "推断可能有误，须人工看一眼；常见用语可补进标签文件。",
        "The inference may be wrong and needs a look; common wordings belong in the label file.",
    ),
    Text::new(
        "“本年预算数（调整后口径）”按“全年预算数”读取。",
        "本年预算数（调整后口径） was read as the adjusted budget.",
    ),
);

pub(super) const COLUMN_UNREAD: Explanation = explanation(
    Text::new(
        "资金表或指标表中有一列的表头不在标签表中，也推断不出含义，没有读取。",
        "A column of the money block or the indicator table has a heading that is neither listed nor understood; it was not read.",
    ),
    Text::new(
        "不认识的列可能正是指标值或得分，漏读须让人知道。",
        "The column may be the very one that holds targets or scores; leaving it out must be said.",
    ),
    Text::new(
        "表头写作“效果自述”，该列没有读取。",
        "A column headed 效果自述 was left out.",
    ),
);

pub(super) const UNREADABLE_QUANTITY: Explanation = explanation(
    Text::new(
        "单元格看上去是数值，但不能确定是多少。",
        "A cell looks like a number but does not say exactly which.",
    ),
    Text::new(
        "看不准的数既不猜，也不当作 0，相应得分不复算。",
        "A doubtful number is neither guessed nor taken as 0; its score is not recomputed.",
    ),
    Text::new(
        "“约95%”“3-5”“9O%”（字母 O）。",
        "约95%, 3-5, 9O% with a letter O.",
    ),
);

pub(super) const FIELD_MISSING: Explanation = explanation(
    Text::new(
        "应填的内容空着，或表上没有这一项。",
        "A required item is blank or not on the form.",
    ),
    Text::new(
        "缺了它，有关的复算和核对做不了。",
        "Without it the figures that rest on it cannot be recomputed or checked.",
    ),
    Text::new(
        "指标填了得分却没有实际完成值。",
        "An indicator has a score but no actual value.",
    ),
);

pub(super) const UNIT_UNCLEAR: Explanation = explanation(
    Text::new(
        "表上没有读到单位名称。",
        "No unit name was read from the form.",
    ),
    Text::new(
        "不知道是谁的表就不能排名；文件名不作为依据。",
        "A form without a unit cannot be ranked; the file's name is no proof.",
    ),
    Text::new(
        "“部门（单位）名称”一栏空白，只盖了章。",
        "The cell for the unit's name is blank, only stamped.",
    ),
);

pub(super) const YEAR_UNCLEAR: Explanation = explanation(
    Text::new("标题处没有写年度。", "The heading does not state the year."),
    Text::new(
        "可能误用上年的表；填报日期通常是次年，不能代替评价年度。",
        "It may be last year's form; the date of filing is usually a year later and does not tell.",
    ),
    Text::new(
        "标题为“（  年度）”，年份未填。",
        "The heading says （  年度） with the year left blank.",
    ),
);

pub(super) const YEAR_DIFFERS: Explanation = explanation(
    Text::new(
        "表上的年度与本次评价的年度不同。",
        "The year on the form is not that of the run.",
    ),
    Text::new(
        "不同年度的数不能放在一起排名。",
        "Figures of different years cannot be ranked together.",
    ),
    Text::new(
        "评价 2023 年，报来的表标题为 2022 年度。",
        "The run is for 2023, the form is headed 2022.",
    ),
);

pub(super) const AMOUNT_IN_LABEL: Explanation = explanation(
    Text::new(
        "分项的金额写在名称里，没有填在金额列。",
        "The amount of a part stands inside its label, not in its column.",
    ),
    Text::new(
        "只有各项相加正好等于合计时才采用，并在此说明。",
        "It is used only where the parts add up to the total, and this says so.",
    ),
    Text::new(
        "“其中：基本支出：416.21万元”写在同一格。",
        "其中：基本支出：416.21万元 in one cell.",
    ),
);
