"""Two texts compared paragraph by paragraph and word by word, marked the way an editor marks by hand."""

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from html import escape
from itertools import chain, groupby

from newsroom.blocks import blocks

# Comparing takes time with the product of both lengths; beyond these all that was there is struck.
MOST_WORDS = 4_000_000
MOST_PARAGRAPHS = 2_500
# From this likeness on, a paragraph counts as changed, and below it as another one.
ALIKE = 0.4


def compare(old: str, new: str) -> str:
    """HTML of both with the words that went in <del> and those that came in <ins>; the caller cleans it."""
    before, after = blocks(old), blocks(new)
    if len(before) * len(after) > MOST_WORDS:
        pairs = _apart(before, after)
    else:
        pairs = chain.from_iterable(_pairs(before, after))
    return _shown(list(pairs))


# Comparing


def _pairs(before, after) -> Iterator[list[tuple]]:
    """What was and what is, side by side; None where there is no counterpart."""
    for verb, first, last, new_first, new_last in _matches(before, after):
        old, new = before[first:last], after[new_first:new_last]
        yield list(zip(old, new, strict=True)) if verb == "equal" else _aligned(old, new)


def _matches(old, new):
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _apart(old, new) -> list[tuple]:
    return [*((each, None) for each in old), *((None, each) for each in new)]


def _aligned(old, new) -> list[tuple]:
    """Those that are most alike stand beside each other, in their order."""
    if len(old) == len(new) == 1 and old[0].tag == new[0].tag:
        return [(old[0], new[0])]
    if not old or not new or len(old) * len(new) > MOST_PARAGRAPHS:
        return _apart(old, new)
    best = _best_alignment(old, new)
    found, i, j = [], len(old), len(new)
    while i or j:
        step = best[i, j][1]
        i, j = i - (step != "new"), j - (step != "old")
        found.append((old[i] if step != "new" else None, new[j] if step != "old" else None))
    return found[::-1]


def _best_alignment(old, new) -> dict[tuple[int, int], tuple[float, str]]:
    """For so many of the old and so many of the new: how alike they can be in all, and the last step to it."""
    best = {(i, 0): (0.0, "old") for i in range(len(old) + 1)} | {(0, j): (0.0, "new") for j in range(1, len(new) + 1)}
    for i, before in enumerate(old, 1):
        for j, after in enumerate(new, 1):
            steps = [(best[i, j - 1][0], "new"), (best[i - 1, j][0], "old")]
            if (alike := _likeness(before, after)) >= ALIKE:
                steps.append((best[i - 1, j - 1][0] + alike, "both"))
            best[i, j] = max(steps, key=lambda step: step[0])
    return best


def _likeness(before, after) -> float:
    if before.tag != after.tag:
        return 0.0
    common = (Counter(before.words) & Counter(after.words)).total()
    return 2 * common / (len(before.words) + len(after.words))


# Showing


def _shown(pairs) -> str:
    rows = [((after or before).tag, _marked(before, after)) for before, after in pairs]
    return "".join(_group(tag, [words for _tag, words in group]) for tag, group in groupby(rows, lambda row: row[0]))


def _group(tag, paragraphs) -> str:
    if tag in ("li", "ol"):
        outer = "ol" if tag == "ol" else "ul"
        return f"<{outer}>" + "".join(f"<li>{each}</li>" for each in paragraphs) + f"</{outer}>"
    if tag == "blockquote":
        return "<blockquote>" + "".join(f"<p>{each}</p>" for each in paragraphs) + "</blockquote>"
    if tag == "cite":
        return "".join(f"<p><strong>{each}</strong></p>" for each in paragraphs)
    return "".join(f"<{tag}>{each}</{tag}>" for each in paragraphs)


def _marked(before, after) -> str:
    if before is None or after is None:
        return _change(before.words if before else (), after.words if after else ())
    if before.words == after.words:
        return _joined(after.words)
    if len(before.words) * len(after.words) > MOST_WORDS:
        return _change(before.words, after.words)
    return " ".join(_joined(new) if old == new else _change(old, new) for old, new in _runs(before.words, after.words))


def _runs(before, after) -> list[tuple]:
    """Stretches that are equal or changed; a short word alone between two changes is part of both."""
    runs: list[list[tuple]] = []
    for verb, first, last, new_first, new_last in _matches(before, after):
        old, new = before[first:last], after[new_first:new_last]
        is_kept = verb == "equal" and not (runs and last < len(before) and _is_crumb(old))
        if runs and not is_kept and runs[-1][0] != runs[-1][1]:
            runs[-1] = [runs[-1][0] + old, runs[-1][1] + new]
        else:
            runs.append([old, new])
    return [tuple(run) for run in runs]


def _is_crumb(words) -> bool:
    return len(words) == 1 and len(words[0]) <= 3


def _change(old, new) -> str:
    gone = f"<del>{_joined(old)}</del>" if old else ""
    came = f"<ins>{_joined(new)}</ins>" if new else ""
    return " ".join(part for part in (gone, came) if part)


def _joined(words) -> str:
    return escape(" ".join(words), quote=False)
