//! Codes about a file as a whole.

use super::{Explanation, explanation};
use crate::base::lang::Text;

pub(super) const EMPTY: Explanation = explanation(
    Text::new("文件为 0 字节，没有任何内容。", "The file has 0 bytes."),
    Text::new(
        "空文件多为复制或上传中断，单位的数据并没有报上来。",
        "An empty file usually comes from a broken copy or upload: the unit's figures never arrived.",
    ),
    Text::new(
        "从聊天软件转存时只建了文件名，内容没有下载完。",
        "A file saved from a chat program before its download finished.",
    ),
);

pub(super) const PASSWORD: Explanation = explanation(
    Text::new(
        "文件设置了打开密码。",
        "The file needs a password to be opened.",
    ),
    Text::new(
        "没有密码无法读取，本程序也不会尝试破解。",
        "Without the password it cannot be read, and no attempt is made to break it.",
    ),
    Text::new(
        "单位为防改动给 .xlsx 加了密码，应取消密码后重报。",
        "A unit locked its .xlsx against changes; it should remove the password and file again.",
    ),
);

pub(super) const DAMAGED: Explanation = explanation(
    Text::new(
        "文件被截断、损坏或内容自相矛盾。",
        "The file is cut off, damaged or contradicts itself.",
    ),
    Text::new(
        "读出的数可能是错的，宁可不读也不猜。",
        "Figures read from it might be wrong; it is refused rather than guessed at.",
    ),
    Text::new(
        "传输中断只剩前一半；或同一单元格在文件里写了两个值。",
        "Half a file after a broken transfer, or one cell stored with two values.",
    ),
);

pub(super) const NOT_WORKBOOK: Explanation = explanation(
    Text::new(
        "扩展名是表格，内容却不是电子表格。",
        "The name says workbook, the content is something else.",
    ),
    Text::new(
        "是否为表格按内容判断，不按扩展名判断。",
        "The content decides, not the name.",
    ),
    Text::new(
        "系统导出的网页被命名为“自评表.xls”。",
        "A web page exported by a system and named 自评表.xls.",
    ),
);

pub(super) const ARCHIVE: Explanation = explanation(
    Text::new(
        "文件是压缩包（zip、rar、7z）。",
        "The file is an archive (zip, rar, 7z).",
    ),
    Text::new(
        "压缩包中的文件不读取，须先解压，以便每份表都有明确的路径可查。",
        "Files inside are not read; unpacked, each form has a path that can be looked up.",
    ),
    Text::new(
        "“各科室自评表.zip”，解压到同一文件夹后再运行。",
        "各科室自评表.zip: unpack it into the folder and run again.",
    ),
);

pub(super) const LIMIT: Explanation = explanation(
    Text::new(
        "文件的大小、所需内存或读取时间超过上限。",
        "Size, memory or reading time of the file is beyond a limit.",
    ),
    Text::new(
        "上限防止一个异常文件拖垮整批工作；正常自评表远低于上限。",
        "The limits keep one odd file from stopping the whole batch; real forms stay far below.",
    ),
    Text::new(
        "表格下方有一百万行空白格式，删除后另存即可。",
        "A million formatted blank rows below the form; delete them and save.",
    ),
);

pub(super) const NOT_OPENED: Explanation = explanation(
    Text::new(
        "文件存在但打不开。",
        "The file is there but cannot be opened.",
    ),
    Text::new(
        "没有权限、被其他程序占用或运行中被移走，都会使这份表缺席汇总。",
        "No permission, in use elsewhere or moved during the run: the form is missing from the summary.",
    ),
    Text::new(
        "该表正在另一台电脑上用 WPS 编辑。",
        "The form is being edited in WPS on another computer.",
    ),
);

pub(super) const SKIPPED: Explanation = explanation(
    Text::new(
        "文件不是自评表，已跳过，仅作记录。",
        "The file is not a form; it was skipped and is only recorded.",
    ),
    Text::new(
        "文件夹里见到的每个文件都要有交代，不能悄悄丢掉。",
        "Every file that was met is accounted for; none disappears silently.",
    ),
    Text::new(
        "WPS 临时文件“~$自评表.xlsx”、照片、本程序以前的汇总结果。",
        "A lock file such as ~$自评表.xlsx, a photo, an earlier result of this program.",
    ),
);

