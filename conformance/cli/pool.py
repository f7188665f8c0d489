"""A pool of forked workers: what is loaded once is shared by all, and nothing is imported to have it.

The numbers of the tasks stand in a pipe from which every worker takes the next one, so that no worker is idle while
another has a queue. Each worker hands its results back through a pipe of its own.
"""

from __future__ import annotations

import os
import select
import struct
import sys
from collections.abc import Callable, Iterator, Sequence

from conformance.cli.sharing import processors
from conformance.findings.type_hints import Any, TypeVar

try:
    # What pickle itself calls; that it also has in Python takes longer to load than ten files to decide.
    from _pickle import dumps, loads
except ImportError:
    from pickle import dumps, loads

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


class _Worker:
    """No dataclass: what defines those takes longer to load than ten files to decide."""

    def __init__(self, pid: int, pipe: int) -> None:
        self.pid = pid
        self.pipe = pipe
        self.buffer = bytearray()
        self.ended = False


def each(
    work: Callable[[Item, Hear], Result],
    items: Sequence[Item],
    jobs: int,
    *,
    tasks: Sequence[Sequence[int]] | None = None,
    hear: Hear = None,
) -> Iterator[Result | Died]:
    """``work(item, hear)`` for each item, in order.

    Args:
        work: what to do; it may tell news to ``hear`` while it works.
        items: what to do it with.
        jobs: processes; 0: one worker per processor; 1: in this very process.
        tasks: the numbers of the items that one worker does at a time, each item in one task, where items take less time
            than handing them over, or share what a worker must load; without it every item is a task.
        hear: is told the news of all workers in this process, as they come; plain values.
    """
    number = min(jobs or processors(), len(items))
    if number <= 1 or not hasattr(os, "fork"):
        yield from (work(item, hear) for item in items)
        return
    shares = _shares(tasks or [[index] for index in range(len(items))])
    workers = _start(work, items, number, shares, listening=hear is not None)
    try:
        yield from _in_order(workers, len(items), shares, hear)
    finally:
        _stop(workers)


def _shares(tasks: Sequence[Sequence[int]]) -> Sequence[Sequence[int]]:
    """The tasks, put together where they are more than the pipe holds."""
    size = -(-len(tasks) // _PIPE)
    if size <= 1:
        return tasks
    together = (tasks[start : start + size] for start in range(0, len(tasks), size))
    return [[index for task in group for index in task] for group in together]


def _start(
    work: Callable[[Item, Hear], Result],
    items: Sequence[Item],
    number: int,
    shares: Sequence[Sequence[int]],
    *,
    listening: bool,
) -> list[_Worker]:
    tasks, queue = os.pipe()
    for task in range(len(shares)):
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
            _serve(work, items, shares, tasks, back, listening=listening)
        os.close(back)
        workers.append(_Worker(pid, result))
    os.close(tasks)
    return workers


def _serve(
    work: Callable[[Item, Hear], Result],
    items: Sequence[Item],
    shares: Sequence[Sequence[int]],
    tasks: int,
    back: int,
    *,
    listening: bool,
) -> None:
    """The life of a worker: take a number, do the work, hand the results back; never returns."""

    def tell(news: object) -> None:
        _send(back, _NEWS, news)

    code = 1
    try:
        while data := os.read(tasks, _NUMBER.size):
            (task,) = _NUMBER.unpack(data)
            _send(back, task, [work(items[index], tell if listening else None) for index in shares[task]])
        code = 0
    finally:
        # Neither buffers nor exit handlers of the parent may run twice.
        os._exit(code)


def _send(pipe: int, number: int, value: object) -> None:
    body = dumps(value)
    view = memoryview(_HEAD.pack(number, len(body)) + body)
    while view:
        view = view[os.write(pipe, view) :]


def _in_order(
    workers: list[_Worker], total: int, shares: Sequence[Sequence[int]], hear: Hear
) -> Iterator[Result | Died]:
    """The results in the order of the items, each as soon as those before it are there."""
    done: dict[int, Result] = {}
    following = 0
    for task, received in _received(workers):
        if task == _NEWS:
            if hear is not None:
                hear(received)
            continue
        done.update(zip(shares[task], received, strict=True))
        while following in done:
            yield done.pop(following)
            following += 1
    for index in range(following, total):
        yield done.pop(index) if index in done else Died()


def _received(workers: list[_Worker]) -> Iterator[tuple[int, Any]]:
    """(task, results) and (_NEWS, news) in the order in which they come, until all workers have closed their pipes."""
    by_pipe = {worker.pipe: worker for worker in workers}
    readable = select.poll()
    for pipe in by_pipe:
        readable.register(pipe, select.POLLIN)
    while not all(worker.ended for worker in workers):
        for pipe, _ in readable.poll():
            worker, data = by_pipe[pipe], os.read(pipe, 1 << 20)
            if not data:
                readable.unregister(pipe)
                worker.ended = True
            worker.buffer += data
            yield from _messages(worker.buffer)


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
        yield task, loads(body)  # noqa: S301


def _stop(workers: list[_Worker]) -> None:
    """Close the pipes and reap the workers; those still at work (Ctrl-C, a closed terminal) are ended."""
    for worker in workers:
        os.close(worker.pipe)
    for worker in workers:
        if not worker.ended:
            from signal import SIGTERM  # few runs are ended early

            os.kill(worker.pid, SIGTERM)
        os.waitpid(worker.pid, 0)
