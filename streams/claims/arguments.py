"""Who, to whom and how many: the parts that a hit's frame gives, as values over the clean text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streams.claims.claim import Party, Quantity
from streams.claims.clauses import VERBAL, children
from streams.claims.happenings import is_happening, who_is_meant
from streams.claims.naming import is_first_person
from streams.claims.phrase import joined_phrase, noun_phrase
from streams.claims.quantity import find_quantity
from streams.claims.wording import NOTHING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from spacy.tokens import Token

    from streams.claims.matching import Hit
    from streams.claims.naming import Naming
    from streams.claims.phrase import Range, Sentence

# Tokens that head a phrase of their own, for parties that no slot of the frame leads to.
_HEADING = ("pobj", "dobj", "nsubj", "nsubjpass", "dative", "poss", "attr")


def actor_of(hit: Hit, sentence: Sentence, naming: Naming, *, is_wide: bool = True) -> Party | None:
    """Return who does it: whoever speaks for a country first, then any party, then whatever the subject is.

    A happening does nothing: "the talks broke down" has the parties of the talks, or nobody. Nor does a weapon that
    nobody is said to have used: "the device went off". With `is_wide` one that speaks for no country is of where it is
    said to be ("the government in Oslo"). A rule that names no slot for it says that nobody is.
    """
    if not hit.cue.roles["actor"]:
        return None
    found = [_who(slot, hit, sentence, naming) for slot in hit.cue.roles["actor"]]
    between = hit.frame.slots.get("between", [])
    # Who brokers a ceasefire between two is none of them.
    is_mediation = any(sentence.is_listed("mediating", place) for place in range(*hit.tokens))
    is_brokered = len(between) > 1 and not is_mediation
    if hit.cue.rule.is_mutual and (is_brokered or not any(found)):
        found = [between[:1]]
    for wanted in ("@country", "@actor"):
        for heads in found:
            for head in heads:
                if _is_a(wanted, head, sentence, hit) and not sentence.is_listed("grounds", head.i):
                    return naming.party(
                        sentence, _whole(head, heads, sentence, hit), head if is_wide else None
                    )
    heads = [
        head
        for head in _who("subject", hit, sentence, naming)
        if _is_named(head)
        and not any(sentence.is_listed(name, head.i) for name in ("weapons_alone", "grounds"))
    ]
    return naming.party(sentence, _whole(heads[0], heads, sentence, hit), heads[0]) if heads else None


def onlookers_of(hit: Hit, sentence: Sentence, naming: Naming, reporters: Collection[str]) -> frozenset[str]:
    """Return the countries of those who only condemn, fear or watch it: subjects of the verbs above a happening.

    "Germany condemned the troop buildup" tells not whose troops they are, but surely not that they are Germany's. Who
    says that something is so may well tell of himself.
    """
    found: set[str] = set()
    below = hit.frame.carrier
    for above in below.ancestors if below.pos_ in ("NOUN", "PROPN") else ():
        is_told = below.dep_ == "ccomp" and above.lemma_.lower() in reporters
        if above.pos_ in VERBAL and not is_told:
            for subject in children(above, "nsubj", "nsubjpass"):
                found.update(naming.countries(sentence, noun_phrase(subject)))
        below = above
    return frozenset(found)


def is_speaker(hit: Hit, pronoun: Token | None = None) -> bool:
    """Return whether whoever speaks does it: "we", "our troops"; and "she" where another "she" is who speaks.

    "I" does what its verb or the next below says, not what hangs far off: "I am appalled by ... dropping bombs".
    """
    carrier = hit.frame.carrier
    heads = (head for slot in hit.cue.roles["actor"] for head in hit.frame.slots.get(slot, ()))
    return any(
        (is_first_person(head) and (head.lower_ != "i" or head.head.i in (carrier.i, carrier.head.i)))
        or _is_again(head, pronoun)
        for head in heads
    )


def _is_again(head: Token, pronoun: Token | None) -> bool:
    return pronoun is not None and head.lower_ == pronoun.lower_ and head.i != pronoun.i


def recipient_of(hit: Hit, sentence: Sentence, naming: Naming, actor: Party | None) -> Party | None:
    """Return to whom it is done: a party in any of the slots first, else whatever the object is.

    Never the actor's own words, a happening or what is given. Where the happening is mutual, the second of those who
    do it together.
    """
    roles = hit.cue.roles["recipient"]
    for head in (head for slot in roles for head in _who(slot, hit, sentence, naming)):
        tokens = _whole(head, [head, *head.conjuncts], sentence, hit)
        if _is_a("@actor", head, sentence, hit) and not _is_inside(sentence.chars(tokens), actor):
            return naming.party(sentence, tokens)
    if "@later" in roles:
        for place in range(hit.tokens[1], len(sentence.doc)):
            head = sentence.doc[place]
            if head.dep_ in _HEADING and sentence.is_a("@actor", place) and head.pos_ in ("NOUN", "PROPN"):
                tokens = _whole(head, [head], sentence, hit)
                if not _is_inside(sentence.chars(tokens), actor):
                    return naming.party(sentence, tokens)
    if "object" not in roles or hit.frame.carrier.lower_ in sentence.lists.get("giving", NOTHING).singles:
        return None
    for head in _who("object", hit, sentence, naming):
        tokens = _whole(head, [head], sentence, hit)
        is_means = sentence.is_listed("means", head.i)
        if _is_named(head) and not is_means and not _is_inside(sentence.chars(tokens), actor):
            return naming.party(sentence, tokens)
    return None


def _who(slot: str, hit: Hit, sentence: Sentence, naming: Naming) -> list[Token]:
    """Return the parties in a slot: of a happening those who take part in it, and never the town it is called after."""
    heads = hit.frame.slots.get(slot, ())
    trigger = hit.frame.trigger
    is_noun = trigger.pos_ not in ("VERB", "AUX")
    return [
        head
        for head in who_is_meant(heads, sentence.lists)
        if not any(child.lower_ == "no" for child in head.lefts)
        and not (
            (head.head if head.dep_ == "conj" else head).dep_ in ("compound", "nmod", "amod")
            and (is_noun or is_happening(head.head, sentence.lists))
            and naming.is_town(sentence, head.i)
        )
    ]


def _is_a(name: str, head: Token, sentence: Sentence, hit: Hit) -> bool:
    return any(sentence.is_a(name, place) for place in range(*noun_phrase(head, hit.frame.trigger.i)))


def _whole(head: Token, heads: Sequence[Token], sentence: Sentence, hit: Hit) -> Range:
    """Return the phrase; of a modifier with the noun of office beside it: "Syrian regime" of "Syrian regime raids"."""
    start, end = joined_phrase(head, heads, hit.frame.trigger.i)
    if head.dep_ in ("amod", "nmod", "compound"):
        while end < hit.tokens[0] and sentence.doc[end].dep_ == "compound" and sentence.is_a("@actor", end):
            end += 1
    return start, end


def quantity_of(hit: Hit, sentence: Sentence, units: Iterable[str]) -> Quantity | None:
    """Return how many of what the rule counts."""
    found = find_quantity(sentence.doc, hit.frame.trigger, frozenset(units))
    if found is None:
        return None
    span = (sentence.start + found.start, sentence.start + found.end)
    return Quantity(text=found.text, value=found.value, unit=found.unit, span=span)


def _is_named(head: Token) -> bool:
    return head.pos_ in ("NOUN", "PROPN", "ADJ", "NUM")


def _is_inside(span: tuple[int, int], party: Party | None) -> bool:
    return (
        party is not None and party.span is not None and span[0] < party.span[1] and party.span[0] < span[1]
    )
