"""Themes that were renamed or merged. Readers who knew the old name are led on, and whoever merged can undo it."""

import uuid
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom import clock, history
from newsroom.addresses import OldSlug
from newsroom.history import RecordedPart, Revision
from newsroom.languages import CODES, Named, translated
from newsroom.states import Refused, reasons
from newsroom.text import LineField

ONLY_AN_EDITOR = _("Only an editor can rename or merge themes.")
NAME_TAKEN = _("The theme “%(name)s” has this name already. Choose another name, or merge this theme into that one.")
NAME_TAKEN_OF_NEW = _("The theme “%(name)s” has this name already. Use that theme, or choose another name.")


class ThemeSuccessionQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(undone_at=None)

    def known(self):
        """Those whose old name and address readers could have met."""
        return self.standing().filter(was_known=True)

    def ended(self, slug: str) -> "ThemeSuccession | None":
        """What became of a theme that had this address, if it was merged and readers knew it."""
        theme = apps.get_model("newsroom", "Theme")
        merged = self.known().filter(is_merge=True, theme__in=theme.objects.public()).order_by("-pk")
        return next((each for each in merged if slug in each.slugs), None)


class ThemeSuccession(RecordedPart, Named):
    """A name and an address that a theme had, and which theme stands for them now: itself renamed, or another one."""

    is_kept_for_ever = True

    theme = models.ForeignKey("newsroom.Theme", models.PROTECT, related_name="successions")
    uuid = models.UUIDField(default=uuid.uuid4)
    name = translated(LineField(_("name"), max_length=80, blank=True, default=""))
    slug = models.SlugField(max_length=80)
    is_merge = models.BooleanField(default=False)
    was_known = models.BooleanField(default=False)
    # Of a merge: its key, whom it became, and what was moved: keys by model, older addresses, older successions.
    old_key = models.PositiveBigIntegerField(null=True)
    moved = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="theme_successions")
    undone_at = models.DateTimeField(null=True)

    objects = ThemeSuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("former theme")
        verbose_name_plural = _("former themes")
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self):
        return str(self.name)

    def recorded_owners(self):
        return [self.theme]

    @property
    def slugs(self) -> list[str]:
        return [self.slug, *self.moved.get("slugs", [])]

    def left_name(self, language: str) -> str:
        """What readers may still call the theme; "" when that is its name again."""
        name, now = (str(each.text_in("name", language)) for each in (self, self.theme))
        return name if name != now else ""

    # Undoing a merge

    def why_not_undo(self, by) -> list[str]:
        theme = apps.get_model("newsroom", "Theme")
        is_taken = theme.objects.filter(slug=self.slug).exists()
        namesake = next(iter(_namesakes(self, theme.objects.exclude(pk=self.theme_id)).values()), None)
        went_on = self.theme_id != self.moved.get("into")
        return reasons(
            (not may_merge(by), ONLY_AN_EDITOR),
            (self.undone_at is not None, _("This has been undone already.")),
            (went_on, gettext("What it became has itself been merged since, into “%s”. Undo that first.") % self.theme),
            (is_taken and not went_on, _("Another theme has taken its address since.")),
            (namesake, gettext("The theme “%s” has its name now. Rename that one first.") % namesake),
        )

    def undo(self, by, note: str = ""):
        """The theme is back with its address, and with exactly what was moved and still has the other theme."""
        with history.change(by=by, note=note) as change:
            _lock(self.theme_id)
            self.refresh_from_db()
            if why_not := self.why_not_undo(by):
                raise Refused(why_not)
            theme = self._brought_back()
            for use in uses():
                use.give_back(self.theme, theme, self.moved["rows"].get(use.label, {}))
            _readdress(self.theme, theme, self.moved["slugs"])
            OldSlug.objects.of(self.theme).filter(slug=self.slug).delete()
            for each in type(self).objects.filter(pk__in=self.moved["successions"]):
                each.theme = theme
                each.save()
            self.undone_at = clock.now()
            self.save()
            _search().follow_theme(self.theme_id)
            change.name(self.theme, "undo_merge")
        return theme

    def _brought_back(self):
        theme = apps.get_model("newsroom", "Theme")
        kind = ContentType.objects.get_for_model(theme)
        data = Revision.objects.filter(content_type=kind, object_id=self.old_key).first().data
        back = theme(pk=self.old_key, uuid=self.uuid)
        history.fill(back, data)
        back.save(force_insert=True)
        return back


def may_merge(by) -> bool:
    return by is None or (by.has_perm("newsroom.delete_theme") and by.has_perm("releases.clear_release"))


def _search():
    """Search knows the themes, which tell it what they became."""
    from newsroom.search import upkeep

    return upkeep


# What has a theme


