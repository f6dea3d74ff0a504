"""Work on all cores, in forked processes that share what was read.

In: a number of jobs and a function from a job's number to plain data. Out: the results by number. A worker that dies
takes its unfinished jobs with it: they are missing from the results. Where nothing can be forked safely there are none.
"""

from __future__ import annotations

import gc
import os
import pickle
import selectors
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

_FEWEST = 24  # jobs that pay for a worker; estimated, not measured
_HEAD = struct.Struct("<IQ")
_TICKET = struct.Struct("<I")
_MOST_TICKETS = 10_000  # fit into a pipe that nobody reads yet

Work = Callable[[int], Any]


def count(jobs: int, fewest: int = _FEWEST) -> int:
    """Return how many workers to use, each of which has so many jobs at least, or 0 for none."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    workers = min(cores, jobs // fewest)
    return workers if _can_fork() and workers > 1 else 0


def _can_fork() -> bool:
    return hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1


def aside(work: Callable[[], object]) -> Callable[[], object]:
    """Do something for which nobody waits yet, in another process if possible. Returns what waits for its end.

    It may fail: then it is not done, and nobody hears of it.
    """
    pid = os.fork() if _can_fork() else None
    if pid is None:
        work()
        return lambda: None
    if not pid:
        try:
            work()
        finally:
            os._exit(0)
    return lambda: os.waitpid(pid, 0)


def run(jobs: int, work: Work, workers: int) -> dict[int, Any]:
    """Do the jobs in workers, and return the results by the jobs' numbers."""
    return begin(jobs, work, workers)()


def begin(jobs: int, work: Work, workers: int) -> Callable[[], dict[int, Any]]:
    """Have workers do the jobs, and return what waits for them and gives the results."""
    batch = jobs // _MOST_TICKETS + 1
    tickets, session = os.pipe()
    gc.freeze()  # so that a worker's collector leaves what it shares alone
    children = [_fork(work, jobs, batch, (tickets, session)) for _ in range(workers)]
    os.close(tickets)
    for ticket in range(-(-jobs // batch)):
        os.write(session, _TICKET.pack(ticket * batch))
    os.close(session)

    def end() -> dict[int, Any]:
        try:
            return dict(_gathered([stream for _, stream in children]))
        finally:
            for pid, _ in children:
                os.waitpid(pid, 0)
            gc.unfreeze()

    return end


def _fork(work: Work, jobs: int, batch: int, pipe: tuple[int, int]) -> tuple[int, BinaryIO]:
    """Start a worker. It draws tickets until there are no more, and ends when nobody reads its results."""
    answers, answering = os.pipe()
    pid = os.fork()
    if pid:
        os.close(answering)
        return pid, open(answers, "rb", buffering=0)  # noqa: PTH123 - a pipe; whoever gathers closes it
    status = 1
    try:
        os.close(answers)
        os.close(pipe[1])
        gc.set_threshold(50_000, 20, 20)
        with open(answering, "wb") as stream:  # noqa: PTH123 - a pipe
            while ticket := os.read(pipe[0], _TICKET.size):
                first = _TICKET.unpack(ticket)[0]
                for number in range(first, min(first + batch, jobs)):
                    body = pickle.dumps(work(number), protocol=5)
                    stream.write(_HEAD.pack(number, len(body)) + body)
                    stream.flush()  # so that it outlives the worker
        status = 0
    finally:
        os._exit(status)  # nothing of the parent's is to be cleaned up here


def _gathered(streams: list[BinaryIO]) -> Iterator[tuple[int, Any]]:
    buffers = {stream.fileno(): bytearray() for stream in streams}
    with selectors.DefaultSelector() as selector:
        for stream in streams:
            selector.register(stream, selectors.EVENT_READ, stream)
        while selector.get_map():
            for key, _ in selector.select():
                read = os.read(key.fd, 1 << 20)
                if not read:
                    selector.unregister(key.fileobj)
                    key.data.close()
                buffers[key.fd] += read
                yield from _whole(buffers[key.fd])


def _whole(buffer: bytearray) -> Iterator[tuple[int, Any]]:
    """Take every complete result out of a buffer."""
    place = 0
    while len(buffer) - place >= _HEAD.size:
        number, size = _HEAD.unpack_from(buffer, place)
        if len(buffer) - place - _HEAD.size < size:
            break
        place += _HEAD.size
        yield number, pickle.loads(memoryview(buffer)[place : place + size])  # noqa: S301 - from a fork of this process
        place += size
    del buffer[:place]
