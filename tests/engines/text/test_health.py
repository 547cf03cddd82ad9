"""Words that tell of someone's health."""

import pytest

from hundra.engines.text.health import find_health_words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hon har fått en cancerdiagnos", ["cancerdiagnos"]),
        ("är sjukskriven för depression", ["sjukskriven", "depression"]),
        ("Dottern är gravid och har ADHD.", ["gravid", "ADHD"]),
        ("sitter i rullstol efter en stroke", ["rullstol", "stroke"]),
        ("har självmordstankar", ["självmordstankar"]),
        ("pappa är dement", ["dement"]),
    ],
)
def test_words_of_illness_are_found(text, found):
    assert [one.text for one in find_health_words(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "Undrar om platser på demensboendet",
        "Kopplad till missbruksenheten",
        "Frågar om sophämtning på Storgatan",
        "Vill veta när biblioteket öppnar",
        "kolla upp chivalry",
    ],
)
def test_services_and_everyday_words_are_let_be(text):
    assert find_health_words(text) == []
