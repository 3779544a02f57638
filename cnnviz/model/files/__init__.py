"""Documents as files."""

#: How the name of a document's file ends.
EXTENSION = ".cnnviz"
