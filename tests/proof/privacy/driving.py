"""Updates with a marker in every field that a stranger controls. One round: each kind of update once."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.state import public
from bot.store.keyed import keyed
from tests.proof.privacy.markers import Markers
from tests.proof.privacy.process import SECRET

Json = dict[str, Any]
STORIES = (
    "{} 합성 사진이 돌고 있어요",
    "{} 전 남자친구가 영상을 퍼뜨리겠다고 협박해요",
    "{} 죽고 싶어요",
    "{} someone made a fake nude of me",
    "{} he is outside my door",
    "{} 부산에서 상담받을 곳",
)


class Driver:
    """Sends as strangers do, through the stand-in for Telegram. `sent` counts the updates."""

    def __init__(self, sandbox: Sandbox, markers: Markers) -> None:
        self._sandbox = sandbox
        self._m = markers
        self.sent = 0
        self.erasing: list[Person] = []  # those who asked for it: their chats have to be empty in the end

    def person(self) -> Person:
        """Somebody new, whose names, username and language code are markers."""
        m = self._m
        return self._sandbox.person(
            m.sent("language code", f"ko-{m.ascii('language code')}"),
            id=m.id(),
            first_name=m.text("first name"),
            last_name=m.text("last name"),
            username=m.sent("username", m.ascii("username")),
        )

    async def round(self) -> None:
        """Every kind once, spread over a few people."""
        people = [self.person() for _ in range(4)]
        for number, act in enumerate((*self._messages(), *self._others())):
            await act(people[number % len(people)])
            self.sent += 1

    def _messages(self) -> list[Callable[[Person], Awaitable[object]]]:
        m = self._m
        name = {"first_name": m.text("forward origin"), "last_name": m.ascii("forward origin")}
        user: Json = {"id": m.id(), "is_bot": False, **name, "username": m.ascii("forward origin")}
        chat: Json = {"id": -1000000000701, "type": "channel", "title": m.text("forward origin")}
        channel: Json = {"type": "channel", "chat": chat, "message_id": 1, "author_signature": m.text("forward origin")}
        place: Json = {
            "longitude": float("127." + m.digits("location")),
            "latitude": float("37." + m.digits("location")),
        }
        file: Json = {"file_id": m.ascii("file id"), "file_unique_id": m.ascii("file id")}
        document: Json = {**file, "file_name": m.text("file name", "{}.jpg"), "mime_type": m.ascii("file name")}
        contact: Json = {
            "phone_number": m.digits("contact"),
            "first_name": m.text("contact"),
            "vcard": m.text("contact"),
        }
        poll: Json = {
            "id": m.digits("poll"),
            "question": m.text("poll"),
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": True,
            "members_only": False,
            "explanation": m.text("poll"),
            "options": [{"text": m.text("poll"), "voter_count": 0, "persistent_id": m.ascii("poll")}],
        }
        link: Json = {"type": "text_link", "offset": 0, "length": 4, "url": f"https://{m.ascii('link')}.example/x"}
        mention: Json = {"type": "text_mention", "offset": 0, "length": 4, "user": user}
        return [
            *(lambda p, story=story: p.send(m.text("text", story)) for story in STORIES),
            lambda p: p.send(m.text("text", "{} " + "길고 긴 이야기예요. " * 25)),
            lambda p: p.send(m.text("text"), entities=[link, mention]),
            lambda p: p.send(m.text("text"), message_id=int(m.digits("message id", 9))),
            lambda p: p.send(m.sent("/start payload", f"/start {m.ascii('/start payload')}")),
            lambda p: p.send(m.sent("/start payload", f"/start ko_deepfake_{m.ascii('/start payload')}")),
            lambda p: p.send(f"/{m.ascii('command')} {m.text('command')}"),
            lambda p: p.send_photo(m.text("caption", "{} 이 사진이 퍼졌어요")),
            lambda p: p.post({"document": document, "caption": m.text("caption")}),
            lambda p: p.post({"contact": contact}),
            lambda p: p.post({"location": place}),
            lambda p: p.post(
                {"venue": {"location": place, "title": m.text("location"), "address": m.text("location")}}
            ),
            lambda p: p.post({"poll": poll}),
            lambda p: p.forward(
                m.text("forwarded text"), {"type": "hidden_user", "sender_user_name": m.text("forward origin")}
            ),
            lambda p: p.forward(m.text("forwarded text", STORIES[0]), {"type": "user", "sender_user": user}),
            lambda p: p.forward(m.text("forwarded text"), channel),
            self._reply,
            self._edit,
        ]

    async def _reply(self, person: Person) -> None:
        m = self._m
        quoted: Json = {"message_id": 5, "date": 0, "chat": person.chat.info, "text": m.text("quoted reply")}
        quote: Json = {"text": m.text("quoted reply"), "position": 0, "is_manual": True}
        await person.post({"text": m.text("text", "{} 이건 어떻게 해요")}, reply_to_message=quoted, quote=quote)

    async def _edit(self, person: Person) -> None:
        m = self._m
        message = await person.send(m.text("text"))
        await person.edit(message, m.text("edited text", STORIES[1]))
        self.sent += 1

    def _others(self) -> list[Callable[[Person], Awaitable[object]]]:
        m = self._m
        data = m.ascii("callback data")
        return [
            *(
                lambda p, made=made: self.press(p, m.sent("callback data", made))
                for made in (data, f"xn:{data}", f"xl:{data}", f"ko|{data}", m.hangul("callback data"))
            ),
            self._chooses,
            self._erases,
            self._blocks,
            self._group,
        ]

    async def press(self, person: Person, data: str) -> None:
        """A button that the bot never made: anybody can forge one."""
        m = self._m
        shown: Json = {"message_id": 9, "date": 1, "chat": person.chat.info, "text": m.text("quoted reply")}
        query: Json = {"id": m.digits("query id", 12), "from": person.chat.person, "message": shown}
        await self._sandbox.state.push(
            {"callback_query": {**query, "chat_instance": m.ascii("query id"), "data": data}}
        )

    async def _chooses(self, _: Person) -> None:
        """Somebody chooses a language, so that there is a row at all."""
        await self.press(self.person(), "xl:en")

    async def _erases(self, _: Person) -> None:
        leaving = self.person()
        self._m.sent("keyed hash", keyed(SECRET.encode(), leaving.id))  # who only writes leaves no row
        await leaving.send(self._m.text("text", STORIES[2]))
        await leaving.send("지우기")
        self.erasing.append(leaving)
        self.sent += 1

    async def _blocks(self, _: Person) -> None:
        leaving = self.person()
        await self.press(leaving, "xl:en")
        await leaving.block()
        self.sent += 1

    async def _group(self, _: Person) -> None:
        m = self._m
        group = self._sandbox.group(-m.id(), title=m.text("group title"))
        group.chat.person.update(first_name=m.text("first name"), username=m.ascii("username"), id=m.id())
        await group.send(m.text("group text"))

    async def unparsable(self) -> None:
        """Updates in shapes that nobody can read, a marker in each wrong place."""
        m = self._m
        word = m.text("unparsable update")
        person = self.person()
        whole = public(await person.post({"text": word}))
        self.sent += 1
        for wrong in (
            {"message": {**whole, "message_id": word}},
            {"message": {**whole, "date": word}},
            {"message": {**whole, "chat": word, "from": word}},
            {"message": {**whole, "entities": word}},
            {"message": {**whole, "photo": {word: word}}},
            {"message": {**whole, "text": {word: [word]}}},
            {"message": word},
            {"callback_query": {"id": word, "from": {"id": word}, "data": [word]}},
            {"my_chat_member": {"chat": {"id": word, "type": word}, "from": word}},
            {word: {"text": word}},
            {"message": {**whole, "text": "\x00" + word}},
            {"edited_message": {**whole, "edit_date": word}},
        ):
            await self._sandbox.push_raw(wrong)
            self.sent += 1
