//! Sheets as text, one line a row.
//!
//! `|` parts cells. `<` joins a cell to its left neighbour, `^` to the one above; `%0.95` is a number
//! formatted as a percentage, `'12` a number typed as text, `\n` a line break in a cell. `---` begins the next sheet;
//! a name may follow, and `(hidden)`. Lines that begin with `#` are comments.
#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test binary uses its own part"
)]

use std::collections::BTreeMap;

use rust_decimal::Decimal;

/// Row and column, from 0.
pub type Address = (u32, u32);

/// One worksheet: the text of its cells.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub name: String,
    pub hidden: bool,
    texts: BTreeMap<Address, String>,
}

/// What a text stands for.
#[derive(Debug)]
pub enum Typed {
    Number(Decimal),
    Percent(Decimal),
    Text(String),
}

impl Typed {
    pub fn of(text: &str) -> Self {
        if let Some(typed) = text.strip_prefix('\'') {
            return Self::Text(typed.into());
        }
        if let Some(Ok(fraction)) = text.strip_prefix('%').map(str::parse) {
            return Self::Percent(fraction);
        }
        match text.parse() {
            Ok(number) => Self::Number(number),
            Err(_) => Self::Text(text.replace("\\n", "\n")),
        }
    }
}

impl Sheet {
    fn named(title: &str, number: usize) -> Self {
        let (name, hidden) = match title.strip_suffix("(hidden)") {
            Some(name) => (name.trim(), true),
            None => (title.trim(), false),
        };
        let name = match name {
            "" => format!("Sheet{number}"),
            name => name.to_owned(),
        };
        Self {
            name,
            hidden,
            texts: BTreeMap::new(),
        }
    }

    fn push(&mut self, row: u32, line: &str) {
        for (col, text) in (0..).zip(line.split('|')) {
            self.set((row, col), text);
        }
    }

    /// Puts a text into a cell, or clears it.
    pub fn set(&mut self, at: Address, text: &str) {
        self.texts.insert(at, text.trim().to_owned());
    }

    /// The text of a cell, blank where there is none.
    pub fn text(&self, at: Address) -> &str {
        self.texts.get(&at).map_or("", |text| text)
    }

    /// Every cell that holds something, by row and column.
    pub fn cells(&self) -> impl Iterator<Item = (Address, &str)> {
        let cells = self.texts.iter().map(|(at, text)| (*at, &**text));
        cells.filter(|(_, text)| !matches!(*text, "" | "<" | "^"))
    }

    /// First and last cell of every merged region.
    pub fn merges(&self) -> Vec<(Address, Address)> {
        let is = |at: Address, mark: &str| self.texts.get(&at).is_some_and(|t| t == mark);
        let firsts = self
            .texts
            .iter()
            .filter(|(_, t)| !matches!(&***t, "<" | "^"));
        let regions = firsts.map(|(&(row, col), _)| {
            let right = (col + 1..).take_while(|c| is((row, *c), "<")).count();
            let down = (row + 1..).take_while(|r| is((*r, col), "^")).count();
            let reach = |from: u32, by: usize| from + u32::try_from(by).unwrap();
            ((row, col), (reach(row, down), reach(col, right)))
        });
        regions.filter(|(first, last)| first != last).collect()
    }
}

/// The sheets of a text.
pub fn sheets(text: &str) -> Vec<Sheet> {
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut row = 0;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some(title) = line.strip_prefix("---") {
            sheets.push(Sheet::named(title, sheets.len() + 1));
            row = 0;
            continue;
        }
        if sheets.is_empty() {
            sheets.push(Sheet::named("", 1));
        }
        sheets.last_mut().unwrap().push(row, line);
        row += 1;
    }
    sheets
}
