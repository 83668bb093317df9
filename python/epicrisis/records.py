"""The types of records, comparisons and projections. Written by checks/python/records.py from schema/record.schema.json and
web/openapi.json; `cargo xtask python` says when it is stale.

They are dicts, as JSON has them: what :func:`epicrisis.extract` gives is the record itself and can be written, read, stored and
sent as it is, and a checker knows its fields. Spans are pairs of offsets in code points, which is what Python counts.
"""

# fmt: off
from __future__ import annotations

from typing import List, Literal, Optional, Tuple, TypedDict, Union


#: A finite number.
Number = float


class Document(TypedDict):
    """The document a record is about."""

    #: The id the input carried, else taken from its path.
    id: str
    #: BCP 47; `und` where it could not be told.
    language: str
    #: From 0 to 1.
    language_confidence: Number
    #: In code points.
    length: int
    #: Of the text as read, in UTF-8; lower-case hexadecimal.
    sha256: str


#: What a mention is.
Kind = Literal[
    "problem",
    "finding",
    "measurement",
    "medication",
    "procedure",
    "organism",
    "body-site",
    "device",
    "time",
    "demographic",
    "substance",
]


#: How it runs.
Course = Literal["acute", "subacute", "chronic", "worsening", "improving", "stable", "recurrent"]


#: How strongly something possible is suspected.
Degree = Literal["likely", "possible", "unlikely"]


class Quantity(TypedDict):
    """A number with its UCUM unit."""

    #: The number, in `unit`.
    number: Number
    #: The unit, in UCUM; `1` for a pure number.
    unit: str


#: How a value stands to the number written.
Comparator = Literal["<", "<=", ">", ">=", "~"]


#: An offset in Unicode code points.
CharOffset = int


#: What a value means, as HL7 and FHIR write it. Derived, unless the text itself says it in words.
Interpretation = Literal["N", "L", "H", "LL", "HH", "A", "POS", "NEG"]


class ReferenceRange(TypedDict):
    """The range in which a value is normal."""

    #: The highest normal value, in `unit`; `None` where the range is open above.
    high: Optional[Number]
    #: The lowest normal value, in `unit`; `None` where the range is open below.
    low: Optional[Number]
    #: Where the range is from; `document` where the document itself gives it.
    source: str
    #: The unit, in UCUM.
    unit: str


class _Value(TypedDict):
    #: The number in the analyte's usual unit; `None` where that cannot be known. Derived.
    canonical: Optional[Quantity]
    #: The upper end of a range, in `unit`.
    high: Optional[Number]
    #: What the value means; `None` where no reference range applies. Derived.
    interpretation: Optional[Interpretation]
    #: The lower end of a range, in `unit`.
    low: Optional[Number]
    #: The number, in `unit`.
    number: Optional[Number]
    #: The unit in UCUM; `None` where the text has none: never invented.
    unit: Optional[str]
    #: The unit as written; `None` where the text has none.
    unit_text: Optional[str]


class Value(_Value, total=False):
    """A value as the text has it, and what is derived from it.

    `number`, `low`, `high`, `unit_text`, `unit`, `canonical` and `interpretation` are always written, as `null`
    where they are not known; `comparator`, `assumed_unit`, `text` and `reference_range` only where they are. On
    reading, absent and `null` are the same.

    Of a mention of kind `time` the ISO 8601 form stands in `text` (`2019-03-01`, `P7D`).
    """

    #: The UCUM unit taken where the text has none and only one is plausible. Derived.
    assumed_unit: Optional[str]
    #: How the value stands to the number.
    comparator: Optional[Comparator]
    #: The end of that stretch.
    end: Optional[CharOffset]
    #: The range the interpretation was taken from.
    reference_range: Optional[ReferenceRange]
    #: Where it is written, in code points: the number with its sign of comparison and its unit. `None` where that is
    #: the mention itself, or is said in words.
    start: Optional[CharOffset]
    #: A result in words, as the English word for it (`positive`), or the ISO 8601 form of a date or duration.
    text: Optional[str]


