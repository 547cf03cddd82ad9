"""The settings under test: the product's own, in a home of their own, made quick."""

import os
import tempfile
from pathlib import Path

# Processes that xdist starts inherit the home of the first one, which removes it (conftest.py).
if "HUNDRA_TEST_HOME" not in os.environ:
    os.environ["HUNDRA_TEST_HOME"] = tempfile.mkdtemp(prefix="hundra-test-")
    # The database's unprivileged user must be able to enter when the tests run as root.
    Path(os.environ["HUNDRA_TEST_HOME"]).chmod(0o711)

for name in [name for name in os.environ if name.startswith("HUNDRA_")]:
    if name not in {"HUNDRA_TEST_HOME", "HUNDRA_DATA", "HUNDRA_RACE_TRIES"}:
        del os.environ[name]
os.environ["HUNDRA_HOME"] = os.environ["HUNDRA_TEST_HOME"]
os.environ["HUNDRA_DEBUG"] = "1"

from hundra.config.settings import *  # noqa: E402, F403
from hundra.config.settings import HOME  # noqa: E402

DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# Not for secrecy: hashing a password well takes a quarter of a second, by intent.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = HOME / f"uploads-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
# Static files are found where they lie, so no test needs them collected first.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
