"""What must be true before a text is cleared, and what should be. Each app's `checks.py` finds it; nothing here asks the database."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Finding:
    """A sentence for the editor. `place` names the form field that it is about, "" for the whole text."""

    code: str
    message: str
    is_blocking: bool = True
    place: str = ""
    details: dict = field(default_factory=dict, compare=False)

    def __str__(self):
        return str(self.message) % self.details if self.details else str(self.message)


def blocking(findings) -> list[str]:
    return [str(finding) for finding in findings if finding.is_blocking]