@dataclass(frozen=True)
class Use:
    """One kind of rows that have themes, by their many-to-many relation."""

    relation: models.ManyToManyRel

    @property
    def label(self) -> str:
        return self.relation.related_model._meta.label_lower

    @property
    def _links(self):
        return self.relation.through._default_manager

    @property
    def _owner(self) -> str:
        return f"{self.relation.field.m2m_field_name()}_id"

    def rows_of(self, theme):
        """Keys of the rows that have it."""
        return self._links.filter(theme=theme).values(self._owner)

    def counts(self, theme) -> tuple[int, int]:
        """How many public rows have it, and how many that readers do not see."""
        rows = self.relation.related_model._default_manager.filter(pk__in=self.rows_of(theme))
        public = rows.public().count()
        return public, rows.count() - public

    def count_of_both(self, old, new) -> int:
        return self._with_both(old, new).count()

    def _with_both(self, old, new):
        return self._links.filter(theme=old, **{f"{self._owner}__in": self.rows_of(new)})

    def move(self, old, new) -> dict:
        """Which rows got the new theme, and which had both and lost the old one."""
        had_both = self._with_both(old, new)
        both = list(had_both.values_list(self._owner, flat=True))
        had_both.delete()
        links = self._links.filter(theme=old)
        moved = list(links.values_list(self._owner, flat=True))
        links.update(theme=new)
        return {"moved": moved, "both": both}

    def give_back(self, new, old, keys: dict):
        """Rows that are gone, or that have lost the theme since, get none back."""
        still = set(self.rows_of(new).values_list(self._owner, flat=True))
        moved, both = (still & set(keys.get(name, [])) for name in ("moved", "both"))
        for key in moved:
            self._links.filter(theme=new, **{self._owner: key}).update(theme=old)
        self._links.bulk_create(self.relation.through(theme=old, **{self._owner: key}) for key in both)


def uses() -> list[Use]:
    theme = apps.get_model("newsroom", "Theme")
    return [Use(relation) for relation in theme._meta.related_objects if relation.many_to_many]


# Names. A name that a theme has left is free for another: what it leads to is asked of its address (Addressed.clean).


def why_not_name(theme) -> dict[str, str]:
    """By column, why it may not get the names that it has now; a name that it had already may stay."""
    before = type(theme).objects.filter(pk=theme.pk).first()
    told = NAME_TAKEN if before else NAME_TAKEN_OF_NEW
    found = _namesakes(theme, type(theme).objects.exclude(pk=theme.pk), before)
    return {column: told % {"name": other} for column, other in found.items()}


def _namesakes(named, others, before=None) -> dict:
    """By column, another theme that readers see under the same name in some language."""
    found, others = {}, list(others)
    for code in CODES:
        name = named.text_in("name", code)
        if not name or (before and _shown(before, code) == _shown(named, code)):
            continue
        if same := next((other for other in others if _shown(other, code) == _shown(named, code)), None):
            found.setdefault(f"name_{name.language}", same)
    return found


def _shown(named, language: str) -> str:
    return named.text_in("name", language).casefold()


# Renaming and merging


def remember(before, after, by, *, was_known: bool):
    """Keep the name and address that a theme leaves."""
    is_same = _names(before) == _names(after) and before.slug == after.slug
    if was_known and not is_same:
        after.successions.create(**_facts(before), by=by, was_known=True)


def rename(theme, by, note: str = ""):
    """Save a theme whose names or address were changed."""
    with history.change(by=by, note=note) as change:
        before = _lock(theme.pk)[0]
        was_known = before.is_address_known()
        theme.save()
        remember(before, theme, by, was_known=was_known)
        change.name(theme, "rename")


def why_not_merge(old, new, by) -> list[str]:
    return reasons(
        (not may_merge(by), ONLY_AN_EDITOR),
        (old.pk == new.pk, _("A theme can't be merged into itself. Choose another.")),
    )


def merge(old, new, by, note: str = "") -> ThemeSuccession:
    """All that has the old theme gets the new one, in one transaction; the old one is no more."""
    with history.change(by=by, note=note) as change:
        _lock(old.pk, new.pk)
        if why_not := why_not_merge(old, new, by):
            raise Refused(why_not)
        was_known = old.is_address_known()
        moved = {"into": new.pk, "rows": {use.label: use.move(old, new) for use in uses()}}
        moved["slugs"] = _readdress(old, new)
        moved["successions"] = list(old.successions.values_list("pk", flat=True))
        for each in old.successions.all():
            each.theme = new
            each.save()
        facts = {**_facts(old), "old_key": old.pk}
        old.delete()
        if was_known:
            OldSlug.objects.remember(new, facts["slug"])
        done = new.successions.create(**facts, by=by, is_merge=True, was_known=was_known, moved=moved)
        _search().follow_theme(facts["old_key"])
        change.name(new, "merge")
    return done


def _lock(*keys) -> list:
    """In one order, so that two who merge at once wait for each other; who comes second finds nothing left to merge."""
    theme = apps.get_model("newsroom", "Theme")
    locked = list(theme.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    if len(locked) < len(set(keys)):
        raise Refused([_("A colleague has merged this theme in the meantime.")])
    return locked


def _readdress(old, new, slugs=None) -> list[str]:
    """Addresses that led to one theme lead to another."""
    leading = OldSlug.objects.of(old)
    if slugs is not None:
        leading = leading.filter(slug__in=slugs)
    found = list(leading.values_list("slug", flat=True))
    leading.update(object_id=new.pk)
    return found


def _names(theme) -> dict:
    return {f"name_{code}": getattr(theme, f"name_{code}") for code in CODES}


def _facts(theme) -> dict:
    return {"uuid": theme.uuid, "slug": theme.slug, "main_language": theme.main_language, **_names(theme)}
