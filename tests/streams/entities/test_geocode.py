from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from streams.entities.clusters import Cluster
from streams.entities.geocode import find_places
from streams.entities.mention import Mention
from streams.entities.names import key_of
from streams.entities.reading import Reading, read_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streams.entities.gazetteer import Gazetteer
    from streams.entities.places import Place

DAY = date(2023, 4, 12)


def mention_of(name: str, first: int, kind: str, reading: Reading) -> Mention:
    last = first + len(key_of(name).split())
    hit = reading.gazetteer.match(reading.words, first, reading.text)
    entries = hit.entries if hit is not None and hit.last == last else ()
    entry = entries[0] if entries else None
    return Mention(
        first, last, entry.type if entry else kind, key_of(name), entries, entry.country if entry else None
    )


def clusters_of(text: str, names: Sequence[str], gazetteer: Gazetteer) -> tuple[list[Cluster], Reading]:
    """Read a text whose names are given, each a place unless a type stands behind it ("Breda|ORG")."""
    reading = read_words(text, gazetteer, DAY)
    groups: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for labelled in names:
        name, _, kind = labelled.partition("|")
        length = len(key_of(name).split())
        for at in range(len(reading.words)):
            if reading.name(at, at + length) == key_of(name):
                mention = mention_of(name, at, kind or "GPE", reading)
                groups[mention.key, mention.type].append(mention)
    clusters = [
        Cluster(
            key,
            kind,
            tuple(mentions),
            next(iter(mentions[0].entries), None),
            mentions[0].country,
        )
        for (key, kind), mentions in groups.items()
    ]
    return clusters, reading


def read_place(text: str, names: Sequence[str], gazetteer: Gazetteer) -> tuple[Cluster, Place | None]:
    """Return the first of the names as it was understood."""
    clusters, reading = clusters_of(text, names, gazetteer)
    grounded, places = find_places(clusters, reading)
    return grounded[0], places.get(0)


def country_of(text: str, names: Sequence[str], gazetteer: Gazetteer) -> str | None:
    cluster, place = read_place(text, names, gazetteer)
    return place.country if place else cluster.country


@pytest.mark.parametrize(
    ("text", "names", "state"),
    [
        pytest.param(
            "Paris voters go to the polls on Tuesday. The sheriff of Lamar County said Paris and Reno would share "
            "one polling place, as Blossom does. Paris has grown since.",
            ["Paris", "Lamar County", "Reno", "Blossom"],
            "USA.TX",
            id="a county and its villages",
        ),
        pytest.param(
            "A barn burned down outside London. Crews from Kitchener, Woodstock and Sarnia came, and Ontario will "
            "pay for the barn, London said.",
            ["London", "Kitchener", "Woodstock", "Sarnia", "Ontario"],
            "CAN.08",
            id="towns of Ontario",
        ),
        pytest.param(
            "Storms felled trees in Lebanon. Wilson County closed its schools, as did Gallatin and Murfreesboro, "
            "and Tennessee sent crews to Lebanon.",
            ["Lebanon", "Wilson County", "Gallatin", "Murfreesboro", "Tennessee"],
            "USA.TN",
            id="a town that bears a country's name",
        ),
        pytest.param(
            "Palestine, Texas will widen its bridge. “Palestine has waited for years,” the mayor said.",
            ["Palestine", "Texas"],
            "USA.TX",
            id="the state named once",
        ),
        pytest.param(
            "Savannah and Macon lost power as the storm left Valdosta. Schools all over Georgia stay shut.",
            ["Georgia", "Savannah", "Macon", "Valdosta"],
            "USA.GA",
            id="a state that bears a country's name",
        ),
        pytest.param(
            "The county court sat in Gainesville on Friday. A jury from Cooke County and from Denton heard that the "
            "man had fled to Oklahoma.",
            ["Gainesville", "Cooke County", "Denton", "Oklahoma"],
            "USA.TX",
            id="the smaller of two in one country",
        ),
    ],
)
def test_a_namesake_is_meant_where_its_neighbours_are(
    text: str, names: list[str], state: str, gazetteer: Gazetteer
) -> None:
    _, place = read_place(text, names, gazetteer)

    assert place is not None
    assert f"{place.country}.{place.admin}" == state


