"""EDS-NLP, rich: what comes near to what a record of Epicrisis has."""

import edsnlp

from texts import measure

# `eds.consultation_dates` ends with an error behind `eds.dates` in this version, and is left out.
PIPES = """
    eds.normalizer eds.sentences eds.sections eds.tables eds.cim10 eds.drugs
    eds.aids eds.cerebrovascular_accident eds.ckd eds.congestive_heart_failure eds.connective_tissue_disease eds.copd
    eds.dementia eds.diabetes eds.hemiplegia eds.leukemia eds.liver_disease eds.lymphoma eds.myocardial_infarction
    eds.peptic_ulcer_disease eds.peripheral_vascular_disease eds.solid_tumor
    eds.alcohol eds.tobacco eds.covid eds.tnm eds.adicap eds.charlson eds.sofa eds.elston_ellis eds.emergency_priority
    eds.dates eds.quantities eds.negation eds.hypothesis eds.family eds.history eds.reported_speech
""".split()


def build():
    nlp = edsnlp.blank("eds")
    for pipe in PIPES:
        nlp.add_pipe(pipe)
    return nlp


if __name__ == "__main__":
    measure(build, lambda nlp, text: len(nlp(text).ents))
