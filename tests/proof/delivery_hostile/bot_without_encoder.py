"""`gyeot run` with a sentence encoder that gives the same for every text: it takes 30 ms each and is not what is tried.

Everything else is as shipped.
"""

from bot.cli import main
from bot.understanding import encoder
from tests.proof.delivery_hostile import constant

if __name__ == "__main__":
    encoder.encode = constant.encode
    main()
