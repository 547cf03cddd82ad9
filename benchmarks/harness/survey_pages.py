"""The server's time for the pages of a staff survey in a town of 1,500 units."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from harness.report import Row
from harness.served import LIMIT_MS, query_rows, server_times
from harness.survey_data import Survey
from harness.survey_town import Town, laid
from harness.throwaway import throwaway_installation

if TYPE_CHECKING:
    from django.test import Client

MAP = "map of all units"
MAP_LIMIT_MS = 200
REQUESTS = 40


def page_rows(survey: Survey) -> tuple[list[Row], bool]:
    """Rows of seconds and milliseconds, and whether any of the pages is too slow."""
    queries: dict[str, set[int]] = {}
    with throwaway_installation():
        town = laid(survey)
        client = _signed_in(town)
        first = _first_in_a_process(client, town)
        served = server_times(client, _pages(town), requests=REQUESTS, queries=queries)
    rows = [Row(f"wave, {name}", took, unit="s", digits=1) for name, took in town.seconds.items()]
    rows += [*first, *served, *query_rows(queries)]
    return rows, any(_is_slow(row) for row in (*first, *served))


def _is_slow(row: Row) -> bool:
    if row.name.endswith("p50"):
        return False
    return row.ours >= (MAP_LIMIT_MS if row.name.startswith(MAP) else LIMIT_MS)


def _signed_in(town: Town) -> Client:
    from django.test import Client

    client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_ENCODING="gzip")
    client.force_login(town.hr)
    client.get("/arbete/")
    return client


def _maps(town: Town) -> dict[str, list[str]]:
    from django.urls import reverse

    shown = reverse("results_map", kwargs={"pk": town.waves[1].pk})
    looks = ("niva", "skillnad", "forandring")
    return {
        f"{MAP} × scales": [f"{shown}?niva=alla&visa={look}" for look in looks],
        f"{MAP}, sorted": [f"{shown}?niva=alla&sortera=s{scale}" for scale in (1, 7)],
        "map, two levels": [f"{shown}?niva=2"],
    }


def _pages(town: Town) -> dict[str, list[str]]:
    from django.urls import reverse

    wave = town.waves[1]
    units = list(wave.units.order_by("path").values_list("unit_id", flat=True)[:8])

    def of_units(name: str) -> list[str]:
        return [reverse(name, kwargs={"pk": wave.pk, "unit": unit}) for unit in units]

    return _maps(town) | {
        "unit in short": of_units("results_unit"),
        "unit's profile": of_units("results_profile"),
        "unit's change": of_units("results_change"),
        "unit's questions": of_units("results_questions"),
        "unit's groups": of_units("results_groups"),
        "the wave's page, with rates": [reverse("wave", kwargs={"pk": wave.pk})],
        "the wave's figures now": [reverse("wave_now", kwargs={"pk": wave.pk})],
        "surveys": [reverse("waves")],
    }


def _first_in_a_process(client: Client, town: Town) -> list[Row]:
    """The map when nothing of the results has been read yet."""
    from hundra.hear.surveys.presenting.results import heat
    from hundra.hear.surveys.queries.results import reading

    (address, *_more), *_others = _maps(town).values()
    times = []
    for _ in range(3):
        for kept in (reading._read, reading._measures_of, heat._written):
            kept.cache_clear()
        start = time.perf_counter()
        response = client.get(address)
        times.append((time.perf_counter() - start) * 1_000)
        assert response.status_code == 200
    return [Row(f"{MAP}, the first in its process", min(times), unit="ms")]
