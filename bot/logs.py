"""What Gyeot says about itself: literal messages, types of errors, never a word that a stranger wrote."""

import asyncio
import logging
import resource
import sys
from types import TracebackType

NAME = "gyeot"
FIELDS = ("error", "count", "seconds", "edition", "mode", "port")  # what may stand beside a message
log = logging.getLogger(NAME)


class Formatter(logging.Formatter):
    """Time, level, the literal message, allow-listed fields; of an exception its type alone."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{self.formatTime(record)} {record.levelname} {record.msg}"
        for name in FIELDS:
            if name in record.__dict__:
                line += f" {name}={record.__dict__[name]}"
        if record.exc_info and record.exc_info[0] is not None:
            line += f" error={record.exc_info[0].__name__}"
        return line


class OwnOnly(logging.Filter):
    """Lines of other libraries never pass: they quote tokens, addresses and texts."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.name == NAME and not record.args


def configure(level: str = "INFO") -> None:
    """Set up logging for the process; also what happens to errors nobody caught, and to core dumps."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Formatter())
    handler.addFilter(OwnOnly())
    root = logging.getLogger()
    root.handlers[:] = [logging.NullHandler()]
    log.handlers[:] = [handler]
    log.propagate = False
    log.setLevel(level)
    logging.lastResort = None
    logging.raiseExceptions = False  # a failing handler would print the record, arguments and all
    sys.excepthook = _uncaught
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def quiet(loop: asyncio.AbstractEventLoop) -> None:
    """Have the loop report an error nobody awaited by its type."""
    loop.set_exception_handler(
        lambda _, context: log.error("task failed", extra={"error": type(context.get("exception")).__name__})
    )


def _uncaught(kind: type[BaseException], _: BaseException, __: TracebackType | None) -> None:
    log.critical("stopped by an error", extra={"error": kind.__name__})
