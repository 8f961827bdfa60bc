"""Made-up texts in canonical form: paragraphs, lists and quotations with emphasis and links."""

from hypothesis import strategies as st

from apps.core.richtext import canonical

words = st.sampled_from(["Vi", "vil", "vi", "Aarhus", "i job", "<b>", "&", "“citat”", "æ"])
runs = st.builds(
    lambda text, tag: f"<{tag}>{text}</{tag}>" if tag else text,
    words.map(lambda w: w.replace("&", "&amp;").replace("<", "&lt;")),
    st.sampled_from(["", "", "strong", "em", 'a href="https://herning.dk/"']),
).map(lambda html: html.replace('</a href="https://herning.dk/">', "</a>"))
lines = st.lists(runs, min_size=1, max_size=4).map(" ".join)
lists = st.builds(
    lambda tag, items: f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>",
    st.sampled_from(["ul", "ol"]),
    st.lists(lines, min_size=1, max_size=3),
)
bodies = st.lists(
    st.one_of(
        lines.map(lambda line: f"<p>{line}</p>"),
        lists,
        lines.map(lambda line: f"<blockquote><p>{line}</p></blockquote>"),
    ),
    max_size=5,
).map(lambda blocks: canonical("".join(blocks)))
