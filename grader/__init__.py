"""The autograder: from one source file per lesson to trusted grades for a class."""

__version__ = "0.1.0"
