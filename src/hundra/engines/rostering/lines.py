"""A linear expression that is put together from variables and what is already known."""

from __future__ import annotations

from typing import Any


class Line:
    """Σ coefficient · variable + constant."""

    __slots__ = ("coefficients", "constant", "variables")

    def __init__(self) -> None:
        self.variables: list[Any] = []
        self.coefficients: list[int] = []
        self.constant = 0

    def add(self, term: Any, coefficient: int) -> None:
        """A variable, or a whole number that goes into the constant."""
        if isinstance(term, int):
            self.constant += term * coefficient
        elif coefficient:
            self.variables.append(term)
            self.coefficients.append(coefficient)

    def join(self, other: Line) -> None:
        self.variables += other.variables
        self.coefficients += other.coefficients
        self.constant += other.constant

    def copy(self) -> Line:
        twin = Line()
        twin.join(self)
        return twin

    def without_constant(self) -> Any:
        from ortools.sat.python import cp_model

        return cp_model.LinearExpr.weighted_sum(self.variables, self.coefficients)

    def expression(self) -> Any:
        return self.without_constant() + self.constant
