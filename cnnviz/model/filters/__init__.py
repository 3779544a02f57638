"""What can be done to filters, and where filters come from."""
