"""The field for a colleague, found by typing a part of the name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from hundra.core.accounts.models import User
from hundra.core.organisation.models import Person
from hundra.core.organisation.queries import find_people, visible_people
from hundra.core.ui.forms import SearchSelect


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def __init__(self, *, user: User, current: Person | None, **options: Any) -> None:
        def resolve(text: str) -> object | None:
            found = list(find_people(text, by=user, limit=2))
            return found[0].pk if len(found) == 1 else None

        keys = visible_people(user).order_by().values("pk")
        chosen = Q(pk=current.pk) if current else Q()
        super().__init__(
            queryset=Person.objects.filter(Q(pk__in=keys) | chosen),
            widget=SearchSelect(reverse_lazy("editing_people"), resolve=resolve),
            **options,
        )

    def label_from_instance(self, obj: Person) -> str:
        return _("Protected identity") if obj.protected_identity else str(obj)
