//! Packages encrypted by another program: the salt of the password 0 to 15, that of the package 50 to 65, secret 200 to 215.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{clear, password};

const PLAIN: &[u8; 30] = b"PK\x03\x04\0\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0A\x0B\x0C\x0D\x0E\x0F\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19";

/// Hash, bits of the key, secret, its hash, key of the package, the package.
const AGILE: [[&str; 6]; 5] = [
    [
        "MD5",
        "128",
        "CZYgkcr6KHOIzLDAG5+tFA==",
        "ugtP8P1cRPIC89z2Wi8KZA==",
        "ZG3HPljmm+76UkgohD51Xg==",
        "C3WQv79VI9d2sfJxwt4IoWlq3fSaix5593enBY04nZE=",
    ],
    [
        "SHA1",
        "128",
        "QBlz2nZ2/9bjSS9rcPVmwA==",
        "fmPUHDTXhPS8zkPC94yl0PG4TIzamrnxuVsXvNcYFZY=",
        "1MhQtQuSr9Kg4EnRurnzWQ==",
        "aWiM5Spy6xQFDJR2wY93dZVs8b63/Vny6vAnQzgbdlU=",
    ],
    [
        "SHA256",
        "256",
        "+OsxnyAVSn8oMPSFCiHLVA==",
        "n1kfIxL88OEfJyhGu2i5zMaSyo80K4NS/3eCA+WvdCk=",
        "FeHo1qIA2QnovmpkC+rrKhUjMQ5IhYYOgQ0QdXDt8gY=",
        "fQNx192kffdSXTOtrfk50a2RxlgFzs9vmGDAIOTLR3M=",
    ],
    [
        "SHA384",
        "192",
        "fi2aFLf2daKs/ZSY06G6OA==",
        "rGdH9U8ez/gxLZK6uUbwGdl+lMMmkHXC4vpljhbyhqQIjfIA7wg9eC7++xnE75F0",
        "KuDG+Phr0Hsi9eySVWwND5D8ZIxyoKEsAGetQCsOvdI=",
        "nmju7Fy4/SqSdcwfjE/+yIFj3WrY0RJ20av1sTN2qJY=",
    ],
    [
        "SHA512",
        "256",
        "0HrnKu88gzSInZganMLaGA==",
        "RE7MEJHwje3/tOYxLsyv6ydiG9+0J7BpjT9qLp6OWqWkBIe/fLQFJQZt4L50WBUTevpy+GV2l2T6zBb+KPW0Eg==",
        "9liP6oprDVJLY4hVoUSOVv2GlvaMLY4kQqEXQogMN9g=",
        "/WNXoHCzI71QgmpX/7n9RK/rrzjfIqlf2yJRzpwejNw=",
    ],
];

/// Cipher, secret, its hash, the package.
const STANDARD_AES: [(u32, [&str; 3]); 3] = [
    (
        0x660E,
        [
            "Jz46xBlrbWcOgQNKmfC7OA==",
            "3foUF35smAzIvzWzUOxj5NwcR8Rzakeav5DG/KK+6hw=",
            "RWyJSgD7x50myY9cU8TAhrAQdXVnbm7oyQvNst22bFw=",
        ],
    ),
    (
        0x660F,
        [
            "yCZJlp1JQ6NLXFjXvKjNJw==",
            "pauV9okTXCSs+1XizBoO/BlTSDXZJuUNwoqAPSdifZg=",
            "ZhN11T4d6aAqMVFOsti22szr54IyrEMcVyP8mP/7skY=",
        ],
    ),
    (
        0x6610,
        [
            "k64IBfX4Ng1d6oYcoINKfw==",
            "8Ac6+zUqeeGjomogywt8J3HgZkz7LUJitn4LkJh3Wc0=",
            "AahzFryMi7bwEJd7nkB7s7u3wIcvvdxQElWhSqsd39Y=",
        ],
    ),
];

/// A stream of a package: its length and its bytes.
fn stream(package: &str) -> Vec<u8> {
    let length = (PLAIN.len() as u64).to_le_bytes();
    [&length[..], &STANDARD.decode(package).unwrap()].concat()
}

fn agile([hash, bits, secret, secret_hash, key, _]: [&str; 6], rounds: u32) -> Vec<u8> {
    let way = format!(
        r#"blockSize="16" keyBits="{bits}" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="{hash}""#
    );
    let xml = format!(
        r#"<encryption><keyData {way} saltValue="MjM0NTY3ODk6Ozw9Pj9AQQ=="/><p:encryptedKey {way} spinCount="{rounds}" saltValue="AAECAwQFBgcICQoLDA0ODw==" encryptedVerifierHashInput="{secret}" encryptedVerifierHashValue="{secret_hash}" encryptedKeyValue="{key}"/></encryption>"#
    );
    [&[4, 0, 4, 0, 0x40, 0, 0, 0], xml.as_bytes()].concat()
}

fn standard(cipher: u32, [secret, hash, _]: [&str; 3]) -> Vec<u8> {
    let head = [0x24, 32, 0x24, 0, cipher, 0x8004, 0, 0, 0, 0, 16].map(u32::to_le_bytes);
    let salt: Vec<u8> = (0..16).collect();
    let decoded = |text| STANDARD.decode(text).unwrap();
    let parts = [&[4, 0, 2, 0][..], head.as_flattened(), &salt];
    [
        &parts.concat()[..],
        &decoded(secret),
        &[20, 0, 0, 0],
        &decoded(hash),
    ]
    .concat()
}

#[test]
fn every_hash_and_length_of_key_is_opened_by_its_password_alone() {
    for row in AGILE {
        let (info, package) = (agile(row, 3), stream(row[5]));
        let opened = |password: &[u8]| clear(&info, &package, password);
        assert_eq!(opened(&password()).as_deref(), Some(&PLAIN[..]), "{row:?}");
        assert_eq!(opened(b"other"), None);
    }
    for (cipher, row) in STANDARD_AES {
        let (info, package) = (standard(cipher, row), stream(row[2]));
        let opened = |password: &[u8]| clear(&info, &package, password);
        assert_eq!(
            opened(&password()).as_deref(),
            Some(&PLAIN[..]),
            "{cipher:X}"
        );
        assert_eq!(opened(b"other"), None);
    }
}

#[test]
fn work_is_bounded_and_what_is_short_or_unknown_is_not_opened() {
    let opened = |info: &[u8], package: &[u8]| clear(info, package, &password());
    let [row, ..] = AGILE;
    let (info, package) = (agile(row, 3), stream(row[5]));
    assert_eq!(opened(&agile(row, u32::MAX), &package), None);
    let other = |at: usize, value| {
        let mut row = row;
        row[at] = value;
        opened(&agile(row, 3), &package)
    };
    assert_eq!(other(0, "WHIRLPOOL"), None);
    assert_eq!(other(1, "99999999999999999"), None);
    assert_eq!(other(4, "AA=="), None);
    for cut in 0..info.len() {
        assert_eq!(opened(&info[..cut], &package), None);
    }
    for cut in 0..package.len() {
        let found = opened(&info, &package[..cut]);
        assert!(found.is_none(), "{cut}: {found:?}");
    }
}
