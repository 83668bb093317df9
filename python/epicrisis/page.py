"""A document with what was found in it, for notebooks and browsers."""

from __future__ import annotations

import html as _html

__all__ = ["Page"]


class Page:
    """A page of HTML, whole in itself: it loads nothing. A notebook shows it where it is the last value of a cell."""

    html: str
    """The page."""

    def __init__(self, html: str, height: int = 600) -> None:
        self.html = html
        self._height = height

    def _repr_html_(self) -> str:
        # In a frame of its own, whose styles and script touch nothing of the notebook.
        source = _html.escape(self.html, quote=True)
        return (
            f'<iframe sandbox="allow-scripts" srcdoc="{source}" '
            f'style="width:100%;height:{self._height}px;border:1px solid #ccc"></iframe>'
        )

    def __repr__(self) -> str:
        # The page holds a patient's text; a log would keep it.
        return f"<epicrisis.Page, {len(self.html)} characters>"
