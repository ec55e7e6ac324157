from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts import alert_of, evidence_of
from streams.alerts.alert import Alert, Evidence, Watched
from streams.alerts.fields import SEVERITIES
from streams.alerts.watchlists import (
    CONDITIONS,
    MOST_ENTRIES,
    MOST_ENTRY_CHARS,
    Watchlist,
    countries_of,
    is_on,
    parse_watchlist,
    watched_by,
)
from streams.claims.claim import Party, Place
from streams.themes.fields import RuleError


def sent(**more: Any) -> dict[str, Any]:
    return {"watchlist": "north", "why": "For a test.", **more}


def listing(**more: Any) -> Watchlist:
    return replace(Watchlist("north", "For a test."), **more)


def quoting(*quotes: str) -> tuple[Evidence, ...]:
    return tuple(
        evidence_of(claim_id=f"{n:016x}", article_id=f"a{n}", quote=quote) for n, quote in enumerate(quotes)
    )


ALERT = alert_of(
    kind="troop-buildup",
    severity="Severe",
    actor=Party("fighters of the Wagner Group", ("RUS",), (0, 6), "Q189290"),
    recipient=Party("Lithuania", ("LTU",), (9, 18)),
    location=Place("the Suwałki gap", "POL"),
    evidence=quoting("Tanks stood at the Suwałki-Gap by noon.", "Nobody in Sana’a's old town slept."),
)


def test_a_list_is_read_with_all_its_conditions() -> None:
    content = sent(
        source="A desk.",
        countries=["EST", "LVA"],
        actors=["Wagner Group", "Q189290"],
        kinds=["troop-buildup"],
        min_severity="Moderate",
        phrases=["Suwalki gap"],
    )

    assert parse_watchlist(content, "north.yaml") == Watchlist(
        id="north",
        why="For a test.",
        countries=("EST", "LVA"),
        actors=("Wagner Group", "Q189290"),
        kinds=("troop-buildup",),
        min_severity="Moderate",
        phrases=("Suwalki gap",),
    )


