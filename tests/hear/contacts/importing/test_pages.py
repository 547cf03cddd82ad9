"""Files of contacts sent by a page: columns and words chosen, tried, taken in; and the command."""

import datetime as dt
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from tests.factories.accounts import user_with
from tests.factories.contacts import DeskFactory
from tests.factories.exports import as_csv, nyc_rows

from hundra.core.accounts.models import Role
from hundra.hear.contacts.models import Contact, ContactImport, ImportMapping, ImportState
from hundra.hear.contacts.services.importing import uploads

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return DeskFactory()


@pytest.fixture
def manager(desk, client):
    user = user_with(Role.MANAGER, desk.unit)
    client.force_login(user)
    return user


def send(client, desk, data, name="export.csv", **more):
    fields = {"file": SimpleUploadedFile(name, data), "desk": desk.pk, **more}
    return client.post(reverse("contact_imports"), fields)


def columns_of(kept, **changed):
    """What the columns' form sends when nothing is changed but `changed`: header → field."""
    chosen = {**kept.draft["columns"], **changed}
    headers = [column["header"] for column in kept.profile["columns"]]
    return {
        "makes": kept.draft["makes"],
        **{f"column{place}": chosen.get(header, "") for place, header in enumerate(headers)},
    }


def step(client, name, kept, data=None):
    address = reverse(name, kwargs={"key": kept.pk})
    return client.get(address) if data is None else client.post(address, data)


def test_a_file_goes_all_the_way(client, manager, desk):
    rows = list(nyc_rows(20))
    assert send(client, desk, as_csv(rows)).status_code == 302
    kept = ContactImport.objects.get()
    assert "gås igenom" in step(client, "contact_import", kept).content.decode()
    uploads.look(kept.pk)
    kept.refresh_from_db()
    page = step(client, "contact_import_columns", kept).content.decode()
    assert "complaint_type" in page
    assert "20 rader" in page
    step(client, "contact_import_columns", kept, columns_of(kept, borough="note"))
    page = step(client, "contact_import_values", kept).content.decode()
    assert "MOBILE" in page
    words = {"channel": "phone", "unit": "", "covers_personal": "on", "name": "New York"}
    response = step(client, "contact_import_values", kept, words)
    assert response.status_code == 302, response.content.decode()
    mapping = ImportMapping.objects.get()
    assert (mapping.name, mapping.columns["borough"], mapping.desk) == ("New York", "note", desk)
    uploads.check(kept.pk)
    page = step(client, "contact_import", kept).content.decode()
    assert "Kontrollerat" in page or "inget är ändrat" in page.lower()
    assert Contact.objects.count() == 0
    step(client, "contact_import_carry_out", kept, {})
    uploads.take_in(kept.pk)
    assert Contact.objects.count() == 20
    kept.refresh_from_db()
    assert (kept.state, kept.data, kept.profile) == (ImportState.DONE, None, None)
    assert "Kontakterna finns här" in step(client, "contact_import", kept).content.decode()


def test_ambiguous_dates_are_asked_about_and_the_answer_counts(client, manager, desk):
    data = as_csv([{"Datum": "03/04/2024"}, {"Datum": "05/06/2024"}])
    send(client, desk, data)
    kept = ContactImport.objects.get()
    uploads.look(kept.pk)
    kept.refresh_from_db()
    step(client, "contact_import_columns", kept, columns_of(kept))
    assert "passar båda" in step(client, "contact_import_values", kept).content.decode()
    words = {"channel": "phone", "name": "Datumen"}
    assert step(client, "contact_import_values", kept, words).status_code == 422
    words["order_received_at"] = "month_first"
    assert step(client, "contact_import_values", kept, words).status_code == 302
    uploads.check(kept.pk)
    step(client, "contact_import_carry_out", kept, {})
    uploads.take_in(kept.pk)
    days = [timezone.localdate(one.received_at) for one in Contact.objects.order_by("received_at")]
    assert days == [dt.date(2024, 3, 4), dt.date(2024, 5, 6)]


