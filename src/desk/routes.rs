//! What the page can ask for.

use std::path::Path;
use std::sync::Arc;

use askama::Template;
use hyper::body::Bytes;
use hyper::{Method, StatusCode};
use serde::{Deserialize, Serialize};

use super::answer::{self, Answer, error_text, file, json, page, refused};
use super::choosing::{ChoosePage, chosen, place};
use super::door::asked;
use super::job::{Letterhead, Paper, SavedPaper};
use super::session::Session;
use crate::base::lang::Text;
use crate::output::html::{SCRIPT, STYLE};
use crate::workbook::claims_workbook;

/// Archives that are dropped may be so large, in MiB.
const DROPPED: usize = 64;

const DESK: &str = include_str!("../../templates/page/desk.js");
/// Decisions and papers.
const DECIDE: &str = include_str!("../../templates/page/decide.js");
/// Script that a browser too old for the desk shows.
const OLD: &str = include_str!("../../templates/page/old.js");

/// A request that came in.
pub(super) struct PageRequest {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) query: Option<String>,
    pub(super) body: Bytes,
}

/// The result of a command from the page.
#[derive(Default, Serialize)]
struct Outcome {
    id: Option<usize>,
    path: Option<String>,
    said: Option<String>,
    /// What does not work.
    message: Option<String>,
}

/// Answers a request of the desk's own window.
pub(super) fn answer(session: &Arc<Session>, asked: &PageRequest) -> Answer {
    let answered = match asked.method {
        Method::GET => get(session, asked),
        _ => post(session, asked),
    };
    answered.unwrap_or_else(|| refused(StatusCode::NOT_FOUND))
}

fn get(session: &Arc<Session>, request: &PageRequest) -> Option<Answer> {
    let query = request.query.as_deref();
    Some(match request.path.as_str() {
        "/" => match session.results() {
            Some(results) => page(results.pages.main().to_owned()),
            None => match ChoosePage::of(session, DROPPED).render() {
                Ok(html) => page(html),
                Err(_) => refused(StatusCode::INTERNAL_SERVER_ERROR),
            },
        },
        "/page.css" => file("text/css; charset=utf-8", STYLE),
        "/page.js" => file("text/javascript; charset=utf-8", SCRIPT),
        "/desk.js" => file("text/javascript; charset=utf-8", DESK),
        "/decide.js" => file("text/javascript; charset=utf-8", DECIDE),
        "/old.js" => file("text/javascript; charset=utf-8", OLD),
        "/roots" => json(&session.folders().roots()),
        "/folders" => {
            let id = asked(query, "at")?.parse().ok()?;
            json(&session.folders().list(id)?)
        }
        "/progress" => json(&session.progress()),
        "/decisions" => json(&session.decided()?),
        other => return numbered(session, other, query),
    })
}

/// A page or figures by the number in the address.
fn numbered(session: &Session, path: &str, query: Option<&str>) -> Option<Answer> {
    let number = |about: &str| path.strip_prefix(about)?.parse::<usize>().ok();
    let results = session.results()?;
    if let Some(at) = number("/unit/") {
        return results.pages.unit(at).map(page);
    }
    if let Some(at) = number("/decisions/") {
        return results.docket().lines().get(at).map(json);
    }
    let line = results.docket().lines().get(number("/filed/")?)?.clone();
    let filed = results.pages.filed(&line, asked(query, "cell"));
    Some(json(&filed))
}

fn post(session: &Arc<Session>, request: &PageRequest) -> Option<Answer> {
    let done = |message| {
        json(&Outcome {
            message,
            ..Outcome::default()
        })
    };
    Some(match request.path.as_str() {
        "/run" => match chosen(session, &request.body) {
            Ok(choice) => done(
                session
                    .start(choice)
                    .err()
                    .map(|e| error_text(&e, session.lang)),
            ),
            Err(message) => done(Some(message)),
        },
        "/lying" => {
            match chosen(session, &request.body).and_then(|choice| session.nearby_settings(&choice))
            {
                Ok(nearby_settings) => json(&nearby_settings),
                Err(message) => done(Some(message)),
            }
        }
        "/years" => match chosen(session, &request.body).and_then(|c| session.years(&c)) {
            Ok(stated) => json(&stated),
            Err(message) => done(Some(message)),
        },
        "/head" => {
            let kept = serde_json::from_slice(&request.body).ok()?;
            done(
                session
                    .data
                    .keep(&kept)
                    .err()
                    .map(|e| error_text(&e, session.lang)),
            )
        }
        "/decide" => {
            let typed = serde_json::from_slice(&request.body).ok()?;
            let decided = session.results()?.docket().decide(typed);
            match decided {
                Ok(()) => json(&session.decided()?),
                Err(message) => done(Some(message)),
            }
        }
        "/save" => done(session.save().err()),
        "/place" => {
            let typed = String::from_utf8(request.body.to_vec()).ok()?;
            let place = place(session, typed);
            done(place.map(|place| session.put(place)).err())
        }
        "/stop" => {
            session.stop();
            done(None)
        }
        "/again" => {
            session.clear();
            done(None)
        }
        "/stay" => {
            session.stay();
            done(None)
        }
        "/drop" => match session.data.drop(&request.body) {
            Ok(path) => {
                let said = String::new();
                let id = session.folders().id(path.clone());
                named(Ok((id, SavedPaper { path, said })))
            }
            Err(e) => named(Err(error_text(&e, session.lang))),
        },
        "/alive" => done(None),
        "/left" => {
            session.left();
            done(None)
        }
        "/forget" => done(
            session
                .data
                .forget()
                .err()
                .map(|e| error_text(&e, session.lang)),
        ),
        "/end" => {
            session.end();
            done(None)
        }
        other => match other.strip_prefix("/write/") {
            Some(name) => named(session.write(&paper(name, &request.body)?)),
            None => done(opened(session, other)?),
        },
    })
}

