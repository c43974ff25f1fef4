"""Judge where a component stands: against the margins, its neighbours, the middle of the text, and the rule by it."""

from __future__ import annotations

from publish.base.messages import Message, say
from publish.base.units import POINTS_PER_MM
from publish.preflight.official.bench import Bench
from publish.preflight.official.blocks import single_of
from publish.preflight.official.found import FoundComponent
from publish.preflight.official.lines import ASCENT, DESCENT, SINGLE, SetLine, SetPage
from publish.preflight.official.recognition import OfficialSection
from publish.publication.official.regimes import Component

_UNDER, _MIDDLE, _LEFT, _LEVEL = 1.5, 2.0, 2.5, 2.0  # millimetres by which places may be off
_MARGIN = 0.7  # millimetres by which letters may stand in a margin
_SHARE, _SAME = 0.03, 0.06  # shares by which the length of a rule may be off
_SPACE = 2.5  # points by which space may be off
_SINGLE = (0.92, 1.2)  # single spacings that are taken for single


def judge_place(bench: Bench, component: Component, found: FoundComponent, section: OfficialSection) -> None:
    """Judge the place of a component."""
    name, law = bench.name(component), bench.law(component.source)
    page = next(page for page in section.pages if page.number == found.first.page)
    partner = section.get(component.under) if component.under else None
    if partner and (partner.last.page != found.first.page or partner.last.baseline > found.first.baseline + 1):
        partner = None
    _judge_side(bench, component, found, section, page, name, law)
    _judge_alignment(bench, component, found, partner, section, page, name, law)
    _judge_level(bench, component, found, section, name, law)
    if component.rule:
        _judge_rule(bench, component, found, section, name, law)
    if component.rule_above and component.key == "address":
        _judge_rule_above(bench, component, found, section, page, name, law)
    if partner and component.above_pt is not None:
        _judge_above(bench, component, found, partner, name, law)
    if partner and component.line_spacing == (1.0, 1.0):
        _judge_single(bench, component, found, partner, name, law)


def _judge_side(
    bench: Bench,
    component: Component,
    found: FoundComponent,
    section: OfficialSection,
    page: SetPage,
    name: Message,
    law: str,
) -> None:
    middle = page.width / 2
    if component.place in ("head-right", "foot-right", "top-right") and found.centre < middle:
        bench.tell(
            component.key, "place", say("{what} stands on the left half ({law})", what=name, law=law), found.lines
        )
        return
    if component.place in ("head-left", "foot-left") and found.centre > middle:
        bench.tell(
            component.key, "place", say("{what} stands on the right half ({law})", what=name, law=law), found.lines
        )
        return
    left, right = bench.regime.page.left_mm, bench.regime.page.right_mm
    edges = section.edges  # where the whole text stands in a margin, the margin is at fault
    within = edges is not None and edges.right is not None and found.right < edges.right + 1
    if (
        right
        and not within
        and component.place != "top-right"
        and (room := page.width - found.right) < right[0] - _MARGIN
    ):
        margin = bench.law(bench.regime.page.sources["right_mm"])
        message = say(
            "{what} ends {room:.1f} mm from the right edge; {least:g} mm are left free ({law})",
            what=name,
            room=room,
            least=right[0],
            law=margin,
        )
        bench.tell(component.key, "place", message, found.lines)
    within = edges is not None and found.left > edges.left - 1
    if left and not within and found.left < left[0] - _MARGIN:
        margin = bench.law(bench.regime.page.sources["left_mm"])
        message = say(
            "{what} begins {room:.1f} mm from the left edge; {least:g} mm are left free ({law})",
            what=name,
            room=found.left,
            least=left[0],
            law=margin,
        )
        bench.tell(component.key, "place", message, found.lines)


def _judge_alignment(
    bench: Bench,
    component: Component,
    found: FoundComponent,
    partner: FoundComponent | None,
    section: OfficialSection,
    page: SetPage,
    name: Message,
    law: str,
) -> None:
    if component.align == "left" and section.edges and (off := abs(found.first.left - section.edges.left)) > _LEFT:
        message = say("{what} stands {off:.1f} mm off the left margin ({law})", what=name, off=off, law=law)
        bench.tell(component.key, "align", message, found.lines)
    if component.align != "centre":
        return
    if component.place == "centre":
        if section.edges is None or section.edges.right is None:
            return
        middle = section.edges.centre
        for line in found.lines:
            if (off := abs(line.centre - middle)) > _MIDDLE:
                message = say(
                    "{what} stands {off:.1f} mm off the middle of the text ({law})", what=name, off=off, law=law
                )
                bench.tell(component.key, "align", message, [line])
                return
        return
    above = _centres_above(component, found, partner, section, bench)
    for line in found.lines:
        off = min((abs(line.centre - centre) for centre in above), default=0.0)
        if off > _UNDER:
            other = bench.component(component.under)
            assert other
            message = say(
                "{what} stands {off:.1f} mm off the middle of what is above: {other} ({law})",
                what=name,
                off=off,
                other=bench.name(other),
                law=law,
            )
            bench.tell(component.key, "align", message, [line])
            return
        above = above or [line.centre]


