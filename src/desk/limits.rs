//! How many may be there, and for how long.

use std::time::Duration;

/// The bounds of the server.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections at a time.
    pub connections: usize,
    /// Time for the headers of a request, and between two requests of a connection.
    pub headers: Duration,
    /// Time for the body of a request.
    pub body: Duration,
    /// Time for a connection.
    pub connection: Duration,
    /// Time without a sign of life after which the desk ends.
    pub alone: Duration,
    /// Time after which the desk ends when its last window was closed: a window in the background may be slow to
    /// respond.
    pub left: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 64,
            headers: Duration::from_secs(10),
            body: Duration::from_mins(1),
            connection: Duration::from_mins(10),
            alone: Duration::from_mins(30),
            left: Duration::from_secs(100),
        }
    }
}
