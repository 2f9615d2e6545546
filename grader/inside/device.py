"""What a child computes on: the processor, or a GPU that it starts itself, after its fork and before it reads a byte of a submission.

CUDA does not survive a fork, so the warm process never touches it; nor autograd, which counts the GPUs when it first goes backward
and keeps that number for good. Source: pytorch.org/docs/stable/notes/multiprocessing.html, "Poison fork in multiprocessing".
"""

from __future__ import annotations

import os

import torch

GPU_BYTES = 2**30
"""Of the GPU's memory for one submission: as much as it may take of the machine's. torch's own allocator keeps to it, which a hostile
answer could lift; whoever lacks memory because of it is run again on the CPU."""


def warm_up(device: str = "cpu", backward: bool = True) -> None:
    """Make torch's lazy first steps once (processor detection reads /proc, which children may not have).

    Padding wider than the kernel sends a convolution to oneDNN's general matrix product, which takes 27 ms at its first use.
    """
    images = torch.randn(2, 2, 8, 8, device=device, requires_grad=True)
    for layer in (torch.nn.Conv2d(2, 2, 3, device=device), torch.nn.Conv2d(2, 2, 2, padding=2, device=device)):
        found = layer(images).tanh().flatten(1)
        total = (found @ found.T).sum()
        if backward:
            total.backward()


def see_no_gpu() -> None:
    """For the life of this process, for all that it starts, and before CUDA is asked for the first time."""
    os.environ["CUDA_VISIBLE_DEVICES"] = ""


def start_gpu() -> None:
    """Start CUDA, and keep to this submission's share of its memory. Raises RuntimeError where it does not start."""
    total = torch.cuda.get_device_properties(0).total_memory
    torch.cuda.set_per_process_memory_fraction(min(1.0, GPU_BYTES / total))
    be_exact()
    warm_up("cuda")
    settle_gpu()


def settle_gpu() -> None:
    """Wait for what the GPU still has to do. Raises RuntimeError where it has failed: this process can use it no more."""
    torch.cuda.synchronize()


def be_exact() -> None:
    """No TensorFloat-32, which rounds products to ten bits, and the same sums in every run."""
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
    torch.backends.cudnn.benchmark, torch.backends.cudnn.deterministic = False, True
