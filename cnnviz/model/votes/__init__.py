"""The votes: who wins, who voted for whom, and the wires behind it."""
