"""The shell, under the name by which Colab's is known."""

from ipykernel.zmqshell import ZMQInteractiveShell


class Shell(ZMQInteractiveShell):
    """IPython's shell behind Colab's cells."""
