"""Which other rows the words stand in: to be seen before asking, and redacted by requests of their own."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.text import capfirst

from newsroom.history import Recorded, RecordedPart
from newsroom.redaction_columns import FORMAL, frozen_models, of_kinds, texts_of, values_of
from newsroom.richtext import HTMLField
from newsroom.striking import Strike


@dataclass(frozen=True)
class Other:
    """Another row with the words; None as its row if only its history is left."""

    model: type[models.Model]
    key: int
    row: models.Model | None

    @property
    def name(self) -> str:
        return str(self.row) if self.row else f"{capfirst(self.model._meta.verbose_name)} {self.key}"


def elsewhere(strike: Strike, rows) -> list[Other]:
    """All other rows that the words stand in, today or in their history."""
    mine = {(type(row), row.pk) for row in rows}
    found = dict.fromkeys([*_rows_with(strike), *_histories_with(strike)])
    return [
        Other(model, key, model._base_manager.filter(pk=key).first())
        for model, key in found
        if (model, key) not in mine
    ]


def _rows_with(strike) -> Iterator[tuple]:
    for model in of_kinds(Recorded, RecordedPart):
        columns = texts_of(model)
        for row in model._base_manager.iterator(chunk_size=200) if columns else ():
            if _stands_in_row(strike, columns, values_of(row)):
                owners = [row] if isinstance(row, Recorded) else row.recorded_owners()
                yield from ((type(owner), owner.pk) for owner in owners)


def _stands_in_row(strike, columns, values) -> bool:
    return any(_stands(strike, column, values[column.attname]) for column in columns) or bool(strike.across(values))


def _histories_with(strike) -> Iterator[tuple]:
    for model in frozen_models():
        for frozen in model.objects.iterator(chunk_size=200):
            if strike.stands_in(frozen.note) or strike.stands_in_data(frozen.data):
                yield frozen.content_type.model_class(), frozen.object_id


def _stands(strike, column, value) -> bool:
    if isinstance(column, HTMLField):
        return strike.stands_in_html(value)
    if isinstance(column, (*FORMAL, models.SlugField)):
        return strike.stands_in_address(value)
    return strike.stands_in(value)
