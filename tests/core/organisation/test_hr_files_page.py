"""The reference of HR's files is true: its sample imports as it stands."""

import re
from pathlib import Path
from textwrap import dedent

import pytest

from hundra.core.organisation.services.hr import HrFiles, SentFile, import_hr

PAGE = Path(__file__).resolve().parents[3] / "docs/reference/hr-files.md"


@pytest.mark.django_db
def test_the_sample_imports():
    page = PAGE.read_text(encoding="utf-8").partition("## Prov")[2]
    blocks = re.findall(r"^(\w+\.csv)\n\n((?:    .*\n)+)", page, re.MULTILINE)
    files = [SentFile(name, dedent(text).encode()) for name, text in blocks]
    report = import_hr(HrFiles(*files))
    assert (report.faults, report.people.created) == ((), 2)
