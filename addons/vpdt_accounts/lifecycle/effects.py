"""The table of personnel changes: what each does to account, post and open work.

| part      | value      | on its day                                                |
|-----------|------------|-----------------------------------------------------------|
| account   | open       | opened, or opened again; unlocked if it was locked        |
|           | lock       | nobody signs in with it; it keeps post and work           |
|           | close      | closed, once nothing is open with it (I7)                 |
|           | keep       |                                                           |
| post      | take       | the post of the decision instead of the one before        |
|           | beside     | the post of the decision beside the one held              |
|           | leave      | no post any more, none beside it, no right of its own     |
|           | keep       |                                                           |
| work      | hand_over  | what is open with the former post goes to a successor     |
|           | substitute | a substitute acts until the last day (`vpdt.absence`)     |
|           | keep       |                                                           |
| specimen  | post       | the specimen signature goes with the post given up        |
|           | all        | every specimen signature of the person is withdrawn       |
|           | keep       |                                                           |
| last_day  | must       | it has a last day, after which things are as before       |
|           | may        | it may have one                                           |
|           | none       |                                                           |
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Effects:
    account: str = "keep"
    post: str = "keep"
    work: str = "keep"
    specimen: str = "keep"
    last_day: str = "none"

    @property
    def needs_post(self):
        """Whether the decision has to name a post."""
        return self.post in ("take", "beside")


_LEAVES = Effects(account="close", post="leave", work="hand_over", specimen="all")

#: Key → effects. The order is that of the form.
EFFECTS = {
    "start": Effects(account="open", post="take", specimen="post"),
    "second_post": Effects(post="beside", last_day="may"),
    "acting": Effects(post="beside", last_day="must"),
    "move": Effects(post="take", work="hand_over", specimen="post"),
    "secondment": Effects(
        post="take", work="hand_over", specimen="post", last_day="must"
    ),
    "long_leave": Effects(account="lock", work="substitute", last_day="must"),
    "suspension": Effects(
        account="lock", work="substitute", specimen="all", last_day="may"
    ),
    "return": Effects(account="open", specimen="post"),
    "retirement": _LEAVES,
    "resignation": _LEAVES,
    "death": _LEAVES,
}

KINDS = [
    ("start", "Start"),
    ("second_post", "Second post"),
    ("acting", "Acting post"),
    ("move", "Move to another post"),
    ("secondment", "Secondment"),
    ("long_leave", "Long leave"),
    ("suspension", "Suspension"),
    ("return", "Return"),
    ("retirement", "Retirement"),
    ("resignation", "Resignation"),
    ("death", "Death"),
]

# Who comes is there before who leaves hands over to him.
_FIRST = ("start", "return", "second_post", "acting", "secondment", "move")


def first_of_a_day(kind):
    """Return a number to sort the changes of one day by: arrivals first."""
    return _FIRST.index(kind) if kind in _FIRST else len(_FIRST)
