"""A case is given out: what is masked is not in the file, and it is noted who gave out what."""

import io

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from tests.factories.accounts import UserFactory, user_with
from tests.factories.cases import CaseFactory, EntryFactory, PartyFactory
from tests.factories.organisation import UnitFactory

from hundra.core.accounts.models import Role
from hundra.hear.cases import services
from hundra.hear.cases.errors import ChangedMeanwhileError, InvalidTextError, NotAllowedHereError
from hundra.hear.cases.giving_out import Words, paper
from hundra.hear.cases.models import Disclosure, EntryKind
from hundra.hear.cases.redaction import Passage, Piece, read_marks, redact

WORDS = Words(
    lang="sv",
    title="Ärende Ä 12",
    municipality="Granby",
    given_out="Utlämnat 2026-11-22.",
    masked="maskerat",
    about_masks="",
    page="Sida",
)


def text_of(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def redacted_text(text, **masks):
    masks.setdefault("marks", {})
    return redact([Passage("a", "Rubrik", text)], **masks)[0].pieces


def test_marked_words_next_to_each_other_become_one_mask():
    pieces = redacted_text("Hej Bo Exempelberg!", marks={"a": [(4, 6), (7, 18)]})
    assert pieces == (Piece("Hej "), Piece("", masked=True), Piece("!"))


def test_words_are_found_in_any_case_and_over_line_breaks():
    pieces = redacted_text("bo\nEXEMPELBERG och Bo", words=["Bo Exempelberg"])
    assert pieces == (Piece("", masked=True), Piece(" och Bo"))


def test_a_whole_passage_is_one_mask():
    assert redacted_text("Allt om mig", whole=["a"]) == (Piece("", masked=True),)


@pytest.mark.parametrize(
    "marks", ["a:5-5", "a:7-2", "a:-1-4", "x", "a:1-2;drop", "a:1-9999999"], ids=str
)
def test_marks_that_cannot_be_read_are_refused_not_forgotten(marks):
    with pytest.raises(ValueError, match="mark"):
        read_marks(marks)


@pytest.mark.parametrize("marks", [{"b": [(0, 1)]}, {"a": [(0, 99)]}])
def test_marks_that_do_not_fit_the_text_are_refused(marks):
    with pytest.raises(ValueError, match="mark"):
        redacted_text("Hej", marks=marks)


@given(
    text=st.text(max_size=60),
    spans=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)), max_size=6),
)
def test_exactly_what_is_marked_and_space_between_marks_goes(text, spans):
    fitting = [(start, end) for start, end in spans if start < end <= len(text)]
    pieces = redacted_text(text, marks={"a": fitting})
    kept = "".join(piece.text for piece in pieces)
    covered = {place for start, end in fitting for place in range(start, end)}
    unmarked = "".join(letter for place, letter in enumerate(text) if place not in covered)
    assert "".join(kept.split()) == "".join(unmarked.split())
    assert all(not piece.text for piece in pieces if piece.masked)


def test_the_file_holds_what_is_given_out_and_nothing_of_what_is_not():
    passages = redact(
        [Passage("a", "Beskrivning", "Lampan hos Gun Påhittsson är trasig #let x = 1 [b] *c*")],
        marks={},
        words=["Gun Påhittsson"],
    )
    data = paper(passages, WORDS)
    said = text_of(data)
    assert "Lampan hos" in said
    assert "är trasig #let x = 1 [b] *c*" in said
    assert "maskerat" in said
    assert "Påhittsson" not in said
    reader = PdfReader(io.BytesIO(data))
    for reference in range(1, len(reader.xref[0]) + 1):
        found = reader.get_object(reference)
        assert "hittsson" not in str(found)
        if hasattr(found, "get_data"):
            assert b"hittsson" not in found.get_data()
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] == True  # noqa: E712 - pypdf's own.
    assert reader.trailer["/Root"]["/Lang"] == "sv"


