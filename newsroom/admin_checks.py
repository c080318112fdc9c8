"""What the checks find, beside the form: at load in the text as it is saved, then live where an app offers that."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom import checks, clock, dates
from newsroom.states import Stage

BEFORE_PUBLICATION = (Stage.DRAFT, Stage.REVIEW, Stage.SCHEDULED)


def places_in(form, parts) -> dict[str, str]:
    """The element that each field or inline of a form has on its page."""
    fields = {name: form[name].id_for_label or f"{form[name].auto_id}_0" for name in form.fields}
    return fields | {part: f"{part}-group" for part in parts}


def shown(findings, places, is_public=False) -> dict:
    """The findings for the template; a public text has come out already: nothing stands in its way or at its moment."""
    findings = [each for each in findings if not (is_public and each.place == "publish_at")]
    rows = [{"sentence": str(each), "to": places.get(each.place, ""), "finding": each} for each in findings]
    blocking = [row for row in rows if row["finding"].is_blocking and not is_public]
    return {"blocking": blocking, "advice": [row for row in rows if row not in blocking], "is_public": is_public}


def note_on(moment: datetime | None) -> dict:
    """How far away a moment is and which time it is in, for the line beside its field."""
    if moment is None:
        return {}
    now = clock.now()
    wait = dates.until(moment, now) if moment > now else ""
    return {"wait": wait, "zone": zone_of(moment), "questions": checks.questions(moment, now)}


def zone_of(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{local.tzname()} (UTC{local.utcoffset().total_seconds() / 3600:+.0f})"


class ChecksPanel:
    """For PublishableAdmin."""

    def checks_url(self, obj) -> str:
        """Where what is typed can be checked while it is typed, "" where it can't."""
        return ""

    def render_change_form(self, request, context, obj=None, **kwargs):
        context["checks"] = None if context["is_popup"] else self._checks_panel(request, context, obj)
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def _checks_panel(self, request, context, obj) -> dict | None:
        if obj and obj.stage not in (*BEFORE_PUBLICATION, Stage.PUBLIC):
            return None
        is_public = obj is not None and obj.stage == Stage.PUBLIC
        result = self._found_when_saved(context, obj, is_public) if obj else None
        return {
            "url": "" if self.is_read_only(request, obj) else self.checks_url(obj),
            "title": _("Good to know") if is_public else _("Before publication"),
            "result": result,
            # A new text is first checked by the script, and a public one may have nothing to be told.
            "is_shown": bool(result and (result["advice"] or not is_public)),
        }

    def _found_when_saved(self, context, obj, is_public) -> dict:
        parts = [each.formset.prefix for each in context["inline_admin_formsets"]]
        places = places_in(context["adminform"].form, parts)
        note = note_on(obj.publish_at) if "publish_at" in places else {}
        return shown(obj.findings(), places, is_public) | {"note": note}
