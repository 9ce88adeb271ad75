"""Small pages made after public reports about tools of this kind, with a mark ⟦⟧ in each line at fault.

Where they come from: jupytext 115, 181, 712 (other languages, shown fences), mkdocs-macros 57, mkdocs 2275 (braces),
pytest 56 (threads), sphinx-gallery 491, 618 (logging) and 308 (`__future__`), pytest 11518 (warnings),
pymdown-extensions 114 (indented fences), inline-snapshot 112, 117 (wildcards), mkdocs 1670, 2435 (names of files).
"""

from small_pages import LAB, block

X = "# Page\n\n```python\nx = 0.25\nn = 250\n```\n\n"


def code(source: str, output: str | None = None, options: str = "", at_fence: bool = False) -> str:
    """Return a page of one block, which perhaps is at fault as a whole."""
    return f"# Page\n\n{'⟦⟧' * at_fence}{block(source, output, options)}"


# Behind a block that defines x and n
NUMBERS = {
    "a number that goes on in digits": "A: 0.25<!--= x -->5.",
    "a number that goes on behind bold": "A: **0.25<!--= x -->**5.",
    "a number that goes on as an entity": "A: 0.25<!--= x -->&#53;.",
    "a number with an exponent behind it": "A: 0.25<!--= x -->e5.",
    "a number with a power behind it": "A: 250<!--= n -->².",
    "a number with a power in a tag": "A: 250<!--= n --><sup>2</sup>.",
    "thousands behind a number": "A: 250<!--= n -->,000.",
    "thousands behind a thin space": "A: 250<!--= n -->\u202f000.",
    "thousands before a number": "B: 1\u00a0250<!--= n -->.",
    "thousands before a number and a plain space": "B: 1 250<!--= n -->.",
    "thousands before a number and an entity": "B: 1&nbsp;250<!--= n -->.",
    "digits before a number in a tag": "B: 1<b>250<!--= n --></b>.",
    "a minus as an entity": "C: &#8722;0.25<!--= x -->.",
    "thousands of LaTeX": "D: $1{,}250<!--= n -->$.",
    "thousands of LaTeX with a space": "D: $1\\,250<!--= n -->$.",
    "thousands behind a number and a plain space": "A: 250<!--= n --> 000.",
    "a soft hyphen behind a number": "A: 250<!--= n -->&shy;1.",
    "an unseen joiner before a number": "A: 1&#8288;250<!--= n -->.",
    "digits in italics before a number": "A: *1*250<!--= n -->.",
    "a figure space before a number": "A: 1\u2007250<!--= n -->.",
    "a fraction behind a number": "A: 250<!--= n -->½.",
    "a raised dot before a number": "A: 0·250<!--= n -->.",
    "a power of ten behind a number": "A: $250<!--= n --> \\times 10^3$.",
    "a minus in braces": "A: ${-}250<!--= n -->$.",
    "a minus before the currency": "A: -€250<!--= n -->.",
}
PROBLEMS = {
    **{name: f"{X}⟦⟧{line}\n" for name, line in NUMBERS.items()},
    "numbers in the front matter": "---\n⟦⟧title: A 7<!--= 8 -->\n⟦⟧description: A 9<!--= 8 -->\n---\n\n# Page\n",
    "a number in a title": code("x = 1", None, ' title="0.5<!--= 0.5 -->"', at_fence=True),
    "a thread that fails": code(
        "import threading\n\n⟦⟧t = threading.Thread(target=lambda: 1 / 0)\nt.start()\nt.join()"
    ),
    "a thread that fails after its block": code(
        "import threading, time\ndef fail():\n    time.sleep(0.3)\n⟦⟧    1 / 0\nthreading.Thread(target=fail).start()"
    ),
    "a destructor that fails": code("class A:\n    def __del__(self):\n⟦⟧        1 / 0\na = A()\ndel a"),
    "a task that nobody awaits": code(
        "import asyncio\nasync def f():\n⟦⟧    1 / 0\nasync def g():\n    asyncio.create_task(f())\n"
        "    await asyncio.sleep(0)\nasyncio.run(g())"
    ),
    "a coroutine that nobody awaits": code("async def f():\n    pass\n⟦⟧f()"),
    "logging": code("import logging\n\nlogging.warning('too large')\nprint('done')", "done", at_fence=True),
    "a line on the standard error": code("import sys\nprint('a', file=sys.stderr)", at_fence=True),
    "a warning that takes the other branch": code(
        "import numpy as np\n\ntry:\n⟦⟧    print(np.log(np.zeros(1)))\nexcept Exception as error:\n    print(error)",
        "⟦⟧divide by zero encountered in log",
    ),
    "a warning of syntax": code("⟦⟧x = '\\d'"),
    "a warning in a number": "⟦⟧1<!--= __import__('warnings').warn('w') or 1 -->\n",
    "a future in the second block": X + "```python\n⟦⟧from __future__ import annotations\n```\n",
    "a future in a block that raises": code(
        "⟦⟧from __future__ import annotations\n1 / 0",
        "ZeroDivisionError: division by zero",
        ' raises="ZeroDivisionError"',
    ),
    "a progress line": code("print('50 %', end='\\r')\nprint('100 %')", "50 %\n100 %", at_fence=True),
    "colours of a terminal": code("print('\\x1b[31mred\\x1b[0m')", "red", at_fence=True),
    "a fence that is too deep": (
        "In no list:\n\n⟦⟧    ```python\n    print(1)\n    ```\n\n    ```output\n    1\n    ```\n"
    ),
    "two prices": "# Page\n\n⟦⟧⟦⟧It costs $5-$10 or $3/$4 a month.\n",
    "prices behind letters": "# Page\n\n⟦⟧It costs US$5 or US$6$.\n",
    "dots that are printed": code(
        "print('Training...', end=' ')\nprint('diverged: loss nan')\nprint('done')", "⟦⟧Training...\ndone"
    ),
    "a comment that is almost one": "⟦⟧⟦⟧7<!-- = 8 --> and 7<!-= 8 -->\n",
    "a value that is a tag": "⟦⟧A <b><!--= '<b>' --> b.\n",
    "an index that is a value": "⟦⟧Some $x_7<!--= 8 -->$.\n",
    "a destructor at the end": code("class A:\n    def __del__(self):\n⟦⟧        1 / 0\na = A()"),
    "a coroutine that is kept": code("async def f():\n    pass\nx = f()", at_fence=True),
    "a thread that prints after its block": code(
        "import threading\nt = threading.Timer(0.3, print, ['late'])\nt.start()\nprint('a')", "⟦⟧a"
    ),
    "prices with words between them": "⟦⟧⟦⟧⟦⟧It costs $5 in New York and 5$ in Quebec, $5 or 6$.\n",
    "a price and a sign": "⟦⟧It was $3+$, and more.\n",
    "a formula in an attribute": "⟦⟧A ![a $x$ b](https://example.org/x.png) b.\n",
    "a formula in HTML": "⟦⟧<div>$x$ and $y$</div>\n",
    "a formula that a table tears": "| a | b |\n|---|---|\n⟦⟧| $|x|$ | 2 |\n",
    "a formula that is never closed": "text\n\n⟦⟧$$\nx = 1\n\nmore\n",
    "a fence in what is hidden": "<div hidden>\n\n⟦⟧```python\nx = 1\n```\n\n</div>\n",
    "a fence in a template": "<template>\n\n⟦⟧```python\nx = 1\n```\n\n</template>\n",
    "a fence in front matter with a quoted key": '---\n"a": |\n⟦⟧  ```python\n  x = 1\n  ```\n---\n\n# Page\n',
    "dots that stand for dots and more": code("print('a... b... c')", "⟦⟧a...c"),
}

