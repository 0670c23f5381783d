//! 压缩包: archives are walked like folders, and their files are read one by one without being unpacked to disk.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use encoding_rs::GBK;
use flate2::read::GzDecoder;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::finding::Refusal;
use crate::workbook::limits::{Limits, too_many_bytes, within_ratio};

/// Depth to which archives in archives are opened.
const NESTED: usize = 3;

/// Bytes of temporary files for archives in archives, or in a .gz, in all.
const UNPACKED: u64 = 1 << 30;

/// A file in an archive, or why it is refused.
#[derive(Debug)]
pub(super) struct Member {
    /// Its path in the archive; `!` ends the name of an archive within the archive.
    pub(super) parts: Vec<String>,
    pub(super) content: Result<ArchiveEntry, Refusal>,
}

/// Position of a file in an archive.
#[derive(Debug, Clone)]
pub struct ArchiveEntry {
    archive: Arc<OpenArchive>,
    index: usize,
}

#[derive(Debug)]
enum OpenArchive {
    Zip(Box<Mutex<ZipArchive<File>>>),
    Tar(Mutex<File>, ByteRanges),
}

/// Format of an archive, by the end of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ArchiveFormat {
    Zip,
    Tar,
    TarGz,
}

const FORMATS: [(&str, ArchiveFormat); 4] = [
    (".zip", ArchiveFormat::Zip),
    (".tar", ArchiveFormat::Tar),
    (".tar.gz", ArchiveFormat::TarGz),
    (".tgz", ArchiveFormat::TarGz),
];

fn format(name: &str) -> Option<ArchiveFormat> {
    let name = name.to_ascii_lowercase();
    let format = FORMATS.iter().find(|(ending, _)| name.ends_with(ending));
    format.map(|(_, format)| *format)
}

/// Whether the name of a file is that of an archive, which is walked like a folder.
#[must_use]
pub fn is_archive(path: &Path) -> bool {
    format(&path.to_string_lossy()).is_some()
}

/// The files in the archive at `path`. `None` where it is damaged or of a format that is not read: it then counts as
/// one file, with a refusal of its own.
pub(super) fn members(path: &Path, name: &OsStr) -> Option<Vec<Member>> {
    let format = format(&name.to_string_lossy())?;
    let file = File::open(path).ok()?;
    let mut budget = UnpackBudget { left: UNPACKED };
    let mut members = budget.members(file, format, 1).ok()?;
    members.retain(|member| !member.parts.is_empty());
    (!members.is_empty()).then_some(members)
}

impl ArchiveEntry {
    /// All bytes of the file.
    pub(super) fn bytes(&self) -> Result<Vec<u8>, Refusal> {
        match &*self.archive {
            OpenArchive::Zip(archive) => {
                let mut archive = archive.lock().unwrap_or_else(PoisonError::into_inner);
                let entry = archive.by_index(self.index).map_err(|e| refusal(&e))?;
                // By the declared sizes, before anything is unpacked: a thousand such files would take minutes.
                within_ratio(entry.size(), entry.compressed_size())?;
                whole(entry)
            }
            OpenArchive::Tar(file, places) => {
                let (start, length) = *places.get(self.index).ok_or(Refusal::Damaged)?;
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                let start = file.seek(SeekFrom::Start(start));
                start.map_err(|_| Refusal::NotOpened)?;
                let bytes = whole((&*file).take(length))?;
                let complete = bytes.len() as u64 == length;
                complete.then_some(bytes).ok_or(Refusal::Damaged)
            }
        }
    }
}

fn refusal(error: &ZipError) -> Refusal {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Refusal::Password,
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            Refusal::Archive
        }
        _ => Refusal::Damaged,
    }
}

/// All bytes of a file, up to the limit for files on disk whatever size is declared.
fn whole(from: impl Read) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let read = from.take(Limits::FILE_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|_| Refusal::Damaged)?;
    if bytes.len() as u64 > Limits::FILE_BYTES {
        return Err(too_many_bytes(bytes.len() as u64, Limits::FILE_BYTES));
    }
    Ok(bytes)
}

/// Bytes that may still be unpacked to temporary files.
struct UnpackBudget {
    left: u64,
}

impl UnpackBudget {
    fn members(
        &mut self,
        file: File,
        format: ArchiveFormat,
        depth: usize,
    ) -> Result<Vec<Member>, Refusal> {
        let (archive, names) = match format {
            ArchiveFormat::Zip => zip(file)?,
            ArchiveFormat::Tar => tar(file)?,
            ArchiveFormat::TarGz => self.tar_gz(file)?,
        };
        let archive = Arc::new(archive);
        let mut members = Vec::new();
        for (index, (parts, refused)) in names.into_iter().enumerate() {
            let packed = ArchiveEntry {
                archive: Arc::clone(&archive),
                index,
            };
            let content = refused.map_or(Ok(packed), Err);
            members.extend(self.opened(Member { parts, content }, depth));
        }
        Ok(members)
    }

