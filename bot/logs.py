"""What Gyeot says about itself: literal messages, types of errors, never a word that a stranger wrote.

Lines of other libraries never pass, at no level: they quote tokens in addresses, whole updates, rows. What Python
prints by itself (errors nobody caught, warnings, tracebacks) is cut down to the type as well; core dumps are off.
"""

import asyncio
import ctypes
import logging
import resource
import select
import sys
import threading
import warnings
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, TextIO

NAME = "gyeot"
FIELDS = ("error", "count", "seconds", "edition", "mode", "port")  # what may stand beside a message
log = logging.getLogger(NAME)

_DUMPABLE = 4  # PR_SET_DUMPABLE in linux/prctl.h


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
    """Lets through what Gyeot itself says, and nothing put together from parts."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.name == NAME and isinstance(record.msg, str) and not record.args


class Unblocking(logging.StreamHandler[TextIO]):
    """Leaves out the lines that the stream cannot take now: a log that nobody reads must not stop the answering."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)
        self._left_out = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Write the line, or count it; how many were left out is said before the next one."""
        if not _takes(self.stream):
            self._left_out += 1
            return
        if self._left_out:
            told = logging.LogRecord(NAME, logging.WARNING, "", 0, "log could not be written", None, None)
            told.count, self._left_out = self._left_out, 0
            super().emit(told)
        super().emit(record)


def _takes(stream: TextIO) -> bool:
    """Whether a line can be written without waiting. A pipe says so where 4,096 bytes are free, more than a line."""
    try:
        asking = select.poll()
        asking.register(stream, select.POLLOUT)
        return bool(asking.poll(0))
    except (OSError, ValueError, TypeError, AttributeError):  # no file behind it: it cannot keep anybody waiting
        return True


def configure(level: str = "INFO") -> None:
    """Set up logging for the process; also what happens to errors nobody caught, and to core dumps."""
    handler = Unblocking()
    handler.setFormatter(Formatter())
    handler.addFilter(OwnOnly())
    root = logging.getLogger()
    root.handlers[:] = [logging.NullHandler()]
    for other in list(logging.root.manager.loggerDict.values()):  # some libraries bring handlers of their own
        if isinstance(other, logging.Logger):
            other.handlers[:] = []
    log.handlers[:] = [handler]
    log.propagate = False
    log.setLevel(level)
    logging.lastResort = None
    logging.raiseExceptions = False  # a failing handler would print the record, arguments and all
    sys.excepthook = lambda kind, _, __: log.critical("stopped by an error", extra={"error": kind.__name__})
    threading.excepthook = lambda args: log.error("thread failed", extra={"error": args.exc_type.__name__})
    sys.unraisablehook = lambda args: log.error("error while cleaning up", extra={"error": args.exc_type.__name__})
    warnings.showwarning = lambda _, category, *__, **___: log.debug("warning", extra={"error": category.__name__})
    _no_core()


def quiet(loop: asyncio.AbstractEventLoop) -> None:
    """Have the loop report an error nobody awaited by its type, and never its slow calls with their arguments."""
    loop.set_debug(False)
    loop.set_exception_handler(_task_failed)


def _task_failed(_: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
    log.error("task failed", extra={"error": type(context.get("exception")).__name__})


def _no_core() -> None:
    """No image of the memory on disk. The limit does not bind where cores are piped to a program; the flag does."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_DUMPABLE, 0, 0, 0, 0)
