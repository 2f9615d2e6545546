"""Os dados do curso: três conjuntos que dispensam rede, e os três clássicos que o torchvision baixa.

>>> X, y, X_teste, y_teste = dados.mnist1d()
"""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

_DIGITS_FOR_TRAINING = 1437  # 80 % of 1797


class Conjunto(NamedTuple):
    """Exemplos e rótulos (int64) de treino e de teste."""

    X: Tensor
    y: Tensor
    X_teste: Tensor
    y_teste: Tensor


class Celulas(NamedTuple):
    """Imagens (n, 1, lado, lado) e as máscaras (n, lado, lado) do que nelas é célula: zeros e uns, float32."""

    imagens: Tensor
    mascaras: Tensor


class DadosIndisponiveis(RuntimeError):  # noqa: N818 - what students read is Portuguese
    """Um conjunto de dados não pôde ser baixado ou está incompleto. No caderno aparece só a mensagem."""

    def _render_traceback_(self) -> list[str]:
        """IPython shows this in place of the stack: the reader can do nothing with torchvision's insides."""
        return [str(self)]


def mnist1d() -> Conjunto:
    """MNIST-1D (Greydanus, 2020): dez dígitos como sinais de 40 números. X: (4000, 40) e teste (1000, 40), float32.

    É gerado aqui mesmo, em uns 2 s na primeira vez, e é sempre o mesmo. Não muda os geradores aleatórios do caderno.
    """
    return Conjunto(*(part.clone() for part in _mnist1d()))


def digitos() -> Conjunto:
    """Dígitos manuscritos de 8×8 pixels (scikit-learn). X: (1437, 1, 8, 8) e teste (360, 1, 8, 8), float32 de 0 a 1."""
    from sklearn.datasets import load_digits

    digits = load_digits()
    images = torch.tensor(digits.images, dtype=torch.float32).unsqueeze(1) / 16
    labels = torch.tensor(digits.target, dtype=torch.int64)
    order = torch.randperm(len(labels), generator=torch.Generator().manual_seed(0))
    train, test = order[:_DIGITS_FOR_TRAINING], order[_DIGITS_FOR_TRAINING:]
    return Conjunto(images[train], labels[train], images[test], labels[test])


def celulas(n: int = 64, lado: int = 64, semente: int = 0) -> Celulas:
    """Imagens de microscópio inventadas, com ruído, iluminação desigual e células que se tocam, e a máscara de cada uma.

    n: quantas imagens. lado: o tamanho em pixels, 16 ou mais. semente: outra semente, outras imagens.
    """
    if n < 1 or lado < 16:
        raise ValueError(f"celulas: n precisa ser ao menos 1 e lado, ao menos 16; chegaram n={n} e lado={lado}.")
    rng = torch.Generator().manual_seed(semente)
    pairs = [_cells(lado, rng) for _ in range(n)]
    return Celulas(torch.stack([image for image, _ in pairs]).unsqueeze(1), torch.stack([mask for _, mask in pairs]))


def cifar10(treino: bool = True, pasta: str | Path = "dados", transform: Any = None) -> Any:
    """CIFAR-10 (60 mil imagens coloridas de 32×32, 170 MB) pelo torchvision; baixa na primeira vez. Sem rede, use `digitos()`."""
    return _download("CIFAR10", "CIFAR-10", pasta, "cifar-10-python.tar.gz", "dados.digitos()", train=treino, transform=transform)


def fashion_mnist(treino: bool = True, pasta: str | Path = "dados", transform: Any = None) -> Any:
    """FashionMNIST (70 mil imagens de roupas, 28×28, 30 MB) pelo torchvision; baixa na primeira vez. Sem rede, use `digitos()`."""
    return _download("FashionMNIST", "FashionMNIST", pasta, "FashionMNIST/raw", "dados.digitos()", train=treino, transform=transform)


def animais(treino: bool = True, pasta: str | Path = "dados", transform: Any = None, target_transform: Any = None) -> Any:
    """Oxford-IIIT Pet (7 mil fotos com máscara de segmentação, 800 MB) pelo torchvision. Sem rede, use `celulas()`."""
    options = {"split": "trainval" if treino else "test", "target_types": "segmentation"}
    options |= {"transform": transform, "target_transform": target_transform}
    return _download("OxfordIIITPet", "Oxford-IIIT Pet", pasta, "oxford-iiit-pet", "dados.celulas()", **options)


def _download(kind: str, name: str, folder: str | Path, file: str, substitute: str, **options: Any) -> Any:
    """One of torchvision's data sets. `file` is what it keeps in the folder: what to delete when it came incomplete."""
    from torchvision import datasets

    place = Path(folder) / file
    try:
        return getattr(datasets, kind)(root=str(folder), download=True, **options)
    except Exception as error:  # no network, a cut file, a full disk: urllib, tarfile, zlib and torchvision each raise their own
        problem = error
    cause = " ".join(str(problem).split())[:200] or type(problem).__name__
    if place.exists():
        told = f"{name}: {place} está incompleto ou não pode ser lido ({cause}). Apague-o e rode a célula de novo, com rede"
    else:
        told = f"{name}: não foi possível baixar {place} ({cause}). Confira a rede e rode a célula de novo"
    raise DadosIndisponiveis(f"{told}. Para seguir sem rede, use {substitute}.")


@lru_cache(maxsize=1)
def _mnist1d() -> Conjunto:
    from mnist1d.data import make_dataset

    with _generators_kept():
        raw = make_dataset()
    parts = [
        torch.tensor(raw[name], dtype=torch.float32 if name.startswith("x") else torch.int64) for name in ("x", "y", "x_test", "y_test")
    ]
    return Conjunto(*parts)


@contextlib.contextmanager
def _generators_kept() -> Iterator[None]:
    """mnist1d seeds every global generator; afterwards they stand where they stood."""
    kept = random.getstate(), np.random.get_state()
    try:
        with torch.random.fork_rng(devices=[]):
            yield
    finally:
        random.setstate(kept[0])
        np.random.set_state(kept[1])


def _cells(side: int, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """One image (side, side) from 0 to 1 and its mask: ellipses with a dark rim, light from one side, noise."""

    def uniform(low: float, high: float) -> float:
        return float(torch.empty(()).uniform_(low, high, generator=rng))

    axis = torch.linspace(-1, 1, side)
    rows, columns = torch.meshgrid(axis, axis, indexing="ij")
    image = 0.25 + uniform(-0.12, 0.12) * rows + uniform(-0.12, 0.12) * columns
    mask = torch.zeros(side, side)
    for _ in range(int(uniform(4, 10))):
        angle, long = torch.tensor(uniform(0, torch.pi)), uniform(0.15, 0.32)
        down, right = rows - uniform(-0.9, 0.9), columns - uniform(-0.9, 0.9)
        along, across = down * angle.cos() + right * angle.sin(), right * angle.cos() - down * angle.sin()
        radius = ((along / long) ** 2 + (across / (long * uniform(0.6, 1.0))) ** 2).sqrt()
        rim = torch.exp(-(((radius - 1) / 0.12) ** 2))
        image = torch.where(radius < 1, uniform(0.45, 0.7) * torch.ones_like(image), image) - 0.25 * rim
        mask = torch.where(radius < 1, 1.0, mask)
    blurred = nn.functional.avg_pool2d(nn.functional.pad(image[None, None], (1, 1, 1, 1), mode="replicate"), 3, stride=1)[0, 0]
    noise = 0.06 * torch.randn(side, side, generator=rng)
    return (blurred + noise).clamp(0, 1), mask
