//! The page on which a folder and settings are chosen, and what was chosen there.

use std::path::{Path, PathBuf};

use askama::Template;
use serde::Deserialize;

use super::folders::FolderEntry;
use super::job::{Choice, Settings};
use super::session::Session;
use crate::base::lang::{Lang, Text};
use crate::intake::whole;
use crate::output::html::field;

/// The page on which a folder is chosen.
#[derive(Template)]
#[template(path = "page/choose.html")]
pub(super) struct ChoosePage {
    lang: Lang,
    chosen: String,
    recent: Vec<FolderEntry>,
    data: String,
    /// Archives may be so large, in MiB.
    most: usize,
    /// Why the last run came to nothing.
    failed: String,
}

/// What was chosen: a folder by number, or a path as it was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct FolderChoice {
    folder: Option<usize>,
    path: Option<String>,
    year: Option<String>,
    last: Option<String>,
    #[serde(flatten)]
    settings: Settings,
}

impl ChoosePage {
    pub(super) fn of(session: &Session, most: usize) -> Self {
        let chosen = session.chosen();
        Self {
            lang: session.lang,
            chosen: chosen
                .map(|path| path.display().to_string())
                .unwrap_or_default(),
            recent: session.folders().named(session.data.recent()),
            data: session.data.shown(),
            most,
            failed: session.progress().message.unwrap_or_default(),
        }
    }

    /// The name of an option on the page.
    fn field(&self, option: &str) -> &'static str {
        field(option, self.lang)
    }

    const fn t(&self, zh: &'static str, en: &'static str) -> &'static str {
        Text::new(zh, en).get(self.lang)
    }
}

/// What a run is to be about.
///
/// # Errors
///
/// What is missing, in words.
pub(super) fn chosen(session: &Session, body: &[u8]) -> Result<Choice, String> {
    let lang = session.lang;
    let say = |text: Text| text.get(lang).to_owned();
    let unreadable = Text::new("请求无法识别。", "The request cannot be read.");
    let chosen: FolderChoice = serde_json::from_slice(body).map_err(|_| say(unreadable))?;
    let shown = chosen
        .folder
        .and_then(|id| session.folders().get(id).map(Path::to_owned));
    let typed = given(chosen.path).map(PathBuf::from);
    let none = Text::new("请先选定文件夹。", "Choose a folder first.");
    let folder = typed.or(shown).ok_or_else(|| say(none))?;
    let missing = Text::new(
        "没有这个文件夹或文件，请核对路径。",
        "There is no such folder or file; check the path.",
    );
    if !folder.exists() {
        return Err(say(missing));
    }
    Ok(Choice {
        papers: session.data.papers(&folder),
        folder,
        year: given(chosen.year),
        last: given(chosen.last),
        settings: chosen.settings,
    })
}

/// The folder for papers that was typed.
///
/// # Errors
///
/// The message that there is none.
pub(super) fn place(session: &Session, typed: String) -> Result<PathBuf, String> {
    let folder = given(Some(typed)).and_then(|path| whole(Path::new(&path)).ok());
    let missing = Text::new(
        "没有这个文件夹，请核对路径。",
        "There is no such folder; check the path.",
    );
    let folder = folder.filter(|folder| folder.is_dir());
    folder.ok_or_else(|| missing.get(session.lang).to_owned())
}

/// A text that is not blank; quotation marks that Windows copies around a path are removed.
fn given(text: Option<String>) -> Option<String> {
    let text = text?;
    let text = text.trim().trim_matches('"').trim();
    (!text.is_empty()).then(|| text.to_owned())
}