@pytest.mark.parametrize(
    ("content", "field"),
    [
        pytest.param(sent(), "at least one of countries", id="no condition"),
        pytest.param(sent(countries=[]), "countries", id="a condition without entries"),
        pytest.param(sent(countries=None), "countries", id="nothing where entries belong"),
        pytest.param(sent(kinds="talks"), "kinds", id="no list"),
        pytest.param(sent(countries=["Latvia"]), "countries[0]", id="the name of a country"),
        pytest.param(sent(countries=["LVA", "lt"]), "countries[1]", id="a code of two letters"),
        pytest.param(sent(countries=["LVA\n"]), "countries[0]", id="a code and a line's end"),
        pytest.param(sent(countries=["LVA"] * (MOST_ENTRIES + 1)), "countries", id="too many countries"),
        pytest.param(sent(actors=["—"]), "actors[0]", id="no word"),
        pytest.param(sent(phrases=["a" * (MOST_ENTRY_CHARS + 1)]), "phrases[0]", id="too long a phrase"),
        pytest.param(sent(phrases=["a b c d e f g h i"]), "phrases[0]", id="too many words"),
        pytest.param(sent(phrases=[7]), "phrases[0]", id="a number for a phrase"),
        pytest.param(sent(kinds=["Troop buildup"]), "kinds[0]", id="a title for a kind"),
        pytest.param(sent(min_severity="Modest"), "did you mean 'Moderate'", id="no severity"),
        pytest.param(sent(min_severity=None), "min_severity", id="an empty severity"),
        pytest.param(
            sent(kinds=["talks"], kind=["talks"]), "did you mean 'kinds'", id="a field that is none"
        ),
        pytest.param({**sent(kinds=["talks"]), "watchlist": "North Desk"}, "watchlist", id="no id"),
        pytest.param({"watchlist": "north", "kinds": ["talks"]}, "why", id="no reason"),
    ],
)
def test_a_list_that_says_something_wrong_is_refused(content: dict[str, Any], field: str) -> None:
    with pytest.raises(RuleError, match=r"north\.yaml: ") as found:
        parse_watchlist(content, "north.yaml")

    assert field in str(found.value)


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(RuleError) as found:
        parse_watchlist({"watchlist": "N", "countries": ["x", "y"], "phrases": ["!"]}, "north.yaml")

    assert [problem.path for problem in found.value.problems] == [
        ("watchlist",), ("why",), ("countries", 0), ("countries", 1), ("phrases", 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        pytest.param({"countries": ("EST", "RUS")}, True, id="of who acts"),
        pytest.param({"countries": ("LTU",)}, True, id="of who is acted upon"),
        pytest.param({"countries": ("POL",)}, True, id="of the place"),
        pytest.param({"countries": ("EST",)}, False, id="another country"),
        pytest.param({"actors": ("wagner group",)}, True, id="words of who acts"),
        pytest.param({"actors": ("Oslo", "LITHUANIA")}, True, id="words of who is acted upon"),
        pytest.param({"actors": ("Q189290",)}, True, id="an entity"),
        pytest.param({"actors": ("Q18929",)}, False, id="part of an id"),
        pytest.param({"actors": ("Wagner",)}, True, id="a word of several"),
        pytest.param({"actors": ("Wagner fighters",)}, False, id="words that do not stand together"),
        pytest.param({"actors": ("Suwalki",)}, False, id="words of the place"),
        pytest.param({"kinds": ("talks", "troop-buildup")}, True, id="one of the kinds"),
        pytest.param({"kinds": ("talks",)}, False, id="another kind"),
        pytest.param({"min_severity": "Moderate"}, True, id="graver"),
        pytest.param({"min_severity": "Severe"}, True, id="as grave"),
        pytest.param({"min_severity": "Extreme"}, False, id="less grave"),
        pytest.param({"phrases": ("Suwalki gap",)}, True, id="without case, accent, hyphen"),
        pytest.param({"phrases": ("SUWAŁKI-GAP",)}, True, id="with other case, with accent and hyphen"),
        pytest.param({"phrases": ("Suwal\u0301ki  gap",)}, True, id="an accent apart"),
        pytest.param({"phrases": ("suwalkigap",)}, True, id="without the hyphen of the text"),
        pytest.param({"phrases": ("Tank",)}, False, id="part of a word"),
        pytest.param({"phrases": ("gap noon",)}, False, id="words with others between"),
        pytest.param({"phrases": ("noon nobody",)}, False, id="over two pieces of evidence"),
        pytest.param({"phrases": ("Sana'a",)}, True, id="an apostrophe, straight for curly"),
        pytest.param({"phrases": ("Sanaa",)}, True, id="an apostrophe left out before another one"),
        pytest.param({"phrases": ("Sanaas",)}, False, id="a possessive is no word's end"),
        pytest.param({"phrases": ("nowhere", "old town")}, True, id="one of the phrases"),
        pytest.param({"countries": ("RUS",), "kinds": ("talks",)}, False, id="one of two conditions"),
        pytest.param({"countries": ("RUS",), "phrases": ("noon",)}, True, id="both of two conditions"),
    ],
)
def test_an_alert_is_on_a_list_that_it_meets_in_every_condition(
    conditions: dict[str, Any], expected: bool
) -> None:
    assert is_on(ALERT, listing(**conditions)) is expected


@pytest.mark.parametrize(
    ("phrase", "quote"),
    [
        ("Sanaa", "Shells fell on Sana'a again."),
        ("Sana'a", "Shells fell on Sanaa again."),
        ("Ivoire", "Côte d'Ivoire shut its ports."),
        ("Cote dIvoire", "Côte d’Ivoire shut its ports."),
        ("Nord Stream", "A leak in Nord-Stream was found."),
        ("Nord-Stream", "A leak in Nordstream was found."),
        ("re-election", "His reelection is contested."),
        ("US troops", "The U.S. troops left."),
        ("Malmö", "MALMO was silent."),
        ("Đakovica", "Troops left Dakovica."),
        ("Σόφια", "στη σοφια"),
    ],
)
def test_spellings_of_one_thing_meet(phrase: str, quote: str) -> None:
    assert is_on(alert_of(evidence=quoting(quote)), listing(phrases=(phrase,)))


def test_an_alert_names_its_lists_by_id_with_their_revisions() -> None:
    lists = [
        listing(id="west", kinds=("troop-buildup",), revision=7),
        listing(id="south", kinds=("talks",), revision=8),
        listing(id="east", countries=("POL",)),
    ]

    assert watched_by(ALERT, lists) == (Watched("east", None), Watched("west", 7))


