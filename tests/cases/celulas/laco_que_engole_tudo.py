# Engole toda interrupção e continua.
while True:
    try:
        while True:
            pass
    except BaseException:
        continue
