# Dá ao processo um nome que imita uma linha de /proc/PID/status.
import ctypes

ctypes.CDLL(None).prctl(15, b"\x0cRssAnon:", 0, 0, 0)
