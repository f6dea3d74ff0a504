"""Work on all cores, in forked processes that share what was read.

In: a number of jobs and a function from a job's number to plain data. Out: the results, in order. Where nothing can be
forked safely, and where a worker is killed, this process does the work.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

_FEWEST = 24  # jobs that pay for a worker; estimated, not measured

Work = Callable[[int], Any]
_work: Work  # of a worker, which is given it as it is forked: what a pool sends must be a function by name


def run(jobs: int, work: Work) -> list[Any]:
    """Do all jobs. Raises what one of them raises."""
    workers = min(_cores(), jobs // _FEWEST)
    if workers > 1 and _can_fork():
        try:
            with ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), _begin, (work,)) as pool:
                results = [pool.submit(_do, number) for number in range(jobs)]
                try:
                    return [each.result() for each in results]
                except BaseException:  # nobody waits for the rest
                    for worker in multiprocessing.active_children():
                        worker.terminate()
                    raise
        except BrokenProcessPool:
            pass
    return list(map(work, range(jobs)))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _can_fork() -> bool:
    return hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1


def _begin(work: Work) -> None:
    global _work  # noqa: PLW0603 - a worker's own
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # which the build hears too, and ends the pool
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End with the build, which may be killed: a pool's workers would wait for it forever."""
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)


def _do(number: int) -> Any:
    return _work(number)
