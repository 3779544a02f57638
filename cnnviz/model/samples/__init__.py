"""Labelled pictures: made, brought in, split and handed on."""
