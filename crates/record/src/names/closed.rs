//! The closed lists: a name that is none of these is an error.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::UnknownName;

/// Defines a closed list of names once: the type, its JSON, its listing and its parsing cannot drift apart.
macro_rules! names {
    ($(#[$meta:meta])* $name:ident, $what:literal { $($(#[$vmeta:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $name {
            $($(#[$vmeta])* #[serde(rename = $text)] $variant,)+
        }

        impl $name {
            /// Every value, in the order of the contract.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name as the record writes it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownName;

            fn from_str(text: &str) -> Result<Self, UnknownName> {
                match text {
                    $($text => Ok(Self::$variant),)+
                    _ => Err(UnknownName {
                        what: $what,
                        found: text.to_owned(),
                        known: [$($text),+].join(", "),
                    }),
                }
            }
        }
    };
}

names! {
    /// What a mention is.
    Kind, "kind" {
        /// A disease, injury or diagnosis.
        Problem = "problem",
        /// A symptom, a sign, or what an examination or image showed, normal ones too.
        Finding = "finding",
        /// A vital sign, laboratory value or score, with its value.
        Measurement = "measurement",
        /// A drug or drug class given, taken, stopped or planned.
        Medication = "medication",
        /// A test, image, operation or therapy done or planned.
        Procedure = "procedure",
        /// A microorganism.
        Organism = "organism",
        /// An anatomical place.
        BodySite = "body-site",
        /// An implant or appliance.
        Device = "device",
        /// A date, duration, frequency or moment.
        Time = "time",
        /// Age, sex, occupation, ethnicity, pregnancy and the like.
        Demographic = "demographic",
        /// Tobacco, alcohol, allergen, food, poison.
        Substance = "substance",
    }
}

names! {
    /// Whether what is mentioned is there.
    Presence, "presence" {
        /// It is said to be there.
        Present = "present",
        /// It is said not to be there.
        Absent = "absent",
        /// It is suspected; [`Degree`] says how strongly.
        Possible = "possible",
        /// It holds only under a condition (*if fever returns*).
        Conditional = "conditional",
        /// It is spoken of and neither claimed nor suspected (*to rule out*, *risk of*).
        Hypothetical = "hypothetical",
        /// It was looked for or should have been, and could not be told.
        NotAssessed = "not-assessed",
    }
}

names! {
    /// Whom the mention is about.
    Experiencer, "experiencer" {
        /// The patient.
        Patient = "patient",
        /// A relative of the patient.
        Family = "family",
        /// Anybody else: a contact, a donor, a partner.
        Other = "other",
    }
}

names! {
    /// When it was, seen from the episode that is told.
    Time, "time" {
        /// In the episode told.
        Current = "current",
        /// Before it.
        Past = "past",
        /// Still to come.
        Planned = "planned",
    }
}

names! {
    /// How bad it is.
    Severity, "severity" {
        /// Mild.
        Mild = "mild",
        /// Moderate.
        Moderate = "moderate",
        /// Severe.
        Severe = "severe",
    }
}

names! {
    /// How it runs.
    Course, "course" {
        /// Acute.
        Acute = "acute",
        /// Subacute.
        Subacute = "subacute",
        /// Chronic.
        Chronic = "chronic",
        /// Getting worse.
        Worsening = "worsening",
        /// Getting better.
        Improving = "improving",
        /// Unchanged.
        Stable = "stable",
        /// Coming back.
        Recurrent = "recurrent",
    }
}

names! {
    /// Which side.
    Laterality, "laterality" {
        /// Left.
        Left = "left",
        /// Right.
        Right = "right",
        /// Both sides.
        Bilateral = "bilateral",
    }
}

names! {
    /// By which way a drug is given.
    Route, "route" {
        /// By mouth.
        Oral = "oral",
        /// Into a vein.
        Intravenous = "intravenous",
        /// Into a muscle.
        Intramuscular = "intramuscular",
        /// Under the skin.
        Subcutaneous = "subcutaneous",
        /// Breathed in.
        Inhaled = "inhaled",
        /// On the skin.
        Topical = "topical",
        /// Into the rectum.
        Rectal = "rectal",
        /// Under the tongue.
        Sublingual = "sublingual",
        /// Into the spinal canal.
        Intrathecal = "intrathecal",
        /// Through the skin, from a patch.
        Transdermal = "transdermal",
        /// Into the eye.
        Ophthalmic = "ophthalmic",
        /// Into the ear.
        Otic = "otic",
        /// Into the nose.
        Nasal = "nasal",
        /// Into the vagina.
        Vaginal = "vaginal",
        /// By a feeding tube.
        Enteral = "enteral",
    }
}

names! {
    /// How strongly something possible is suspected.
    Degree, "degree" {
        /// Probably there.
        Likely = "likely",
        /// May be there.
        Possible = "possible",
        /// Probably not there.
        Unlikely = "unlikely",
    }
}

names! {
    /// How one mention stands to another; read it as *from* KIND *to*.
    RelationKind, "relation kind" {
        /// A problem or finding to its cause.
        CausedBy = "caused-by",
        /// A problem to its treatment.
        TreatedWith = "treated-with",
        /// A drug or procedure to its reason.
        GivenFor = "given-for",
        /// Anything to the place it is at.
        LocatedAt = "located-at",
        /// A finding to the procedure that showed it.
        FoundOn = "found-on",
        /// An organism to the specimen or culture it was grown from.
        IsolatedFrom = "isolated-from",
        /// An organism to a drug it was tested against; the drug's `susceptibility` says how it came out.
        TestedAgainst = "tested-against",
        /// A measurement to the test it came from.
        ResultOf = "result-of",
        /// Anything to its date, duration or moment.
        AtTime = "at-time",
        /// A dose to its drug.
        DoseOf = "dose-of",
        /// Two mentions of one thing.
        SameAs = "same-as",
    }
}

names! {
    /// What a stretch of the document is about.
    SectionKind, "section kind" {
        /// The history, where it is not parted further.
        History = "history",
        /// The present illness.
        PresentIllness = "present-illness",
        /// The past history.
        PastHistory = "past-history",
        /// The family's history.
        FamilyHistory = "family-history",
        /// Work, habits, living conditions.
        SocialHistory = "social-history",
        /// Allergies.
        Allergies = "allergies",
        /// What the patient takes.
        Medication = "medication",
        /// The physical examination.
        Examination = "examination",
        /// Vital signs.
        Vitals = "vitals",
        /// Laboratory values.
        Laboratory = "laboratory",
        /// Cultures and the like.
        Microbiology = "microbiology",
        /// Images.
        Imaging = "imaging",
        /// The electrocardiogram.
        Ecg = "ecg",
        /// Operations and interventions.
        Procedures = "procedures",
        /// What the pathologist saw.
        Pathology = "pathology",
        /// How it went.
        Course = "course",
        /// The diagnosis or diagnoses.
        Diagnosis = "diagnosis",
        /// The treatment.
        Treatment = "treatment",
        /// What is to be done.
        Plan = "plan",
        /// The state and advice at discharge.
        Discharge = "discharge",
        /// Anything else.
        Other = "other",
    }
}

names! {
    /// What a cue decided.
    CueRole, "cue role" {
        /// Presence became absent.
        Negation = "negation",
        /// Presence became possible.
        Possible = "possible",
        /// Presence became possible, of degree likely.
        Likely = "likely",
        /// Presence became possible, of degree unlikely.
        Unlikely = "unlikely",
        /// Presence became conditional.
        Conditional = "conditional",
        /// Presence became hypothetical.
        Hypothetical = "hypothetical",
        /// Presence became not-assessed.
        NotAssessed = "not-assessed",
        /// Presence stayed present against a cue further out.
        Present = "present",
        /// The experiencer became the family.
        Family = "family",
        /// The experiencer became somebody else.
        Other = "other",
        /// Time became past.
        Past = "past",
        /// Time became planned.
        Planned = "planned",
        /// Time stayed current against a cue or heading further out.
        Current = "current",
        /// The heading of the section, whose defaults were taken.
        Section = "section",
    }
}

names! {
    /// The patient's sex.
    Sex, "sex" {
        /// Male.
        Male = "male",
        /// Female.
        Female = "female",
        /// Neither.
        Other = "other",
        /// The text says that it is not known.
        Unknown = "unknown",
    }
}

names! {
    /// The unit of an age, in UCUM.
    AgeUnit, "age unit" {
        /// Years.
        Years = "a",
        /// Months.
        Months = "mo",
        /// Weeks.
        Weeks = "wk",
        /// Days.
        Days = "d",
        /// Hours, for newborns.
        Hours = "h",
    }
}

names! {
    /// How a value stands to the number written.
    Comparator, "comparator" {
        /// Less than.
        Less = "<",
        /// Less than or equal to.
        LessOrEqual = "<=",
        /// Greater than.
        Greater = ">",
        /// Greater than or equal to.
        GreaterOrEqual = ">=",
        /// About.
        About = "~",
    }
}

names! {
    /// What a value means, as HL7 and FHIR write it. Derived, unless the text itself says it in words.
    Interpretation, "interpretation" {
        /// Normal.
        Normal = "N",
        /// Low.
        Low = "L",
        /// High.
        High = "H",
        /// Critically low.
        CriticallyLow = "LL",
        /// Critically high.
        CriticallyHigh = "HH",
        /// Abnormal, in no direction.
        Abnormal = "A",
        /// Positive.
        Positive = "POS",
        /// Negative.
        Negative = "NEG",
    }
}
