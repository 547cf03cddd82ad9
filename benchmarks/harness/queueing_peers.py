"""The two models of benchmarks/queueing.py, in Ciw and in SimPy.

Runs in an environment of its own (`uv run --no-project --with ciw …`): Ciw installs a package
named `tests`, which would stand in the way of ours. Reads a model as JSON, plays it as many
times, and prints as JSON what was seen and the processor's seconds.

    python queueing_peers.py ciw|simpy MODEL PLAYS

One kind of call at equal guides; and two languages, where some guides speak both: who calls in
the common one gets a guide without the other if one is free, else one who speaks both; who
becomes free takes the first in line whom they understand. All times are exponential. Each play
begins empty; callers of the warm-up are not counted.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from random import Random

import ciw
import simpy
from queueing_model import COMMON, OTHER, Model


@dataclass
class Seen:
    """What came of one play's callers after the warm-up, and how many events all of it took."""

    offered: dict[str, int] = field(default_factory=dict)
    abandoned: dict[str, int] = field(default_factory=dict)
    in_time: dict[str, int] = field(default_factory=dict)
    waited: float = 0.0
    events: int = 0

    def note(self, model: Model, language: str, came: float, wait: float, answered: bool) -> None:
        self.events += 2
        if came < model.warm_up_seconds:
            return
        self.offered[language] = self.offered.get(language, 0) + 1
        if not answered:
            self.abandoned[language] = self.abandoned.get(language, 0) + 1
            return
        self.waited += wait
        if wait <= model.within_seconds:
            self.in_time[language] = self.in_time.get(language, 0) + 1


# --- Ciw ---


class _TwoLanguages(ciw.Node):
    """A node whose first servers speak the common language alone."""

    one = 0

    def begin_service_if_possible_accept(self, next_individual: ciw.Individual) -> None:
        self.for_whom = next_individual
        super().begin_service_if_possible_accept(next_individual)

    def begin_service_if_possible_release(
        self, next_individual: ciw.Individual, newly_free_server: ciw.Server
    ) -> None:
        self.for_whom = newly_free_server
        super().begin_service_if_possible_release(next_individual, newly_free_server)

    def choose_next_customer(self) -> ciw.Individual | None:
        if not isinstance(self.for_whom, ciw.Server):
            return self.for_whom
        understands = self._understands
        waiting = (
            one
            for line in self.individuals
            for one in line
            if not one.server and understands(self.for_whom, one)
        )
        return next(waiting, None)

    def find_free_server(self, ind: ciw.Individual) -> ciw.Server | None:
        free = (one for one in self.servers if not one.busy and self._understands(one, ind))
        return next(free, None)

    def _understands(self, server: ciw.Server, ind: ciw.Individual) -> bool:
        return server.id_number > self.one or ind.customer_class == COMMON


def play_ciw(model: Model, seed: int) -> Seen:
    ciw.seed(seed)
    languages = list(model.per_hour)
    per_second = {key: [ciw.dists.Exponential(n / 3600)] for key, n in model.per_hour.items()}
    talk = [ciw.dists.Exponential(1 / model.handling_seconds)]
    patience = [ciw.dists.Exponential(1 / model.patience_seconds)]
    network = ciw.create_network(
        arrival_distributions=per_second,
        service_distributions=dict.fromkeys(languages, talk),
        reneging_time_distributions=dict.fromkeys(languages, patience),
        number_of_servers=[model.one + model.both],
        routing={key: [[0.0]] for key in languages},
    )
    node = type("Node", (_TwoLanguages,), {"one": model.one}) if model.both else None
    simulation = ciw.Simulation(network, node_class=node)
    simulation.simulate_until_max_time(model.seconds)
    seen = Seen()
    # Who is being helped at the end was answered, too; Ciw tells of them apart.
    for one in simulation.get_all_records(only=["service", "renege", "incomplete"]):
        if one.record_type == "incomplete" and not one.service_start_date > 0:
            continue
        answered = one.record_type != "renege"
        wait = one.service_start_date - one.arrival_date if answered else 0.0
        seen.note(model, str(one.customer_class), one.arrival_date, wait, answered)
    return seen


# --- SimPy ---


class _Guides(simpy.FilterStore):
    """Free guides, those who speak fewest languages first, then those longest free."""

    def _do_put(self, event: simpy.resources.store.StorePut) -> None:
        super()._do_put(event)
        self.items.sort(key=len)


def play_simpy(model: Model, seed: int) -> Seen:
    rng, seen = Random(seed), Seen()
    environment = simpy.Environment()
    guides = _Guides(environment)
    guides.items = [(COMMON,)] * model.one + [(COMMON, OTHER)] * model.both
    play = _play_plain if not model.both else _play_two
    line = simpy.Resource(environment, model.one) if not model.both else guides
    for language, per_hour in model.per_hour.items():
        environment.process(
            _arrivals(
                environment, rng, per_hour / 3600, _callers(play, line, model, language, seen, rng)
            )
        )
    environment.run(model.seconds)
    return seen


def _callers(
    play: Callable[..., Iterator[simpy.Event]], line: object, *rest: object
) -> Callable[[simpy.Environment], Iterator[simpy.Event]]:
    return lambda environment: play(environment, line, *rest)


def _arrivals(
    environment: simpy.Environment,
    rng: Random,
    per_second: float,
    caller: Callable[[simpy.Environment], Iterator[simpy.Event]],
) -> Iterator[simpy.Event]:
    while True:
        yield environment.timeout(rng.expovariate(per_second))
        environment.process(caller(environment))


def _play_plain(
    environment: simpy.Environment,
    line: simpy.Resource,
    model: Model,
    language: str,
    seen: Seen,
    rng: Random,
) -> Iterator[simpy.Event]:
    came = environment.now
    with line.request() as turn:
        yield turn | environment.timeout(rng.expovariate(1 / model.patience_seconds))
        seen.note(model, language, came, environment.now - came, turn.triggered)
        if turn.triggered:
            yield environment.timeout(rng.expovariate(1 / model.handling_seconds))


def _play_two(
    environment: simpy.Environment,
    guides: _Guides,
    model: Model,
    language: str,
    seen: Seen,
    rng: Random,
) -> Iterator[simpy.Event]:
    came = environment.now
    turn = guides.get(lambda guide: language in guide)
    yield turn | environment.timeout(rng.expovariate(1 / model.patience_seconds))
    seen.note(model, language, came, environment.now - came, turn.triggered)
    if not turn.triggered:
        turn.cancel()
        return
    yield environment.timeout(rng.expovariate(1 / model.handling_seconds))
    yield guides.put(turn.value)


def main() -> int:
    play = {"ciw": play_ciw, "simpy": play_simpy}[sys.argv[1]]
    model, plays = Model(**json.loads(sys.argv[2])), int(sys.argv[3])
    start = time.process_time()
    seen = [play(model, seed) for seed in range(plays)]
    seconds = time.process_time() - start
    print(json.dumps({"seconds": seconds, "seen": [asdict(one) for one in seen]}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
