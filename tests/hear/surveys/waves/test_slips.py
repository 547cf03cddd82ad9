import io
import re

import pytest
from pypdf import PdfReader
from tests.factories.accounts import UserFactory

from hundra.hear.surveys.errors import WaveError
from hundra.hear.surveys.models import WaveInvitation
from hundra.hear.surveys.services.ballots import cast, spelled
from hundra.hear.surveys.services.waves import opening
from hundra.hear.surveys.services.waves.links import code_of_slip
from hundra.hear.surveys.services.waves.slips import make_slips

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(wave, today):
    return opening.open_wave(wave=wave, by=None, today=today)


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def codes_in(pdf: bytes) -> set[str]:
    return set(re.findall(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b", text_of(pdf)))


def figures_in(pdf: bytes) -> list[str]:
    """The alternative texts of all drawings, as a screen reader finds them."""

    def walk(node):
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            return [one for child in node for one in walk(child)]
        if not isinstance(node, dict):
            return []
        own = [str(node["/Alt"])] if "/Alt" in node else []
        return own + (walk(node["/K"]) if "/K" in node else [])

    return walk(PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"])


def test_the_sheet_has_a_code_for_each_and_says_what_it_must(opened, night):
    pdf = make_slips(wave=opened, unit=night, by=UserFactory())
    keys = WaveInvitation.objects.filter(wave=opened, way_in="slip").values_list("pk", flat=True)
    assert codes_in(pdf) == {spelled(code_of_slip(key)) for key in keys}
    words = " ".join(text_of(pdf).split())
    for said in ("Så har vi det", "Nattpatrullen", "Ingen kan se vem som har svarat vad"):
        assert said in words
    assert figures_in(pdf) == ["QR-kod som leder till frågorna"] * 2


def test_printed_again_the_codes_are_the_same_without_those_used(opened, night):
    first = codes_in(make_slips(wave=opened, unit=night, by=UserFactory()))
    used = sorted(first)[0]
    cast(secret=used, values={"enps": 9}, texts={})
    assert codes_in(make_slips(wave=opened, unit=night, by=UserFactory())) == first - {used}


def test_a_unit_without_slips_has_no_sheet(opened, team):
    with pytest.raises(WaveError, match="inga lappar"):
        make_slips(wave=opened, unit=team, by=UserFactory())
