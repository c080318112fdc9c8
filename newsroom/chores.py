"""What `manage.py tick` has done once and must not do again: receipts, nightly checks, mails."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom import clock


class Chore(models.Model):
    kind = models.CharField(_("what"), max_length=20)
    key = models.CharField(max_length=160)
    done_at = models.DateTimeField(_("at"), default=clock.now)
    result = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("chore")
        verbose_name_plural = _("chores")
        default_permissions = ()
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="chore_once")]

    def __str__(self):
        return f"{self.kind} {self.key}"
