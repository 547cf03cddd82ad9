"""The peer of benchmarks/desk.py: django-helpdesk's own pages on the same PostgreSQL.

Runs in an environment of its own (`uv run --no-project --with django-helpdesk …`), so that
nothing of it is installed beside Hundra. Makes as many tickets as asked for, with the same kind of
titles, states and ages, by one INSERT; then times its list, a ticket, its search and creating one,
in process as Hundra's own are timed. Prints one JSON object: milliseconds, p50 and p95 of each.

    python helpdesk_peer.py DATABASE_NAME_URL TICKETS REQUESTS
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from urllib.parse import parse_qs, unquote, urlsplit

TITLES = ("Trasig gatlykta", "Fråga om bygglov", "Utebliven sophämtning", "Fel på lönen")
WORDS = ("gatlykta", "bygglov", "sophämtning", "lönen")
BULK = """
INSERT INTO helpdesk_ticket (title, queue_id, created, modified, submitter_email, assigned_to_id,
    status, on_hold, description, resolution, priority, due_date, secret_key)
SELECT (%s::text[])[1 + n %% 4] || ' ' || n, 1 + n %% 12, now() - (n || ' minutes')::interval,
    now(), 'person' || n || '@example.se', %s, CASE WHEN n < %s / 25 THEN 1 ELSE 4 END, false,
    'Beskrivning', '', 3, now() + interval '2 days', md5(n::text)
FROM generate_series(1, %s) n
"""


def main() -> int:
    url, tickets, requests = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    _configure(url)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    keys = _fill(tickets)
    print(json.dumps(_measured(keys, requests)))
    return 0


def _configure(url: str) -> None:
    import django
    from django.conf import settings

    parts = urlsplit(url)
    further = parse_qs(parts.query)
    settings.configure(
        DEBUG=False,
        SECRET_KEY="of the peer alone",
        ALLOWED_HOSTS=["localhost"],
        ROOT_URLCONF=__name__,
        USE_TZ=True,
        SITE_ID=1,
        STATIC_URL="/static/",
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        HELPDESK_TEAMS_MODE_ENABLED=False,
        EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "HOST": unquote(parts.hostname or further.get("host", [""])[0]),
                "PORT": parts.port or further.get("port", [""])[0],
                "USER": parts.username or further.get("user", [""])[0],
                "PASSWORD": parts.password or "",
                "NAME": parts.path.lstrip("/"),
                "CONN_MAX_AGE": None,
            }
        },
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.sites",
            "django.contrib.messages",
            "django.contrib.staticfiles",
            "django.contrib.admin",
            "django.contrib.humanize",
            "rest_framework",
            "helpdesk",
        ],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.locale.LocaleMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
    )
    django.setup()


def __getattr__(name: str) -> object:
    """The addresses, asked for by Django once it is set up."""
    if name != "urlpatterns":
        raise AttributeError(name)
    from django.contrib import admin
    from django.urls import include, path

    return [
        path("admin/", admin.site.urls),
        path("", include("helpdesk.urls", namespace="helpdesk")),
    ]


def _fill(tickets: int) -> list[int]:
    from django.contrib.auth.models import User
    from django.db import connection
    from helpdesk.models import Queue

    user = User.objects.create_superuser("peer", "peer@example.se", "peer")
    for number in range(1, 13):
        Queue.objects.create(id=number, title=f"Kö {number}", slug=f"q{number}")
    with connection.cursor() as cursor:
        cursor.execute(BULK, [list(TITLES), user.pk, tickets, tickets])
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("SELECT id FROM helpdesk_ticket ORDER BY random() LIMIT 50")
        return [key for (key,) in cursor.fetchall()]


def _measured(keys: list[int], requests: int) -> dict[str, dict[str, float]]:
    from django.contrib.auth.models import User
    from django.test import Client
    from helpdesk.query import query_to_base64

    client = Client(HTTP_HOST="localhost", raise_request_exception=True)
    client.force_login(User.objects.get())
    table = "?draw=1&start=0&length=25&order[0][column]=0&order[0][dir]=desc&search[value]="
    unsettled = {"filtering": {"status__in": [1, 2]}, "sorting": "created", "search_string": ""}
    listed = query_to_base64({**unsettled, "filtering_null": {}, "sortreverse": False})
    wanted = [
        query_to_base64(
            {
                "filtering": {},
                "filtering_null": {},
                "sorting": "created",
                "sortreverse": False,
                "search_string": word,
            }
        )
        for word in WORDS
    ]

    def create(number: int) -> None:
        body = {"title": f"Ny {number}", "queue": "1", "body": "Text", "priority": "3"}
        _read(client.post("/tickets/submit/", body), 302)

    steps: dict[str, Callable[[int], None]] = {
        "list": lambda n: _page_and_rows(client, "/tickets/", listed, table),
        "open": lambda n: _read(client.get(f"/tickets/{keys[n % len(keys)]}/")),
        "search": lambda n: _page_and_rows(client, "/tickets/", wanted[n % len(wanted)], table),
        "create": create,
    }
    return {name: _times(step, requests) for name, step in steps.items()}


def _page_and_rows(client: object, page: str, query: str, table: str) -> None:
    """A list is a page and the rows that it asks for by itself."""
    _read(client.get(page))  # type: ignore[attr-defined]
    _read(client.get(f"/datatables_ticket_list/{query}{table}"))  # type: ignore[attr-defined]


def _read(response: object, status: int = 200) -> None:
    if response.status_code != status:  # type: ignore[attr-defined]
        raise SystemExit(f"the peer answered {response.status_code}")  # type: ignore[attr-defined]


def _times(step: Callable[[int], None], requests: int) -> dict[str, float]:
    step(0)
    times = []
    begun = time.perf_counter()
    for number in range(requests):
        start = time.perf_counter()
        step(number)
        times.append((time.perf_counter() - start) * 1_000)
        if number >= 4 and time.perf_counter() - begun > 60:
            break
    cuts = statistics.quantiles(times, n=100)
    return {"p50": cuts[49], "p95": cuts[94]}


if __name__ == "__main__":
    raise SystemExit(main())
