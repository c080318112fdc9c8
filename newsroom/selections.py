"""Ways between the selections of a list."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Way:
    """A link to another selection, and how much it leads to."""

    label: str
    address: str
    count: int | None = None
    is_chosen: bool = False
