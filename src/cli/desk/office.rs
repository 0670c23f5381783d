//! Does for the page what the commands do: each order is typed as its command and done by it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{CommandFactory, FromArgMatches};

use crate::base::lang::{Lang, Message, worded};
use crate::cli::nearby::{Kind, Nearby};
use crate::cli::words::{Result, Stop};
use crate::cli::{
    Cli, Command, circular, journal, notice, refusal, report, say, say_each, score, texts,
};
use crate::compare::Series;
use crate::decision::DecisionLine;
use crate::desk::{
    Choice, Clerk, Letterhead, NearbyFiles, NearbySettings, Paper, SavedPaper, Setting,
};
use crate::intake::whole;
use crate::output::decisions::{self, DecisionsOutput};
use crate::output::html::plain;
use crate::output::{Format, HTML, JSON, XLSX};
use crate::rules::RuleSet;
use crate::run::{Progress, StatedYears};

/// The office in which the desk stands.
pub(super) struct Office {
    pub(super) lang: Lang,
}

/// How a setting is chosen, by its kind.
fn settings(choice: &Choice) -> [(Kind, &Setting); 4] {
    let chosen = &choice.settings;
    [
        (Kind::Rules, &chosen.rules),
        (Kind::Roster, &chosen.roster),
        (Kind::Previous, &chosen.previous),
        (Kind::Decisions, &chosen.decisions),
    ]
}

/// Where papers go: to the folder that was chosen, else beside the forms.
fn place(choice: &Choice, name: &str) -> PathBuf {
    let folder = &choice.folder;
    let whole = whole(folder).unwrap_or_else(|_| folder.clone());
    match &choice.papers {
        Some(papers) => papers.join(name),
        None => whole.with_file_name(name),
    }
}

/// Path of a paper about the forms: `2023` becomes `2023-通报.docx` beside it.
fn about(choice: &Choice, paper: &str) -> PathBuf {
    let folder = &choice.folder;
    let whole = whole(folder).unwrap_or_else(|_| folder.clone());
    let stem = whole.file_stem().unwrap_or_default().to_string_lossy();
    place(choice, &format!("{stem}-{paper}"))
}

impl Office {
    /// What the words of a command mean.
    fn parse(&self, words: Vec<OsString>) -> Result<Command> {
        let parsed = texts::localised(Cli::command(), self.lang)
            .try_get_matches_from(words)
            .and_then(|matches| Cli::from_arg_matches(&matches));
        match parsed {
            Ok(cli) => Ok(cli.command),
            Err(error) => Err(Stop(refusal::sentence(&error))),
        }
    }

    /// `command` as it would be typed for what was chosen, with the settings of `kinds`.
    fn words(
        &self,
        command: &str,
        choice: &Choice,
        (kinds, further): (&[Kind], Vec<String>),
    ) -> Result<Vec<OsString>> {
        let mut words: Vec<OsString> = vec!["ziping".into(), command.into()];
        let year = choice.year.iter().map(|year| format!("--year={year}"));
        words.extend(year.chain(further).map(OsString::from));
        let chosen = settings(choice);
        let left_out = chosen.iter().any(|(_, own)| **own == Setting::Without);
        // Settings beside the forms can only be ignored all together: those still in use are named.
        let nearby = match left_out {
            true => self.nearby(choice)?,
            false => Nearby::default(),
        };
        words.extend(left_out.then(|| "--no-settings".into()));
        for (kind, setting) in chosen.iter().filter(|(kind, _)| kinds.contains(kind)) {
            let named = match setting {
                Setting::Named(named) => Some(OsString::from(named)),
                Setting::ByPlace => nearby.of(*kind).map(|path| path.as_os_str().to_owned()),
                Setting::Without => None,
            };
            if let Some(named) = named {
                words.extend([kind.option().into(), named]);
            }
        }
        words.push("--".into());
        words.push(choice.folder.clone().into_os_string());
        Ok(words)
    }

