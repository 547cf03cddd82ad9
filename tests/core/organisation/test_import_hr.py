"""HR's files become the organisation: all or nothing, and every line's fault told."""

from datetime import date
from random import Random

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.accounts import UserFactory

from hundra.config.demo.organisation import build_organisation
from hundra.core.organisation.models import Employment, Person, Unit
from hundra.core.organisation.services.hr import (
    HrFiles,
    ImportReport,
    SentFile,
    Tally,
    import_hr,
)
from hundra.core.ui.faults import sentence
from hundra.engines.tables import Fault

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 15)

UNITS = """Enhetskod;Namn;Typ;Överordnad enhet
K;Granby kommun;kommun;
S;Socialförvaltningen;förvaltning;K
H;Hemtjänsten;enhet;S
"""
PEOPLE = """Anställningsnummer;Förnamn;Efternamn;E-post;Telefon;Skyddade personuppgifter
1;Alva;Påhittsson;alva@granby.example;0980-319 200;nej
2;Bo;Exempelberg;;;ja
3;Åsa;Låtsaskvist;asa@granby.example;;nej
"""
EMPLOYMENTS = """Anst.nr;Enhetskod;Tjänst;Befattning;Chef;Är chef;Från;Till;Veckotimmar
1;S;T1;Socialchef;;ja;2020-01-01;;40
2;H;T2;Undersköterska;1;nej;2021-02-01;;37,5
3;H;T3;Vårdbiträde;1;;2022-03-01;2027-01-31;20
"""


def files(units=UNITS, people=PEOPLE, employments=EMPLOYMENTS):
    return HrFiles(
        SentFile("enheter.csv", units.encode()),
        SentFile("personer.csv", people.encode()),
        SentFile("anst.csv", employments.encode()),
    )


def run(units=UNITS, people=PEOPLE, employments=EMPLOYMENTS, **options):
    options = {"as_of": TODAY, "allow_many_vanish": True} | options
    return import_hr(files(units, people, employments), **options)


def told(report):
    return [(found.file, found.fault.line, found.fault.code) for found in report.faults]


def test_a_first_import_makes_the_organisation():
    report = run(allow_many_vanish=False)
    assert report.carried_out
    assert (report.units, report.people, report.employments) == (Tally(created=3),) * 3
    home = Unit.objects.get(code="H")
    top = Unit.objects.get(code="K")
    middle = Unit.objects.get(code="S")
    assert (home.path, home.kind) == (f"/{top.pk}/{middle.pk}/{home.pk}/", "unit")
    second = Employment.objects.get(post="T2")
    assert (second.person.number, second.manager.number, second.unit) == ("2", "1", home)
    assert (str(second.hours_per_week), second.starts_on) == ("37.50", date(2021, 2, 1))
    assert list(Person.objects.filter(protected_identity=True)) == [second.person]
    assert [str(p) for p in Person.objects.all()] == [
        "Bo Exempelberg",
        "Åsa Låtsaskvist",
        "Alva Påhittsson",
    ]


def test_the_same_files_again_change_nothing():
    run()
    report = run()
    assert (report.units, report.people, report.employments) == (Tally(unchanged=3),) * 3
    assert report.changes == ()
    assert Person.objects.get(number="1").events.count() == 1


def test_what_changed_is_changed_and_told():
    run()
    report = run(
        units=UNITS.replace("Hemtjänsten", "Hemtjänsten norr"),
        people=PEOPLE.replace("Låtsaskvist", "Låtsasgren"),
        employments=EMPLOYMENTS.replace("Vårdbiträde;1", "Undersköterska;"),
    )
    assert (report.units, report.people, report.employments) == (Tally(changed=1, unchanged=2),) * 3
    assert [(c.file, c.line, c.what, c.label, c.fields) for c in report.changes] == [
        ("enheter.csv", 4, "changed", "H Hemtjänsten norr", ("name",)),
        ("personer.csv", 4, "changed", "3", ("family_name",)),
        ("anst.csv", 4, "changed", "3, T3", ("title", "manager_id")),
    ]
    third = Employment.objects.get(post="T3")
    assert (third.title, third.manager, third.person.family_name) == (
        "Undersköterska",
        None,
        "Låtsasgren",
    )


