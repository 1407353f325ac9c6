"""The README's table of templates × shops; `python -m tests.shop_table` writes it anew."""

from __future__ import annotations

import re
from pathlib import Path

from generator import shop_file, template_file
from generator.shop_check import NOTHING, of_shops, verdict
from generator.shop_rules import ERROR, PASS, WARNING

README = Path(__file__).resolve().parents[1] / "README.md"

MARKS = re.compile(r"(?<=<!-- shops -->\n).*?(?=<!-- /shops -->)", re.DOTALL)
"""What stands between the two comments."""

SIGNS = {PASS: "●", WARNING: "○", ERROR: "–", NOTHING: " "}


def verdicts() -> dict[str, dict[str, str]]:
    """The verdict of each shop on each template."""
    shops = shop_file.all_shops()
    return {
        name: {
            shop.name: verdict(found, shop)
            for shop, found in zip(shops, of_shops(template_file.find(name), shops), strict=True)
        }
        for name in template_file.names()
    }


def table() -> str:
    """A list of the shops by number, and a row of signs for each template."""
    shops = shop_file.all_shops()
    listed = ", ".join(f"{number} `{shop.name}`" for number, shop in enumerate(shops, start=1))
    numbers = range(1, len(shops) + 1)
    lines = [
        f"{listed}.",
        "",
        f"| plate | {' | '.join(map(str, numbers))} |",
        f"|---|{'|'.join('---' for _ in numbers)}|",
    ]
    for name, told in verdicts().items():
        lines.append(f"| `{name}` | {' | '.join(SIGNS[told[shop.name]] for shop in shops)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    before = README.read_text(encoding="utf-8")
    README.write_text(MARKS.sub(lambda _: table(), before), encoding="utf-8")
