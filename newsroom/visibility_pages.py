"""The editors' page "Where is this visible?": every door of a text, now and at its moment, and the receipt."""

from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from newsroom import clock, receipts, visibility
from newsroom.publishing import Publishable
from newsroom.states import Stage
from newsroom.transition_pages import found

TITLE = _("Where is this visible?")


def view(admin):
    """The page for a model's admin, to be mounted at `<id>/visibility/`."""

    def page(request, object_id):
        obj = found(admin, request, object_id)
        context = {
            **admin.admin_site.each_context(request),
            "title": TITLE,
            "opts": admin.opts,
            "object": obj,
            "url": admin._url(obj),
            "panel": panel(obj),
        }
        return TemplateResponse(request, "admin/publishing/visibility.html", context)

    return page


def panel(thing: Publishable) -> dict:
    """The doors now, and at its moment where that is to come; those that are shut against expectation come first."""
    now = clock.now()
    is_waiting = thing.stage == Stage.SCHEDULED
    today = visibility.ask(thing, now)
    then = {answer.door.address: answer for answer in visibility.ask(thing, thing.publish_at)} if is_waiting else {}
    rows = [_row(thing, answer, then.get(answer.door.address)) for answer in today]
    return {
        "stage": thing.stage,
        "rows": sorted((row for row in rows if row["is_counted"]), key=lambda row: not row["is_wrong"]),
        "elsewhere": [row for row in rows if not row["is_counted"]],
        "now": _count(today),
        "then": _count(then.values()),
        "asked_at": now,
        "moment": thing.publish_at if is_waiting else None,
        "receipt": receipts.receipt_of(thing),
    }


def _row(thing, answer, later) -> dict:
    latest = later or answer
    must_be_open = thing.stage in (Stage.PUBLIC, Stage.SCHEDULED) and latest.door.is_expected
    is_leak = answer.is_visible and not thing.was_public()
    return {
        "door": latest.door,
        "now": answer,
        "then": later,
        "is_counted": latest.is_counted or answer.is_counted,
        "is_wrong": is_leak or (must_be_open and not latest.is_visible),
    }


def _count(answers) -> dict[str, int]:
    counted = visibility.counted(list(answers))
    return {"open": sum(answer.is_visible for answer in counted), "doors": len(counted)}
