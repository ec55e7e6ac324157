from __future__ import annotations

import pytest

from model import opened_reader
from streams.claims.frame import Frame, read_frame
from streams.claims.wording import Wording, make_wording, run_of

pytestmark = pytest.mark.model


def listed(*words: str) -> Wording:
    return make_wording(words, lambda entry: run_of(entry, "word", {"=": ()}))


LISTS = {
    "light": listed("launch", "carry", "engage"),
    "undergone": listed("suffer", "face"),
    "targeted": listed("sanctions"),
    "noticed": listed("hear"),
    "charging": listed("blame"),
    "answering": listed("role"),
    "owning_up": listed("admit"),
    "effect": listed("kill", "hit"),
}


def frame_of(text: str, trigger: str) -> Frame:
    doc = opened_reader().read(text)
    parsed = opened_reader().parse(list(doc.sents))[0]
    token = next(token for token in parsed if token.lower_ == trigger)
    return read_frame(token, (token.i, token.i + 1), LISTS)


@pytest.mark.parametrize(
    ("text", "trigger", "slot", "head"),
    [
        ("Iran attacked the tanker.", "attacked", "subject", "Iran"),
        ("Iran attacked the tanker.", "attacked", "object", "tanker"),
        ("The tanker was attacked by Iran.", "attacked", "subject", "Iran"),
        ("The tanker was attacked by Iran.", "attacked", "object", "tanker"),
        ("Iran, which attacked the tanker, said nothing.", "attacked", "subject", "Iran"),
        ("The tanker that Iran attacked sank.", "attacked", "object", "tanker"),
        ("Iran wants to attack the tanker.", "attack", "subject", "Iran"),
        ("Iran has a plan to attack the tanker.", "attack", "subject", "Iran"),
        ("Iran is willing to attack the tanker.", "attack", "subject", "Iran"),
        ("Oman accused Iran of attacking the tanker.", "attacking", "subject", "Iran"),
        ("Iran warned Oman and attacked the tanker.", "attacked", "subject", "Iran"),
        ("Soldiers massing on the border fired.", "massing", "subject", "Soldiers"),
        ("Troops deployed by Iran in the north returned.", "deployed", "object", "Troops"),
        ("Oman said it had attacked the tanker.", "attacked", "subject", "Oman"),
        ("Iran launched an attack on the tanker.", "attack", "subject", "Iran"),
        ("The Iranian attack on the tanker failed.", "attack", "subject", "Iranian"),
        ("Iran's attack on the tanker failed.", "attack", "subject", "Iran"),
        ("The attack killed nine sailors.", "attack", "object", "sailors"),
        ("The bombardment of the port went on.", "bombardment", "object", "port"),
        ("Iran launched an attack on the tanker.", "attack", "on", "tanker"),
        ("Iran launched an attack on the tanker.", "attack", "verb", "launched"),
        ("Iran denies attack plans.", "attack", "head", "plans"),
        ("Oman blamed Iran for the attack on the tanker.", "attack", "subject", "Iran"),
        ("Iran admitted a role in the attack on the tanker.", "attack", "subject", "Iran"),
        ("Oman has held Mehdi Akef since arresting her brother.", "arresting", "subject", "Oman"),
        ("Oman stopped Iran from attacking the tanker.", "attacking", "subject", "Iran"),
        ("Oman demanded that Iran leave.", "demanded", "clause", "Iran"),
        ("Oman said that Iran must leave.", "leave", "speaker", "Oman"),
    ],
)
def test_a_slot_holds_who_or_what_stands_there(text: str, trigger: str, slot: str, head: str) -> None:
    assert head in [token.text for token in frame_of(text, trigger).slots[slot]]


def test_those_joined_by_and_share_a_slot() -> None:
    frame = frame_of("Iran and Oman attacked the tanker and the tug.", "attacked")

    assert [token.text for token in frame.slots["subject"]] == ["Iran", "Oman"]
    assert [token.text for token in frame.slots["object"]] == ["tanker", "tug"]


def test_a_trigger_does_not_stand_in_its_own_slots() -> None:
    doc = opened_reader().read("The troop withdrawal from Mali began.")
    parsed = opened_reader().parse(list(doc.sents))[0]
    frame = read_frame(parsed[2], (1, 3), LISTS)

    assert all(token.text not in {"troop", "withdrawal"} for heads in frame.slots.values() for token in heads)
