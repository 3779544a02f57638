"""The step player: in which order values come about, and how far a person has come."""
