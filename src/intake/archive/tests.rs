use std::io::{Cursor, Write};
use std::path::Path;

use encoding_rs::GBK;
use flate2::write::GzEncoder;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Member, members};
use crate::finding::Refusal;

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn tarred(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        out.append_data(&mut header, name, *bytes).unwrap();
    }
    out.into_inner().unwrap()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

/// Paths and contents of the files in an archive of this name.
fn read(name: &str, bytes: &[u8]) -> Option<Vec<(String, Result<String, Refusal>)>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let content = |member: Member| {
        let bytes = member.content.and_then(|packed| packed.bytes());
        let text = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        (member.parts.join("/"), text)
    };
    let found = members(&path, Path::new(name).as_os_str())?;
    Some(found.into_iter().map(content).collect())
}

fn told(way: &str, text: &str) -> (String, Result<String, Refusal>) {
    (way.to_owned(), Ok(text.to_owned()))
}

#[test]
fn files_lie_in_archives_as_in_folders() {
    let files: &[(&str, &[u8])] = &[("组/甲.xlsx", b"1"), ("乙.xlsx", b"2")];
    let both = [told("组/甲.xlsx", "1"), told("乙.xlsx", "2")];
    let tar = tarred(files);
    assert_eq!(read("包.ZIP", &zipped(files)).unwrap(), both);
    assert_eq!(read("包.tar", &tar).unwrap(), both);
    assert_eq!(read("包.tar.gz", &gzipped(&tar)).unwrap(), both);
    assert_eq!(read("包.tgz", &gzipped(&tar)).unwrap(), both);
}

#[test]
fn names_of_chinese_windows_are_read() {
    // The same length as the name, so that the bytes can be replaced in the file.
    let mut bytes = zipped(&[("abcdefgh\\x.xlsx", b"1")]);
    let (name, ..) = GBK.encode("财政局报");
    for at in 0..bytes.len() - 8 {
        if bytes[at..].starts_with(b"abcdefgh") {
            bytes[at..at + 8].copy_from_slice(&name);
        }
    }
    assert_eq!(
        read("包.zip", &bytes).unwrap(),
        [told("财政局报/x.xlsx", "1")]
    );
}

#[test]
fn archives_in_archives_are_read_to_a_depth() {
    let four = zipped(&[("d.xlsx", b"4")]);
    let three = zipped(&[("four.zip", &four), ("c.xlsx", b"3")]);
    let two = zipped(&[("three.zip", &three)]);
    let found = read("one.zip", &zipped(&[("in/two.zip", &two)])).unwrap();
    let deep = "in/two.zip!/three.zip!/four.zip".to_owned();
    let read = told("in/two.zip!/three.zip!/c.xlsx", "3");
    assert_eq!(found, [(deep, Err(Refusal::Archive)), read]);
}

#[test]
fn what_is_no_archive_is_left_as_it_is() {
    let form = zipped(&[("[Content_Types].xml", b""), ("xl/workbook.xml", b"")]);
    assert!(read("表.zip", &form).is_none());
    assert!(read("表.zip", b"not a zip").is_none());
    assert!(read("包.rar", &zipped(&[("a", b"1")])).is_none());
    assert!(read("空.zip", &zipped(&[])).is_none());
    let whole = tarred(&[("a.xlsx", b"12345")]);
    assert!(read("包.tar", &whole[..515]).is_none_or(|found| found[0].1.is_err()));
}

#[test]
fn packed_archives_are_checked_to_their_end() {
    let whole = gzipped(&tarred(&[("a.xlsx", b"12345"), ("b.xlsx", b"6")]));
    assert_eq!(read("包.tgz", &whole).unwrap().len(), 2);
    for byte in [0xFF, 1] {
        let mut other = whole.clone();
        let checksum = other.len() - 8;
        other[checksum] ^= byte;
        assert!(read("包.tgz", &other).is_none());
    }
    assert!(read("包.tgz", &whole[..whole.len() - 9]).is_none());
    let large = vec![0; (64 << 20) + 1];
    let found = read("包.tgz", &gzipped(&tarred(&[("a", &large), ("b", b"2")]))).unwrap();
    assert!(matches!(found[0].1, Err(Refusal::TooLarge { .. })));
    assert_eq!(found[1], told("b", "2"));
}

#[test]
fn a_file_that_unpacks_to_more_than_any_form_is_not_unpacked() {
    let zeros = |mib: usize| zipped(&[("0.xlsx", &vec![0; mib << 20]), ("a.xlsx", b"1")]);
    let found = read("包.zip", &zeros(17)).unwrap();
    let limit = "16 MiB".into();
    let found_size = "17 MiB".into();
    let refused = Refusal::TooLarge {
        found: found_size,
        limit,
    };
    assert_eq!(found[0], ("0.xlsx".to_owned(), Err(refused)));
    assert_eq!(found[1], told("a.xlsx", "1"));
    assert!(read("包.zip", &zeros(16)).unwrap()[0].1.is_ok());
}
