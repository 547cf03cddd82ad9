"""What every test shares: a real PostgreSQL, people with roles, and no outside world."""

import os
import shutil

import pytest

from hundra.config.translations import compile_translations

compile_translations()


def pytest_unconfigure(config: pytest.Config) -> None:
    """The first process removes the home of the tests (see tests/settings.py)."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ["HUNDRA_TEST_HOME"], ignore_errors=True)


pytest_plugins = ["tests.plugins.actors", "tests.plugins.jobs"]
