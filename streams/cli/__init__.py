"""The command `tocsin`: one module for each command, each a thin shell over the rest."""

from __future__ import annotations

import sys

from streams.cli.commands import app
from streams.cli.console import say
from streams.runtime.refusals import BrokerError
from streams.settings import SettingsError

EXIT_TROUBLE = 1


def main() -> None:
    """Run the command line; trouble that a user can mend is a sentence, not a traceback."""
    try:
        app()
    except (BrokerError, SettingsError) as error:
        say(str(error))
        sys.exit(EXIT_TROUBLE)
    except KeyboardInterrupt:
        sys.exit(130)
