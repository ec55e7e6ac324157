from __future__ import annotations

import pytest

from streams.settings import Settings, SettingsError, load_settings


def test_the_defaults_work(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"TOCSIN_{name.upper()}", raising=False)

    assert load_settings().processes >= 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PROCESSES", "0"),
        ("STORE", "redis"),
        ("ARTICLE_SECONDS", "-1"),
        ("APP_ID", "a b"),
        ("LOG_LEVEL", "loud"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_by_its_variable(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"TOCSIN_{name}", value)

    with pytest.raises(SettingsError, match=f"^TOCSIN_{name}: "):
        load_settings()


def test_every_setting_says_what_it_is() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name


def test_topics_carry_the_prefix() -> None:
    assert Settings(topic_prefix="uk.").topic("alerts") == "uk.alerts"


def test_a_folder_of_rules_that_is_set_to_nothing_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_RULES", "")

    assert load_settings().rules is None
