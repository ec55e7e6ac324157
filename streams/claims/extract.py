"""From an article's text to its claims: cheap triggers over the whole, then grammar where a trigger stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from streams.claims.arguments import actor_of, is_speaker, onlookers_of, quantity_of, recipient_of
from streams.claims.bearing import is_about_something_else, is_by_the_way
from streams.claims.claim import Claim
from streams.claims.completion import complete_actors
from streams.claims.dating import find_day
from streams.claims.denials import with_denials
from streams.claims.factuality import Judgement, judge
from streams.claims.kinship import complete_by_kind
from streams.claims.matching import find_hits
from streams.claims.naming import Naming
from streams.claims.salience import Told, by_salience
from streams.claims.speakers import Speakers
from streams.claims.stretches import stretches_of
from streams.claims.triggers import find_cues
from streams.claims.whereabouts import location_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from spacy.tokens import Doc, Span

    from streams.claims.cues import Cues
    from streams.claims.matching import Hit
    from streams.claims.phrase import Sentence
    from streams.claims.rules import RuleBook
    from streams.claims.speakers import Voice
    from streams.claims.stretches import Stretch
    from streams.claims.triggers import Find
    from streams.clean.article import Article
    from streams.entities.entity import Entity
    from streams.entities.gazetteer import Gazetteer


def find_claims(  # noqa: PLR0913, PLR0917 - what one article is read with
    article: Article,
    doc: Doc,
    entities: tuple[Entity, ...],
    rules: RuleBook,
    gazetteer: Gazetteer,
    parse: Callable[[Sequence[Span]], list[Doc]],
) -> tuple[Claim, ...]:
    """Return what the article says that happened, most salient first.

    `doc` is the clean text read but not parsed; `parse` gives the grammar of single sentences, and is asked only
    for those in which a rule may speak.
    """
    words = tuple(token.lower_ for token in doc)
    stretches = list(stretches_of(doc, words, entities, rules))
    candidates = _candidates(stretches, rules)
    naming = Naming(gazetteer, article.published_at.date())
    found: list[Told] = []
    article_words = frozenset(words)
    speakers = Speakers(stretches, parse, naming, rules)
    grammar = parse([stretches[number].span for number, _ in candidates])
    for (number, finds), parsed in zip(candidates, grammar, strict=True):
        stretch = stretches[number]
        sentence = stretch.parsed(parsed, rules)
        countries = frozenset(each.country for each in sentence.entities.values() if each.country)
        for hit in find_hits(sentence, finds, article_words):
            voice = speakers.voice(hit.frame.trigger, number, sentence)
            claim = _claim(hit, sentence, stretch.span, naming, rules, voice)
            depth = sum(1 for _ in hit.frame.carrier.ancestors)
            onlookers = onlookers_of(hit, sentence, naming, rules.factuality.reporters)
            found.append(Told(claim, depth, countries - onlookers))
    title = article.title or ""
    if is_about_something_else(found, article_words, rules):
        found = [each for each in found if not is_by_the_way(each, title, rules)]
    found = complete_by_kind(complete_actors(found, entities, rules, gazetteer), rules, gazetteer)
    found = with_denials(found, stretches, rules.factuality)
    return by_salience(found, title, doc.text, rules)


def _candidates(stretches: Iterable[Stretch], rules: RuleBook) -> list[tuple[int, list[Find]]]:
    """Return the numbers of the sentences in which a rule may speak, with the words that set it off."""
    found = (
        (number, find_cues(each.words, rules, each.classes, is_political=each.is_political))
        for number, each in enumerate(stretches)
    )
    return [(number, finds) for number, finds in found if finds]


def _claim(  # noqa: PLR0913, PLR0917 - what one claim is made of
    hit: Hit, sentence: Sentence, span: Span, naming: Naming, rules: RuleBook, voice: Voice
) -> Claim:
    rule, source = hit.cue.rule, voice.party
    judgement = _judgement(hit, sentence, naming, rules.factuality)
    does_it_himself = source is not None and is_speaker(hit, voice.pronoun)
    actor = actor_of(hit, sentence, naming, is_wide=not does_it_himself)
    if source is not None and does_it_himself and (actor is None or not actor.countries):
        actor = replace(actor, countries=source.countries) if actor else source
    return Claim(
        rule=rule.id,
        kind=rule.kind.id if rule.kind else None,
        event_type=rule.planned_as if judgement.status == "planned" else rule.event_type,
        status=judgement.status,
        trigger=sentence.chars(hit.tokens),
        evidence=(span.start_char, span.end_char),
        quote=span.text,
        cue=judgement.cue and (sentence.start + judgement.cue[0], sentence.start + judgement.cue[1]),
        actor=actor,
        recipient=recipient_of(hit, sentence, naming, actor),
        location=location_of(hit, sentence, naming, rules.factuality.reporters),
        quantity=quantity_of(hit, sentence, rules.units[rule.id]) if rules.units[rule.id] else None,
        source=source,
        happened_on=find_day(sentence.doc, hit.frame.trigger, naming.day)
        if judgement.status in {"asserted", "denied"}
        else None,
        rule_revision=rule.revision,
    )


def _judgement(hit: Hit, sentence: Sentence, naming: Naming, cues: Cues) -> Judgement:
    """Judge a trigger. A "no" that belongs to the trigger itself ("no breakthrough") denies nothing."""
    found = judge(sentence.doc, hit.frame.trigger, naming.day, cues)
    if found.cue is None:
        return found
    start, end = sentence.chars(hit.tokens)
    is_inside = start <= sentence.start + found.cue[0] and sentence.start + found.cue[1] <= end
    return Judgement("asserted") if is_inside else found
