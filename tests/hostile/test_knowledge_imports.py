"""Articles from strangers: scripts do nothing, bombs stay packed, one bad file stops none."""

import io
import os
import random
import stat
import time
import zipfile
from collections.abc import Mapping

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from tests.factories.accounts import user_with
from tests.factories.knowledge import TopicFactory
from tests.factories.organisation import UnitFactory
from tests.factories.packages import ARTICLE, only, picture, take, zipped

from hundra.core.accounts.models import Role, User
from hundra.core.ui import markdown
from hundra.hear.knowledge.errors import InvalidError
from hundra.hear.knowledge.exchange.archive import LARGEST_FILE, open_file, open_path
from hundra.hear.knowledge.models import Article, Attachment, Revision
from hundra.hear.knowledge.services.importing import ImportOptions, import_knowledge

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def world(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    TopicFactory(slug="avfall")
    UnitFactory(name="Renhållningen")


@pytest.fixture
def options() -> dict[str, object]:
    return {"unit": UnitFactory(), "audience": "everyone", "topic": TopicFactory()}


def raw_zip(entries: list[tuple[zipfile.ZipInfo | str, bytes]]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def faults(data: bytes) -> Mapping[str, str]:
    report = import_knowledge(open_file("allt.zip", data))
    return {file.file: file.fault for file in report.files}


def shown(client, slug: str, topic: str = "avfall") -> str:
    return client.get(
        reverse("help_article", kwargs={"topic": topic, "slug": slug})
    ).content.decode()


def test_scripts_in_markdown_do_nothing(client):
    hostile = (
        f"{SCRIPT}\n\n[klicka](javascript:alert(1)) <img src=x onerror=alert(1)>\n\n"
        "![x](javascript:alert(1)) [y](data:text/html,<script>alert(1)</script>)\n\n"
        '<svg onload="alert(1)"></svg> <a href="vbscript:x">z</a> <iframe src="//e.example">'
    )
    text = ARTICLE.replace("När kommer", SCRIPT).replace("Det beror", hostile)

    file = only(take({"avfall/a.md": text}, publish=True))

    assert file.published
    page = shown(client, "a")
    assert SCRIPT not in page
    for trace in (
        "<img src=x",
        "<svg onload",
        "<iframe",
        '<a href="javascript',
        '<a href="vbscript',
    ):
        assert trace not in page
    rendered = markdown.render(Revision.objects.get().body)
    assert "<script" not in rendered
    assert 'href="data:' not in rendered


def test_scripts_in_names_of_files_do_nothing(client):
    name = "avfall/<img src=x onerror=alert(1)>.md"
    report = take(
        {
            name: ARTICLE.replace("kärlet.]", "kärlet.]\nattachments:\n  - {file: '<b>x.pdf'}"),
            "avfall/<b>x.pdf": b"%PDF-1.4",
        },
        publish=True,
    )

    assert only(report).outcome == "new"
    article = Article.objects.get()
    assert article.slug == "img-src-x-onerror-alert-1"
    assert Attachment.objects.get().name == "b x.pdf"
    assert "<img src=x" not in shown(client, article.slug)


def test_the_report_shows_names_as_text(client):
    unit = UnitFactory()
    editor = user_with(Role.EDITOR, unit)
    client.force_login(editor)
    from hundra.hear.knowledge.services.importing import uploads

    data = raw_zip([(f"avfall/{SCRIPT}\u202e.md", ARTICLE.encode())])
    kept = uploads.upload(by=editor, name=f"{SCRIPT}.zip", data=data, options=ImportOptions())
    uploads.check(kept.pk)

    page = client.get(reverse("knowledge_upload", kwargs={"key": kept.pk})).content.decode()
    assert SCRIPT not in page
    assert "\u202e" not in page


def test_scripts_in_pages_do_nothing(client, options):
    page = f"""<html><head><title>{SCRIPT}</title><script>alert(2)</script>
        <meta name="description" content="Kort &lt;script&gt;alert(11)"></head><body>
        <h1 onclick="alert(3)">Hej {SCRIPT}</h1><p onmouseover="alert(4)">Text
        <a href="java\tscript:alert(5)">a</a> <a href="JAVASCRIPT:alert(6)">b</a>
        <img src="x" onerror="alert(7)" alt="y"><style>@import 'x'</style>
        <form action="//e.example"><input name=a></form><iframe srcdoc="<script>"></iframe>
        <svg><script>alert(8)</script></svg><math><mtext></mtext></math>
        &lt;script&gt;alert(9)&lt;/script&gt; [c](javascript:alert(10))</p></body></html>"""

    file = only(take({"sida.html": page}, publish=True, **options))

    assert file.published
    revision = Revision.objects.get()
    rendered = markdown.render(revision.body)
    for trace in ("<script", "onmouseover", "<iframe", "<form", "<style", "<svg", "href="):
        assert trace not in rendered
    assert "alert(2)" not in revision.body
    seen = shown(client, revision.translation.article.slug, options["topic"].slug)
    assert "<script>alert" not in seen


def test_a_picture_that_is_no_picture_is_left_out():
    text = ARTICLE + "\n![Ett kärl](a.png) ![Ritning](b.svg)\n"

    file = only(
        take({"avfall/a.md": text, "avfall/a.png": b"<svg onload=x>", "avfall/b.svg": b"<svg/>"})
    )

    assert (file.outcome, len(file.notes)) == ("new", 2)
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        "../ute.md",
        "avfall/../../ute.md",
        "/etc/ute.md",
        "C:/ute.md",
        "..\\ute.md",
        "a/" * 30 + "ute.md",
        "a" * 300 + ".md",
        "avfall/\x07\u202eute.md",
    ],
    ids=["up", "up from within", "root", "drive", "backslash", "deep", "long", "unseen"],
)
def test_names_that_lead_out_or_cannot_be_read_are_refused(name):
    told = faults(raw_zip([(name, ARTICLE.encode()), ("avfall/inne.md", ARTICLE.encode())]))

    assert sorted(bool(fault) for fault in told.values()) == [False, True]
    assert list(Article.objects.values_list("slug", flat=True)) == ["inne"]