def test_a_moved_unit_takes_its_subtree_along_also_what_has_ended():
    run(units=UNITS + "N;Nämnden;nämnd;K\nG;Gruppen;enhet;H\n")
    run(units=UNITS + "N;Nämnden;nämnd;K\n")
    run(units=UNITS.replace("enhet;S", "enhet;N") + "N;Nämnden;nämnd;K\n")
    gone, home = Unit.objects.get(code="G"), Unit.objects.get(code="H")
    assert home.parent.code == "N"
    assert home.path == f"{home.parent.path}{home.pk}/"
    assert gone.path == f"{home.path}{gone.pk}/"
    assert gone.ended_on == TODAY


def test_what_vanished_ends_and_people_stay():
    run()
    report = run(
        people="\n".join(PEOPLE.splitlines()[:3]),
        employments="\n".join(EMPLOYMENTS.splitlines()[:3]),
    )
    assert report.people == Tally(unchanged=2, vanished=1)
    assert report.employments == Tally(unchanged=2, vanished=1)
    assert Employment.objects.get(post="T3").ends_on == date(2026, 6, 14)
    assert Person.objects.count() == 3
    again = run(
        people="\n".join(PEOPLE.splitlines()[:3]),
        employments="\n".join(EMPLOYMENTS.splitlines()[:3]),
    )
    assert again.employments == Tally(unchanged=2)


def test_a_unit_that_comes_back_is_active_again():
    run(units=UNITS + "G;Gruppen;enhet;H\n")
    run()
    run(units=UNITS + "G;Gruppen;enhet;H\n")
    assert Unit.objects.get(code="G").ended_on is None


def test_a_planned_employment_that_vanished_is_removed_but_remembered():
    run(employments=EMPLOYMENTS + "3;S;T9;Samordnare;1;;2026-09-01;;10\n")
    planned = Employment.objects.get(post="T9")
    report = run()
    assert report.employments.vanished == 1
    assert not Employment.objects.filter(post="T9").exists()
    history = planned.events.model.objects.filter(pgh_obj_id=planned.pk)
    assert [event.pgh_label for event in history.order_by("pgh_id")] == ["insert", "delete"]


def test_too_much_vanishing_stops_unless_it_is_meant():
    run()
    fewer = "\n".join(EMPLOYMENTS.splitlines()[:3])
    report = run(employments=fewer, allow_many_vanish=False)
    assert told(report) == [("anst.csv", 0, "too_many_employments_vanish")]
    assert report.faults[0].fault.values == {"count": 1, "total": 3, "limit": 10}
    assert not report.carried_out
    assert Employment.objects.get(post="T3").ends_on == date(2027, 1, 31)
    assert run(employments=fewer, allow_many_vanish=False, vanish_limit_percent=34).carried_out


def test_a_dry_run_tells_the_same_and_changes_nothing():
    dry = run(dry_run=True)
    assert not dry.carried_out
    assert Unit.objects.count() == Person.objects.count() == 0
    assert dry.changes == run().changes


def test_posts_may_change_hands_in_one_file():
    run()
    swapped = EMPLOYMENTS.replace("2;H;T2", "9;H;T2").replace("3;H;T3", "2;H;T3")
    report = run(employments=swapped.replace("9;H;T2", "3;H;T2"))
    assert report.carried_out
    held = {e.post: e.person.number for e in Employment.objects.current(TODAY)}
    assert held == {"T1": "1", "T2": "3", "T3": "2"}


