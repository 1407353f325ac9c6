"""Finite fields of 2, 4, 8 … values: addition is `^`, multiplication goes by tables.

A value is a polynomial over the bits 0 and 1, the lowest bit without x; the product of two is taken
modulo the field's polynomial. α, the value 2, is x, and its powers are all values but 0.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """A field of 2 to the `width_bits` values; multiplication by adding logarithms."""

    width_bits: int
    powers: tuple[int, ...]
    """α to the 0, 1, 2 …, twice over, so that the sum of two logarithms needs no remainder."""
    logarithms: tuple[int, ...]
    """Which power of α a value is; that of 0, which is none, stands for nothing."""

    @property
    def order(self) -> int:
        """How many values there are but 0; α to this power is 1 again."""
        return len(self.logarithms) - 1

    def power(self, exponent: int) -> int:
        """α to any whole power."""
        return self.powers[exponent % self.order]

    def product(self, one: int, other: int) -> int:
        """One times the other."""
        if not one or not other:
            return 0
        return self.powers[self.logarithms[one] + self.logarithms[other]]

    def quotient(self, one: int, other: int) -> int:
        """One divided by the other, which must not be 0."""
        if not other:
            raise ZeroDivisionError
        if not one:
            return 0
        return self.powers[self.logarithms[one] - self.logarithms[other] + self.order]

    def value(self, polynomial: tuple[int, ...], at: int) -> int:
        """A polynomial's value, its coefficients given from the lowest power up."""
        total = 0
        for coefficient in reversed(polynomial):
            total = self.product(total, at) ^ coefficient
        return total


def field(width_bits: int, polynomial: int) -> Field:
    """The field of a primitive polynomial, given by its bits: 0x805 is x¹¹ + x² + 1.

    Raises `ValueError` where the powers of α are not all values but 0.

    >>> field(3, 0b1011).product(0b110, 0b011)
    1
    """
    size = 1 << width_bits
    powers = [1]
    while len(powers) < size - 1:
        shifted = powers[-1] << 1
        powers.append(shifted ^ polynomial if shifted >= size else shifted)
    logarithms = [0] * size
    for exponent, value in enumerate(powers):
        logarithms[value] = exponent
    if sorted(powers) != list(range(1, size)):
        raise ValueError(f"{polynomial:#x} is no primitive polynomial of degree {width_bits}")
    return Field(width_bits, (*powers, *powers), tuple(logarithms))
