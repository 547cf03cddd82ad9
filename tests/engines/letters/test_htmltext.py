"""HTML mail as text: its words and nothing that runs, in linear time."""

import time

import pytest

from hundra.engines.letters import html_as_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Hej <b>du</b>&nbsp;!</p>", "Hej du !"),
        ("ett<br>två<div>tre</div>", "ett\ntvå\ntre"),
        ("<ul><li>ett<li>två</ul>slut", "- ett\n- två\n\nslut"),
        ("<title>x</title><style>p{}</style><p>kvar</p>", "kvar"),
        ("<SCRIPT>alert('</p>')</SCRIPT >kvar", "kvar"),
        ("<script>aldrig slut", ""),
        ("före<!-- <b>bort</b> -->efter", "föreefter"),
        ("3 < 4 & 5 > 4", "3 < 4 & 5 > 4"),
        ("&lt;script&gt;", "<script>"),
        ('<img src="https://spion.example/1.gif" alt="x">', ""),
        ('<a href="https://ond.example/x">www.bank.se</a>', "www.bank.se <https://ond.example/x>"),
        ('<a href="https://granby.example/">granby.example</a>', "granby.example"),
        ("<a href=\"javascript:alert('x')\">klicka</a>", "klicka"),
        ("<a href=' java\nscript:alert(1)'>klicka</a>", "klicka"),
        ('<a href="mailto:alva@example.se">skriv</a>', "skriv <mailto:alva@example.se>"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("<o:p>Word</o:p>", "Word"),
        ("", ""),
    ],
)
def test_the_words_are_kept(html, text):
    assert html_as_text(html) == text


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        "<a href=x>",
        "<p ",
        "<!--",
        "&",
        "<",
        "<script>",
        "</a <",
        "<a href=https://x>y",
        "&#",
    ],
)
def test_a_megabyte_of_anything_takes_little_time(piece):
    started = time.process_time()
    html_as_text(piece * (1_000_000 // len(piece)))

    assert time.process_time() - started < 5
