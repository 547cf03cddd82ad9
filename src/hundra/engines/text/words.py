"""Parts of Swedish compounds, for searches whose stemmer does not split them."""

from __future__ import annotations

SHORTEST_PART = 4
SHORTEST_COMPOUND = 8


def parts_of(word: str) -> list[str]:
    """All beginnings and endings of a long word that could be words of their own.

    "äldreomsorg" gives among others "äldre" and "omsorg". Most are no words; looked up in an
    index those find nothing. A short word gives nothing.
    """
    if len(word) < SHORTEST_COMPOUND:
        return []
    cuts = range(SHORTEST_PART, len(word) - 2)
    starts = [word[:cut] for cut in cuts]
    ends = [word[-cut:] for cut in cuts]
    # A linking s: "kommunstyrelse" is kommun + styrelse, "trygghetslarm" trygghet-s + larm.
    unlinked = [part[:-1] for part in starts if part.endswith("s") and len(part) > SHORTEST_PART]
    return list(dict.fromkeys(starts + unlinked + ends))
