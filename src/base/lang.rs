//! The two languages of everything a user sees, side by side.

use serde::{Deserialize, Serialize};

/// Language of messages, headers and help: Chinese unless asked otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// 简体中文
    #[default]
    Zh,
    /// English
    En,
}

/// A fixed text in both languages; a missing translation does not compile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    /// 简体中文
    pub zh: &'static str,
    /// English
    pub en: &'static str,
}

impl Text {
    /// Both wordings of one text.
    #[must_use]
    pub const fn new(zh: &'static str, en: &'static str) -> Self {
        Self { zh, en }
    }

    /// The wording in `lang`.
    #[must_use]
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }

    /// Whether `word` is this text in either language.
    #[must_use]
    pub fn is(self, word: &str) -> bool {
        [self.zh, self.en].contains(&word)
    }
}

/// A text made at run time, in both languages; neither can be made without the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// 简体中文
    pub zh: String,
    /// English
    pub en: String,
}

impl Message {
    /// Both wordings of one message.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            zh: zh.into(),
            en: en.into(),
        }
    }

    /// The wording in `lang`.
    #[must_use]
    pub fn get(self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

/// A text made at run time in the language `$lang`: both wordings stand side by side, with the same facts in braces.
macro_rules! worded {
    ($lang:expr, $zh:literal, $en:literal $(, $($fact:tt)*)?) => {
        match $lang {
            $crate::base::lang::Lang::Zh => format!($zh $(, $($fact)*)?),
            $crate::base::lang::Lang::En => format!($en $(, $($fact)*)?),
        }
    };
}

/// A [`Message`] of two wordings with the same facts in braces.
macro_rules! message {
    ($zh:literal, $en:literal $(, $($fact:tt)*)?) => {
        $crate::base::lang::Message::new(
            format!($zh $(, $($fact)*)?),
            format!($en $(, $($fact)*)?),
        )
    };
}

pub(crate) use {message, worded};
