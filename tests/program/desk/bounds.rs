//! The bounds of the server, made short so that nobody waits, and a run that goes on whatever else arrives.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde_json::json;
use tempfile::TempDir;
use ziping::compare::Series;
use ziping::decision::DecisionLine;
use ziping::desk::{
    Choice, Clerk, Error, Limits, NearbySettings, Opening, Paper, SavedPaper, serve,
};
use ziping::run::{Progress, StatedYears};

use super::{Desk, address, forms, mixed, status};

/// An office in which nothing is done.
struct Closed;

impl Clerk for Closed {
    fn nearby_settings(&self, _: &Choice) -> Result<NearbySettings, String> {
        Err("closed".into())
    }

    fn years(&self, _: &Choice, _: &dyn Progress) -> Result<StatedYears, String> {
        Err("closed".into())
    }

    fn assess(&self, _: &Choice, _: &dyn Progress) -> Result<Series, String> {
        Err("closed".into())
    }

    fn write(&self, _: &Choice, _: &Series, _: &Paper) -> Result<SavedPaper, String> {
        Err("closed".into())
    }

    fn save(&self, _: &Choice, _: &Series, _: &[DecisionLine]) -> Result<SavedPaper, String> {
        Err("closed".into())
    }
}

/// A desk in this process.
struct Bounded {
    served: JoinHandle<Result<(), Error>>,
    port: u16,
    cookie: String,
    _data: TempDir,
}

/// Long enough for a loaded machine, far below what the usual bounds allow.
const SOON: Duration = Duration::from_secs(8);

/// Opens a desk with these bounds.
fn bounded(limits: Limits) -> Bounded {
    let data = tempfile::tempdir().unwrap();
    let opening = Opening {
        data: Some(data.path().join("desk")),
        limits,
        ..Opening::default()
    };
    let (opened, port) = mpsc::channel();
    let served = std::thread::spawn(move || {
        serve(Arc::new(Closed), opening, &|own: &str| {
            opened.send(address(own)).unwrap();
        })
    });
    let (port, token) = port.recv_timeout(SOON).unwrap();
    let mut desk = Bounded {
        served,
        port,
        cookie: String::new(),
        _data: data,
    };
    let entered = desk.say(&format!("GET /?t={token} HTTP/1.1\r\n"));
    let (_, cookie) = entered.split_once("set-cookie: ").unwrap();
    desk.cookie = cookie.split(';').next().unwrap().to_owned();
    desk
}

impl Bounded {
    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(SOON)).unwrap();
        stream
    }

    /// A request with all that it needs but its body.
    fn head(&self, line: &str) -> String {
        let (port, cookie) = (self.port, &self.cookie);
        format!("{line}Host: 127.0.0.1:{port}\r\nCookie: {cookie}\r\nX-Ziping: desk\r\n")
    }

    /// What is answered to a request that closes its connection.
    fn say(&self, line: &str) -> String {
        let mut stream = self.connect();
        let request = format!("{}Connection: close\r\n\r\n", self.head(line));
        let _ = stream.write_all(request.as_bytes());
        answered(&mut stream)
    }

    fn is_well(&self) -> bool {
        status(&self.say("GET /progress HTTP/1.1\r\n")) == 200
    }
}

