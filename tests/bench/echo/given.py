"""What an echo bot is told by whoever starts it, in the environment: the same names for all of them.

ECHO_TOKEN; ECHO_API, the Bot API's base URL up to and with `/bot`; by webhook also ECHO_PORT, to listen on 127.0.0.1.
The mode, `polling` or `webhook`, is the first argument.
"""

import os
import sys

TOKEN = os.environ["ECHO_TOKEN"]
API = os.environ["ECHO_API"]
WEBHOOK = sys.argv[1:] == ["webhook"]
PORT = int(os.environ.get("ECHO_PORT", "0"))
PATH = "hook"
URL = f"http://127.0.0.1:{PORT}/{PATH}"
SECRET = "only-the-two-of-us"
