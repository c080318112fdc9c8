"""The editors' desk: what waits for somebody, what comes out next, what came out last, what I or nobody has finished."""

from datetime import datetime
from itertools import islice

from django.db.models import Exists, OuterRef
from django.urls import reverse

from newsroom import clock, dates
from newsroom.history import Revision
from newsroom.publishing import Publishable, Stage

LENGTH = 8


def desk(site, request) -> dict[str, list[dict]]:
    admins = [
        admin
        for model, admin in site._registry.items()
        if issubclass(model, Publishable) and admin.has_view_permission(request)
    ]
    return {
        "waiting": _rows(request, admins, Stage.REVIEW, "changed_at"),
        "scheduled": _rows(request, admins, Stage.SCHEDULED, "publish_at"),
        "published": _rows(request, admins, Stage.PUBLIC, "publish_at", newest_first=True),
        "drafts": _rows(request, admins, Stage.DRAFT, "changed_at", newest_first=True, by=request.user),
    }


def _rows(request, admins, stage, field, newest_first=False, by=None) -> list[dict]:
    found = []
    for admin in admins:
        rows = admin.get_queryset(request).in_stage(stage).defer(*admin.list_deferred)
        if by:
            rows = rows.filter(
                Exists(_revisions_of(admin.model, by=by)) | ~Exists(_revisions_of(admin.model, by__isnull=False))
            )
        order = f"-{field}" if newest_first else field
        found += [(getattr(row, field), admin, row) for row in rows.order_by(order, "pk")[:LENGTH]]
    found.sort(key=lambda each: each[0], reverse=newest_first)
    return [_row(admin, row, at) for at, admin, row in islice(found, LENGTH)]


def _revisions_of(model, **by):
    return Revision.objects.filter(
        content_type__app_label=model._meta.app_label,
        content_type__model=model._meta.model_name,
        object_id=OuterRef("pk"),
        **by,
    )


def _row(admin, row, at: datetime) -> dict:
    options = row._meta
    return {
        "name": str(row),
        "language": getattr(row, "language", ""),
        "url": reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[row.pk]),
        "description": admin.describe(row),
        "stage": row.stage,
        "at": at,
        "wait": dates.until(at, clock.now()) if row.stage == Stage.SCHEDULED else "",
    }
