//! Codes about a unit and the roster.

use super::{Explanation, explanation};
use crate::base::lang::Text;

pub(super) const NOT_LISTED: Explanation = explanation(
    Text::new(
        "给出了单位名单，而表上的单位不在名单里（编码、名称、曾用名都对不上）。",
        "A roster was given, and the unit on the form is not on it: neither its code nor its name nor a former name.",
    ),
    Text::new(
        "对不上名单的表无法计入已报单位，名单上的那个单位会显示为未报。",
        "A form that matches no unit counts for none: the unit it belongs to is shown as missing.",
    ),
    Text::new(
        "单位填了简称“住建局”，名单上是“示例区住房和城乡建设局”。",
        "A unit used its short name 住建局; the roster has 示例区住房和城乡建设局.",
    ),
);

pub(super) const NAME_DIFFERS: Explanation = explanation(
    Text::new(
        "按编码或曾用名认出了单位，但表上写的名称不是名单上的现用名。",
        "The unit was recognised by its code or a former name; the form does not use its present name.",
    ),
    Text::new(
        "名称以名单为准，汇总、通报和上下年对比才能对得上；表上的写法原样保留，不改动。",
        "The roster decides, so that summaries and comparisons over years agree; what the form says is kept as it was filed.",
    ),
    Text::new(
        "机构改革后仍用“安全生产监督管理局”，名单上是“应急管理局”。",
        "A form still says 安全生产监督管理局 where the roster has 应急管理局.",
    ),
);

pub(super) const CODE_DIFFERS: Explanation = explanation(
    Text::new(
        "单位名称在名单上，但表上的预算编码不是名单上该单位的编码。",
        "The name is on the roster, the budget code on the form is not the one of that unit.",
    ),
    Text::new(
        "编码填错一位就成了别的单位；名称与名单一致时以名称为准，编码须核对。",
        "One wrong digit makes it another unit's code. Where the name is on the roster it decides, and the code is to be checked.",
    ),
    Text::new(
        "名单上是 301001，表上填 301010。",
        "The roster has 301001, the form 301010.",
    ),
);
