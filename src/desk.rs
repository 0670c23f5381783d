//! 工作台: the whole job on a page of this computer, for users without a terminal.
//!
//! A small server on 127.0.0.1 shows folders to choose from, runs the same job as the command, and shows its results in
//! the views of the static page. It is a pure view: whatever it does exists as a command too and gives the same bytes.
//! Every request is checked at the [`door`]; only this room is async.

mod answer;
mod choosing;
mod data;
mod docket;
mod door;
mod folders;
mod job;
mod limits;
mod routes;
mod server;
mod session;

pub use job::{
    Choice, Clerk, Letterhead, NearbyFiles, NearbySettings, Paper, SavedPaper, Setting, Settings,
};
pub use limits::Limits;
pub use server::{Error, Opening, serve};
