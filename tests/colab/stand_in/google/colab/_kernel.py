"""The kernel, which brings Colab's shell."""

from google.colab._shell import Shell
from ipykernel.ipkernel import IPythonKernel


class Kernel(IPythonKernel):
    """ipykernel's, with that shell."""

    def _shell_class_default(self) -> type[Shell]:
        return Shell
