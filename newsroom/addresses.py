"""Addresses that once were public lead on for ever: an old slug points to the row itself, so no chain or loop can arise."""

from django.contrib.contenttypes.models import ContentType
from django.db import models

from newsroom import clock


class OldSlugQuerySet(models.QuerySet):
    def of_kind(self, model, language: str = ""):
        return self.filter(content_type=ContentType.objects.get_for_model(model), language=language)


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
