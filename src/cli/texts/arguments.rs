//! What the arguments are called and what they do, in both languages.

use crate::base::lang::Text;

pub(super) const ARGUMENT_TEXTS: [(&str, Text, Text); 32] = [
    (
        "paths",
        Text::new("文件夹或文件", "PATH"),
        Text::new(
            "存放自评表的文件夹，或单个文件；可以给多个",
            "Folders with forms, or single files",
        ),
    ),
    (
        "output",
        Text::new("汇总.xlsx", "OUT.xlsx"),
        Text::new(
            "写出的汇总工作簿；不给时写在文件夹旁边",
            "Workbook to write; beside the folder if not given",
        ),
    ),
    (
        "json",
        Text::new("结果.json", "OUT.json"),
        Text::new("同时写出 JSON 结果", "Also write the results as JSON"),
    ),
    (
        "csv",
        Text::new("文件夹", "DIR"),
        Text::new(
            "每张表写成该文件夹中的一个 CSV 文件（UTF-8，可直接用 Excel、WPS 打开）",
            "Write every sheet as a CSV file to this folder (UTF-8 with a byte order mark)",
        ),
    ),
    (
        "years",
        Text::new("年", "YEAR"),
        Text::new(
            "各年的数据，最后一个是本年：自评表文件夹或文件，或 ziping score 写出的 JSON、汇总工作簿",
            "One path a year, the current one last: forms, or JSON or a workbook that ziping score wrote",
        ),
    ),
    (
        "comparison",
        Text::new("同比.xlsx", "OUT.xlsx"),
        Text::new(
            "写出的同比工作簿；不给任何输出文件时列在屏幕上",
            "Workbook to write; without any output the table goes to the screen",
        ),
    ),
    (
        "previous",
        Text::new("路径", "PATH"),
        Text::new(
            "上年的自评表文件夹，或 ziping score 写出的 JSON、汇总工作簿；可以给多次，每年一次",
            "Forms of the year before, or JSON or a workbook that ziping score wrote; once for each year",
        ),
    ),
    (
        "previous_rules",
        Text::new("名称或文件", "NAME|FILE"),
        Text::new(
            "复算以前年度自评表的规则；不给时与本年相同",
            "Rule set for the forms of earlier years; the same as this year's if not given",
        ),
    ),
    (
        "stage",
        Text::new("阶段", "STAGE"),
        Text::new(
            "汇总哪个阶段的表：self 自评，midyear 年中监控（按进度排名，红黄绿预警）；其他阶段的表不入榜，写明原因",
            "Which forms count: self, self-evaluations; midyear, monitoring forms (ranked by progress, with red and yellow warnings); the others are not ranked, and named",
        ),
    ),
    (
        "month",
        Text::new("月份", "MONTH"),
        Text::new(
            "年中监控的数据截至哪个月末；不给时按规则（7 月）",
            "Month to the end of which monitoring forms report; that of the rules (July) if not given",
        ),
    ),
    (
        "unit_sheets",
        Text::new("", ""),
        Text::new(
            "另加每个单位一张可打印的单位页；超过 200 个单位时按分组另存在工作簿旁边的文件夹里",
            "Add a printable page for each unit; above 200 units by group in a folder beside the workbook",
        ),
    ),
    (
        "folder",
        Text::new("文件夹", "DIR"),
        Text::new(
            "空白表写到这个文件夹，没有则新建；已有同名文件时不覆盖",
            "Folder for the forms, made if there is none; existing files are never replaced",
        ),
    ),
    (
        "kind",
        Text::new("种类", "KIND"),
        Text::new(
            "只要其中一种：unit 部门（单位）整体支出，project 项目支出；不给时两种都写",
            "Only one of the two: unit, project; both if not given",
        ),
    ),
    (
        "form_stage",
        Text::new("阶段", "STAGE"),
        Text::new(
            "哪个阶段的表：goals 目标申报，midyear 年中监控，self 自评；各阶段只开放本阶段要填的格子",
            "Form of which stage: goals, midyear, self; only what the stage fills in is open",
        ),
    ),
    (
        "goals",
        Text::new("文件夹或文件", "PATH"),
        Text::new(
            "前面阶段已报的表（目标申报表、运行监控表）：按单位、项目各写出一份 --stage 所指阶段的表，带入已定的内容并锁定；没有带入的逐条说明",
            "Filed forms of the earlier stages (goal and monitoring forms): one form of the stage named by --stage for each unit and project, with what was fixed carried over and locked; what is not carried over is told",
        ),
    ),
    (
        "form_year",
        Text::new("年度", "YEAR"),
        Text::new(
            "印在标题下的评价年度；不给时留空",
            "Year printed below the title; left open if not given",
        ),
    ),
    (
        "rules",
        Text::new("名称或文件", "NAME|FILE"),
        Text::new(
            "评分规则：内置名称（default、national-half-up、hubei）、规则文件或规则工作簿（.xlsx）",
            "Rule set: a built-in name (default, national-half-up, hubei), a rule file or a rule workbook (.xlsx)",
        ),
    ),
    (
        "labels",
        Text::new("文件", "FILE"),
        Text::new(
            "替换内置的标签词表",
            "Label file in place of the built-in one",
        ),
    ),
    (
        "rule_set",
        Text::new("名称或文件", "NAME|FILE"),
        Text::new(
            "表中公式所用的评分规则；只写 --rules 不给名称时，改为写出规则工作簿（规则.xlsx），供修改后使用",
            "Rule set that the formulas follow; --rules without a name writes the rule workbook 规则.xlsx instead, to be edited",
        ),
    ),
    (
        "rule_workbook",
        Text::new("", ""),
        Text::new(
            "写出 --rules 所指规则的规则工作簿（规则.xlsx），不写空白表",
            "Write the rule workbook 规则.xlsx of the rule set named, no forms",
        ),
    ),
    (
        "form_roster",
        Text::new("名单文件", "FILE"),
        Text::new(
            "单位名单：按分组文件夹为每个单位写出一份，填好单位名称和编码；与 --rules 写规则工作簿时，放进“名单”一表",
            "Roster of units: one form a unit in folders by group, with name and code; with the rule workbook, its sheet 名单",
        ),
    ),
    (
        "form_previous",
        Text::new("文件夹或文件", "PATH"),
        Text::new(
            "上年的自评表，或 ziping score 写出的 JSON、汇总工作簿（只有项目名称）：沿用各单位、各项目的指标、指标值和分值（金额和日期不沿用）",
            "Forms of the year before, or JSON or a workbook that ziping score wrote (names of projects only): indicators, targets and weights of units and projects are carried over, amounts and dates are not",
        ),
    ),
    (
        "indicators",
        Text::new("指标文件", "FILE"),
        Text::new(
            "批复的指标（.xlsx 或 .csv：单位编码或名称、项目名称、一级至三级指标、指标值、分值、评分方法），优先于上年",
            "Approved indicators (.xlsx or .csv: code or name of the unit, project, levels, target, weight, method); they come before those of the year before",
        ),
    ),
    (
        "roster",
        Text::new("名单文件", "FILE"),
        Text::new(
            "单位名单（.xlsx 或 .csv：单位编码、单位名称、分组、曾用名）：核对单位，列出未报单位",
            "Roster of units (.xlsx or .csv: code, name, group, former names): checks the units, lists those missing",
        ),
    ),
    (
        "year",
        Text::new("年度", "YEAR"),
        Text::new(
            "评价年度；其他年度的表不入榜。不给时取多数表的年度",
            "Year assessed; forms of other years are not ranked. The year most forms state if not given",
        ),
    ),
    (
        "lang",
        Text::new("语言", "LANG"),
        Text::new(
            "界面和输出的语言：zh 中文，en 英文",
            "Language of messages and output: zh, en",
        ),
    ),
    (
        "jobs",
        Text::new("个数", "N"),
        Text::new(
            "同时读取的文件数；不给时等于处理器核数",
            "Files read at a time; the number of cores if not given",
        ),
    ),
    (
        "fail_on",
        Text::new("级别", "LEVEL"),
        Text::new(
            "有此级别及以上的审核发现时退出码为 1：error 错误，warning 警告，never 从不",
            "Exit with 1 on findings of this severity: error, warning, never",
        ),
    ),
    (
        "quiet",
        Text::new("", ""),
        Text::new("不显示进度和小结", "No progress, no summary"),
    ),
    (
        "code",
        Text::new("代码", "CODE"),
        Text::new(
            "审核发现的代码；不给时列出全部",
            "Code of a finding; all are listed if not given",
        ),
    ),
    (
        "help",
        Text::new("", ""),
        Text::new("显示帮助", "Show help"),
    ),
    (
        "version",
        Text::new("", ""),
        Text::new("显示版本", "Show the version"),
    ),
];
