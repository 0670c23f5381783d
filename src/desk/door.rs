//! Access control: only the window that the desk itself opened.
//!
//! Any page of any site can send requests to 127.0.0.1, and a name can be made to lead there. So the name that was asked
//! for is checked on every request, files of the page included; the window proves itself by a token that is in the
//! opened address once, and by a cookie from then on; what changes anything bears a header that no other page may set.

use hyper::header::{COOKIE, HOST, HeaderName, ORIGIN};
use hyper::http::request::Parts;
use hyper::{HeaderMap, Method, StatusCode};

/// The header of every POST.
pub(super) const OURS: HeaderName = HeaderName::from_static("x-ziping");

/// Where a request comes from, according to the browser.
const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Bytes of a token.
const BYTES: usize = 16;

/// 128 random bits as 32 hexadecimal digits.
///
/// # Errors
///
/// Where the system gives no random bits.
pub(super) fn token() -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; BYTES];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Whether two tokens are equal, in a time that does not depend on where they differ.
pub(super) fn same(a: &str, b: &str) -> bool {
    let differ = a
        .bytes()
        .zip(b.bytes())
        .fold(0, |all, (a, b)| all | (a ^ b));
    a.len() == b.len() && differ == 0
}

/// The credentials that a request must have.
#[derive(Debug)]
pub(super) struct Door {
    port: u16,
    cookie: String,
}

impl Door {
    /// # Errors
    ///
    /// As [`token`].
    pub(super) fn new(port: u16) -> Result<Self, getrandom::Error> {
        let cookie = token()?;
        Ok(Self { port, cookie })
    }

    /// The name of the cookie: cookies of 127.0.0.1 are shared by all its ports.
    fn name(&self) -> String {
        format!("ziping-desk-{}", self.port)
    }

    /// The cookie for the window that came with the token.
    pub(super) fn cookie(&self) -> String {
        let name = self.name();
        format!("{name}={}; HttpOnly; SameSite=Strict; Path=/", self.cookie)
    }

    /// Checks all but the cookie.
    ///
    /// # Errors
    ///
    /// The answer to a request that is not admitted.
    pub(super) fn check(&self, request: &Parts) -> Result<(), StatusCode> {
        let headers = &request.headers;
        if !matches!(request.method, Method::GET | Method::POST) {
            return Err(StatusCode::METHOD_NOT_ALLOWED);
        }
        let hosts = ["127.0.0.1", "localhost"].map(|host| format!("{host}:{}", self.port));
        let host = only(headers, &HOST).ok_or(StatusCode::FORBIDDEN)?;
        if request.uri.authority().is_some() || !hosts.iter().any(|own| own == host) {
            return Err(StatusCode::FORBIDDEN);
        }
        let origin = |origin: &str| hosts.iter().any(|own| format!("http://{own}") == origin);
        let site = |site: &str| matches!(site, "same-origin" | "none");
        let fits = |name: &HeaderName, fits: &dyn Fn(&str) -> bool| {
            !headers.contains_key(name) || only(headers, name).is_some_and(fits)
        };
        if !fits(&ORIGIN, &origin) || !fits(&SITE, &site) {
            return Err(StatusCode::FORBIDDEN);
        }
        if request.method == Method::POST && only(headers, &OURS) != Some("desk") {
            return Err(StatusCode::FORBIDDEN);
        }
        Ok(())
    }

    /// Whether a request has the cookie.
    pub(super) fn knows(&self, request: &Parts) -> bool {
        let name = self.name();
        let cookies = request.headers.get_all(COOKIE).iter();
        let mut cookies = cookies.filter_map(|value| value.to_str().ok());
        cookies.any(|cookies| {
            let mut pairs = cookies
                .split(';')
                .filter_map(|pair| pair.trim().split_once('='));
            pairs.any(|(own, value)| own == name && same(value, &self.cookie))
        })
    }
}

/// The value of a header that stands once.
fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

/// The value of `name` in the query of an address, where it is plain letters and digits.
pub(super) fn asked<'u>(query: Option<&'u str>, name: &str) -> Option<&'u str> {
    let mut pairs = query?.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::{asked, same, token};

    #[test]
    fn tokens_are_long_and_compared_whole() {
        let token = token().unwrap();
        assert_eq!(token.len(), 32);
        assert!(same(&token, &token.clone()));
        assert!(!same(&token, &token[..31]) && !same("", &token) && !same("a", "b"));
    }

    #[test]
    fn the_query_is_split_once() {
        assert_eq!(asked(Some("a=1&t=2=3"), "t"), Some("2=3"));
        assert_eq!(asked(Some("at=1"), "t"), None);
        assert_eq!(asked(None, "t"), None);
    }
}
