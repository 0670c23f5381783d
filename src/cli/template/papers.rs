//! `ziping template --papers`: the templates of papers, to be edited by the office.

use std::path::Path;
use std::process::ExitCode;

use crate::base::lang::{Lang, worded};
use crate::cli::words::Result;
use crate::cli::{print, say};
use crate::output::create_all;
use crate::paper::{KINDS, Kind, Treatments};

/// Writes all templates to `folder`.
pub(super) fn write(folder: &Path, lang: Lang) -> Result<ExitCode> {
    let files = KINDS
        .iter()
        .map(|kind| (folder.join(kind.file), kind.bytes.to_vec()));
    let (name, table) = Treatments::BUILT_IN;
    let table = (folder.join(name), table.as_bytes().to_vec());
    let files: Vec<_> = files.chain([table]).collect();
    create_all(&files)?;
    let (count, folder) = (files.len(), folder.display());
    say(&worded!(
        lang,
        "已写出 {count} 个文件（文书模板和结果应用表）到 {folder}。\n下一步：在 Word 或 WPS 中修改文字和格式，【】中的名称会换成内容；运行时用 --papers 指定这个文件夹，或改名为“文书模板”放在自评表旁边。",
        "{count} files (templates, and the table of what follows from a grade) written to {folder}.\nNext: edit wording and format in Word or WPS; names in 【】 are replaced. Name the folder with --papers, or call it 文书模板 and put it beside the forms."
    ));
    Ok(ExitCode::SUCCESS)
}

/// Lists every name that they may use.
pub(super) fn list(lang: Lang) -> Result<ExitCode> {
    let kinds: Vec<String> = KINDS.iter().map(|kind| listed(kind, lang)).collect();
    print(&kinds.join("\n\n"))?;
    Ok(ExitCode::SUCCESS)
}

fn listed(kind: &Kind, lang: Lang) -> String {
    let names = (kind.names)();
    let example = worded!(lang, "例如", "such as");
    let mut lines = vec![kind.file.to_owned()];
    lines.extend(
        names
            .values
            .iter()
            .map(|n| format!("  【{}】 {example} {}", n.name, n.example)),
    );
    for list in &names.lists {
        let repeats = worded!(
            lang,
            "放在一行或一段的开头，逐条重复",
            "begins a row or paragraph that is repeated"
        );
        lines.push(format!("  【{}】 {repeats}", list.name));
        lines.extend(
            list.values
                .iter()
                .map(|n| format!("    【{}】 {example} {}", n.name, n.example)),
        );
    }
    lines.join("\n")
}
