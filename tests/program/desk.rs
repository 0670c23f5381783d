//! The desk over a plain socket: what its own window may do, and what nobody else may.

mod bounds;
mod chosen;
mod decided;
mod drawn;
mod scripts;

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// The program with data of its own and no browser at hand.
fn program(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ziping"));
    command
        .env("XDG_DATA_HOME", data)
        .env("PATH", "")
        .stderr(Stdio::piped());
    command
}

/// Port and token of an address.
fn address(text: &str) -> (u16, String) {
    let (_, rest) = text.split_once("http://127.0.0.1:").unwrap();
    let (port, rest) = rest.split_once("/?t=").unwrap();
    let token = rest.chars().take_while(char::is_ascii_alphanumeric);
    (port.parse().unwrap(), token.collect())
}

/// Port and token that a desk prints when it opens.
fn announced(child: &mut Child) -> (u16, String) {
    let mut line = String::new();
    let mut out = BufReader::new(child.stderr.take().unwrap());
    out.read_line(&mut line).unwrap();
    address(&line)
}

/// An open desk, seen by its own window.
struct Desk {
    child: Child,
    data: TempDir,
    port: u16,
    token: String,
    cookie: String,
}

impl Desk {
    fn open(folder: Option<&Path>) -> Self {
        Self::started(|command| command.args(folder))
    }

    fn at_home(home: &Path) -> Self {
        Self::started(|command| command.env("HOME", home))
    }

    fn started(set: impl FnOnce(&mut Command) -> &mut Command) -> Self {
        let data = tempfile::tempdir().unwrap();
        let mut command = program(data.path());
        set(command.arg("desk"));
        Self::of(command, data)
    }

    /// Under another program, which starts this one.
    fn under(other: impl FnOnce(&str) -> Command) -> Self {
        let data = tempfile::tempdir().unwrap();
        let mut command = other(env!("CARGO_BIN_EXE_ziping"));
        command.env("XDG_DATA_HOME", data.path());
        command.stderr(Stdio::piped()).arg("desk");
        Self::of(command, data)
    }

    /// Another one with the same data, once this one has ended.
    fn again(mut self) -> Self {
        let data = std::mem::replace(&mut self.data, tempfile::tempdir().unwrap());
        let mut command = program(data.path());
        command.arg("desk");
        Self::of(command, data)
    }

    fn of(mut command: Command, data: TempDir) -> Self {
        let mut child = command.spawn().unwrap();
        let (port, token) = announced(&mut child);
        let mut desk = Self {
            child,
            data,
            port,
            token,
            cookie: String::new(),
        };
        let answer = desk.send(&format!(
            "GET /?t={} HTTP/1.1\r\n{}\r\n",
            desk.token,
            desk.host()
        ));
        let (_, cookie) = answer.split_once("set-cookie: ").unwrap();
        desk.cookie = cookie.split(';').next().unwrap().to_owned();
        desk
    }

    fn host(&self) -> String {
        format!("Host: 127.0.0.1:{}\r\nConnection: close\r\n", self.port)
    }

