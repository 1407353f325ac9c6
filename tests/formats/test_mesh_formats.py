"""STL and 3MF: read back to the marks, judged by other programs, and no damage passes."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("manifold3d")

import lib3mf
import numpy as np
import trimesh

from generator import template_file
from generator.errors import ReadError
from generator.formats import FORMATS, sniff, stl, threemf
from generator.geometry import Point, Size, rounded_rectangle
from generator.geometry import polygon as straight
from generator.layout import Area, Cut, Layout, Role
from generator.lint import threemf as threemf_lint
from generator.match import differences
from generator.mesh import mesh
from generator.pockets import Plate, volume
from tests.test_mesh import layouts_of

ROOT = Path(__file__).resolve().parents[2]

WAYS = {"stl": stl, "3mf": threemf}


@pytest.fixture(scope="module")
def small() -> tuple[Layout, ...]:
    """One side of six letters and numbers around a hole."""
    plate = template_file.find("washer-m6")
    from generator.choice import Choice
    from generator.place import place
    from generator.variant import made_for

    return place(None, made_for(plate, Choice(12)))


@pytest.fixture(scope="module")
def stl_of_it(small: tuple[Layout, ...]) -> bytes:
    """The same as STL."""
    return stl.write(small)


@pytest.fixture(scope="module")
def threemf_of_it(small: tuple[Layout, ...]) -> bytes:
    """The same as 3MF."""
    return threemf.write(small)


@pytest.mark.prove
@pytest.mark.parametrize("name", template_file.names())
@pytest.mark.parametrize("kind", WAYS)
def test_every_mark_of_a_full_plate_comes_back(name: str, kind: str) -> None:
    """All that a full plate has, with diameters and depths, and nothing else."""
    layouts = layouts_of(name)
    way = WAYS[kind]
    shown = way.read(way.write(layouts))
    for layout, face in zip(layouts, shown, strict=False):
        assert differences(way.view(layout).marks, face.marks) == ([], [])


@pytest.mark.parametrize("kind", WAYS)
def test_every_mark_of_a_blank_comes_back(kind: str, small: tuple[Layout, ...]) -> None:
    """Rings, letters and holes, in the same places."""
    way = WAYS[kind]
    (layout,) = small
    front, back = way.read(way.write(small))
    assert differences(way.view(layout).marks, front.marks) == ([], [])
    assert len(back.marks) == 24, "an edge and a hole for each piece"


def test_trimesh_finds_closed_bodies_of_the_right_volume(
    small: tuple[Layout, ...], stl_of_it: bytes
) -> None:
    """As many as there are pieces, turned outwards, in millimetres."""
    seen = trimesh.load_mesh(io.BytesIO(stl_of_it), file_type="stl")
    assert seen.is_watertight
    assert seen.is_winding_consistent
    assert seen.body_count == 12
    assert seen.volume == pytest.approx(volume(small), rel=5e-3)
    assert seen.bounds[0][2] == pytest.approx(-small[0].thickness)


def test_lib3mf_has_nothing_to_warn_of(threemf_of_it: bytes) -> None:
    """In its strict mode: millimetres, a manifold object and a build item for each piece."""
    wrapper = lib3mf.get_wrapper()
    model = wrapper.CreateModel()
    reader = model.QueryReader("3mf")
    reader.SetStrictModeActive(True)
    reader.ReadFromBuffer(bytearray(threemf_of_it))
    assert reader.GetWarningCount() == 0
    assert model.GetUnit() == lib3mf.ModelUnit.MilliMeter
    items = model.GetBuildItems()
    assert items.Count() == 12
    objects = model.GetMeshObjects()
    while objects.MoveNext():
        assert objects.GetCurrentMeshObject().IsManifoldAndOriented()


@pytest.mark.parametrize("kind", WAYS)
def test_the_bytes_are_the_same_in_any_process(kind: str) -> None:
    """Whatever the seed of the hashes is."""
    script = (
        "import hashlib; from generator import template_file; from generator.choice import Choice;"
        "from generator.formats import FORMATS; from generator.place import place;"
        "from generator.variant import made_for;"
        "made = made_for(template_file.find('washer-m6'), Choice(12));"
        f"print(hashlib.sha256(FORMATS['{kind}']().write(place(None, made))).hexdigest())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "7")
    }
    assert len(told) == 1


def _lost(data: bytes) -> bytes:
    (count,) = struct.unpack_from("<I", data, 80)
    return data[:80] + struct.pack("<I", count - 1) + data[84:-50]


def _doubled(data: bytes) -> bytes:
    (count,) = struct.unpack_from("<I", data, 80)
    return data[:80] + struct.pack("<I", count + 1) + data[84:] + data[-50:]


def _turned(data: bytes) -> bytes:
    record = bytearray(data[84:134])
    record[24:36], record[36:48] = record[36:48], record[24:36]
    return data[:84] + bytes(record) + data[134:]


def _moved(data: bytes) -> bytes:
    return data[:96] + struct.pack("<f", 3.0) + data[100:]


def _not_finite(data: bytes) -> bytes:
    return data[:96] + struct.pack("<f", float("nan")) + data[100:]


def _cut_short(data: bytes) -> bytes:
    return data[: len(data) // 2]


@pytest.mark.parametrize(
    "damage", [_lost, _doubled, _turned, _moved, _not_finite, _cut_short], ids=lambda f: f.__name__
)
def test_no_damage_to_an_stl_passes(damage: Callable[[bytes], bytes], stl_of_it: bytes) -> None:
    """One triangle lost, doubled, turned or moved, and the file is refused."""
    with pytest.raises(ReadError):
        stl.read(damage(stl_of_it))


def _repacked(data: bytes, change: Callable[[bytes], bytes], leave_out: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            if name != leave_out:
                part = old.read(name)
                new.writestr(name, change(part) if name.endswith(".model") else part)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'unit="millimeter"', b'unit="inch"'),
        (b"</build>", b'<item objectid="999"/></build>'),
        (b'v1="0"', b'v1="999999"'),
        (b'v1="0"', b'v1="-1"'),
        (b"<vertex ", b'<vertex z="nan" '),
        (b"<?xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><?xml"),
        (b"</model>", b""),
        (b'type="model"', b'type="support"'),
        (b'unit="millimeter"', b'unit="millimeter" requiredextensions="b"'),
        (b'id="2"', b'id="1"'),
        (b"</mesh>", b"</mesh><mesh></mesh>"),
        (b"</triangles>", b"</triangles><triangles></triangles>"),
        (b"<item ", b'<item printable="0" '),
    ],
)
def test_no_damage_to_a_3mf_passes(old: bytes, new: bytes, threemf_of_it: bytes) -> None:
    """Units, build, corners and XML are looked at."""
    data = threemf_of_it
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert old in package.read("3D/3dmodel.model")
    with pytest.raises(ReadError):
        threemf.read(_repacked(data, lambda part: part.replace(old, new, 1)))


def test_a_3mf_that_shows_another_model_is_refused(threemf_of_it: bytes) -> None:
    """A slicer would open that one, and not what was read."""
    data = threemf_of_it
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(b"3dmodel.model", b"other.model"))
        new.writestr("3D/other.model", old.read("3D/3dmodel.model"))
    with pytest.raises(ReadError, match="shows another model"):
        threemf.read(stream.getvalue())


def test_a_3mf_in_another_encoding_is_refused(threemf_of_it: bytes) -> None:
    """Entities can't hide in it."""
    with pytest.raises(ReadError, match="no XML in UTF-8"):
        threemf.read(_repacked(threemf_of_it, lambda part: part.decode().encode("utf-16")))


