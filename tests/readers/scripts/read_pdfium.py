"""PDFium, by which Chrome shows PDFs: the paths of each page."""

from ctypes import byref, c_float, c_int, c_uint
from importlib.metadata import version

import pypdfium2
import pypdfium2.raw as pdfium
from job import answer
from paths import UPRIGHT, product, shape


def _look(name):
    document = pypdfium2.PdfDocument(name)
    pages = []
    for page in document:
        count = pdfium.FPDFPage_CountObjects(page)
        parts = (pdfium.FPDFPage_GetObject(page, at) for at in range(count))
        pages.append([_shape(p) for p in parts if _kind(p) == pdfium.FPDF_PAGEOBJ_PATH])
    return {"pages": pages}


def _kind(part):
    return pdfium.FPDFPageObj_GetType(part)


def _shape(part):
    fill, stroke, m = c_int(), c_int(), pdfium.FS_MATRIX()
    pdfium.FPDFPath_GetDrawMode(part, byref(fill), byref(stroke))
    pdfium.FPDFPageObj_GetMatrix(part, byref(m))
    return shape(
        _colour(pdfium.FPDFPageObj_GetStrokeColor, part) if stroke.value else None,
        _colour(pdfium.FPDFPageObj_GetFillColor, part) if fill.value else None,
        _loops(part),
        product((m.a, m.b, m.c, m.d, m.e, m.f), UPRIGHT),
    )


def _colour(asked, part):
    parts = [c_uint() for _ in range(4)]
    asked(part, *map(byref, parts))
    return [part.value / 255 for part in parts[:3]]


def _loops(part):
    loops, controls = [], []
    for at in range(pdfium.FPDFPath_CountSegments(part)):
        segment = pdfium.FPDFPath_GetPathSegment(part, at)
        x, y = c_float(), c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        kind, point = pdfium.FPDFPathSegment_GetType(segment), (x.value, y.value)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            loops.append([("m", point)])
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            loops[-1].append(("l", point))
        else:
            controls.append(point)
            if len(controls) == len("abc"):
                loops[-1].append(("c", *controls))
                controls = []
    return loops


answer(_look, version("pypdfium2"))
