"""Reed–Solomon codes: values with check values behind them, and what damaged ones were before.

The values of a word of the code are the coefficients of a polynomial, the first that of the highest
power. The polynomial is 0 at α to the 0, 1, … r − 1, one for each of the r check values. A word may
have any length up to the field's order: shorter ones are as if zeros stood before them.

The terms are those of R. E. Blahut, Algebraic Codes for Data Transmission (2003), chapters 6 and 7.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import xor

from generator.galois import Field


@dataclass(frozen=True)
class Code:
    """A systematic code over a field, with `checks` check values."""

    field: Field
    checks: int

    @cached_property
    def generator(self) -> tuple[int, ...]:
        """The polynomial that divides all words of the code, coefficients from the highest down."""
        product: tuple[int, ...] = (1,)
        for exponent in range(self.checks):
            root = self.field.power(exponent)
            times = (*(self.field.product(root, each) for each in product),)
            product = tuple(map(xor, (*product, 0), (0, *times)))
        return product

    def check_values(self, values: Sequence[int]) -> tuple[int, ...]:
        """What stands behind these values: the remainder on division by `generator`."""
        rest = [0] * self.checks
        for value in values:
            lead = value ^ rest[0]
            times = (self.field.product(lead, each) for each in self.generator[1:])
            rest = list(map(xor, (*rest[1:], 0), times))
        return tuple(rest)

    def syndromes(self, word: Sequence[int]) -> tuple[int, ...]:
        """The values of the word's polynomial where a word of the code has zeros."""
        upwards = tuple(reversed(word))
        return tuple(
            self.field.value(upwards, self.field.power(exponent)) for exponent in range(self.checks)
        )

    def corrected(self, word: Sequence[int], erased: Iterable[int] = ()) -> tuple[int, ...] | None:
        """The only word of the code that differs in `erased` places and few others, or `None`.

        `erased` are 0-based places whose values are not known; what stands there does not count.
        So many wrong values elsewhere are found that twice their number and that of the erased
        together are at most `checks`. More than that may be refused, or may give another word of
        the code: what is returned has to be confirmed by something else.
        """
        places = sorted(set(erased))
        if len(places) > self.checks:
            return None
        known = [0 if place in places else value for place, value in enumerate(word)]
        syndromes = self.syndromes(known)
        if not any(syndromes):
            return tuple(known)
        last = len(word) - 1
        locator = self._locator(syndromes, [last - place for place in places])
        wrong = self._roots(locator, len(word))
        degree = len(locator) - 1
        if len(wrong) != degree or 2 * degree - len(places) > self.checks:
            return None
        magnitudes = self._magnitudes(syndromes, locator, wrong)
        for exponent, magnitude in zip(wrong, magnitudes, strict=True):
            known[last - exponent] ^= magnitude
        return None if any(self.syndromes(known)) else tuple(known)

    def _locator(self, syndromes: Sequence[int], erased: Sequence[int]) -> tuple[int, ...]:
        """The polynomial that is 0 at α to minus each wrong exponent, from the lowest power up.

        Berlekamp and Massey's algorithm, begun with the polynomial of the erased exponents.
        """
        times = self.field.product
        locator = self._product([(1, self.field.power(exponent)) for exponent in erased])
        previous, length = locator, len(erased)
        for step in range(len(erased), self.checks):
            previous = (0, *previous)
            gap = reduce(
                xor,
                (
                    times(coefficient, syndromes[step - back])
                    for back, coefficient in enumerate(locator)
                    if back <= step
                ),
                0,
            )
            if not gap:
                continue
            changed = _sum(locator, tuple(times(gap, each) for each in previous))
            if 2 * length <= step + len(erased):
                previous = tuple(self.field.quotient(each, gap) for each in locator)
                length = step + 1 + len(erased) - length
            locator = changed
        return _stripped(locator)

    def _roots(self, locator: tuple[int, ...], length: int) -> list[int]:
        """The exponents within a word at whose inverse the locator is 0."""
        inverse, value = self.field.power, self.field.value
        return [each for each in range(length) if not value(locator, inverse(-each))]

    def _magnitudes(
        self, syndromes: Sequence[int], locator: tuple[int, ...], wrong: Sequence[int]
    ) -> Iterable[int]:
        """What has to be added at each wrong exponent: Forney's formula, first root α to the 0."""
        evaluator = self._product([tuple(syndromes), locator])[: self.checks]
        slope = tuple(each if power % 2 else 0 for power, each in enumerate(locator))[1:]
        for exponent in wrong:
            at = self.field.power(-exponent)
            above = self.field.product(self.field.power(exponent), self.field.value(evaluator, at))
            yield self.field.quotient(above, self.field.value(slope, at))

    def _product(self, factors: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
        """The product of polynomials, coefficients from the lowest power up."""
        product: tuple[int, ...] = (1,)
        for factor in factors:
            terms = [0] * (len(product) + len(factor) - 1)
            for low, one in enumerate(product):
                for high, other in enumerate(factor):
                    terms[low + high] ^= self.field.product(one, other)
            product = tuple(terms)
        return product


def _sum(one: Sequence[int], other: Sequence[int]) -> tuple[int, ...]:
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    return (*map(xor, longer, shorter), *longer[len(shorter) :])


def _stripped(polynomial: Sequence[int]) -> tuple[int, ...]:
    """Without zeros at the highest powers."""
    length = len(polynomial)
    while length > 1 and not polynomial[length - 1]:
        length -= 1
    return tuple(polynomial[:length])
