"""Panels as figures for paper and slides: PNG, SVG or PDF, drawn without a window."""
