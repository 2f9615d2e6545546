# Acidente: todos os metadados se perderam, os identificadores das células também.
# Recebe: todos os pontos; cada célula é reconhecida pelo texto.
# Reparo: As identificações das células tinham sido perdidas
from tests.demonstracao import without_metadata as acontece
