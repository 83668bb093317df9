"""medspaCy with its French rules of context, and some words to decide about."""

import medspacy
from medspacy.ner import TargetRule

from targets import FRENCH
from texts import measure


def build():
    nlp = medspacy.load(language_code="fr")
    nlp.get_pipe("medspacy_target_matcher").add([TargetRule(word, "PROBLEM") for word in FRENCH])
    return nlp


if __name__ == "__main__":
    measure(build, lambda nlp, text: len(nlp(text).ents))
