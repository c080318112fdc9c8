"""Mail to colleagues about a text: a link and who did what, never its words, since mail is a door too."""

from django.contrib.auth import get_user_model
from django.urls import reverse

from newsroom import emails
from newsroom.text import one_line
from newsroom.web import absolute

# What happened: also the name of the mail's template.
CHANGED, PROPOSED, RECALLED, FORCED = "changed", "proposed", "recalled", "forced"


def tell(obj, by, what: str, note: str = "", moment=None, url: str = "") -> None:
    """Whoever cleared it, if that is somebody else who is still here; else all other editors."""
    address = url or page_of(obj, "change")
    words = {"by": str(by or ""), "note": one_line(note), "url": address, "moment": moment or obj.publish_at}
    for user in readers(obj, by):
        emails.send_after_commit(f"colleague_{what}", user.email, user.language, kind=obj._meta.verbose_name, **words)


def tell_proposer(proposal) -> None:
    """What became of a proposal, with the reason."""
    reader, by = proposal.by, proposal.decided_by
    if reader and reader != by and reader.is_active:
        url = page_of(proposal.row, "proposal", proposal.pk)
        is_applied = proposal.decision == proposal.Decision.APPLIED
        words = {"is_applied": is_applied, "by": str(by or ""), "note": one_line(proposal.decision_note), "url": url}
        emails.send_after_commit("proposal_decided", reader.email, reader.language, **words)


def page_of(obj, page: str, *more) -> str:
    return absolute(reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_{page}", args=[obj.pk, *more]))


def readers(obj, by) -> list:
    clearer = obj.last_clearer()
    if clearer and clearer != by and clearer.is_active:
        return [clearer]
    return list(editors().exclude(pk=by.pk if by else None))


def editors():
    return _in_group("Editor")


def administrators():
    return _in_group("Administrator")


def _in_group(name: str):
    return get_user_model().objects.filter(groups__name=name, is_active=True).distinct().order_by("pk")
