"""The page numbers of a printed table of contents: read from one print, and laid over it from another."""

from collections.abc import Callable
from io import BytesIO
from typing import cast

from pikepdf import Array, Name, ObjectStreamMode, Page, Pdf


def with_page_numbers(pdf: BytesIO, print_numbers: Callable[[dict[str, int]], BytesIO]) -> bytes:
    """Return a print, over whose first pages lies what is printed of the pages at which its bookmarks lead."""
    with Pdf.open(pdf) as series:
        pages = {mark.title: Page(cast(Array, mark.destination)[0]).index + 1 for mark in series.open_outline().root}
        with Pdf.open(print_numbers(pages)) as numbers:
            for page, layer in zip(series.pages, numbers.pages, strict=False):
                page.add_resource(series.copy_foreign(layer.as_form_xobject()), Name.XObject, Name.Numbers)
                page.contents_add(b"q", prepend=True)
                page.contents_add(b"Q /Numbers Do")
        whole = BytesIO()
        series.save(whole, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
        return whole.getvalue()
