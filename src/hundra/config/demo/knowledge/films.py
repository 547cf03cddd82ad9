"""The demo's films as records; `hundra.config.filming` makes their files."""

from __future__ import annotations

from django.core.files.base import ContentFile

from hundra.config.demo.knowledge.library import entries
from hundra.config.filming import Film as Filmed
from hundra.config.filming import film_of
from hundra.core.accounts.models import User
from hundra.core.organisation.models import Unit
from hundra.hear.knowledge.models import Film

SIGNED = "sa-sorterar-du-matavfall"
"""The one with a place-holder where a sign-language version would be."""


def create_films(*, owner: Unit, by: User) -> dict[str, Film]:
    """The films by slug, with captions, picture and transcript."""
    return {entry["slug"]: _create(entry, owner=owner, by=by) for entry in entries("films")}


def _create(entry: dict, *, owner: Unit, by: User) -> Film:  # type: ignore[type-arg]
    slug = entry["slug"]
    filmed = film_of(entry)
    film = Film(
        slug=slug,
        title=entry["title"],
        description=entry["description"],
        audience=entry["audience"],
        owner_unit=owner,
        transcript=entry["transcript"],
        duration_seconds=sum(scene["seconds"] for scene in entry["scenes"]),
        published=True,
        created_by=by,
    )
    _keep(film, slug, filmed)
    if slug == SIGNED:
        film.signed_file.save(f"{slug}-tecken.webm", ContentFile(filmed.signed), save=False)
    film.save()
    return film


def _keep(film: Film, slug: str, filmed: Filmed) -> None:
    film.file.save(f"{slug}.webm", ContentFile(filmed.video), save=False)
    film.captions.save(f"{slug}.vtt", ContentFile(filmed.captions.encode()), save=False)
    film.poster.save(f"{slug}.jpg", ContentFile(filmed.poster), save=False)