def test_no_facet_is_without_area() -> None:
    """Loops have corners in one line; a shop's program refuses what has no area."""
    made = Plate(rounded_rectangle(Size(20.0, 10.0), 0.0), 2.0, 20.0, (), (), ())
    inline = straight(
        [Point(5, 2), Point(7, 2), Point(9, 2), Point(11, 2), Point(13, 2), Point(9, 8)]
    )
    pocket = Area(Role.MARK, inline, (), Cut(0.5))
    body = mesh(replace(made, front=(pocket,)))
    for triangle in body.triangles:
        one, two, three = (np.array(body.vertices[at]) for at in triangle)
        assert np.linalg.norm(np.cross(two - one, three - one)) > 1e-6


def test_a_3mf_without_its_parts_is_refused(threemf_of_it: bytes) -> None:
    """Types, relations and model have to be there, in a whole archive."""
    data = threemf_of_it
    for part in ("[Content_Types].xml", "_rels/.rels", "3D/3dmodel.model"):
        with pytest.raises(ReadError, match="lacks a part"):
            threemf.read(_repacked(data, lambda each: each, part))
    with pytest.raises(ReadError, match="can't be unpacked"):
        threemf.read(data[: len(data) // 2])


def test_an_archive_of_other_files_is_told_from_a_3mf() -> None:
    """An order, for instance, whose files are to be given one by one."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("tinyseed/README.txt", "an order")
    for look in (threemf.read, threemf_lint.lint):
        with pytest.raises(ReadError, match="this archive is no 3MF file; unpack it"):
            look(stream.getvalue())


def test_a_binary_stl_that_is_cut_short_says_so(stl_of_it: bytes) -> None:
    """By the number of triangles that it begins with."""
    for short in (stl_of_it[:-1], stl_of_it[: len(stl_of_it) // 2]):
        with pytest.raises(ReadError, match=f"cut short or damaged: {len(short)} bytes"):
            stl.read(short)


def test_an_stl_in_words_is_read_too(small: tuple[Layout, ...], stl_of_it: bytes) -> None:
    """As trimesh writes it; cut short, it is refused."""
    seen = trimesh.load_mesh(io.BytesIO(stl_of_it), file_type="stl")
    words = trimesh.exchange.stl.export_stl_ascii(seen).encode()
    (layout,) = small
    assert differences(stl.view(layout).marks, stl.read(words)[0].marks) == ([], [])
    with pytest.raises(ReadError):
        stl.read(words[: len(words) // 2])


def test_meshes_are_known_by_their_bytes(threemf_of_it: bytes, stl_of_it: bytes) -> None:
    """Whatever their names are."""
    assert sniff(stl_of_it, "plate") == "stl"
    assert sniff(threemf_of_it, "plate") == "3mf"
    assert sniff(b"solid plate\nendsolid", "plate") == "stl"
    assert {"stl", "3mf"} <= FORMATS.keys()
