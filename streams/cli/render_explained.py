"""How it looks in a terminal, and in JSON, why rules fired on an article and why others did not."""

from __future__ import annotations

from dataclasses import asdict, replace
from itertools import compress, groupby, zip_longest
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from streams.claims.rule import ClaimRule
from streams.cli.render import STATUS_STYLES
from streams.cli.render_text import render_text
from streams.themes.rules import ThemeRule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from rich.console import RenderableType

    from streams.backtest.silence import Verdict
    from streams.claims.claim import Claim
    from streams.claims.fired import Firing, Met
    from streams.claims.nearly import NearMiss, Reason
    from streams.pipeline import Explained
    from streams.themes.nearly import CueFound, Weighing

MOST_NEAR = 12
MOST_WORDS = 8


def only(
    names: Collection[str], found: Explained, verdicts: Sequence[Verdict]
) -> tuple[Explained, tuple[Verdict, ...]]:
    """Return what concerns some rules and themes alone, of what was found in an article."""
    kept = [claim.rule in names for claim in found.enriched.claims]
    claims = tuple(compress(found.enriched.claims, kept))
    narrow = replace(
        found,
        enriched=replace(found.enriched, claims=claims),
        near_misses=tuple(miss for miss in found.near_misses if miss.rule in names),
        weighings=tuple(each for each in found.weighings if each.theme in names),
    )
    return narrow, tuple(compress(verdicts, kept))


def explained_as_json(found: Explained, verdicts: Sequence[Verdict] = ()) -> dict[str, Any]:
    """Return everything as plain data; offsets are code points of `text`."""
    enriched = found.enriched
    return {
        "article": enriched.article.id,
        "language": enriched.language,
        "unread_because": enriched.unread_because,
        "text": enriched.text,
        "claims": [
            {**asdict(each), "words": _at(each.trigger, found), **_outcome(each, verdict, found)}
            for each, verdict in zip_longest(enriched.claims, verdicts)
        ],
        "near_claims": [
            {**asdict(each), "words": _at(each.trigger, found), "quote": _at(each.sentence, found)}
            for each in found.near_misses
        ],
        "themes": [asdict(each) for each in found.weighings if each.is_raised],
        "near_themes": [asdict(each) for each in found.weighings if not each.is_raised],
    }


def _outcome(claim: Claim, verdict: Verdict | None, found: Explained) -> dict[str, Any]:
    met = [asdict(each) for firing in _firings(claim, found) for each in firing.met]
    if verdict is None:
        return {"met": met}
    alert = verdict.alert
    return {
        "met": met,
        "rings": alert is not None,
        "silent_because": verdict.because or None,
        "severity": alert and alert.severity,
        "certainty": alert and alert.certainty,
    }


def render_explained(
    found: Explained,
    verdicts: Sequence[Verdict] = (),
    chosen: Sequence[ClaimRule | ThemeRule] = (),
    *,
    everything: bool = False,
) -> RenderableType:
    """Return a page: claims and what becomes of them, near misses, themes. What an article says is never markup.

    Where rules were `chosen`, `found` is of them alone; those are named of whose words none stand in the article.
    """
    if found.enriched.unread_because:
        return Text(f"Not read: {found.enriched.unread_because}")
    claim_rules = [rule for rule in chosen if isinstance(rule, ClaimRule)]
    theme_rules = [rule for rule in chosen if isinstance(rule, ThemeRule)]
    spoke = {claim.rule for claim in found.enriched.claims} | {miss.rule for miss in found.near_misses}
    parts: list[RenderableType] = []
    if not chosen:
        parts += [_heading("Text"), render_text(found.enriched, everything=everything)]
    if claim_rules or not chosen:
        parts += [_heading("Fired"), *_claims(found, verdicts)]
        parts += [_heading("Nearly fired"), *_near_misses(found, everything=everything)]
        parts += [_unspoken(rule) for rule in claim_rules if rule.id not in spoke]
    if theme_rules or not chosen:
        parts += [_heading("Themes"), *_themes(found.weighings)]
    return Group(*parts)


def _heading(words: str) -> Text:
    return Text(words, style="bold underline")


def _claims(found: Explained, verdicts: Sequence[Verdict]) -> Iterator[RenderableType]:
    if not found.enriched.claims:
        yield _indented(Text("no claim rule", style="dim"))
    for claim, verdict in zip_longest(found.enriched.claims, verdicts):
        line = Text("● ", style=STATUS_STYLES[claim.status]).append(claim.rule, style="bold")
        line.append(f" on “{_at(claim.trigger, found)}”").append(f"  {_facts(claim, found)}", style="dim")
        yield _indented(line)
        yield _indented(_quote(claim.evidence, claim.trigger, found), 4)
        for firing in _firings(claim, found):
            yield from (_indented(Text(_said_met(met), style="dim"), 4) for met in firing.met)
        if verdict is not None:
            yield _indented(_said_verdict(verdict), 4)


def _firings(claim: Claim, found: Explained) -> Iterator[Firing]:
    return (each for each in found.firings if (each.rule, each.trigger) == (claim.rule, claim.trigger))


def _said_met(met: Met) -> str:
    return f"wanted in {' or '.join(met.slots)}: {_list(met.wanted)}; found: {_list(met.found)}"


