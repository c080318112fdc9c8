"""What one save changed, word by word; and the editorial log of all that was moved from state to state."""

from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.db.models.fields.json import KT
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from newsroom import redlines
from newsroom.history import Revision
from newsroom.transition_pages import found
from newsroom.transitions import IS_AGAIN, told
from newsroom.verbs import VERBS

# Saves that move nothing are told on a text's own history.
MERE_SAVES = ["add", "change", "delete"]
# What decides about a moment, and how it is told.
WITH_MOMENT = {
    **dict.fromkeys(("clear", "force"), "%(moment)s"),
    "publish": _("instead of %(before)s"),
    "move": _("from %(before)s to %(moment)s"),
    "recall": _("was to come out %(before)s"),
}


def with_moments(revisions):
    """With the moment that each leaves and the one that it found, as they stand in the frozen rows."""
    same = Revision.objects.filter(content_type=OuterRef("content_type"), object_id=OuterRef("object_id"))
    before = same.filter(pk__lt=OuterRef("pk")).order_by("-pk").annotate(at=KT("data__publish_at")).values("at")[:1]
    told_with = revisions.select_related("by").defer("data")
    return told_with.annotate(moment=KT("data__publish_at"), moment_before=Subquery(before), status=KT("data__status"))


def row(revision, thing, **more) -> dict:
    """What waits for its moment has a number already, but no version that anybody could open."""
    return {
        "revision": revision,
        "thing": thing,
        "number": revision.number if revision.number and thing and thing.was_public() else None,
        "verb": VERBS.get(revision.verb, revision.verb),
        "moment": _moment_of(revision),
        **more,
    }


def _moment_of(revision) -> str:
    if revision.verb == "restore":
        return str(IS_AGAIN[revision.status])
    words = {"moment": _told(revision.moment), "before": _told(revision.moment_before)}
    return str(WITH_MOMENT.get(revision.verb, "")) % words if any(words.values()) else ""


def _told(moment: str | None) -> str:
    return told(parse_datetime(moment)) if moment else ""


def change_view(admin):
    def page(request, object_id, number):
        obj = found(admin, request, object_id)
        revision = Revision.objects.of(obj).filter(pk=number).select_related("by").first()
        if revision is None:
            raise Http404
        before = Revision.objects.of(obj).filter(pk__lt=number).first()
        context = {
            **admin.admin_site.each_context(request),
            "title": _("What changed"),
            "opts": admin.opts,
            "object": obj,
            "revision": revision,
            "verb": VERBS.get(revision.verb, revision.verb),
            "before": before,
            "differences": redlines.differences(before.data if before else {}, revision.data, admin.model),
        }
        return TemplateResponse(request, "admin/revision.html", context)

    return page


def log_view(site):
    def page(request):
        if not request.user.has_perm("newsroom.view_revision"):
            raise PermissionDenied
        admins = {model: admin for model, admin in site._registry.items() if admin.has_view_permission(request)}
        moves = with_moments(Revision.objects.exclude(verb__in=MERE_SAVES)).select_related("by", "content_type")
        paginator = next(iter(site._registry.values())).get_paginator(request, moves, 50)
        shown = paginator.get_page(request.GET.get(PAGE_VAR, 1))
        context = {
            **site.each_context(request),
            "title": _("Editorial log"),
            "page": shown,
            "page_range": paginator.get_elided_page_range(shown.number),
            "rows": _rows(shown, admins),
        }
        return TemplateResponse(request, "admin/log.html", context)

    return page


def _rows(revisions, admins) -> list[dict]:
    """With the texts that still stand; the number of queries grows with the kinds of texts, not with the rows."""
    revisions = list(revisions)
    keys = {}
    for revision in revisions:
        keys.setdefault(revision.content_type.model_class(), set()).add(revision.object_id)
    things = {model: model._base_manager.in_bulk(ids) for model, ids in keys.items() if model in admins}
    return [_of_text(revision, things, admins) for revision in revisions]


def _of_text(revision, things, admins) -> dict:
    model = revision.content_type.model_class()
    thing = things.get(model, {}).get(revision.object_id)
    address = getattr(admins.get(model), "_url", None) if thing else None
    diff = address(thing, "revision", revision.pk) if address and revision.is_edit else ""
    kind = model._meta.verbose_name if model else ""
    return row(revision, thing, kind=kind, url=address(thing) if address else "", diff=diff)
