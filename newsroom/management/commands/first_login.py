import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.db import transaction

from newsroom.models import User

EMAIL = "editor@jokikunnat.example"
NAME = "Ensi Editor"
GROUPS = ["Editor", "Administrator"]


class Command(BaseCommand):
    help = "Make this installation's first editor, once, and print how to log in."

    def handle(self, *args, **options):
        if not User.objects.exists():
            make_editor()
        user = User.objects.filter(email=EMAIL).first()
        self.stdout.write(f"\nThe site    {settings.SITE_URL}/fi/")
        self.stdout.write(f"The admin   {settings.SITE_URL}/admin/")
        for line in how_to_log_in(user):
            self.stdout.write(line)
        self.stdout.write("")


def make_editor() -> None:
    """The password is on disk before the account is committed: nobody is left with one that can't be read."""
    password = secrets.token_urlsafe(12)
    with transaction.atomic():
        user = User.objects.create_user(EMAIL, password, name=NAME)
        user.groups.set(Group.objects.filter(name__in=GROUPS))
        keep_password(password)


def how_to_log_in(user: User | None) -> list[str]:
    if user is None:
        return ["Log in with the account that you have made."]
    if not user.is_active:
        return [f"{EMAIL} has been turned off. Log in with another account."]
    password = kept_password()
    if password is None or not user.check_password(password):
        return [f"E-mail      {EMAIL}", "Password    the one you have chosen since"]
    return [f"E-mail      {EMAIL}", f"Password    {password}"]


def login_path() -> Path:
    return settings.DATA_DIR / "login.txt"


def keep_password(password: str) -> None:
    path = login_path()
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{EMAIL}\n{password}\n")


def kept_password() -> str | None:
    """None when the file is gone or is not ours."""
    path = login_path()
    lines = path.read_text().splitlines() if path.exists() else []
    return lines[1] if len(lines) == 2 and lines[0] == EMAIL else None
