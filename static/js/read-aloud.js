/* Reading a text aloud with a Danish voice of the reader's own device, paragraph by paragraph; no voice, no button.
   Voices that send the text to somebody else's server are left alone. */
(() => {
  "use strict";
  const controls = document.querySelector("[data-read-aloud]");
  const text = document.querySelector("[data-read-aloud-text]");
  const speech = window.speechSynthesis;
  if (!controls || !text || !speech) return;
  const start = controls.querySelector("[data-start]");
  const stop = controls.querySelector("[data-stop]");
  const label = start.textContent;
  let state = "still";

  const voice = () => speech.getVoices().find((each) => each.localService && each.lang.toLowerCase().startsWith("da"));
  const show = (now) => {
    state = now;
    start.textContent = now === "reading" ? start.dataset.pause : now === "paused" ? start.dataset.goOn : label;
    if (now === "still" && document.activeElement === stop) start.focus();
    stop.hidden = now === "still";
  };
  const paragraphs = () => {
    const copy = text.cloneNode(true);
    for (const link of copy.querySelectorAll(".paragraph-link")) link.remove();
    const blocks = [...copy.querySelectorAll("p, li, td, th")].filter((each) => !each.querySelector("p, li"));
    return blocks.map((each) => each.textContent.trim()).filter(Boolean);
  };
  // A long utterance is cut off by some browsers, so each paragraph is one of its own.
  let round = 0;
  const read = () => {
    speech.cancel();
    const mine = ++round;
    const spoken = paragraphs().map((words) => {
      const utterance = new SpeechSynthesisUtterance(words);
      utterance.voice = voice();
      utterance.lang = "da-DK";
      utterance.onerror = () => { if (mine === round) show("still"); };
      return utterance;
    });
    if (!spoken.length) return;
    spoken.at(-1).onend = () => { if (mine === round) show("still"); };
    for (const utterance of spoken) speech.speak(utterance);
    show("reading");
  };

  start.addEventListener("click", () => {
    if (state === "still") read();
    else if (state === "reading") { speech.pause(); show("paused"); }
    else { speech.resume(); show("reading"); }
  });
  stop.addEventListener("click", () => { round += 1; speech.cancel(); show("still"); });
  addEventListener("pagehide", () => { round += 1; speech.cancel(); });
  const offer = () => { controls.hidden = !voice(); };
  offer();
  speech.addEventListener?.("voiceschanged", offer);
})();
