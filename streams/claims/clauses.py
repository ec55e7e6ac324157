"""Who does what to whom in a clause: subjects and objects of a verb, also where grammar only implies them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

NAMED = ("NORP", "GPE", "ORG", "PERSON", "LOC", "FAC")
VERBAL = ("VERB", "AUX")
# Deeper nesting than this is no news sentence but a parser gone astray.
DEEPEST = 6
_PRONOUNS = ("it", "its", "he", "his", "she", "her", "they", "their", "them", "him")
# Whoever is told so does it: "ordered residents to leave".
_TELLING = (
    "order", "tell", "ask", "urge", "force", "compel", "instruct", "command", "persuade", "advise", "forbid",
)  # fmt: skip
_ONE = ("it", "its")
_MANY = "NNS"
# "Thursday's shelling" is nobody's.
_TIMES = ("DATE", "TIME")
# Prepositions whose gerund is of the subject, whatever the object.
_OF_SUBJECT = ("since", "after", "before", "by", "without", "upon", "on", "in", "while", "despite", "besides")
_RELATIVES = ("which", "that", "who", "whom", "whose")


def subjects_of(verb: Token, depth: int = 0) -> list[Token]:
    """Return who does it: also through passives, relative clauses, infinitives and shared subjects."""
    if _is_perfect(verb):
        return subjects_of(verb.head.head, depth + 1)
    if is_passive(verb):
        return agents_of(verb)
    if own := children(verb, "nsubj"):
        return [each for token in own for each in with_conjuncts(_antecedent(token, verb))]
    implied = _IMPLIED.get(verb.dep_)
    found = implied(verb, depth) if implied and depth <= DEEPEST and verb.head.i != verb.i else []
    return found or _before_infinitive(verb)


def objects_of(verb: Token) -> list[Token]:
    """Return whom or what it is done to: objects, subjects of the passive, heads of participles."""
    is_done_to = is_passive(verb) and not _is_perfect(verb)
    found = _undergoers(verb) if is_done_to else [verb.head] if _is_perfect(verb) else _own_objects(verb)
    return [each for head in found for each in with_conjuncts(head)]


def agents_of(verb: Token) -> list[Token]:
    """Return who follows "by"."""
    by = [child for child in verb.children if child.dep_ == "agent" or child.lower_ == "by"]
    return [
        each
        for prep in by or _by_behind(verb)
        for head in children(prep, "pobj")
        for each in with_conjuncts(head)
    ]


def _by_behind(verb: Token) -> list[Token]:
    """Return the "by" that the parser hung on the last noun: "were put under guard by Oman"."""
    if not any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children):
        return []
    nouns = [noun for prep in children(verb, "prep") for noun in children(prep, "pobj")]
    return [child for noun in nouns[-1:] for child in noun.rights if child.lower_ == "by"]


def undergoers_of(verb: Token) -> list[Token]:
    """Return the subjects of a passive."""
    return [each for found in children(verb, "nsubjpass") for each in with_conjuncts(found)]


def owners_of(noun: Token) -> list[Token]:
    """Return whose a noun is: possessors, names before it, "by …"."""
    found = children(noun, "poss")
    found += [token for token in children(noun, "amod", "nmod") if token.ent_type_ in NAMED]
    by = [prep for prep in children(noun, "prep", "agent") if prep.lower_ == "by"]
    found += [token for prep in by for token in children(prep, "pobj")]
    return [each for head in found if head.ent_type_ not in _TIMES for each in with_conjuncts(head)]


def meant_by(token: Token) -> list[Token]:
    """Return the subject of the nearest verb above a third-person pronoun's own: "Chad said it had sent troops".

    One is no "they" where the verb has many for objects: "Chad fired on ships after they came"; many are no "it".
    """
    if token.lower_ not in _PRONOUNS:
        return [token]
    own = token.dep_ in ("nsubj", "nsubjpass")
    for above in token.ancestors:
        subjects = children(above, "nsubj", "nsubjpass") if above.pos_ in VERBAL else []
        if own and token in subjects:
            continue
        found = [each for each in subjects if each.pos_ in ("NOUN", "PROPN") and each.i < token.i]
        if token.lower_ in _ONE:
            found = [each for each in found if each.tag_ != _MANY and each.ent_type_ != "PERSON"]
        elif own and token.lower_ == "they" and token.head.dep_ == "advcl" and token.head.head.i == above.i:
            is_one = all(each.tag_ != _MANY and not each.conjuncts for each in found)
            many = [each for each in _reached(above) if each.tag_ == _MANY and each.i < token.i]
            found = many if is_one and many else found
        if found:
            return [each for head in found for each in with_conjuncts(head)]
    return [token]


def _reached(verb: Token) -> list[Token]:
    """Return the objects of a verb, with and without a preposition."""
    return children(verb, "dobj") + [
        noun for prep in children(verb, "prep") for noun in children(prep, "pobj")
    ]


def compounds_of(noun: Token) -> list[Token]:
    """Return the nouns that a noun is compounded with."""
    return [token for token in noun.lefts if token.dep_ == "compound"]


def children(token: Token, *relations: str) -> list[Token]:
    """Return what hangs on a token by one of the relations, in the order of the text."""
    return [child for child in token.children if child.dep_ in relations]


def with_conjuncts(token: Token) -> list[Token]:
    """Return a token and what "and" joins to it; a later one of a row stands alone."""
    return [token, *token.conjuncts] if token.dep_ != "conj" else [token]


def is_passive(verb: Token) -> bool:
    """Return whether the verb is done to its subject or to the noun it describes."""
    if any(child.dep_ in ("nsubjpass", "auxpass", "agent") for child in verb.children):
        return True
    # "A gunman killed nine people" is often read as a gunman that was killed.
    if verb.tag_ != "VBN" or any(child.dep_ in ("aux", "dobj") for child in verb.children):
        return False
    return verb.dep_ in ("acl", "amod") or (verb.dep_ == "conj" and is_passive(verb.head))


def _is_perfect(verb: Token) -> bool:
    """Return whether "had massed troops" was taken for having troops that were massed."""
    noun = verb.head
    is_beside = verb.i > 0 and verb.nbor(-1).lower_ in ("had", "have", "has")
    return is_beside and verb.dep_ == "amod" and noun.dep_ == "dobj" and noun.head.i == verb.i - 1


def _undergoers(verb: Token) -> list[Token]:
    found = [_antecedent(token, verb) for token in children(verb, "nsubjpass")]
    if not found and verb.dep_ in ("acl", "amod"):
        found = [verb.head]
    if not found and verb.dep_ == "conj" and verb.head.pos_ in VERBAL:
        found = objects_of(verb.head)
    if not found and verb.dep_ == "xcomp":
        found = children(verb.head, "nsubj", "nsubjpass")
    return found or _before_infinitive(verb)


def _own_objects(verb: Token) -> list[Token]:
    found = [_antecedent(token, verb) for token in children(verb, "dobj", "dative") if token.pos_ != "ADP"]
    if not found and verb.dep_ == "amod" and (verb.tag_ in ("VBN", "VBD") or _is_gerund(verb)):
        found = [verb.head]
    return found or [token for child in children(verb, "conj") for token in children(child, "dobj")]


def _of_described(verb: Token, depth: int) -> list[Token]:
    """Return the noun that a clause describes, or for a plan "to …" whose plan it is."""
    noun = verb.head
    is_infinitive = any(child.tag_ == "TO" for child in verb.children)
    if is_infinitive and noun.ent_type_ not in NAMED:
        return owners_of(noun) or _holders(noun, depth)
    return with_conjuncts(noun)


def _of_modified(verb: Token, depth: int) -> list[Token]:
    if _is_gerund(verb):
        return _controllers(verb.head.head.head, depth)
    if verb.tag_ == "VBG":
        return [verb.head]
    named = [token for token in compounds_of(verb.head) if token.ent_type_ in NAMED and token.i < verb.i]
    return named[-1:] if verb.tag_ == "VBD" else []


def _of_preposition(verb: Token, depth: int) -> list[Token]:
    """Return who does it behind a preposition: "accused Chad of shelling", but "held her since arresting her"."""
    above = verb.head.head
    if verb.head.lower_ in _OF_SUBJECT and above.pos_ in VERBAL:
        return undergoers_of(above) or subjects_of(above, depth + 1)
    return _controllers(above, depth)


def _of_governor(verb: Token, depth: int) -> list[Token]:
    """Return who does what hangs on a verb; what follows from a passive is done by who did that, named or not."""
    above = verb.head
    is_behind = verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.i > above.i and verb.nbor(-1).text == ","
    if is_behind and children(verb, "dobj") and is_passive(above) and not children(above, "xcomp"):
        return agents_of(above)
    return _controllers(above, depth)


def _of_first(verb: Token, depth: int) -> list[Token]:
    """Return the subjects of the verb that a second one goes with, also where the first is a passive."""
    first = verb.head
    if is_passive(first):
        return undergoers_of(first)
    return subjects_of(first, depth + 1) if first.pos_ in VERBAL else []


_IMPLIED: dict[str, Callable[[Token, int], list[Token]]] = {
    "relcl": _of_described,
    "acl": _of_described,
    "amod": _of_modified,
    "pcomp": _of_preposition,
    "conj": _of_first,
    **dict.fromkeys(("xcomp", "advcl", "ccomp", "dep", "parataxis", "oprd"), _of_governor),
}


def _controllers(head: Token, depth: int) -> list[Token]:
    """Return who does what hangs on `head`: its object where it has one ("told X to go"), else its subject."""
    if head.pos_ == "ADJ" and head.dep_ in ("acomp", "conj") and head.head.pos_ in VERBAL:
        return subjects_of(head.head, depth + 1)
    if head.pos_ not in VERBAL:
        return owners_of(head) or _holders(head, depth)
    told = [
        token
        for token in children(head, "dobj")
        if token.ent_type_ in NAMED or token.pos_ == "PRON" or head.lemma_.lower() in _TELLING
    ]
    if told:
        return [each for token in told for each in with_conjuncts(token)]
    return undergoers_of(head) or subjects_of(head, depth + 1)


def _holders(noun: Token, depth: int) -> list[Token]:
    """Return whose plan, order or threat a noun is, where only its verb tells: "Russia has a plan to …"."""
    if noun.dep_ in ("dobj", "attr", "pobj") and depth < DEEPEST:
        verb = noun.head if noun.dep_ != "pobj" else noun.head.head
        return subjects_of(verb, depth + 1) if verb.pos_ in VERBAL else []
    return []


def _before_infinitive(verb: Token) -> list[Token]:
    """Return who stands right before "to": "US to deploy jets" (headlines), "a plan for troops to be moved"."""
    for child in verb.children:
        if child.tag_ == "TO" and child.i and child.i < verb.i:
            before = verb.doc[child.i - 1]
            is_named = before.ent_type_ in NAMED or before.pos_ == "PROPN"
            return [before] if is_named or before.head.lower_ == "for" else []
    return []


def _is_gerund(verb: Token) -> bool:
    """Return whether "of shelling towns" was taken for towns that shell."""
    noun = verb.head
    return verb.tag_ == "VBG" and noun.dep_ == "pobj" and noun.left_edge.i == verb.i == noun.head.i + 1


def _antecedent(token: Token, verb: Token) -> Token:
    """Return the noun that a relative pronoun stands for, else the token."""
    if token.lower_ not in _RELATIVES:
        return token
    clause = verb
    for _ in range(DEEPEST):
        if clause.dep_ == "relcl":
            return clause.head
        clause = clause.head
    return token
