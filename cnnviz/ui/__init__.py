"""The window: widgets that know arrays and emit what a hand did; only `binding` knows both state and widgets."""

from cnnviz.ui.overrides import keep_alive

# Before any class of the window is made.
keep_alive()