class Frequency(TypedDict, total=False):
    """How often a drug is given: the parts that are known."""

    #: Whether only when needed.
    as_needed: Optional[bool]
    #: How the doses lie over the day, as `1-0-1`.
    pattern: Optional[str]
    #: How long the period is, in `period_unit`.
    period: Optional[Number]
    #: The unit of the period, in UCUM: `h`, `d`, `wk`, `mo`, …
    period_unit: Optional[str]
    #: The words of the text.
    text: Optional[str]
    #: How many times in a period.
    times: Optional[Number]


#: Which side.
Laterality = Literal["left", "right", "bilateral"]


#: By which way a drug is given.
Route = Literal[
    "oral",
    "intravenous",
    "intramuscular",
    "subcutaneous",
    "inhaled",
    "topical",
    "rectal",
    "sublingual",
    "intrathecal",
    "transdermal",
    "ophthalmic",
    "otic",
    "nasal",
    "vaginal",
    "enteral",
]


#: How bad it is.
Severity = Literal["mild", "moderate", "severe"]


#: The id of a mention, unique in its record.
MentionId = str


#: One measure (`3 cm`) or several (`3 x 4 cm`). In JSON a value, or a list of them.
Size = Union[Value, List[Value]]


class Attributes(TypedDict, total=False):
    """The attributes of a mention; each absent where the text does not say.

    There may be others, which no type tells.
    """

    #: What the mention is beside its kind: a sign that is a disease in itself (`anaemia`) is a finding and a problem.
    also: Optional[Kind]
    #: How it runs.
    course: Optional[Course]
    #: How strongly suspected; only where presence is possible.
    degree: Optional[Degree]
    #: How much of a drug is given at once.
    dose: Optional[Value]
    #: For how long, in ISO 8601 (`P7D`).
    duration: Optional[str]
    #: In which form: `tablet`, `solution`, …
    form: Optional[str]
    #: How often.
    frequency: Optional[Frequency]
    #: Which side.
    laterality: Optional[Laterality]
    #: Spinal or segmental level, as `L5-S1`.
    level: Optional[str]
    #: What a finding says of what it names: the English word for it, as in a value (`normal`, `positive`, `negative`,
    #: `elevated`).
    result: Optional[str]
    #: By which way.
    route: Optional[Route]
    #: How bad.
    severity: Optional[Severity]
    #: The mention of the body site it is at.
    site: Optional[MentionId]
    #: How large.
    size: Optional[Size]
    #: The mention of the specimen it was found in.
    specimen: Optional[MentionId]
    #: How much of a drug one tablet, puff or millilitre holds.
    strength: Optional[Value]


#: A code system by its short name. A user's own terminology may bring any other.
CodeSystem = str


class Code(TypedDict):
    """One code of one system."""

    #: The code, as the system writes it.
    code: str
    #: The system's short name.
    system: CodeSystem


class Concept(TypedDict):
    """What a mention means, in no language."""

    #: The codes, in the lexicon's order.
    codes: List[Code]
    #: The lexicon's id, kebab-case.
    id: str
    #: The English label.
    label: str


#: What a cue decided.
CueRole = Literal[
    "negation",
    "possible",
    "likely",
    "unlikely",
    "conditional",
    "hypothetical",
    "not-assessed",
    "present",
    "family",
    "other",
    "past",
    "planned",
    "current",
    "section",
]


#: A half-open stretch of the text, in code points. In JSON `[start, end]`.
Span = Tuple[CharOffset, CharOffset]


class _Cue(TypedDict):
    #: The code point behind the last.
    end: CharOffset
    #: What it decided.
    role: CueRole
    #: The first code point.
    start: CharOffset


class Cue(_Cue, total=False):
    """A stretch of the text that decided presence, experiencer or time."""

    #: The rule by which it decided; only where an explanation was asked for.
    rule: Optional[str]
    #: The stretch that it holds for; only where an explanation was asked for.
    scope: Optional[Span]
    #: Its words; only where an explanation was asked for.
    text: Optional[str]


