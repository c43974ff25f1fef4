"""All that is replaced in the engine, and in the libraries under it: one row each.

Nothing else of ours changes anything of them. A row is installed where the sources that it names are those that it was
made for (:mod:`publish.layout.engine.digests`); else it is left out and named, and the engine goes on alone in that
part. What the output is not right without ends in an error that names it. The order follows from ``needs`` and
``after``.

To take up another version: read what has changed in the sources of the rows that no longer fit, see that the tests of
each still pass, then write the digests anew with ``python -m tests.support.engine_digests``.
"""

from __future__ import annotations

from functools import partial

from publish.base.messages import say
from publish.layout.breaks import columns, missing_text, table_heights
from publish.layout.engine import (
    computed_values,
    drawings,
    font_faces,
    glyphs,
    leaders,
    long_words,
    objects,
    paragraphs,
    selectors,
    stand_ins,
    used_values,
)
from publish.layout.engine.installation import Row
from publish.layout.footnotes import pages
from publish.layout.listings import drawing
from publish.layout.pagination.rows import PAGINATION
from publish.layout.tags import tagging


def _late(module: str, does: str, relies: tuple[str, ...], **origins: str) -> Row:
    """Return the row of what a module imports and an article never uses."""
    return Row(
        names=tuple(f"{module}:{name}" for name in origins),
        make=partial(stand_ins.late_imports, module, origins),
        does=does,
        why="fontTools.subset, .varLib.instancer and .ttLib and PIL.ImageCms take 0.1 s and 15 MB to import, and an "
        "article uses none of them",
        upstream="no; WeasyPrint#1125 and #2073, which ask for faster loading, were closed",
        without=say("the engine loads more slowly"),
        relies=relies,
        imported=True,
    )


_INLINE = "weasyprint.layout.inline"
_LINES = "weasyprint.text.line_break"
_BOXES = "weasyprint.formatting_structure.boxes"
_SHAPING = (
    f"{_LINES}:create_layout",
    f"{_LINES}:Layout",
    f"{_LINES}:line_size",
    "weasyprint.text.fonts:get_pango_font_key",
)

