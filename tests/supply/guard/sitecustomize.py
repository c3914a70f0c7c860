"""Python reads this by itself at its start. It notes what the process does with sockets, and forbids the rest.

GUARD_NOTES: a file, one line each, `event address`. GUARD_ALLOWED: addresses, `host:port`, to which it may connect.
"""

import os
import sys

NOTES = os.open(os.environ["GUARD_NOTES"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
ALLOWED = os.environ.get("GUARD_ALLOWED", "").split()
REACHING = ("socket.connect", "socket.sendto", "socket.sendmsg")
ASKING = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo")


def watch(event: str, arguments: tuple) -> None:
    if not event.startswith("socket."):
        return
    given = arguments[1] if event in (*REACHING, "socket.bind") else arguments[:2]
    address = f"{given[0]}:{given[1]}" if isinstance(given, tuple) and len(given) > 1 else str(given)
    os.write(NOTES, f"{event} {address}\n".encode())
    if event in REACHING and address not in ALLOWED:
        raise ConnectionRefusedError
    if event in ASKING and address not in ALLOWED and not address.startswith(("None:", "127.0.0.1:")):
        raise ConnectionRefusedError


sys.addaudithook(watch)