/// All that comes until the other side closes; fails where it does not.
fn answered(stream: &mut TcpStream) -> String {
    let begun = Instant::now();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    assert!(begun.elapsed() < SOON, "the connection stays open");
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn a_slow_body_is_waited_for_no_longer_than_its_time() {
    let desk = bounded(Limits {
        body: Duration::from_millis(300),
        ..Limits::default()
    });
    let head = desk.head("POST /run HTTP/1.1\r\n");
    let mut slow: Vec<TcpStream> = (0..20).map(|_| desk.connect()).collect();
    for stream in &mut slow {
        let request = format!("{head}Content-Length: 100\r\nConnection: close\r\n\r\n{{");
        stream.write_all(request.as_bytes()).unwrap();
    }
    assert!(desk.is_well(), "others are served meanwhile");
    for mut stream in slow {
        assert_eq!(status(&answered(&mut stream)), 408);
    }
    assert!(desk.is_well());
}

#[test]
fn slow_headers_and_silence_close_the_connection() {
    let desk = bounded(Limits {
        headers: Duration::from_millis(300),
        ..Limits::default()
    });
    let mut silent = desk.connect();
    let mut idle = desk.connect();
    let request = format!("{}\r\n", desk.head("GET /progress HTTP/1.1\r\n"));
    idle.write_all(request.as_bytes()).unwrap();
    let mut slow = desk.connect();
    let head = desk.head("GET / HTTP/1.1\r\n");
    let mut said = 0_usize;
    for byte in head.bytes().cycle() {
        if slow.write_all(&[byte]).is_err() {
            break;
        }
        said += 1;
        assert!(said < 200, "each byte was waited for anew");
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(matches!(status(&answered(&mut silent)), 0 | 408));
    assert_eq!(status(&answered(&mut idle)), 200, "then it is closed");
    assert!(desk.is_well());
}

#[test]
fn no_connection_lasts_for_ever() {
    let desk = bounded(Limits {
        connection: Duration::from_millis(700),
        ..Limits::default()
    });
    let mut lasting = desk.connect();
    let request = format!("{}\r\n", desk.head("GET /progress HTTP/1.1\r\n"));
    let begun = Instant::now();
    let mut bytes = [0; 4096];
    while lasting.write_all(request.as_bytes()).is_ok()
        && lasting.read(&mut bytes).is_ok_and(|n| n > 0)
    {
        assert!(begun.elapsed() < SOON, "it is asked again and again");
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(desk.is_well());
}

#[test]
fn a_connection_too_many_is_closed_at_once() {
    let desk = bounded(Limits {
        connections: 4,
        headers: Duration::from_millis(800),
        ..Limits::default()
    });
    let mut held: Vec<TcpStream> = (0..4).map(|_| desk.connect()).collect();
    std::thread::sleep(Duration::from_millis(200));
    let begun = Instant::now();
    assert_eq!(desk.say("GET /progress HTTP/1.1\r\n"), "");
    assert!(begun.elapsed() < Duration::from_millis(500));
    for stream in &mut held {
        answered(stream);
    }
    assert!(desk.is_well(), "once those have been closed");
}

#[test]
fn the_desk_ends_when_nobody_is_there() {
    let brief = Duration::from_millis(1500);
    let begun = Instant::now();
    let alone = bounded(Limits {
        alone: brief,
        ..Limits::default()
    });
    assert!(alone.served.join().unwrap().is_ok());
    assert!(begun.elapsed() > brief);
    let left = bounded(Limits {
        left: brief,
        ..Limits::default()
    });
    left.say("POST /left HTTP/1.1\r\nContent-Length: 0\r\n");
    assert!(left.is_well(), "another window is there");
    std::thread::sleep(brief + Duration::from_millis(1200));
    assert!(left.is_well(), "and keeps it open");
    left.say("POST /left HTTP/1.1\r\nContent-Length: 0\r\n");
    assert!(left.served.join().unwrap().is_ok());
}

/// What a hostile neighbour sends, all at once.
fn flood(desk: &Desk) {
    let (host, cookie) = (desk.host(), &desk.cookie);
    let connected = (0..1000).filter_map(|_| TcpStream::connect(("127.0.0.1", desk.port)).ok());
    let silent: Vec<TcpStream> = connected.collect();
    assert!(silent.len() > 100);
    drop(silent);
    std::thread::sleep(Duration::from_millis(300));
    let long = "x".repeat(10 << 20);
    let request = format!("GET / HTTP/1.1\r\n{host}Cookie: {cookie}\r\nX-Long: {long}\r\n\r\n");
    assert!(matches!(status(&desk.send(&request)), 0 | 400 | 431));
    for request in [
        format!("POST /end HTTP/1.1\r\n{host}Content-Length: 0\r\n\r\n"),
        format!("POST /stop HTTP/1.1\r\n{host}Cookie: {cookie}\r\nContent-Length: 0\r\n\r\n"),
        format!(
            "POST /stop HTTP/1.1\r\nHost: evil.example\r\nCookie: {cookie}\r\nX-Ziping: desk\r\nContent-Length: 0\r\n\r\n"
        ),
        format!(
            "POST /end HTTP/1.1\r\n{host}Cookie: {cookie}\r\nX-Ziping: desk\r\nOrigin: http://evil.example\r\nContent-Length: 0\r\n\r\n"
        ),
        format!(
            "POST /end HTTP/1.1\r\n{host}Cookie: {cookie}\r\nX-Ziping: desk\r\nSec-Fetch-Site: cross-site\r\nContent-Length: 0\r\n\r\n"
        ),
    ] {
        assert_eq!(status(&desk.send(&request)), 403, "{request}");
    }
}

#[test]
fn a_run_goes_on_whatever_arrives() {
    let ground = tempfile::tempdir().unwrap();
    let folder = forms(ground.path());
    let desk = Desk::open(None);
    let order = json!({ "path": &folder }).to_string();
    assert!(desk.post("/run", &order)["message"].is_null());
    flood(&desk);
    assert_eq!(desk.settled()["state"], "done");
    let written = desk.post("/write/workbook", "");
    let own = fs::read(written["path"].as_str().unwrap()).unwrap();
    let other = ground.path().join("other.xlsx");
    let scored = Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(["score", "--quiet", "-o"])
        .args([&other, &folder])
        .status();
    assert!(scored.unwrap().success());
    assert!(own == fs::read(&other).unwrap(), "the same bytes");
}

/// The system calls that a line of strace is about, without the number of the process.
fn call(line: &str) -> &str {
    let call = line.trim_start_matches("[pid").trim_start();
    call.trim_start_matches(|c: char| c.is_ascii_digit() || c == ']' || c == ' ')
}

#[test]
#[ignore = "needs strace"]
fn no_socket_but_of_this_computer() {
    let ground = tempfile::tempdir().unwrap();
    let folder = mixed(ground.path());
    let traced: PathBuf = ground.path().join("calls");
    let mut desk = Desk::under(|program| {
        let mut strace = Command::new("strace");
        strace
            .args(["-f", "-qq", "-e", "trace=network", "-E", "PATH=", "-o"])
            .arg(&traced)
            .arg(program);
        strace
    });
    let order = json!({ "path": &folder }).to_string();
    desk.post("/lying", &order);
    desk.post("/years", &order);
    assert_eq!(desk.run(&folder)["state"], "done");
    desk.get("/unit/0");
    for paper in [
        "workbook", "page", "results", "circular", "notices", "reports",
    ] {
        let written = desk.post(&format!("/write/{paper}"), "{}");
        assert!(written["message"].is_null(), "{written}");
    }
    desk.post("/end", "");
    assert!(desk.child.wait().unwrap().success());
    let calls = fs::read_to_string(traced).unwrap();
    let calls: Vec<&str> = calls.lines().map(call).collect();
    let called = |name: &'static str| calls.iter().filter(move |call| call.starts_with(name));
    let strange = called("socket(").filter(|call| !call.contains("AF_INET, SOCK_STREAM"));
    assert_eq!(strange.count(), 0, "{calls:#?}");
    assert_eq!(called("socket(").count(), 1, "only that of the server");
    assert!(called("bind(").all(|call| call.contains("inet_addr(\"127.0.0.1\")")));
    assert_eq!(called("bind(").count(), 1);
    let outwards =
        called("connect(").chain(called("sendto(").filter(|call| call.contains("AF_INET")));
    assert_eq!(outwards.count(), 0, "{calls:#?}");
    assert!(called("accept").count() > 5, "{calls:#?}");
}