    /// The settings beside the forms.
    fn nearby(&self, choice: &Choice) -> Result<Nearby> {
        let bare = Choice {
            folder: choice.folder.clone(),
            ..Choice::default()
        };
        self.score(&bare)?.nearby()
    }

    fn score(&self, choice: &Choice) -> Result<Box<score::Arguments>> {
        let last = choice.last.iter().map(|last| format!("--last={last}"));
        let words = self.words("score", choice, (&Kind::ALL, last.collect()))?;
        match self.parse(words)? {
            Command::Score(arguments) => Ok(arguments.into()),
            _ => Err(misread()),
        }
    }

    /// Writes an output of `score`.
    fn scored(&self, choice: &Choice, series: &Series, format: &'static Format) -> Result<PathBuf> {
        let arguments = self.score(choice)?;
        let target = arguments.usual(format, choice.papers.as_deref());
        let targets = score::free(vec![target], self.lang);
        let nearby = arguments.nearby()?;
        arguments.protect(&nearby, &targets)?;
        score::finish(&arguments, series, &targets, self.lang)?;
        let target = targets.into_iter().next().ok_or_else(misread)?;
        let path = target.path.display();
        say(&worded!(self.lang, "已写出：{path}", "Written: {path}"));
        Ok(target.path)
    }

    /// Does a command that writes to `place`; where its papers are.
    fn done(
        &self,
        command: &str,
        (choice, place): (&Choice, PathBuf),
        typed: Vec<String>,
    ) -> Result<PathBuf> {
        let output = format!("--output={}", place.display());
        let further = std::iter::once(output).chain(typed).collect();
        // Only the circular compares with the year before.
        let kinds: &[Kind] = match command {
            "circular" => &Kind::ALL,
            _ => &Kind::OF_ONE_YEAR,
        };
        let words = self.words(command, choice, (kinds, further))?;
        match self.parse(words)? {
            Command::Circular(arguments) => Ok(circular::write(&arguments, self.lang)?.1),
            Command::Notice(arguments) => {
                notice::run(&arguments, self.lang)?;
                Ok(arguments.folder)
            }
            Command::Report(arguments) => {
                report::run(&arguments, self.lang)?;
                Ok(arguments.folder)
            }
            _ => Err(misread()),
        }
    }

    fn paper(&self, choice: &Choice, series: &Series, paper: &Paper) -> Result<PathBuf> {
        let to = |name| (choice, about(choice, name));
        match paper {
            Paper::Workbook => self.scored(choice, series, &XLSX),
            Paper::Page => self.scored(choice, series, &HTML),
            Paper::Results => self.scored(choice, series, &JSON),
            Paper::Circular(head) => self.done("circular", to("通报.docx"), typed(head)),
            Paper::Notices(head, units) => {
                let units = units.iter().map(|unit| format!("--unit={unit}"));
                let typed = typed(head).into_iter().chain(units);
                self.done("notice", to("文书"), typed.collect())
            }
            Paper::Reports => self.done("report", to("自评报告"), Vec::new()),
        }
    }

    fn decisions(
        &self,
        choice: &Choice,
        series: &Series,
        lines: &[DecisionLine],
    ) -> Result<PathBuf> {
        let nearby = self.nearby(choice)?;
        let named = match &choice.settings.decisions {
            Setting::Named(named) => Some(Path::new(named)),
            Setting::ByPlace => nearby.of(Kind::Decisions),
            Setting::Without => None,
        };
        let usual = || place(choice, "处理意见.xlsx");
        let path = named.map_or_else(usual, Path::to_path_buf);
        decisions::protect(&[], &[], &path)?;
        let decided = series.assessment.decisions.as_ref();
        let register = decided.map(|decided| &decided.register);
        let decided = DecisionsOutput {
            lines,
            further: register.map_or(&[], |register| &register.further),
            read: register.map(|register| &*register.sha256),
            lang: self.lang,
        };
        let (path, notices) = decisions::write(&path, decided)?;
        say_each(&notices, self.lang);
        let shown = path.display();
        say(&worded!(
            self.lang,
            "处理意见已保存：{shown}",
            "Decisions saved: {shown}"
        ));
        Ok(path)
    }

