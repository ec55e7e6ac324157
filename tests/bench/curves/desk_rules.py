"""Rules as a desk would write them, as many as it takes: each another thing that happens to another sort of thing."""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING

from streams.knowledge.files import RuleFile

if TYPE_CHECKING:
    from collections.abc import Iterator

# What is told in one rule: its verbs, and the nouns that say the same.
HAPPENINGS = {
    "closure": ("close, shut, shut down, halt", "closure, shutdown"),
    "seizure": ("seize, capture, commandeer, impound", "seizure, takeover"),
    "fire": ("burn, ignite, engulf, torch", "fire, blaze"),
    "sabotage": ("sabotage, damage, cripple, disable", "sabotage, damage"),
    "explosion": ("explode, blow up, detonate", "explosion, blast"),
    "hacking": ("hack, breach, infiltrate", "hack, breach"),
    "strike": ("walk out, down tools, strike", "walkout, strike"),
    "collapse": ("collapse, give way, crumble", "collapse, failure"),
    "leak": ("leak, spill, rupture", "leak, spill"),
    "sale": ("sell, auction, divest", "sale, auction"),
    "expansion": ("expand, extend, enlarge", "expansion, extension"),
    "inspection": ("inspect, audit, examine", "inspection, audit"),
    "evacuation": ("evacuate, clear, abandon", "evacuation, clearance"),
    "reopening": ("reopen, resume, restart", "reopening, restart"),
    "blockage": ("block, obstruct, barricade", "blockage, obstruction"),
    "nationalising": ("nationalise, nationalize, expropriate", "nationalisation, expropriation"),
    "delay": ("delay, postpone, suspend", "delay, suspension"),
    "flooding": ("flood, submerge, inundate", "flooding, inundation"),
    "theft": ("steal, loot, plunder", "theft, looting"),
    "ban": ("ban, outlaw, prohibit", "ban, prohibition"),
    "opening": ("open, inaugurate, launch", "opening, inauguration"),
    "contamination": ("contaminate, poison, pollute", "contamination, pollution"),
    "shortage": ("ration, run out of, exhaust", "shortage, rationing"),
    "relocation": ("relocate, move, transfer", "relocation, transfer"),
    "fine": ("fine, penalise, penalize", "fine, penalty"),
}
# Where: words for one sort of thing.
THINGS = (
    "refinery|oil terminal", "pipeline|gas line", "harbour|seaport", "copper mine|coal mine",
    "undersea cable|fibre link", "satellite|spacecraft", "dam|reservoir", "reactor|nuclear plant",
    "railway|rail line", "airport|airfield", "bridge|viaduct", "motorway|highway", "tunnel|underpass",
    "canal|waterway", "ferry|passenger ship", "tanker|oil carrier", "container ship|freighter",
    "trawler|fishing fleet", "wind farm|offshore turbine", "solar park|solar plant", "power station|power plant",
    "power grid|electricity grid", "substation|transformer", "steelworks|steel mill", "smelter|foundry",
    "shipyard|dockyard", "car factory|assembly plant", "chip plant|wafer plant", "data centre|data center",
    "warehouse|logistics hub", "granary|grain silo", "grain elevator|grain terminal", "farm|plantation",
    "vineyard|orchard", "slaughterhouse|meat plant", "fishery|fish farm", "forest|woodland",
    "national park|nature reserve", "hospital|clinic", "laboratory|research station", "vaccine plant|drug factory",
    "pharmacy|dispensary", "school|academy", "university|campus", "library|archive", "museum|gallery",
    "theatre|opera house", "stadium|arena", "cathedral|church", "mosque|minaret", "synagogue|temple",
    "cemetery|graveyard", "monument|statue", "embassy|consulate", "ministry|government building",
    "parliament|assembly hall", "court|tribunal", "prison|jail", "police station|precinct", "barracks|garrison",
    "ammunition depot|arsenal", "radar site|radar station", "naval base|submarine base", "air base|hangar",
    "border post|checkpoint", "customs office|customs post", "refugee camp|tent city", "shelter|reception centre",
    "water plant|waterworks", "sewage plant|treatment plant", "landfill|waste dump",
    "chemical plant|fertiliser plant", "oil field|oilfield", "gas field|gasfield", "lithium mine|cobalt mine",
    "gold mine|diamond mine", "quarry|open pit", "cement works|brickworks", "textile mill|garment factory",
    "paper mill|sawmill", "brewery|distillery", "dairy|creamery", "bakery|flour mill",
    "supermarket|shopping centre", "bank branch|savings bank", "stock exchange|trading floor", "mint|bank vault",
    "casino|racecourse", "hotel|resort", "television station|broadcaster", "newsroom|printing press",
    "telephone exchange|mobile mast", "post office|sorting centre", "launch site|spaceport",
    "observatory|telescope", "weather station|tide gauge", "lighthouse|beacon", "lock gate|weir",
    "cable car|funicular", "tram line|metro line",
)  # fmt: skip
SEVERITIES = ("Minor", "Moderate", "Severe")
FAMILIES = ("fighting", "posture", "unrest")


def desk_rules(count: int) -> list[RuleFile]:
    """Return so many rule files."""
    found = [_file(*each) for each in islice(_combinations(), count)]
    if len(found) < count:
        raise ValueError(f"there are {len(found)} rules, not {count}")
    return found


def _combinations() -> Iterator[tuple[int, str, str]]:
    for number, (thing, happening) in enumerate(product(THINGS, HAPPENINGS)):
        yield number, thing, happening


def _file(number: int, thing: str, happening: str) -> RuleFile:
    one, other = thing.split("|")
    verbs, nouns = HAPPENINGS[happening]
    first, second = nouns.split(", ")
    name = f"{one.replace(' ', '-')}-{happening}"
    text = f"""\
id: {name}
why: The desk follows what happens to each {one} and {other}, and rings its readers on a {happening}.
kind: {name}
title: {happening.capitalize()} of a {one}
theme: armed-conflict
severity: {SEVERITIES[number % len(SEVERITIES)]}
family: {FAMILIES[number % len(FAMILIES)]}
principal: location
event_type: ASSAULT
triggers:
  - verb: [{verbs}]
    where: {{"subject|object": [{one}, {other}]}}
  - phrase: [{one} {first}, {one} {second}, {other} {first}, {other} {second}]
  - noun: [{first}, {second}]
    where: {{"at|in|of": [{one}, {other}]}}
examples:
  fires:
    - text: The {first} of the {one} near Bergen was reported on Monday.
"""
    return RuleFile(f"desk/{name}.yaml", name, text.encode(), is_ours=False)
