"""Documents as files."""

#: How the name of a document's file ends.
EXTENSION = ".cnnviz"
#: How the name of a lesson's file ends.
LESSON_EXTENSION = ".toml"
