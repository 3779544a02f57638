"""The error of the network's answer as a person reads it, and how it changes with one weight."""
