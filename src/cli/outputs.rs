//! Where the outputs go: an option for each format of the register.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};

use crate::output::{FORMATS, Target};

/// The outputs that are asked for: an option for each format.
#[derive(Debug)]
pub(super) struct Outputs(pub(super) Vec<Target>);

impl Args for Outputs {
    fn augment_args(command: Command) -> Command {
        command.args(FORMATS.iter().map(|format| {
            let (zh, en) = (format.help.zh, format.help.en);
            let argument = Arg::new(format.flag)
                .long(format.flag)
                .value_name(format!("{} / {}", format.path.zh, format.path.en))
                .value_parser(clap::value_parser!(PathBuf))
                .help(zh)
                .long_help(format!("{zh}\n\n{en}"));
            match format.short {
                Some(letter) => argument.short(letter),
                None => argument,
            }
        }))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Outputs {
    fn from_arg_matches(matches: &ArgMatches) -> std::result::Result<Self, clap::Error> {
        let targets = FORMATS.iter().filter_map(|format| {
            let path = matches.get_one::<PathBuf>(format.flag)?.clone();
            Some(Target { path, format })
        });
        Ok(Self(targets.collect()))
    }

    fn update_from_arg_matches(
        &mut self,
        matches: &ArgMatches,
    ) -> std::result::Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
