"""A server that a test stops and starts."""

from contextlib import ExitStack

from flask import Flask

from tests.browser.conftest import serving


class Server:
    """The server of this test, which can be gone and come back at the same address."""

    def __init__(self, app: Flask) -> None:
        self.app, self.port, self._running = app, 0, ExitStack()

    def start(self) -> str:
        """Serve; returns the address."""
        at = self._running.enter_context(serving(self.app, port=self.port))
        self.port = int(at.rsplit(":", 1)[1])
        return at

    def stop(self) -> None:
        """Answer nobody any more."""
        self._running.close()
