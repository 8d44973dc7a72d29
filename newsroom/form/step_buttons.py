"""The buttons of an article's form that take a step: each says what it does."""

from dataclasses import dataclass

from accounts.models import User
from articles import workflow
from articles.models import Article

from .article_form import ArticleForm, read_and


@dataclass(frozen=True)
class StepButton:
    """A Step as the form offers it. `label` is what the button says for the hour in the form; `later` what it says for
    an hour that has not come, if it publishes; `reads` what it says below a list that is to be read. `was_pressed`:
    the form comes back without having taken it.
    """

    step: workflow.Step
    label: str
    later: str
    reads: str
    was_pressed: bool


def step_buttons(form: ArticleForm, user: User, article: Article) -> list[StepButton]:
    """The buttons that `form` of `article` offers `user`. No query but for rights."""
    steps = workflow.steps_from(user, article, form.source_status)
    moment = form.instance.published_at
    return [
        StepButton(
            step=step,
            label=step.button(moment),
            later=workflow.SCHEDULES if step.target == workflow.PUBLISHED else "",
            reads=read_and(step.button(moment)) if form.is_unread and step == form.pressed else "",
            was_pressed=step == form.pressed,
        )
        for step in steps
    ]
