"""EDS-NLP, core: drugs, negation, hypothesis, family."""

import edsnlp
import edsnlp.pipes as eds

from texts import measure


def build():
    nlp = edsnlp.blank("eds")
    for pipe in [eds.normalizer(), eds.sentences(), eds.drugs(), eds.negation(), eds.hypothesis(), eds.family()]:
        nlp.add_pipe(pipe)
    return nlp


if __name__ == "__main__":
    measure(build, lambda nlp, text: len(nlp(text).ents))
