"""Have MuPDF draw pages in process inks, overprinting as a press does.

Inks stand as the file gives them; colours of screens and calibrated ones are separated by MuPDF's own profiles, and a
spot colour is drawn in the inks of its alternate, as on a press that has no plate for it. Ghostscript draws the same
(``tests/support/inked.py`` says where it does not). One thing is more than a press prints: what overprints inside a
knockout group leaves the inks of the group beneath it.
"""

from __future__ import annotations

import functools
import importlib
import math
from collections.abc import Iterator
from typing import Any

from publish.base.units import POINTS_PER_INCH
from publish.preflight.pdf.reading import FAILURES, Box, PdfPage, number
from publish.preflight.pdf.shapes import clipped

MAX_SIDE = 5000
"""How many pixels a page has at most on a side, at 72 dpi; larger pages are drawn coarser."""

MAX_ERRORS = 100
"""After so many errors in one stream, MuPDF leaves the rest of the page off."""

MAX_DEPTH = 60
MAX_UNPACKED = 256 << 20
"""How many bytes of JPEG pictures are unpacked for a page."""

_SMOOTH, _SHARP = 8, 0


def draw_plates(content: bytes, pages: list[PdfPage], *, exact: bool = False) -> Iterator[tuple[PdfPage, Any, int]]:
    """Yield each page with what lies within its bleed as a CMYK picture, not turned, and how many errors were met.

    The picture is None for a page that cannot be drawn. JPEG pictures are read at the size that is drawn, which is fast
    but may give them some points more ink than they have; it does not where it is to be exact.
    """
    document: Any = None
    for page in pages:
        try:
            document = document or _open(content)
            picture, errors = _draw(document, page, exact)
        except FAILURES:
            yield page, None, 1
        else:
            yield page, picture, errors


def draw_inks(content: bytes, page: PdfPage, dpi: float) -> dict[str, Any]:
    """Return what each ink puts within the bleed of a page, as grey pictures (255 for all of it), not turned.

    The four process inks come first, by their letters, then each spot colour of the page by its name, on its own.

    Raises:
        FAILURES: If the page cannot be drawn.
    """
    from PIL import Image

    plates, names = _run(_open(content), page, exact=True, dots=dpi / POINTS_PER_INCH, spots=True)
    library = _library()
    size = library.fz_pixmap_width(plates), library.fz_pixmap_height(plates)
    samples, inks = bytes(library.fz_pixmap_samples_memoryview(plates)), (*"CMYK", *names)
    return {ink: Image.frombytes("L", size, samples[at :: len(inks)]) for at, ink in enumerate(inks)}


def find_spots(content: bytes) -> tuple[str, ...]:
    """Return the names of the spot colours of a file that this program has made, in their order."""
    library, document = _library(), _open(content)
    names: dict[str, None] = {}
    for index in range(library.pdf_count_pages(document)):
        found = library.pdf_page_separations(library.pdf_load_page(document, index))
        names |= dict.fromkeys(_names(found))
    return tuple(names)


def _names(separations: Any) -> list[str]:
    library = _library()
    if not separations.m_internal:
        return []
    return [library.fz_separation_name(separations, at) for at in range(library.fz_count_separations(separations))]


def measured_box(page: PdfPage) -> Box:
    """Return what is drawn of a page: its bleed as far as there is a page, in points."""
    return clipped(page.bleed, page.media) or page.media


@functools.cache
def _library() -> Any:
    """Return MuPDF, which says nothing by itself."""
    library = importlib.import_module("pymupdf.mupdf")
    library.fz_set_error_callback(None)
    library.fz_set_warning_callback(None)
    return library


def _open(content: bytes) -> Any:
    """Return a document whose inks stand as they are, whatever press it was made for."""
    library = _library()
    library.fz_enable_icc()
    buffer = library.fz_new_buffer_from_copied_data(content)
    document = library.pdf_open_document_with_stream(library.fz_open_buffer(buffer))
    library.pdf_dict_dels(library.pdf_dict_gets(library.pdf_trailer(document), "Root"), "OutputIntents")
    return document


def _draw(document: Any, page: PdfPage, exact: bool) -> tuple[Any, int]:
    from PIL import Image

    library, cookie = _library(), _library().FzCookie()
    plates, _ = _run(document, page, exact, cookie=cookie)
    samples = bytes(library.fz_pixmap_samples_memoryview(plates))
    size = library.fz_pixmap_width(plates), library.fz_pixmap_height(plates)
    return Image.frombytes("CMYK", size, samples), int(cookie.m_internal.errors)


