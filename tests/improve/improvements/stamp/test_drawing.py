import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO

import pytest
from defusedxml.ElementTree import fromstring
from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.svgLib.path import parse_path
from PIL import Image

from hundra.engines.qr import qr_code
from hundra.improve.improvements.stamp import cards, drawing, lettering
from hundra.improve.improvements.stamp.design import Design
from hundra.improve.improvements.stamp.drawing import Variant, draw
from hundra.improve.improvements.stamp.parcel import parcel
from hundra.improve.improvements.stamp.pixels import png, png_of_width
from hundra.improve.improvements.stamp.poster import PosterWords, poster

SVG = "{http://www.w3.org/2000/svg}"
DESIGN = Design(
    number=37,
    goal=100,
    employees=False,
    municipality="Granby kommun",
    audience_text="Förbättring för invånare",
    date_text="6 maj 2026",
    title="Stämpel för förbättring 37: <Åka> & gå",
    topic="skola",
    icon='<path d="M2 2h20"/>',
)
EMPLOYEES = replace(DESIGN, employees=True)


def paths(svg: str) -> list[str]:
    return [path.get("d", "") for path in fromstring(svg).iter(f"{SVG}path")]


def bounds(path: str) -> tuple[float, float, float, float]:
    pen = ControlBoundsPen(None)
    parse_path(path, pen)
    return pen.bounds


def test_it_is_an_image_with_a_name_and_a_description():
    root = fromstring(draw(DESIGN))
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == "Stämpel för förbättring 37: <Åka> & gå"
    assert "Granby kommun" in root.find(f"{SVG}desc").text


def test_all_text_is_outlines_and_nothing_is_styled_or_fetched():
    svg = draw(DESIGN)
    for forbidden in ("<text", "style=", "<style", "href", "<script", "font"):
        assert forbidden not in svg


@pytest.mark.parametrize("variant", list(Variant))
def test_equal_designs_give_equal_drawings(variant):
    assert draw(DESIGN, variant=variant) == draw(replace(DESIGN), variant=variant)


def test_many_threads_draw_the_same():
    lettering.glyph_of.cache_clear()
    lettering._has.cache_clear()
    lettering._fonts.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        drawn = set(pool.map(lambda _: draw(DESIGN), range(32)))
    assert len(drawn) == 1


@pytest.mark.parametrize("variant", list(Variant))
def test_audiences_differ_in_shape_even_in_one_ink(variant):
    citizens = draw(DESIGN, variant=variant, mono="#000000")
    employees = draw(EMPLOYEES, variant=variant, mono="#000000")
    assert paths(citizens) != paths(employees)


@pytest.mark.parametrize("number", [1, 7, 10, 37, 88, 100, 444, 999, 1000, 9999])
def test_the_number_stays_inside_the_middle(number):
    design = replace(DESIGN, number=number, goal=10_000)
    path = re.search(r'd="([^"]+)"', drawing._number(design, COLOURS, Variant.FULL)).group(1)
    left, top, right, bottom = bounds(path)
    assert 230 < left < right < 770
    assert 310 < top < bottom < 690


COLOURS = drawing._one_ink("#000000")


@pytest.mark.parametrize("goal", [1, 50, 100, 120, 5000])
@pytest.mark.parametrize("number", [1, 37, 100])
def test_one_mark_for_each_promise_and_those_up_to_the_number_lit(number, goal):
    design = replace(DESIGN, number=number, goal=goal)
    marks = re.findall(r'd="([^"]+)"', drawing._marks(design, COLOURS, Variant.FULL))
    total = goal if goal <= 120 else 100
    lit = min(max(number * total // goal, 1), total)
    assert marks[0].count("M") == lit
    assert sum(path.count("M") for path in marks) == total


@pytest.mark.parametrize(
    "name",
    ["Å", "Malung-Sälens kommun", "Upplands Väsby kommun", "Kommunen med det " + "längsta " * 9],
)
def test_the_name_keeps_to_the_band_and_to_the_upper_half(name):
    path = drawing._arc(name.upper(), size=66, top=True)
    left, top, right, bottom = bounds(path)
    assert 70 <= left < right <= 930
    assert 70 <= top < bottom < 480


def test_a_title_cannot_break_out_of_the_drawing():
    svg = draw(replace(DESIGN, title='</title><script>alert("x")</script>'))
    assert "<script" not in svg


@pytest.mark.parametrize("width", [24, 48, 400])
def test_it_becomes_a_picture_of_any_size(width):
    picture = Image.open(BytesIO(png_of_width(draw(DESIGN, variant=Variant.SMALL), width)))
    assert picture.size == (width, width)
    assert picture.convert("RGBA").getpixel((0, 0))[3] == 0  # Nothing outside the stamp.
    assert picture.convert("RGBA").getpixel((width // 2, width // 12))[3] == 255


@pytest.mark.parametrize(
    ("layout", "size"), [(cards.SQUARE, (1080, 1080)), (cards.WIDE, (1200, 630))]
)
def test_cards_have_the_sizes_that_social_media_ask_for(layout, size):
    title = "VR-utbildning för vårdpersonal i förflyttningsteknik"
    data = png(cards.card(DESIGN, layout, title=title, footer="100 förbättringar"))
    assert Image.open(BytesIO(data)).size == size


def test_a_card_title_is_made_smaller_rather_than_cut_in_a_word():
    title = "Förflyttningsteknikutbildning"
    svg = cards._title(title, cards.WIDE)
    left, _top, right, _bottom = bounds(svg)
    assert right - left <= cards.WIDE.title_width + 2
    assert svg.count("M") > 25  # All letters are there.


WORDS = PosterWords(
    lang="sv",
    programme="100 förbättringar",
    title="Chef i beredskap",
    summary='Text med "citat", #tecken och $dollar.',
    read_more="Läs mer på",
    url="https://forbattringar.granby.example/forbattringar/37/",
    stamp_alt="Stämpel",
    qr_alt="Adressen som kod",
)


@pytest.mark.parametrize(("paper", "width"), [("a4", b"595.2"), ("a3", b"841.8")])
def test_the_poster_is_one_tagged_page(paper, width):
    data = poster(DESIGN, WORDS, paper=paper)
    assert data.startswith(b"%PDF-")
    assert data.count(b"/Type /Page\n") + data.count(b"/Type/Page\n") <= 1 or b"/Count 1" in data
    assert b"/MarkInfo" in data
    assert width in data


@pytest.mark.parametrize("title", ["Kort", "En ganska lång titel på en förbättring här", "x " * 59])
def test_the_poster_stays_on_one_page(title):
    data = poster(DESIGN, replace(WORDS, title=title, summary="Ord " * 74), paper="a4")
    assert b"/Count 1" in data


def test_an_unknown_paper_is_refused():
    with pytest.raises(ValueError, match="a5"):
        poster(DESIGN, WORDS, paper="a5")


def test_the_code_leads_to_the_page():
    svg = fromstring(qr_code("https://granby.example/"))
    size = int(svg.get("viewBox").split()[-1])
    assert (size - 8 - 17) % 4 == 0  # Versions are 4 apart, and the quiet zone is 4 on each side.


def test_a_parcel_of_the_same_files_is_the_same():
    files = {"a.txt": b"a", "åäö.txt": "ö".encode()}
    assert parcel(files) == parcel(dict(files))
    assert zipfile.ZipFile(BytesIO(parcel(files))).read("åäö.txt") == "ö".encode()
