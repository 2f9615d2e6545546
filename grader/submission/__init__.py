"""What arrived from a student, made safe to run: bytes to cells (notebook_bytes), cells to their places (matching, transplant).

`transplant.repair` is the one entrance. Everything here treats its input as hostile and runs none of it.
"""
