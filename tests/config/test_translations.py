import gettext
import os

from hundra.config.translations import compile_translations

PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Suggestion"
msgstr "Förslag"
"""


def _po(root, text=PO):
    po = root / "hear/suggestions/locale/sv/LC_MESSAGES/django.po"
    po.parent.mkdir(parents=True, exist_ok=True)
    po.write_text(text, encoding="utf-8")
    return po


def test_every_po_is_compiled_to_a_mo_that_gettext_reads(tmp_path):
    po = _po(tmp_path)

    written = compile_translations(tmp_path)

    assert written == [po.with_suffix(".mo")]
    with written[0].open("rb") as mo:
        assert gettext.GNUTranslations(mo).gettext("Suggestion") == "Förslag"


def test_what_is_up_to_date_is_left_alone(tmp_path):
    _po(tmp_path)
    compile_translations(tmp_path)

    assert compile_translations(tmp_path) == []


def test_a_changed_po_is_compiled_again(tmp_path):
    po = _po(tmp_path)
    (mo,) = compile_translations(tmp_path)
    _po(tmp_path, PO.replace("Förslag", "Idé"))
    later = mo.stat().st_mtime + 1
    os.utime(po, (later, later))

    assert compile_translations(tmp_path) == [mo]
    assert "Idé".encode() in mo.read_bytes()
