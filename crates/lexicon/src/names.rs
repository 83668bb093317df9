//! The closed lists of the lexicon: each name of a source file, and its number in the flat file.

macro_rules! numbered {
    ($($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal,)+ })+) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            #[repr(u32)]
            pub enum $name { $($(#[$vmeta])* $variant,)+ }

            impl $name {
                /// All of them, in the order of their numbers.
                pub const ALL: &'static [Self] = &[$(Self::$variant),+];

                /// As the sources name it.
                pub const fn name(self) -> &'static str {
                    match self { $(Self::$variant => $text,)+ }
                }

                /// Reads a name of the sources.
                pub fn parse(name: &str) -> Option<Self> {
                    Self::ALL.iter().copied().find(|v| v.name() == name)
                }

                /// Reads a number of the flat file.
                pub fn from_number(number: u32) -> Option<Self> {
                    Self::ALL.get(number as usize).copied()
                }
            }
        )+
    };
}

numbered! {
    /// What a concept is; the folders of `concepts/`.
    ConceptKind {
        /// A disease, injury or diagnosis.
        Problem = "problem",
        /// A symptom, a sign, or what an examination showed.
        Finding = "finding",
        /// An analyte, vital sign or score.
        Measurement = "measurement",
        /// A drug or drug class.
        Medication = "medication",
        /// A test, image, operation or therapy.
        Procedure = "procedure",
        /// A microorganism.
        Organism = "organism",
        /// An anatomical place or specimen.
        BodySite = "body-site",
        /// An implant or appliance.
        Device = "device",
        /// Tobacco, alcohol, an allergen.
        Substance = "substance",
        /// What a person is.
        Demographic = "demographic",
    }
    /// What part a word plays in a term.
    WordClass {
        /// It carries the meaning.
        Content = "",
        /// Articles, prepositions, auxiliaries: no part of a term.
        Function = "function",
        /// May stand between the words of a term: `nivel`, `región`, degrees, attributes.
        Transparent = "transparent",
        /// Joins the parts of a list.
        Conjunction = "conjunction",
        /// A definite article: a small word behind which a noun of its own begins.
        Article = "article",
        /// An indefinite article: behind a comma it begins a new statement.
        Indefinite = "indefinite",
        /// A preposition of place or time: what stands behind it is where or when.
        Locative = "locative",
        /// A form of to be or to have: behind a mention it begins a statement about it.
        Auxiliary = "auxiliary",
        /// A relative pronoun: behind a comma it ends a list.
        Relative = "relative",
        /// `or`, `nor`: joins like a conjunction, and what it joins under a denial is denied.
        Alternative = "alternative",
        /// `with`: a small word; what stands behind it is there, whatever was denied before.
        Comitative = "comitative",
        /// Says an attribute: may stand between the words of a term, and may be part of one.
        Attribute = "attribute",
    }
    /// When an abbreviation counts.
    Context {
        /// Always.
        Always = "always",
        /// Where a number belongs to it.
        Value = "value",
        /// Where none does.
        NoValue = "no-value",
        /// In a section.
        Section = "section",
        /// With one of some words in its sentence.
        Near = "near",
    }
    /// What a phrase is for.
    Category {
        /// Decides presence, experiencer or time.
        Cue = "cue",
        /// Relates two mentions.
        Relation = "relation",
        /// Says an attribute.
        Attribute = "attribute",
        /// Opens a section.
        Section = "section",
        /// Is a number.
        Number = "number",
        /// Speaks of time.
        Time = "time",
        /// Says how often.
        Frequency = "frequency",
        /// Is a result.
        Result = "result",
        /// Is a person.
        Person = "person",
        /// Says a concept and its presence.
        Negated = "negated",
        /// Compares: `menos de`, `hasta`.
        Comparator = "comparator",
        /// Opens a printed reference range: `valores normales`, `vn`.
        Reference = "reference",
        /// Is a concept, word for word.
        Concept = "concept",
    }
    /// What a cue does to the mentions in its scope.
    Role {
        /// Absent.
        Negation = "negation",
        /// Possible.
        Possible = "possible",
        /// Possible, likely so.
        Likely = "likely",
        /// Possible, hardly so.
        Unlikely = "unlikely",
        /// On a condition.
        Conditional = "conditional",
        /// Thought of, not said.
        Hypothetical = "hypothetical",
        /// Neither seen nor excluded.
        NotAssessed = "not-assessed",
        /// Present, whatever stands further out.
        Present = "present",
        /// Of the family.
        Family = "family",
        /// Of somebody else.
        Other = "other",
        /// Past.
        Past = "past",
        /// Planned.
        Planned = "planned",
        /// Now.
        Current = "current",
        /// Ends every scope.
        End = "end",
        /// What follows is what somebody is allergic to, and was not given.
        Allergen = "allergen",
        /// What follows kills the organism that stands before.
        Susceptible = "susceptible",
        /// What follows does so in part.
        Intermediate = "intermediate",
        /// What follows does not.
        Resistant = "resistant",
        /// It was done: an adjective behind it (`colecistectomía programada`) plans nothing.
        Done = "done",
        /// A look-alike.
        None = "none",
    }
    /// What a unit measures, as far as that decides what a bare quantity is.
    Dimension {
        /// Anything else.
        Other = "other",
        /// A size.
        Length = "length",
        /// A dose or a weight.
        Mass = "mass",
        /// A dose or an amount of fluid.
        Volume = "volume",
        /// A duration.
        Time = "time",
        /// A dose.
        Arbitrary = "arbitrary",
        /// So much or so many in a volume.
        Concentration = "concentration",
    }
    /// Where a cue's scope lies.
    Direction {
        /// Behind it.
        Forward = "forward",
        /// Before it.
        Backward = "backward",
        /// On both sides.
        Both = "both",
        /// Behind it; where nothing is there, right before it.
        Either = "either",
    }
    /// How far a cue's scope goes.
    Reach {
        /// Through the list that it touches.
        List = "list",
        /// To the end of the clause.
        Clause = "clause",
        /// To the end of the sentence.
        Sentence = "sentence",
        /// One mention.
        Next = "next",
        /// A number of words.
        Words = "words",
        /// The item that it touches, and more of a list only where `or` or `nor` ends it.
        Item = "item",
        /// As an item, which one word at most may part from the cue.
        Touch = "touch",
    }
}

impl WordClass {
    /// Whether it is a small word: dropped from terms, skipped in texts.
    pub const fn is_small(self) -> bool {
        matches!(
            self,
            Self::Function
                | Self::Article
                | Self::Indefinite
                | Self::Locative
                | Self::Auxiliary
                | Self::Relative
                | Self::Comitative
        )
    }

    /// Whether it joins the items of a list.
    pub const fn joins(self) -> bool {
        matches!(self, Self::Conjunction | Self::Alternative)
    }
}
