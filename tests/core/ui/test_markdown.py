"""Markdown becomes safe HTML."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hundra.core.ui import markdown


def test_marks_become_elements():
    html = markdown.render("# Rubrik\n\nEn **viktig** sak:\n\n- ett\n- två")

    assert html == (
        "<h3>Rubrik</h3>\n<p>En <strong>viktig</strong> sak:</p>\n"
        "<ul>\n<li>ett</li>\n<li>två</li>\n</ul>\n"
    )


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("###### Liten", [3]),
        ("## Två\n\n## Två", [3, 3]),
        ("# Ett\n\n### Tre\n\n###### Sex", [3, 4, 5]),
        ("### Tre\n\n# Ett\n\n### Tre", [3, 3, 4]),
        ("# 1\n\n## 2\n\n### 3\n\n#### 4\n\n##### 5", [3, 4, 5, 6, 6]),
    ],
)
def test_headings_begin_below_the_pages_own_and_never_leap(text, levels):
    html = markdown.render(text)

    assert [int(level) for level in re.findall(r"<h(\d)>", html)] == levels
    assert [int(level) for level in re.findall(r"</h(\d)>", html)] == levels


def test_links_are_marked():
    html = markdown.render("[sidan](https://example.se)")

    assert html == (
        '<p><a href="https://example.se" rel="noopener noreferrer nofollow">sidan</a></p>\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](https://example.se/spy.png)",
        "<img src=x onerror=alert(1)>",
        "[x](data:text/html,<script>1</script>)",
        '<a href="x" onclick="y">z</a>',
    ],
)
def test_nothing_runs_and_nothing_is_fetched(text):
    html = markdown.render(text)

    for trace in ("<script", "<img", 'href="javascript', 'href="data', '<a href="x" onclick'):
        assert trace not in html


@given(st.text(max_size=200))
def test_any_text_renders(text):
    assert "<script" not in markdown.render(text).lower()


def test_a_long_text_is_cut():
    assert len(markdown.render("a" * (markdown.LONGEST + 100))) < markdown.LONGEST + 20


def test_plain_takes_the_marks_away():
    assert markdown.plain("## Nytt\n\nTea & **kaffe** för <alla>") == "Nytt Tea & kaffe för <alla>"
