"""The signs of equations, and the commands of LaTeX that write them."""

from __future__ import annotations

from collections.abc import Mapping

FUNCTIONS = frozenset(
    [
        "sin",
        "cos",
        "tan",
        "cot",
        "sec",
        "csc",
        "arcsin",
        "arccos",
        "arctan",
        "sinh",
        "cosh",
        "tanh",
        "coth",
        "log",
        "ln",
        "lg",
        "exp",
        "lim",
        "max",
        "min",
        "sup",
        "inf",
        "det",
        "dim",
        "gcd",
        "ker",
        "deg",
        "arg",
        "hom",
        "limsup",
        "liminf",
        "Pr",
        "tg",
        "cotg",
        "arctg",
    ]
)

_GREEK = (
    "α alpha β beta γ gamma δ delta ε varepsilon ϵ epsilon ζ zeta η eta θ theta "
    "ϑ vartheta ι iota κ kappa λ lambda μ mu ν nu "
    "ξ xi π pi ϖ varpi ρ rho ϱ varrho σ sigma ς varsigma τ tau υ upsilon φ varphi ϕ phi χ chi ψ psi ω omega "
    "Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Υ Upsilon Φ Phi Ψ Psi Ω Omega"
)
_OTHERS = (
    "× times ÷ div ± pm ∓ mp ⋅ cdot · cdot ∗ ast ∘ circ ∙ bullet ≤ le ≥ ge "
    "≠ ne ≈ approx ≡ equiv ∼ sim ≃ simeq ≅ cong ∝ propto "
    "≪ ll ≫ gg ∞ infty ∂ partial ∇ nabla ∈ in ∉ notin ∋ ni ⊂ subset ⊃ supset ⊆ subseteq "
    "⊇ supseteq ∪ cup ∩ cap ∅ emptyset "
    "∀ forall ∃ exists ¬ neg ∧ wedge ∨ vee → to ← leftarrow ↔ leftrightarrow ⇒ Rightarrow ⇐ Leftarrow ⇔ Leftrightarrow "
    "↦ mapsto ↑ uparrow ↓ downarrow … ldots ⋯ cdots ⋮ vdots ⋱ ddots ∠ angle ⊥ perp ∥ parallel ′ prime "
    "ℓ ell ℏ hbar ℜ Re ℑ Im "
    "ℵ aleph ⊕ oplus ⊗ otimes ⊖ ominus ∖ setminus ∣ mid ⟨ langle ⟩ rangle ⌊ lfloor ⌋ rfloor ⌈ lceil ⌉ rceil ‖ Vert "
    "∑ sum ∏ prod ∫ int ∬ iint ∭ iiint ∮ oint √ surd ⟶ longrightarrow ⟵ longleftarrow "
    "⟹ Longrightarrow ⟺ Longleftrightarrow "
    "° circ ∴ therefore ∵ because △ triangle □ square"
)
_WORDS = f"{_GREEK} {_OTHERS}".split()
SIGNS: Mapping[str, str] = {
    **{sign: f"\\{name} " for sign, name in zip(_WORDS[::2], _WORDS[1::2], strict=True)},
    **{"−": "-", "–": "-", "\u2061": "", "\u2062": "", "\u2063": "", "\u2064": "", "\u200b": "", "°": r"^{\circ}"},
    **{
        "\u2002": r"\ ",
        "\u2003": r"\quad ",
        "\u2009": r"\,",
        "\xa0": r"\ ",
        "ο": "o",
        "\u2005": r"\:",
        "ℝ": r"\mathbb{R}",
    },
    **{"ℕ": r"\mathbb{N}", "ℤ": r"\mathbb{Z}", "ℚ": r"\mathbb{Q}", "ℂ": r"\mathbb{C}", "²": "^{2}", "³": "^{3}"},
}

NARY: Mapping[str, str] = {
    **{"∑": r"\sum", "∏": r"\prod", "∐": r"\coprod", "∫": r"\int", "∬": r"\iint", "∭": r"\iiint", "∮": r"\oint"},
    **{"⋃": r"\bigcup", "⋂": r"\bigcap", "⋁": r"\bigvee", "⋀": r"\bigwedge", "⨁": r"\bigoplus", "⨂": r"\bigotimes"},
}

BRACKETS: Mapping[str, str] = {
    **{sign: sign for sign in "()[]|/"},
    **{"{": r"\{", "}": r"\}", "⟨": r"\langle", "⟩": r"\rangle", "〈": r"\langle", "〉": r"\rangle", "‖": r"\Vert"},
    **{"⌊": r"\lfloor", "⌋": r"\rfloor", "⌈": r"\lceil", "⌉": r"\rceil", "": "."},
}

ACCENTS: Mapping[str, str] = {
    **{"\u0300": r"\grave", "\u0301": r"\acute", "\u0302": r"\hat", "\u0303": r"\tilde", "\u0304": r"\bar"},
    **{"\u0305": r"\bar", "\u0306": r"\breve", "\u0307": r"\dot", "\u0308": r"\ddot", "\u030c": r"\check"},
    **{"\u20d7": r"\vec", "\u20d6": r"\overleftarrow", "^": r"\hat", "~": r"\tilde", "¯": r"\bar", "→": r"\vec"},
    "\u20db": r"\dddot",
}

UNDER: Mapping[tuple[str, bool], str] = {
    **{("⏟", False): r"\underbrace", ("⏞", True): r"\overbrace", ("→", True): r"\overrightarrow"},
    **{("←", True): r"\overleftarrow", ("¯", True): r"\overline", ("_", False): r"\underline"},
}
