"""`gyeot run` with a sentence encoder that gives the same for every text: it takes 30 ms each and is not what is tried.

Everything else is as shipped.
"""

import numpy as np

from bot.cli import main
from bot.understanding import encoder

CONSTANT = np.full(encoder.DIMENSIONS, encoder.DIMENSIONS**-0.5, dtype=np.float32)
encoder.encode = lambda text, threads=1, most=0: CONSTANT

if __name__ == "__main__":
    main()
