"""The tag in the subject."""

import pytest

from hundra.engines.letters import subject_tag, tagged_subject


@pytest.mark.parametrize(
    ("subject", "number"),
    [
        ("Re: Soptunnan [K 123]", 123),
        ("SV: [k123] hej", 123),
        ("[K 1] och [K 22]", 22),
        ("K 123", None),
        ("[K 0]", None),
        ("[K 9999999999999999999]", None),
        ("", None),
    ],
)
def test_the_number_is_found(subject, number):
    assert subject_tag(subject) == number


@pytest.mark.parametrize(
    ("subject", "tagged"),
    [
        ("Soptunnan", "Re: Soptunnan [K 7]"),
        ("Re: SV: Re[2]: Soptunnan [K 3]", "Re: Soptunnan [K 7]"),
        ("", "Re: [K 7]"),
        ("Resa till havet", "Re: Resa till havet [K 7]"),
    ],
)
def test_a_reply_has_one_mark_and_one_tag(subject, tagged):
    assert tagged_subject(subject, 7) == tagged