/// What is on papers, and the units that get a notice.
#[derive(Deserialize)]
struct Head {
    #[serde(flatten)]
    letterhead: Letterhead,
    #[serde(default)]
    units: Vec<String>,
}

/// The paper of a name.
fn paper(name: &str, body: &[u8]) -> Option<Paper> {
    let head = || serde_json::from_slice::<Head>(body).ok();
    Some(match name {
        "workbook" => Paper::Workbook,
        "page" => Paper::Page,
        "results" => Paper::Results,
        "circular" => Paper::Circular(head()?.letterhead),
        "notices" => {
            let Head { letterhead, units } = head()?;
            Paper::Notices(letterhead, units)
        }
        "reports" => Paper::Reports,
        _ => return None,
    })
}

/// A file by its number, or why there is none.
fn named(outcome: Result<(usize, SavedPaper), String>) -> Answer {
    json(&match outcome {
        Ok((id, SavedPaper { path, said })) => Outcome {
            id: Some(id),
            path: Some(path.display().to_string()),
            said: Some(said),
            message: None,
        },
        Err(message) => Outcome {
            message: Some(message),
            ..Outcome::default()
        },
    })
}

/// Whether a file that units sent may be opened from the page: workbooks, and never a program or a page.
fn opens_form(file: &Path) -> bool {
    claims_workbook(file) && file.is_file()
}

/// Whether something that this program wrote may be opened: workbooks, papers, pages and folders of papers.
fn opens_paper(file: &Path) -> bool {
    let named = |ending: &str| {
        let own = file.extension();
        own.is_some_and(|own| own.eq_ignore_ascii_case(ending))
    };
    let paper = ["html", "docx", "json"].into_iter().any(named);
    file.is_dir() || opens_form(file) || (paper && file.is_file())
}

/// Opens a form or a paper by its number, in the program for such files; returns what does not work.
fn opened(session: &Session, path: &str) -> Option<Option<String>> {
    let number = |rest: &str| rest.parse::<usize>().ok();
    let (file, opens) = match path.strip_prefix("/open/form/") {
        Some(form) => {
            let file = session.results()?.pages.location(number(form)?)?;
            let opens = opens_form(&file);
            (file, opens)
        }
        None => {
            let file = session.paper(number(path.strip_prefix("/open/paper/")?)?)?;
            let opens = opens_paper(&file);
            (file, opens)
        }
    };
    if !opens {
        let text = Text::new(
            "这个文件不能从这里打开：它在压缩包里，或不是工作簿。",
            "This file cannot be opened from here: it is in an archive, or no workbook.",
        );
        return Some(Some(text.get(session.lang).to_owned()));
    }
    Some(
        open::that_detached(&file)
            .err()
            .map(|e| error_text(&e, session.lang)),
    )
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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{opens_form, opens_paper};

    #[test]
    fn no_program_is_opened() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| {
            let path = folder.path().join(name);
            fs::write(&path, "x").unwrap();
            path
        };
        for name in [
            "表.exe",
            "表.xlsx.exe",
            "表.bat",
            "表.cmd",
            "表.lnk",
            "表.desktop",
            "表.js",
            "表.vbs",
            "表.hta",
            "表.scr",
            "表.msi",
            "表.ps1",
            "表.sh",
            "表.url",
            "表.reg",
            "xlsx",
            "表.xlsx ",
        ] {
            assert!(
                !opens_form(&file(name)) && !opens_paper(&file(name)),
                "{name}"
            );
        }
        for name in ["表.xlsx", "表.XLS", "表.ods"] {
            assert!(
                opens_form(&file(name)) && opens_paper(&file(name)),
                "{name}"
            );
        }
        for name in ["通报.docx", "汇总.html", "汇总.json"] {
            assert!(
                !opens_form(&file(name)) && opens_paper(&file(name)),
                "{name}"
            );
        }
        assert!(!opens_form(folder.path()) && opens_paper(folder.path()));
        assert!(!opens_form(&folder.path().join("没有.xlsx")));
    }
}
