//! Frames between the program and its reading processes: four bytes of length, then the content.

use std::io::{self, Read, Write};

/// Writes one frame.
pub(super) fn write(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len()).map_err(|_| io::ErrorKind::InvalidInput)?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(bytes)?;
    out.flush()
}

/// Reads one frame of at most `limit` bytes; `None` where the other process is gone.
pub(super) fn read(input: &mut impl Read, limit: usize) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    match input.read_exact(&mut length) {
        Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let length = u32::from_le_bytes(length);
    let size = usize::try_from(length).unwrap_or(usize::MAX);
    if size > limit {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut bytes = Vec::with_capacity(size);
    input.take(u64::from(length)).read_to_end(&mut bytes)?;
    if bytes.len() < size {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(bytes))
}

#[cfg(test)]
mod tests {
    use super::{read, write};

    #[test]
    fn frames_round_trip() {
        let mut wire = Vec::new();
        write(&mut wire, b"abc").unwrap();
        write(&mut wire, b"").unwrap();
        let mut input = &wire[..];
        assert_eq!(read(&mut input, 3).unwrap().unwrap(), b"abc");
        assert_eq!(read(&mut input, 3).unwrap().unwrap(), b"");
        assert!(read(&mut input, 3).unwrap().is_none());
        assert!(read(&mut &wire[..], 2).is_err());
        assert!(read(&mut &wire[..6], 9).is_err());
    }
}