def test_countries_are_those_of_both_sides_and_of_the_place() -> None:
    assert countries_of(ALERT) == {"RUS", "LTU", "POL"}
    assert countries_of(alert_of()) == frozenset()


COUNTRIES = ("EST", "LTU", "LVA", "POL", "RUS")
NAMES = ("Wagner Group", "Lithuania", "the Group", "Q189290", "Wagner")
PHRASES = ("gap", "Suwałki gap", "at noon", "old town", "the old", "Sana'a", "noon")
PARTIES = st.none() | st.builds(
    Party,
    text=st.sampled_from(["the Wagner Group", "Lithuania's army", "gunmen"]),
    countries=st.lists(st.sampled_from(COUNTRIES), max_size=2).map(tuple),
    entity_id=st.none() | st.just("Q189290"),
)
ALERTS = st.builds(
    replace,
    st.just(ALERT),
    kind=st.sampled_from(["troop-buildup", "talks"]),
    severity=st.sampled_from(SEVERITIES),
    actor=PARTIES,
    recipient=PARTIES,
    location=st.none() | st.builds(Place, text=st.just("there"), country=st.sampled_from(COUNTRIES)),
    evidence=st.lists(st.sampled_from(["At noon.", "The Suwalki gap.", "An old town in Sanaa", ""])).map(
        lambda quotes: quoting(*quotes)
    ),
)


def some(of: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(of), max_size=3).map(tuple)


LISTS = st.builds(
    listing,
    countries=some(COUNTRIES),
    actors=some(NAMES),
    kinds=some(("troop-buildup", "talks", "riot")),
    min_severity=st.none() | st.sampled_from(SEVERITIES),
    phrases=some(PHRASES),
)


@given(ALERTS, LISTS, st.sampled_from(CONDITIONS))
def test_a_list_with_fewer_conditions_holds_no_fewer_alerts(
    alert: Alert, watchlist: Watchlist, name: str
) -> None:
    (default,) = (field.default for field in fields(Watchlist) if field.name == name)

    if is_on(alert, watchlist):
        assert is_on(alert, replace(watchlist, **{name: default}))


@given(ALERTS, LISTS, st.sampled_from(["countries", "actors", "kinds", "phrases"]), st.data())
def test_one_more_entry_of_a_condition_takes_no_alert_away(
    alert: Alert, watchlist: Watchlist, name: str, data: st.DataObject
) -> None:
    pool = {"countries": COUNTRIES, "actors": NAMES, "kinds": ("talks", "riot"), "phrases": PHRASES}[name]
    entries = getattr(watchlist, name)
    wider = replace(watchlist, **{name: (*entries, data.draw(st.sampled_from(pool)))})

    if entries and is_on(alert, watchlist):
        assert is_on(alert, wider)


@given(ALERTS, LISTS)
def test_a_list_is_the_meeting_of_lists_with_one_condition_each(alert: Alert, watchlist: Watchlist) -> None:
    singles = [listing(**{name: getattr(watchlist, name)}) for name in CONDITIONS]

    assert is_on(alert, watchlist) is all(is_on(alert, each) for each in singles)


@given(ALERTS, st.lists(LISTS, max_size=4), st.permutations(range(4)))
def test_lists_do_not_touch_one_another(alert: Alert, lists: list[Watchlist], order: list[int]) -> None:
    named = [replace(each, id="abcd"[n], revision=n) for n, each in enumerate(lists)]
    shuffled = [named[n] for n in order if n < len(named)]
    expected = tuple(Watched(each.id, each.revision) for each in named if is_on(alert, each))

    assert watched_by(alert, shuffled) == expected


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_words_of_a_list_are_found_where_they_stand(before: str, after: str) -> None:
    quote = f"{before} Suwałki gap {after}"

    assert is_on(alert_of(evidence=quoting(quote)), listing(phrases=("suwalki gap",)))


def test_a_desk_may_say_how_many_alerts_a_day_it_expects() -> None:
    assert parse_watchlist(sent(kinds=["talks"], alerts_a_day=2.5), "north.yaml").alerts_a_day == 2.5
    assert parse_watchlist(sent(kinds=["talks"]), "north.yaml").alerts_a_day is None
    with pytest.raises(ValueError, match="alerts_a_day: found -1"):
        parse_watchlist(sent(kinds=["talks"], alerts_a_day=-1), "north.yaml")
