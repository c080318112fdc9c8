"""Who keeps the accessibility statement is asked to write it, and to read it through once a year."""

from django.urls import reverse
from django.utils.translation import gettext

from newsroom import claims, colleagues, dates, emails
from newsroom.languages import active
from newsroom.models import AccessibilityStatement
from newsroom.web import absolute

KIND = "statement"


class ReminderFailedError(Exception):
    pass


def task(user) -> dict | None:
    """What the desk asks of whoever may do it."""
    if not user.has_perm("newsroom.change_accessibilitystatement"):
        return None
    statement = AccessibilityStatement.objects.of_the_house()
    if statement is None:
        words = gettext("Readers find no accessibility statement yet, only that it is being prepared. Write it.")
        return {"words": words, "url": reverse("admin:newsroom_accessibilitystatement_add")}
    if statement.reminder_due() is None:
        return None
    words = gettext("The accessibility statement was last reviewed on %(day)s. Read it through and set the new day.")
    return {"words": words % {"day": dates.day(statement.reviewed_on, active())}, "url": _address(statement)}


def remind() -> dict[str, int]:
    """A mail to each administrator after eleven months and one after twelve. Raises when one failed."""
    statement = AccessibilityStatement.objects.of_the_house()
    months = statement.reminder_due() if statement else None
    if months is None:
        return {}
    sent = [_tell(user, statement, months) for user in colleagues.administrators()]
    if None in sent:
        raise ReminderFailedError
    return {"mails": sum(sent)} if any(sent) else {}


def _tell(user, statement, months: int) -> bool | None:
    taken = claims.take(KIND, f"{statement.pk}:{statement.reviewed_on}:{months}:{user.pk}")
    if taken is None:
        return False
    try:
        emails.send(
            "statement_review",
            user.email,
            user.language,
            reviewed_on=statement.reviewed_on,
            is_overdue=months >= 12,
            url=absolute(_address(statement)),
        )
    except OSError:
        claims.keep(taken, claims.FAILED)
        return None
    claims.keep(taken, claims.DONE)
    return True


def _address(statement) -> str:
    return reverse("admin:newsroom_accessibilitystatement_change", args=[statement.pk])
