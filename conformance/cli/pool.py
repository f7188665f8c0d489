"""A pool of forked workers: what is loaded once is shared by all, and nothing is imported to have it.

The numbers of the tasks stand in a pipe from which every worker takes the next one, so that no worker is idle while
another has a queue. Each worker hands its results back through a pipe of its own.
"""

from __future__ import annotations

import os
import pickle
import selectors
import signal
import struct
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_NUMBER = struct.Struct("<I")
_HEAD = struct.Struct("<IQ")
_NEWS = 0xFFFF_FFFF
"""Stands for the number of a task in front of what a worker tells while it works."""
_PIPE = 60_000 // _NUMBER.size
"""Numbers that fit into a pipe at once (64 KiB on Linux) without blocking the writer."""


Hear = Callable[[Any], None] | None
"""Is told news; None where nobody listens."""


class Died:
    """Stands for the result of a task whose worker died."""


@dataclass
class _Worker:
    pid: int
    pipe: int
    buffer: bytearray = field(default_factory=bytearray)


def each(
    work: Callable[[Item, Hear], Result], items: Sequence[Item], jobs: int, *, at_once: int = 1, hear: Hear = None
) -> Iterator[Result | Died]:
    """``work(item, hear)`` for each item, in order.

    Args:
        work: what to do; it may tell news to ``hear`` while it works.
        items: what to do it with.
        jobs: processes; 0: one worker per processor; 1: in this very process.
        at_once: items of one task, where an item takes less time than handing it over.
        hear: is told the news of all workers in this process, as they come; plain values.
    """
    number = min(jobs or len(os.sched_getaffinity(0)), len(items))
    if number <= 1 or not hasattr(os, "fork"):
        yield from (work(item, hear) for item in items)
        return
    workers, size = _start(work, items, number, at_once, listening=hear is not None)
    try:
        yield from _in_order(workers, len(items), size, hear)
    finally:
        _stop(workers)


def _start(
    work: Callable[[Item, Hear], Result], items: Sequence[Item], number: int, at_once: int, *, listening: bool
) -> tuple[list[_Worker], int]:
    """Fork the workers. Returns them with the number of items that one task holds."""
    size = max(at_once, -(-len(items) // _PIPE))
    tasks, queue = os.pipe()
    for task in range(-(-len(items) // size)):
        os.write(queue, _NUMBER.pack(task))
    os.close(queue)
    sys.stdout.flush()
    sys.stderr.flush()
    workers: list[_Worker] = []
    for _ in range(number):
        result, back = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(result)
            _serve(work, items, size, tasks, back, listening=listening)
        os.close(back)
        workers.append(_Worker(pid, result))
    os.close(tasks)
    return workers, size


def _serve(
    work: Callable[[Item, Hear], Result], items: Sequence[Item], size: int, tasks: int, back: int, *, listening: bool
) -> None:
    """The life of a worker: take a number, do the work, hand the results back; never returns."""

    def tell(news: object) -> None:
        _send(back, _NEWS, news)

    code = 1
    try:
        while data := os.read(tasks, _NUMBER.size):
            (task,) = _NUMBER.unpack(data)
            own = items[task * size : (task + 1) * size]
            _send(back, task, [work(item, tell if listening else None) for item in own])
        code = 0
    finally:
        # Neither buffers nor exit handlers of the parent may run twice.
        os._exit(code)


def _send(pipe: int, number: int, value: object) -> None:
    body = pickle.dumps(value)
    view = memoryview(_HEAD.pack(number, len(body)) + body)
    while view:
        view = view[os.write(pipe, view) :]


def _in_order(workers: list[_Worker], total: int, size: int, hear: Hear) -> Iterator[Result | Died]:
    """The results in the order of the items, each as soon as those before it are there."""
    done: dict[int, list[Result]] = {}
    following = 0
    tasks = -(-total // size)
    for task, received in _received(workers):
        if task == _NEWS:
            if hear is not None:
                hear(received)
            continue
        done[task] = received
        while following in done:
            yield from done.pop(following)
            following += 1
    for task in range(following, tasks):
        if task in done:
            yield from done.pop(task)
        else:
            yield from [Died()] * min(size, total - task * size)


def _received(workers: list[_Worker]) -> Iterator[tuple[int, Any]]:
    """(task, results) and (_NEWS, news) in the order in which they come, until all workers have closed their pipes."""
    with selectors.DefaultSelector() as selector:
        for worker in workers:
            selector.register(worker.pipe, selectors.EVENT_READ, worker)
        while selector.get_map():
            for key, _ in selector.select():
                data = os.read(key.fd, 1 << 20)
                if not data:
                    selector.unregister(key.fd)
                    continue
                key.data.buffer += data
                yield from _messages(key.data.buffer)


def _messages(buffer: bytearray) -> Iterator[tuple[int, Any]]:
    """Take the complete messages off the beginning of the buffer."""
    while len(buffer) >= _HEAD.size:
        task, length = _HEAD.unpack_from(buffer)
        end = _HEAD.size + length
        if len(buffer) < end:
            return
        body = bytes(buffer[_HEAD.size : end])
        del buffer[:end]
        # S301: the bytes come from our own child process.
        yield task, pickle.loads(body)  # noqa: S301


def _stop(workers: list[_Worker]) -> None:
    """Close the pipes and reap the workers; those still at work (Ctrl-C, a closed terminal) are ended."""
    for worker in workers:
        os.close(worker.pipe)
    for worker in workers:
        pid, _ = os.waitpid(worker.pid, os.WNOHANG)
        if pid == 0:
            os.kill(worker.pid, signal.SIGTERM)
            os.waitpid(worker.pid, 0)