# name: (file, text, what readers must see)
HEALTHY = {
    "a lab with a shell block": (
        "lab-1.md",
        LAB + "```sh\ntouch ran-this\n```\n\n" + code("print(1)"),
        "touch ran-this",
    ),
    "a lab that shows a fence": (
        "lab-2.md",
        LAB + "````markdown\n```python\n1 / 0\n```\n````\n",
        "```python\n1 / 0\n```",
    ),
    "braces in code": (
        "braces.md",
        code('date = "today"\nprint(f"{{ date }} and {date}")', "{ date } and today"),
        'print(f"{{ date }} and {date}")',
    ),
    "tabs in code": ("tabs.md", code("if True:\n\tx = 'a\tb'"), "if True:\n\tx = 'a\tb'"),
    "a bracket in the file's name": (
        "notes (1.md",
        code("import matplotlib.pyplot as plt\n\nplt.plot([0, 1])\nplt.show()", None, ' alt="A line that rises."'),
        "plt.plot",
    ),
    "another ending of Markdown": ("other.markdown", code("print(1)", "1"), "print(1)"),
    "a caught warning": (
        "warns.md",
        code(
            "import warnings\nwith warnings.catch_warnings(record=True) as w:\n    warnings.warn('a')\nprint(len(w))",
            "1",
        ),
        "catch_warnings",
    ),
    "a future in the first block": (
        "future.md",
        code("from __future__ import annotations") + "\n```python\ndef f(x: Later): ...\nclass Later: ...\n```\n",
        "class Later",
    ),
    "source that is asked for": (
        "source.md",
        "Two lines.\n\n"
        + code("import inspect\ndef f():\n    return 1\nprint(inspect.getsource(f))", "def f():\n    return 1\n"),
        "getsource",
    ),
    "dots that stand for a line": ("dots.md", code("print('a\\nb\\nc')", "a\n...\nc"), "..."),
    "a price and a formula": ("price.md", "It costs $5, or \\$6, and $x_1$ is more.\n", "It costs $5, or $6, and"),
    "a percentage": (
        "percent.md",
        X + "It is 25 %<!--= f'{x:.0%}'.replace('%', ' %') --> of 250<!--= n --> cm.\n",
        "25 % of 250 cm.",
    ),
    "blank lines at the beginning": ("blank.md", code("\n\nprint()\nprint(1)", "\n1"), "\n\nprint()\nprint(1)"),
    "a fence in a tab": ("tab.md", '=== "A"\n\n    ```python\n    x = 1\n    ```\n', "x = 1"),
    "a fence in a definition": ("definition.md", "Term\n:   Text\n\n    ```python\n    x = 1\n    ```\n", "x = 1"),
    "a fence in a footnote": ("note.md", "A[^1].\n\n[^1]:\n    ```python\n    x = 1\n    ```\n", "x = 1"),
    "code in a formula": ("code.md", "A $`x`$ b.\n", "A $x$ b."),
    "a minus that is an entity": ("minus.md", "It is &minus;2<!--= -2 -->.\n", "It is −2."),
    "a formula with a number": ("formula.md", X + "Half of $\\frac{250<!--= n -->}{2}$.\n", "Half of"),
    "a range": (
        "range.md",
        X + "It is 249–250<!--= n -->, $w_1 =$ 0.25<!--= x -->, 0.25<!--= x -->×.\n",
        "0.25, 0.25×",
    ),
}
