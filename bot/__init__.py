"""Gyeot (곁): where to get help after digital sex crime in Korea, told privately, with nothing kept."""
