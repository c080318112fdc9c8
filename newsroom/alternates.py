"""The same page in the other languages: language code → path."""

from django.urls import get_script_prefix, translate_url

from newsroom.languages import CODES, of_path


def of(path: str) -> dict[str, str]:
    """An address without a language, or one that leads nowhere, has none."""
    if not of_path(path):
        return {}
    found = {code: translate_url(path, code) for code in CODES}
    return {code: address for code, address in found.items() if of_path(_without_prefix(address)) == code}


def above(path: str) -> dict[str, str]:
    """The page one step up, where a reader goes when a language lacks the page itself."""
    return of(path.rstrip("/").rpartition("/")[0] + "/")


def _without_prefix(address: str) -> str:
    return address.removeprefix(get_script_prefix().rstrip("/"))
