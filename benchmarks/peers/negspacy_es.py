"""negspacy on a blank pipeline with some words; it has no French, so its Spanish rules stand in: the cost is the same."""

import spacy
from negspacy.negation import Negex  # noqa: F401 (registers the pipe)
from negspacy.termsets import termset

from targets import FRENCH
from texts import measure


def build():
    nlp = spacy.blank("fr")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PROBLEM", "pattern": word} for word in FRENCH])
    nlp.add_pipe("negex", config={"neg_termset": termset("es_clinical").get_patterns()})
    return nlp


if __name__ == "__main__":
    measure(build, lambda nlp, text: len(nlp(text).ents))