    /// The files of a compressed .tar, copied to a temporary file without the headers between them. Reading stops at
    /// the first header that is invalid.
    fn tar_gz(&mut self, file: File) -> Result<(OpenArchive, MemberPaths), Refusal> {
        let mut from = GzDecoder::new(file).take(self.left.saturating_add(1));
        let mut aside = tempfile::tempfile().map_err(|_| Refusal::NotOpened)?;
        let mut end = 0;
        let listed = listed(&mut from, |entry| {
            let length = entry.size().min(Limits::FILE_BYTES + 1);
            let copied = io::copy(&mut entry.take(length), &mut aside);
            let complete = copied.is_ok_and(|copied| copied == length);
            end += length;
            let place = (end - length, length);
            complete.then_some(place).ok_or(Refusal::Damaged)
        });
        // The checksum is at the very end.
        let checked = io::copy(&mut from, &mut io::sink());
        self.spend(from.limit())?;
        checked.map_err(|_| Refusal::Damaged)?;
        let (places, names) = listed?;
        Ok((OpenArchive::Tar(Mutex::new(aside), places), names))
    }

    /// The member, or the members of the archive that it is.
    fn opened(&mut self, mut member: Member, depth: usize) -> Vec<Member> {
        let name = member.parts.last().map(String::as_str).unwrap_or_default();
        let (Some(format), Ok(packed)) = (format(name), &member.content) else {
            return vec![member];
        };
        if depth >= NESTED {
            member.content = Err(Refusal::Archive);
            return vec![member];
        }
        let inner = packed.bytes().and_then(|bytes| {
            let file = self.aside(&*bytes)?;
            self.members(file, format, depth + 1)
        });
        match inner {
            Ok(inner) if !inner.is_empty() => inner
                .into_iter()
                .map(|found| Member {
                    parts: within(&member.parts, found.parts),
                    ..found
                })
                .collect(),
            Ok(_) => vec![member],
            Err(refusal) => {
                member.content = Err(refusal);
                vec![member]
            }
        }
    }

    /// An unnamed temporary file with the content of `from`.
    fn aside(&mut self, from: impl Read) -> Result<File, Refusal> {
        let mut file = tempfile::tempfile().map_err(|_| Refusal::NotOpened)?;
        let mut from = from.take(self.left.saturating_add(1));
        io::copy(&mut from, &mut file).map_err(|_| Refusal::Damaged)?;
        self.spend(from.limit())?;
        Ok(file)
    }

    /// Reduces the budget after reading at most one byte more than it, of which `remaining` were not used.
    fn spend(&mut self, remaining: u64) -> Result<(), Refusal> {
        let most = self.left.saturating_add(1);
        let left = remaining.checked_sub(1);
        self.left = left.ok_or_else(|| too_many_bytes(most, UNPACKED))?;
        Ok(())
    }
}

/// The path to a file through an archive within an archive.
fn within(archive: &[String], file: Vec<String>) -> Vec<String> {
    let mut parts = archive.to_vec();
    if let Some(name) = parts.last_mut() {
        name.push('!');
    }
    parts.extend(file);
    parts
}

/// The path of each file in an archive, with its refusal where it is not read.
type MemberPaths = Vec<(Vec<String>, Option<Refusal>)>;

fn zip(file: File) -> Result<(OpenArchive, MemberPaths), Refusal> {
    let mut archive = ZipArchive::new(file).map_err(|e| refusal(&e))?;
    let office = ["[Content_Types].xml", "_rels/.rels", "mimetype"];
    if office
        .iter()
        .any(|part| archive.index_for_name(part).is_some())
    {
        // A workbook under another name counts as one file.
        return Err(Refusal::Archive);
    }
    let mut names = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|e| refusal(&e))?;
        // The index of an entry counts folders too: they stay in the list, without a path.
        let refused = if entry.is_symlink() {
            Some(Refusal::NotRegular)
        } else {
            entry.encrypted().then_some(Refusal::Password)
        };
        let parts = if entry.is_dir() {
            Vec::new()
        } else {
            parts(entry.name_raw())
        };
        names.push((parts, refused));
    }
    Ok((OpenArchive::Zip(Box::new(Mutex::new(archive))), names))
}

fn tar(mut file: File) -> Result<(OpenArchive, MemberPaths), Refusal> {
    let begun = file.seek(SeekFrom::Start(0));
    begun.map_err(|_| Refusal::Damaged)?;
    let (places, names) = listed(&file, |entry| Ok((entry.raw_file_position(), entry.size())))?;
    Ok((OpenArchive::Tar(Mutex::new(file), places), names))
}

/// Offset and length of each file.
type ByteRanges = Vec<(u64, u64)>;

/// The files of a .tar, each with the offset and length from `place`.
fn listed<R: Read>(
    from: R,
    mut place: impl FnMut(&mut tar::Entry<'_, R>) -> Result<(u64, u64), Refusal>,
) -> Result<(ByteRanges, MemberPaths), Refusal> {
    let damaged = |_| Refusal::Damaged;
    let (mut places, mut names) = (Vec::new(), Vec::new());
    for entry in tar::Archive::new(from).entries().map_err(damaged)? {
        let mut entry = entry.map_err(damaged)?;
        let kind = entry.header().entry_type();
        if kind.is_dir() {
            continue;
        }
        let plain = kind.is_file() || kind.is_contiguous();
        places.push(place(&mut entry)?);
        let refused = (!plain).then_some(Refusal::NotRegular);
        names.push((parts(&entry.path_bytes()), refused));
    }
    Ok((places, names))
}

/// The parts of a path, as stored in UTF-8 or, by Chinese Windows, in GBK.
fn parts(raw: &[u8]) -> Vec<String> {
    let name = match std::str::from_utf8(raw) {
        Ok(name) => name.into(),
        Err(_) => GBK.decode_without_bom_handling(raw).0,
    };
    let parts = name.split(['/', '\\']);
    let kept = parts.filter(|part| !part.is_empty() && *part != ".");
    kept.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests;
