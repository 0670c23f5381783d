//! The user's own data folder: recent folders, archives that were dropped, and the address of the desk that is open.

use std::env;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process;

use serde::{Deserialize, Serialize};

use super::job::Letterhead;

/// Folders that are remembered.
const RECENT: usize = 8;

/// The file of what is on papers.
const KEPT: &str = "papers.json";

/// What is typed for papers and decisions, so that it need not be typed again.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SavedInput {
    #[serde(flatten)]
    letterhead: Letterhead,
    /// 处理人
    by: String,
}

/// Where the desk keeps what it remembers.
#[derive(Debug)]
pub(super) struct Data {
    folder: PathBuf,
}

/// The desk that is open: where, by which token, and the folder that a second start asks for.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Open {
    pub(super) port: u16,
    pub(super) token: String,
    pub(super) asked: Option<PathBuf>,
}

impl Data {
    /// The data at `folder`, by default in the user's own data folder.
    ///
    /// # Errors
    ///
    /// Where there is none, or it cannot be made.
    pub(super) fn open(folder: Option<PathBuf>) -> io::Result<Self> {
        let own = |name: &str| {
            env::var_os(name)
                .filter(|v| !v.is_empty())
                .map(PathBuf::from)
        };
        let base = if cfg!(windows) {
            own("LOCALAPPDATA")
        } else {
            let home = || own("HOME").map(|home| home.join(".local/share"));
            own("XDG_DATA_HOME").or_else(home)
        };
        let own = base.map(|base| base.join("ziping"));
        let folder = folder.or(own).ok_or(io::ErrorKind::NotFound)?;
        fs::create_dir_all(&folder)?;
        only_mine(&folder, 0o700)?;
        Ok(Self { folder })
    }

    /// Its path, to be shown.
    pub(super) fn shown(&self) -> String {
        self.folder.display().to_string()
    }

    /// Locks the desk for this process; `None` where another has locked it.
    ///
    /// # Errors
    ///
    /// Where the lock cannot be opened.
    pub(super) fn lock(&self) -> io::Result<Option<File>> {
        let mut options = OpenOptions::new();
        let lock = options.create(true).truncate(false).write(true);
        let lock = lock.open(self.folder.join("desk.lock"))?;
        match lock.try_lock() {
            Ok(()) => Ok(Some(lock)),
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            Err(fs::TryLockError::Error(e)) => Err(e),
        }
    }

    fn address(&self) -> PathBuf {
        self.folder.join("desk.json")
    }

    /// The open desk, as it recorded itself; `None` where none is open, or not yet.
    pub(super) fn running(&self) -> Option<Open> {
        let open = self.announced()?;
        let answers = TcpStream::connect((Ipv4Addr::LOCALHOST, open.port)).is_ok();
        answers.then_some(open)
    }

    /// The last saved data.
    pub(super) fn announced(&self) -> Option<Open> {
        serde_json::from_slice(&fs::read(self.address()).ok()?).ok()
    }

    /// Writes down the desk that is open, for this user alone.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub(super) fn announce(&self, open: &Open) -> io::Result<()> {
        // A start that reads it meanwhile reads the one before.
        let new = self.folder.join(format!("desk-{}.json", process::id()));
        let mut file = File::create(&new)?;
        only_mine(&new, 0o600)?;
        file.write_all(&serde_json::to_vec(open)?)?;
        drop(file);
        fs::rename(new, self.address())
    }

    /// Folders that were worked on, the last first.
    pub(super) fn recent(&self) -> Vec<PathBuf> {
        let text = fs::read(self.folder.join("recent.json"));
        let paths: Option<Vec<PathBuf>> = text.ok().and_then(|t| serde_json::from_slice(&t).ok());
        let mut paths = paths.unwrap_or_default();
        paths.retain(|path| path.exists());
        paths
    }

    /// Remembers a folder; what cannot be remembered is no loss.
    pub(super) fn remember(&self, path: &Path) {
        let mut recent = self.recent();
        recent.retain(|known| known != path);
        recent.insert(0, path.to_owned());
        recent.truncate(RECENT);
        if let Ok(text) = serde_json::to_vec(&recent) {
            let _ = fs::write(self.folder.join("recent.json"), text);
        }
    }

    /// What is on papers, as it was typed last.
    pub(super) fn kept(&self) -> SavedInput {
        let text = fs::read(self.folder.join(KEPT));
        let kept = text.ok().and_then(|t| serde_json::from_slice(&t).ok());
        kept.unwrap_or_default()
    }

    /// Keeps what is on papers.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub(super) fn keep(&self, kept: &SavedInput) -> io::Result<()> {
        fs::write(self.folder.join(KEPT), serde_json::to_vec(kept)?)
    }

    /// Stores an archive that was dropped on the page.
    ///
    /// # Errors
    ///
    /// Where it cannot be stored.
    pub(super) fn drop(&self, bytes: &[u8]) -> io::Result<PathBuf> {
        let folder = self.folder.join("dropped");
        fs::create_dir_all(&folder)?;
        let named = |number: usize| folder.join(format!("拖入的压缩包{number}.zip"));
        let path = (1..).map(named).find(|path| !path.exists());
        let path = path.ok_or(io::ErrorKind::AlreadyExists)?;
        fs::write(&path, bytes)?;
        Ok(path)
    }

    /// Where papers about `path` go, where beside it they would be deleted with the desk: in the downloads.
    pub(super) fn papers(&self, path: &Path) -> Option<PathBuf> {
        path.starts_with(&self.folder).then_some(())?;
        let home = env::home_dir()?;
        let folders = ["Downloads", "下载"].map(|name| home.join(name));
        let downloads = folders.into_iter().find(|folder| folder.is_dir());
        Some(downloads.unwrap_or(home))
    }

    /// Deletes the archives that were dropped, and the address.
    pub(super) fn leave(&self) {
        let _ = fs::remove_dir_all(self.folder.join("dropped"));
        let _ = fs::remove_file(self.address());
    }

    /// Deletes all but the lock and the address of the desk that is open.
    ///
    /// # Errors
    ///
    /// Where something is still there.
    pub(super) fn forget(&self) -> io::Result<()> {
        let gone = |removed: io::Result<()>| match removed {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
            _ => Ok(()),
        };
        gone(fs::remove_dir_all(self.folder.join("dropped")))?;
        gone(fs::remove_file(self.folder.join("recent.json")))?;
        gone(fs::remove_file(self.folder.join(KEPT)))
    }
}

/// Keeps a file or folder to this user, where the system knows such rights.
#[cfg(unix)]
fn only_mine(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

/// The data folder of a Windows user is closed to others.
#[cfg(not(unix))]
fn only_mine(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}