def test_letters_that_no_font_has_do_not_stop_it():
    data = paper(redact([Passage("a", "Text", "مرحبا 👍 hej")], marks={}), WORDS)
    assert "hej" in text_of(data)


@pytest.fixture
def case(db):
    unit = UnitFactory()
    party = PartyFactory(name="Gun Påhittsson", phone="+46701234567", email="gun@example.se")
    made = CaseFactory(unit=unit, party=party, title="Lampa", text="Jag heter Gun Påhittsson.")
    EntryFactory(case=made, kind=EntryKind.NOTE, text="Ringde gun påhittsson.")
    return made


@pytest.fixture
def handler(case):
    return user_with(Role.HANDLER, case.unit)


MASKS = services.Masks(words=["Gun Påhittsson", "+46701234567"], whole=["email"])


def test_it_is_kept_and_noted_with_who_when_which_version_and_law(case, handler):
    made = services.give_out(
        case=case, masks=MASKS, laws=["26:1"], asked_by="En tidning", by=handler, seen=0
    )
    kept = Disclosure.objects.get()
    assert (kept.given_by, kept.asked_by, kept.laws, kept.version) == (
        handler,
        "En tidning",
        ["26:1"],
        0,
    )
    assert kept.passages == 5
    with made.file.open("rb") as file:
        data = file.read()
    said = text_of(data)
    assert "26 kap. 1 § OSL" in said
    for secret in ("Gun", "gun", "Påhittsson", "påhittsson", "+4670", "@"):
        assert secret not in said
    case.refresh_from_db()
    assert case.entries.get(text="given_out").author == handler


def test_what_is_kept_back_needs_its_law(case, handler):
    with pytest.raises(NotAllowedHereError, match="lagstöd"):
        services.give_out(case=case, masks=MASKS, laws=["99:9"], asked_by="", by=handler, seen=0)
    assert not Disclosure.objects.exists()


def test_another_version_than_the_one_read_is_not_given_out(case, handler):
    services.note(case=case, text="Nytt: Gun ringde igen", by=handler)
    with pytest.raises(ChangedMeanwhileError):
        services.give_out(case=case, masks=MASKS, laws=["26:1"], asked_by="", by=handler, seen=0)


def test_marks_beyond_the_text_are_refused_in_words(case):
    with pytest.raises(InvalidTextError, match="Markera dem igen"):
        services.redacted(case, services.Masks(marks={"text": [(0, 999)]}))


def test_who_may_not_read_it_cannot_give_it_out(case):
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        services.give_out(
            case=case, masks=MASKS, laws=["26:1"], asked_by="", by=UserFactory(), seen=0
        )


def test_by_the_pages_without_a_script(case, handler, client):
    client.force_login(handler)
    url = reverse("case_disclose", kwargs={"number": case.pk})
    assert "Gun Påhittsson" in client.get(url).text
    chosen = {
        "seen": "0",
        "marks": "text:0-3",
        "suggested": ["Gun Påhittsson", "+46701234567"],
        "whole": ["email"],
        "words": "Lampa",
        "laws": ["21:1"],
        "asked_by": "",
    }
    look = client.post(url, {**chosen, "look": "1"})
    assert look.status_code == 200
    assert "7 ställen är maskerade enligt 21 kap. 1 § OSL" in look.text
    back = client.post(url, {**chosen, "change": "1"})
    assert 'value="text:0-3"' in back.text
    without_law = client.post(url, {**chosen, "laws": [], "look": "1"})
    assert without_law.status_code == 422
    assert "Välj det lagstöd" in without_law.text
    done = client.post(url, {**chosen, "give": "1"})
    assert done.status_code == 302
    page = client.get(done.url).text
    assert "21 kap. 1 § OSL" in page
    pdf = client.get(f"{done.url}pdf/")
    assert pdf["Content-Type"] == "application/pdf"
    said = text_of(pdf.content)
    assert "Jag" not in said
    assert "heter" in said
    assert "Lampa" not in said
    assert Disclosure.objects.get().digest in client.get(done.url).text
    assert case.number in client.get(reverse("case_disclosures")).text
