"""Made-up exports as American cities' 311 systems write them; nothing here is anyone's data."""

import csv
import io
import random
from datetime import datetime, timedelta

TYPES = {
    "Noise - Residential": ("Loud Music/Party", "Banging/Pounding"),
    "Street Condition": ("Pothole", "Cave-in"),
    "HEAT/HOT WATER": ("ENTIRE BUILDING", "APARTMENT ONLY"),
    "Illegal Parking": ("Blocked Hydrant", "Posted Parking Sign Violation"),
}
AGENCIES = ("NYPD", "DOT", "HPD")
CHANNELS = ("PHONE", "ONLINE", "MOBILE", "UNKNOWN", "OTHER")
NYC = (
    *("unique_key", "created_date", "closed_date", "agency", "agency_name", "complaint_type"),
    *("descriptor", "location_type", "incident_zip", "incident_address", "status"),
    *("resolution_description", "community_board", "borough", "open_data_channel_type"),
    *("latitude", "longitude"),
)
CHICAGO = (
    *("Service Request Number", "SR Type", "Created Date", "Closed Date", "Status"),
    *("Owner Department", "Street Address", "Origin", "Latitude", "Longitude"),
)
AMERICAN = "%m/%d/%Y %I:%M:%S %p"


def _moments(rng, since):
    created = since + timedelta(seconds=rng.randrange(300 * 86_400))
    closed = created + timedelta(seconds=rng.randrange(30 * 86_400)) if rng.random() < 0.9 else None
    return created, closed


def nyc_rows(count, *, seed=1, since=datetime(2024, 1, 1)):  # noqa: DTZ001  Files have no zone.
    """Lines as New York's open data has them: times local, a tenth open, much missing."""
    rng = random.Random(seed)
    for number in range(count):
        created, closed = _moments(rng, since)
        kind = rng.choice(list(TYPES))
        agency = rng.choice(AGENCIES)
        placed = rng.random() < 0.95
        yield {
            "unique_key": str(60_000_000 + number),
            "created_date": created.strftime(AMERICAN),
            "closed_date": closed.strftime(AMERICAN) if closed else "",
            "agency": agency,
            "agency_name": f"Department {agency}",
            "complaint_type": kind,
            "descriptor": rng.choice(TYPES[kind]) if rng.random() < 0.97 else "N/A",
            "location_type": "Street/Sidewalk",
            "incident_zip": str(rng.randrange(10001, 11697)),
            "incident_address": f"{rng.randrange(1, 999)} EXAMPLE AVENUE" if placed else "",
            "status": "Closed" if closed else rng.choice(("Open", "In Progress", "Assigned")),
            "resolution_description": "The condition was corrected." if closed else "",
            "community_board": "Unspecified",
            "borough": "EXAMPLE",
            "open_data_channel_type": rng.choice(CHANNELS),
            "latitude": f"{rng.uniform(40.5, 40.9):.8f}" if placed else "",
            "longitude": f"{rng.uniform(-74.2, -73.7):.8f}" if placed else "",
        }


def chicago_rows(count, *, seed=1, since=datetime(2024, 1, 1)):  # noqa: DTZ001
    rng = random.Random(seed)
    for number in range(count):
        created, closed = _moments(rng, since)
        yield {
            "Service Request Number": f"SR24-{number:08}",
            "SR Type": rng.choice(list(TYPES)),
            "Created Date": created.strftime(AMERICAN),
            "Closed Date": closed.strftime(AMERICAN) if closed else "",
            "Status": "Completed" if closed else "Open",
            "Owner Department": "Streets and Sanitation",
            "Street Address": f"{rng.randrange(1, 999)} W EXAMPLE ST",
            "Origin": rng.choice(("Phone Call", "Internet", "Mobile Device", "Mass Entry")),
            "Latitude": f"{rng.uniform(41.6, 42.0):.8f}",
            "Longitude": f"{rng.uniform(-87.9, -87.5):.8f}",
        }


def as_csv(rows, *, delimiter=","):
    """The lines as a file; their first line's keys are its headers."""
    rows = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def as_xlsx(rows):
    from openpyxl import Workbook

    rows = list(rows)
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
