"""The ids that every room shares. They stand in `resources.yaml`, in phrases, in buttons and in counts.

An enumeration's **order is part of the button format** (`bot.answers.state`): add at the end, never reorder.
"""

from enum import StrEnum

HOME = "ko"  # the language of the country: every place speaks it, and every text of the directory is in it
FALLBACK = "en"  # the one that stands in for a language there is no text in


class Situation(StrEnum):
    """What happened."""

    DEEPFAKE = "deepfake"
    ILLEGAL_FILMING = "illegal-filming"
    IMAGE_SHARING = "image-sharing"
    SEXTORTION = "sextortion"
    GROOMING = "grooming"
    CYBER_HARASSMENT = "cyber-harassment"
    SEXUAL_ASSAULT = "sexual-assault"
    WORKPLACE_HARASSMENT = "workplace-harassment"
    STALKING = "stalking"
    PARTNER_VIOLENCE = "partner-violence"
    TRAFFICKING = "trafficking"


class Need(StrEnum):
    """What is asked for."""

    REMOVAL = "removal"
    REPORT = "report"
    LEGAL = "legal"
    COUNSELLING = "counselling"
    MEDICAL = "medical"
    SHELTER = "shelter"
    EVIDENCE = "evidence"
    LAW = "law"


class Audience(StrEnum):
    """Who asks, or for whom. Several can hold at once."""

    MINOR = "minor"
    FOREIGNER = "foreigner"
    MALE = "male"
    LGBTQ = "lgbtq"
    DISABLED = "disabled"
    MILITARY = "military"
    STUDENT = "student"
    WORKER = "worker"
    HELPER = "helper"
    OVERSEAS = "overseas"


class Region(StrEnum):
    """The seventeen provinces and metropolitan cities."""

    SEOUL = "seoul"
    BUSAN = "busan"
    DAEGU = "daegu"
    INCHEON = "incheon"
    GWANGJU = "gwangju"
    DAEJEON = "daejeon"
    ULSAN = "ulsan"
    SEJONG = "sejong"
    GYEONGGI = "gyeonggi"
    GANGWON = "gangwon"
    CHUNGBUK = "chungbuk"
    CHUNGNAM = "chungnam"
    JEONBUK = "jeonbuk"
    JEONNAM = "jeonnam"
    GYEONGBUK = "gyeongbuk"
    GYEONGNAM = "gyeongnam"
    JEJU = "jeju"


class Topic(StrEnum):
    """A question with a page of its own (a guide), beside or instead of a situation."""

    SPEAKING_UP = "speaking-up"  # attacked or hunted for speaking up
    WANT_TO_HELP = "want-to-help"  # "how can I help", from Korea or abroad
    DID_IT = "did-it"  # made, shared, watched or kept it, or was in the room
    ACCUSED = "accused"  # accused, or afraid of being accused
    SCHOOL = "school"
    BARRACKS = "barracks"
    WORKPLACE = "workplace"
    HOSPITAL = "hospital"  # nurses, patients, hospital staff
    TELEGRAM_ROOM = "telegram-room"
    FAMILY_OFFENDER = "family-offender"
    LAW_CHANGE = "law-change"  # what is punished since 2024-09-26 / 2024-10-16
    PARENTS_TOLD = "parents-told"  # "will my parents find out"
    POLICE_STEPS = "police-steps"
    BODYCAM = "bodycam"
    MONEY_SENT = "money-sent"
    PAID_REMOVERS = "paid-removers"
    SHARED_PHONE = "shared-phone"
    VISA = "visa"
    AFTER_ASSAULT = "after-assault"  # the first 72 hours
    COST = "cost"  # "does it cost money"


class Urgency(StrEnum):
    """What cannot wait."""

    DANGER = "danger"  # violence happening now or about to
    SUICIDE = "suicide"  # a wish to die, self-harm


class Kind(StrEnum):
    """What sort of message it is."""

    HELP = "help"
    META = "meta"  # about the bot itself, greetings, thanks
    UNKNOWN = "unknown"  # nothing the directory is for, or not understood


class Intent(StrEnum):
    """What a `meta` message wants the bot to do."""

    GREET = "greet"
    THANKS = "thanks"
    ABOUT = "about"  # who are you, who runs this, how does it work, what can I ask
    PRIVACY = "privacy"  # is this kept, who can see it
    ERASE = "erase"  # erase, quick exit
    LANGUAGE = "language"
    HUMAN = "human"  # let me talk to a person
    AGAIN = "again"  # start over, back, not what I asked
    WRONG = "wrong"  # this information is wrong, how current is it
