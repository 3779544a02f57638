"""How well a network answers: right and wrong, the trickier cases, and two ways to learn side by side. No Qt."""
