"""A small copy of the project with pages of its own, for tests that build it with each generator."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]

PAGES = {
    "index.md": """\
---
title: Home
---

# Home

New chapters stand in the [feed]({{ feed }}). Install it from <{{ wheel }}>. See [the chapter](series/one.md#a-section).
In this build: {{ verified }}.
""",
    "series/one.md": """\
---
title: One
description: A chapter with everything that a chapter may have, shown by every generator alike.
chapter: 1
minutes: 5
date: 2026-11-24
---

# One

<p class="lead" markdown>
A **lead**.
</p>

## A section

$x_1 * x_2$ begins a line, and $a < b$ stands in it.

| formula | value |
|---|---|
| $w_1 x$ | 1 |

$$
\\frac{1}{2} \\sum_i x_i
$$

```python alt="A line that rises."
import matplotlib.pyplot as plt

x = 0.25
print(x)
plt.plot([0, x])
plt.show()
```

```output
0.25
```

The value is 0.25<!--= x -->, not `$x$`.

??? note "Folded"

    ```python raises="ValueError"
    int("one")
    ```

    ```output
    ValueError: invalid literal for int() with base 10: 'one'
    ```
""",
    "labs/one.md": """\
---
title: A lab
jupyter:
  kernelspec:
    display_name: Python 3
    language: python
    name: python3
---

# A lab

Let $y$ be 2.

```python tags=["exercise"]
y = None
```

```python tags=["solution"]
y = 2
```

```python tags=["check"]
print("Right" if y == 2 else "Wrong")
```
""",
    "reference/dense.md": """\
---
title: Dense layer
---

# Dense layer

::: neuronlib.dense
""",
}

NAVIGATION = """\
nav:
  - Home: index.md
  - One: series/one.md
  - Lab: labs/one.md
  - Dense: reference/dense.md

"""


def small_project(folder: Path) -> Path:
    """Return a copy of the project with other pages."""
    for name in ("LICENSE", "pyproject.toml", "README.md"):
        shutil.copy(PROJECT / name, folder)
    for name in ("neuronlib", "publishing", "docs/assets", "docs/overrides"):
        shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in PAGES.items():
        (folder / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / name).write_text(text, "utf-8")
    config = (PROJECT / "mkdocs.yml").read_text("utf-8")
    config = re.sub(r"^nav:.*?(?=^\w)", NAVIGATION, config, count=1, flags=re.DOTALL | re.MULTILINE)
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    return folder


def build(project: Path) -> Path:
    """Build a project with MkDocs and return its site."""
    site, environment = project.with_name("site"), {**os.environ, "SITE_URL": "https://example.org/small/"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return site
