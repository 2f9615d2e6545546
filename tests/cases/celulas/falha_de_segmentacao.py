# Lê um endereço que não existe: o processo morre com SIGSEGV.
import ctypes

ctypes.string_at(0)
