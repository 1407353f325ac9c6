"""pdfminer.six: the paths of each page."""

from importlib.metadata import version

from job import answer
from paths import UPRIGHT, shape
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTCurve


def _look(name):
    pages = []
    for page in extract_pages(name, laparams=None):
        shapes = []
        for curve in page:
            if isinstance(curve, LTCurve):
                stroke = curve.stroking_color if curve.stroke else None
                fill = curve.non_stroking_color if curve.fill else None
                shapes.append(shape(stroke, fill, [curve.original_path], UPRIGHT))
        pages.append(shapes)
    return {"pages": pages}


answer(_look, version("pdfminer.six"))