@pytest.mark.parametrize(
    ("text", "names", "country"),
    [
        pytest.param(
            "Georgia held its breath as Russian tanks came near. The president flew to Washington and spoke to "
            "Congress, and American ships sailed.",
            ["Georgia", "Russian", "Washington", "American"],
            "GEO",
            id="Georgia and its war",
        ),
        pytest.param(
            "Georgia will buy boats from the United States. The deal was signed in Atlanta, Tbilisi said.",
            ["Georgia", "United States", "Atlanta", "Tbilisi"],
            "GEO",
            id="Georgia, its capital and an American city",
        ),
        pytest.param(
            "Jordan closed its border with Syria. Convoys wait near Mafraq, and Israel asked Jordan for calm.",
            ["Jordan", "Syria", "Mafraq", "Israel"],
            "JOR",
            id="Jordan",
        ),
        pytest.param(
            "Rockets flew from Lebanon on Sunday. Israel shelled Tyre and Sidon; New York, where the council met, "
            "had no answer.",
            ["Lebanon", "Israel", "Tyre", "Sidon", "New York"],
            "LBN",
            id="Lebanon",
        ),
        pytest.param(
            "Talks on the budget moved from Berlin to London on Monday. Ministers will go on to Ottawa and Madrid.",
            ["London", "Berlin", "Ottawa", "Madrid"],
            "GBR",
            id="London among capitals",
        ),
        pytest.param(
            "A vigil was held in Dallas, and thousands came to Fort Worth. In Paris, the French president lit a "
            "candle.",
            ["Paris", "Dallas", "Fort Worth", "French"],
            "FRA",
            id="Paris and Texans",
        ),
        pytest.param(
            "Palestine asked the court in The Hague for a ruling. Texas and Ohio fly no flags for it.",
            ["Palestine", "The Hague", "Texas", "Ohio"],
            "PSE",
            id="Palestine and states of America",
        ),
        pytest.param(
            "The minister landed in Moscow and went on to Cairo and Lagos.",
            ["Moscow", "Cairo", "Lagos"],
            "RUS",
            id="capitals whose namesakes are many",
        ),
        pytest.param(
            "Canada, Mexico and Russia signed.", ["Canada", "Mexico", "Russia"], "CAN", id="a list of states"
        ),
    ],
)
def test_a_world_report_names_the_great_ones(
    text: str, names: list[str], country: str, gazetteer: Gazetteer
) -> None:
    assert country_of(text, names, gazetteer) == country


def test_a_list_of_states_is_no_list_of_towns(gazetteer: Gazetteer) -> None:
    text = "Fires burn in Washington, Oregon, California and Idaho. Portland and Boise are under smoke."
    clusters, reading = clusters_of(
        text, ["Oregon", "Washington", "California", "Idaho", "Portland", "Boise"], gazetteer
    )
    _, places = find_places(clusters, reading)

    assert (places[0].level, places[0].admin) == ("state", "OR")
    assert (places[2].level, places[2].admin) == ("state", "CA")


@pytest.mark.parametrize(
    ("text", "names", "country"),
    [
        pytest.param(
            "The Zelvin River rose again. Lyon and Grenoble sent boats, and Paris sent soldiers.",
            ["Zelvin River|LOC", "Lyon", "Grenoble", "Paris"],
            "FRA",
            id="places of one country",
        ),
        pytest.param(
            "The Zelvin River rose again. Lyon and Turin sent boats, and Geneva sent soldiers.",
            ["Zelvin River|LOC", "Lyon", "Turin", "Geneva"],
            None,
            id="places of several",
        ),
    ],
)
def test_what_no_list_knows_lies_where_the_others_do(
    text: str, names: list[str], country: str | None, gazetteer: Gazetteer
) -> None:
    cluster, place = read_place(text, names, gazetteer)

    assert (cluster.country, place) == (country, None)


def test_what_is_named_after_a_town_has_its_point_only_near_it(gazetteer: Gazetteer) -> None:
    near = "The ice on Mankato Lake broke. Two men of North Mankato and one of Saint Peter, Minnesota swam."
    far = "The ice on Mankato Lake broke, Norway said. Boats came from Bergen and Stavanger."

    _, place = read_place(near, ["Mankato Lake|LOC", "North Mankato", "Saint Peter", "Minnesota"], gazetteer)
    cluster, nowhere = read_place(far, ["Mankato Lake|LOC", "Norway", "Bergen", "Stavanger"], gazetteer)

    assert place is not None
    assert place.admin == "MN"
    assert (cluster.country, nowhere) == ("NOR", None)


@pytest.mark.parametrize(
    ("text", "is_town"),
    [
        pytest.param(
            "Bicester is to get a lido. Oxford and Banbury have one.", True, id="among its neighbours"
        ),
        pytest.param("Bicester is to get a new chief. Osaka and Kyoto are its home.", False, id="elsewhere"),
        pytest.param("Bicester said no. Oxford and Banbury have a lido.", False, id="who speaks"),
    ],
)
def test_a_body_is_a_town_where_the_neighbours_are_named(
    text: str, *, is_town: bool, gazetteer: Gazetteer
) -> None:
    cluster, place = read_place(text, ["Bicester|ORG", "Oxford", "Banbury", "Osaka", "Kyoto"], gazetteer)

    assert (cluster.type == "GPE", place is not None) == (is_town, is_town)


NAMES = [
    "Paris",
    "London",
    "Georgia",
    "Texas",
    "Ontario",
    "Lebanon",
    "Springfield",
    "Breda",
    "Russia",
    "Reno",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(names=st.lists(st.sampled_from(NAMES), min_size=1, max_size=8))
def test_reading_twice_and_in_another_order_gives_the_same_places(
    names: list[str], gazetteer: Gazetteer
) -> None:
    clusters, reading = clusters_of(" saw ".join(names), sorted(set(names)), gazetteer)
    turned = clusters[::-1]
    _, places = find_places(clusters, reading)
    _, others = find_places(turned, reading)

    last = len(clusters) - 1
    assert {number: place.geonames_id for number, place in places.items()} == {
        last - number: place.geonames_id for number, place in others.items()
    }
