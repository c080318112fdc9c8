"""Setting of type in the two faces that every PDF reader has: widths, wrapping, bytes."""

ENCODING = "cp1252"

# Advance widths in thousandths of the size, from the space (32) to 255, as Adobe's font metrics give them.
WIDTHS = {
    "bold": """
    278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 333 333
    584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 667 944
    667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556
    333 611 556 778 556 556 500 389 280 389 584 761 556 0 278 556 500 1000 556 556 333 1000 667 333 1000 0 611 0 0 278
    278 500 500 350 556 1000 333 1000 556 333 944 0 500 667 278 333 556 556 556 556 280 556 333 737 370 556 584 333
    737 333 400 584 333 333 333 611 556 278 333 333 365 556 834 834 834 611 722 722 722 722 722 722 1000 722 667 667
    667 667 278 278 278 278 722 722 778 778 778 778 778 584 778 722 722 722 722 667 667 611 556 556 556 556 556 556
    889 556 556 556 556 556 278 278 278 278 611 611 611 611 611 611 611 584 611 611 611 611 611 556 611 556
    """,
    "text": """
    250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500 500 500 500 500 500 278 278
    564 564 564 444 921 722 667 667 722 611 556 722 722 333 389 722 611 889 722 722 556 722 667 556 611 722 722 944
    722 722 611 333 278 333 469 500 333 444 500 444 500 444 333 500 500 278 278 500 278 778 500 500 500 500 333 389
    278 500 500 722 500 500 444 480 200 480 541 761 500 0 333 500 444 1000 500 500 333 1000 556 333 889 0 611 0 0 333
    333 444 444 350 500 1000 333 980 389 333 722 0 444 722 250 333 500 500 500 500 200 500 333 760 276 500 564 333 760
    333 400 564 300 300 333 500 453 250 333 300 310 500 750 750 750 444 722 722 722 722 722 722 889 667 611 611 611
    611 333 333 333 333 722 722 722 722 722 722 722 564 722 722 722 722 722 722 556 500 444 444 444 444 444 444 667
    444 444 444 444 444 278 278 278 278 500 500 500 500 500 500 500 564 500 500 500 500 500 500 500 500
    """,
}
TABLES = {face: [int(width) for width in widths.split()] for face, widths in WIDTHS.items()}


def encoded(text: str) -> bytes:
    return text.replace("\u00a0", " ").encode(ENCODING, "replace")


def width_of(text: str, face: str, size: float) -> float:
    table = TABLES[face]
    return sum(table[byte - 32] for byte in encoded(text) if byte >= 32) * size / 1000


def wrapped(text: str, face: str, size: float, width: float) -> list[str]:
    lines, line = [], ""
    for word in text.split(" "):
        wider = f"{line} {word}".strip()
        if line and width_of(wider, face, size) > width:
            lines.append(line)
            wider = word
        while width_of(wider, face, size) > width and " " not in wider:
            head = fitting(wider, face, size, width)
            lines.append(head + "-")
            wider = wider[len(head) :]
        line = wider
    return [*lines, line]


def fitting(word: str, face: str, size: float, width: float) -> str:
    """The longest beginning of a word that fits with a hyphen after it."""
    end = len(word) - 1
    while end > 1 and width_of(word[:end] + "-", face, size) > width:
        end -= 1
    return word[:end]


def literal(text: str) -> bytes:
    """A PDF string of the text."""
    raw = encoded(text).replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"(" + raw + b")"
