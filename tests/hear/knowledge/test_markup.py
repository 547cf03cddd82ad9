"""What is pasted or imported as HTML becomes the Markdown that an editor would have written."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hundra.core.ui import markdown
from hundra.hear.knowledge.markup import markdown_from_html

WORD_LIST = """
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·
<span style='font:7.0pt "Times New Roman"'>&nbsp;</span></span></span><![endif]>Ritning<o:p></o:p>
</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'>
<span style='mso-list:Ignore'>o<span>&nbsp;</span></span>Fasad</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'>
<span style='mso-list:Ignore'>·</span>Karta</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'>
<span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>Ansök</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'>
<span style='mso-list:Ignore'>2.<span>&nbsp;</span></span>Vänta</p>
"""


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h1>Stor</h1><p>Text.</p><h3>Liten</h3>", "## Stor\n\nText.\n\n### Liten"),
        ("<p>Du <b>måste</b> <i>genast</i> ansöka.</p>", "Du **måste** *genast* ansöka."),
        ("<ul><li><p>ett</p></li><li>två</li></ul>", "- ett\n- två"),
        ('<ol start="3"><li>tre</li><li>fyra</li></ol>', "3. tre\n4. fyra"),
        (
            '<p>Läs <a href="https://granby.example/a" onclick="x()">mer</a>.</p>',
            "Läs [mer](https://granby.example/a).",
        ),
        ('<a href="javascript:alert(1)">klick</a> <a href="/b">b</a>', "klick b"),
        ('<p>En <img src="https://x.example/a.png" alt="fin bild">.</p>', "En fin bild."),
        ("<p>rad som\nWord bröt</p>", "rad som Word bröt"),
        (
            "<table><tr><td><b>Avgift</b></td><td>Kr</td></tr><tr><td>Tak | vägg</td><td>100"
            "</td></tr></table>",
            "| **Avgift** | Kr |\n| --- | --- |\n| Tak \\| vägg | 100 |",
        ),
        (
            "<table><tr><td><h2>Meny</h2><p>Text</p></td><td>x</td></tr></table>",
            "## Meny\n\nText\n\nx",
        ),
        (
            "<style>p {color: red}</style><title>T</title><script>alert(1)</script><p>kvar</p>",
            "kvar",
        ),
        (
            '<b style="font-weight:normal" id="docs-internal-guid-1"><p>'
            '<span style="font-weight:700">Fet</span> och vanlig</p></b>',
            "**Fet** och vanlig",
        ),
        (
            '<p>Du <b style="mso-bidi-font-weight:normal">måste</b> det.</p>',
            "Du **måste** det.",
        ),
        (WORD_LIST, "- Ritning\n  - Fasad\n- Karta\n\n1. Ansök\n2. Vänta"),
        ("<p class=MsoTitle>Titel</p><p>x</p>", "## Titel\n\nx"),
        ("", ""),
    ],
)
def test_what_stood_on_the_clipboard_is_written_as_markdown(html, text):
    assert markdown_from_html(html) == text


@pytest.mark.parametrize(
    "text",
    [
        "5*3*2 = 30",
        "snake_case och _så_",
        "# inte rubrik",
        "- inte punkt",
        "1. inte lista",
        "[ej](https://x.example) länk",
        "<b>inte fet</b>",
        "&amp; är &",
        "`kod`",
        "~~kvar~~",
        "a\\*b",
    ],
)
def test_what_was_text_stays_text(text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    assert markdown.plain(markdown_from_html(f"<p>{escaped}</p>")) == text


def test_addresses_are_set_by_who_asks():
    text = markdown_from_html(
        '<p><a href="sida2.html">två</a> <img src="bilder/a.png" alt="A"></p>',
        links={"sida2.html": "/hjalp/bygga/tva/"}.get,
        pictures={"bilder/a.png": "bild:7"}.get,
    )
    assert text == "[två](/hjalp/bygga/tva/) ![A](bild:7)"


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 20_000 + "kvar",
        "<b>" * 5_000 + "kvar",
        "<ul><li>" * 2_000 + "kvar",
        "<table><tr><td>" * 2_000 + "kvar",
    ],
)
def test_depth_costs_neither_time_nor_text(html):
    began = time.process_time()
    assert "kvar" in markdown_from_html(html)
    assert time.process_time() - began < 2


@given(st.text(alphabet="<>/=\"' abpdivscrtonlex!-[]()&#;:\n*_`", max_size=300))
def test_nothing_that_is_pasted_becomes_script(text):
    shown = markdown.render(markdown_from_html(text)).lower()
    assert "<script" not in shown
    assert 'href="javascript' not in shown
