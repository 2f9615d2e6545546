# Dá ao processo um nome que não é UTF-8, para confundir quem lê /proc.
import ctypes

ctypes.CDLL(None).prctl(15, b"\xff\xfe", 0, 0, 0)