def test_a_post_that_passes_on_ends_the_former_the_day_before():
    run()
    report = run(
        employments=EMPLOYMENTS.replace(
            "3;H;T3;Vårdbiträde;1;;2022-03-01", "2;H;T3;Vårdbiträde;1;;2026-06-01"
        )
    )
    assert report.carried_out
    spans = Employment.objects.filter(post="T3").values_list("person__number", "ends_on")
    assert dict(spans) == {"3": date(2026, 5, 31), "2": date(2027, 1, 31)}


def test_a_corrected_first_day_changes_the_same_employment():
    run()
    before = Employment.objects.get(post="T2").pk
    report = run(employments=EMPLOYMENTS.replace("2021-02-01", "2021-03-01"))
    assert report.employments == Tally(changed=1, unchanged=2)
    after = Employment.objects.get(post="T2")
    assert (after.pk, after.starts_on) == (before, date(2021, 3, 1))


def test_a_post_held_in_an_earlier_time_that_overlaps_is_told():
    run(employments=EMPLOYMENTS + "1;S;T8;Rådgivare;;;2020-01-01;2020-12-31;5\n")
    report = run(employments=EMPLOYMENTS + "3;S;T8;Rådgivare;1;;2020-12-01;;5\n")
    assert told(report) == [("anst.csv", 5, "post_held_before")]
    assert Employment.objects.filter(post="T8").count() == 1


def test_columns_that_are_left_out_leave_what_we_have():
    run()
    run(
        people="Anst.nr;Förnamn;Efternamn\n1;Alva;Påhittsson\n2;Bo;Exempelberg\n3;Åsa;Låtsaskvist\n"
    )
    assert Person.objects.get(number="2").protected_identity
    assert Person.objects.get(number="1").email == "alva@granby.example"


def test_accounts_find_their_person_by_address():
    user = UserFactory(email="alva@granby.example")
    run(people=PEOPLE.replace("alva@", "Alva@"))
    assert user.person.number == "1"


def test_who_imported_stands_in_the_history():
    user = UserFactory()
    run(by=user)
    event = Person.objects.get(number="1").events.get()
    assert event.pgh_context.metadata == {"source": "hr-files", "user": user.pk}


@pytest.mark.parametrize("model", [Unit, Person, Employment])
def test_the_history_of_new_rows_is_as_if_each_had_been_saved(model):
    run(by=UserFactory())
    for record in model.objects.all():
        (event,) = record.events.all()
        kept = [f.attname for f in event._meta.fields if not f.name.startswith("pgh_")]
        assert kept
        assert [getattr(event, name) for name in kept] == [getattr(record, name) for name in kept]
        assert (event.pgh_label, event.pgh_obj_id) == ("insert", record.pk)
        assert event.pgh_context.metadata["source"] == "hr-files"


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ({"units": UNITS + "H;Hemtjänsten;enhet;S\n"}, [("enheter.csv", 5, "unit_twice")]),
        ({"units": UNITS + "X;Annat;enhet;Y\n"}, [("enheter.csv", 5, "unknown_parent")]),
        (
            {"units": UNITS + "X;Annat;enhet;Y\nY;Annat;enhet;X\n"},
            [("enheter.csv", 5, "unit_in_circle"), ("enheter.csv", 6, "unit_in_circle")],
        ),
        ({"units": UNITS.replace("enhet;S", "stab;S")}, [("enheter.csv", 4, "unknown_kind")]),
        ({"people": PEOPLE + "1;A;B;;;\n"}, [("personer.csv", 5, "person_twice")]),
        ({"people": PEOPLE + ";A;B;;;\n"}, [("personer.csv", 5, "cell_empty")]),
        (
            {"people": PEOPLE + "4;A;B;inte;;kanske\n"},
            [
                ("personer.csv", 5, "not_an_address"),
                ("personer.csv", 5, "not_yes_or_no"),
            ],
        ),
        (
            {"employments": EMPLOYMENTS + "7;Q;T7;X;8;;2020-01-01;;40\n"},
            [
                ("anst.csv", 5, "unknown_person"),
                ("anst.csv", 5, "unknown_unit"),
                ("anst.csv", 5, "unknown_manager"),
            ],
        ),
        (
            {"employments": EMPLOYMENTS + "1;S;T7;X;1;;2020-02-01;2020-01-01;40\n"},
            [("anst.csv", 5, "own_manager"), ("anst.csv", 5, "ends_before_start")],
        ),
        (
            {"employments": EMPLOYMENTS + "1;S;T7;X;;;igår;;60\n"},
            [("anst.csv", 5, "not_a_date"), ("anst.csv", 5, "not_week_hours")],
        ),
        (
            {"employments": EMPLOYMENTS + "1;S;T3;X;;;2026-01-01;;40\n"},
            [("anst.csv", 5, "post_taken")],
        ),
        ({"people": "Skonummer\n42\n"}, [("personer.csv", 1, "missing_columns")]),
        ({"people": ""}, [("personer.csv", 0, "empty_file")]),
    ],
)
def test_every_fault_is_told_by_file_and_line_and_nothing_is_done(change, faults):
    report = run(**change)
    assert told(report) == faults
    assert not report.carried_out
    assert Unit.objects.count() == Person.objects.count() == 0
    for found in report.faults:
        assert "(" not in sentence(found.fault), "a code without a sentence"


