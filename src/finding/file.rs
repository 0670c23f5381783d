//! Files that were not read.

use super::Severity;
use super::code::{Code, FactName, Wording};
use super::fact::Kind;
use crate::base::lang::Text;

/// 空文件
pub static FILE_EMPTY: Code = Code {
    name: "file-empty",
    severity: Severity::Error,
    title: Text::new("空文件", "empty file"),
    says: &[Wording::new(
        "文件是空的（0 字节）。请重新报送。",
        "The file is empty (0 bytes). Please file it again.",
    )],
    what: Text::new("文件为 0 字节，没有任何内容。", "The file has 0 bytes."),
    why: Text::new(
        "空文件多为复制或上传中断，单位的数据并没有报上来。",
        "An empty file usually comes from a broken copy or upload: the unit's figures never arrived.",
    ),
    example: Text::new(
        "从聊天软件转存时只建了文件名，内容没有下载完。",
        "A file saved from a chat program before its download finished.",
    ),
    ..Code::USUAL
};

/// 加密文件
pub static FILE_PASSWORD: Code = Code {
    name: "file-password",
    severity: Severity::Error,
    title: Text::new("加密文件", "password-protected file"),
    says: &[Wording::new(
        "文件有密码保护，无法读取。请取消密码后重新报送。",
        "The file is protected by a password and cannot be read. Please remove the password and file it again.",
    )],
    what: Text::new(
        "文件设置了打开密码。",
        "The file needs a password to be opened.",
    ),
    why: Text::new(
        "没有密码无法读取，本程序也不会尝试破解。",
        "Without the password it cannot be read, and no attempt is made to break it.",
    ),
    example: Text::new(
        "单位为防改动给 .xlsx 加了密码，应取消密码后重报。",
        "A unit locked its .xlsx against changes; it should remove the password and file again.",
    ),
    ..Code::USUAL
};

/// 文件损坏
pub static FILE_DAMAGED: Code = Code {
    name: "file-damaged",
    severity: Severity::Error,
    title: Text::new("文件损坏", "damaged file"),
    says: &[
        Wording::case(
            "contradictory",
            "文件内容自相矛盾（例如同一单元格有两个值），不同软件打开会看到不同的数，因此未读取。请用 WPS 或 Excel 打开核对后另存为新的 .xlsx 再报送。",
            "The file contradicts itself (such as one cell with two values): different programs would show different figures, so it was not read. Please open it in WPS or Excel, check it, save it as a new .xlsx and file it again.",
        ),
        Wording::new(
            "文件不完整或已损坏，无法读取。请重新报送；如为 .xls 文件，请用 WPS 或 Excel 另存为 .xlsx。",
            "The file is cut off or damaged and cannot be read. Please file it again; save an .xls file as .xlsx in WPS or Excel.",
        ),
    ],
    what: Text::new(
        "文件被截断、损坏或内容自相矛盾。",
        "The file is cut off, damaged or contradicts itself.",
    ),
    why: Text::new(
        "读出的数可能是错的，宁可不读也不猜。",
        "Figures read from it might be wrong; it is refused rather than guessed at.",
    ),
    example: Text::new(
        "传输中断只剩前一半；或同一单元格在文件里写了两个值。",
        "Half a file after a broken transfer, or one cell stored with two values.",
    ),
    ..Code::USUAL
};

