"""Numbers as tables, written as CSV, Markdown or LaTeX."""
