"""The window: widgets that know arrays and emit what a hand did; only `binding` knows both state and widgets."""
