"""`tocsin worker`: run both agents until told to stop."""

from __future__ import annotations

import logging

from streams.runtime.logs import logging_config
from streams.settings import load_settings


def worker() -> None:
    """Read articles from Kafka and publish enriched articles and alerts, until SIGTERM or Ctrl-C.

    Set TOCSIN_BOOTSTRAP to the brokers. Topics that are missing are made as declared. Start as many workers as
    you like: they share the partitions.
    """
    # No other command needs the engine, whose import is a fifth of what starting one of them takes.
    import faust  # noqa: PLC0415

    from streams.app import create_app  # noqa: PLC0415

    settings = load_settings()
    application = create_app(settings)
    logging.getLogger("aiokafka").setLevel(logging.WARNING)
    config = logging_config(settings)
    # Faust's banner is no JSON.
    worker = faust.Worker(
        application, loglevel=settings.log_level, logging_config=config, quiet=config is not None
    )
    worker.execute_from_commandline()
