//! Answers of the server, each with the headers that keep a page to itself.

use std::io;

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION,
    REFERRER_POLICY, SET_COOKIE, X_CONTENT_TYPE_OPTIONS,
};
use hyper::{Response, StatusCode};
use serde::Serialize;

use crate::base::lang::Lang;
use crate::base::system::cause;
use crate::output::html::plain;

pub(super) type Answer = Response<Full<Bytes>>;

/// What pages of the desk may load and do: only what the desk itself serves.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     connect-src 'self'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'";

const HTML: &str = "text/html; charset=utf-8";

fn answer(status: StatusCode, kind: &'static str, body: impl Into<Bytes>) -> Answer {
    let mut answer = Response::new(Full::new(body.into()));
    *answer.status_mut() = status;
    let headers: [(HeaderName, &'static str); 5] = [
        (CONTENT_TYPE, kind),
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in headers {
        answer
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    answer
}

/// A page.
pub(super) fn page(html: impl Into<Bytes>) -> Answer {
    answer(StatusCode::OK, HTML, html)
}

/// Style or script.
pub(super) fn file(kind: &'static str, text: &'static str) -> Answer {
    answer(StatusCode::OK, kind, text)
}

/// Figures for the script of the page.
pub(super) fn json(value: &impl Serialize) -> Answer {
    match serde_json::to_vec(value) {
        Ok(bytes) => answer(StatusCode::OK, "application/json", bytes),
        Err(_) => refused(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

/// A refusal without details.
pub(super) fn refused(status: StatusCode) -> Answer {
    let text = status.canonical_reason().unwrap_or_default();
    answer(status, "text/plain; charset=utf-8", text)
}

/// Why the system refused, for the page.
pub(super) fn error_text(error: &io::Error, lang: Lang) -> String {
    plain(&cause(error).get(lang), lang)
}

/// To the page itself, by a clean address, with the cookie that proves the window from now on.
pub(super) fn welcome(cookie: &str) -> Answer {
    let mut answer = answer(StatusCode::SEE_OTHER, HTML, "");
    let headers = answer.headers_mut();
    headers.insert(LOCATION, HeaderValue::from_static("/"));
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        headers.insert(SET_COOKIE, cookie);
    }
    answer
}
