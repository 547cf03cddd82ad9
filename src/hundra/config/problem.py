"""What is wrong and what to do about it, said to the operator in Swedish and English."""


class Problem(Exception):  # noqa: N818 (a problem of the installation, not a fault of the program)
    """Its text is shown as it is: what is wrong, and what to do, without a stack trace."""

    def __init__(self, sv: str, en: str) -> None:
        super().__init__(sv, en)
        self.sv = sv
        self.en = en

    def __str__(self) -> str:
        return in_both(self.sv, self.en)


def in_both(sv: str, en: str) -> str:
    """Swedish first; the English on the next line, since an operator may know only that."""
    return f"{sv}\n  ({en})"
