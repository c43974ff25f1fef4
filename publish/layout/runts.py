"""Hold the last words of a paragraph together, so that no line is left with a syllable alone."""

from __future__ import annotations

from dataclasses import replace

from publish.publication import model

_FEWEST_WORDS = 3


def hold_ends(article: model.Article) -> tuple[tuple[tuple[model.Inline, ...], ...], tuple[model.Inline, ...]]:
    """Return headline and deck so that no line of theirs is left with one syllable at the end."""
    return tuple(_hold_end(line) for line in article.headline), _hold_end(article.deck)


def _hold_end(line: tuple[model.Inline, ...]) -> tuple[model.Inline, ...]:
    return _hold_last(line)[0] if len(model.plain_text(line).split()) > _FEWEST_WORDS else line


def _hold_last(line: tuple[model.Inline, ...]) -> tuple[tuple[model.Inline, ...], bool]:
    """Return a line with its last space made one that no line ends at, and whether its end has been found."""
    for index in reversed(range(len(line))):
        node, held = line[index], False
        if isinstance(node, model.Text) and " " in node.text:
            node, held = replace(node, text=_hold_space(node.text)), True
        elif isinstance(node, model.LineBreak | model.Citation | model.PageReference):
            return line, True  # what stands here has an end of its own
        elif isinstance(node, model.NESTED):
            children, held = _hold_last(node.children)
            node = replace(node, children=children)
        if held:
            return (*line[:index], node, *line[index + 1 :]), True
    return line, False


def hold_paragraphs(blocks: tuple[model.Block, ...]) -> tuple[model.Block, ...]:
    """Return blocks whose paragraphs do not end with a line of one syllable."""
    return tuple(_hold_block(block) for block in blocks)


def _hold_block(block: model.Block) -> model.Block:
    match block:
        case model.Paragraph():
            return replace(block, children=_hold_end(block.children))
        case model.PullQuote() | model.BlockQuote():
            return replace(block, children=hold_paragraphs(block.children))
        case model.List() if block.kind != "works":
            items = (replace(item, children=hold_paragraphs(item.children)) for item in block.items)
            return replace(block, items=tuple(items))
    return block


def hold_words(text: str) -> str:
    """Return a text of four words or more with its last two words kept on one line."""
    return _hold_space(text) if len(text.split()) > _FEWEST_WORDS else text


def _hold_space(text: str) -> str:
    return "\N{NO-BREAK SPACE}".join(text.rsplit(" ", 1))
