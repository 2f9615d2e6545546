"""Data that need no network, and the sentence in place of those that do."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from trilha import dados, dispositivo, semente

from .conftest import run_in_a_shell


def test_mnist1d_is_always_the_same_and_leaves_the_generators_alone() -> None:
    semente(3)
    first = (random.random(), np.random.rand(), float(torch.rand(())))
    semente(3)
    x, y, x_test, y_test = dados.mnist1d()
    assert (random.random(), np.random.rand(), float(torch.rand(()))) == first
    assert (x.shape, x_test.shape, x.dtype, y.dtype) == ((4000, 40), (1000, 40), torch.float32, torch.int64)
    assert sorted(set(y_test.tolist())) == list(range(10))
    x.zero_()
    assert dados.mnist1d().X.abs().sum() > 0  # the caller's copy is the caller's


def test_digits_are_images_from_0_to_1_split_without_overlap() -> None:
    data = dados.digitos()
    assert (data.X.shape, data.X_teste.shape) == ((1437, 1, 8, 8), (360, 1, 8, 8))
    assert (data.X.min(), data.X.max()) == (0, 1)
    assert len(data.y) == 1437
    assert torch.equal(data.X, dados.digitos().X)


def test_cells_have_masks_that_fit_and_repeat_with_their_seed() -> None:
    images, masks = dados.celulas(6, lado=48, semente=1)
    assert (images.shape, masks.shape, images.dtype, masks.dtype) == ((6, 1, 48, 48), (6, 48, 48), torch.float32, torch.float32)
    assert set(masks.unique().tolist()) == {0.0, 1.0}
    assert images.min() >= 0
    assert images.max() <= 1
    inside, outside = images[:, 0][masks == 1].mean(), images[:, 0][masks == 0].mean()
    assert inside > outside + 0.1  # there is something to learn
    assert torch.equal(images, dados.celulas(6, lado=48, semente=1).imagens)
    assert not torch.equal(images, dados.celulas(6, lado=48, semente=2).imagens)
    with pytest.raises(ValueError, match="lado=8"):
        dados.celulas(1, lado=8)


def test_a_truncated_download_names_the_file_and_the_substitute(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import torchvision

    def refuse(*args: object, **kwargs: object) -> None:
        raise OSError("sem rede")

    monkeypatch.setattr(torchvision.datasets.cifar, "download_and_extract_archive", refuse)
    with pytest.raises(dados.DadosIndisponiveis) as missing:
        dados.cifar10()
    assert str(missing.value) == (
        f"CIFAR-10: não foi possível baixar {Path('dados', 'cifar-10-python.tar.gz')} (sem rede). Confira a rede e rode a célula de novo. "
        "Para seguir sem rede, use dados.digitos()."
    )
    (folder / "dados").mkdir()
    (folder / "dados" / "cifar-10-python.tar.gz").write_bytes(b"\x1f\x8b cortado")
    with pytest.raises(dados.DadosIndisponiveis, match=r"cifar-10-python\.tar\.gz está incompleto .* Apague-o"):
        dados.cifar10()


@pytest.mark.parametrize(("load", "kind"), [(dados.fashion_mnist, "FashionMNIST"), (dados.animais, "OxfordIIITPet")])
def test_the_other_downloads_fail_in_the_same_way(load: Any, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import torchvision

    def refuse(**kwargs: object) -> None:
        raise RuntimeError("File not found or corrupted.")

    monkeypatch.setattr(torchvision.datasets, kind, refuse)
    with pytest.raises(dados.DadosIndisponiveis, match=r"Para seguir sem rede, use dados\.\w+\(\)"):
        load(treino=False)


def test_a_notebook_shows_the_sentence_and_no_stack() -> None:
    assert run_in_a_shell("from trilha import dados\nraise dados.DadosIndisponiveis('uma frase')") == "uma frase\n"


def test_seeds_repeat_every_generator_and_the_device_exists() -> None:
    drawn = []
    for _ in range(2):
        semente(11)
        drawn.append((random.random(), np.random.rand(), float(torch.rand(()))))
    assert drawn[0] == drawn[1]
    assert torch.zeros(1, device=dispositivo()).device.type in ("cpu", "cuda")
