"""The edge: Telegram's updates in, messages out."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "true")  # the type that a pause of a 429 will have in every later version of PTB
