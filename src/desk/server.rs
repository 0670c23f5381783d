//! The server: bounds on connections, headers, bodies and time.

use std::io;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::{Body, Bytes, Incoming};
use hyper::http::request::Parts;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{interval, timeout};

use super::answer::{Answer, refused};
use super::data::{Data, Open};
use super::job::Clerk;
use super::limits::Limits;
use super::routes::{self, PageRequest};
use super::session::Session;
use crate::base::lang::Lang;

/// Bytes of the headers of a request.
const HEADERS: usize = 16 << 10;

/// How a desk is opened.
#[derive(Debug, Default)]
pub struct Opening {
    /// Language of its page.
    pub lang: Lang,
    /// Folder that is chosen to begin with.
    pub folder: Option<PathBuf>,
    /// Where it keeps what it remembers; by default the user's own data folder.
    pub data: Option<PathBuf>,
    /// Its bounds.
    pub limits: Limits,
}

/// Time for answers under way once the desk ends, that to its last order among them.
const FAREWELL: Duration = Duration::from_secs(2);

/// Time within which a desk that is being opened records its address.
const OPENING: Duration = Duration::from_secs(5);

/// Why there is no desk.
#[derive(Debug)]
pub enum Error {
    /// The user's data folder cannot be used.
    Data(io::Error),
    /// One is open that has not recorded its address.
    Silent,
    /// No server on this computer.
    Server(io::Error),
}

/// Opens the desk and keeps it open until its page ends it; where one is open already, that one is shown.
///
/// `open` receives the address.
///
/// # Errors
///
/// Where there can be none.
pub fn serve(clerk: Arc<dyn Clerk>, opening: Opening, open: &dyn Fn(&str)) -> Result<(), Error> {
    let data = Data::open(opening.data).map_err(Error::Data)?;
    let Some(lock) = data.lock().map_err(Error::Data)? else {
        return show(&data, opening.folder, open);
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let served = runtime.map_err(Error::Server)?.block_on(async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = listener.local_addr()?.port();
        let session = Arc::new(Session::new(
            clerk,
            data,
            port,
            (opening.lang, opening.folder),
        )?);
        session.announce()?;
        open(&session.address());
        attend(&listener, &session, opening.limits).await;
        session.stop();
        session.data.leave();
        Ok(())
    });
    drop(lock);
    served.map_err(Error::Server)
}

/// Shows the desk that is open, and asks it for `folder`.
fn show(data: &Data, folder: Option<PathBuf>, open: &dyn Fn(&str)) -> Result<(), Error> {
    let begun = Instant::now();
    let running = loop {
        match data.running() {
            Some(running) => break running,
            // It may be about to open.
            None if begun.elapsed() < OPENING => thread::sleep(Duration::from_millis(50)),
            None => return Err(Error::Silent),
        }
    };
    let address = format!("http://127.0.0.1:{}/?t={}", running.port, running.token);
    let asked = Open {
        asked: folder,
        ..running
    };
    data.announce(&asked).map_err(Error::Data)?;
    open(&address);
    Ok(())
}

/// Accepts connections until no window is open any more.
async fn attend(listener: &TcpListener, session: &Arc<Session>, limits: Limits) {
    let seats = Arc::new(Semaphore::new(limits.connections));
    let connections = GracefulShutdown::new();
    let mut clock = interval(Duration::from_secs(1));
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                // A connection beyond the bound is closed at once.
                if let (Ok((stream, _)), Ok(seat)) = (accepted, Arc::clone(&seats).try_acquire_owned()) {
                    let taken = (stream, connections.watcher());
                    tokio::spawn(converse(taken, seat, (Arc::clone(session), limits)));
                }
            }
            _ = clock.tick() => {
                if session.is_over(&limits) {
                    break;
                }
            }
        }
    }
    // A client that has not received the answer by then gets none.
    let _ = timeout(FAREWELL, connections.shutdown()).await;
}

async fn converse(
    (stream, watcher): (TcpStream, Watcher),
    seat: OwnedSemaphorePermit,
    (session, limits): (Arc<Session>, Limits),
) {
    let service = service_fn(move |request| {
        let session = Arc::clone(&session);
        async move { Ok::<_, std::convert::Infallible>(respond(session, request, limits.body).await) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.headers)
        .max_buf_size(HEADERS)
        .serve_connection(TokioIo::new(stream), service);
    // A client that disconnects, or is too slow, gets no further answer.
    let _ = timeout(limits.connection, watcher.watch(connection)).await;
    drop(seat);
}

async fn respond(session: Arc<Session>, request: Request<Incoming>, time: Duration) -> Answer {
    let (parts, body) = request.into_parts();
    if let Err(status) = session.door.check(&parts) {
        return refused(status);
    }
    if !session.door.knows(&parts) {
        let entering = parts.method == Method::GET && parts.uri.path() == "/";
        let entered = entering.then(|| routes::enters(&session, parts.uri.query()));
        return entered
            .flatten()
            .unwrap_or_else(|| refused(StatusCode::FORBIDDEN));
    }
    let body = match content(&parts, body, time).await {
        Ok(body) => body,
        Err(status) => return refused(status),
    };
    session.heard();
    let asked = PageRequest {
        method: parts.method,
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().map(str::to_owned),
        body,
    };
    let answered = tokio::task::spawn_blocking(move || routes::answer(&session, &asked)).await;
    answered.unwrap_or_else(|_| refused(StatusCode::INTERNAL_SERVER_ERROR))
}

/// The body of a request, within its bounds.
async fn content(parts: &Parts, body: Incoming, time: Duration) -> Result<Bytes, StatusCode> {
    let limit = routes::limit(parts.uri.path());
    if body.size_hint().lower() > limit as u64 {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let collected = timeout(time, Limited::new(body, limit).collect()).await;
    match collected {
        Err(_) => Err(StatusCode::REQUEST_TIMEOUT),
        Ok(Err(e)) if e.is::<LengthLimitError>() => Err(StatusCode::PAYLOAD_TOO_LARGE),
        Ok(Err(_)) => Err(StatusCode::BAD_REQUEST),
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
    }
}
