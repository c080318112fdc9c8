"""The editors' admin: its order, its desk, and the three languages it speaks."""

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from newsroom import duty, history_pages, images, renditions, statements
from newsroom.dashboard import desk
from newsroom.languages import CODES
from newsroom.models import Image, StoredFile, User

IN_ORDER = {
    "releases": ["Release", "ReleaseSeries"],
    "programmes": ["Programme", "ProgrammePeriod", "Document", "DocumentVersion"],
    "events": ["Event", "Venue"],
    "people": ["Spokesperson"],
    "newsroom": ["Image", "Theme", "Place", "Organisation", "AccessibilityStatement", "User"],
}


class Autocomplete(AutocompleteJsonView):
    def get_queryset(self):
        """Pictures that nobody may choose any more are not offered."""
        rows = super().get_queryset()
        return rows.usable() if issubclass(rows.model, Image) else rows

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        if isinstance(obj, Image):
            result["picture"] = reverse("admin:thumbnail", args=[obj.stored_file.uuid])
        return result


class NewsroomAdminSite(admin.AdminSite):
    site_title = _("Newsroom")
    index_title = _("Desk")
    empty_value_display = "–"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Deleting many at a time would pass by what may never be deleted.
        self.disable_action("delete_selected")

    def get_urls(self):
        return [
            path("r/<int:content_type_id>/<int:object_id>/", self.admin_view(self.view_on_site), name="view_on_site"),
            path("log/", self.admin_view(history_pages.log_view(self)), name="log"),
            path("language/", self.admin_view(require_POST(self.change_language)), name="change_language"),
            path("duty/", self.admin_view(self.duty), name="duty"),
            path("thumbnails/<uuid:uuid>/", self.admin_view(self.thumbnail), name="thumbnail"),
            path("thumbnails/<uuid:uuid>/<shape:shape>/", self.admin_view(self.thumbnail), name="thumbnail"),
            *super().get_urls(),
        ]

    def get_app_list(self, request, app_label=None):
        apps = sorted(super().get_app_list(request, app_label), key=lambda app: _place(IN_ORDER, app["app_label"]))
        for app in apps:
            in_order = IN_ORDER.get(app["app_label"], [])
            app["models"].sort(key=lambda model: _place(in_order, model["object_name"]))
        return apps

    def index(self, request, extra_context=None):
        may_write = request.user.has_perm("releases.add_release")
        asked = statements.task(request.user)
        context = {"desk": desk(self, request), "may_write": may_write, "asked": asked, **(extra_context or {})}
        return super().index(request, context)

    def duty(self, request):
        return duty.page(self, request)

    def autocomplete_view(self, request):
        return Autocomplete.as_view(admin_site=self)(request)

    def change_language(self, request):
        """The language of the admin is the user's own, on every machine."""
        if request.POST.get("language") in CODES:
            User.objects.filter(pk=request.user.pk).update(language=request.POST["language"])
        back = request.POST.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
        return HttpResponseRedirect(back if is_ours else reverse("admin:index"))

    def view_on_site(self, request, content_type_id, object_id):
        """Django's way to a thing's page tells its address to everybody who is logged in."""
        kind = get_object_or_404(ContentType, pk=content_type_id)
        admin = self._registry.get(kind.model_class())
        if admin is None or not admin.has_view_permission(request):
            raise PermissionDenied
        return shortcut(request, content_type_id, object_id)

    def thumbnail(self, request, uuid, shape=str(images.WIDTHS[0])):
        """A picture as it is being chosen: nothing refers to it yet, so no rule of the site could show it."""
        if not request.user.has_perm("newsroom.view_image"):
            raise PermissionDenied
        stored = get_object_or_404(StoredFile, uuid=uuid)
        smaller = renditions.path_of(stored, shape, "webp")
        shown = smaller or stored.path
        if not stored.content_type.startswith("image/") or not shown.exists():
            raise Http404
        return FileResponse(shown.open("rb"), content_type="image/webp" if smaller else stored.content_type)


def _place(in_order, name) -> int:
    names = list(in_order)
    return names.index(name) if name in names else len(names)