def test_links_out_of_the_folder_are_not_followed(tmp_path):
    (tmp_path / "hemligt.md").write_text(ARTICLE, "utf-8")
    folder = tmp_path / "in" / "avfall"
    folder.mkdir(parents=True)
    (folder / "lank.md").symlink_to(tmp_path / "hemligt.md")

    report = import_knowledge(open_path(tmp_path / "in"))

    assert only(report).outcome == "refused"


def test_a_link_in_a_zip_is_refused():
    link = zipfile.ZipInfo("avfall/lank.md")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16

    assert all(faults(raw_zip([(link, b"/etc/passwd")])).values())


def test_a_text_cannot_fetch_files_from_outside_the_package(tmp_path):
    (tmp_path / "hemligt.pdf").write_bytes(b"%PDF-1.4 hemligt")
    folder = tmp_path / "in" / "avfall"
    folder.mkdir(parents=True)
    head = ARTICLE.replace("kärlet.]", "kärlet.]\nattachments:\n  - {file: ../../hemligt.pdf}")
    (folder / "a.md").write_text(head + "\n[x](../../hemligt.pdf) [y](/etc/passwd)\n", "utf-8")

    report = import_knowledge(open_path(tmp_path / "in"))

    assert only(report).outcome == "new"
    assert not Attachment.objects.exists()


def test_a_bomb_stays_packed():
    started = time.process_time()
    told = faults(
        raw_zip([("avfall/bomb.md", b"\0" * 40_000_000), ("avfall/a.md", ARTICLE.encode())])
    )

    assert (bool(told["avfall/bomb.md"]), told["avfall/a.md"]) == (True, "")
    assert time.process_time() - started < 5


def test_a_zip_that_lies_of_its_sizes_is_not_believed():
    data = raw_zip([("avfall/bomb.md", os.urandom(1_000) + b"\0" * 900_000)])
    small = (100).to_bytes(4, "little")
    lying = data.replace((901_000).to_bytes(4, "little"), small)

    assert all(faults(lying).values())
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04",
        b"PK\x05\x06" + b"\0" * 10,
        raw_zip([("avfall/a.md", b"x" * 500)])[:-30],
        b"PK" + bytes(random.Random(1).randbytes(5_000)),
    ],
    ids=["begun", "end alone", "cut", "noise"],
)
def test_a_broken_zip_is_told_in_a_sentence(data):
    with pytest.raises(InvalidError, match="trasig"):
        open_file("allt.zip", data)


def test_packed_files_in_the_packed_file_are_not_opened():
    inner = raw_zip([("avfall/a.md", ARTICLE.encode())])

    assert "öppnas inte" in faults(raw_zip([("inre.zip", inner)]))["inre.zip"]
    assert not Article.objects.exists()


