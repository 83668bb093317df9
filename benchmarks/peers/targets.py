"""Words for what has no dictionary of its own: without some, medspaCy and negspacy have nothing to decide about."""

FRENCH = [
    "fièvre", "douleur", "douleurs", "toux", "dyspnée", "nausées", "vomissements", "œdème", "céphalées", "diarrhée",
    "hypertension", "diabète", "infection", "pneumonie", "tumeur", "lésion", "masse", "fracture", "hémorragie", "abcès",
    "antécédents", "métastases", "anémie", "épanchement", "adénopathies",
]
