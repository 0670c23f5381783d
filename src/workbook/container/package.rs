//! A zip container with a consistent directory; parts are read to their end, so that checksums are verified.

use std::collections::{HashMap, HashSet};
use std::io::{Cursor, Read};
use std::sync::Arc;

use memchr::memmem;
use zip::ZipArchive;

use super::cache;
use super::directory::{self, Directory, PartHeader};
use super::unpack::Unpacker;
use crate::finding::Refusal;
use crate::workbook::limits::{Limits, too_many_bytes, within_ratio};

/// The parts of a zip container by name, ignoring case.
pub struct Container<'a> {
    bytes: &'a [u8],
    decompressor: Decompressor<'a>,
    parts: HashMap<Vec<u8>, ContainerPart>,
    unpacked: u64,
    encrypted: bool,
    /// The part that was searched last, which may be read next.
    searched: Option<(Vec<u8>, Vec<u8>)>,
}

/// How parts are unpacked.
enum Decompressor<'a> {
    Library(ZipArchive<Cursor<&'a [u8]>>),
    Own(Unpacker<'a>),
}

#[derive(Clone, Copy)]
struct ContainerPart {
    index: usize,
    header: PartHeader,
}

impl std::fmt::Debug for Container<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Container({} parts)", self.parts.len())
    }
}

impl<'a> Container<'a> {
    /// Reads the directory; refuses duplicate names and shared data.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let directory = directory::read(bytes)?;
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
        if archive.len() != directory.entries.len() {
            return Err(Refusal::Contradictory);
        }
        Self::of(bytes, directory, Decompressor::Library(archive))
    }

    /// Opens a container of at most `limit` unpacked bytes without the zip library, if all readers agree on its parts;
    /// `None` for any other.
    #[must_use]
    pub fn plain(bytes: &'a [u8], limit: u64) -> Option<Self> {
        let directory = directory::read(bytes).ok().filter(|d| d.plain)?;
        let unpacker = Unpacker::new(bytes, directory.start);
        let container = Self::of(bytes, directory, Decompressor::Own(unpacker)).ok()?;
        (container.unpacked <= limit && !container.encrypted).then_some(container)
    }

    fn of(
        bytes: &'a [u8],
        directory: Directory,
        decompressor: Decompressor<'a>,
    ) -> Result<Self, Refusal> {
        let entries = directory.entries;
        let mut offsets = HashSet::with_capacity(entries.len());
        let mut container = Self {
            bytes,
            decompressor,
            parts: HashMap::with_capacity(entries.len()),
            unpacked: 0,
            encrypted: false,
            searched: None,
        };
        for (index, entry) in entries.into_iter().enumerate() {
            let header = entry.header;
            container.unpacked = container.unpacked.saturating_add(header.size);
            container.encrypted |= entry.encrypted;
            let doubled = container
                .parts
                .insert(entry.name, ContainerPart { index, header });
            if doubled.is_some() || !offsets.insert(header.offset) {
                return Err(Refusal::Contradictory);
            }
        }
        Ok(container)
    }

    /// Refuses encrypted parts and zip bombs by the declared sizes, which reading must match.
    pub fn within_limits(&self) -> Result<(), Refusal> {
        if self.encrypted {
            return Err(Refusal::Password);
        }
        if self.unpacked > Limits::UNPACKED_BYTES {
            return Err(too_many_bytes(self.unpacked, Limits::UNPACKED_BYTES));
        }
        let packed = u64::try_from(self.bytes.len()).unwrap_or(u64::MAX);
        within_ratio(self.unpacked, packed)
    }

    /// Whether there is a part of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&key(name))
    }

    /// Whether there is a part whose lower-case name begins with `prefix`.
    #[must_use]
    pub fn has_below(&self, prefix: &str) -> bool {
        self.parts.keys().any(|n| n.starts_with(prefix.as_bytes()))
    }

    /// The bytes of a part; `None` where it does not exist.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let key = key(name);
        if let Some((_, bytes)) = self.searched.take_if(|(name, _)| *name == key) {
            return Ok(Some(bytes));
        }
        match self.parts.get(&key).copied() {
            Some(part) => self.read(&key, part, <[u8]>::to_vec).map(Some),
            None => Ok(None),
        }
    }

    /// An XML part as text, without a document type.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let key = key(name);
        if let Some((_, bytes)) = self.searched.take_if(|(name, _)| *name == key) {
            return super::xml(&bytes).map(Some);
        }
        let part = self.parts.get(&key).copied();
        part.map(|part| self.read(&key, part, super::xml)?)
            .transpose()
    }

    /// The text of a part that describes the package, which may be cached from a file before.
    pub fn cached(&mut self, name: &str) -> Result<Option<Arc<str>>, Refusal> {
        let key = key(name);
        let part = self.parts.get(&key).copied();
        let packed = part.and_then(|part| match &self.decompressor {
            Decompressor::Own(unpacker) => {
                Some((part.header, unpacker.packed(&key, &part.header)?))
            }
            Decompressor::Library(_) => None,
        });
        if let Some((header, packed)) = packed
            && let Some(text) = cache::cached(&key, &header, packed)
        {
            return Ok(Some(text));
        }
        let text: Option<Arc<str>> = self.text(name)?.map(Into::into);
        if let (Some((header, packed)), Some(text)) = (packed, &text) {
            cache::store(&key, &header, packed, text);
        }
        Ok(text)
    }

    /// Whether a part exists and contains `needle`.
    pub fn contains(&mut self, name: &str, needle: &str) -> Result<bool, Refusal> {
        // A part that is not valid text is searched as bytes.
        if let Decompressor::Own(_) = self.decompressor
            && let Ok(Some(text)) = self.cached(name)
        {
            return Ok(memmem::find(text.as_bytes(), needle.as_bytes()).is_some());
        }
        let Some(bytes) = self.part(name)? else {
            return Ok(false);
        };
        let found = memmem::find(&bytes, needle.as_bytes()).is_some();
        self.searched = Some((key(name), bytes));
        Ok(found)
    }

    /// The result of `take` for the bytes of a part.
    fn read<T>(
        &mut self,
        name: &[u8],
        part: ContainerPart,
        take: impl FnOnce(&[u8]) -> T,
    ) -> Result<T, Refusal> {
        let size = part.header.size;
        if size > Limits::UNPACKED_BYTES {
            return Err(too_many_bytes(size, Limits::UNPACKED_BYTES));
        }
        match &mut self.decompressor {
            Decompressor::Library(archive) => {
                through_library(archive, part).map(|bytes| take(&bytes))
            }
            Decompressor::Own(unpacker) => {
                let read = unpacker.read(name, &part.header, take);
                read.ok_or(Refusal::Damaged)
            }
        }
    }
}

fn through_library(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    part: ContainerPart,
) -> Result<Vec<u8>, Refusal> {
    let file = archive.by_index(part.index).map_err(|_| Refusal::Damaged)?;
    let size = usize::try_from(part.header.size).map_err(|_| Refusal::Damaged)?;
    let mut bytes = Vec::with_capacity(size.min(1 << 20));
    file.take(part.header.size.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|_| Refusal::Damaged)?;
    if bytes.len() != size {
        return Err(Refusal::Damaged);
    }
    Ok(bytes)
}

fn key(name: &str) -> Vec<u8> {
    name.to_ascii_lowercase().into_bytes()
}