#: Whom the mention is about.
Experiencer = Literal["patient", "family", "other"]


#: Whether what is mentioned is there.
Presence = Literal["present", "absent", "possible", "conditional", "hypothetical", "not-assessed"]


#: When it was, seen from the episode that is told.
Time = Literal["current", "past", "planned"]


class _Mention(TypedDict):
    #: What else the text says of it.
    attributes: Attributes
    #: What it means; `None` where nothing in the lexicon names it. Shared, since a document says things repeatedly.
    concept: Optional[Concept]
    #: From 0 to 1.
    confidence: Number
    #: What in the text decided presence, experiencer and time.
    cues: List[Cue]
    #: The code point behind the last.
    end: CharOffset
    #: Whom it is about.
    experiencer: Experiencer
    #: Unique in the record; the same for the same text and version.
    id: MentionId
    #: What it is.
    kind: Kind
    #: Whether it is there.
    presence: Presence
    #: The first code point.
    start: CharOffset
    #: The covered text; fragments joined with `FRAGMENT_JOINER`.
    text: str
    #: When it was.
    time: Time
    #: Its value; of measurements, and of times in normal form.
    value: Optional[Value]


class Mention(_Mention, total=False):
    """One thing the document says."""

    #: The stretches it is made of, in order; empty (and not written) where it is one stretch.
    fragments: List[Span]


#: How one mention stands to another; read it as *from* KIND *to*.
RelationKind = Literal[
    "caused-by",
    "treated-with",
    "given-for",
    "located-at",
    "found-on",
    "isolated-from",
    "tested-against",
    "result-of",
    "at-time",
    "dose-of",
    "same-as",
]


#: How one mention stands to another: *from* KIND *to*.
Relation = TypedDict("Relation", {"from": MentionId, "kind": RelationKind, "to": MentionId})


#: What a stretch of the document is about.
SectionKind = Literal[
    "history",
    "present-illness",
    "past-history",
    "family-history",
    "social-history",
    "allergies",
    "medication",
    "examination",
    "vitals",
    "laboratory",
    "microbiology",
    "imaging",
    "ecg",
    "procedures",
    "pathology",
    "course",
    "diagnosis",
    "treatment",
    "plan",
    "discharge",
    "other",
]


class Section(TypedDict):
    """A part of the document."""

    #: The code point behind the last.
    end: CharOffset
    #: Its heading as written; `null` where a cue in the running text told it.
    heading: Optional[str]
    #: What it is about.
    kind: SectionKind
    #: The first code point.
    start: CharOffset


#: The unit of an age, in UCUM.
AgeUnit = Literal["a", "mo", "wk", "d", "h"]


class Age(TypedDict):
    """An age, and where it is said."""

    #: The mention it came from.
    mention: MentionId
    #: How many of `unit`.
    number: Number
    #: The unit.
    unit: AgeUnit


#: The patient's sex.
Sex = Literal["male", "female", "other", "unknown"]


class SexValue(TypedDict):
    """A sex, and where it is said."""

    #: The mention it came from.
    mention: MentionId
    #: Which.
    value: Sex


class Subject(TypedDict):
    """The patient; every value points at the mention it came from. `null` where the text does not say."""

    #: How old.
    age: Optional[Age]
    #: Which sex.
    sex: Optional[SexValue]


#: What a warning is about.
WarningCode = str


class Warning(TypedDict):
    """What a reader of the record should know about how it came about."""

    #: What it is about.
    code: WarningCode
    #: The code point behind the last.
    end: CharOffset
    #: What and why, in English.
    message: str
    #: The first code point it is about; 0 with `end` 0 where it is about the whole document.
    start: CharOffset