pub(super) const NO_FORM: Explanation = explanation(
    Text::new(
        "工作簿能打开，但没有一张工作表像自评表。",
        "The workbook opens, but none of its sheets looks like a form.",
    ),
    Text::new(
        "表头用语差别太大时无法定位数据，可在标签文件中补充用语。",
        "Where the headings differ too much the figures cannot be found; their wording can be added to the label file.",
    ),
    Text::new(
        "报来的是通知附件目录，或表头全部改了名称。",
        "A list of annexes was filed, or all headings were renamed.",
    ),
);

pub(super) const EXAMPLE_SHEET: Explanation = explanation(
    Text::new(
        "标有“填报示例，不参加汇总”的工作表，未读取。本程序空白表自带的示例没有改动的，不提示。",
        "A sheet marked as an example was not read. The example that comes with a blank form of this program is not mentioned unless it was changed.",
    ),
    Text::new(
        "空白表附有一张填好的示例，读入会多出一份假的自评表。",
        "Blank forms come with a filled-in example; reading it would invent a filing.",
    ),
    Text::new(
        "单位把数据填在了“示例”表上，“自评表”是空的。",
        "A unit typed its figures into the example and left the form blank.",
    ),
);

pub(super) const TEMPLATE_ALTERED: Explanation = explanation(
    Text::new(
        "用本程序的空白表填报，但锁定的栏目名称、公式或单位、年度与发出时不同。",
        "A blank form of this program whose locked labels, formulas, unit or year are not those it was made with.",
    ),
    Text::new(
        "得分被填成数值就不再随指标变化；换了单位的表可能是抄来的。",
        "A score typed over its formula no longer follows the figures; a form made for another unit may be a copy.",
    ),
    Text::new(
        "得分一格是 10 而不是公式。",
        "A score is a typed 10 instead of the formula.",
    ),
);

pub(super) const STAGE_DIFFERS: Explanation = explanation(
    Text::new(
        "这是另一阶段的表：目标申报、年中监控、自评用的是同一张表的三个阶段，一次汇总只处理一个阶段（默认自评，score --stage midyear 为年中监控）。",
        "The form belongs to another stage: goals, mid-year monitoring and self-evaluation are three stages of one form, and a run is about one of them (self-evaluation, or mid-year with score --stage midyear).",
    ),
    Text::new(
        "目标申报表没有完成值，监控表只到 7 月底：按自评计分会得出零分或偏低的分，因此不计分、不排名，只列出原因。自评表上的年中值没有同期执行数，也不参加年中监控排名。",
        "A goal form has no results and a monitoring form only those to the end of July; scored as a self-evaluation they would come out at zero or too low. They are left out and named. Nor does a self-evaluation count at mid-year: it lacks the amount executed by then.",
    ),
    Text::new(
        "自评文件夹里放着“某局2024年绩效目标申报表.xlsx”。",
        "A goal form 某局2024年绩效目标申报表.xlsx lies in the folder of self-evaluations.",
    ),
);

pub(super) const HIDDEN_SHEET: Explanation = explanation(
    Text::new(
        "工作簿里有隐藏的工作表，未读取。",
        "A hidden sheet of the workbook was not read.",
    ),
    Text::new(
        "隐藏表多为旧数据或下拉选项，读入会重复计算。",
        "Hidden sheets mostly hold old data or lists; reading them would count twice.",
    ),
    Text::new(
        "隐藏的“2022”表是上年的自评表。",
        "A hidden sheet 2022 holds last year's form.",
    ),
);

pub(super) const DUPLICATE_FILE: Explanation = explanation(
    Text::new("两个文件内容完全相同。", "Two files are identical."),
    Text::new(
        "同一份表只能计一次，否则单位数和合计都会虚增。",
        "A form counts once, or the number of units and the sums would be too high.",
    ),
    Text::new(
        "“自评表.xlsx”和“自评表 - 副本.xlsx”。",
        "自评表.xlsx and 自评表 - 副本.xlsx.",
    ),
);

pub(super) const DUPLICATE_UNIT: Explanation = explanation(
    Text::new(
        "同一单位同一年度报了不止一份表，内容不同。",
        "One unit filed more than one form for the year, with different content.",
    ),
    Text::new(
        "一个单位只能有一个名次，须由人确定以哪份为准。",
        "A unit has one rank; a person must say which form counts.",
    ),
    Text::new(
        "先报了一稿，修改后又报“最终版”，两份都在文件夹里。",
        "A first version and a later 最终版 are both in the folder.",
    ),
);
