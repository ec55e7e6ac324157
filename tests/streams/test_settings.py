from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from streams.settings import Settings, SettingsError, load_settings

if TYPE_CHECKING:
    from pathlib import Path


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


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"SASL": "SCRAM-SHA-512"}, "TOCSIN_USER and TOCSIN_PASSWORD"),
        ({"SASL": "PLAIN", "USER": "a", "PASSWORD": "b"}, "TOCSIN_TLS=1"),
        ({"SASL": "OAUTHBEARER", "USER": "a", "PASSWORD": "b"}, "TOCSIN_TOKEN_URL"),
        ({"TLS": "1", "TLS_CA": "/none/such{x}.pem"}, "TOCSIN_TLS_CA: there is no file /none/such{x}.pem"),
        ({"REGISTRY": "http://registry:8081", "REGISTRY_USER": "a"}, "must begin with https://"),
        ({"REGISTRY": "https://a:b@registry:8081"}, "TOCSIN_REGISTRY: "),
        ({"SECRETS": "/none/such"}, "TOCSIN_SECRETS: there is no folder /none/such"),
    ],
)
def test_settings_that_do_not_go_together_say_what_is_missing(
    changed: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in changed.items():
        monkeypatch.setenv(f"TOCSIN_{name}", value)

    with pytest.raises(SettingsError, match=re.escape(said)):
        load_settings()


def test_a_secret_may_lie_in_a_file_and_is_never_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tocsin_password").write_text("s3cret\n")
    monkeypatch.setenv("TOCSIN_SECRETS", str(tmp_path))
    settings = load_settings()

    assert settings.password.get_secret_value() == "s3cret"
    assert "s3cret" not in f"{settings!r} {settings} {settings.model_dump_json()}"
