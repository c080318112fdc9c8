"""The checks of a release while it is being written: the unsaved form comes, what is found goes back as HTML."""

from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from newsroom.admin_checks import note_on, places_in, shown
from newsroom.publishing import Stage
from newsroom.transition_pages import found
from releases import unsaved
from releases.checks import LONGEST_HEADLINE, check

PARTS = ("contacts", "attachments")


class LiveChecks:
    """For ReleaseAdmin."""

    def checks_url(self, obj):
        return self._url(obj, "checks") if obj else reverse("admin:releases_release_checks_new")

    def render_change_form(self, request, context, **kwargs):
        context["longest_headline"] = LONGEST_HEADLINE
        return super().render_change_form(request, context, **kwargs)

    def checks_view(self, request, object_id=None):
        release = found(self, request, object_id) if object_id else None
        if not (self.has_change_permission(request, release) if release else self.has_add_permission(request)):
            raise PermissionDenied
        form = self._unsaved_form(request, release)
        is_public = release is not None and release.stage == Stage.PUBLIC
        result = shown(check(unsaved.of_form(form, release)), places_in(form, PARTS), is_public)
        return TemplateResponse(request, "admin/publishing/_findings.html", result | {"note": _note(form)})

    def _unsaved_form(self, request, release):
        """Bound and never validated."""
        fields = flatten_fieldsets(self.get_fieldsets(request, release))
        return self.get_form(request, release, change=release is not None, fields=fields)(
            request.POST, instance=release
        )

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.checks_view))
        return [
            path("checks/", view, name="releases_release_checks_new"),
            path("<path:object_id>/checks/", view, name="releases_release_checks"),
            *super().get_urls(),
        ]


def _note(form) -> dict:
    if "publish_at" not in form.fields:
        return {}
    return note_on(unsaved.moment_of(form)) | {"errors": unsaved.moment_errors(form)}
