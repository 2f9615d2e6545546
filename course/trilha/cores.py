"""Cores que se distinguem com qualquer visão de cores e sobre fundo branco, cada uma com o seu traço e o seu marcador.

Uma figura nunca separa duas curvas só pela cor: `estilo(k)` dá cor, traço e marcador de uma vez.
"""

from __future__ import annotations

from typing import Any

# After Okabe and Ito (2008) and Tol (2021), the light ones darkened: each has a contrast of 3 or more to white (WCAG 1.4.11).
AZUL = "#0072b2"
VERMELHO = "#c85200"
VERDE = "#008060"
ROXO = "#aa4499"
PRETO = "#222222"
CINZA = "#767676"

CORES = (AZUL, VERMELHO, VERDE, ROXO, PRETO)
TRACOS = ("-", "--", ":", "-.", (0, (5, 1, 1, 1, 1, 1)))
MARCADORES = ("o", "s", "^", "D", "v")


def estilo(k: int, *, marcador: bool = True) -> dict[str, Any]:
    """Cor, traço e marcador da k-ésima curva (de 0), para `eixo.plot(x, y, **cores.estilo(0))`; depois de cinco, repetem-se.

    marcador: falso para curvas de muitos pontos, que ficam só com cor e traço.
    """
    look = {"color": CORES[k % len(CORES)], "linestyle": TRACOS[k % len(TRACOS)]}
    return look | {"marker": MARCADORES[k % len(MARCADORES)]} if marcador else look
