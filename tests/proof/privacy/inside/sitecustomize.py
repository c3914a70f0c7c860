"""Python reads this by itself at its start, where PYTHONPATH leads to it: so the proof reaches into the real process.

`PROOF_DO` names what is to be done; `PROOF_FD` is a pipe on which it is said that something was done. The shipped code
is not changed: methods are exchanged in this process, waiting times are shortened, and the worst is made of exceptions
(their messages quote whatever stands in the callers' variables).
"""

import faulthandler
import os
import signal
import sys

DO = [word for word in os.environ.get("PROOF_DO", "").split(",") if word]
PIPE = int(os.environ.get("PROOF_FD", "-1"))


def say(line: str) -> None:
    os.write(PIPE, line.replace("\n", " ").encode("utf-8", "backslashreplace")[:2000] + b"\n")


class Planned(RuntimeError):
    """Raised on purpose."""


def worst(what: str) -> Planned:
    """An exception that quotes everything within reach."""
    say(f"struck {what}")
    frame, found = sys._getframe(1), []
    while frame is not None and len(found) < 12:
        found.append(repr(frame.f_locals)[:4000])
        frame = frame.f_back
    return Planned(*found)


def opened(event: str, arguments: tuple) -> None:
    """Say which files are opened for writing, wherever they lie."""
    if event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
        mode, flags = arguments[1], arguments[2] or 0
        if (isinstance(mode, str) and set(mode) & set("wax+")) or flags & (os.O_WRONLY | os.O_RDWR):
            say("wrote " + os.path.abspath(os.fsdecode(arguments[0])))
    elif event == "sqlite3.connect" and isinstance(arguments[0], str | bytes | os.PathLike):
        say("wrote " + os.path.abspath(os.fsdecode(arguments[0])))


def reach_in() -> None:
    from bot.answers import responder
    from bot.store import store
    from bot.telegram import application, handlers
    from bot.telegram.request import AiohttpRequest
    from bot.understanding import Engine

    store.BETWEEN, store.AGAIN = (0.3, 0.6), 0.2  # batches are written while the proof looks, not in an hour
    AiohttpRequest.__init__.__defaults__ = (256, 1.0)  # a timeout comes soon
    edge = application.__package__
    for module in list(sys.modules.values()):  # tries follow each other quickly, wherever they are made
        if module.__name__.startswith(edge) and hasattr(module, "LONGEST"):
            module.LONGEST = 1.0

    def failing(what: str):
        def fail(*arguments, **named):
            raise worst(what)

        return fail

    async def failing_handler(self, update, context):
        raise worst("handler")

    if "handler" in DO:
        for name in ("message", "press", "group", "member"):
            setattr(handlers.Handlers, name, failing_handler)
    if "render" in DO:
        responder.render = failing("render")
    if "matcher" in DO:
        Engine.understand = failing("matcher")
    if "everything-loud" in DO:
        import logging
        import warnings

        logging.basicConfig(level=logging.DEBUG)
        logging.getLogger("telegram").setLevel(logging.DEBUG)
        warnings.simplefilter("always")
        say("struck loud")
    if any(word.startswith("plant=") for word in DO):
        import planting

        planting.plant(handlers.Handlers, [word.removeprefix("plant=") for word in DO if word.startswith("plant=")])


if PIPE >= 0:
    faulthandler.register(signal.SIGUSR1)  # where it hangs, should it hang
    sys.addaudithook(opened)
    try:
        reach_in()
    except BaseException:  # Python would go on without: a proof that has not reached in proves nothing
        import traceback

        traceback.print_exc()
        os._exit(97)