    /// Why something is not possible, without words of the command line.
    fn stop_text(&self, stop: Stop) -> String {
        plain(&stop.0.get(self.lang), self.lang)
    }

    /// What a job wrote and its messages; otherwise the error in words.
    fn written(
        &self,
        job: impl FnOnce() -> Result<PathBuf>,
    ) -> std::result::Result<SavedPaper, String> {
        let (path, said) = journal::heard(job);
        let path = path.map_err(|stop| self.stop_text(stop))?;
        let said = plain(&said, self.lang);
        Ok(SavedPaper { path, said })
    }
}

/// The letterhead as options of a command.
fn typed(letterhead: &Letterhead) -> Vec<String> {
    let Letterhead {
        office,
        contact,
        deadline,
        round,
    } = letterhead;
    let options = [
        ("office", office),
        ("contact", contact),
        ("deadline", deadline),
        ("round", round),
    ];
    let options = options.into_iter();
    let options = options.filter(|(_, value)| !value.trim().is_empty());
    options
        .map(|(option, value)| format!("--{option}={}", value.trim()))
        .collect()
}

/// An internal error: a command was parsed as another one.
fn misread() -> Stop {
    Stop::new("命令没有认出。", "The command was not recognised.")
}

impl Clerk for Office {
    fn nearby_settings(&self, choice: &Choice) -> std::result::Result<NearbySettings, String> {
        let nearby = self.nearby(choice).map_err(|stop| self.stop_text(stop))?;
        let shown = |path: &Path| path.display().to_string();
        let settings = Kind::ALL.iter().map(|kind| {
            let files = nearby.met.iter().filter(|(own, _)| own == kind);
            NearbyFiles {
                option: kind.option().trim_start_matches('-'),
                files: files.map(|(_, path)| shown(path)).collect(),
                used: nearby.of(*kind).map(shown),
            }
        });
        // The page offers what is found; faults of a setting are reported in addition.
        let faulty = |kind: Kind| {
            let met = nearby.met.iter().filter(|(own, _)| *own == kind);
            nearby.of(kind).is_none() && met.count() == 1
        };
        let notes = nearby.notes.iter().filter(|(kind, _)| faulty(*kind));
        let rules = RuleSet::embedded_names().into_iter();
        let rules = rules.filter_map(|name| {
            let title = RuleSet::load(Some(name)).ok()?.title;
            Some((name, Message::new(title.zh, title.en).get(self.lang)))
        });
        Ok(NearbySettings {
            rules: rules.collect(),
            settings: settings.collect(),
            notes: notes
                .map(|(_, note)| plain(&note.clone().get(self.lang), self.lang))
                .collect(),
        })
    }

    fn years(
        &self,
        choice: &Choice,
        progress: &dyn Progress,
    ) -> std::result::Result<StatedYears, String> {
        let stated = self
            .score(choice)
            .and_then(|arguments| score::years(&arguments, &Nearby::default(), progress));
        stated.map_err(|stop| self.stop_text(stop))
    }

    fn assess(
        &self,
        choice: &Choice,
        progress: &dyn Progress,
    ) -> std::result::Result<Series, String> {
        let assessed = self.score(choice).and_then(|arguments| {
            let nearby = arguments.nearby()?;
            score::assess(&arguments, &nearby, self.lang, progress)
        });
        assessed.map_err(|stop| self.stop_text(stop))
    }

    fn write(
        &self,
        choice: &Choice,
        series: &Series,
        paper: &Paper,
    ) -> std::result::Result<SavedPaper, String> {
        self.written(|| self.paper(choice, series, paper))
    }

    fn save(
        &self,
        choice: &Choice,
        series: &Series,
        lines: &[DecisionLine],
    ) -> std::result::Result<SavedPaper, String> {
        self.written(|| self.decisions(choice, series, lines))
    }
}
