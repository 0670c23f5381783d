//! The server: bounds on connections, headers, bodies and time.

use std::io;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

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
use super::routes::{self, Asked};
use super::session::Session;
use crate::base::lang::Lang;

/// Connections at a time.
const CONNECTIONS: usize = 64;

/// Bytes of the headers of a request.
const HEADERS: usize = 16 << 10;

/// Time for the headers of a request, and between two requests of a connection.
const HEADER_TIME: Duration = Duration::from_secs(10);

/// Time for the body of a request.
const BODY_TIME: Duration = Duration::from_secs(60);

/// Time for a connection.
const CONNECTION_TIME: Duration = Duration::from_mins(10);

/// Time for answers under way once the desk ends, that to its last order among them.
const FAREWELL: Duration = Duration::from_secs(2);

/// Why there is no desk.
#[derive(Debug)]
pub enum Error {
    /// The user's data folder cannot be used.
    Data(io::Error),
    /// No server on this computer.
    Server(io::Error),
}

/// Opens the desk and keeps it open until its page ends it; where one is open already, that one is shown.
///
/// `say` is told the address.
///
/// # Errors
///
/// Where there can be none.
pub fn serve(
    clerk: Arc<dyn Clerk>,
    (lang, folder): (Lang, Option<PathBuf>),
    say: &dyn Fn(&str),
) -> Result<(), Error> {
    let data = Data::open().map_err(Error::Data)?;
    let Some(lock) = data.lock().map_err(Error::Data)? else {
        return show(&data, folder, say).map_err(Error::Data);
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let served = runtime.map_err(Error::Server)?.block_on(async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = listener.local_addr()?.port();
        let session = Arc::new(Session::new(clerk, data, port, (lang, folder))?);
        session.announce()?;
        let address = session.address();
        say(&address);
        // Browsers do not always open: the address is there to be copied.
        let _ = open::that_detached(address);
        attend(&listener, &session).await;
        session.stop();
        session.data.leave();
        Ok(())
    });
    drop(lock);
    served.map_err(Error::Server)
}

/// Shows the desk that is open, and asks it for `folder`.
fn show(data: &Data, folder: Option<PathBuf>, say: &dyn Fn(&str)) -> io::Result<()> {
    let open = data.running().ok_or(io::ErrorKind::WouldBlock)?;
    let address = format!("http://127.0.0.1:{}/?t={}", open.port, open.token);
    data.announce(&Open {
        asked: folder,
        ..open
    })?;
    say(&address);
    let _ = open::that_detached(address);
    Ok(())
}

/// Takes connections until nobody is there any more.
async fn attend(listener: &TcpListener, session: &Arc<Session>) {
    let seats = Arc::new(Semaphore::new(CONNECTIONS));
    let connections = GracefulShutdown::new();
    let mut clock = interval(Duration::from_secs(1));
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                // A connection beyond the bound is closed at once.
                if let (Ok((stream, _)), Ok(seat)) = (accepted, Arc::clone(&seats).try_acquire_owned()) {
                    let taken = (stream, connections.watcher());
                    tokio::spawn(converse(taken, seat, Arc::clone(session)));
                }
            }
            _ = clock.tick() => {
                if session.is_over() {
                    break;
                }
            }
        }
    }
    // Who has not taken the answer by then gets none.
    let _ = timeout(FAREWELL, connections.shutdown()).await;
}

async fn converse(
    (stream, watcher): (TcpStream, Watcher),
    seat: OwnedSemaphorePermit,
    session: Arc<Session>,
) {
    let service = service_fn(move |request| {
        let session = Arc::clone(&session);
        async move { Ok::<_, std::convert::Infallible>(respond(session, request).await) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIME)
        .max_buf_size(HEADERS)
        .serve_connection(TokioIo::new(stream), service);
    // Whoever breaks off, or is too slow, gets no further answer.
    let _ = timeout(CONNECTION_TIME, watcher.watch(connection)).await;
    drop(seat);
}

async fn respond(session: Arc<Session>, request: Request<Incoming>) -> Answer {
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
    let body = match content(&parts, body).await {
        Ok(body) => body,
        Err(status) => return refused(status),
    };
    session.heard();
    let asked = Asked {
        method: parts.method,
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().map(str::to_owned),
        body,
    };
    let answered = tokio::task::spawn_blocking(move || routes::answer(&session, &asked)).await;
    answered.unwrap_or_else(|_| refused(StatusCode::INTERNAL_SERVER_ERROR))
}

/// The body of a request, within its bounds.
async fn content(parts: &Parts, body: Incoming) -> Result<Bytes, StatusCode> {
    let limit = routes::limit(parts.uri.path());
    if body.size_hint().lower() > limit as u64 {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let collected = timeout(BODY_TIME, Limited::new(body, limit).collect()).await;
    match collected {
        Err(_) => Err(StatusCode::REQUEST_TIMEOUT),
        Ok(Err(e)) if e.is::<LengthLimitError>() => Err(StatusCode::PAYLOAD_TOO_LARGE),
        Ok(Err(_)) => Err(StatusCode::BAD_REQUEST),
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
    }
}
