"""Stands in for Colab's own package, which its kernel has imported before the first cell runs."""

from google.colab import output

__all__ = ["output"]
