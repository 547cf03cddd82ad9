"""What a note should rather not hold."""

from hundra.hear.contacts.notes import ConcernKind, concerns


def found(note: str) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in concerns(note)]


def test_a_personal_number_is_a_concern_however_it_is_written():
    for number in ("19121212-1212", "191212121212", "121212-1212", "121212+1212"):
        assert found(f"Gäller {number}, ring") == [(ConcernKind.PERSONAL_NUMBER, number)]


def test_words_about_health_are_a_concern():
    assert found("Maken har fått demens") == [(ConcernKind.HEALTH, "demens")]


def test_concerns_come_in_the_order_of_the_note():
    kinds = [kind for kind, _ in found("Gravid, 19121212-1212, har diabetes")]
    assert kinds == [ConcernKind.HEALTH, ConcernKind.PERSONAL_NUMBER, ConcernKind.HEALTH]


def test_places_are_places_in_the_note():
    note = "Maken har fått demens nu"
    (one,) = concerns(note)
    assert note[one.start : one.end] == "demens"


def test_what_the_matter_needs_is_no_concern():
    for note in (
        "",
        "Soptunnan på Storgatan 4 är trasig, ring 0980-31 92 10.",
        "Vill byta tid för besök på demensboendet den 24 december.",
        "Ärendenummer 2026-04711, faktura 1234567890",
    ):
        assert concerns(note) == ()
