"""What one save changed, word by word; and the editorial log of all that was moved from state to state."""

from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from newsroom import redlines
from newsroom.history import Revision
from newsroom.transition_pages import found

# Saves that move nothing are told on a text's own history.
MERE_SAVES = ["add", "change", "delete"]


def change_view(admin, verbs):
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
            "verb": verbs.get(revision.verb, revision.verb),
            "before": before,
            "differences": redlines.differences(before.data if before else {}, revision.data, admin.model),
        }
        return TemplateResponse(request, "admin/revision.html", context)

    return page


def log_view(site, verbs):
    def page(request):
        if not request.user.has_perm("newsroom.view_revision"):
            raise PermissionDenied
        admins = {model: admin for model, admin in site._registry.items() if admin.has_view_permission(request)}
        moves = Revision.objects.exclude(verb__in=MERE_SAVES).select_related("by", "content_type").defer("data")
        paginator = next(iter(site._registry.values())).get_paginator(request, moves, 50)
        shown = paginator.get_page(request.GET.get(PAGE_VAR, 1))
        context = {
            **site.each_context(request),
            "title": _("Editorial log"),
            "page": shown,
            "page_range": paginator.get_elided_page_range(shown.number),
            "rows": _rows(shown, admins, verbs),
        }
        return TemplateResponse(request, "admin/log.html", context)

    return page


def _rows(revisions, admins, verbs) -> list[dict]:
    """With the texts that still stand; the number of queries grows with the kinds of texts, not with the rows."""
    revisions = list(revisions)
    keys = {}
    for revision in revisions:
        keys.setdefault(revision.content_type.model_class(), set()).add(revision.object_id)
    things = {model: model._base_manager.in_bulk(ids) for model, ids in keys.items() if model in admins}
    return [_row(revision, things, admins, verbs) for revision in revisions]


def _row(revision, things, admins, verbs) -> dict:
    model = revision.content_type.model_class()
    thing = things.get(model, {}).get(revision.object_id)
    return {
        "revision": revision,
        "verb": verbs.get(revision.verb, revision.verb),
        "kind": model._meta.verbose_name if model else "",
        "thing": thing,
        "url": admins[model]._url(thing) if thing and hasattr(admins[model], "_url") else "",
    }
