"""What apps report, and the keys they do it with."""

from tests.factories.cases import CaseFactory
from tests.factories.contacts import DeskReasonFactory
from tests.factories.organisation import UnitFactory

from hundra.hear.contacts.models import DeskReason
from hundra.show.open311.models import ApiKey, Report
from hundra.show.open311.services import digest


def make_service(**fields: object) -> DeskReason:
    """A reason that apps may report about, with a unit that sees to it."""
    fields.setdefault("unit", UnitFactory())
    fields.setdefault("is_public_report", True)
    made: DeskReason = DeskReasonFactory(**fields)
    return made


def make_app(text: str = "nyckel-0001", **fields: object) -> ApiKey:
    fields.setdefault("name", f"Appen {text}")
    made, _is_new = ApiKey.objects.get_or_create(
        digest=digest(text), defaults={"ending": text[-4:], **fields}
    )
    return made


def make_report(service: DeskReason, app: ApiKey, **case: object) -> Report:
    """A report of a case that stands at the service's unit."""
    case.setdefault("place", "")
    record = CaseFactory(reason=service.reason, unit=service.unit, source="open311", **case)
    return Report.objects.create(
        case=record, service=service, app=app, requested_at=record.opened_at
    )
