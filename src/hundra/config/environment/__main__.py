"""Prints docs/reference/settings.md."""

import sys

from hundra.config.environment.catalogue import as_markdown

sys.stdout.write(as_markdown())
