//! What the desk knows while it is open.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use serde::Serialize;

use super::answer::error_text;
use super::data::{Data, Open, SavedInput};
use super::docket::{Count, Docket};
use super::door::{self, Door};
use super::folders::Folders;
use super::job::{Choice, Clerk, Job, JobProgress, NearbySettings, Paper, SavedPaper, Setting};
use super::limits::Limits;
use crate::base::lang::{Lang, Text};
use crate::output::html::Pages;
use crate::record::Rows;
use crate::run::StatedYears;

/// The state of the desk.
pub(super) enum State {
    /// Nothing yet, or nothing any more.
    Empty,
    /// A run.
    Running(Arc<Job>),
    /// Results.
    Done(Arc<Results>),
    /// A run that came to nothing, and why.
    Failed(String),
}

/// The results of a run and its pages.
pub(super) struct Results {
    choice: Choice,
    pub(super) pages: Pages,
    docket: Mutex<Docket>,
}

impl Results {
    pub(super) fn docket(&self) -> MutexGuard<'_, Docket> {
        locked(&self.docket)
    }
}

/// Why there is nothing to work on.
const NOTHING: Text = Text::new("还没有结果。", "There are no results yet.");

/// Progress of the decisions, and the message of the last save.
#[derive(Serialize)]
pub(super) struct DecisionProgress {
    #[serde(flatten)]
    count: Count,
    said: String,
    /// Where papers go, where a folder was chosen.
    place: Option<String>,
    /// What is on papers, as it was typed last.
    kept: SavedInput,
    /// Where that is kept.
    data: String,
}

/// How things stand, for the page.
#[derive(Serialize)]
pub(super) struct Progress {
    state: &'static str,
    /// The folder that a second start asks for.
    asked: Option<String>,
    #[serde(flatten)]
    job: Option<JobProgress>,
    pub(super) message: Option<String>,
}

pub(super) struct Session {
    pub(super) lang: Lang,
    pub(super) door: Door,
    pub(super) data: Data,
    clerk: Arc<dyn Clerk>,
    port: u16,
    token: Mutex<String>,
    state: Mutex<State>,
    folders: Mutex<Folders>,
    chosen: Mutex<Option<PathBuf>>,
    /// The folder that a second start asks for while there is something on the desk.
    asked: Mutex<Option<PathBuf>>,
    /// Where papers go, where a folder was chosen.
    place: Mutex<Option<PathBuf>>,
    written: Mutex<Vec<PathBuf>>,
    /// The message of the last save of decisions.
    saved: Mutex<String>,
    signs: Mutex<PageSigns>,
    /// The look at the years of the forms that is under way.
    looking: Mutex<Option<Arc<Job>>>,
}

/// When the page last sent a request.
struct PageSigns {
    last: Instant,
    left: Option<Instant>,
    ended: bool,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Session {
    /// # Errors
    ///
    /// Where the system gives no random bits.
    pub(super) fn new(
        clerk: Arc<dyn Clerk>,
        data: Data,
        port: u16,
        (lang, folder): (Lang, Option<PathBuf>),
    ) -> io::Result<Self> {
        Ok(Self {
            lang,
            door: Door::new(port).map_err(io::Error::other)?,
            data,
            clerk,
            port,
            token: Mutex::new(door::token().map_err(io::Error::other)?),
            state: Mutex::new(State::Empty),
            folders: Mutex::default(),
            chosen: Mutex::new(folder),
            asked: Mutex::default(),
            place: Mutex::default(),
            written: Mutex::default(),
            saved: Mutex::default(),
            signs: Mutex::new(PageSigns {
                last: Instant::now(),
                left: None,
                ended: false,
            }),
            looking: Mutex::default(),
        })
    }

    /// The address that opens the desk, once.
    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/?t={}", self.port, locked(&self.token))
    }

