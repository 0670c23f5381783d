//! 压缩包: archives walked like folders, their files read one by one without being unpacked to disk.

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

/// How deep archives may lie in archives.
const NESTED: usize = 3;

/// Bytes that archives in archives, or in a .gz, may hold together once unpacked to temporary files.
const UNPACKED: u64 = 1 << 30;

/// A file in an archive, or the refusal it gets.
#[derive(Debug)]
pub(super) struct Member {
    /// The way to it from the archive, `!` ending the name of an archive in between.
    pub(super) parts: Vec<String>,
    pub(super) content: Result<Packed, Refusal>,
}

/// Where the bytes of a file in an archive are.
#[derive(Debug, Clone)]
pub struct Packed {
    archive: Arc<Archive>,
    index: usize,
}

#[derive(Debug)]
enum Archive {
    Zip(Box<Mutex<ZipArchive<File>>>),
    Tar(Mutex<File>, Places),
}

/// How an archive is packed, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    Zip,
    Tar,
    TarGz,
}

const PACKINGS: [(&str, Packing); 4] = [
    (".zip", Packing::Zip),
    (".tar", Packing::Tar),
    (".tar.gz", Packing::TarGz),
    (".tgz", Packing::TarGz),
];

fn packing(name: &str) -> Option<Packing> {
    let name = name.to_ascii_lowercase();
    let packing = PACKINGS.iter().find(|(ending, _)| name.ends_with(ending));
    packing.map(|(_, packing)| *packing)
}

/// Whether a file is named like an archive that is walked like a folder.
#[must_use]
pub fn is_archive(path: &Path) -> bool {
    packing(&path.to_string_lossy()).is_some()
}

/// The files in the archive at `path`; `None` where it is no archive that is read here, or damaged: it is then one file,
/// with a refusal of its own.
pub(super) fn members(path: &Path, name: &OsStr) -> Option<Vec<Member>> {
    let packing = packing(&name.to_string_lossy())?;
    let file = File::open(path).ok()?;
    let mut unpacked = Unpacked { left: UNPACKED };
    let mut members = unpacked.members(file, packing, 1).ok()?;
    members.retain(|member| !member.parts.is_empty());
    (!members.is_empty()).then_some(members)
}

impl Packed {
    /// All bytes of the file.
    pub(super) fn bytes(&self) -> Result<Vec<u8>, Refusal> {
        match &*self.archive {
            Archive::Zip(archive) => {
                let mut archive = archive.lock().unwrap_or_else(PoisonError::into_inner);
                let entry = archive.by_index(self.index).map_err(|e| refusal(&e))?;
                // By what it says itself: a thousand such files would take minutes.
                within_ratio(entry.size(), entry.compressed_size())?;
                whole(entry)
            }
            Archive::Tar(file, places) => {
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

/// A file that is not larger than one on disk may be, whatever its size is said to be.
fn whole(from: impl Read) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let read = from.take(Limits::FILE_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|_| Refusal::Damaged)?;
    if bytes.len() as u64 > Limits::FILE_BYTES {
        return Err(too_many_bytes(bytes.len() as u64, Limits::FILE_BYTES));
    }
    Ok(bytes)
}

/// How much may still be unpacked to temporary files.
struct Unpacked {
    left: u64,
}

impl Unpacked {
    fn members(
        &mut self,
        file: File,
        packing: Packing,
        depth: usize,
    ) -> Result<Vec<Member>, Refusal> {
        let (archive, names) = match packing {
            Packing::Zip => zip(file)?,
            Packing::Tar => tar(file)?,
            Packing::TarGz => self.tar_gz(file)?,
        };
        let archive = Arc::new(archive);
        let mut members = Vec::new();
        for (index, (parts, refused)) in names.into_iter().enumerate() {
            let packed = Packed {
                archive: Arc::clone(&archive),
                index,
            };
            let content = refused.map_or(Ok(packed), Err);
            members.extend(self.opened(Member { parts, content }, depth));
        }
        Ok(members)
    }

    /// The files of a packed archive, put by without what lies between them: one that is none is not unpacked.
    fn tar_gz(&mut self, file: File) -> Result<(Archive, Names), Refusal> {
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
        // The checksum stands at the very end.
        let checked = io::copy(&mut from, &mut io::sink());
        self.spend(from.limit())?;
        checked.map_err(|_| Refusal::Damaged)?;
        let (places, names) = listed?;
        Ok((Archive::Tar(Mutex::new(aside), places), names))
    }

    /// The member, or where it is an archive itself, its members.
    fn opened(&mut self, mut member: Member, depth: usize) -> Vec<Member> {
        let name = member.parts.last().map(String::as_str).unwrap_or_default();
        let (Some(packing), Ok(packed)) = (packing(name), &member.content) else {
            return vec![member];
        };
        if depth >= NESTED {
            member.content = Err(Refusal::Archive);
            return vec![member];
        }
        let inner = packed.bytes().and_then(|bytes| {
            let file = self.aside(&*bytes)?;
            self.members(file, packing, depth + 1)
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

    /// A nameless temporary file with what `from` holds.
    fn aside(&mut self, from: impl Read) -> Result<File, Refusal> {
        let mut file = tempfile::tempfile().map_err(|_| Refusal::NotOpened)?;
        let mut from = from.take(self.left.saturating_add(1));
        io::copy(&mut from, &mut file).map_err(|_| Refusal::Damaged)?;
        self.spend(from.limit())?;
        Ok(file)
    }

    /// Takes off what was unpacked, where one byte more than is left was allowed and so many of these remain.
    fn spend(&mut self, remaining: u64) -> Result<(), Refusal> {
        let most = self.left.saturating_add(1);
        let left = remaining.checked_sub(1);
        self.left = left.ok_or_else(|| too_many_bytes(most, UNPACKED))?;
        Ok(())
    }
}

/// The way through an archive to a file in it.
fn within(archive: &[String], file: Vec<String>) -> Vec<String> {
    let mut parts = archive.to_vec();
    if let Some(name) = parts.last_mut() {
        name.push('!');
    }
    parts.extend(file);
    parts
}

/// The way to each file of an archive, with its refusal where it is not to be read.
type Names = Vec<(Vec<String>, Option<Refusal>)>;

fn zip(file: File) -> Result<(Archive, Names), Refusal> {
    let mut archive = ZipArchive::new(file).map_err(|e| refusal(&e))?;
    let office = ["[Content_Types].xml", "_rels/.rels", "mimetype"];
    if office
        .iter()
        .any(|part| archive.index_for_name(part).is_some())
    {
        // A workbook with another ending is one file.
        return Err(Refusal::Archive);
    }
    let mut names = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|e| refusal(&e))?;
        // Positions are those of the archive: folders keep theirs, without parts.
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
    Ok((Archive::Zip(Box::new(Mutex::new(archive))), names))
}

fn tar(mut file: File) -> Result<(Archive, Names), Refusal> {
    let begun = file.seek(SeekFrom::Start(0));
    begun.map_err(|_| Refusal::Damaged)?;
    let (places, names) = listed(&file, |entry| Ok((entry.raw_file_position(), entry.size())))?;
    Ok((Archive::Tar(Mutex::new(file), places), names))
}

/// Where each file begins and how long it is.
type Places = Vec<(u64, u64)>;

/// The files of a .tar, each with the place that `place` gives it.
fn listed<R: Read>(
    from: R,
    mut place: impl FnMut(&mut tar::Entry<'_, R>) -> Result<(u64, u64), Refusal>,
) -> Result<(Places, Names), Refusal> {
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

/// The parts of a way as they are stored: UTF-8, or GBK as Chinese Windows writes names.
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
