"""Static files of the apps, without the three quarters of CKEditor that nobody here needs or should be served."""

import re

from django.contrib.staticfiles.finders import AppDirectoriesFinder

_NEEDED_OF_CKEDITOR = re.compile(
    r"ckeditor/("
    r"ckeditor-init\.js|ckeditor\.css|fixups\.js|"
    r"ckeditor/("
    r"ckeditor\.js|config\.js|styles\.js|contents\.css|LICENSE\.md|"
    r"lang/(fi|sv|en)\.js|"
    r"skins/moono-lisa/.*|"
    r"plugins/icons(_hidpi)?\.png|"
    r"plugins/(clipboard|dialog|divarea|link|liststyle|pastefromgdocs|pastefromlibreoffice|pastefromword|pastetools|"
    r"table|tableselection|tabletools)/(?!.*lang/(?!(fi|sv|en)\.js)).*"
    r"))"
)


def is_needed(path: str) -> bool:
    return not path.startswith("ckeditor/") or bool(_NEEDED_OF_CKEDITOR.fullmatch(path))


class TrimmedAppDirectoriesFinder(AppDirectoriesFinder):
    def list(self, ignore_patterns):
        return ((path, storage) for path, storage in super().list(ignore_patterns) if is_needed(path))

    def find_in_app(self, app, path):
        return super().find_in_app(app, path) if is_needed(path) else None