/// 不是电子表格
pub static FILE_NOT_WORKBOOK: Code = Code {
    name: "file-not-workbook",
    severity: Severity::Error,
    title: Text::new("不是电子表格", "not a workbook"),
    says: &[
        Wording::case(
            "old",
            "{kind}，本程序不读这种旧格式。请用 WPS 或 Excel 打开后另存为 .xlsx 再报送。",
            "{kind}, a format that is not read. Please open it in WPS or Excel, save it as .xlsx and file that.",
        ),
        Wording::case(
            "readable",
            "{kind}（扩展名写成了表格），不是电子表格。请用 WPS 打开后另存为 .xlsx 再报送。",
            "{kind}, not a workbook, although its name says so. Please open it in WPS, save it as .xlsx and file that.",
        ),
        Wording::new(
            "{kind}（扩展名写成了表格），不是电子表格。请按模板填成 .xlsx 重新报送。",
            "{kind}, not a workbook, although its name says so. Please fill in the template as .xlsx and file that.",
        ),
    ],
    what: Text::new(
        "扩展名是表格，内容却不是电子表格。",
        "The name says workbook, the content is something else.",
    ),
    why: Text::new(
        "是否为表格按内容判断，不按扩展名判断。",
        "The content decides, not the name.",
    ),
    example: Text::new(
        "系统导出的网页被命名为“自评表.xls”。",
        "A web page exported by a system and named 自评表.xls.",
    ),
    facts: &[FactName::new("kind", Kind::File)],
    ..Code::USUAL
};

/// 压缩包
pub static FILE_ARCHIVE: Code = Code {
    name: "file-archive",
    severity: Severity::Error,
    title: Text::new("压缩包", "archive"),
    says: &[Wording::new(
        "这是压缩包，未读取其中的文件。请先解压，再对解压后的文件夹运行。",
        "This is an archive; the files inside were not read. Please unpack it first and run on the folder.",
    )],
    what: Text::new(
        "文件是不能直接读取的压缩包：rar、7z，或者嵌套超过三层、压缩方法少见的zip。",
        "The file is an archive that is not read as it is: rar, 7z, or a zip nested more than three deep or packed in a rare way.",
    ),
    why: Text::new(
        "zip、tar、tar.gz像文件夹一样读取；其他压缩包须先解压，否则其中的表会漏掉。",
        "zip, tar and tar.gz are read like folders; any other archive has to be unpacked, or the forms in it would be left out.",
    ),
    example: Text::new(
        "“各科室自评表.rar”，解压到同一文件夹后再运行。",
        "各科室自评表.rar: unpack it into the folder and run again.",
    ),
    ..Code::USUAL
};

/// 超出读取限制
pub static FILE_LIMIT: Code = Code {
    name: "file-limit",
    severity: Severity::Error,
    title: Text::new("超出读取限制", "beyond the reading limits"),
    says: &[
        Wording::new(
            "文件过大（{found}，上限 {expected}），未读取。请删除图片、空白行列和无关工作表后重新报送。",
            "The file is too large ({found}, limit {expected}); it was not read. Please delete pictures, blank rows and columns and other sheets and file it again.",
        ),
        Wording::new(
            "读取超过 {seconds} 秒仍未完成，已放弃。请删除无关内容，用 WPS 或 Excel 另存为 .xlsx 后重新报送。",
            "Reading took longer than {seconds} seconds and was given up. Please delete what does not belong, save as .xlsx in WPS or Excel and file it again.",
        ),
        Wording::new(
            "打开此文件所需内存超过上限，未读取。请删除表格以外的空白行列、图片和无关工作表，另存为 .xlsx 后重新报送。",
            "Opening the file needs more memory than allowed; it was not read. Please delete blank rows and columns, pictures and other sheets, save as .xlsx and file it again.",
        ),
    ],
    what: Text::new(
        "文件的大小、所需内存或读取时间超过上限。",
        "Size, memory or reading time of the file is beyond a limit.",
    ),
    why: Text::new(
        "上限防止一个异常文件拖垮整批工作；正常自评表远低于上限。",
        "The limits keep one odd file from stopping the whole batch; real forms stay far below.",
    ),
    example: Text::new(
        "表格下方有一百万行空白格式，删除后另存即可。",
        "A million formatted blank rows below the form; delete them and save.",
    ),
    facts: &[
        FactName::maybe("expected", Kind::Limit),
        FactName::maybe("found", Kind::Text),
        FactName::maybe("seconds", Kind::Count),
    ],
    ..Code::USUAL
};