class Record(TypedDict):
    """What Epicrisis says about one document."""

    #: The document.
    document: Document
    #: What the document says, ordered by start, then the longer first.
    mentions: List[Mention]
    #: How mentions stand to each other.
    relations: List[Relation]
    #: The name and version of this form.
    schema: Literal["epicrisis.record/1"]
    #: What the parts of the document are about, in order.
    sections: List[Section]
    #: The patient.
    subject: Subject
    #: What a reader of the record should know about how it came about.
    warnings: List[Warning]


#: How far tellings agree on a fact.
Agreement = Literal["all", "some", "differs"]


#: What tellings say differently of a fact.
Aspect = Literal["presence", "person", "time", "side", "value", "dose"]


class _Said(TypedDict):
    #: The code point behind the last.
    end: CharOffset
    #: Whom it is about.
    experiencer: Experiencer
    #: The mention in its record.
    mention: MentionId
    #: Whether it is there.
    presence: Presence
    #: The first code point.
    start: CharOffset
    #: The telling, by its place in the comparison.
    telling: int
    #: Its words.
    text: str
    #: When it was.
    time: Time


class Said(_Said, total=False):
    """A fact, as one telling says it."""

    #: Which side.
    side: Optional[Laterality]


class Fact(TypedDict):
    """A fact that one telling or more say."""

    #: How far the tellings agree.
    agreement: Agreement
    #: The concept's id.
    concept: str
    #: What they say differently.
    differs: List[Aspect]
    #: What it is.
    kind: Kind
    #: The concept's English label.
    label: str
    #: The row in which it stands first.
    row: int
    #: Who says it, by telling.
    said: List[Said]


#: A fault, by what went wrong.
Fault = str


#: How much a fault matters to the patient, the most dangerous first.
Danger = Literal["high", "moderate", "low"]


class Place(TypedDict):
    """A stretch of a telling."""

    #: The code point behind the last.
    end: CharOffset
    #: The first code point.
    start: CharOffset
    #: The telling, by its place in the comparison.
    telling: int
    #: The letters between.
    text: str


class Finding(TypedDict):
    """A fault, and where."""

    #: What it is about: a label in English, or words of the text.
    about: str
    #: What went wrong.
    code: Fault
    #: How much it matters to the patient.
    danger: Danger
    #: The telling or tellings in which the fault lies: those that differ from most others. Of two tellings, the
    #: second.
    differs: List[int]
    #: Where each telling speaks of it, by telling; where it says nothing, what stands there instead is not given.
    places: List[Place]
    #: The row in which it stands, by its place in the comparison.
    row: int


class Told(TypedDict):
    """A telling, as it was compared."""

    #: Its language, BCP 47.
    language: str
    #: Its length in code points.
    length: int
    #: What it is called.
    name: str


class Comparison(TypedDict):
    """Tellings, compared. In JSON as it stands here."""

    #: What they say, in order.
    facts: List[Fact]
    #: The faults, the most dangerous first, then in the order of the text.
    faults: List[Finding]
    #: The stretches that say one thing, by row and telling; nothing where a telling lacks it.
    rows: List[List[Optional[Span]]]
    #: The name and version of this form.
    schema: Literal["epicrisis.comparison/1"]
    #: The tellings, in the order given; everything else names them by their place here.
    tellings: List[Told]


class Carried(TypedDict):
    """An annotation that was carried."""

    #: From 0 to 1: how surely it says the same.
    confidence: float
    #: Its id in the source.
    id: str
    #: Its label.
    label: str
    #: Where it stands now.
    stretches: List[Span]


class Lost(TypedDict):
    """An annotation that was not carried."""

    #: Its id in the source.
    id: str
    #: Its label.
    label: str


class Projected(TypedDict):
    """A telling that took annotations."""

    #: Its annotations, as brat has them.
    annotations: str
    #: What was carried.
    carried: List[Carried]
    #: What it is called.
    id: str
    #: What was not.
    lost: List[Lost]


class Projection(TypedDict):
    """Annotations, carried."""

    #: The tellings, in the order given.
    targets: List[Projected]
