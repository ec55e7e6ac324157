"""The names that a claim rule may use for what stands around its trigger. Their meaning: `streams/claims/frame.py`."""

from __future__ import annotations

GRAMMATICAL = (
    "subject", "object", "modifier", "any", "near", "sentence", "verb", "does", "head", "speaker", "clause", "other",
    "article",
)  # fmt: skip
# What may follow a trigger. A dative ("gave the rebels arms") stands where "to" would.
PREPOSITIONS = (
    "about", "above", "across", "across from", "after", "against", "ahead of", "along", "along with", "alongside",
    "amid", "amidst", "among", "amongst", "around", "as", "as to", "aside from", "at", "away from", "because of",
    "before", "behind", "below", "beneath", "beside", "besides", "between", "beyond", "by", "close to", "dative",
    "despite", "down", "due to", "during", "except", "following", "for", "from", "in", "inside", "instead of", "into",
    "like", "near", "near to", "next to", "of", "off", "on", "on to", "onto", "opposite", "out", "out of", "outside",
    "over", "past", "per", "since", "through", "throughout", "till", "to", "together with", "toward", "towards",
    "under", "underneath", "until", "up", "up to", "upon", "via", "with", "within", "without",
)  # fmt: skip
SLOTS = tuple(dict.fromkeys((*GRAMMATICAL, *PREPOSITIONS)))

CLASSES = ("@country", "@actor", "@place", "@person")
# Where an argument may be looked for besides: the place phrase, and any party further on.
PLACES_OF_ARGUMENTS = (*SLOTS, "@place", "@later")

WANTED = f"a slot ({', '.join(GRAMMATICAL)} or a preposition)"
