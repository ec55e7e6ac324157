"""Logs: lines for people, or one JSON object a line for what collects them."""

from __future__ import annotations

import logging.config
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from streams.settings import Settings


def logging_config(settings: Settings) -> dict[str, Any] | None:
    """Return how to log where that is JSON, in the words of `logging.config`; None for lines for people."""
    if settings.log_format == "text":
        return None
    json_lines = {
        "()": "pythonjsonlogger.json.JsonFormatter",
        "format": "%(levelname)s %(name)s %(process)d %(message)s",
        "rename_fields": {"levelname": "level", "name": "logger"},
        "timestamp": True,
        "static_fields": {"service": settings.app_id},
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": json_lines},
        "handlers": {
            "out": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "json"}
        },
        "root": {"level": settings.log_level, "handlers": ["out"]},
    }


def set_up(settings: Settings) -> None:
    """Log as the settings say, where nobody else sets logging up."""
    config = logging_config(settings)
    if config is None:
        logging.basicConfig(level=settings.log_level)
    else:
        logging.config.dictConfig(config)