def test_a_kept_way_of_reading_is_offered_and_used(client, manager, desk):
    data = as_csv(nyc_rows(3))
    send(client, desk, data)
    kept = ContactImport.objects.get()
    uploads.look(kept.pk)
    kept.refresh_from_db()
    step(client, "contact_import_columns", kept, columns_of(kept, borough="note"))
    step(
        client, "contact_import_values", kept, {"channel": "letter", "unit": "", "name": "New York"}
    )
    mapping = ImportMapping.objects.get()
    send(client, desk, data, mapping=mapping.pk)
    again = ContactImport.objects.exclude(pk=kept.pk).get()
    uploads.look(again.pk)
    again.refresh_from_db()
    assert again.draft["columns"]["borough"] == "note"
    assert again.draft["channel"] == "letter"
    client.post(reverse("contact_mapping_forget", kwargs={"pk": mapping.pk}))
    assert ImportMapping.objects.count() == 0


def test_a_file_that_cannot_be_read_is_told_so_and_forgotten(client, manager, desk):
    send(client, desk, b"\x00\x01")
    kept = ContactImport.objects.get()
    uploads.look(kept.pk)
    kept.refresh_from_db()
    assert (kept.state, kept.data) == (ImportState.REFUSED, None)
    assert "ingen tabell" in step(client, "contact_import", kept).content.decode()


def test_a_column_chosen_twice_is_told_and_nothing_is_lost(client, manager, desk):
    send(client, desk, as_csv(nyc_rows(3)))
    kept = ContactImport.objects.get()
    uploads.look(kept.pk)
    kept.refresh_from_db()
    response = step(client, "contact_import_columns", kept, columns_of(kept, borough="reason"))
    assert response.status_code == 422
    assert "Välj en av dem" in response.content.decode()


def test_files_are_the_senders_own_and_gone_after_a_day(client, manager, desk):
    send(client, desk, as_csv(nyc_rows(3)))
    kept = ContactImport.objects.get()
    client.force_login(user_with(Role.MANAGER, desk.unit))
    for name in ("contact_import", "contact_import_columns", "contact_import_values"):
        assert step(client, name, kept).status_code == 403
    assert step(client, "contact_import_carry_out", kept, {}).status_code == 403
    uploads.forget_old(timezone.now() + dt.timedelta(days=2))
    assert ContactImport.objects.count() == 0


def test_another_units_manager_cannot_send_to_the_desk(client, desk):
    client.force_login(user_with(Role.MANAGER, DeskFactory().unit))
    assert send(client, desk, as_csv(nyc_rows(1))).status_code == 422
    assert ContactImport.objects.count() == 0


# --- The command -----------------------------------------------------------------------------


def run(tmp_path, data, *arguments):
    file, out = tmp_path / "export.csv", StringIO()
    file.write_bytes(data)
    call_command("import_contacts", str(file), *arguments, stdout=out)
    return out.getvalue()


def test_the_command_guesses_a_new_mapping_tells_and_keeps_it(tmp_path, desk):
    data = as_csv(nyc_rows(10))
    told = run(tmp_path, data, "--mapping", "New York", "--dry-run")
    assert "created_date → Inkom (månaden först)" in told
    assert (Contact.objects.count(), ImportMapping.objects.count()) == (0, 0)
    told = run(tmp_path, data, "--mapping", "New York")
    assert "Kontakter: 10 nya, 0 ändrade, 0 oförändrade" in told
    assert "Kontakter: 0 nya, 0 ändrade, 10 oförändrade" in run(
        tmp_path, data, "--mapping", "New York"
    )
    assert ImportMapping.objects.get().desk == desk


def test_the_command_asks_where_dates_do_not_tell(tmp_path, desk):
    data = as_csv([{"Datum": "03/04/2024"}])
    with pytest.raises(CommandError, match="--dates"):
        run(tmp_path, data, "--mapping", "A")
    run(tmp_path, data, "--mapping", "A", "--dates", "day-first")
    assert timezone.localdate(Contact.objects.get().received_at) == dt.date(2024, 4, 3)


def test_the_command_tells_what_is_wrong(tmp_path, desk):
    with pytest.raises(CommandError, match="går inte att läsa"):
        call_command("import_contacts", str(tmp_path / "finns-inte.csv"), "--mapping", "A")
    with pytest.raises(CommandError, match="ingen tabell"):
        run(tmp_path, b"\x00", "--mapping", "A")
    with pytest.raises(CommandError, match="servicecentret finns inte"):
        run(tmp_path, as_csv(nyc_rows(1)), "--mapping", "A", "--desk", "nej")
    DeskFactory()
    with pytest.raises(CommandError, match="--desk"):
        run(tmp_path, as_csv(nyc_rows(1)), "--mapping", "A")
