"""Makes many providers in several processes, in shards of nearly equal weight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_gen.pipeline.crew import Crew
from site_gen.pipeline.shard import Done, Task, Workshop

_ALONE = 48
"""Below so many tasks, starting processes costs more than it saves."""

_SHARDS_PER_PROCESS = 8
"""Several shards a process, so that none is still busy with a long one while the others are done."""

_PROVIDERS_IN_A_SHARD = 64
"""What comes of more of them is much to hold, and to send."""


def make_in_shards(crew: Crew[Workshop], tasks: Sequence[tuple[Task, int]]) -> Iterator[Done]:
    """Make every task, in any order; the numbers beside them are their weights."""
    alone = len(tasks) < _ALONE
    for task, _weight in tasks if alone else tasks[:1]:
        yield crew.tool.make(task)  # what the first one loads and compiles is then there in every copy of this process
    if not alone:
        crew.start()
        rest = tasks[1:]
        count = max(crew.count * _SHARDS_PER_PROCESS, len(rest) // _PROVIDERS_IN_A_SHARD)
        shards = cut([task for task, _ in rest], [weight for _, weight in rest], count)
        for done in crew.work(_make_shard, shards, ahead=count):
            yield from done


def cut(tasks: Sequence[Task], weights: Sequence[int], count: int) -> list[list[Task]]:
    """Cut tasks into at most `count` shards of nearly equal weight, heaviest first, each in the order of its tasks."""
    loads = [0] * min(count, len(tasks))
    shards: list[list[Task]] = [[] for _ in loads]
    order = sorted(range(len(tasks)), key=lambda index: (-weights[index], index))
    for index in order:
        lightest = loads.index(min(loads))
        loads[lightest] += weights[index]
        shards[lightest].append(tasks[index])
    ranked = sorted(range(len(shards)), key=lambda index: (-loads[index], index))
    return [shards[index] for index in ranked]


def _make_shard(workshop: Workshop, shard: Sequence[Task]) -> list[Done]:
    return [workshop.make(task) for task in shard]
