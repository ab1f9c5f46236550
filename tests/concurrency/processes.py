"""Processes of the collision tests: forked from one server that has read the modules of the app, once for all tests."""

import multiprocessing

FORKSERVER = multiprocessing.get_context("forkserver")
FORKSERVER.set_forkserver_preload(
    [f"tests.concurrency.{name}" for name in ("accepting", "exhibiting", "mailing", "registering")]
)