ROWS = (
    Row(
        names=("weasyprint.text.ffi:cffi", "weasyprint.text.ffi:ffi"),
        make=stand_ins.compiled_types,
        does="gives the C types of Pango, HarfBuzz and fontconfig as they were compiled, if the engine declares just "
        "these; else starts no compiler to look for libraries",
        why="parsing the declarations took 65 of the 225 ms of loading the engine, and types named later 30 of the "
        "160 ms of an article's layout (cffi 2.1, pycparser 3.0)",
        upstream="not general: cffi's way is to compile them when a wheel is made",
        without=say("the engine loads more slowly"),
        relies=("weasyprint.text.ffi:_dlopen",),
        imported=True,
    ),
    _late(
        "weasyprint.text.fonts",
        "imports what reads web fonts when there is one",
        ("weasyprint.text.fonts:FontConfiguration.add_font_face",),
        TTFont="fontTools.ttLib:TTFont",
        woff2="fontTools.ttLib.woff2",
    ),
    _late(
        "weasyprint.pdf.fonts",
        "imports what cuts down fonts that HarfBuzz cannot when there is one",
        (
            *("weasyprint.pdf.fonts:Font.clean", "weasyprint.pdf.fonts:Font._fonttools_subset"),
            *("weasyprint.pdf.fonts:build_fonts_dictionary", "weasyprint.pdf.fonts:_build_bitmap_font_dictionary"),
        ),
        subset="fontTools.subset",
        TTFont="fontTools.ttLib:TTFont",
        TTLibError="fontTools.ttLib:TTLibError",
        ttFont="fontTools.ttLib.ttFont",
        instantiateVariableFont="fontTools.varLib.instancer:instantiateVariableFont",
    ),
    _late(
        "weasyprint.css",
        "imports what reads ICC profiles when a style names one",
        ("weasyprint.css:ColorProfile",),
        ImageCmsProfile="PIL.ImageCms:ImageCmsProfile",
    ),
    Row(
        names=("weasyprint.text.fonts:FontConfiguration",),
        make=font_faces.fonts_in_place,
        does="reads fonts where they lie, and knows in a forked process which ones it has added itself",
        why="fonts were copied into a temporary folder that a worker, which is ended, left behind: 3 to 10 MB for each "
        "command; of two forked processes with one folder the second took what the first had added for its own",
        upstream="not general: an engine that is not forked has time to tidy up",
        without=say("temporary folders are left behind, and of several workers one may lack a font"),
        relies=(
            "weasyprint.text.fonts:FontConfiguration.add_font_face",
            "weasyprint.text.fonts:FontConfiguration.__init__",
            "weasyprint.text.fonts:FontConfiguration.__del__",
        ),
    ),
    Row(
        names=("weasyprint.text.fonts:warn",),
        make=stand_ins.expected_warnings,
        does="does not warn that the system has no fonts",
        why="every font comes from a style, so fontconfig is given none on purpose",
        upstream="not general",
        without=say("a warning is printed that means nothing"),
        relies=("weasyprint.text.fonts:_check_font_configuration",),
        imported=True,
    ),
    Row(
        names=("weasyprint.html:files", "weasyprint.html:UA", "weasyprint.html:UA_FORM", "weasyprint.html:PH"),
        make=stand_ins.used_styles,
        does="reads the engine's own styles without forms, attributes such as bgcolor, and numerals of other scripts",
        why="three stylesheets are parsed while loading, 70 ms of CPU, of which half is never asked for",
        upstream="no; WeasyPrint#2073 was closed",
        without=say("the engine loads more slowly"),
        relies=("weasyprint.css:html5_ua.css", "weasyprint.css:html5_ua_form.css", "weasyprint.css:html5_ph.css"),
        imported=True,
    ),
    Row(
        names=("cssselect2.compiler:_compile_node", "cssselect2.tree:ElementWrapper.iter_next_siblings"),
        make=selectors.next_siblings,
        does="has :has(+ …) look at the next sibling instead of all, once for each of them",
        why="contents of 1,000 entries took 15 s to lay out, those of 5,000 more than 8 minutes (cssselect2 0.10)",
        upstream="no; general, and should be offered to cssselect2",
        without=say("a long table of contents takes minutes"),
        relies=("cssselect2.tree:ElementWrapper.__init__", "cssselect2.tree:ElementWrapper.iter_siblings"),
    ),
    Row(
        names=("cssselect2.compiler:CompiledSelector.__init__",),
        make=selectors.late_tests,
        does="compiles each selector when an element first takes it",
        why="compiling took 35 of the 225 ms of loading the engine, and most of its own selectors are never taken",
        upstream="no; general, and should be offered to cssselect2",
        without=say("the engine loads more slowly"),
        after=("cssselect2.compiler:_compile_node",),
    ),
    Row(
        names=("weasyprint.css:ComputedStyle.__missing__",),
        make=computed_values.values_at_once,
        does="computes at once what no rule says of a style: the value of its parent, or the initial one",
        why="most properties of most styles are named by no rule, and each goes through all steps of the cascade",
        upstream="no; general",
        without=say("pages are laid out more slowly"),
        relies=(
            *("weasyprint.css:ComputedStyle.__init__", "weasyprint.css.properties:INITIAL_VALUES"),
            *("weasyprint.css.properties:INHERITED", "weasyprint.css.properties:INITIAL_NOT_COMPUTED"),
            "weasyprint.css.computed_values:PHYSICAL_FUNCTIONS",
        ),
    ),
    Row(
        names=("weasyprint.layout.percent:resolve_percentages", "weasyprint.layout.page:resolve_percentages"),
        make=used_values.percentages,
        does="finds the used values of a style without percentages once, not for each box and line anew",
        why="resolve_one_percentage took 1.2 of 46 s of 600 pages, and most styles say nothing in percentages",
        upstream="no; general",
        without=say("pages are laid out more slowly"),
        relies=(
            *("weasyprint.layout.percent:resolve_one_percentage", "weasyprint.layout.percent:percentage"),
            *("weasyprint.layout.percent:adjust_box_sizing", "weasyprint.layout.page:make_margin_boxes"),
        ),
        everywhere=True,
    ),
    Row(
        names=("weasyprint.layout.background:layout_box_backgrounds",),
        make=used_values.backgrounds,
        does="passes over boxes that have neither background nor rounded corners",
        why="most boxes have none, and each is asked for all properties of backgrounds",
        upstream="no; general",
        without=say("pages are laid out more slowly"),
        relies=(
            "weasyprint.layout.background:layout_backgrounds",
            "weasyprint.layout.percent:resolve_radii_percentages",
        ),
    ),
    Row(
        names=(f"{_LINES}:_font_style_cache_key",),
        make=used_values.line_heights,
        does="keeps the key by which the height of a line is remembered with the style",
        why="the key is made of some twenty properties again for each line",
        upstream="no; general",
        without=say("pages are laid out more slowly"),
        relies=(f"{_LINES}:strut",),
    ),
    Row(
        names=(f"{_INLINE}:add_word_spacing", "weasyprint.draw:draw_text"),
        make=glyphs.lines_of_glyphs,
        does="widens and paints lines from the glyphs that their paragraph was measured with",
        why="shaping a line again to set it and each time that it is painted took a third of a page of text, and its "
        "end is cut to whole thousandths of an em for each space",
        upstream="not general: only lines that are planned have such glyphs",
        without=say("pages are laid out more slowly, and lines broken one by one"),
        relies=(
            *_SHAPING,
            *(f"{_INLINE}:count_expandable_spaces", f"{_INLINE}:justify_line", f"{_INLINE}:remove_last_whitespace"),
            *("weasyprint.draw.text:draw_first_line", "weasyprint.draw:draw_inline_level"),
            *("weasyprint.pdf.fonts:Font.__init__", "weasyprint.pdf.stream:Stream.add_font"),
            *("weasyprint.pdf.stream:Stream.set_font_size", "pydyf:Stream.show_text", "pydyf:Stream.set_text_matrix"),
        ),
    ),
    Row(
        names=tuple(
            f"{_INLINE}:{name}" for name in ("get_next_linebox", "avoid_collisions", "split_first_line", "text_align")
        ),
        make=paragraphs.planned_lines,
        does="breaks justified paragraphs as a whole: offers each line just the room that it is planned to have, and "
        "sets it over its edges, its spaces closer, or from the plan alone; sets the line before a ragged runt again",
        why="the engine fills line after line; in columns of 58 mm the widest gap grew by 4.7 spaces where 3.1 do",
        upstream="no; WeasyPrint#2264 asks for it, and only the engine itself could do it for all that it lays out",
        without=say("lines are broken one by one, and may leave a word alone on the last"),
        relies=(
            *_SHAPING,
            *(f"{_LINES}:get_log_attrs", f"{_LINES}:strut", f"{_LINES}:first_line_metrics"),
            *(f"{_INLINE}:iter_line_boxes", f"{_INLINE}:skip_first_whitespace", f"{_INLINE}:split_text_box"),
            *(f"{_INLINE}:{name}" for name in ("split_inline_level", "split_inline_box", "first_letter_to_box")),
            *(f"{_INLINE}:{name}" for name in ("is_phantom_linebox", "remove_last_whitespace", "_adjust_line_height")),
            *(f"{_INLINE}:{of}_verticality" for of in ("line_box", "aligned_subtree", "inline_box")),
            f"{_BOXES}:Box.translate",
            *(f"{_BOXES}:ParentBox.{name}" for name in ("copy_with_children", "remove_decoration", "_reset_spacing")),
        ),
        needs=(f"{_INLINE}:add_word_spacing",),
        after=("weasyprint.layout.percent:resolve_percentages",),  # which it asks for
    ),
    Row(
        names=(
            *(f"{_INLINE}:iter_line_boxes", "weasyprint.layout.preferred:inline_line_widths"),
            *(f"{_LINES}:Layout.set_text", f"{_INLINE}:split_inline_level"),
        ),
        make=long_words.long_words,
        does="lets words that are wider than their column end lines within, without tracking where they may, and "
        "measures how narrow a text can be from one shaping of it",
        why="a long word is painted over what stands beside it, and overflow-wrap, which breaks at no sense, does not "
        "see words of several elements; a cell of 2,500 letters that may break took 31 s to measure, growing with its "
        "square; it cuts each part of a link that begins a line as if it began the line itself",
        upstream="no; WeasyPrint#2082 asks for it in justified text, and the measuring is general",
        without=say("words that are longer than their column end in an error, and long tables in the limits of time"),
        relies=(
            *(f"{_INLINE}:get_next_linebox", f"{_LINES}:get_log_attrs", f"{_LINES}:create_layout"),
            *(f"{_INLINE}:split_inline_box", f"{_INLINE}:split_text_box"),
            *("weasyprint.layout.preferred:inline_min_content_width", "weasyprint.layout.preferred:margin_width"),
            "weasyprint.layout.preferred:min_content_width",
        ),
        everywhere=True,
    ),
    Row(
        names=("weasyprint.layout.block:block_level_layout",),
        make=table_heights.known_heights,
        does="does not lay out again a table that must not be divided where it is known not to fit",
        why="columns are balanced by laying them out one pixel higher each time: a table of 13 columns and 8 rows took "
        "400 rounds and 65 s",
        upstream="no; the engine's own remark on its columns says that it can last minutes",
        without=say("tables in columns take minutes"),
        relies=(
            *("weasyprint.layout.column:columns_layout", "weasyprint.layout.block:block_container_layout"),
            *("weasyprint.layout.block:avoid_page_break", "weasyprint.layout.table:table_layout"),
        ),
        everywhere=True,
    ),
    Row(
        names=tuple(f"weasyprint.layout.block:{name}_layout" for name in ("columns", "block_box", "block_level")),
        make=columns.whole_columns,
        does="goes on with what is left of columns, and with what follows them",
        why="a block that spans columns, and all behind it, was on no page where the columns over it overflowed when "
        "they were tried and had room when they were kept: eight tables of one article",
        upstream="no; general, and should be offered to WeasyPrint",
        without=say("text behind a wide table in columns may be on no page"),
        relies=(
            *("weasyprint.layout.column:columns_layout", "weasyprint.layout.column:_create_column_box"),
            "weasyprint.layout.block:remove_placeholders",
        ),
        after=("weasyprint.layout.block:block_level_layout",),
    ),
    Row(
        names=("weasyprint.document:layout_document",),
        make=missing_text.counted_letters,
        does="counts the letters of each element before they are laid out",
        why="the engine has lost text more than once, and says nothing",
        upstream="no; it is a check of what the engine does",
        without=say("text that is on no page is not told"),
        relies=("weasyprint.layout:layout_document", "weasyprint.formatting_structure.boxes:TextBox"),
    ),
    Row(
        names=("weasyprint.pdf:add_tags", f"{_INLINE}:remove_last_whitespace", f"{_INLINE}:split_text_box"),
        make=tagging.tags_of_elements,
        does="tags pages by the elements of the source, and puts a space where a line ends instead of one",
        why="the engine tags each box: a paragraph on two pages becomes two, each line a span, a running head an "
        "element outside of the tree, and words run together at line ends",
        upstream="no; WeasyPrint#2903 and #2482 are open, and our roles are those of our own elements",
        without=say("pages are tagged wrongly"),
        relies=(
            *("weasyprint.pdf:generate_pdf", "weasyprint.pdf.stream:Stream.marked", "weasyprint.pdf.anchors:add_links"),
            *("weasyprint.draw:draw_inline_level", "weasyprint.draw:draw_block_level", "pydyf:Stream.show_text"),
            *("pydyf:Stream.begin_marked_content", "pydyf:Stream.end_marked_content", "pydyf:Stream.set_font_size"),
        ),
        required=True,
    ),
    Row(
        names=("weasyprint.draw:draw_inline_level",),
        make=drawing.marks_beside_code,
        does="draws the numbers of lines of code, and a mark where one goes on in the next line, as shapes",
        why="the engine writes what stands beside a line as text, which is copied with the code",
        upstream="not general",
        without=say("lines of code have no numbers, and no mark where they are broken"),
        relies=(
            *("weasyprint.draw:draw_block_level", *_SHAPING),
            *(f"weasyprint.pdf.stream:Stream.{name}" for name in ("add_font", "artifact", "stacked")),
        ),
    ),
    Row(
        names=(f"{_INLINE}:handle_leader",),
        make=leaders.joined_leaders,
        does="sets the dots that lead to a folio as one text",
        why="a contents of 200 entries has 7,000 dots, each shaped, painted and tagged alone: half of its time",
        upstream="no; general",
        without=say("a table of contents is laid out more slowly"),
        relies=(*_SHAPING, "weasyprint.layout.leader:leader_index"),
    ),
    Row(
        names=(
            *("weasyprint.layout.block:iter_line_boxes", "weasyprint.layout.block:columns_layout"),
            *("weasyprint.layout.page:block_level_layout", "weasyprint.layout:make_all_pages"),
            f"{_INLINE}:inline_block_box_layout",
            *(f"weasyprint.layout:LayoutContext.{name}_footnote" for name in ("layout", "report", "unlayout")),
        ),
        make=pages.notes_with_their_calls,
        does="begins each note on the page of its call, has it run on to the next page where it does not fit, and lays "
        "out a page again, or columns shorter, where text and notes overlap",
        why="the engine divides no note: 7 of 120 notes of a book of A5 stood on the page after their call, and one "
        "that is higher than a page ran out of it",
        upstream="no; general, and should be offered to WeasyPrint",
        without=say("a note may stand on the page after its call"),
        after=(f"{_INLINE}:iter_line_boxes", "weasyprint.layout.block:columns_layout"),
        relies=(
            *("weasyprint.layout:LayoutContext.__init__", "weasyprint.layout:LayoutContext._update_footnote_area"),
            *("weasyprint.layout.block:_linebox_layout", "weasyprint.layout.block:_break_line"),
            *("weasyprint.layout.block:remove_placeholders", "weasyprint.layout.block:block_container_layout"),
            *("weasyprint.layout.block:block_box_layout", "weasyprint.layout.table:table_layout"),
            *("weasyprint.layout:layout_document", "weasyprint.layout.page:make_page"),
            *("weasyprint.layout.page:remake_page", "weasyprint.formatting_structure.boxes:FootnoteAreaBox"),
        ),
    ),
    Row(
        names=("weasyprint.images:SVGImage.draw",),
        make=drawings.drawings_in_text,
        does="draws what has the colour currentColor in the colour of the text around it",
        why="the engine draws it in black, a formula in coloured text too",
        upstream="no; general, and should be offered to WeasyPrint",
        without=say("formulas are black in text of any colour"),
        relies=("weasyprint.svg:Node.cascade",),
    ),
    Row(
        names=("weasyprint.images:RasterImage.__init__",),
        make=objects.pictures_by_content,
        does="names the pictures of a PDF after what is in them",
        why="the engine names them after their URL, another in each folder, so that the same source gives other bytes",
        upstream="no; general",
        without=say("the bytes of a PDF depend on the folder of its pictures"),
        relies=("weasyprint.images:get_image_from_uri",),
    ),
    Row(
        names=("weasyprint.pdf:build_fonts_dictionary",),
        make=objects.fonts_as_told,
        does="embeds the fonts of a document with the glyphs of others, or none, as is told",
        why="parts of a publication share their fonts, which stand in its file once; each on its own would embed all",
        upstream="not general",
        without=say("parts of a publication do not share their fonts"),
        relies=("weasyprint.pdf:generate_pdf", "weasyprint.document:Document.write_pdf"),
        required=True,
    ),
    *PAGINATION,
)
"""What is replaced."""
