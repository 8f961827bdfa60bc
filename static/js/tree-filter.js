/* Narrowing a tree down, for every page that shows one: which words are looked for, and what of the tree is kept in sight.
   apps/core/tree_filter.py says the same on the server. Wants fold.js before it. */
window.portalTreeFilter = (() => {
  "use strict";
  const wordsOf = (text, most) => portalWords.fold(text).split(" ").filter(Boolean).slice(0, most);
  /* Those whose keyboard has no Danish letters write ae, oe and aa. */
  const SPELT = { "æ": "ae", "ø": "oe", "å": "aa" };
  const speltOut = (folded) => folded.replace(/[æøå]/g, (letter) => SPELT[letter]);
  const matches = (words, ...folded) => {
    const texts = folded.map(speltOut);
    return words.every((word) => texts.some((text) => text.includes(speltOut(word))));
  };

  /* `parents` has, for each element in reading order, the place in it of what the element stands under, or -1. */
  const narrow = (parents, hits) => {
    const holding = new Set();
    for (const hit of hits) {
      for (let above = parents[hit]; above >= 0 && !holding.has(above); above = parents[above]) holding.add(above);
    }
    const under = new Set([...hits].filter((hit) => !holding.has(hit)));
    parents.forEach((above, place) => { if (under.has(above)) under.add(place); });
    return { holding, shown: new Set([...hits, ...holding, ...under]) };
  };

  /* The places of parents, of elements that say how deep they stand. */
  const parentsByDepth = (depths) => {
    const line = [];
    return depths.map((depth, place) => {
      while (line.length && depths[line.at(-1)] >= depth) line.pop();
      const above = line.at(-1) ?? -1;
      line.push(place);
      return above;
    });
  };
  return { wordsOf, matches, narrow, parentsByDepth };
})();
