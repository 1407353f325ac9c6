"""The syntax of STEP files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import ReadError
from generator.formats import part21
from generator.formats.part21 import Link, Record, Ref, Word, parse

FRAME = """ISO-10303-21;
HEADER;
FILE_NAME('a;b','','','','','','');
ENDSEC;
DATA;
{}
ENDSEC;
END-ISO-10303-21;
"""


def file_of(text: str) -> bytes:
    """A whole file around a data section."""
    return FRAME.format(text).encode()


def test_every_kind_of_value_is_read() -> None:
    """Numbers, strings, references, enumerations, what is left out, lists and typed values."""
    exchange = parse(
        file_of("#1=THING('it''s; #9 (so)',#2,.MM.,$,*,(1.,-2.5E-3,(7)),LENGTH(3.));#2=B(1);")
    )
    (record,) = exchange.records(Ref(1))
    assert record == Record(
        "THING",
        (
            "it''s; #9 (so)",
            Link(Ref(2)),
            Word("MM"),
            Word("$"),
            Word("*"),
            (1.0, -0.0025, (7.0,)),
            Record("LENGTH", (3.0,)),
        ),
    )


def test_a_complex_entity_has_several_records() -> None:
    """As units have."""
    exchange = parse(file_of("#1=( LENGTH_UNIT() NAMED_UNIT(*) SI_UNIT(.MILLI.,.METRE.) );"))
    names = [record.name for record in exchange.records(Ref(1))]
    assert names == ["LENGTH_UNIT", "NAMED_UNIT", "SI_UNIT"]


def test_plain_entities_read_as_any_other() -> None:
    """The short way for common entities gives what the long way gives."""
    for text in (
        "EDGE('',#1,#2,.T.)",
        "CARTESIAN_POINT('',(1.,2.E-7,-3.))",
        "ORIENTED_EDGE('',*,*,#4,.F.)",
        "VERTEX_POINT ( '' , #8 )",
        "VECTOR('x',#3,1)",
    ):
        plain = part21._plain(text)
        assert plain is not None
        assert (plain,) == part21._values(Ref(1), text)


def test_comments_and_line_breaks_are_nothing() -> None:
    """A slash and a star within a string are kept."""
    exchange = parse(file_of("/* so */ #1\n=\nA('/*kept*/',\n2.);/* end */"))
    assert exchange.records(Ref(1)) == (Record("A", ("/*kept*/", 2.0)),)


def test_names_lead_to_entities() -> None:
    """In the order of the file."""
    exchange = parse(file_of("#3=A(1);#1=B(2);#2=A(3);"))
    assert exchange.named("A") == (Ref(3), Ref(2))
    assert exchange.named("C") == ()


DAMAGED = {
    "not there": "#1=A(#2);",
    "there twice": "#1=A(1);#1=A(2);",
    "before entity": "#1=A(1); rubbish #2=B(2);",
    "does not end": "#1=A(1);#2=A(2)",
}


@pytest.mark.parametrize("reason", DAMAGED)
def test_damage_is_named(reason: str) -> None:
    """One clear line each."""
    with pytest.raises(ReadError, match=reason):
        parse(file_of(DAMAGED[reason]))


@pytest.mark.parametrize(
    "text",
    [
        "A(1))",
        "A((1)",
        "A(1)B",
        "A B(1)",
        "1",
        "",
        "A('x)",
        "A(1e)",
        "A(" + "(" * 40 + ")" * 40 + ")",
        "A(&)",
    ],
)
def test_a_damaged_entity_is_refused_when_looked_at(text: str) -> None:
    """Brackets that don't match, words that lead nowhere, lists too deep."""
    with pytest.raises(ReadError, match="damaged"):
        parse(file_of(f"#1={text};")).records(Ref(1))


@pytest.mark.parametrize(
    "data", [b"", b"\x00\xff\xfe", b"solid", file_of("")[:-8], file_of("\xe9")]
)
def test_what_is_no_step_file_is_refused(data: bytes) -> None:
    """Empty, binary, foreign, torn."""
    with pytest.raises(ReadError, match="STEP file"):
        parse(data)


def test_a_huge_file_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is looked at first."""
    monkeypatch.setattr(part21, "LARGEST_BYTES", 10)
    with pytest.raises(ReadError, match="larger than"):
        parse(file_of("#1=A(1);"))


@given(st.text("#1=A(),;.'T$*/ \n", max_size=40))
def test_any_rubbish_is_read_or_refused(text: str) -> None:
    """Nothing but a `ReadError` comes out."""
    try:
        exchange = parse(file_of(text))
        for ref in exchange.texts:
            exchange.records(ref)
    except ReadError:
        pass