def test_too_large_files_are_refused_alone(tmp_path):
    folder = tmp_path / "avfall"
    folder.mkdir()
    with (folder / "stor.md").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    (folder / "a.md").write_text(ARTICLE, "utf-8")

    outcomes = [file.outcome for file in import_knowledge(open_path(tmp_path)).files]

    assert outcomes == ["new", "refused"]


@pytest.mark.parametrize(
    "data",
    [
        ARTICLE.encode("cp1252"),
        ARTICLE.encode("utf-16")[:-1],
        b"\xff" * 100,
        b"---\ntitle: a\x00b\n---\n",
        b"---\n" + b"a: &a [x]\n" + b"".join(b"b%d: [*a,*a]\n" % n for n in range(50)) + b"---\n",
        b"---\ntitle: " + b"[" * 50_000 + b"\n---\n",
        b"---\n" + b"? " * 20_000 + b"\n---\n",
        b"---\ntitle: !!python/object/apply:os.system ['true']\n---\n",
        ("---\ntitle: a\n---\n" + "å" * 40_001).encode(),
        b"---\n" * 2_000,
    ],
    ids=[
        "cp1252",
        "utf-16",
        "bytes",
        "nul",
        "aliases",
        "lists",
        "keys",
        "object",
        "long",
        "dashes",
    ],
)
def test_texts_that_cannot_be_read_are_refused_quickly_in_a_sentence(data):
    started = time.process_time()
    file = only(take({"avfall/a.md": data}))

    assert file.outcome == "refused"
    assert file.fault.endswith((".", ":"))
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    "body",
    ["[" * 39_000, "![" * 19_000, "[](" * 13_000, "[a]( " + " " * 39_000, '[a](b "' * 5_000],
    ids=["brackets", "pictures", "links", "blanks", "titles"],
)
def test_texts_made_to_take_time_do_not(body):
    started = time.process_time()
    take({"avfall/a.md": ARTICLE + body})

    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 50_000 + "hej",
        "<title>a</title>" + "<p>" * 30_000 + "hej",
        "<title>a</title><p>" + "<a href='" * 20_000,
        "<title>a</title>" + "<p>" * 900_000,
        "<html " * 400_000,
        "<h1>" + "x" * 1_000_000 + "</h1><p>y",
        "",
    ],
    ids=["boxes", "paragraphs", "links", "many", "tags", "heading", "empty"],
)
def test_pages_made_to_take_time_do_not(options, page):
    started = time.process_time()
    take({"a.html": page}, **options)

    assert time.process_time() - started < 8


def test_one_bad_file_among_fifty_megabytes_is_the_one_that_is_told(django_user_model):
    noise = random.Random(5)
    files: dict[str, str | bytes] = {}
    for number in range(60):
        files[f"avfall/artikel-{number:02}.md"] = (
            ARTICLE.replace("unit:", f"attachments:\n  - {{file: blad-{number}.pdf}}\nunit:")
            + "Stycke. " * 4_000
        )
        files[f"avfall/blad-{number}.pdf"] = b"%PDF-1.4 " + noise.randbytes(850_000)
    files["avfall/trasig.md"] = "---\ntitle: [\n---\n"
    package = zipped(files)
    started = time.process_time()

    report = import_knowledge(package)

    assert sum(len(data) for data in files.values()) > 50_000_000
    assert [file.file for file in report.files if file.outcome == "refused"] == ["avfall/trasig.md"]
    assert [file.outcome for file in report.files].count("new") == 60
    assert Attachment.objects.count() == 60
    assert time.process_time() - started < 20


def test_a_refused_file_leaves_nothing_on_the_disk():
    text = ARTICLE.replace("unit:", "expires_on: 2030-01-01\nreview_on: 2031-01-01\nunit:")

    take({"avfall/a.md": text + "\n![Ett kärl](a.png)\n", "avfall/a.png": picture()})

    assert not Attachment.objects.exists()
    assert not default_storage.exists("knowledge") or not any(default_storage.listdir("knowledge"))


def test_nobody_but_its_editors_sees_what_guides_alone_may_read(client):
    take({"avfall/a.md": ARTICLE.replace("everyone", "guides")}, publish=True)

    address = reverse("help_article", kwargs={"topic": "avfall", "slug": "a"})
    assert client.get(address).status_code == 404
    assert isinstance(user_with(Role.EDITOR, UnitFactory()), User)
