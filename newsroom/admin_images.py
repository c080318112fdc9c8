"""Pictures in the admin: their words and rights, the focal point, where they are used, and a consent that ends."""

from django.contrib import admin
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom import clock, consent_pages, dates
from newsroom.admin_base import NamedAdmin, WithFiles
from newsroom.forms import AddressForm
from newsroom.languages import active
from newsroom.pictures import widths_of

FOCAL_POINT = _("Focal point")


ONLY_AN_EDITOR_BANKS = _("Everybody sees the media bank, so only an editor can put a picture there.")


class ImageForm(AddressForm):
    # Whether this person may publish; set by the admin.
    may_publish = False

    def clean(self):
        super().clean()
        if self.cleaned_data.get("in_media_bank") and not self.may_publish:
            self.add_error("in_media_bank", ONLY_AN_EDITOR_BANKS)
        if self.cleaned_data.get("stored_file") and not self.instance.pk:
            self._take_words_from_the_file(self.cleaned_data["stored_file"])

    def _take_words_from_the_file(self, stored):
        """What the photographer has written into the file, where the form says nothing."""
        caption = f"caption_{self.cleaned_data.get('main_language')}"
        for name, inside in (("credit", stored.credit_inside), (caption, stored.caption_inside)):
            if name in self.fields and not self.cleaned_data.get(name):
                self.cleaned_data[name] = inside


class ImageAdmin(WithFiles, NamedAdmin):
    form = ImageForm
    closes_when_public = True
    list_display = ["picture", "__str__", "credit", "size", "rights"]
    list_display_links = ["picture", "__str__"]
    list_filter = ["in_media_bank", "licence"]
    list_select_related = ["stored_file"]
    search_fields = ["alt_fi", "alt_sv", "alt_en", "caption_fi", "caption_sv", "caption_en", "credit"]
    readonly_fields = ["rights", "where_used", "focus_shown"]
    fieldsets = [
        (_("Picture"), {"fields": ["stored_file"]}),
        (_("Texts"), {"fields": ["alt", "is_decorative", "caption"]}),
        (_("Focal point"), {"fields": ["focus_shown", ("focal_x", "focal_y")]}),
        (_("Rights"), {"fields": ["credit", "licence", "in_media_bank", "consent_note", ("use_until", "show_until")]}),
        (_("Settings"), {"fields": ["main_language"]}),
    ]

    class Media:
        js = ["newsroom/admin/focus.js"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.may_publish = request.user.has_perm("releases.clear_release")
        return form

    def get_fieldsets(self, request, obj=None):
        """A picture that is not there yet has no focal point and no uses."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            return [each for each in fieldsets if each[0] != FOCAL_POINT]
        return [fieldsets[0], (_("Now"), {"fields": ["rights", "where_used"]}), *fieldsets[1:]]

    def files_held(self, image):
        return [(image, "stored_file")]

    def get_urls(self):
        page = self.admin_site.admin_view(consent_pages.view(self, uses_of))
        return [path("<path:object_id>/consent-withdrawn/", page, name="newsroom_image_consent"), *super().get_urls()]

    def tools(self, request, obj):
        others = super().tools(request, obj)
        if obj.consent_withdrawn_at:
            return others
        return [{"label": _("Consent withdrawn"), "url": self._url(obj, "consent")}, *others]

    @admin.display(description=_("picture"))
    def picture(self, image):
        address = reverse("admin:thumbnail", args=[image.stored_file.uuid])
        return format_html('<img class="thumbnail" src="{}" alt="">', address)

    @admin.display(description=_("size"))
    def size(self, image):
        return f"{image.width} × {image.height}"

    @admin.display(description=_("rights"))
    def rights(self, image):
        state, words = rights_in_words(image)
        return format_html('<span class="state state-{}">{}</span>', state, words)

    @admin.display(description=_("where it is used"))
    def where_used(self, image):
        return render_to_string("admin/images/_uses.html", {"uses": uses_of(image), "image": image})

    @admin.display(description=_("what is cut away"))
    def focus_shown(self, image):
        widths = [each for each in widths_of(image.width) if each <= 640]
        return render_to_string("admin/images/_focus.html", {"image": image, "width": (widths or [320])[-1]})


def uses_of(image) -> list[dict]:
    """The texts, events and people that show it, each with its page in the admin."""
    return [
        {
            "name": str(row),
            "kind": capfirst(row._meta.verbose_name),
            "url": reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk]),
            "stage": getattr(row, "stage", None),
        }
        for row in image.uses()
    ]


def rights_in_words(image) -> tuple[str, str]:
    """A colour of the labels of states, and what holds today."""
    today = clock.today()
    if image.consent_withdrawn_at:
        return "withdrawn", gettext("Consent withdrawn: shown nowhere")
    if image.show_until and image.show_until < today:
        return "withdrawn", gettext("Shown nowhere since %(day)s ended") % {"day": _day(image.show_until)}
    if image.use_until and image.use_until < today:
        return "review", gettext("Stays where it is, and goes nowhere else")
    if image.show_until:
        return "scheduled", gettext("Shown until %(day)s") % {"day": _day(image.show_until)}
    if image.use_until:
        return "public", gettext("May be used until %(day)s") % {"day": _day(image.use_until)}
    return "public", gettext("May be used without end")


def _day(when) -> str:
    return dates.day(when, active())
