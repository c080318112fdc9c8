"""The page of early readers of a release: who has a personal link, and what they have done with it."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from newsroom.states import Refused
from newsroom.transitions import WHEN, told
from releases import links
from releases.link_forms import EmbargoForm, PreviewForm, SeveralForm
from releases.links import Kind

PER_PAGE = 50
# The button that was pressed, and the form it belongs to.
FORMS = {"_embargo": EmbargoForm, "_several": SeveralForm, "_preview": PreviewForm}


class EarlyReadersAdmin:
    """For ReleaseAdmin: `<id>/links/` and what its buttons do."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<path:object_id>/links/", wrap(self.links_view), name="releases_release_links"),
            path(
                "<path:object_id>/links/<uuid:uuid>/revoke/",
                wrap(self.revoke_link_view),
                name="releases_release_link_revoke",
            ),
            path(
                "<path:object_id>/links/<uuid:uuid>/mail/",
                wrap(require_POST(self.mail_link_view)),
                name="releases_release_link_mail",
            ),
            *super().get_urls(),
        ]

    def links_view(self, request, object_id):
        release = self._release(request, object_id)
        forms = {name: form(request.POST if name in request.POST else None) for name, form in FORMS.items()}
        asked = next((form for name, form in forms.items() if name in request.POST), None)
        if asked is not None and asked.is_valid() and self._shared(request, release, asked):
            return self._to_links(release)
        return TemplateResponse(request, "admin/releases/release/links.html", self._page(request, release, forms))

    def _release(self, request, object_id):
        release = self.get_object(request, unquote(object_id))
        if release is None:
            raise Http404
        if not self.has_view_permission(request, release):
            raise PermissionDenied
        return release

    def _shared(self, request, release, form) -> bool:
        try:
            made = links.share(release, form.kind, request.user, form.readers, form.expires_at)
        except Refused as refused:
            release.refresh_from_db()
            form.add_error(None, refused.reasons)
            return False
        said = ngettext("%(count)s link has been made.", "%(count)s links have been made.", len(made))
        self.message_user(request, said % {"count": len(made)}, messages.SUCCESS)
        return True

    def _page(self, request, release, forms) -> dict:
        page = Paginator(release.links.for_register(), PER_PAGE).get_page(request.GET.get(PAGE_VAR))
        edit = links.newest_edit(release)
        charge = {kind: links.may_share(release, kind, request.user) for kind in Kind}
        return {
            **self._frame(request, release, _("Early readers")),
            "when": WHEN.get(release.stage, "") % {"moment": told(release.publish_at)},
            "embargo": {
                "form": forms["_embargo"],
                "several": forms["_several"],
                "reasons": links.why_not_share(release, Kind.EMBARGO, request.user),
            },
            "preview": {
                "form": forms["_preview"],
                "reasons": links.why_not_share(release, Kind.PREVIEW, request.user),
            },
            "page": page,
            "page_range": page.paginator.get_elided_page_range(page.number),
            "rows": [_row(link, release, charge, edit) for link in page],
        }

    def _frame(self, request, release, title) -> dict:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "object": release,
            "links_url": reverse("admin:releases_release_links", args=[release.pk]),
        }

    def revoke_link_view(self, request, object_id, uuid):
        release, link = self._link(request, object_id, uuid)
        if request.method == "POST":
            self._try(request, release, links.revoke, link, _("The link of %(holder)s has been revoked."))
            return self._to_links(release)
        context = {
            **self._frame(request, release, _("Revoke a link")),
            "link": link,
            "reasons": links.why_not_revoke(link, request.user),
        }
        return TemplateResponse(request, "admin/releases/release/link_revoke.html", context)

    def mail_link_view(self, request, object_id, uuid):
        release, link = self._link(request, object_id, uuid)
        self._try(request, release, links.mail, link, _("The link has been sent to %(holder)s."))
        return self._to_links(release)

    def _link(self, request, object_id, uuid):
        release = self._release(request, object_id)
        link = get_object_or_404(release.links, uuid=uuid)
        link.release = release
        return release, link

    def _try(self, request, release, action, link, done):
        try:
            action(link, request.user)
        except Refused as refused:
            for reason in refused.reasons:
                self.message_user(request, reason, messages.ERROR)
        except OSError:
            self.message_user(
                request, _("The mail could not be sent. Copy the link and send it yourself."), messages.ERROR
            )
        else:
            said = done % {"holder": link.holder}
            self.log_change(request, release, said)
            self.message_user(request, said, messages.SUCCESS)

    def _to_links(self, release):
        """Where the newest link stands on top."""
        return HttpResponseRedirect(reverse("admin:releases_release_links", args=[release.pk]) + "#register")


def _row(link, release, charge, edit) -> dict:
    """A link with what this person may do; who is not in charge of its kind does not see its address either."""
    link.release = release
    is_in_charge = charge[link.kind]
    return {
        "link": link,
        "has_old_text": link.is_open and links.is_behind(link, edit),
        "address": link.address if link.is_open and is_in_charge else "",
        "can_mail": link.is_open and is_in_charge and bool(link.email),
        "can_revoke": is_in_charge and link.state not in (link.State.REVOKED, link.State.OVER),
    }
