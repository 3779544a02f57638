"""The step player as a film: GIF or MP4, painted frame by frame without a window."""
