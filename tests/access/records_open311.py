"""Apps, what they may report, and what they have reported, that the matrix walks."""

from tests.access.records import Address, World, record
from tests.factories.open311 import make_app, make_report, make_service

from hundra.show.open311.models import Report


def _report(world: World) -> Report:
    return make_report(make_service(unit=world.own, desk__unit=world.own), make_app())


@record("open311=form")
def open311_form(world: World) -> Address:
    return Address({"form": "json"})


@record("open311=new_report")
def open311_new_report(world: World) -> Address:
    service = make_service(unit=world.own, desk__unit=world.own)
    make_app()
    sent = {"api_key": "nyckel-0001", "service_code": service.pk, "address_string": "Storgatan 1"}
    return Address({"form": "xml"}, sent)


@record("open311=no_key")
def open311_without_key(world: World) -> Address:
    return Address({"form": "xml"}, {"address_string": "Storgatan 1"})


@record("open311=service")
def open311_service(world: World) -> Address:
    return Address({"code": _report(world).service_id, "form": "json"})


@record("open311=report")
def open311_report(world: World) -> Address:
    return Address({"number": _report(world).case_id, "form": "json"})


@record("open311=confidential")
def open311_confidential(world: World) -> Address:
    report = _report(world)
    report.case.is_confidential = True
    report.case.save(update_fields=["is_confidential"])
    return Address({"number": report.case_id, "form": "json"})


@record("open311=token")
def open311_token(world: World) -> Address:
    return Address({"token": _report(world).case_id, "form": "json"})


@record("open311=nowhere")
def open311_nowhere(world: World) -> Address:
    return Address({"rest": "services.yaml"})


@record("open311=key")
def open311_key(world: World) -> Address:
    return Address({"pk": make_app().pk})
