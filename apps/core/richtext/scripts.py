"""What is set high or low, in plain text: 10⁶, CO₂, and ^(so) where there is no such letter."""

_DIGITS = "0123456789+-=()"
_HIGH = dict(
    zip(
        _DIGITS + "abcdefghijklmnoprstuvwxyz",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
        strict=True,
    )
)
_LOW = dict(zip(_DIGITS + "aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))


def set_off(text: str, tags: list[str]) -> str:
    """``text`` as it stands in plain text where ``tags`` set it high or low; as it is where they do not."""
    if "sup" in tags:
        return _set(text, _HIGH, "^")
    return _set(text, _LOW, "_") if "sub" in tags else text


def _set(text: str, letters: dict[str, str], sign: str) -> str:
    inner = text.strip()
    if not inner:
        return text
    if all(letter in letters for letter in inner):
        said = "".join(letters[letter] for letter in inner)
    else:
        said = sign + (inner if inner.isalnum() else f"({inner})")
    return text.replace(inner, said, 1)