/// 无法打开
pub static FILE_NOT_OPENED: Code = Code {
    name: "file-not-opened",
    severity: Severity::Error,
    title: Text::new("无法打开", "cannot be opened"),
    says: &[
        Wording::case(
            "fault",
            "读取这个文件时程序内部出错，没有读取；其他文件不受影响。请把这个文件发给开发者，并请单位另存为新的 .xlsx 重新报送。",
            "The program failed over this file and did not read it; other files are not affected. Please send it to the developers, and ask for it again, saved as a new .xlsx.",
        ),
        Wording::new(
            "文件无法打开：可能没有权限、正被其他程序占用或已被移走。请关闭占用它的程序、检查权限后重新运行。",
            "The file cannot be opened: no permission, in use by another program, or gone. Please close the other program, check the permission and run again.",
        ),
    ],
    what: Text::new(
        "文件存在但打不开。",
        "The file is there but cannot be opened.",
    ),
    why: Text::new(
        "没有权限、被其他程序占用或运行中被移走，都会使这份表缺席汇总。",
        "No permission, in use elsewhere or moved during the run: the form is missing from the summary.",
    ),
    example: Text::new(
        "该表正在另一台电脑上用 WPS 编辑。",
        "The form is being edited in WPS on another computer.",
    ),
    ..Code::USUAL
};

/// 非自评表文件
pub static FILE_SKIPPED: Code = Code {
    name: "file-skipped",
    severity: Severity::Info,
    title: Text::new("非自评表文件", "not a form file"),
    says: &[
        Wording::case(
            "not-regular",
            "这是快捷方式、链接或设备，不是文件，已跳过。如需计入，请把文件本身放进文件夹。",
            "This is a shortcut, link or device, not a file; it was skipped. To include it, put the file itself into the folder.",
        ),
        Wording::case(
            "own-output",
            "这是本程序写出的结果，不能作为名单或规则。请另选文件。",
            "This is a result of this program and cannot be a roster or rules. Name another file.",
        ),
        Wording::case(
            "earlier-year",
            "这是存放上年的表的文件夹，不与本年的表放在一起。放在最上层、名为“上年”的自动用来对比，其他的请指定为上年数据（--previous）。",
            "This folder holds last year's forms, which are not read together with this year's. One named 上年 at the top is compared with by itself; any other is to be named as the year before (--previous).",
        ),
        Wording::case(
            "list",
            "这是单位名单，不是自评表，已跳过。要按它核对单位、列出未报单位，请把这个文件指定为单位名单（--roster）。",
            "This is a list of units, not a form; it was skipped. To check the units against it and list those missing, name it as the roster (--roster).",
        ),
        Wording::case(
            "report",
            "这是自评报告，不是自评表；其中的数字已读取，并与自评表核对（没有对应的自评表时前后核对）。无需处理。",
            "This is a written report, not a form; its figures were read and held against the form, or where there is none against each other. Nothing to do.",
        ),
        Wording::case(
            "named-for-run",
            "这是本次运行所用的单位名单或规则文件，不是自评表，已跳过。无需处理。",
            "This is the roster or rule file of this run, not a form; it was skipped. Nothing to do.",
        ),
        Wording::new(
            "{kind}，不是电子表格，已跳过。如其中有自评表，请按模板填成 .xlsx 报送。",
            "{kind}, not a workbook; it was skipped. If it holds a form, please file that as .xlsx on the template.",
        ),
    ],
    what: Text::new(
        "文件不是自评表，已跳过，仅作记录。",
        "The file is not a form; it was skipped and is only recorded.",
    ),
    why: Text::new(
        "文件夹里见到的每个文件都要有交代，不能悄悄丢掉。",
        "Every file that was met is accounted for; none disappears silently.",
    ),
    example: Text::new(
        "照片、快捷方式、单位名单。系统和 WPS 的临时文件（如“~$自评表.xlsx”）、本程序写出的文件只计数，不逐个列出。",
        "A photo, a shortcut, a list of units. Files of the system, lock files such as ~$自评表.xlsx and files of this program are only counted.",
    ),
    facts: &[FactName::maybe("kind", Kind::File)],
    ..Code::USUAL
};
