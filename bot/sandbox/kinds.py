"""The smallest valid content of each kind of message, in Telegram's shape. Nothing here is a real file."""

from bot.sandbox.reading import Json


def _file(id: str, **more: object) -> Json:
    return {"file_id": id, "file_unique_id": id, **more}


_SIZED = {"width": 90, "height": 90}
_POINT = {"longitude": 127.0, "latitude": 37.5}
CONTENT: dict[str, Json] = {
    "photo": {"photo": [_file("p", **_SIZED)]},
    "video": {"video": _file("v", **_SIZED, duration=1)},
    "voice": {"voice": _file("o", duration=1)},
    "document": {"document": _file("d", file_name="file.bin")},
    "contact": {"contact": {"phone_number": "+820000000", "first_name": "?"}},
    "location": {"location": _POINT},
    "sticker": {"sticker": _file("s", **_SIZED, type="regular", is_animated=False, is_video=False)},
    "animation": {"animation": _file("g", **_SIZED, duration=1)},
    "audio": {"audio": _file("a", duration=1)},
    "video_note": {"video_note": _file("n", length=90, duration=1)},
    "dice": {"dice": {"emoji": "🎲", "value": 3}},
    "venue": {"venue": {"location": _POINT, "title": "?", "address": "?"}},
    "poll": {
        "poll": {
            "id": "1",
            "question": "?",
            "options": [],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": True,
            "members_only": False,
        }
    },
}
# Where a forwarded message came from, in the shapes Telegram has for it.
ORIGINS: dict[str, Json] = {
    "user": {"type": "user", "sender_user": {"id": 7001, "is_bot": False, "first_name": "?"}},
    "hidden_user": {"type": "hidden_user", "sender_user_name": "?"},
    "chat": {"type": "chat", "sender_chat": {"id": -100701, "type": "supergroup", "title": "?"}},
    "channel": {"type": "channel", "chat": {"id": -100702, "type": "channel", "title": "?"}, "message_id": 1},
}
_RIGHTS = (
    "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members"
    " can_promote_members can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories"
)


def membership(bot: Json, status: str) -> Json:
    """ChatMember of the bot: left, kicked, member, administrator."""
    member: Json = {"user": bot, "status": status}
    if status == "administrator":
        member |= dict.fromkeys(_RIGHTS.split(), False)
    if status == "kicked":
        member["until_date"] = 0
    return member
