//! The walls of the house: rooms use lower floors only, as the table in docs/architecture.md says.
//!
//! Read from the sources: every `crate::…` path, every inherent `impl`, and the paths between the modules of a room.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

#[path = "architecture/sources.rs"]
mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use sources::{Source, sources};

/// Floor of every room, read from the table of floors.
fn floors() -> BTreeMap<String, usize> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/architecture.md");
    let page = fs::read_to_string(page).unwrap();
    let rows = page.lines().filter_map(|line| {
        let mut cells = line.strip_prefix('|')?.split('|').map(str::trim);
        let floor: usize = cells.next()?.parse().ok()?;
        let rooms = cells.next()?.split(',');
        let rooms = rooms.map(|room| room.trim().trim_matches('`').to_owned());
        Some(rooms.map(|room| (room, floor)).collect::<Vec<_>>())
    });
    rows.flatten().collect()
}

/// Every use of a room on the same floor or above, with file and line.
fn upward(sources: &[Source], floors: &BTreeMap<String, usize>) -> Vec<String> {
    let floor = |room: &str| floors.get(room).copied();
    let mut faults = Vec::new();
    for source in sources {
        let Some(own) = floor(&source.room) else {
            faults.push(format!(
                "{}: no floor is given for the room `{}`",
                source.file, source.room
            ));
            continue;
        };
        for (line, path) in source.paths() {
            let Some(used) = path.first().filter(|used| **used != source.room) else {
                continue;
            };
            if floor(used).is_some_and(|used| used >= own) {
                faults.push(format!(
                    "{}:{line}: `{}` (floor {own}) uses `crate::{used}` (floor {})",
                    source.file, source.room, floors[used]
                ));
            }
        }
    }
    faults
}

/// Every inherent `impl` on a type that another room defines.
fn strange_impls(sources: &[Source]) -> Vec<String> {
    let mut defined: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for source in sources {
        let types = defined.entry(&source.room).or_default();
        types.extend(source.types());
    }
    let mut faults = Vec::new();
    for source in sources {
        for (line, name) in source.inherent_impls() {
            if !defined[&*source.room].contains(&name) {
                faults.push(format!(
                    "{}:{line}: `impl {name}` in `{}`, which does not define it",
                    source.file, source.room
                ));
            }
        }
    }
    faults
}

/// Modules of a room that use each other in a circle; a module and those within it may.
fn circles(sources: &[Source]) -> BTreeSet<String> {
    let modules: BTreeSet<&[String]> = sources.iter().map(|s| &*s.module).collect();
    let mut uses: BTreeMap<&[String], BTreeSet<&[String]>> = BTreeMap::new();
    for source in sources {
        for (_, path) in source.paths() {
            let target = (1..=path.len()).rev().find_map(|n| modules.get(&path[..n]));
            let Some(target) = target.filter(|target| target[0] == source.room) else {
                continue;
            };
            let own = &*source.module;
            if !target.starts_with(own) && !own.starts_with(target) {
                uses.entry(own).or_default().insert(target);
            }
        }
    }
    let reached = |from: &[String]| {
        let mut seen: BTreeSet<&[String]> = BTreeSet::new();
        let mut next: Vec<&[String]> = uses.get(from).into_iter().flatten().copied().collect();
        while let Some(module) = next.pop() {
            if seen.insert(module) {
                next.extend(uses.get(module).into_iter().flatten());
            }
        }
        seen
    };
    let circular = uses
        .keys()
        .filter(|module| reached(module).contains(*module));
    circular.map(|module| module.join("::")).collect()
}

fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn rooms_use_lower_floors_only() {
    none(&upward(&sources(), &floors()));
}

#[test]
fn types_get_their_methods_where_they_are_defined() {
    none(&strange_impls(&sources()));
}

#[test]
fn modules_of_a_room_stand_in_no_circle() {
    assert_eq!(circles(&sources()), BTreeSet::new());
}

#[test]
fn every_room_has_a_floor_and_every_floor_a_room() {
    let rooms: BTreeSet<String> = sources().into_iter().map(|source| source.room).collect();
    let named: BTreeSet<String> = floors().into_keys().collect();
    assert_eq!(rooms, named);
}

/// A house of four modules on two floors, with every fault that the tests above look for.
#[test]
fn each_fault_is_seen_with_its_file_and_line() {
    let floors = BTreeMap::from([("low".to_owned(), 1), ("high".to_owned(), 2)]);
    let house = [
        Source::of(
            "low.rs",
            "mod a;\nmod b;\npub struct Thing;\n// crate::high\n",
        ),
        Source::of(
            "low/a.rs",
            "use crate::high::Roof;\nuse super::b::B;\nstruct A;\n",
        ),
        Source::of(
            "low/b.rs",
            "const S: &str = \"crate::high\";\nuse crate::low::a::A;\n",
        ),
        Source::of(
            "high.rs",
            "use crate::low::Thing;\nstruct Roof<T>(T);\nimpl<T> Roof<T> {}\nimpl Thing {}\nimpl Clone for Thing {}\n",
        ),
    ];
    assert_eq!(
        upward(&house, &floors),
        ["low/a.rs:1: `low` (floor 1) uses `crate::high` (floor 2)"]
    );
    assert_eq!(
        strange_impls(&house),
        ["high.rs:4: `impl Thing` in `high`, which does not define it"]
    );
    let both = ["low::a", "low::b"].map(str::to_owned);
    assert_eq!(circles(&house), BTreeSet::from(both));
}