    /// Writes down the token for a second start.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub(super) fn announce(&self) -> io::Result<()> {
        self.data.announce(&Open {
            port: self.port,
            token: locked(&self.token).clone(),
            asked: None,
        })
    }

    /// Takes a token; it opens the desk once, and a second start gets another.
    pub(super) fn takes(&self, offered: &str) -> bool {
        let mut token = locked(&self.token);
        if !door::same(&token, offered) {
            return false;
        }
        let Ok(next) = door::token() else {
            return false;
        };
        *token = next;
        drop(token);
        if let Some(asked) = self.data.announced().and_then(|open| open.asked) {
            let busy = matches!(*locked(&self.state), State::Running(_) | State::Done(_));
            let place = if busy { &self.asked } else { &self.chosen };
            *locked(place) = Some(asked);
        }
        // Without it a second start opens a desk of its own.
        let _ = self.announce();
        true
    }

    pub(super) fn folders(&self) -> MutexGuard<'_, Folders> {
        locked(&self.folders)
    }

    /// The folder that the program was started with, or that was chosen last.
    pub(super) fn chosen(&self) -> Option<PathBuf> {
        locked(&self.chosen).clone()
    }

    pub(super) fn choose(&self, folder: &Path) {
        *locked(&self.chosen) = Some(folder.to_owned());
    }

    pub(super) fn results(&self) -> Option<Arc<Results>> {
        match &*locked(&self.state) {
            State::Done(results) => Some(Arc::clone(results)),
            _ => None,
        }
    }

    pub(super) fn progress(&self) -> Progress {
        let (state, job, message) = match &*locked(&self.state) {
            State::Empty => ("empty", None, None),
            State::Running(job) => ("running", Some(job.stand()), None),
            State::Done(_) => ("done", None, None),
            State::Failed(message) => ("failed", None, Some(message.clone())),
        };
        let asked = locked(&self.asked);
        Progress {
            state,
            asked: asked.as_ref().map(|folder| folder.display().to_string()),
            job,
            message,
        }
    }

    /// Starts a run on a thread of its own; nothing where one is under way.
    pub(super) fn start(self: &Arc<Self>, choice: Choice) -> io::Result<()> {
        let mut state = locked(&self.state);
        if matches!(*state, State::Running(_)) {
            return Ok(());
        }
        self.look_away();
        self.data.remember(&choice.folder);
        self.choose(&choice.folder);
        let job = Arc::new(Job::new(self.lang));
        let session = Arc::clone(self);
        let run = Arc::clone(&job);
        std::thread::Builder::new().spawn(move || {
            let done = catch_unwind(AssertUnwindSafe(|| session.run(choice, &run)));
            let failed = Text::new(
                "程序内部出错，没有得到结果。请重试；仍然如此，请把文件夹拖到程序图标上，直接得到汇总工作簿。",
                "An internal fault: there are no results. Try again, or drop the folder on the icon of the program, which gives the workbook.",
            );
            let failed = |_| State::Failed(failed.get(session.lang).to_owned());
            *locked(&session.state) = done.unwrap_or_else(failed);
        })?;
        *state = State::Running(job);
        Ok(())
    }

    fn run(&self, choice: Choice, job: &Job) -> State {
        match self.clerk.assess(&choice, job) {
            Err(message) => State::Failed(message),
            Ok(series) => {
                let rows = Rows::of(&series.assessment, self.lang);
                State::Done(Arc::new(Results {
                    pages: Pages::of(series, &rows, self.lang),
                    docket: Mutex::new(Docket::new(rows, self.lang)),
                    choice,
                }))
            }
        }
    }

    /// The settings beside the chosen forms.
    pub(super) fn nearby_settings(&self, choice: &Choice) -> Result<NearbySettings, String> {
        self.clerk.nearby_settings(choice)
    }

    /// The years stated by the chosen forms; an earlier look-up is cancelled.
    pub(super) fn years(&self, choice: &Choice) -> Result<StatedYears, String> {
        let job = Arc::new(Job::new(self.lang));
        self.look_away();
        *locked(&self.looking) = Some(Arc::clone(&job));
        self.clerk.years(choice, &*job)
    }

    /// Gives up looking at years.
    fn look_away(&self) {
        if let Some(job) = locked(&self.looking).take() {
            job.stop();
        }
    }

    /// How far the decisions are.
    pub(super) fn decided(&self) -> Option<DecisionProgress> {
        let place = locked(&self.place);
        Some(DecisionProgress {
            count: self.results()?.docket().count(),
            said: locked(&self.saved).clone(),
            place: place.as_ref().map(|place| place.display().to_string()),
            kept: self.data.kept(),
            data: self.data.shown(),
        })
    }

    /// Lets papers go to a folder from now on.
    pub(super) fn put(&self, place: PathBuf) {
        *locked(&self.place) = Some(place);
    }

    /// Saves the decisions and runs again with them.
    ///
    /// # Errors
    ///
    /// Why that is not possible, in words; what was decided is still on the page.
    pub(super) fn save(self: &Arc<Self>) -> Result<String, String> {
        let results = self.results().ok_or(NOTHING.get(self.lang))?;
        let mut choice = self.order(&results);
        let docket = results.docket();
        if !docket.is_changed() {
            let nothing = Text::new("没有新的决定要保存。", "There is nothing new to save.");
            return Err(nothing.get(self.lang).to_owned());
        }
        let series = results.pages.series();
        let SavedPaper { path, said } = self.clerk.save(&choice, series, docket.lines())?;
        drop(docket);
        locked(&self.saved).clone_from(&said);
        choice.settings.decisions = Setting::Named(path.display().to_string());
        self.start(choice).map_err(|e| error_text(&e, self.lang))?;
        Ok(said)
    }

    /// What the results are about, with the place for papers.
    fn order(&self, results: &Results) -> Choice {
        let place = locked(&self.place).clone();
        let papers = place.or_else(|| results.choice.papers.clone());
        Choice {
            papers,
            ..results.choice.clone()
        }
    }

    pub(super) fn stop(&self) {
        self.look_away();
        if let State::Running(job) = &*locked(&self.state) {
            job.stop();
        }
    }

    /// Leaves the results for another folder: that of a second start, where one asked.
    pub(super) fn clear(&self) {
        locked(&self.saved).clear();
        let mut state = locked(&self.state);
        if !matches!(*state, State::Running(_)) {
            *state = State::Empty;
            if let Some(asked) = locked(&self.asked).take() {
                *locked(&self.chosen) = Some(asked);
            }
        }
    }

    /// Stays with what is on the desk, whatever a second start asked for.
    pub(super) fn stay(&self) {
        locked(&self.asked).take();
    }

    /// Writes a paper; its number and where it is.
    ///
    /// # Errors
    ///
    /// Why that is not possible, in words.
    pub(super) fn write(&self, paper: &Paper) -> Result<(usize, SavedPaper), String> {
        let results = self.results().ok_or(NOTHING.get(self.lang))?;
        let choice = self.order(&results);
        let paper = self.clerk.write(&choice, results.pages.series(), paper)?;
        let mut written = locked(&self.written);
        written.push(paper.path.clone());
        Ok((written.len().saturating_sub(1), paper))
    }

    /// A paper that was written, by its number.
    pub(super) fn paper(&self, at: usize) -> Option<PathBuf> {
        locked(&self.written).get(at).cloned()
    }

    /// The page is there.
    pub(super) fn heard(&self) {
        let mut signs = locked(&self.signs);
        signs.last = Instant::now();
        signs.left = None;
    }

    /// A window was closed; another may be there.
    pub(super) fn left(&self) {
        locked(&self.signs).left = Some(Instant::now());
    }

    pub(super) fn end(&self) {
        locked(&self.signs).ended = true;
    }

    /// Whether no window is open any more; a running job is waited for.
    pub(super) fn is_over(&self, limits: &Limits) -> bool {
        let signs = locked(&self.signs);
        let gone = signs.left.is_some_and(|left| left.elapsed() > limits.left);
        let alone = gone || signs.last.elapsed() > limits.alone;
        let running = matches!(&*locked(&self.state), State::Running(_));
        signs.ended || (alone && !running)
    }
}
