//! The sources as the walls see them: modules, paths, types and inherent `impl`s, without comments and strings.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// One source file.
pub(crate) struct Source {
    /// Path below `src`.
    pub(crate) file: String,
    /// First part of its module path.
    pub(crate) room: String,
    /// Its module path, without `crate`.
    pub(crate) module: Vec<String>,
    /// Its text, comments and strings blanked.
    code: String,
}

/// All modules below `src`, `main.rs` and `lib.rs` apart.
pub(crate) fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    collect(&root, &root, &mut found);
    found.sort_by(|a, b| a.file.cmp(&b.file));
    found
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let file = path.strip_prefix(root).unwrap().to_str().unwrap();
            let file = file.replace('\\', "/");
            if !["main.rs", "lib.rs"].contains(&&*file) {
                found.push(Source::of(&file, &fs::read_to_string(&path).unwrap()));
            }
        }
    }
}

impl Source {
    /// The file at `file` below `src` with this text.
    pub(crate) fn of(file: &str, text: &str) -> Self {
        let module = file.trim_end_matches(".rs").trim_end_matches("/mod");
        let module: Vec<String> = module.split('/').map(str::to_owned).collect();
        Self {
            file: file.to_owned(),
            room: module[0].clone(),
            module,
            code: blanked(text),
        }
    }

    /// Every path from the crate or from a module above, with its line: `use super::a::{B, c::D}` is two.
    pub(crate) fn paths(&self) -> Vec<(usize, Vec<String>)> {
        let mut paths = Vec::new();
        for start in ["crate::", "super::"] {
            for (at, _) in self.code.match_indices(start) {
                let before = self.code[..at].chars().next_back();
                if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | ':')) {
                    continue;
                }
                let (above, rest) = self.root(&self.code[at..]);
                let line = self.line(at);
                branches(rest, above, &mut |path| paths.push((line, path)));
            }
        }
        paths
    }

    /// The module at which a path begins, and what follows.
    fn root<'a>(&self, mut path: &'a str) -> (Vec<String>, &'a str) {
        let mut above = self.module.clone();
        if let Some(rest) = path.strip_prefix("crate::") {
            return (Vec::new(), rest);
        }
        while let Some(rest) = path.strip_prefix("super::") {
            above.pop();
            path = rest;
        }
        (above, path)
    }

    /// Names of the types defined here.
    pub(crate) fn types(&self) -> BTreeSet<String> {
        let words: Vec<&str> = self.code.split_whitespace().collect();
        let pairs = words.windows(2);
        pairs
            .filter(|pair| ["struct", "enum", "union", "trait", "type"].contains(&pair[0]))
            .map(|pair| name(pair[1]).to_owned())
            .collect()
    }

    /// Types with an `impl` of their own, with its line.
    pub(crate) fn inherent_impls(&self) -> Vec<(usize, String)> {
        let lines = self.code.lines().enumerate();
        let impls = lines.filter_map(|(at, line)| {
            let head = line.trim_start().strip_prefix("impl")?;
            let head = without_generics(head)?;
            (!head.contains(" for ")).then(|| (at + 1, head))
        });
        impls
            .map(|(line, head)| {
                let path = head.split(['<', ' ', '{']).find(|word| !word.is_empty());
                let last = path.unwrap_or_default().rsplit("::").next();
                (line, name(last.unwrap_or_default()).to_owned())
            })
            .collect()
    }

    fn line(&self, at: usize) -> usize {
        self.code[..at].matches('\n').count() + 1
    }
}

/// What follows `impl` and its parameters; `None` where the word goes on.
fn without_generics(head: &str) -> Option<&str> {
    if head.starts_with(' ') {
        return Some(head);
    }
    let mut depth = 0_usize;
    for (at, c) in head.strip_prefix('<')?.char_indices() {
        match c {
            '<' => depth += 1,
            '>' if depth == 0 => return head.get(at + 2..),
            '>' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The name at the start of `word`.
fn name(word: &str) -> &str {
    let end = word.find(|c: char| !c.is_alphanumeric() && c != '_');
    &word[..end.unwrap_or(word.len())]
}

/// Hands every path of a use tree to `found`.
fn branches(tree: &str, above: Vec<String>, found: &mut dyn FnMut(Vec<String>)) {
    let mut path = above;
    let mut rest = tree.trim_start();
    loop {
        if let Some(inner) = rest.strip_prefix('{') {
            for branch in parts(inner) {
                branches(branch, path.clone(), found);
            }
            return;
        }
        let word = name(rest);
        if word.is_empty() {
            break;
        }
        path.push(word.to_owned());
        match rest[word.len()..].strip_prefix("::") {
            Some(behind) => rest = behind,
            None => break,
        }
    }
    found(path);
}

/// The branches of a tree up to its closing brace.
fn parts(inner: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0_usize, 0, Vec::new());
    for (at, c) in inner.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                parts.push(&inner[start..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&inner[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
}

/// `text` with blanks for comments and for what stands in quotes; lines stay.
fn blanked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = skipped(rest);
        if length == 0 {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        } else {
            let (gone, behind) = rest.split_at(length);
            out.extend(gone.chars().filter(|c| *c == '\n'));
            out.push(' ');
            rest = behind;
        }
    }
    out
}

/// Bytes of the comment, string or character at the start of `text`; 0 where there is none.
fn skipped(text: &str) -> usize {
    let until = |end: &str, from: usize| {
        let found = text.get(from..).and_then(|behind| behind.find(end));
        found.map_or(text.len(), |at| from + at + end.len())
    };
    if text.starts_with("//") {
        return until("\n", 2) - 1;
    }
    if text.starts_with("/*") {
        return until("*/", 2);
    }
    for (start, end) in [("r##\"", "\"##"), ("r#\"", "\"#"), ("r\"", "\"")] {
        if text.starts_with(start) {
            return until(end, start.len());
        }
    }
    if text.starts_with("'\"'") {
        return 3;
    }
    if text.starts_with("'\\\"'") {
        return 4;
    }
    if !text.starts_with('"') {
        return 0;
    }
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '\\' if !escaped => escaped = true,
            '"' if !escaped => return at + 1,
            _ => escaped = false,
        }
    }
    text.len()
}
