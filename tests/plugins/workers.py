"""A worker process beside the test's server, as in production."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.db import connection
from tests.plugins.post_office import PostOffice


@pytest.fixture
def worker(post_office: PostOffice) -> Iterator[None]:
    """`hundra worker` beside the test's server."""
    place = connection.settings_dict
    host = quote(place["HOST"] or "", safe="")
    address = f"postgresql://{place['USER']}@/{place['NAME']}?host={host}&port={place['PORT']}"
    environment = os.environ | {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "hundra.config.settings",
        "HUNDRA_SMTP_URL": post_office.url,
        "HUNDRA_DEBUG": "1",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "hundra.config.cli", "worker"], env=environment
    )
    yield
    process.terminate()
    assert process.wait(60) == 0  # What is being done may go on for half a minute.
