"""Names of files that harm nobody."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hundra.engines.letters.names import safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Räkning 2026.pdf", "Räkning 2026.pdf"),
        ("../../etc/passwd", "passwd.bin"),
        ("C:\\Windows\\system32\\cmd.exe", "cmd.exe"),
        ("bild\u202egpj.exe", "bild gpj.exe"),
        ("a\r\nSet-Cookie: x=1.txt", "a Set-Cookie x=1.txt"),
        ("CON.txt", "fil-7.txt"),
        (".htaccess", "htaccess.bin"),
        ("", "fil-7.bin"),
        ("fil.p/h/p", "p.bin"),
        ("a.<script>", "a.script"),
        ("x" * 500 + ".docx", "x" * 120 + ".docx"),
    ],
)
def test_what_could_harm_is_gone(name, safe):
    assert safe_name(name, 7) == safe


def test_the_kind_gives_an_ending_where_the_name_has_none():
    assert safe_name("skanning", 1, "application/pdf") == "skanning.pdf"


@given(st.text(max_size=200))
def test_every_name_is_one_word_of_a_folder(name):
    safe = safe_name(name, 3)

    assert re.fullmatch(r'[^/\\<>:"|?*\x00-\x1f\x7f]+\.[0-9a-z]{1,12}', safe)
    assert not safe.startswith((".", "-", " "))
