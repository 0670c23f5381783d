//! What the page asks of a browser: one of 2018 does everything, and one that is older shows why it does not.

use std::collections::BTreeMap;
use std::fs;

use super::{Desk, body_of, root};

/// The files of the page by their names.
fn files() -> BTreeMap<String, String> {
    let entries = fs::read_dir(root().join("templates/page")).unwrap();
    let files = entries.map(|entry| {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, fs::read_to_string(path).unwrap())
    });
    files.collect()
}

/// A script without its comments and the insides of its texts and patterns.
fn bare(script: &str) -> String {
    let mut kept = String::new();
    for line in script.lines() {
        let mut quoted = None;
        let mut escaped = false;
        let mut last = '(';
        for (at, c) in line.char_indices() {
            match quoted {
                Some(_) if escaped => escaped = false,
                Some(_) if c == '\\' => escaped = true,
                Some(end) if c == end => quoted = None,
                // A bracket of a pattern may hold its end.
                Some('/') if c == '[' => quoted = Some(']'),
                Some(_) => {}
                None if line[at..].starts_with("//") => break,
                None if c == '\'' || c == '"' => quoted = Some(c),
                None if c == '/' && "(=,:!&|".contains(last) => quoted = Some('/'),
                None => kept.push(c),
            }
            if !c.is_whitespace() {
                last = c;
            }
        }
        kept.push('\n');
    }
    kept
}

/// What no parser of ECMAScript 5 reads.
const SYNTAX: [&str; 16] = [
    "=>",
    "`",
    "let ",
    "const ",
    "class ",
    "...",
    "?.",
    "??",
    "**",
    "async ",
    "await ",
    "function*",
    "yield ",
    " of ",
    "import ",
    "export ",
];

/// What browsers of 2018 do not have.
const LATER: [&str; 30] = [
    ".replaceAll(",
    ".flat(",
    ".flatMap(",
    ".at(",
    ".matchAll(",
    "fromEntries",
    "globalThis",
    "structuredClone",
    "queueMicrotask",
    "allSettled",
    "Promise.any",
    ".hasOwn(",
    "replaceChildren",
    ".toSorted(",
    ".toReversed(",
    ".findLast(",
    "showModal",
    "showPopover",
    "BigInt",
    "randomUUID",
    "RelativeTimeFormat",
    "ListFormat",
    ".groupBy(",
    "AbortSignal.any",
    "AbortSignal.timeout",
    "WeakRef",
    ".trimStart(",
    ".trimEnd(",
    "requestSubmit",
    "checkVisibility",
];

/// What style sheets of 2018 do not have, or what hides the page where it is not known.
const STYLES: [&str; 27] = [
    "gap:",
    ":is(",
    ":where(",
    ":has(",
    ":focus-visible",
    "inset:",
    "aspect-ratio",
    "clamp(",
    "min(",
    "max(",
    "backdrop-filter",
    "content-visibility",
    "accent-color",
    "@layer",
    "@container",
    "@supports",
    "color-mix",
    "dvh",
    "scrollbar-gutter",
    "text-wrap",
    "margin-inline",
    "padding-inline",
    "place-",
    "display: grid",
    "display: contents",
    "var(--",
    "@import",
];

#[test]
fn scripts_and_style_are_those_of_2018() {
    let files = files();
    for (name, text) in &files {
        if name.ends_with(".js") {
            let script = bare(text);
            for newer in SYNTAX.iter().chain(&LATER) {
                assert!(!script.contains(newer), "{name}: {newer}");
            }
        }
        for newer in STYLES.iter().filter(|_| name.ends_with(".css")) {
            assert!(!text.contains(newer), "{name}: {newer}");
        }
        for element in [
            "<dialog",
            "popover",
            "loading=\"lazy\"",
            "type=\"module\"",
            "<template",
        ] {
            assert!(!text.contains(element), "{name}: {element}");
        }
    }
    let bytes: usize = files.values().map(String::len).sum();
    assert!(bytes <= 200 << 10, "{bytes} bytes are in the program");
}

#[test]
fn newer_script_would_be_found() {
    for (line, found) in [
        ("var f = (a) => a;", "=>"),
        ("var a = b?.c;", "?."),
        ("for (var a of b) {}", " of "),
        ("x.replace(/['\"/]/g, ''); let y = 1;", "let "),
    ] {
        assert!(bare(line).contains(found), "{line}: {}", bare(line));
    }
    for line in [
        "say('a => b');",
        "// let it be",
        "/=> `/.test(x)",
        "'it\\'s ?? ' + \"`\"",
    ] {
        let bare = bare(line);
        assert!(
            !SYNTAX.iter().any(|newer| bare.contains(newer)),
            "{line}: {bare}"
        );
    }
}

#[test]
fn an_old_browser_is_told_before_anything_else_runs() {
    let ground = tempfile::tempdir().unwrap();
    let folder = super::forms(ground.path());
    let desk = Desk::open(None);
    let choosing = desk.get("/");
    desk.run(&folder);
    for page in [&choosing, &desk.get("/")] {
        let page = body_of(page);
        let (head, _) = page.split_once("</head>").unwrap();
        let mode = head.find("X-UA-Compatible\" content=\"IE=edge").unwrap();
        assert!(head.find("<link").unwrap() > mode && head.find("<title").unwrap() > mode);
        let first = page.find("<script").unwrap();
        assert!(
            page[first..].starts_with("<script src=\"/old.js\">"),
            "{page}"
        );
    }
    // Where not even that runs the sentence stands on the page already.
    assert!(choosing.contains("id=\"unscripted\" class=\"ended\">"));
    let old = files().remove("old.js").unwrap();
    let guard = old.lines().find(|line| line.contains("return;")).unwrap();
    assert!(guard.contains("window.Promise && window.fetch"), "{guard}");
    // Everything on the results is there without script: views are hidden by it alone.
    let page = desk.get("/");
    let body = body_of(&page).split_once("<body>").unwrap().1;
    assert!(!body.contains("class=\"js\"") && !body.contains(" hidden"));
    assert!(
        !desk
            .get("/page.css")
            .contains("\n.view, .unit { display: none")
    );
}
