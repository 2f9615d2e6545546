"""Diz se o ambiente está em ordem: uma linha por coisa, e o que fazer onde não está."""

from __future__ import annotations

import platform
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

import torch

from trilha import dados
from trilha.ambiente import dispositivo
from trilha.progresso import can_write
from trilha.tela import in_colab, in_notebook, widgets_live

_PACKAGES = ("torchvision", "matplotlib", "scikit-learn", "ipywidgets", "tqdm")

Linha = tuple[bool, str]


def diagnostico() -> None:
    """Confere o Python, os pacotes, os dados, os controles e a pasta; nada é instalado nem mudado."""
    lines = [check() for check in (_python, _torch, _packages, _data, _controls, _folder)]
    for well, text in lines:
        print(f"{'✓' if well else '✗'}  {text}")
    wrong = sum(not well for well, _ in lines)
    print("Tudo em ordem: siga para a aula 01." if not wrong else f"{'Uma linha pede' if wrong == 1 else f'{wrong} linhas pedem'} atenção.")


def _python() -> Linha:
    return True, f"Python {platform.python_version()}"  # pip has refused one that is too old


def _torch() -> Linha:
    place = dispositivo()
    where = f"na GPU {torch.cuda.get_device_name(place)}" if place.type == "cuda" else "na CPU, que basta para o curso"
    return True, f"PyTorch {torch.__version__}, {where}"


def _packages() -> Linha:
    missing = [name for name in (*_PACKAGES, "mnist1d") if not _installed(name)]
    if missing:
        return False, f"Falta instalar: {', '.join(missing)}. Rode numa célula: %pip install {' '.join(missing)}"
    return True, "Pacotes: " + ", ".join(f"{name} {version(name)}" for name in _PACKAGES)


def _installed(name: str) -> bool:
    try:
        return bool(version(name))
    except PackageNotFoundError:
        return False


def _data() -> Linha:
    return _tried(lambda: f"Dados que dispensam rede: MNIST-1D, com {len(dados.mnist1d().X)} exemplos de treino", "Os dados")


def _tried(tell: Callable[[], str], what: str) -> Linha:
    try:
        return True, tell()
    except Exception as error:  # a broken installation may raise anything; the line is for whoever repairs it
        return False, f"{what} não funcionaram ({type(error).__name__}: {error}). Instale de novo o pacote do curso."


def _controls() -> Linha:
    if widgets_live():
        return True, "Controles: os deslizantes se movem aqui"
    return True, "Controles: este lugar não os move; as figuras aparecem paradas em valores escolhidos"


def _folder() -> Linha:
    if in_colab():
        return True, "Progresso: no Colab ele dura até a sessão terminar; o caderno fica no Drive"
    if not in_notebook():
        return True, "Progresso: fora de um caderno, dura até o Python terminar"
    if can_write():
        return True, "Progresso: guardado na pasta .trilha, ao lado dos cadernos"
    return False, "Progresso: esta pasta não aceita gravação. Copie os cadernos para uma pasta sua."
