"""`tocsin worker`: run both agents until told to stop."""

from __future__ import annotations

import logging

import faust

from streams.app import create_app
from streams.settings import load_settings


def worker() -> None:
    """Read articles from Kafka and publish enriched articles and alerts, until SIGTERM or Ctrl-C.

    Set TOCSIN_BOOTSTRAP to the brokers. Topics that are missing are made as declared. Start as many workers as
    you like: they share the partitions.
    """
    settings = load_settings()
    application = create_app(settings)
    logging.getLogger("aiokafka").setLevel(logging.WARNING)
    faust.Worker(application, loglevel=settings.log_level, quiet=False).execute_from_commandline()
