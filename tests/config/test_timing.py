"""The time that the server took is told with each answer, for who has asked for that."""

import time

from hundra.config.timing import timed


def test_an_answer_tells_how_many_milliseconds_it_took():
    def slow(environ, start_response):
        time.sleep(0.02)
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"klart"]

    told = []
    body = timed(slow)({}, lambda status, headers, failure: told.append((status, headers)))

    ((status, headers),) = told
    name, _, milliseconds = dict(headers)["Server-Timing"].partition("=")
    assert (status, b"".join(body), name) == ("200 OK", b"klart", "total;dur")
    assert float(milliseconds) >= 20
    assert dict(headers)["Content-Type"] == "text/plain"
