"""The editors' desk: what waits for somebody, what comes out next, what came out last, what I or nobody has finished."""

from datetime import datetime
from itertools import islice

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom import clock, dates
from newsroom.history import Revision
from newsroom.images import Image
from newsroom.proposals import Proposal
from newsroom.publishing import Publishable, Stage

LENGTH = 8


def desk(site, request) -> dict[str, list[dict]]:
    admins = [
        admin
        for model, admin in site._registry.items()
        if issubclass(model, Publishable) and admin.has_view_permission(request)
    ]
    return {
        "pictures": _leaving_pictures(request),
        "waiting": _waiting(request, admins),
        "scheduled": _rows(request, admins, _in(Stage.SCHEDULED), "publish_at"),
        "published": _rows(request, admins, _in(Stage.PUBLIC), "publish_at", newest_first=True),
        "drafts": _rows(request, admins, _drafts_of(request.user), "changed_at", newest_first=True),
    }


def _leaving_pictures(request):
    leaving = (
        Image.objects.leaving().select_related("stored_file") if request.user.has_perm("newsroom.view_image") else []
    )
    return list(leaving[:LENGTH])


def _waiting(request, admins) -> list[dict]:
    """What somebody else has finished and an editor must look at."""
    reasons = [
        (_("In review"), _in(Stage.REVIEW), "changed_at"),
        (_("Change proposed"), _with_proposals, "proposed_at"),
        (_("Second reader wanted"), lambda rows: rows.awaiting_second_reader(), "changed_at"),
    ]
    found = [row | {"why": str(why)} for why, choose, since in reasons for row in _rows(request, admins, choose, since)]
    return sorted(found, key=lambda row: row["at"])[:LENGTH]


def _in(stage):
    return lambda rows: rows.in_stage(stage)


def _drafts_of(user):
    """One's own, and imported ones that nobody has taken up."""

    def choose(rows):
        mine, anybodys = _of(Revision, rows.model, by=user), _of(Revision, rows.model, by__isnull=False)
        return rows.in_stage(Stage.DRAFT).filter(Exists(mine) | ~Exists(anybodys))

    return choose


def _with_proposals(rows):
    first = _of(Proposal, rows.model, decision=Proposal.Decision.OPEN).order_by("pk").values("created_at")[:1]
    return rows.annotate(proposed_at=Subquery(first)).exclude(proposed_at=None)


def _of(frozen, model, **fields):
    """Revisions or proposals of each row of a model."""
    return frozen.objects.filter(
        content_type__app_label=model._meta.app_label,
        content_type__model=model._meta.model_name,
        object_id=OuterRef("pk"),
        **fields,
    )


def _rows(request, admins, choose, field, newest_first=False) -> list[dict]:
    found = []
    for admin in admins:
        rows = choose(admin.get_queryset(request)).defer(*admin.list_deferred)
        order = f"-{field}" if newest_first else field
        found += [(getattr(row, field), admin, row) for row in rows.order_by(order, "pk")[:LENGTH]]
    found.sort(key=lambda each: each[0], reverse=newest_first)
    return [_row(admin, row, at, field == "publish_at") for at, admin, row in islice(found, LENGTH)]


def _row(admin, row, at: datetime, is_moment: bool) -> dict:
    """With the wait where `at` is the moment that is waited for, not the day since when."""
    options = row._meta
    return {
        "name": str(row),
        "language": getattr(row, "language", ""),
        "url": reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[row.pk]),
        "description": admin.describe(row),
        "stage": row.stage,
        "at": at,
        "wait": dates.until(row.publish_at, clock.now()) if is_moment and row.stage == Stage.SCHEDULED else "",
    }
