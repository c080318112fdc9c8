"""The duty screen, for a phone at midnight: what comes out, what came out, and what one may do about it now."""

from datetime import timedelta

from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from newsroom import checks, clock, dates
from newsroom.publishing import Publishable, Stage
from newsroom.transitions import WHEN, offered, told

DAY = timedelta(hours=24)
LONGEST = 50
VERBS = ("confirm", "publish", "move", "recall", "withdraw", "restore")


def page(site, request):
    now = clock.now()
    context = {**site.each_context(request), "title": _("Duty"), "now": now, "sections": sections(site, request, now)}
    return TemplateResponse(request, "admin/duty.html", context)


# Name, heading, what stands there if nothing does ("" leaves it out), and which rows belong there.
SECTIONS = [
    (
        "coming",
        _("Comes out in 24 hours"),
        _("Nothing comes out in the next 24 hours."),
        lambda rows, day: rows.in_stage(Stage.SCHEDULED).filter(publish_at__range=day).order_by("publish_at", "pk"),
    ),
    (
        "came",
        _("Came out in the last 24 hours"),
        _("Nothing came out in the last 24 hours."),
        lambda rows, day: (rows.readable() | rows.gone()).filter(publish_at__range=day).newest_first(),
    ),
    (
        "withdrawn",
        _("Also withdrawn in the last 24 hours"),
        "",
        lambda rows, day: (
            rows.in_stage(Stage.WITHDRAWN)
            .filter(withdrawn_at__range=day)
            .exclude(publish_at__range=day)
            .order_by("-withdrawn_at", "-pk")
        ),
    ),
    (
        "unread",
        _("Also wants a second reader"),
        _("Nothing else waits for a second reader."),
        lambda rows, day: rows.awaiting_second_reader().exclude(publish_at__range=day).newest_first(),
    ),
]


def sections(site, request, now) -> list[dict]:
    day = (now - DAY, now + DAY)
    made = [
        _section(name, heading, empty, _found(site, request, choose, day, newest_first=name != "coming"), request.user)
        for name, heading, empty, choose in SECTIONS
    ]
    return [section for section in made if section["cards"] or section["empty"]]


def _found(site, request, choose, day, newest_first) -> list[tuple]:
    """Rows of every kind with their admins; one more than are shown."""
    found = [
        (admin, row)
        for model, admin in site._registry.items()
        if issubclass(model, Publishable) and admin.has_view_permission(request)
        for row in choose(admin.get_queryset(request), day)[: LONGEST + 1]
    ]
    return sorted(found, key=lambda each: each[1].publish_at, reverse=newest_first)


def _section(name, heading, empty, found, by) -> dict:
    return {
        "name": name,
        "heading": heading,
        "empty": empty,
        "cards": [card(admin, row, by) for admin, row in found[:LONGEST]],
        "has_more": len(found) > LONGEST,
    }


def card(admin, row, by) -> dict:
    return {
        "id": f"{row._meta.model_name}-{row.pk}",
        "name": str(row),
        "language": getattr(row, "language", ""),
        "description": admin.describe(row),
        "stage": row.stage,
        "when": WHEN[row.stage] % {"moment": told(row.publish_at)},
        "wait": dates.until(row.publish_at, clock.now()) if row.stage == Stage.SCHEDULED else "",
        "is_unread": row.awaits_review,
        "faults": checks.blocking(row.findings(row.publish_at)),
        "buttons": [_button(row, by, each) for each in offered(row, by) if each.verb in VERBS],
        "paragraphs": "" if row.why_not_change(by) else _address(row, "paragraphs"),
        "url": _address(row, "change"),
    }


def _button(row, by, transition) -> dict:
    return {
        "verb": transition.verb,
        "label": transition.label,
        "reasons": [str(reason) for reason in transition.why_not(row, by)],
        "url": f"{_address(row, transition.verb)}?from=duty",
    }


def _address(row, page) -> str:
    """Of a page in the admin; "" for a kind that has no such page."""
    try:
        return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])
    except NoReverseMatch:
        return ""
