"""On the path of a bot that is to be measured without the sentence encoder: it finds a package that is not there."""

raise ImportError("left out")
