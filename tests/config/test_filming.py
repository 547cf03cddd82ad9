"""The demo's films: made once, read ever after, captioned as they show."""

import pytest

from hundra.config import filming
from hundra.config.filming import Film, captions, film_of, keep_film

ENTRY = {
    "slug": "prov",
    "title": "Så provar du",
    "scenes": [{"seconds": 5, "text": "Först."}, {"seconds": 70, "text": "Sedan."}],
}


@pytest.fixture
def makings(monkeypatch) -> list[str]:
    made: list[str] = []

    def make(entry: dict) -> Film:
        made.append(entry["title"])
        return Film(b"film", b"bild", captions(entry["scenes"]), b"tecken")

    monkeypatch.setattr(filming, "_make", make)
    return made


def test_captions_follow_the_scenes():
    assert captions(ENTRY["scenes"]) == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:05.000\nFörst.\n\n00:00:05.000 --> 00:01:15.000\nSedan.\n"
    )


def test_a_film_is_made_once(makings, tmp_path):
    assert keep_film(ENTRY, folder=tmp_path)
    assert not keep_film(ENTRY, folder=tmp_path)

    film = film_of(ENTRY, folder=tmp_path)

    assert (film.video, film.poster, film.signed) == (b"film", b"bild", b"tecken")
    assert makings == ["Så provar du"]


def test_another_wording_is_another_film_and_the_old_one_goes(makings, tmp_path):
    keep_film(ENTRY, folder=tmp_path)
    keep_film({**ENTRY, "title": "Så gör du"}, folder=tmp_path)

    assert makings == ["Så provar du", "Så gör du"]
    assert len(list(tmp_path.iterdir())) == 3


def test_a_film_that_was_not_made_is_made_when_asked_for(makings, tmp_path):
    assert film_of(ENTRY, folder=tmp_path).video == b"film"


def test_a_made_film_is_one_that_browsers_play():
    pytest.importorskip("av")
    import io

    import av

    entry = {**ENTRY, "scenes": [{"seconds": 1, "text": "Kort."}, {"seconds": 1, "text": "Slut."}]}
    with av.open(io.BytesIO(filming._make(entry).video)) as container:
        [stream] = container.streams.video
        assert (container.format.name, stream.codec_context.name) == ("matroska,webm", "vp9")
        assert sum(1 for _ in container.decode(stream)) == 4
