"""What was written, apart from the older mail that follows on it."""

from __future__ import annotations


def without_quote(text: str) -> tuple[str, str]:
    """What was written, and the older mail that mail programs put after it ("> …")."""
    lines = text.split("\n")
    end = len(lines)
    while end > 0 and (not lines[end - 1].strip() or lines[end - 1].startswith(">")):
        end -= 1
    quoted = "\n".join(lines[end:]).strip()
    # The line that leads it in: "Den 2 november skrev Alva:".
    if quoted and end > 1 and lines[end - 1].rstrip().endswith(":"):
        end -= 1
        quoted = f"{lines[end]}\n{quoted}"
    written = "\n".join(lines[:end]).strip()
    return (written, quoted) if written else (text, "")
