"""What no reader sees is taken out of a page, and nothing else."""

from __future__ import annotations

from publishing.finished import final_markup

STYLES = """<link rel="stylesheet" href="../assets/main.css">
    <link rel="stylesheet" href="../assets/_mkdocstrings.css">
<link rel="stylesheet" href="../assets/site.css">"""


def test_names_and_spaces_in_code_have_no_marks() -> None:
    code = '<span class="n">x</span><span class="w"> </span><span class="o">=</span> <span class="mi">1</span>'
    assert final_markup(code) == 'x <span class="o">=</span> <span class="mi">1</span>'
    assert final_markup('<span class="nn">neuronlib</span>') == '<span class="nn">neuronlib</span>'


def test_the_style_of_the_reference_is_where_it_is_used() -> None:
    reference = f'{STYLES}<div class="doc doc-object">'
    assert final_markup(reference) == reference
    chapter = final_markup(f'{STYLES}<p class="lead">')
    assert "_mkdocstrings" not in chapter
    assert chapter.count("<link") == 2
