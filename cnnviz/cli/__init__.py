"""The commands: one that opens the window, and some that answer without one."""
