"""The pages: constant queries, nothing typed is lost, hostile input gets an answer in words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.factories.accounts import user_with
from tests.factories.cases import AttachmentFactory, CaseFactory, EntryFactory, PartyFactory
from tests.factories.organisation import UnitFactory

from hundra.core.accounts.models import Role
from hundra.hear.cases import queries, retaining, services
from hundra.hear.cases.models import CaseState, EntryKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def handler(unit, client):
    user = user_with(Role.HANDLER, unit)
    client.force_login(user)
    return user


def page_of(case):
    return reverse("case", kwargs={"number": case.pk})


def act(case, what):
    return reverse("case_act", kwargs={"number": case.pk, "what": what})


def queries_for(client, url, capture):
    with capture() as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("query", ["", "?lista=enheten", "?lista=alla", "?q=gatlampa"])
def test_a_list_costs_as_much_for_three_as_for_one(
    client, unit, handler, query, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    url = reverse("cases") + query

    def cost():
        return queries_for(client, url, lambda: CaptureQueriesContext(connection))

    CaseFactory(unit=unit, handler=handler)
    cost()
    one = cost()
    for _ in range(2):
        CaseFactory(unit=unit, handler=user_with(Role.HANDLER, unit))
        CaseFactory(unit=unit, handler=handler)
    assert cost() == one


def test_a_case_page_costs_as_much_with_a_long_life(client, unit, handler):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    case = CaseFactory(unit=unit)
    services.link(case=case, other=CaseFactory(unit=unit), by=handler)
    AttachmentFactory(entry=EntryFactory(case=case, author=handler))

    def cost():
        return queries_for(client, page_of(case), lambda: CaptureQueriesContext(connection))

    cost()
    one = cost()
    for _ in range(3):
        AttachmentFactory(entry=EntryFactory(case=case, author=user_with(Role.HANDLER, unit)))
        services.link(case=case, other=CaseFactory(unit=unit), by=handler)
    assert cost() == one


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(lambda case: case.number, id="number as said"),
        pytest.param(lambda case: str(case.pk), id="number"),
        pytest.param(lambda case: "trasiga gatlampor", id="words in other forms"),
        pytest.param(lambda case: "070-999 88 77", id="telephone"),
        pytest.param(lambda case: "BO@example.se", id="address"),
    ],
)
def test_a_case_is_found_also_when_closed(client, unit, handler, written):
    party = PartyFactory(phone="+46709998877", email="bo@example.se")
    case = CaseFactory(unit=unit, closed=True, title="Trasig gatlampa", party=party)
    CaseFactory(unit=unit, title="Annat", text="Annat")
    found = queries.searched(queries.readable(handler), written(case))
    assert list(found) == [case]


@pytest.mark.parametrize(
    "text", ["\x00", "'; drop table", "(((", "&|!", "9" * 400, "%", "ä" * 300, "a:b<->c"], ids=repr
)
def test_any_search_is_answered(client, unit, handler, text):
    assert client.get(reverse("cases"), {"q": text}).status_code == 200
    assert client.get(reverse("cases"), {"unit": text, "due": text}).status_code == 200


def test_what_was_typed_is_there_when_somebody_was_first(client, unit, handler):
    case = CaseFactory(unit=unit)
    services.note(case=case, text="Ringt", by=user_with(Role.HANDLER, unit, name="Bo"))
    answer = client.post(act(case, "avsluta"), {"answer": "Mitt långa svar", "seen": "0"})
    assert answer.status_code == 422
    assert "Bo arbetade med ärendet" in answer.text
    assert "Mitt långa svar" in answer.text
    case.refresh_from_db()
    assert case.state == CaseState.NEW


def test_texts_of_strangers_are_never_markup(client, unit, handler):
    script = "<script>alert(1)</script>"
    case = CaseFactory(unit=unit, title=script, text=script, place=script)
    EntryFactory(case=case, kind=EntryKind.FROM_CITIZEN, text=script)
    for url in (page_of(case), reverse("case_public", kwargs={"secret": case.secret})):
        assert script not in client.get(url).text


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        pytest.param("virus.exe", b"MZ\x90", "vi tar bara emot", id="program"),
        pytest.param("bild.svg", b"<svg onload='x'/>", "vi tar bara emot", id="svg"),
        pytest.param("sida.html", b"<script>1</script>", "vi tar bara emot", id="html"),
        pytest.param("bild.jpg", b"inte en bild", "bilden är skadad", id="no picture"),
        pytest.param("stor.pdf", b"%PDF-" + b"0" * 10_000_001, "större än 10 MB", id="too large"),
        pytest.param("x.pdf", b"%PDF-1.7 /JavaScript (x)", "makron", id="script in a PDF"),
    ],
)
def test_files_that_may_do_harm_are_refused_and_the_words_kept(client, unit, name, data, said):
    case = CaseFactory(unit=unit)
    url = reverse("case_public_message", kwargs={"secret": case.secret})
    answer = client.post(url, {"text": "Här är filen", "files": SimpleUploadedFile(name, data)})
    assert answer.status_code == 422
    assert said in answer.text
    assert "Här är filen" in answer.text
    assert not case.entries.exists()


def test_six_files_at_once_are_one_too_many(client, unit):
    case = CaseFactory(unit=unit)
    url = reverse("case_public_message", kwargs={"secret": case.secret})

    def sent(count):
        files = [SimpleUploadedFile(f"{n}.txt", b"hej") for n in range(count)]
        return client.post(url, {"text": "Hej", "files": files})

    assert "högst 5" in sent(6).text
    assert sent(5).status_code == 302
    assert case.entries.get().attachments.count() == 5


def test_a_file_is_a_download_under_a_name_that_harms_nobody(client, unit):
    case = CaseFactory(unit=unit)
    url = reverse("case_public_message", kwargs={"secret": case.secret})
    file = SimpleUploadedFile("../../a;Set-Cookie=x.txt", b"hej")
    client.post(url, {"text": "Hej", "files": file})
    kept = case.entries.get().attachments.get()
    answer = client.get(reverse("case_public_file", kwargs={"secret": case.secret, "pk": kept.pk}))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "Set-Cookie" not in answer
    assert "/" not in kept.name


def test_the_citizens_page_has_no_cookies_and_is_not_passed_on(client):
    answer = client.get(reverse("case_public", kwargs={"secret": CaseFactory().secret}))
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert not answer.cookies


def test_the_citizens_page_is_whole_in_english(client):
    case = CaseFactory(closed=True)
    answer = client.get("/en" + reverse("case_public", kwargs={"secret": case.secret})).text
    assert "Your case is closed." in answer
    assert "Write, and we open your case again." in answer


def test_a_post_from_another_site_is_refused(client):
    case = CaseFactory()
    url = reverse("case_public_message", kwargs={"secret": case.secret})
    answer = client.post(url, {"text": "Hej"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert not case.entries.exists()


def test_disposed_of_only_what_is_counted_stays(unit, handler, django_capture_on_commit_callbacks):
    from datetime import timedelta

    from django.utils import timezone

    case, open_one = CaseFactory(unit=unit), CaseFactory(unit=unit)
    file = AttachmentFactory(entry=EntryFactory(case=case, author=handler)).file
    services.close(case=case, answer="Klart.", by=handler)
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert list(retaining.closed_before(timezone.localdate())) == []
    due = list(retaining.closed_before(tomorrow))
    assert due == [case]
    assert open_one not in due
    with django_capture_on_commit_callbacks(execute=True):
        retaining.dispose(due)
    case.refresh_from_db()
    assert (case.title, case.text, case.answer, case.party, case.handler) == (
        "",
        "",
        "",
        None,
        None,
    )
    assert (case.people_met, case.reason is not None, case.spells.count()) == (1, True, 2)
    assert not case.entries.exists()
    assert not file.storage.exists(file.name)
    assert not queries.searched(queries.readable(handler), "gatlampa").filter(pk=case.pk).exists()
    assert queries.case_by_secret(case.secret) is None
    assert list(retaining.closed_before(tomorrow)) == []
    from hundra.core.audit.queries import trail

    assert trail(case) == []
