"""The organisation's pages: what each reader sees, and what HR can do there."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.core.organisation.test_import_hr import EMPLOYMENTS, PEOPLE, UNITS
from tests.factories.accounts import UserFactory, user_with
from tests.factories.organisation import EmploymentFactory, PersonFactory, UnitFactory

from hundra.core.accounts.models import Role
from hundra.core.audit.models import Reading
from hundra.core.organisation import panels
from hundra.core.organisation.models import Employment, HrUpload, Person, Unit
from hundra.core.organisation.services.hr import uploads

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return UnitFactory(parent=UnitFactory(name="Granby kommun"), name="Hemtjänsten")


@pytest.fixture
def hr(unit):
    return user_with(Role.HR, unit)


def text_of(response):
    return response.content.decode()


def page(client, name, **kwargs):
    return text_of(client.get(reverse(name, kwargs=kwargs)))


def test_the_tree_opens_without_javascript_and_branch_by_branch(client_as, unit):
    deep = UnitFactory(parent=unit, name="Nattpatrullen")
    deepest = UnitFactory(parent=deep, name="Lag ett")
    client = client_as(UserFactory())
    closed = page(client, "organisation")
    assert "Hemtjänsten" in closed
    assert "Nattpatrullen" not in closed
    opened = text_of(client.get(reverse("organisation"), {"oppna": deep.pk}))
    assert "Lag ett" in opened
    branch = page(client, "unit_branch", pk=deep.pk)
    assert (deepest.name in branch, "<html" in branch) == (True, False)
    assert client.get(reverse("organisation"), {"oppna": "9" * 30}).status_code == 200
    found = text_of(client.get(reverse("organisation"), {"q": "lag"}))
    assert "1 enhet hittades" in found


def test_the_tree_takes_the_same_queries_however_many_units(
    client_as, unit, django_assert_max_num_queries
):
    client = client_as(UserFactory())
    with django_assert_max_num_queries(10) as few:
        client.get(reverse("organisation"))
    UnitFactory.create_batch(30, parent=unit.parent)
    with django_assert_max_num_queries(len(few)):
        client.get(reverse("organisation"))


@pytest.mark.parametrize("name", ["people", "unit", "person"])
def test_lists_of_people_take_the_same_queries_for_one_and_for_many(
    client_as, unit, name, django_assert_max_num_queries
):
    boss = EmploymentFactory(unit=unit).person
    EmploymentFactory(unit=unit, manager=boss)
    client = client_as(UserFactory())
    address = {"people": {}, "unit": {"pk": unit.pk}, "person": {"pk": boss.pk}}[name]
    with django_assert_max_num_queries(20) as few:
        client.get(reverse(name, kwargs=address))
    EmploymentFactory.create_batch(5, unit=unit, manager=boss)
    with django_assert_max_num_queries(len(few)):
        client.get(reverse(name, kwargs=address))


def test_colleagues_see_where_someone_works_but_not_hours_or_history(client_as, unit, hr):
    employment = EmploymentFactory(unit=unit, hours_per_week=Decimal("31.5"))
    for user, sees in ((UserFactory(), False), (hr, True)):
        shown = page(client_as(user), "person", pk=employment.person.pk)
        assert employment.person.email in shown
        assert employment.title in shown
        assert ("31,5" in shown) == sees
        assert ("Historik" in shown) == sees
        assert (employment.person.number + "<" in shown) == sees


def test_protected_identities_show_in_no_list_not_even_by_counting(client_as, unit):
    boss = EmploymentFactory(unit=unit, is_manager=True).person
    for hidden in (False, True):
        EmploymentFactory(
            unit=unit,
            manager=boss,
            person__family_name="Gömdlåtsas" if hidden else "Synligpåhitt",
            person__protected_identity=hidden,
        )
    client = client_as(UserFactory())
    for shown in (
        page(client, "people"),
        page(client, "unit", pk=unit.pk),
        page(client, "person", pk=boss.pk),
        text_of(client.get(reverse("people_search"), {"q": "påhitt"})),
    ):
        assert "Synligpåhitt" in shown
        assert "Gömdlåtsas" not in shown
    search = text_of(client.get(reverse("people_search"), {"q": "gömd"}))
    assert "Gömdlåtsas" not in search
    assert '<p class="figure-value">2' in page(client, "unit", pk=unit.pk).replace("\n", "")


def test_hr_opens_a_protected_person_by_number_and_the_reading_is_logged(client_as, unit, hr):
    hidden = EmploymentFactory(unit=unit, person__protected_identity=True).person
    client = client_as(hr)
    answer = client.post(reverse("person_by_number"), {"number": hidden.number}, follow=True)
    assert hidden.family_name in text_of(answer)
    reading = Reading.objects.get()
    assert (reading.reader, reading.record_id) == (hr, str(hidden.pk))
    outsider = client_as(user_with(Role.HR, UnitFactory()))
    refused = outsider.post(reverse("person_by_number"), {"number": hidden.number}, follow=True)
    unknown = outsider.post(reverse("person_by_number"), {"number": "finns ej"}, follow=True)
    sentence = "Det finns ingen med det numret, eller så får du inte se personen."
    assert (sentence in text_of(refused), sentence in text_of(unknown)) == (True, True)
    assert outsider.get(reverse("person", kwargs={"pk": hidden.pk})).status_code == 404
    assert Reading.objects.count() == 1


def test_hr_makes_changes_moves_and_ends_a_unit_by_the_pages(client_as, unit, hr):
    client = client_as(hr)
    details = {"code": "N1", "name": "Natt", "kind": "unit"}
    client.post(reverse("unit_new", kwargs={"pk": unit.pk}), details)
    made = Unit.objects.get(code="N1")
    again = client.post(reverse("unit_new", kwargs={"pk": unit.pk}), details)
    assert again.status_code == 422
    assert "Koden N1 tillhör en annan enhet." in text_of(again)
    client.post(reverse("unit_edit", kwargs={"pk": made.pk}), {**details, "name": "Natt och dag"})
    other = UnitFactory(parent=unit)
    client.post(reverse("unit_move", kwargs={"pk": made.pk}), {"parent": other.pk})
    client.post(reverse("unit_end", kwargs={"pk": made.pk}), {"on": "2026-01-01"})
    made.refresh_from_db()
    assert (made.name, made.parent, made.ended_on) == ("Natt och dag", other, date(2026, 1, 1))
    elsewhere = UnitFactory()
    client.post(reverse("unit_move", kwargs={"pk": other.pk}), {"parent": elsewhere.pk})
    other.refresh_from_db()
    assert other.parent == unit


def test_hr_hires_changes_and_ends_by_the_pages(client_as, unit, hr):
    client = client_as(hr)
    boss = EmploymentFactory(unit=unit, person__given_name="Chefen").person
    work = {
        "unit": unit.pk,
        "post": "T77",
        "title": "Vårdbiträde",
        "manager": boss.pk,
        "starts_on": "2026-01-01",
        "hours_per_week": "37,5",
    }
    someone = {"number": "77", "given_name": "Alva", "family_name": "Påhittsson"}
    client.post(reverse("hire", kwargs={"pk": unit.pk}), work | someone)
    hired = Person.objects.get(number="77")
    employment = hired.employments.get()
    assert (employment.manager, employment.hours_per_week) == (boss, Decimal("37.5"))
    taken = client.post(reverse("hire", kwargs={"pk": unit.pk}), work | someone | {"number": "78"})
    assert "Tjänsten innehas från 2026-01-01 och tills vidare." in text_of(taken)
    assert "Påhittsson" in text_of(taken)
    assert not Person.objects.filter(number="78").exists()
    client.post(reverse("employment_end", kwargs={"pk": employment.pk}), {"on": "2026-06-30"})
    client.post(
        reverse("employment_new", kwargs={"pk": hired.pk}), work | {"starts_on": "2026-07-01"}
    )
    assert list(hired.employments.values_list("ends_on", flat=True)) == [date(2026, 6, 30), None]
    change = {"given_name": "Alva", "family_name": "Exempelberg", "protected_identity": "on"}
    client.post(reverse("person_edit", kwargs={"pk": hired.pk}), change)
    hired.refresh_from_db()
    assert (hired.family_name, hired.protected_identity) == ("Exempelberg", True)


def test_panels_of_apps_above_show_on_the_page(client_as, unit, monkeypatch):
    monkeypatch.setattr(panels, "_panels", [])
    panels.register("unit", "organisation/branches.html", lambda unit, user: None)
    panels.register("unit", "ui/components/facts.html", lambda unit, user: {"unit": unit}, order=1)
    (panel,) = panels.panels("unit", unit, UserFactory())
    assert panel == panels.Panel("ui/components/facts.html", {"unit": unit})
    assert panels.panels("person", PersonFactory(), UserFactory()) == []


def hr_files(**changed):
    sent = {"units": UNITS, "people": PEOPLE, "employments": EMPLOYMENTS} | changed
    return {name: SimpleUploadedFile(f"{name}.csv", text.encode()) for name, text in sent.items()}


def queued():
    return list(ProcrastinateJob.objects.order_by("pk").values_list("task_name", flat=True))


def test_hrs_files_are_tried_shown_and_carried_out(client_as):
    user = user_with(Role.HR, UnitFactory(code="K", name="Granby kommun", kind="municipality"))
    client = client_as(user)
    sent = client.post(reverse("hr_files"), hr_files())
    kept = HrUpload.objects.get()
    assert sent.headers["Location"] == reverse("hr_upload", kwargs={"key": kept.pk})
    assert "Filerna kontrolleras" in page(client, "hr_upload", key=kept.pk)
    uploads.check(kept.pk)
    shown = page(client, "hr_upload", key=kept.pk)
    assert "Kontrollerat: inget är ändrat än" in shown
    assert not Person.objects.exists()
    for _ in range(2):  # A second press does nothing more.
        client.post(reverse("hr_carry_out", kwargs={"key": kept.pk}))
    assert queued() == ["organisation.check_upload", "organisation.take_over_upload"]
    uploads.take_over(kept.pk, by=user)
    assert Employment.objects.count() == 3
    assert "Organisationen är nu det som filerna säger." in page(client, "hr_upload", key=kept.pk)
    kept.refresh_from_db()
    assert (kept.units, kept.people, kept.employments) == (None, None, None)
    assert Person.objects.first().events.get().pgh_context.metadata["user"] == user.pk


def test_files_with_faults_are_stopped_and_forgotten(client_as):
    user = user_with(Role.HR, UnitFactory())
    client = client_as(user)
    client.post(reverse("hr_files"), hr_files(people=PEOPLE + "1;A;B;;;\n"))
    kept = HrUpload.objects.get()
    uploads.check(kept.pk)
    shown = page(client, "hr_upload", key=kept.pk)
    assert "Anställningsnumret 1 finns redan på rad 2." in shown
    kept.refresh_from_db()
    assert (kept.state, kept.people) == ("refused", None)
    client.post(reverse("hr_carry_out", kwargs={"key": kept.pk}))
    assert queued() == ["organisation.check_upload"]


def test_files_are_forgotten_after_a_day():
    kept = HrUpload.objects.create(uploaded_by=UserFactory(), names=["a", "b", "c"], people=b"x")
    assert uploads.forget_old(kept.uploaded_at + uploads.KEPT) == 0
    assert uploads.forget_old(kept.uploaded_at + 2 * uploads.KEPT) == 1


def test_only_hr_of_the_whole_tree_sends_files(client_as, unit, hr):
    assert client_as(hr).get(reverse("hr_files")).status_code == 403
    whole = user_with(Role.HR, unit.parent)
    assert client_as(whole).get(reverse("hr_files")).status_code == 200
    UnitFactory(name="Ett bolag bredvid")
    assert client_as(whole).get(reverse("hr_files")).status_code == 403


def test_wrong_kinds_of_files_are_told_before_they_are_kept(client_as):
    client = client_as(user_with(Role.HR, UnitFactory()))
    sent = hr_files() | {"units": SimpleUploadedFile("enheter.exe", b"MZ")}
    assert client.post(reverse("hr_files"), sent).status_code == 422
    assert not HrUpload.objects.exists()


def test_a_unit_is_chosen_by_typing_also_without_javascript(client_as, unit, hr):
    client = client_as(hr)
    other = UnitFactory(parent=unit, name="Nattpatrullen", code="NP")
    found = text_of(client.get(reverse("unit_search"), {"q": "natt"}))
    assert ("Nattpatrullen" in found, "Hemtjänsten" in found) == (True, True)
    target = UnitFactory(parent=unit, name="Dagpatrullen")
    client.post(reverse("unit_move", kwargs={"pk": other.pk}), {"parent-text": "dagp"})
    other.refresh_from_db()
    assert other.parent == target
