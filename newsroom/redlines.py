"""What changed between two snapshots, word by word, for people to read."""

from dataclasses import dataclass
from html import escape

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from newsroom import history, richtext, worddiff
from newsroom.richtext import HTMLField


@dataclass(frozen=True)
class Difference:
    """A field's name for people, and its words with <del> and <ins>, clean."""

    label: str
    html: str


def differences(old: dict, new: dict, model: type[models.Model]) -> list[Difference]:
    """The fields of a model that differ, in the order of the model, then what belongs to it."""
    found = []
    for field in [*model._meta.concrete_fields, *model._meta.many_to_many]:
        name = field.name if field.many_to_many else field.attname
        if field.name in history.STATE or field.name in model.recorded_with or _same(old, new, name):
            continue
        html = redline(*_words(field, old, new, name))
        found.append(Difference(capfirst(field.verbose_name), html if _is_marked(html) else _only_formatting()))
    for name in model.recorded_with:
        found += _of_parts(model, name, old.get(name), new.get(name))
    return found


def redline(old: str, new: str) -> str:
    """Clean HTML with the words that went in <del> and those that came in <ins>."""
    return richtext.clean_redline(worddiff.compare(old, new))


def _is_marked(html: str) -> bool:
    return "<ins>" in html or "<del>" in html


def _only_formatting() -> str:
    return _as_html(_("Only the formatting has changed: not a word of it."))


def _same(old, new, name) -> bool:
    return history.content(old.get(name) or None) == history.content(new.get(name) or None)


def _words(field, old, new, name) -> tuple[str, str]:
    if isinstance(field, HTMLField):
        return old.get(name) or "", new.get(name) or ""
    return _as_html(_told(field, old.get(name))), _as_html(_told(field, new.get(name)))


def _told(field, value) -> str:
    if isinstance(value, bool):
        return "✓" if value else ""
    if isinstance(value, list):
        return "\n".join(_told(field, each) for each in value)
    if isinstance(value, dict):
        return str(value.get("name", ""))
    return str(dict(getattr(field, "flatchoices", ())).get(value, value if value is not None else ""))


def _as_html(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line)


def _of_parts(model, name, old, new) -> list[Difference]:
    relation = model._meta.get_field(name)
    if not (relation.one_to_many or relation.many_to_many):
        return differences(old or {}, new or {}, relation.related_model)
    if history.content(old or []) == history.content(new or []):
        return []
    label = capfirst(relation.related_model._meta.verbose_name_plural)
    return [Difference(label, redline(*(_as_html(_parts(relation, rows or [])) for rows in (old, new))))]


def _parts(relation, rows) -> str:
    """A line a part: what a reader would see of it."""
    fields = [field for field in relation.related_model._meta.concrete_fields if _is_shown(field, relation)]
    lines = [[_told(field, row.get(field.attname)) for field in fields] for row in rows]
    return "\n".join(" · ".join(dict.fromkeys(word for word in words if word)) for words in lines)


def _is_shown(field, relation) -> bool:
    return not field.primary_key and field.name not in {
        relation.field.name,
        "position",
        "made_at",
        "by",
        *history.STATE,
    }
