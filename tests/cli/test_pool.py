import os
import time

import pytest

from conformance.cli.pool import Died, each


@pytest.mark.parametrize("jobs", [0, 1, 2, 5])
@pytest.mark.parametrize("count", [0, 1, 2, 7, 500])
def test_results_come_in_the_order_of_the_items(jobs, count):
    assert list(each(lambda number, _: number * number, range(count), jobs)) == [n * n for n in range(count)]


def test_a_slow_item_does_not_change_the_order():
    def work(number, _):
        time.sleep(0.2 if number == 0 else 0)
        return number

    assert list(each(work, range(20), 3)) == list(range(20))


def test_the_work_is_shared():
    def work(*_):
        time.sleep(0.02)
        return os.getpid()

    assert len(set(each(work, range(20), 2))) == 2


def test_a_worker_that_dies_costs_its_own_item_only():
    def work(number, _):
        if number == 3:
            os._exit(9)
        return number

    results = list(each(work, range(10), 2))
    assert isinstance(results[3], Died)
    assert [result for result in results if not isinstance(result, Died)] == [0, 1, 2, 4, 5, 6, 7, 8, 9]


def test_all_workers_dead_leave_nothing_hanging():
    results = list(each(lambda *_: os._exit(1), range(4), 2))
    assert all(isinstance(result, Died) for result in results)


def test_results_larger_than_a_pipe():
    results = list(each(lambda number, _: bytes([number]) * 3_000_000, range(4), 2))
    assert [len(result) for result in results] == [3_000_000] * 4


def test_more_items_than_numbers_fit_into_the_pipe():
    assert sum(each(lambda number, _: number, range(40_000), 2)) == sum(range(40_000))


def test_leaving_early_ends_the_workers():
    results = each(lambda number, _: time.sleep(5) if number else number, range(4), 2)
    start = time.monotonic()
    assert next(results) == 0
    results.close()
    assert time.monotonic() - start < 4


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_items_of_one_task_are_done_by_one_worker_and_come_in_their_own_order(jobs):
    tasks = [[5, 0, 3], [1], [4, 2]]
    results = list(each(lambda number, _: (number, os.getpid()), range(6), jobs, tasks=tasks))
    assert [number for number, _ in results] == list(range(6))
    assert all(len({results[index][1] for index in task}) == 1 for task in tasks)


def test_a_worker_that_dies_costs_its_task():
    work = lambda number, _: os._exit(9) if number == 3 else number  # noqa: E731
    results = list(each(work, range(6), 2, tasks=[[0, 3, 5], [1, 2], [4]]))
    assert [isinstance(result, Died) for result in results] == [True, False, False, True, False, True]
