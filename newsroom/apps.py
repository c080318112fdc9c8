from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Newsroom")

    def ready(self):
        from newsroom.permissions import make_groups
        from newsroom.sqlite import teach_case

        connection_created.connect(teach_case, dispatch_uid="newsroom.teach_case")
        post_migrate.connect(make_groups, sender=self, dispatch_uid="newsroom.make_groups")


class NewsroomAdminConfig(AdminConfig):
    default_site = "newsroom.admin_site.NewsroomAdminSite"
