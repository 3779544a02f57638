"""What can be done to a picture, and where pictures come from."""
