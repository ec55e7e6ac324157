from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from streams.claims.claim import Claim, Party, Place
from streams.claims.kind import Kind
from streams.events.accounts import Account, gather
from streams.events.report import Report
from streams.events.shelf import Shelf

KIND = Kind("air-strike", "Air strike", "armed-conflict", "ASSAULT", "Extreme", "fighting", "location")
KINDS = {KIND.id: KIND}
NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)
CHAD = Place("Chad", "TCD", 15.0, 19.0, entity_id="Q657")
PALA = Place("Pala", "TCD", 9.36, 14.9, entity_id="geonames:2425831")
SARH = Place("Sarh", "TCD", 9.14, 18.4, entity_id="geonames:2425791")
WINDOW = 2


def account_of(  # noqa: PLR0913 - what a test says of an account
    article: str,
    days: float = 0,
    place: Place | None = PALA,
    *,
    status: str = "asserted",
    on: date | None = None,
    quote: str = "…",
) -> Account:
    claim = Claim(
        "r",
        KIND.id,
        "ASSAULT",
        status,
        (0, 6),
        (0, 20),
        quote,
        location=place,
        happened_on=on,
    )
    report = Report(
        article,
        1,
        is_withdrawn=False,
        publisher="Northwire",
        published_at=NOON + timedelta(days=days),
        claims=(claim,),
    )
    (account,) = gather(report, report.claims, KINDS)
    return account


def shelf_of(*accounts: Account) -> Shelf:
    shelf = Shelf("fighting|TCD", KIND.id, WINDOW)
    shelf.replace((), accounts)
    return shelf


def articles(shelf: Shelf) -> dict[str, list[str]]:
    return {event.id: [account.report.article_id for account in event.accounts] for event in shelf.events()}


def test_look_alikes_in_another_place_are_another_event() -> None:
    assert len(articles(shelf_of(account_of("a", place=PALA), account_of("b", place=SARH)))) == 2


def test_look_alikes_long_after_are_another_event() -> None:
    assert len(articles(shelf_of(account_of("a"), account_of("b", days=WINDOW + 1)))) == 2


def test_accounts_that_name_nobody_and_no_place_meet_no_other_article() -> None:
    assert len(articles(shelf_of(account_of("a", place=None), account_of("b", place=None)))) == 2


def test_a_country_alone_can_be_too_little_to_meet_another_article() -> None:
    told = [account_of("a", place=CHAD), account_of("b", place=CHAD), account_of("c"), account_of("d")]
    shelf = Shelf("fighting|TCD", KIND.id, WINDOW, least_marks=2)
    shelf.replace((), told)

    assert sorted(articles(shelf).values()) == [["a"], ["b"], ["c", "d"]]


def test_a_later_account_leaves_the_id_as_it_is() -> None:
    shelf = shelf_of(account_of("a"))
    before = list(articles(shelf))

    change = shelf.replace((), [account_of("b", days=1)])

    assert list(articles(shelf)) == before
    assert [event.id for event in change.events] == before


def test_a_new_version_that_says_the_same_leaves_the_id_as_it_is() -> None:
    first = account_of("a")
    (second,) = gather(replace(first.report, version=2), first.report.claims, KINDS)
    shelf = shelf_of(first)
    before = list(articles(shelf))

    shelf.replace([first], [second])

    assert list(articles(shelf)) == before


def test_events_that_a_late_account_joins_become_the_elder() -> None:
    shelf = shelf_of(account_of("a"), account_of("b", days=4))
    elder, younger = sorted(shelf.events(), key=lambda event: event.accounts[0].day)

    change = shelf.replace((), [account_of("c", days=2)])

    assert change.gone == {younger.id: (elder.id,)}
    assert articles(shelf) == {elder.id: ["a", "c", "b"]}


def test_events_part_again_where_what_joined_them_is_withdrawn() -> None:
    joining = account_of("c", days=2)
    shelf = shelf_of(account_of("a"), account_of("b", days=4), joining)

    shelf.replace([joining], ())

    assert articles(shelf) == articles(shelf_of(account_of("a"), account_of("b", days=4)))


def test_history_belongs_to_the_event_of_its_day_and_makes_none() -> None:
    shelf = shelf_of(account_of("b", days=30, status="historical", on=NOON.date()))
    assert not articles(shelf)

    (event,) = shelf.replace((), [account_of("a")]).events

    assert [account.report.article_id for account in event.history] == ["b"]


def test_history_without_a_day_belongs_nowhere() -> None:
    shelf = shelf_of(account_of("a"), account_of("b", status="historical"))

    assert [event.history for event in shelf.events()] == [()]


TOLD = "Warplanes struck the grain market of the town on Tuesday and killed nine people."
OTHER = "The raid on the town was the first since the ceasefire of the spring ended."


def test_a_paragraph_that_comes_again_days_later_belongs_to_the_event_of_its_day() -> None:
    later = account_of("b", days=9, quote=TOLD.replace("on Tuesday", "last Tuesday"))
    shelf = shelf_of(account_of("a", quote=TOLD), later)

    (event,) = shelf.events()

    assert [account.report.article_id for account in event.history] == ["b"]


def test_a_paragraph_whose_first_telling_is_withdrawn_is_news_itself() -> None:
    first = account_of("a", quote=TOLD)
    shelf = shelf_of(first, account_of("b", days=9, quote=TOLD))

    shelf.replace([first], ())

    assert list(articles(shelf).values()) == [["b"]]


accounts = st.lists(
    st.builds(
        account_of,
        st.sampled_from("abcdefgh"),
        days=st.integers(0, 8),
        place=st.sampled_from([None, CHAD, PALA, SARH]),
        status=st.sampled_from(["asserted", "asserted", "historical"]),
        on=st.sampled_from([None, None, NOON.date() + timedelta(days=3)]),
        quote=st.sampled_from(["…", TOLD, OTHER]),
    ),
    max_size=8,
    unique_by=lambda account: account.report.article_id,
)


@given(accounts, st.data())
def test_events_follow_from_the_accounts_however_these_came_and_went(
    held: list[Account], data: st.DataObject
) -> None:
    left = data.draw(st.lists(st.sampled_from(held), unique_by=id)) if held else []
    shelf = shelf_of()
    for account in data.draw(st.permutations(held)):
        shelf.replace((), [account])
    for account in left:
        shelf.replace([account], ())
    rest = [account for account in held if not any(account is other for other in left)]

    assert sorted(shelf.events(), key=_id) == sorted(shelf_of(*rest).events(), key=_id)


@given(accounts)
def test_a_change_tells_of_every_event_that_came_went_or_changed(held: list[Account]) -> None:
    shelf = shelf_of()
    for account in held:
        before = {event.id: event for event in shelf.events()}
        change = shelf.replace((), [account])
        after = {event.id: event for event in shelf.events()}

        assert change.gone.keys() == before.keys() - after.keys()
        told = {event.id: event for event in change.events}
        assert {name for name in after if before.get(name) != after[name]} <= told.keys()
        assert all(after[name] == event for name, event in told.items())


def _id(event: object) -> str:
    return str(getattr(event, "id", ""))


def test_a_party_alone_is_enough_to_meet() -> None:
    claim = Claim("r", KIND.id, "ASSAULT", "asserted", (0, 6), (0, 20), "…", actor=Party("Mali", ("MLI",)))
    told = []
    for article in "ab":
        report = Report(
            article, 1, is_withdrawn=False, publisher="Northwire", published_at=NOON, claims=(claim,)
        )
        told += gather(report, report.claims, KINDS)

    assert list(articles(shelf_of(*told)).values()) == [["a", "b"]]
