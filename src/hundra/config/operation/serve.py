"""`hundra serve`: granian with several processes. SIGHUP replaces them one by one.

This process imports no Django: its children start afresh (spawn), so that a reload after an
upgrade runs the new code.
"""

import argparse
import multiprocessing
import os
import subprocess
import sys
import time
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import MPServer

from hundra.config.environment import Environment, read_environment
from hundra.config.logs import logging_settings
from hundra.config.operation.own_database import ensure_database
from hundra.config.problem import Problem

THREADS = 4  # per process; the work is mostly waiting for the database
STOP_SECONDS = 30


class Server(MPServer):
    """Granian, which keeps what runs when what should replace it isn't in order."""

    def signal_handler_reload(self, *args: Any, **kwargs: Any) -> None:
        if _prepared():
            super().signal_handler_reload(*args, **kwargs)  # type: ignore[no-untyped-call]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="hundra serve")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    parser.add_argument("--prepared", action="store_true", help=argparse.SUPPRESS)  # by the demo
    options = parser.parse_args(arguments)
    environment = read_environment()
    if environment.debug:
        raise Problem(
            "HUNDRA_DEBUG är 1, och då startar inte servern: den skulle visa programmets inre för "
            "besökare. Ta bort HUNDRA_DEBUG, eller använd hundra runserver när du utvecklar.",
            "HUNDRA_DEBUG is 1, and so the server doesn't start: it would show the program's "
            "inside to visitors. Remove HUNDRA_DEBUG, or use hundra runserver for development.",
        )
    ensure_database()
    if not options.prepared and not _prepared():
        return 1
    os.environ.setdefault("HUNDRA_POOL_SIZE", str(2 * THREADS))
    os.environ["HUNDRA_SERVED"] = "1"
    # Search multiplies small matrices in many requests at once: more threads each only collide.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ["TZ"] = "Europe/Stockholm"  # As Django does in the children: one clock in the log.
    time.tzset()
    multiprocessing.set_start_method("spawn")
    _server(environment, options).serve()
    return 0


def _server(environment: Environment, options: argparse.Namespace) -> Server:
    return Server(
        "hundra.config.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=environment.processes,
        blocking_threads=THREADS,
        websockets=False,
        workers_kill_timeout=STOP_SECONDS,
        respawn_failed_workers=True,
        log_level=LogLevels(environment.log_level.lower()),
        log_dictconfig=_granian_logs(environment),
    )


def _granian_logs(environment: Environment) -> dict[str, Any]:
    """Granian's own messages in the same form as all others."""
    logs = logging_settings(environment.log_level, environment.log_format)
    logs["loggers"] |= {"_granian": {"handlers": [], "propagate": True}}
    return logs


def _prepared() -> bool:
    command = [sys.executable, "-m", "hundra.config.operation.prepare"]
    return subprocess.run(command, check=False).returncode == 0
