//! What the page can ask for.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use askama::Template;
use hyper::body::Bytes;
use hyper::{Method, StatusCode};
use serde::{Deserialize, Serialize};

use super::answer::{self, Answer, file, json, page, refused};
use super::door::asked;
use super::folders::Named;
use super::job::{Choice, Paper};
use super::session::Session;
use crate::base::lang::{Lang, Text};
use crate::output::html::{SCRIPT, STYLE};
use crate::workbook::claims_workbook;

/// Archives that are dropped may be so large, in MiB.
const DROPPED: usize = 64;

const DESK: &str = include_str!("../../templates/page/desk.js");

/// A request that came in.
pub(super) struct Asked {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) query: Option<String>,
    pub(super) body: Bytes,
}

/// The page on which a folder is chosen.
#[derive(Template)]
#[template(path = "page/choose.html")]
struct Choosing {
    lang: Lang,
    chosen: String,
    recent: Vec<Named>,
    data: String,
    /// Archives may be so large, in MiB.
    most: usize,
}

impl Choosing {
    const fn t(&self, zh: &'static str, en: &'static str) -> &'static str {
        Text::new(zh, en).get(self.lang)
    }
}

/// What was chosen: a folder by number, or a path as it was typed.
#[derive(Debug, Deserialize)]
struct Chosen {
    folder: Option<usize>,
    path: Option<String>,
    year: Option<String>,
    rules: Option<String>,
    roster: Option<String>,
    previous: Option<String>,
}

/// What came of an order.
#[derive(Default, Serialize)]
struct Outcome {
    id: Option<usize>,
    path: Option<String>,
    message: Option<String>,
}

/// Answers a request of the desk's own window.
pub(super) fn answer(session: &Arc<Session>, asked: &Asked) -> Answer {
    let answered = match asked.method {
        Method::GET => get(session, asked),
        _ => post(session, asked),
    };
    answered.unwrap_or_else(|| refused(StatusCode::NOT_FOUND))
}

fn get(session: &Arc<Session>, request: &Asked) -> Option<Answer> {
    let query = request.query.as_deref();
    Some(match request.path.as_str() {
        "/" => match session.results() {
            Some(results) => page(results.pages.main().to_owned()),
            None => choosing(session),
        },
        "/page.css" => file("text/css; charset=utf-8", STYLE),
        "/page.js" => file("text/javascript; charset=utf-8", SCRIPT),
        "/desk.js" => file("text/javascript; charset=utf-8", DESK),
        "/roots" => json(&session.folders().roots()),
        "/folders" => {
            let id = asked(query, "at")?.parse().ok()?;
            json(&session.folders().list(id)?)
        }
        "/progress" => json(&session.progress()),
        other => {
            let at = other.strip_prefix("/unit/")?.parse().ok()?;
            page(session.results()?.pages.unit(at)?)
        }
    })
}

fn choosing(session: &Session) -> Answer {
    let chosen = session.chosen();
    let choosing = Choosing {
        lang: session.lang,
        chosen: chosen
            .map(|path| path.display().to_string())
            .unwrap_or_default(),
        recent: session.folders().named(session.data.recent()),
        data: session.data.shown(),
        most: DROPPED,
    };
    match choosing.render() {
        Ok(html) => page(html),
        Err(_) => refused(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

fn post(session: &Arc<Session>, request: &Asked) -> Option<Answer> {
    let done = |message| {
        json(&Outcome {
            message,
            ..Outcome::default()
        })
    };
    Some(match request.path.as_str() {
        "/run" => match chosen(session, &request.body) {
            Ok(choice) => done(session.start(choice).err().map(|e| e.to_string())),
            Err(message) => done(Some(message)),
        },
        "/stop" => {
            session.stop();
            done(None)
        }
        "/again" => {
            session.clear();
            done(None)
        }
        "/drop" => match session.data.drop(&request.body) {
            Ok(path) => {
                let shown = path.display().to_string();
                named(Ok((session.folders().id(path), shown)))
            }
            Err(e) => named(Err(e.to_string())),
        },
        "/write/workbook" => named(session.write(Paper::Workbook)),
        "/write/page" => named(session.write(Paper::Page)),
        "/alive" => done(None),
        "/left" => {
            session.left();
            done(None)
        }
        "/forget" => {
            session.data.forget();
            done(None)
        }
        "/end" => {
            session.end();
            done(None)
        }
        other => done(opened(session, other)?),
    })
}

/// A file by its number and path, or why there is none.
fn named(outcome: Result<(usize, String), String>) -> Answer {
    let (file, message) = match outcome {
        Ok(file) => (Some(file), None),
        Err(message) => (None, Some(message)),
    };
    let (id, path) = file.unzip();
    json(&Outcome { id, path, message })
}

/// Opens a form or a paper by its number, in the program for such files; what is not a workbook or a page is never
/// opened. Says what does not work.
fn opened(session: &Session, path: &str) -> Option<Option<String>> {
    let number = |rest: &str| rest.parse::<usize>().ok();
    let file: PathBuf = match path.strip_prefix("/open/form/") {
        Some(form) => session.results()?.pages.location(number(form)?)?,
        None => session.paper(number(path.strip_prefix("/open/paper/")?)?)?,
    };
    let known = claims_workbook(&file) || file.extension().is_some_and(|e| e == "html");
    if !known || !file.is_file() {
        let text = Text::new(
            "这个文件不能从这里打开：它在压缩包里，或不是工作簿。",
            "This file cannot be opened from here: it is in an archive, or no workbook.",
        );
        return Some(Some(text.get(session.lang).to_owned()));
    }
    Some(open::that_detached(&file).err().map(|e| e.to_string()))
}

fn chosen(session: &Session, body: &[u8]) -> Result<Choice, String> {
    let lang = session.lang;
    let say = |text: Text| text.get(lang).to_owned();
    let unreadable = Text::new("请求无法识别。", "The request cannot be read.");
    let chosen: Chosen = serde_json::from_slice(body).map_err(|_| say(unreadable))?;
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
        rules: given(chosen.rules),
        roster: given(chosen.roster),
        previous: given(chosen.previous),
    })
}

/// A text that says something; quotation marks that Windows copies around a path are taken off.
fn given(text: Option<String>) -> Option<String> {
    let text = text?;
    let text = text.trim().trim_matches('"').trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Bytes that the body of a request may have.
pub(super) fn limit(path: &str) -> usize {
    match path {
        "/drop" => DROPPED << 20,
        _ => 64 << 10,
    }
}

/// The first visit of a window, with its token.
pub(super) fn enters(session: &Session, query: Option<&str>) -> Option<Answer> {
    let token = asked(query, "t")?;
    let known = session.takes(token);
    known.then(|| answer::welcome(&session.door.cookie()))
}
