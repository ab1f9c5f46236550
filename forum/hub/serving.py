"""Serving a hub: HTTPS in front, the site behind it on this computer alone, the help page beside it.

waitress, which serves the site, knows no HTTPS: one thread takes it off every connection and passes the bytes on. It
also runs where gunicorn does not, as on Windows.
"""

import asyncio
import signal
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress

from flask import Flask

from forum.hub.certificates import Certificates

THREADS = 32
CHUNK = 65536
HANDSHAKE_SECONDS = 5.0
IDLE_SECONDS = 120.0


def serve_site(app: Flask, *, host: str, port: int, scheme: str) -> int:
    """Serve a site in the background; returns its port."""
    from waitress.server import create_server

    server = create_server(app, host=host, port=port, threads=THREADS, url_scheme=scheme, ident=None)
    threading.Thread(target=server.run, daemon=True).start()
    return int(server.effective_port)


def serve_https(
    certificates: Certificates, *, host: str, port: int, behind: int, started: Callable[[int], None]
) -> None:
    """Take HTTPS off what comes in and pass it on to the port behind, until the process is told to stop."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(certificates.certificate, certificates.key)
    asyncio.run(_serve(context, host, port, behind, started))


async def _serve(context: ssl.SSLContext, host: str, port: int, behind: int, started: Callable[[int], None]) -> None:
    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _pass_on(reader, writer, behind)

    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows ends a program by an exception of its own
            loop.add_signal_handler(number, stopped.set)
    server = await asyncio.start_server(
        pass_on, host, port, ssl=context, ssl_handshake_timeout=HANDSHAKE_SECONDS, backlog=200
    )
    started(int(server.sockets[0].getsockname()[1]))
    await stopped.wait()
    server.close()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, behind: int) -> None:
    try:
        inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", behind)
    except OSError:
        writer.close()
        return
    ways = [
        asyncio.ensure_future(_copy(reader, inner_writer)),
        asyncio.ensure_future(_copy(inner_reader, writer)),
    ]
    await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    for way in ways:
        way.cancel()
    for each in (inner_writer, writer):
        each.close()
        with suppress(OSError, ssl.SSLError):
            await each.wait_closed()


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(OSError, ssl.SSLError, asyncio.TimeoutError):
        while data := await asyncio.wait_for(source.read(CHUNK), IDLE_SECONDS):
            target.write(data)
            await target.drain()
