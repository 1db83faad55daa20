"""Starting again: everything is forgotten, but not by mistake, and without the whole introduction."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, Restarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.state import asks_something, in_form, is_button, text_of
from procedures import load_law

MOST_WORDS = 5


class ActionRestart(Action):
    """Takes the place of Rasa's own action for the intent `restart`."""

    def name(self) -> str:
        """Rasa's name of this action."""
        return "action_restart"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """The events that forget everything; a question first where the message may mean otherwise."""
        if not is_button(tracker) and (asks_something(tracker) or len(text_of(tracker).split()) > MOST_WORDS):
            buttons = load_law().wording["restart_or_not"]
            dispatcher.utter_message(response="utter_restart_sure", buttons=buttons)
            # No rule follows on `restart`: outside the form Rasa would go on answering it.
            return [] if in_form(tracker) else [FollowupAction("action_listen")]
        dispatcher.utter_message(response="utter_restart")
        return [Restarted(), SlotSet("introduced", True)]
