"""Templates, with what renders them: in HTML and XML, whatever stands in braces is text and no markup."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

template = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=select_autoescape(["html", "xml"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    keep_trailing_newline=True,
).get_template
