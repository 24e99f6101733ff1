"""The page that a preview shows while something is wrong."""

from __future__ import annotations

from html import escape

from macros.cli.report import summary
from macros.diagnostics import Diagnostic

_STYLE = (
    "body{font:18px/1.55 sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#15201e;background:#fdfdfb}"
    "h1{line-height:1.15}li{margin:0 0 1.5rem}pre{overflow:auto;padding:.6rem .8rem;background:#f1f5f3}"
    "mark{background:#fbe8a6}small{color:#465551}"
)


def problems_page(found: tuple[Diagnostic, ...], other: str) -> str:
    """Return a page that stands alone: each problem with its line, and what to do. It reloads by itself
    when a file is saved, by the script that the preview adds."""
    items = "".join(
        f"<li><strong>{escape(d.path)}, line {d.span.line}</strong> <small>{d.severity} {d.code.id} {d.code.name}</small>"
        f"<br>{escape(d.message)}{_line(d)}<br>{escape(d.help)}</li>"
        for d in found
    )
    said = escape(summary(found)) if found else escape(other)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Something is wrong</title>'
        f"<style>{_STYLE}</style></head><body><h1>The site cannot be built</h1>"
        f"<p>{said} Save the file and this page tries again.</p><ol>{items}</ol></body></html>"
    )


def _line(d: Diagnostic) -> str:
    if not d.line_text.strip():
        return ""
    start = d.span.column - 1
    end = start + d.span.length
    text = d.line_text
    return f"<pre>{escape(text[:start])}<mark>{escape(text[start:end])}</mark>{escape(text[end:])}</pre>"