def _centres_above(
    component: Component, found: FoundComponent, partner: FoundComponent | None, section: OfficialSection, bench: Bench
) -> list[float]:
    """Return the middles of what a component stands under; two above each other may be a little apart."""
    if found.mates:
        return [max(found.mates, key=lambda line: line.width).centre]
    if partner is None:
        return []
    rule = bench.component(partner.key)
    upper = section.get(rule.under) if rule and rule.under else None
    level = (
        upper is not None and upper.first.page == partner.first.page and upper.first.baseline < partner.first.baseline
    )
    return [partner.centre, *([upper.centre] if upper and level else [])]


def _judge_level(
    bench: Bench, component: Component, found: FoundComponent, section: OfficialSection, name: Message, law: str
) -> None:
    """Judge whether a component stands on one line with another."""
    if not component.level:
        return
    others = [section.get(component.level)]
    if component.level == "signing-authority":
        others = [section.get("signing-authority"), section.get("office")]
        signer = section.get("signer")
        if signer and (signer.first.page, signer.first.baseline) < (found.first.page, found.first.baseline):
            return  # minutes are signed above
    lines = [other.first for other in others if other and other.first.page == found.first.page]
    if not lines:
        return
    mate = min(lines, key=lambda line: line.baseline)
    if (off := abs(mate.baseline - found.first.baseline)) > _LEVEL:
        other_name = bench.name(bench.regime.components[component.level])
        message = say(
            "{what} stands {off:.1f} mm higher or lower than {other} ({law})",
            what=name,
            off=off,
            other=other_name,
            law=law,
        )
        bench.tell(component.key, "level", message, found.lines)


# Rules and spaces -----------------------------------------------------------------------------------------------------


def _judge_rule(
    bench: Bench, component: Component, found: FoundComponent, section: OfficialSection, name: Message, law: str
) -> None:
    assert component.rule
    least, most = component.rule
    rule = found.rule
    if rule is None:
        bench.tell(component.key, "rule", say("{what} has no rule below ({law})", what=name, law=law), found.lines)
        return
    note = section.get("annex-note") if component.key == "subject" else None
    lines = [*found.lines, *(note.lines if note else ())]
    room = _SAME if least == most else _SHARE
    shares = [rule.width / line.width for line in lines if line.width]
    if not any(least - room <= share <= most + room for share in shares):
        share = rule.width / found.last.width
        allowed = _shares(least, most)
        message = say(
            "the rule below {what} is {rule:.1f} mm, {percent:.0f} % of the line; {allowed} ({law})",
            what=name,
            rule=rule.width,
            percent=100 * share,
            allowed=allowed,
            law=law,
        )
        bench.tell(component.key, "rule", message, found.lines)
    elif (off := abs(rule.centre - found.last.centre)) > _UNDER:
        message = say("the rule below {what} is {off:.1f} mm off its middle ({law})", what=name, off=off, law=law)
        bench.tell(component.key, "rule", message, found.lines)


def _shares(least: float, most: float) -> Message:
    if least == most:
        return say("as long as the line")
    return say("{least:.0f} to {most:.0f} %", least=100 * least, most=100 * most)


def _judge_rule_above(
    bench: Bench,
    component: Component,
    found: FoundComponent,
    section: OfficialSection,
    page: SetPage,
    name: Message,
    law: str,
) -> None:
    if found.rule is None:
        bench.tell(component.key, "rule", say("{what} has no rule above ({law})", what=name, law=law), found.lines)
        return
    if section.edges is None:
        return
    width = (section.edges.right or page.width - 20) - section.edges.left
    if found.rule.width < 0.96 * width:
        message = say(
            "the rule above {what} is {rule:.1f} mm long; the text is {width:.1f} mm wide ({law})",
            what=name,
            rule=found.rule.width,
            width=width,
            law=law,
        )
        bench.tell(component.key, "rule", message, found.lines)


def _judge_above(
    bench: Bench, component: Component, found: FoundComponent, partner: FoundComponent, name: Message, law: str
) -> None:
    assert component.above_pt is not None
    space = space_between(partner.last, found.first)
    if abs(space - component.above_pt) > _SPACE:
        message = say(
            "{what} stands {space:.1f} pt below what is above; {wanted:g} pt ({law})",
            what=name,
            space=space,
            wanted=component.above_pt,
            law=law,
        )
        bench.tell(component.key, "space", message, found.lines)


def space_between(above: SetLine, line: SetLine) -> float:
    """Return the space between two lines in points, beyond what single spacing leaves."""
    slack = (SINGLE - ASCENT - DESCENT) / 2
    apart = (line.baseline - above.baseline) * POINTS_PER_MM
    return apart - (DESCENT + slack) * above.size - (ASCENT + slack) * line.size


def _judge_single(
    bench: Bench, component: Component, found: FoundComponent, partner: FoundComponent, name: Message, law: str
) -> None:
    times = (found.first.baseline - partner.last.baseline) / single_of(found.first)
    least, most = _SINGLE
    if not least <= times <= most:
        message = say(
            "{what} stands {times:.2f} times single spacing below what is above; single ({law})",
            what=name,
            times=times,
            law=law,
        )
        bench.tell(component.key, "line-spacing", message, found.lines)
