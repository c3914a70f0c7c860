"""The Bot API's field tables for the methods served here: https://core.telegram.org/bots/api (version 10.1).

Notation: `name:type`, `!` after the name where it must be given; `[]` is an array; `chat` is Integer or String.
Types without a table are taken as they come. A test holds the tables against the published description.
"""

from typing import NamedTuple


class Field(NamedTuple):
    """One parameter of a method, or one field of an object."""

    type: str
    required: bool


Table = dict[str, Field]


def _table(fields: str) -> Table:
    found: Table = {}
    for field in fields.split():
        name, _, type = field.partition(":")
        found[name.removesuffix("!")] = Field(type, name.endswith("!"))
    return found


_SCOPED = "scope:BotCommandScope language_code:str"
METHODS: dict[str, Table] = {
    name: _table(fields)
    for name, fields in {
        "getMe": "",
        "logOut": "",
        "close": "",
        "getUpdates": "offset:int limit:int timeout:int allowed_updates:[]str",
        "setWebhook": (
            "url!:str certificate:InputFile ip_address:str max_connections:int allowed_updates:[]str"
            " drop_pending_updates:bool secret_token:str"
        ),
        "deleteWebhook": "drop_pending_updates:bool",
        "getWebhookInfo": "",
        "sendMessage": (
            "business_connection_id:str chat_id!:chat message_thread_id:int direct_messages_topic_id:int text!:str"
            " parse_mode:str entities:[]MessageEntity link_preview_options:LinkPreviewOptions"
            " disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str"
            " suggested_post_parameters:SuggestedPostParameters reply_parameters:ReplyParameters"
            " reply_markup:InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply"
        ),
        "editMessageText": (
            "business_connection_id:str chat_id:chat message_id:int inline_message_id:str text:str parse_mode:str"
            " entities:[]MessageEntity link_preview_options:LinkPreviewOptions rich_message:InputRichMessage"
            " reply_markup:InlineKeyboardMarkup"
        ),
        "editMessageReplyMarkup": (
            "business_connection_id:str chat_id:chat message_id:int inline_message_id:str"
            " reply_markup:InlineKeyboardMarkup"
        ),
        "deleteMessage": "chat_id!:chat message_id!:int",
        "deleteMessages": "chat_id!:chat message_ids!:[]int",
        "answerCallbackQuery": "callback_query_id!:str text:str show_alert:bool url:str cache_time:int",
        "sendChatAction": "business_connection_id:str chat_id!:chat message_thread_id:int action!:str",
        "leaveChat": "chat_id!:chat",
        "getChat": "chat_id!:chat",
        "setMyCommands": f"commands!:[]BotCommand {_SCOPED}",
        "deleteMyCommands": _SCOPED,
        "getMyCommands": _SCOPED,
        "setMyName": "name:str language_code:str",
        "getMyName": "language_code:str",
        "setMyDescription": "description:str language_code:str",
        "getMyDescription": "language_code:str",
        "setMyShortDescription": "short_description:str language_code:str",
        "getMyShortDescription": "language_code:str",
        "setChatMenuButton": "chat_id:int menu_button:MenuButton",
        "getChatMenuButton": "chat_id:int",
    }.items()
}
OBJECTS: dict[str, Table] = {
    name: _table(fields)
    for name, fields in {
        "MessageEntity": (
            "type!:str offset!:int length!:int url:str user:User language:str custom_emoji_id:str unix_time:int"
            " date_time_format:str"
        ),
        "LinkPreviewOptions": (
            "is_disabled:bool url:str prefer_small_media:bool prefer_large_media:bool show_above_text:bool"
        ),
        "ReplyParameters": (
            "message_id!:int chat_id:chat allow_sending_without_reply:bool quote:str quote_parse_mode:str"
            " quote_entities:[]MessageEntity quote_position:int checklist_task_id:int poll_option_id:str"
        ),
        "InlineKeyboardMarkup": "inline_keyboard!:[][]InlineKeyboardButton",
        "InlineKeyboardButton": (
            "text!:str icon_custom_emoji_id:str style:str url:str callback_data:str web_app:WebAppInfo"
            " login_url:LoginUrl switch_inline_query:str switch_inline_query_current_chat:str"
            " switch_inline_query_chosen_chat:SwitchInlineQueryChosenChat copy_text:CopyTextButton"
            " callback_game:CallbackGame pay:bool"
        ),
        "CopyTextButton": "text!:str",
        "WebAppInfo": "url!:str",
        "ReplyKeyboardMarkup": (
            "keyboard!:[][]KeyboardButton is_persistent:bool resize_keyboard:bool one_time_keyboard:bool"
            " input_field_placeholder:str selective:bool"
        ),
        "ReplyKeyboardRemove": "remove_keyboard!:bool selective:bool",
        "ForceReply": "force_reply!:bool input_field_placeholder:str selective:bool",
        "BotCommand": "command!:str description!:str",
        "BotCommandScopeDefault": "type!:str",
        "BotCommandScopeAllPrivateChats": "type!:str",
        "BotCommandScopeAllGroupChats": "type!:str",
        "BotCommandScopeAllChatAdministrators": "type!:str",
        "BotCommandScopeChat": "type!:str chat_id!:chat",
        "BotCommandScopeChatAdministrators": "type!:str chat_id!:chat",
        "BotCommandScopeChatMember": "type!:str chat_id!:chat user_id!:int",
        "MenuButtonCommands": "type!:str",
        "MenuButtonWebApp": "type!:str text!:str web_app!:WebAppInfo",
        "MenuButtonDefault": "type!:str",
    }.items()
}
# Objects that say in `type` which of several they are.
UNIONS: dict[str, dict[str, str]] = {
    "BotCommandScope": {
        "default": "BotCommandScopeDefault",
        "all_private_chats": "BotCommandScopeAllPrivateChats",
        "all_group_chats": "BotCommandScopeAllGroupChats",
        "all_chat_administrators": "BotCommandScopeAllChatAdministrators",
        "chat": "BotCommandScopeChat",
        "chat_administrators": "BotCommandScopeChatAdministrators",
        "chat_member": "BotCommandScopeChatMember",
    },
    "MenuButton": {"commands": "MenuButtonCommands", "web_app": "MenuButtonWebApp", "default": "MenuButtonDefault"},
}
# Every kind of update, and those that come only to who asks for them by name.
UPDATES = tuple(
    "message edited_message channel_post edited_channel_post business_connection business_message"
    " edited_business_message deleted_business_messages guest_message message_reaction message_reaction_count"
    " inline_query chosen_inline_result callback_query shipping_query pre_checkout_query purchased_paid_media"
    " poll poll_answer my_chat_member chat_member chat_join_request chat_boost removed_chat_boost"
    " managed_bot".split()
)
ASKED_FOR = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
ACTIONS = frozenset(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker"
    " find_location record_video_note upload_video_note".split()
)
