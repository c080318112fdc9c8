"""The demo's texts, read from content/."""

import tomllib
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"
LANGUAGES = ("fi", "sv", "en")


def read(name: str) -> dict[str, Any]:
    with (CONTENT / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def releases() -> list[dict[str, Any]]:
    """All families, the oldest first, as they would have been published; the unpublished ones last."""
    found = [release for path in sorted(CONTENT.glob("releases-*.toml")) for release in read(path.stem)["release"]]
    return sorted(found, key=lambda release: -release.get("days_ago", -release.get("days_ahead", 1)))


def sections(name: str, language: str) -> list[tuple[str, str]]:
    """A document's chapters as (heading, text)."""
    text = (CONTENT / "documents" / f"{name}.{language}.txt").read_text(encoding="utf-8")
    chapters = [chapter.partition("\n") for chapter in f"\n{text}".split("\n# ")[1:]]
    return [(heading.strip(), body.strip()) for heading, _line, body in chapters]


def columns(name: str, words: dict[str, str]) -> dict[str, str]:
    """Words by language as the columns of a translated field."""
    return {f"{name}_{language}": words.get(language, "") for language in LANGUAGES}
