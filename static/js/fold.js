/* Words are looked for whatever form they or the text have: composed or not, with ligatures, soft hyphens, other sorts of spaces.
   apps/core/text.py (folded) and apps/core/finding.py do the same on the server. */
window.portalWords = (() => {
  "use strict";
  const UNSEEN = /[\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]|\p{Cf}|\p{Variation_Selector}/gu;
  const plain = (text) => text.replace(UNSEEN, "").normalize("NFKC").normalize("NFC").toLowerCase();
  const fold = (text) => plain(text).replace(/\s+/g, " ").trim();

  /* The plain form of a text, and where each of its letters begins and ends in the text. */
  const withPlaces = (text) => {
    const starts = new Map();
    const ends = new Map();
    let form = "";
    for (const { 0: letter, index } of text.matchAll(/\P{M}\p{M}*|\p{M}+/gsu)) {
      const piece = plain(letter);
      if (!piece) continue;
      starts.set(form.length, index);
      form += piece;
      ends.set(form.length, index + letter.length);
    }
    return { form, starts, ends };
  };
  const same = { get: (at) => at, has: () => true };

  const inEitherSpelling = (pattern) => pattern
    .replace(/æ|ae/g, "(?:æ|ae)").replace(/ø|oe/g, "(?:ø|oe)").replace(/å|aa/g, "(?:å|aa)");

  /* Where any of the words, folded, stands in the text: [start, end], in order, never half of a ligature. */
  const spans = (text, words) => {
    if (!words.length) return [];
    const lower = text.toLowerCase();
    const { form, starts, ends } = plain(text) === lower ? { form: lower, starts: same, ends: same } : withPlaces(text);
    const escaped = [...words].sort((a, b) => b.length - a.length).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ /g, "\\s+")).map(inEitherSpelling);
    return [...form.matchAll(new RegExp(escaped.join("|"), "gu"))]
      .map((found) => [found.index, found.index + found[0].length])
      .filter(([start, end]) => starts.has(start) && ends.has(end))
      .map(([start, end]) => [starts.get(start), ends.get(end)]);
  };
  return { fold, spans };
})();