def test_faults_are_whole_sentences():
    fault = Fault("post_taken", 5, {"value": "T3", "other": 4})
    assert sentence(fault) == (
        "Tjänsten T3 innehas av någon annan samtidigt, på rad 4. "
        "Avsluta den ena innan den andra börjar."
    )


def test_a_report_survives_being_kept_as_json():
    report = run(employments=EMPLOYMENTS + "7;Q;T7;X;8;;2020-01-01;;40\n")
    assert ImportReport.from_json(report.as_json()) == report
    done = run()
    assert ImportReport.from_json(done.as_json()) == done


def test_a_made_up_municipality_imports_whole():
    report = import_hr(build_organisation(Random(3), 400), as_of=TODAY)
    assert report.carried_out
    assert report.people == Tally(created=400)
    assert Unit.objects.filter(parent=None).count() == 1


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    which=st.sampled_from(["units", "people", "employments"]),
    at=st.integers(0, 250),
    junk=st.text(max_size=6) | st.sampled_from(["\n", ";", '"', "\x00", "K", "1;", "2026-01-01"]),
)
def test_no_damaged_file_crashes_or_half_imports(which, at, junk):
    original = {"units": UNITS, "people": PEOPLE, "employments": EMPLOYMENTS}[which]
    report = run(**{which: (original[:at] + junk + original[at:])}, dry_run=True)
    assert all(sentence(found.fault) for found in report.faults)
    assert Unit.objects.count() == 0


def test_the_command_tells_in_swedish(tmp_path, capsys):
    paths = []
    for sent in (files().units, files().people, files().employments):
        (tmp_path / sent.name).write_bytes(sent.data)
        paths.append(str(tmp_path / sent.name))
    call_command("import_hr", *paths, "--dry-run")
    out = capsys.readouterr().out
    assert "Enheter: 3 nya, 0 ändrade, 0 oförändrade, 0 försvunna" in out
    assert "Provkörning: inget har ändrats." in out
    call_command("import_hr", *paths)
    assert Person.objects.count() == 3
    (tmp_path / "personer.csv").write_text(PEOPLE + "1;A;B;;;\n")
    capsys.readouterr()
    with pytest.raises(CommandError, match=r"Inget har ändrats\. Rätta filerna och försök igen\."):
        call_command("import_hr", *paths)
    err = capsys.readouterr().err
    assert err == "personer.csv:5: Anställningsnumret 1 finns redan på rad 2.\n"
    with pytest.raises(CommandError, match="saknas"):
        call_command("import_hr", "saknas.csv", *paths[1:])
