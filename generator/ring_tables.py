"""The tables of a template file that tell of rings, and of sets of pieces."""

from __future__ import annotations

from generator.tables import Table
from generator.template import Lattice, Plate, Ring, Side


def ring_of(table: Table, columns: int) -> Ring:
    """The ring of a field of so many columns."""
    radii, angles_deg = table.lengths("radii"), table.angles("angles_deg")
    for key, values in (("radii", radii), ("angles_deg", angles_deg)):
        if len(values) not in (1, columns) and not table.broken:
            table.fault(key, f"must be one number, or one for each of {columns} columns")
    return Ring(
        radii=radii,
        angles_deg=angles_deg,
        turn_deg=table.angle("turn_deg", 0.0),
        letters=table.choice("letters", ("follow", "upright"), "follow"),
    )


def lattice_of(table: Table) -> Lattice:
    """How the pieces of a set lie on their sheet."""
    made = Lattice(table.whole("across"), table.vec("step"))
    if not made.across:
        table.fault("across", "at least one piece lies in a row")
    return made


def check_set(top: Table, plate: Plate | None, sides: tuple[Side, ...]) -> None:
    """Refuse `{word}`, the number of a piece's word, but on a set, and a set of other pieces."""
    if plate is None:
        return
    if plate.lattice is None:
        if any("{word}" in text.text for side in sides for text in side.texts):
            top.fault(
                "sides", "{word} is the number of a piece, and this plate is no set of pieces"
            )
        return
    if any(f.rows != 1 or f.words or f.from_row for side in sides for f in side.fields):
        top.fault("sides", "a piece of a set holds one word: one row, without words or from_row")
    if top.has("any_size"):
        top.fault("any_size", "a set of pieces has one size")