def _said_verdict(verdict: Verdict) -> Text:
    alert = verdict.alert
    if alert is None:
        return Text(f"fired, but does not ring: {verdict.because}", style="yellow")
    return Text(f"rings: {alert.severity}, {alert.certainty}", style="green")


def _unspoken(rule: ClaimRule) -> RenderableType:
    """Return the words that a rule looks for, where none of them stand in the article."""
    line = Text("○ ").append(rule.id, style="bold").append(": none of its words stand in the article")
    words = (f"looks for a {trigger.part}: {_list(trigger.words)}" for trigger in rule.triggers)
    return Group(_indented(line), *(_indented(Text(each, style="dim"), 4) for each in words))


def _facts(claim: Claim, found: Explained) -> str:
    cue = f"{claim.status}" + (f" (“{_at(claim.cue, found)}”)" if claim.cue else "")
    slots = {
        "actor": claim.actor and _with_countries(claim.actor.text, claim.actor.countries),
        "recipient": claim.recipient and _with_countries(claim.recipient.text, claim.recipient.countries),
        "place": claim.location and claim.location.text,
        "number": claim.quantity and claim.quantity.text,
        "said by": claim.source and claim.source.text,
    }
    return " · ".join([cue, *(f"{name} {value}" for name, value in slots.items() if value)])


def _with_countries(text: str, countries: Sequence[str]) -> str:
    return f"{text} ({', '.join(countries)})" if countries else text


def _quote(sentence: tuple[int, int], trigger: tuple[int, int], found: Explained) -> Text:
    text = found.enriched.text
    return (
        Text("“")
        .append(text[sentence[0] : trigger[0]])
        .append(text[slice(*trigger)], style="bold reverse")
        .append(text[trigger[1] : sentence[1]])
        .append("”")
    )


def _near_misses(found: Explained, *, everything: bool) -> Iterator[RenderableType]:
    shown = found.near_misses if everything else found.near_misses[:MOST_NEAR]
    if not shown:
        yield _indented(Text("no claim rule", style="dim"))
    for sentence, misses in groupby(shown, key=lambda each: each.sentence):
        for miss in misses:
            yield _indented(_near_miss(miss, found))
            for reason in miss.reasons:
                yield _indented(Text(said(reason), style="dim"), 4)
        yield _indented(Text(f"in “{_at(sentence, found)}”", style="italic dim"), 4)
    if more := len(found.near_misses) - len(shown):
        yield _indented(Text(f"and {more} more (--all)", style="dim"))


def _near_miss(miss: NearMiss, found: Explained) -> Text:
    return Text("○ ").append(miss.rule, style="bold").append(f" on “{_at(miss.trigger, found)}”")


def said(reason: Reason) -> str:
    """Return a reason in words."""
    wanted, there = _list(reason.wanted), _list(reason.found)
    slots = " or ".join(reason.slots)
    if reason.why == "where":
        return f"wanted in {slots}: {wanted}; " + (
            f"found: {there}" if there else "found nothing of it there"
        )
    if reason.why == "unless":
        return f"unwanted in {slots}: {there or wanted}"
    if reason.why == "part of speech":
        return f"wanted as a {wanted}; found {there}"
    if reason.why == "outdone":
        return f"{reason.found[0]} says it, on “{reason.found[1]}”"
    if reason.why == "unpolitical":
        return "the sentence names no country and no known organisation"
    return "another claim of the sentence says as much, or other matters fill the article"


def _themes(weighings: Sequence[Weighing]) -> Iterator[RenderableType]:
    if not weighings:
        yield _indented(Text("no cue of any theme", style="dim"))
    for each in weighings:
        sign, style = ("●", "green") if each.is_raised else ("○", "dim")
        line = Text(f"{sign} ", style=style).append(each.theme, style="bold" if each.is_raised else "")
        short = "" if each.is_raised else ", nearly" if each.score >= each.floor / 2 else ""
        line.append(f" {each.score:.2f} of {each.floor:.2f} wanted{short}", style=style)
        yield _indented(line)
        yield _indented(Text(_sum(each), style="dim"), 4)


def _sum(each: Weighing) -> str:
    cues = [
        f"“{' '.join(cue.words.split())}” {cue.weight:g}{_company(cue)}" for cue in each.cues[:MOST_WORDS]
    ]
    contexts = [f"{name} {effect:+.2f}" for name, effect in each.contexts]
    beside = f"; besides: {', '.join(contexts)}" if contexts else ""
    return f"{', '.join(cues)}; alone {each.alone:.2f}{beside}"


def _company(cue: CueFound) -> str:
    return f" (counts {cue.company:.0%}: beside {', '.join(cue.beside)})" if cue.company < 1 else ""


def _list(words: Sequence[str]) -> str:
    shown = ", ".join(" ".join(word.split()) for word in words[:MOST_WORDS])
    return f"{shown}, …" if len(words) > MOST_WORDS else shown


def _at(span: tuple[int, int], found: Explained) -> str:
    return " ".join(found.enriched.text[slice(*span)].split())


def _indented(what: RenderableType, by: int = 2) -> Padding:
    return Padding(what, (0, 0, 0, by))
