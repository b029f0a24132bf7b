"""Tasks in processes of their own: one that dies takes nobody with it."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import Final, TypeVar

_ALLOCATIONS: Final = 100_000  # between two looks for garbage
Task = TypeVar("Task")
Answer = TypeVar("Answer")


def processes(jobs: int) -> Executor:
    """So many fresh processes; started alike on every system."""
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), initializer=_seldom_swept)


def _seldom_swept() -> None:
    """A month is many small objects that stay: looking for garbage among them often costs a fifth of the time."""
    gc.set_threshold(_ALLOCATIONS)


def each(
    work: Callable[[Task], Answer],
    tasks: Sequence[Task],
    jobs: int,
    pool: Callable[[int], Executor] = processes,
) -> Iterator[tuple[Task, Answer | None]]:
    """Every task with its answer as it comes; None for one whose process died.

    No more tasks are under way than there are processes. When a process dies, nobody can say whose it was: each task
    that was under way is done again alone, and the one that kills its process again is the culprit.
    """
    waiting = list(tasks)
    while waiting:
        suspects: list[Task] = []
        executor = pool(jobs)
        try:
            yield from _until_broken(executor, work, waiting, jobs, suspects)
        finally:
            with suppress(BrokenProcessPool):
                executor.shutdown(wait=True, cancel_futures=True)
        for task in suspects:
            yield task, _alone(work, task, pool)


def _until_broken(
    executor: Executor,
    work: Callable[[Task], Answer],
    waiting: list[Task],
    jobs: int,
    suspects: list[Task],
) -> Iterator[tuple[Task, Answer]]:
    """Work ``waiting`` off; when a process dies, what was under way is left in ``suspects``."""
    running: dict[Future[Answer], Task] = {}
    while waiting or running:
        try:
            while waiting and len(running) < jobs:
                running[executor.submit(work, waiting[0])] = waiting[0]
                del waiting[0]
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                answer = future.result()
                yield running.pop(future), answer
        except BrokenProcessPool:
            suspects += running.values()
            return


def _alone(work: Callable[[Task], Answer], task: Task, pool: Callable[[int], Executor]) -> Answer | None:
    executor = pool(1)
    try:
        return executor.submit(work, task).result()
    except BrokenProcessPool:
        return None
    finally:
        with suppress(BrokenProcessPool):
            executor.shutdown(wait=True, cancel_futures=True)
