"""Who may do what with articles, films and what search teaches.

- Everyone reads published articles and films that are for everyone, until they are out of sight.
- Employees (any active account) read those for employees too; guides those for guides only.
- Editors, at the owner unit or above it, write drafts, read all revisions and keep the details.
- What is published was approved by an editor, at the owner unit or above, who had no hand in the
  wording. So is a wider audience: by someone else than who asked for it.
- Editors anywhere keep topics, contact reasons and synonyms, and work through what people
  searched for and did not find. They see searches cleaned, and never who made them.
- Imports become drafts. Only an administrator who is also an editor may have them published at
  once, as when a municipality moves its articles from an old system.
- Being an editor gives no right to read what is for guides, except at the own units.
"""

from __future__ import annotations

from hundra.core.accounts.models import Role
from hundra.core.accounts.rules import Actor, has_role
from hundra.core.organisation.models import Unit
from hundra.hear.knowledge.models import Article, Audience, Film, KnowledgeUpload, Revision


def audiences_of(user: Actor) -> frozenset[str]:
    """The audiences that the user belongs to."""
    if not user.is_authenticated or not user.is_active:
        return frozenset({Audience.EVERYONE})
    if has_role(user, Role.GUIDE):
        return frozenset(Audience.values)
    return frozenset({Audience.EVERYONE, Audience.EMPLOYEES})


def may_search_inside(user: Actor) -> bool:
    """Every employee."""
    return bool(user.is_authenticated and user.is_active)


def is_editor(user: Actor) -> bool:
    """Editors anywhere: the editors' lists, topics, synonyms and what searches teach."""
    return has_role(user, Role.EDITOR)


def is_guide(user: Actor) -> bool:
    return has_role(user, Role.GUIDE)


def may_write_for(user: Actor, unit: Unit) -> bool:
    return has_role(user, Role.EDITOR, at=unit)


def may_edit(user: Actor, article: Article) -> bool:
    return has_role(user, Role.EDITOR, at=article.owner_unit)


def may_edit_film(user: Actor, film: Film) -> bool:
    return has_role(user, Role.EDITOR, at=film.owner_unit)


def may_approve(user: Actor, revision: Revision) -> bool:
    """An editor of the article's unit who had no hand in the wording."""
    return may_edit(user, revision.translation.article) and user.pk not in revision.authors


def may_widen(user: Actor, article: Article) -> bool:
    """An editor of the article's unit other than the one who asked for the wider audience."""
    return may_edit(user, article) and user.pk != article.wanted_by_id


def may_publish_imports(user: Actor) -> bool:
    """Administrators who are editors too, both for the whole municipality or a part of it."""
    return has_role(user, Role.ADMINISTRATOR) and has_role(user, Role.EDITOR)


def may_see_upload(user: Actor, upload: KnowledgeUpload) -> bool:
    """Who sent a package of articles: its report tells of units that others do not edit."""
    return is_editor(user) and user.pk == upload.uploaded_by_id
