"""The diary of a delivery round."""

from uuid import uuid4

from hundra.core.messages.journal import Journal, abandoned


def test_a_journal_remembers_and_a_half_written_line_is_no_fact(tmp_path):
    first, second = uuid4(), uuid4()
    with Journal.start(tmp_path) as journal:
        journal.begun(first)
        journal.accepted(first)
        journal.begun(second)
        with journal.path.open("ab") as file:
            file.write(b"=" + str(second).encode()[:20])

        assert list(abandoned(tmp_path)) == []
    [left] = [found.read() for found in abandoned(tmp_path)]
    assert left == ({first, second}, {first})


def test_a_finished_journal_is_gone(tmp_path):
    with Journal.start(tmp_path) as journal:
        journal.done()

    assert list(tmp_path.iterdir()) == []
