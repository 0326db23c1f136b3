//! What finds a claim where no pattern does: named like a rule, so that every claim says what found it.

/// A phenomenon that no pattern carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phenomenon {
    /// An item of a list whose heading says who puts it forward.
    List,
    /// A voice, a colon, and its words or figure.
    NamedSpeaker,
    /// A quotation that goes on behind its attribution.
    Resumed,
    /// A quotation without an attribution.
    Floating,
    /// A figure that nobody is said to give.
    OwnFigure,
}

impl Phenomenon {
    /// All of them.
    pub const ALL: [Phenomenon; 5] = [Phenomenon::List, Phenomenon::NamedSpeaker, Phenomenon::Resumed, Phenomenon::Floating, Phenomenon::OwnFigure];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Phenomenon::List => "list",
            Phenomenon::NamedSpeaker => "named-speaker",
            Phenomenon::Resumed => "resumed",
            Phenomenon::Floating => "floating",
            Phenomenon::OwnFigure => "own-figure",
        }
    }

    /// What it is, for somebody who asks how a claim came about.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Phenomenon::List => "an item of a list whose heading says who puts it forward",
            Phenomenon::NamedSpeaker => "a voice, a colon, and its words or figure",
            Phenomenon::Resumed => "a quotation that goes on behind its attribution",
            Phenomenon::Floating => "a quotation without an attribution, given to whoever spoke last",
            Phenomenon::OwnFigure => "a figure that nobody is said to give: the document's own words",
        }
    }

    /// What a claim in a language has for a rule, by the language's code.
    #[must_use]
    pub fn rule(self, code: &str) -> String {
        format!("{code}/{}", self.name())
    }
}
