# O que um caderno comum faz além de responder.
import os

import matplotlib.pyplot as plt

%matplotlib inline

plt.plot([1, 2, 3])
plt.show()
os.write(1, b"direto no descritor\n")
print("pelo Python")
6 * 7