    /// Everything the server answers to `request`.
    fn send(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        // Whoever is refused may find the door closed while still speaking.
        let _ = stream.write_all(request.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        let (host, cookie) = (self.host(), &self.cookie);
        self.send(&format!(
            "GET {path} HTTP/1.1\r\n{host}Cookie: {cookie}\r\n\r\n"
        ))
    }

    fn post(&self, path: &str, body: &str) -> Value {
        let (host, cookie, length) = (self.host(), &self.cookie, body.len());
        let answer = self.send(&format!(
            "POST {path} HTTP/1.1\r\n{host}Cookie: {cookie}\r\nX-Ziping: desk\r\nContent-Length: {length}\r\n\r\n{body}"
        ));
        serde_json::from_str(body_of(&answer)).unwrap_or_else(|_| panic!("{path}: {answer}"))
    }

    /// Runs the job over `folder` and waits for its results.
    fn run(&self, folder: &Path) -> Value {
        let order = serde_json::json!({ "path": folder });
        assert_eq!(
            self.post("/run", &order.to_string())["message"],
            Value::Null
        );
        self.settled()
    }

    /// How things stand when nothing runs any more.
    fn settled(&self) -> Value {
        let begun = Instant::now();
        loop {
            let stand: Value = serde_json::from_str(body_of(&self.get("/progress"))).unwrap();
            if stand["state"] != "running" {
                return stand;
            }
            assert!(begun.elapsed() < Duration::from_secs(60), "{stand}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn is_well(&self) {
        assert_eq!(status(&self.get("/progress")), 200);
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn status(answer: &str) -> u16 {
    answer
        .split(' ')
        .nth(1)
        .and_then(|code| code.parse().ok())
        .unwrap_or(0)
}

fn body_of(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").map_or("", |(_, body)| body)
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).into()
}

/// A copy of the example forms in a folder of its own.
fn forms(to: &Path) -> PathBuf {
    let folder = to.join("自评表");
    let from = root().join("examples/2023");
    for entry in walkdir::WalkDir::new(&from) {
        let entry = entry.unwrap();
        let path = folder.join(entry.path().strip_prefix(&from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir(path).unwrap();
        } else {
            fs::copy(entry.path(), path).unwrap();
        }
    }
    folder
}

#[test]
fn only_its_own_window_comes_in() {
    let desk = Desk::open(None);
    let (host, cookie) = (desk.host(), &desk.cookie);
    let own = format!("Host: 127.0.0.1:{}\r\n", desk.port);
    for path in [
        "/",
        "/page.css",
        "/page.js",
        "/desk.js",
        "/roots",
        "/progress",
    ] {
        assert_eq!(status(&desk.get(path)), 200, "{path}");
        let without = desk.send(&format!("GET {path} HTTP/1.1\r\n{host}\r\n"));
        assert_eq!(status(&without), 403, "{path} without the cookie");
        for name in [
            "evil.example",
            "127.0.0.1",
            "127.0.0.1:1",
            "localhost.evil.example",
        ] {
            let answer = desk.send(&format!(
                "GET {path} HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\nCookie: {cookie}\r\n\r\n"
            ));
            assert_eq!(status(&answer), 403, "{path} as {name}");
        }
    }
    for request in [
        format!("GET / HTTP/1.0\r\nCookie: {cookie}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\n{own}{host}Cookie: {cookie}\r\n\r\n"),
        format!("GET http://evil.example/ HTTP/1.1\r\n{host}Cookie: {cookie}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\n{host}Cookie: {cookie}0\r\n\r\n"),
        format!("GET / HTTP/1.1\r\n{host}Cookie: {cookie}\r\nSec-Fetch-Site: cross-site\r\n\r\n"),
        format!("GET / HTTP/1.1\r\n{host}Cookie: {cookie}\r\nOrigin: http://evil.example\r\n\r\n"),
        format!("GET / HTTP/1.1\r\n{host}Cookie: {cookie}\r\nOrigin: null\r\n\r\n"),
    ] {
        assert_eq!(status(&desk.send(&request)), 403, "{request}");
    }
    let again = desk.send(&format!("GET /?t={} HTTP/1.1\r\n{host}\r\n", desk.token));
    assert_eq!(status(&again), 403, "a token works once");
}

#[test]
fn nothing_is_changed_by_other_pages() {
    let desk = Desk::open(None);
    let (host, cookie) = (desk.host(), &desk.cookie);
    let body = "Content-Length: 0\r\n\r\n";
    for path in [
        "/run",
        "/lying",
        "/years",
        "/head",
        "/decide",
        "/save",
        "/place",
        "/stop",
        "/again",
        "/stay",
        "/drop",
        "/alive",
        "/left",
        "/forget",
        "/end",
        "/write/workbook",
        "/open/form/0",
        "/open/paper/0",
    ] {
        for proof in [
            format!("Cookie: {cookie}\r\n"),
            "X-Ziping: desk\r\n".to_owned(),
        ] {
            let request = format!("POST {path} HTTP/1.1\r\n{host}{proof}{body}");
            assert_eq!(status(&desk.send(&request)), 403, "{path} with {proof}");
        }
    }
    for (headers, refused) in [
        (String::new(), 403),
        ("X-Ziping: other\r\n".to_owned(), 403),
        (
            "X-Ziping: desk\r\nOrigin: https://evil.example\r\n".to_owned(),
            403,
        ),
        (
            "X-Ziping: desk\r\nSec-Fetch-Site: same-site\r\n".to_owned(),
            403,
        ),
        (
            format!(
                "X-Ziping: desk\r\nOrigin: http://localhost:{}\r\n",
                desk.port
            ),
            200,
        ),
    ] {
        let request = format!("POST /alive HTTP/1.1\r\n{host}Cookie: {cookie}\r\n{headers}{body}");
        assert_eq!(status(&desk.send(&request)), refused, "{headers}");
    }
    for method in ["OPTIONS", "PUT", "DELETE", "HEAD", "TRACE"] {
        let request = format!("{method} / HTTP/1.1\r\n{host}Cookie: {cookie}\r\n\r\n");
        let answer = desk.send(&request);
        assert_eq!(status(&answer), 405, "{method}");
        assert!(
            !answer.to_lowercase().contains("access-control"),
            "{answer}"
        );
    }
    desk.is_well();
}

#[test]
fn every_answer_keeps_to_itself() {
    let desk = Desk::open(None);
    for path in ["/", "/page.js", "/progress", "/none"] {
        let answer = desk.get(path);
        for header in [
            "content-security-policy: default-src 'none'; script-src 'self'",
            "frame-ancestors 'none'",
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
            "cache-control: no-store",
        ] {
            assert!(answer.contains(header), "{path}: {answer}");
        }
    }
}

#[test]
fn no_address_leads_to_a_file() {
    let desk = Desk::open(None);
    for path in [
        "/../../../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/page.css/../../Cargo.toml",
        "/unit/../../etc/passwd",
        "/unit/-1",
        "/unit/99999999999999999999",
        "/folders?at=7",
        "/folders?at=/etc",
        "/folders?at=..%2f..",
        "//evil.example/",
    ] {
        let answer = desk.get(path);
        assert_eq!(status(&answer), 404, "{path}: {answer}");
    }
    let cookie = &desk.cookie;
    for path in [
        "/open/form/0",
        "/open/form/..%2f..",
        "/open/paper/0",
        "/open//etc/passwd",
    ] {
        let answer = desk.send(&format!(
            "POST {path} HTTP/1.1\r\n{}Cookie: {cookie}\r\nX-Ziping: desk\r\nContent-Length: 0\r\n\r\n",
            desk.host()
        ));
        assert_eq!(status(&answer), 404, "{path}: {answer}");
    }
}

#[test]
fn bodies_are_bounded() {
    let desk = Desk::open(None);
    let (host, cookie) = (desk.host(), &desk.cookie);
    let big = 70_u64 << 20;
    for (path, length) in [("/drop", big), ("/run", 100_000)] {
        let answer = desk.send(&format!(
            "POST {path} HTTP/1.1\r\n{host}Cookie: {cookie}\r\nX-Ziping: desk\r\nContent-Length: {length}\r\n\r\n"
        ));
        assert_eq!(status(&answer), 413, "{path}: {answer}");
    }
    // One that does not say how long it is.
    let chunk = "x".repeat(100_000);
    let answer = desk.send(&format!(
        "POST /run HTTP/1.1\r\n{host}Cookie: {cookie}\r\nX-Ziping: desk\r\nTransfer-Encoding: chunked\r\n\r\n186a0\r\n{chunk}\r\n0\r\n\r\n"
    ));
    assert!(matches!(status(&answer), 0 | 413), "{answer}");
    desk.is_well();
}

#[test]
fn the_job_on_the_page_is_that_of_the_command() {
    let ground = tempfile::tempdir().unwrap();
    let folder = forms(ground.path());
    let hostile = folder.join("<img src=x onerror=alert(1)>.xlsx");
    fs::write(&hostile, b"PK\x03\x04 nothing").unwrap();
    let desk = Desk::open(Some(&folder));
    let page = desk.get("/");
    assert!(page.contains(&folder.display().to_string()), "{page}");
    assert_eq!(desk.run(&folder)["state"], "done");
    let page = desk.get("/");
    assert!(page.contains("id=\"ranking\"") && page.contains("安全生产监督管理局"));
    assert!(page.contains("&#60;img src=x") && !page.contains("<img"));
    let unit = desk.get("/unit/0");
    assert_eq!(status(&unit), 200);
    let written = desk.post("/write/workbook", "");
    let own = fs::read(written["path"].as_str().unwrap()).unwrap();
    let other = ground.path().join("other.xlsx");
    let status = Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(["score", "--quiet", "-o"])
        .args([&other, &folder])
        .status()
        .unwrap();
    assert!(status.success());
    assert!(own == fs::read(&other).unwrap(), "the same bytes");
    let written = desk.post("/write/page", "");
    assert!(Path::new(written["path"].as_str().unwrap()).is_file());
    let order = serde_json::json!({ "path": &folder, "year": "去年" });
    desk.post("/run", &order.to_string());
    let failed = desk.settled();
    assert_eq!(failed["message"], "选项“评价年度”的取值“去年”无效。");
    let refused = desk.post("/run", "{\"path\": \"/no/such/folder\"}");
    assert!(
        refused["message"]
            .as_str()
            .unwrap()
            .contains("没有这个文件夹")
    );
}

#[test]
fn a_second_start_shows_the_open_desk() {
    let ground = tempfile::tempdir().unwrap();
    let folder = forms(ground.path());
    let mut desk = Desk::open(None);
    let second = program(desk.data.path())
        .arg("desk")
        .arg(&folder)
        .output()
        .unwrap();
    assert!(second.status.success());
    let (port, token) = address(&String::from_utf8_lossy(&second.stderr));
    assert_eq!(port, desk.port);
    let entered = desk.send(&format!("GET /?t={token} HTTP/1.1\r\n{}\r\n", desk.host()));
    assert_eq!(status(&entered), 303);
    assert!(desk.get("/").contains(&folder.display().to_string()));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let lock = desk.data.path().join("ziping/desk.json");
        assert_eq!(lock.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
    desk.post("/end", "");
    assert!(desk.child.wait().unwrap().success());
    assert!(!desk.data.path().join("ziping/desk.json").exists());
}

#[test]
fn starts_at_the_same_time_are_one_desk() {
    let data = tempfile::tempdir().unwrap();
    let start = || program(data.path()).arg("desk").spawn().unwrap();
    let mut starts: Vec<Child> = (0..6).map(|_| start()).collect();
    let said = starts.iter_mut().map(|start| {
        let mut line = String::new();
        let mut out = BufReader::new(start.stderr.take().unwrap());
        out.read_line(&mut line).unwrap();
        line
    });
    let said: Vec<String> = said.collect();
    for start in &mut starts {
        let _ = start.kill();
        start.wait().unwrap();
    }
    let all = said.iter().all(|line| line.contains("http://127.0.0.1:"));
    assert!(all, "{said:?}");
    let ports: BTreeSet<u16> = said.iter().map(|line| address(line).0).collect();
    assert_eq!(ports.len(), 1, "{said:?}");
}

#[test]
fn papers_of_a_dropped_archive_go_to_the_downloads() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("Downloads")).unwrap();
    let folder = forms(home.path());
    let mut desk = Desk::at_home(home.path());
    let cookie = desk.cookie.clone();
    let zip = zipped(&folder);
    let mut stream = TcpStream::connect(("127.0.0.1", desk.port)).unwrap();
    let head = format!(
        "POST /drop HTTP/1.1\r\n{}Cookie: {cookie}\r\nX-Ziping: desk\r\nContent-Length: {}\r\n\r\n",
        desk.host(),
        zip.len()
    );
    stream.write_all(&[head.as_bytes(), &zip].concat()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let dropped: Value = serde_json::from_str(body_of(&answer)).unwrap();
    let path = PathBuf::from(dropped["path"].as_str().unwrap());
    assert_eq!(desk.run(&path)["state"], "done");
    let written = desk.post("/write/workbook", "");
    let written = PathBuf::from(written["path"].as_str().unwrap());
    assert_eq!(written.parent().unwrap(), home.path().join("Downloads"));
    desk.post("/end", "");
    assert!(desk.child.wait().unwrap().success());
    assert!(written.is_file() && !path.exists());
}

/// The files of a folder as an archive.
fn zipped(folder: &Path) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for entry in walkdir::WalkDir::new(folder).into_iter().flatten() {
        if entry.file_type().is_file() {
            let name = entry.path().strip_prefix(folder).unwrap();
            let options = zip::write::SimpleFileOptions::default();
            zip.start_file(name.to_string_lossy(), options).unwrap();
            zip.write_all(&fs::read(entry.path()).unwrap()).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_dropped_archive_is_read_and_goes_with_the_desk() {
    let mut desk = Desk::open(None);
    let dropped = desk.post("/drop", "no archive at all");
    let path = PathBuf::from(dropped["path"].as_str().unwrap());
    assert!(path.starts_with(desk.data.path()) && path.is_file());
    assert_eq!(desk.run(&path)["state"], "done");
    assert!(
        desk.get("/").contains("拖入的压缩包1.zip"),
        "it is said of the file"
    );
    let written = desk.post("/write/workbook", "");
    assert!(
        written["message"].is_string(),
        "there is no form to write about"
    );
    desk.post("/end", "");
    assert!(desk.child.wait().unwrap().success());
    assert!(!path.exists());
}

/// The example forms with all that lies beside them in a folder of returns: 48 files.
fn mixed(to: &Path) -> PathBuf {
    let folder = forms(to);
    let year = root().join("examples/2022");
    let files = walkdir::WalkDir::new(&folder).into_iter().flatten();
    let forms: Vec<PathBuf> = files
        .filter(|entry| entry.path().extension().is_some_and(|e| e == "xlsx"))
        .map(|entry| entry.path().to_owned())
        .collect();
    let zip = zipped(&year);
    let whole = fs::read(&forms[3]).unwrap();
    for (name, bytes) in [
        ("扫描件.png", &b"\x89PNG\r\n\x1a\n"[..]),
        ("情况说明.docx", b"PK\x03\x04"),
        ("~$自评表.xlsx", b"lock"),
        (".~自评表.xlsx", b"lock"),
        ("空表.xlsx", b""),
        ("旧表.zip", &zip),
        ("没传完.xlsx", &whole[..whole.len() / 2]),
    ] {
        fs::write(folder.join(name), bytes).unwrap();
    }
    let named = |form: &&PathBuf| form.to_string_lossy().contains("融媒体中心");
    let form = forms.iter().find(named).unwrap();
    let other = folder.join("融媒体中心（另一份）.xlsx");
    decided::written_otherwise(form, &other, &[("<v>1031.78</v>", "<v>1030.78</v>")]);
    for form in forms.iter().cycle() {
        let count = walkdir::WalkDir::new(&folder).into_iter().flatten();
        let count = count.filter(|entry| entry.file_type().is_file()).count();
        if count >= 48 {
            break;
        }
        fs::copy(form, folder.join(format!("副本{count}.xlsx"))).unwrap();
    }
    folder
}

#[test]
#[ignore = "needs Chromium"]
fn the_whole_job_goes_by_keyboard() {
    let ground = tempfile::tempdir().unwrap();
    let folder = mixed(ground.path());
    let page = ground.path().join("汇总.html");
    let scored = Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(["score", "--quiet", "--html"])
        .args([&page, &folder])
        .status();
    assert!(scored.unwrap().success());
    let data = tempfile::tempdir().unwrap();
    let mut child = program(data.path()).arg("desk").spawn().unwrap();
    let (port, token) = announced(&mut child);
    let pictures = root().join("target/desk");
    let looked = Command::new("python3")
        .arg(root().join("tests/ci/desk.py"))
        .arg(format!("http://127.0.0.1:{port}/?t={token}"))
        .args([&folder, &pictures, &page])
        .status();
    let _ = child.kill();
    assert!(child.wait().is_ok() && looked.unwrap().success());
}
