import json
import logging
import sys

from hundra.config.logs import JsonFormatter


def _formatted(**extra):
    try:
        raise ValueError("bad")
    except ValueError:
        record = logging.getLogger("hundra.test").makeRecord(
            "hundra.test", logging.ERROR, "f", 1, "Sent %s", ("åtta",), sys.exc_info(), extra=extra
        )
    return JsonFormatter().format(record)


def test_a_record_is_one_line_of_json_with_what_was_given():
    line = _formatted(purpose="reply")

    assert "\n" not in line
    entry = json.loads(line)
    assert (entry["level"], entry["logger"]) == ("ERROR", "hundra.test")
    assert entry["message"] == "Sent åtta"
    assert entry["purpose"] == "reply"
    assert "ValueError: bad" in entry["traceback"]
