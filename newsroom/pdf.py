"""Facts read from a PDF, in a process of its own: a hostile file can cost ten seconds, never the site."""

import subprocess
import sys
from pathlib import Path

TIME_LIMIT_SECONDS = 10


def page_count(path: Path) -> int | None:
    """None when the file can't be read in time (broken, encrypted, hostile)."""
    try:
        answer = subprocess.run(
            [sys.executable, __file__, str(path)], capture_output=True, timeout=TIME_LIMIT_SECONDS, check=True
        )
        return int(answer.stdout)
    except (subprocess.SubprocessError, ValueError):
        return None


if __name__ == "__main__":
    from pypdf import PdfReader

    print(len(PdfReader(sys.argv[1]).pages))
