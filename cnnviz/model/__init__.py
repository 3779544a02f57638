"""What is saved, undone and looked at, as values: the standard library and the engine, no Qt."""
