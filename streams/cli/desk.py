"""`tocsin desk`: the alert desk, a page in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer
from aiohttp import web

from streams.cli.console import say
from streams.runtime.logs import set_up
from streams.settings import load_settings
from streams.web.desk import Desk
from streams.web.guard import DeskError, check_address
from streams.web.ports import broker_ports
from streams.web.routes import application

if TYPE_CHECKING:
    from streams.settings import Settings

EXIT_REFUSED = 2


def desk() -> None:
    """Show the alerts as they stand and as they come, on a page in the browser, until Ctrl-C.

    It follows the topic `alerts` by itself; workers need not be there. Set TOCSIN_BOOTSTRAP to the brokers and
    TOCSIN_DESK to where it shall answer; for others than this machine, TOCSIN_DESK_TOKEN too.
    """
    settings = load_settings()
    host, _, port = settings.desk.rpartition(":")
    token = settings.desk_token.get_secret_value()
    try:
        check_address(host, token)
    except DeskError as error:
        say(str(error))
        raise typer.Exit(EXIT_REFUSED) from None
    set_up(settings)
    say(f"The desk is open at http://{host}:{port}/" + ("?token=… (your TOCSIN_DESK_TOKEN)" if token else ""))
    try:
        web.run_app(
            _made(settings), host=host, port=int(port), access_log=None, print=None, shutdown_timeout=1
        )
    except OSError as error:
        say(f"TOCSIN_DESK: {error}")
        raise typer.Exit(EXIT_REFUSED) from None


async def _made(settings: Settings) -> web.Application:
    """Return the desk, made in the loop in which it runs."""
    return application(Desk(settings, broker_ports(settings)), settings.desk_token.get_secret_value())
