"""Processes of tests as forks of one that has imported what they run: each would import it for longer than it works."""

import multiprocessing

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.ledger.test_writers", "tests.services.jobs.kills"])
