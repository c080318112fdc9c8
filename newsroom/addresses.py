"""Addresses that were once public lead on for ever: an old slug points to the row, so no chain or loop can arise."""

from functools import wraps

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import slug_re
from django.db import models, transaction
from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import resolve, reverse
from django.utils.translation import gettext_lazy as _

from newsroom import clock
from newsroom.languages import active


class OldSlugQuerySet(models.QuerySet):
    def of_kind(self, model, language: str = ""):
        return self.filter(content_type=ContentType.objects.get_for_model(model), language=language)

    def of(self, row):
        return self.of_kind(type(row), _language_of(row)).filter(object_id=row.pk)

    def remember(self, row, slug: str):
        """What was this row's slug leads to it, whatever it led to before."""
        self.of_kind(type(row), _language_of(row)).filter(slug=slug).delete()
        self.of_kind(type(row), _language_of(row)).create(
            content_type=ContentType.objects.get_for_model(row),
            object_id=row.pk,
            language=_language_of(row),
            slug=slug,
        )


class OldSlug(models.Model):
    """Written only once the thing has been public. `language` is empty where all languages share a slug."""

    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    language = models.CharField(max_length=2, blank=True, default="")
    slug = models.SlugField(max_length=120)
    created_at = models.DateTimeField(default=clock.now)

    objects = OldSlugQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["content_type", "language", "slug"], name="old_slug_unique")]
        indexes = [models.Index(fields=["content_type", "object_id"], name="old_slug_of_object")]

    def __str__(self):
        return self.slug


def _language_of(row) -> str:
    return getattr(row, "language", "")


class Addressed(models.Model):
    """A thing with a slug. A slug that readers may know goes on leading to it, and to nothing else."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with transaction.atomic():
            before = type(self)._base_manager.filter(pk=self.pk).values_list("slug", flat=True).first()
            super().save(*args, **kwargs)
            OldSlug.objects.of(self).filter(slug=self.slug).delete()
            if before and before != self.slug and self.is_address_known():
                OldSlug.objects.remember(self, before)

    def clean(self):
        super().clean()
        others = OldSlug.objects.of_kind(type(self), _language_of(self)).filter(slug=self.slug)
        if others.exclude(object_id=self.pk).exists():
            raise ValidationError(
                {"slug": _("This address leads to something else that had it before. Choose another.")}
            )

    def is_address_known(self) -> bool:
        """Whether readers have ever been able to find it."""
        rows = type(self)._default_manager
        return any(
            getattr(rows, question)().filter(pk=self.pk).exists()
            for question in ("public", "over")
            if hasattr(rows, question)
        )


def leads_on(model):
    """A view of one thing: what is not found under its slug may have moved."""

    def decorate(view):
        @wraps(view)
        def wrapped(request, slug, **kwargs):
            try:
                return view(request, slug=slug, **kwargs)
            except Http404:
                if row := _moved(model, slug):
                    match = resolve(request.path_info)
                    return HttpResponsePermanentRedirect(
                        reverse(match.view_name, kwargs={**match.kwargs, "slug": row.slug})
                    )
                raise

        return wrapped

    return decorate


def find(model, slug):
    """A public thing by its slug, whatever was typed, or by one that led to it before; raises Http404."""
    if slug_re.fullmatch(slug) and (found := _public(model, slug)):
        return found
    raise Http404


def _public(model, slug):
    return model._default_manager.public().filter(slug=slug).first() or _moved(model, slug)


def _moved(model, slug):
    has_languages = any(field.name == "language" for field in model._meta.fields)
    old = OldSlug.objects.of_kind(model, active() if has_languages else "").filter(slug=slug).first()
    rows = model._default_manager
    return old and getattr(rows, "readable", rows.public)().filter(pk=old.object_id).first()
