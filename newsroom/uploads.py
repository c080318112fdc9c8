"""A foreign key to a stored file that is filled by uploading, in any form.

The bytes are kept as soon as they pass the checks, so an error elsewhere in the form loses no upload:
the form comes back with the file's name and a signed reference to it.
"""

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom import files

_SALT = "newsroom.uploads"


class UploadWidget(forms.FileInput):
    template_name = "admin/widgets/upload.html"

    def value_from_datadict(self, data, files_, name):
        kept = data.get(f"{name}_kept") or None
        if upload := super().value_from_datadict(data, files_, name):
            upload.in_place_of = kept
            return upload
        return kept

    def value_omitted_from_data(self, data, files_, name):
        return super().value_omitted_from_data(data, files_, name) and f"{name}_kept" not in data

    def get_context(self, name, value, attrs):
        stored = _kept(value)
        if stored:
            attrs = {**attrs, "required": False}
        context = super().get_context(name, value, attrs)
        context["widget"]["stored"] = stored
        context["widget"]["kept"] = signing.dumps(stored.pk, salt=_SALT) if stored else ""
        return context

    def use_required_attribute(self, initial):
        return super().use_required_attribute(initial) and not initial


def _kept(value) -> files.StoredFile | None:
    """The file behind what a widget holds: a row, an upload, a signed reference or a key.

    An upload that was refused leaves the file that it should have replaced.
    """
    if isinstance(value, files.StoredFile):
        return value
    if hasattr(value, "read"):
        return getattr(value, "stored", None) or _kept(getattr(value, "in_place_of", None))
    if isinstance(value, str):
        try:
            value = signing.loads(value, salt=_SALT, max_age=7 * 24 * 3600)
        except signing.BadSignature:
            return None
    return files.StoredFile.objects.filter(pk=value).first() if isinstance(value, int) else None


class UploadField(forms.Field):
    widget = UploadWidget
    default_error_messages = {"required": _("Choose a file.")}

    def keep(self, upload) -> files.StoredFile:
        return files.StoredFile.objects.store(upload)

    def bound_data(self, data, initial):
        return data or initial

    def has_changed(self, initial, data):
        stored = _kept(data)
        return hasattr(data, "read") or (stored is not None and stored.pk != initial)

    def clean(self, value):
        if hasattr(value, "read"):
            if not hasattr(value, "stored"):
                value.stored = self.keep(value)
            return value.stored
        stored = _kept(value)
        if stored is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return stored


class StoredFileField(models.ForeignKey):
    """Points to a StoredFile; in a form it is an upload."""

    upload_field = UploadField

    def __init__(self, to="newsroom.StoredFile", on_delete=models.PROTECT, **kwargs):
        super().__init__(to, on_delete, **kwargs)

    def formfield(self, **kwargs):
        return models.Field.formfield(self, form_class=self.upload_field)

    def save_form_data(self, instance, data):
        if data is not None:
            setattr(instance, self.name, data)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs
