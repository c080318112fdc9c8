"""Which columns hold words, and which rows the newsroom keeps the history of."""

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from phonenumber_field.modelfields import PhoneNumberField

from newsroom.history import Frozen, RecordedPart
from newsroom.permissions import OUR_APPS

# Columns in which a mark can't stand: they lose all they hold.
FORMAL = (models.EmailField, models.URLField, PhoneNumberField)
NOT_WORDS = {"sha256", "digest", "source_hash", "content_type", "colour"}


def of_kinds(*kinds) -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in OUR_APPS and issubclass(model, kinds)]


def frozen_models() -> list[type[Frozen]]:
    return of_kinds(Frozen)


def texts_of(model) -> list[models.Field]:
    return [
        column
        for column in model._meta.concrete_fields
        if isinstance(column, models.CharField | models.TextField)
        and not column.choices
        and not column.name.endswith(tuple(NOT_WORDS))
    ]


def values_of(row) -> dict[str, str]:
    return {column.attname: str(getattr(row, column.attname)) for column in texts_of(type(row))}


def is_needed(row, name: str) -> bool:
    """Whether a part is nothing without this column, such as a phone without its number."""
    column = row._meta.get_field(name)
    return isinstance(row, RecordedPart) and isinstance(column, FORMAL) and not column.blank


def language_of(column) -> str | None:
    """The language of a column that has its twins in others."""
    return getattr(column, "_translated_field_language_code", None)


def related_model(model, name: str) -> type[models.Model] | None:
    """What a name in a snapshot refers to; a column that is no more refers to nothing."""
    try:
        return model._meta.get_field(name).related_model
    except FieldDoesNotExist:
        return None
