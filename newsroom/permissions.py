"""Groups and what they may do. Made after every migrate, so that a new model is never left out."""

from django.apps import apps

OUR_APPS = ["newsroom", "people", "events", "programmes", "releases"]
WRITER = {"view", "add", "change"}
EDITOR = WRITER | {"delete", "clear", "withdraw", "remove"}
# Accounts, the names, colours and press desk that stand on every page, what the law wants stated and struck.
ADMINISTRATORS_ONLY = {"user", "organisation", "accessibilitystatement", "redaction"}
SEEN_BY_ALL = {"organisation", "accessibilitystatement"}


def make_groups(**kwargs):
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission

    for label in OUR_APPS:
        create_permissions(apps.get_app_config(label), verbosity=0)
    ours = Permission.objects.filter(content_type__app_label__in=OUR_APPS).select_related("content_type")
    for name, verbs in {"Writer": WRITER, "Editor": EDITOR, "Administrator": None}.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.set([permission for permission in ours if _belongs(permission, verbs)])


def _belongs(permission, verbs) -> bool:
    if verbs is None:
        return True
    verb = permission.codename.partition("_")[0]
    if permission.content_type.model in ADMINISTRATORS_ONLY:
        return permission.content_type.model in SEEN_BY_ALL and verb == "view"
    return verb in verbs
