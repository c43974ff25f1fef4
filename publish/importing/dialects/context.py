"""What the conversion of an article must know: the folder, the other articles, the balance, the pictures."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field

from publish.importing.balance import Balance
from publish.importing.book_tree import BookTree
from publish.importing.dialects.places import Places
from publish.importing.files import Folder


@dataclass(eq=False)
class Whole:
    """What all articles of an import share.

    Attributes:
        folder: The folder that is imported.
        tree: What its system says of it.
        balance: What became of each atom.
        articles: Our file of each text, by the name that it has in the folder.
        places: The places in each text that links can lead to.
        labels: Text and id of each place that has a label, by the label.
        linked: Whether links may lead from one article to another.
        files: Pictures and other files that the project has, by the names that they have there.
        pictures: Our name of each picture, by the name that it has in the folder; empty for one that cannot be used.
        sizes: Pixels in a row of each picture, by our name; 0 of a drawing, which is sharp at any size.
        icons: Pictures that are so small that they are signs among words, by our name.
        included: Files that were read into others.
        works: Keys of the works that can be cited; None where there is no bibliography.
    """

    folder: Folder
    tree: BookTree
    balance: Balance
    articles: dict[str, str] = field(default_factory=dict)
    places: dict[str, Places] = field(default_factory=dict)
    labels: dict[str, tuple[str, str]] = field(default_factory=dict)
    linked: bool = True
    files: dict[str, bytes] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    icons: set[str] = field(default_factory=set)
    included: set[str] = field(default_factory=set)
    works: frozenset[str] | None = None


@dataclass(eq=False)
class Context:
    """What the conversion of one article must know.

    Attributes:
        whole: All that the articles share.
        name: Name of its file in the folder.
        variables: What templates in it stand for.
        made: Addresses of links and pictures that are ours already.
        components: Names of what the text imports as MDX does.
    """

    whole: Whole
    name: str
    variables: Mapping[str, str] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)
    components: set[str] = field(default_factory=set)

    @property
    def base(self) -> str:
        """The folder of the article."""
        return posixpath.dirname(self.name)

    @property
    def output(self) -> str:
        """Our name of the article."""
        return self.whole.articles.get(self.name, self.name)

    def change(self, what: str, place: str, how: str, count: int = 1) -> None:
        """Take note of what is there in another form."""
        self.whole.balance.change(what, place, how, count)

    def leave_out(self, what: str, place: str, why: str, count: int = 1) -> None:
        """Take note of what is not there any more."""
        self.whole.balance.leave_out(what, place, why, count)
