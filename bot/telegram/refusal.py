"""Why the bot cannot run here at all."""


class Refused(Exception):
    """`reason`: token, conflict, webhook, webhook-url or port; its sentence in the catalogues is `run.<reason>`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