def _run(
    document: Any, page: PdfPage, exact: bool, *, dots: float = 1.0, spots: bool = False, cookie: Any = None
) -> tuple[Any, list[str]]:
    """Draw a page with so many dots for each point; return its plates, and the names of those of spot colours."""
    library = _library()
    leaf = library.pdf_lookup_page_obj(document, page.index)
    for key in ("MediaBox", "CropBox"):
        library.pdf_dict_puts(leaf, key, _numbers(document, *page.media))
    preparation = _Preparation(document, exact)
    preparation.visit(library.pdf_dict_gets_inheritable(leaf, "Resources"))
    library.fz_set_aa_level(_SMOOTH if preparation.knockout or spots else _SHARP)
    loaded = library.pdf_load_page(document, page.index)
    turned = library.FzMatrix()
    library.pdf_page_transform(loaded, library.FzRect(), turned)
    width, height, across, down = _size(page, dots)
    x0, _, _, y1 = measured_box(page)
    upright = library.FzMatrix(across, 0, 0, -down, -x0 * across, y1 * down)
    matrix = library.fz_concat(library.fz_invert_matrix(turned), upright)
    # It overprints only where a picture may have separations, even if it has none.
    names: list[str] = []
    frame, separations = library.FzIrect(0, 0, width, height), library.FzSeparations(0)
    if spots:
        separations = library.pdf_page_separations(loaded)
        names = _names(separations)
        for at in range(len(names)):
            library.fz_set_separation_behavior(separations, at, library.FZ_SEPARATION_SPOT)
    plates = library.fz_new_pixmap_with_bbox(library.fz_device_cmyk(), frame, separations, 0)
    library.fz_clear_pixmap(plates)
    device = library.fz_new_draw_device(library.FzMatrix(), plates)
    library.pdf_run_page_with_usage(loaded, device, matrix, "Print", cookie or library.FzCookie())
    library.fz_close_device(device)
    return plates, names


def _size(page: PdfPage, dots: float) -> tuple[int, int, float, float]:
    """Return width and height of a picture in pixels, and how many of them a point has across and down.

    There are as many as are wanted, or fewer if it would be too large.
    """
    x0, y0, x1, y1 = measured_box(page)
    unit = number(page.obj.get("/UserUnit"), 1.0)
    scale = min(dots * (unit if unit > 0 else 1.0), MAX_SIDE / max(x1 - x0, y1 - y0))
    width, height = max(1, round((x1 - x0) * scale)), max(1, round((y1 - y0) * scale))
    return width, height, width / (x1 - x0), height / (y1 - y0)


def _numbers(document: Any, *values: float) -> Any:
    library = _library()
    array = library.pdf_new_array(document, len(values))
    for value in values:
        library.pdf_array_push_real(array, value)
    return array


class _Preparation:
    """Makes ready what a page is drawn with.

    MuPDF would draw pictures on all plates by the alternate of their space, which may be black alone, and what a
    knockout group knocks out only where edges are smooth.

    Attributes:
        knockout: Whether there is a knockout group.
    """

    def __init__(self, document: Any, exact: bool) -> None:
        self.knockout = False
        self._document = document
        self._left = MAX_UNPACKED if exact else 0
        self._seen: set[int] = set()

    def visit(self, holder: Any, depth: int = 0) -> None:
        """Look at an object, and at all that it holds."""
        library = _library()
        here = library.pdf_to_num(holder)
        if here in self._seen or depth > MAX_DEPTH:
            return
        if here:
            self._seen.add(here)
        if library.pdf_is_array(holder):
            inside = [library.pdf_array_get(holder, at) for at in range(library.pdf_array_len(holder))]
            if len(inside) == 4 and [library.pdf_to_name(name) for name in inside[:2]] == ["Separation", "All"]:
                library.pdf_array_put(holder, 2, library.pdf_new_name("DeviceCMYK"))
                library.pdf_array_put(holder, 3, _on_all_plates(self._document))
                return
            for item in inside:
                self.visit(item, depth + 1)
        elif library.pdf_is_dict(holder):
            group = library.pdf_dict_gets(holder, "Group")
            self.knockout |= bool(library.pdf_to_bool(library.pdf_dict_gets(group, "K")))
            for at in range(library.pdf_dict_len(holder)):
                if library.pdf_to_name(library.pdf_dict_get_key(holder, at)) not in ("Font", "Parent"):
                    self.visit(library.pdf_dict_get_val(holder, at), depth + 1)
            if here and self._left > 0 and library.pdf_is_stream(holder):
                self._unpack(holder)

    def _unpack(self, stream: Any) -> None:
        """Unpack a JPEG picture, whose samples are then averaged as they are."""
        library = _library()
        filters = library.pdf_dict_gets(stream, "Filter")
        if library.pdf_is_array(filters):
            filters = library.pdf_array_get(filters, library.pdf_array_len(filters) - 1)
        sides = (library.pdf_to_int(library.pdf_dict_gets(stream, key)) for key in ("Width", "Height"))
        self._left -= 4 * math.prod(max(0, side) for side in sides)
        if library.pdf_to_name(filters) == "DCTDecode" and self._left > 0:
            library.pdf_update_stream(self._document, stream, library.pdf_load_stream(stream), 0)


def _on_all_plates(document: Any) -> Any:
    """Return the function that gives a tint to all plates."""
    library = _library()
    function = library.pdf_new_dict(document, 5)
    library.pdf_dict_puts(function, "FunctionType", library.pdf_new_int(2))
    library.pdf_dict_puts(function, "N", library.pdf_new_int(1))
    for key, values in (("Domain", (0, 1)), ("C0", (0, 0, 0, 0)), ("C1", (1, 1, 1, 1))):
        library.pdf_dict_puts(function, key, _numbers(document, *values))
    return function
