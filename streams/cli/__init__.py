"""The command `tocsin`: one module for each command, each a thin shell over the rest."""

from __future__ import annotations

import logging
import sys

from streams.cli.commands import app
from streams.cli.console import say
from streams.knowledge import KnowledgeError
from streams.runtime.refusals import BrokerError
from streams.settings import SettingsError

EXIT_TROUBLE = 1


def main() -> None:
    """Run the command line; trouble that a user can mend is a sentence, not a traceback."""
    # What aiokafka logs before it raises, we say in a sentence; the worker turns its log on again.
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    try:
        app()
    except (BrokerError, KnowledgeError, SettingsError) as error:
        say(str(error))
        sys.exit(EXIT_TROUBLE)
    except KeyboardInterrupt:
        sys.exit(130)
