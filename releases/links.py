"""Early reading: who may give a text out before its moment, what its holders have seen, and who must be told."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom import clock, emails, redlines
from newsroom.history import Revision
from newsroom.models import Chore, Organisation, StoredFile
from newsroom.states import Refused, Stage, may
from releases.models import AccessLink, Release

Kind = AccessLink.Kind

_NOT_IN_CHARGE = {
    Kind.EMBARGO: _("Only an editor can give out a text under embargo."),
    Kind.PREVIEW: _("Only those who may change the text can share a preview of it."),
}
_NOT_NOW = {
    Stage.PUBLIC: _("This is public already: its own address can be given to anybody."),
    Stage.WITHDRAWN: _("This has been withdrawn and can no longer be shared."),
    Stage.REMOVED: _("This has been removed and can no longer be shared."),
}
_NO_EMBARGO_YET = _("Clear the text for a moment in the future first: before that it has no embargo.")

MAILS = {Kind.EMBARGO: "embargo_link", Kind.PREVIEW: "embargo_preview"}
WORDS = ("headline", "lead", "body")


# Who may


def may_share(release: Release, kind: str, by) -> bool:
    return may(by, "clear", release) or (kind == Kind.PREVIEW and not release.why_not_change(by))


def why_not_share(release: Release, kind: str, by) -> list[str]:
    reasons = [] if may_share(release, kind, by) else [_NOT_IN_CHARGE[kind]]
    if release.stage not in AccessLink.OPENS_IN[kind]:
        reasons.append(_NOT_NOW.get(release.stage, _NO_EMBARGO_YET))
    return reasons


def why_not_revoke(link: AccessLink, by) -> list[str]:
    reasons = [] if may_share(link.release, link.kind, by) else [_NOT_IN_CHARGE[link.kind]]
    if link.revoked_at:
        reasons.append(_("This link has been revoked already."))
    return reasons


def why_not_mail(link: AccessLink, by) -> list[str]:
    reasons = why_not_share(link.release, link.kind, by)
    if not link.email:
        reasons.append(_("This reader has no e-mail address. Copy the link instead."))
    if not reasons and not link.is_open:
        reasons.append(_("This link no longer opens. Make a new one."))
    return reasons


# What is done


def share(
    release: Release, kind: str, by, readers: Iterable[AccessLink], expires_at: datetime | None = None
) -> list[AccessLink]:
    """Give each reader (a link with a name, not saved yet) a link of their own: all of them or none. Raises Refused."""
    readers = list(readers)
    with transaction.atomic():
        release.hold()
        if reasons := [
            *why_not_share(release, kind, by),
            *_why_not_until(kind, expires_at),
            *_doubles(release, readers),
        ]:
            raise Refused(reasons)
        for link in readers:
            link.release, link.kind, link.created_by, link.expires_at = release, kind, by, expires_at
            link.clean_fields(exclude=["release", "created_by"])
            link.save()
    return readers


def _why_not_until(kind, expires_at) -> list[str]:
    if expires_at is None:
        return [_("A preview needs an end.")] if kind == Kind.PREVIEW else []
    return [_("The link would have ended before it was made.")] if expires_at <= clock.now() else []


def _doubles(release, readers) -> list[str]:
    """Two links to one person would make one of them forgotten when the other is revoked."""
    live = [link for link in release.links.unrevoked() if not link.has_expired]
    taken = {link.email.lower() for link in live if link.email}
    reasons = []
    for address in (link.email.lower() for link in readers if link.email):
        if address in taken:
            reasons.append(_("%(email)s has a link to this text already.") % {"email": address})
        taken.add(address)
    return reasons


def revoke(link: AccessLink, by) -> None:
    """Raises Refused."""
    if reasons := why_not_revoke(link, by):
        raise Refused(reasons)
    if not link.revoke(by):
        raise Refused([_("This link has been revoked already.")])


def mail(link: AccessLink, by) -> None:
    """Send a link to its holder. Raises Refused, and OSError if the mail server can't be reached."""
    if reasons := why_not_mail(link, by):
        raise Refused(reasons)
    emails.send(MAILS[link.kind], link.email, link.release.language, **_of_mail(link))


def _of_mail(link) -> dict:
    """What a mail may say: never the headline, since mails are passed on."""
    return {"link": link, "house": Organisation.objects.house() or Organisation()}


# What has changed


def newest_revision(release: Release) -> Revision | None:
    return Revision.objects.of(release).first()


def newest_edit(release: Release) -> Revision | None:
    return Revision.objects.of(release).filter(is_edit=True).defer("data").first()


def is_behind(link: AccessLink, edit: Revision | None) -> bool:
    """Whether its holder has opened a text that is older than an edit."""
    return bool(edit and link.seen_id and link.seen_id < edit.pk)


def changes_since(link: AccessLink) -> list[redlines.Difference]:
    """The words that differ from those its holder has seen; empty too if only other things have changed."""
    if not is_behind(link, newest_edit(link.release)):
        return []
    return redlines.differences(_words(link.seen), _words(newest_revision(link.release)), Release)


def change_since(link: AccessLink) -> dict | None:
    """For the page: when its holder saw the text, and what differs; None if nothing has changed since."""
    if not is_behind(link, newest_edit(link.release)):
        return None
    return {"opened_at": link.last_opened_at, "differences": changes_since(link)}


def _words(revision) -> dict:
    """Only what the holder may read: the rest of a revision is for colleagues."""
    return {name: revision.data.get(name, "") for name in WORDS}


def tell_readers_of_change(release: Release) -> None:
    """Mail everybody who has opened an older text under embargo, once for each change.

    It waits for the commit, since the revision of a change is written last in its transaction.
    """
    transaction.on_commit(lambda: _tell_readers(release.pk), robust=True)


def tell_readers_of_moment(release: Release) -> None:
    """Mail everybody who holds the text under embargo that its moment is another, or that it does not come out."""
    transaction.on_commit(lambda: _tell_of_moment(release.pk), robust=True)


def _tell_of_moment(key):
    release = Release.objects.get(pk=key)
    if release.is_public():
        return
    name = "embargo_moved" if release.is_cleared else "embargo_recalled"
    for link in release.links.of_kind(Kind.EMBARGO).exclude(first_opened_at=None).filter(revoked_at=None):
        if link.email:
            emails.send_after_commit(name, link.email, release.language, **_of_mail(link))


def readers_behind(release: Release) -> list[AccessLink]:
    """Those who have opened an older text under embargo and can still open the new one."""
    edit = newest_edit(release)
    if edit is None:
        return []
    readers = release.links.of_kind(Kind.EMBARGO).who_opened_before(edit)
    return [link for link in readers.select_related("release") if link.is_open]


def _tell_readers(key):
    release = Release.objects.get(pk=key)
    edit = newest_edit(release)
    for link in readers_behind(release):
        if link.email and _is_first_time(link, edit):
            emails.send_after_commit("embargo_changed", link.email, release.language, **_of_mail(link))


def _is_first_time(link, edit) -> bool:
    _chore, is_new = Chore.objects.get_or_create(kind="embargo_changed", key=f"{link.uuid} {edit.pk}")
    return is_new


# Files


def files_of(release: Release):
    """The files that go out with the text itself. A document has a moment of its own, so it is not among them."""
    own = Q(attachments__release=release) | Q(images__families__releases=release)
    return StoredFile.objects.filter(own).distinct()
