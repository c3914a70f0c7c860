"""Updates that Telegram would never send, as text: every kind of the Bot API, with something in it gone wrong.

Seeded: the same dice give the same texts. Every string of a stranger holds CANARY, to be found where it gets out.
"""

import json
import random
from typing import Any, NamedTuple

CANARY = "zqx-canary"
# https://core.telegram.org/bots/api#update, version 10.1
KINDS = (
    "message edited_message channel_post edited_channel_post business_connection business_message"
    " edited_business_message deleted_business_messages guest_message message_reaction message_reaction_count"
    " inline_query chosen_inline_result callback_query shipping_query pre_checkout_query purchased_paid_media poll"
    " poll_answer my_chat_member chat_member chat_join_request chat_boost removed_chat_boost managed_bot"
).split()
ANSWERED = ("message", "edited_message", "callback_query")
STRINGS = (
    "",
    CANARY + "x" * 4_000,
    f"\x00{CANARY}\x00",
    f"\u202e{CANARY}\u202d\u2066",
    CANARY + "a\u0300\u0301\u0489" * 150,
    f"<b>{CANARY}</b><script>alert(1)</script>&amp;&#x41;<a href='http://x'>",
    f"{CANARY}{{0.__class__.__mro__}}%s%n%(x)s${{x}}{{{{7*7}}}}",
    f"!!python/object/apply:os.system ['{CANARY}']\n- &a [*a]",
    f"'; DROP TABLE chosen_language; -- {CANARY}",
    f"{CANARY}\ud800\udfff\udc00",
    f"/start {CANARY}",
    f"xl:{CANARY}",
    f"xn:{CANARY}",
    "\u200b\ufeff\u2060",
)
WHOLE = (-1, 0, 2**31, 2**63, 2**70, -(2**70))
VALUES: tuple[Any, ...] = (*WHOLE, None, True, 1e308, 0.1, [], {}, [[[[[[]]]]]], [None], {"id": {"id": []}})
DEEP = ("[" * 300 + "]" * 300, '{"a":' * 200 + "1" + "}" * 200)
RAW = ("NaN", "Infinity", "-Infinity", "1" * 400, "9" * 5_000, *DEEP)


class Hostile(NamedTuple):
    """`text` is the update's JSON. `answerable`: whose it is and what was written can still be read."""

    text: bytes
    answerable: bool


def worthless(dice: random.Random) -> Any:
    """Of a wrong type, or a string nobody means well with."""
    return dice.choice(STRINGS) if dice.random() < 0.5 else dice.choice(VALUES)


def mutated(value: Any, dice: random.Random) -> Any:
    """The same with one thing somewhere in it replaced, left out or added."""
    if isinstance(value, dict) and value and dice.random() < 0.85:
        key, found = dice.choice(list(value)), dict(value)
        turn = dice.random()
        if turn < 0.15:
            del found[key]
        elif turn < 0.25:
            found[dice.choice(STRINGS)] = worthless(dice)
        else:
            found[key] = mutated(value[key], dice)
        return found
    if isinstance(value, list) and value and dice.random() < 0.7:
        return [mutated(value[0], dice), *value[1:]]
    return worthless(dice)


def sound(chat: int, kind: str, dice: random.Random) -> dict[str, Any]:
    """What Telegram might send of that kind, as far as a bot like this one would look at it."""
    who = {"id": chat, "is_bot": False, "first_name": CANARY, "username": CANARY, "language_code": "ko"}
    place = {"id": chat, "type": "private", "first_name": CANARY}
    message: dict[str, Any] = {"message_id": 5, "date": 1_764_000_000, "from": who, "chat": place}
    if kind == "callback_query":
        pressed = {**message, "text": "x", "from": {"id": 1, "is_bot": True, "first_name": "b"}}
        data = dice.choice(("xk", "xh", "xl:en", f"xn:{CANARY}", CANARY))
        return {"id": "1", "from": who, "chat_instance": "1", "data": data, "message": pressed}
    if kind == "my_chat_member" or kind == "chat_member":
        member = {"user": who, "status": "member"}
        return {"chat": place, "from": who, "date": 1, "old_chat_member": member, "new_chat_member": member}
    if "message" not in kind and "post" not in kind:
        return {"id": "1", "from": who, "user": who, "chat": place, "date": 1, "query": CANARY, "options": [message]}
    reply = {**message, "message_id": 4, "text": "y", "reply_markup": {"inline_keyboard": [[{"text": "a"}]]}}
    more: dict[str, Any] = {
        "text": f"/about {CANARY}",
        "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
        "reply_to_message": reply,
        "forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": CANARY},
        "quote": {"text": CANARY, "position": 0},
        "link_preview_options": {"url": CANARY},
        "contact": {"phone_number": CANARY, "first_name": CANARY},
        "via_bot": who,
    }
    return message | {key: more[key] for key in ("text", *dice.sample(sorted(more), 3))}


def hostile(number: int, chat: int, dice: random.Random) -> Hostile:
    """One update, of any kind: in a third of cases one that somebody waits for, with whose it is left alone."""
    if dice.random() < 0.35:
        kind = dice.choice(ANSWERED)
        body = sound(chat, kind, dice)
        holder = body["message"] if kind == "callback_query" else body
        for _ in range(dice.randint(1, 3)):
            key = dice.choice([k for k in body if k not in ("chat", "text", "message", "from")])
            body[key] = mutated(body[key], dice)
            extra = dice.choice(("photo", "sticker", "pinned_message", "reply_markup", "location", "from"))
            holder[extra] = worthless(dice) if extra != "from" else mutated(holder["from"], dice)
        answerable = kind != "callback_query"
        content: Any = body
    else:
        kind = dice.choice((*KINDS, dice.choice(STRINGS)))
        content = mutated(sound(chat, kind, dice), dice) if dice.random() < 0.9 else worthless(dice)
        answerable = False
    return Hostile(written({"update_id": number, kind: content}, dice), answerable)


def written(update: Any, dice: random.Random) -> bytes:
    """As JSON; now and then as JSON that no other program writes: bare numbers, keys twice, raw surrogates."""
    text = json.dumps(update, ensure_ascii=dice.random() < 0.5)
    if dice.random() < 0.06:
        text = text.replace('"date": ', f'"odd": {dice.choice(RAW)}, "date": ', 1)
    if dice.random() < 0.05:
        text = text.replace('"from": ', '"from": {"id": "twice"}, "from": ', 1)
    return text.encode("utf-8", "surrogatepass")
