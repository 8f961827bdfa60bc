/* Forget text that was kept against a crash: once it is saved, and all of it when somebody signs out. */
(() => {
  const forget = (isOld) => {
    try {
      for (const key of Object.keys(localStorage)) {
        if (key.startsWith("portal-draft:") && isOld(key)) localStorage.removeItem(key);
      }
    } catch {
      /* Nothing can have been kept. */
    }
  };
  for (const message of document.querySelectorAll(".messagelist [class*=saved-]")) {
    for (const name of message.classList) {
      if (name.startsWith("saved-")) forget((key) => key.endsWith(`:${name.slice(6)}`));
    }
  }
  document.querySelector("#logout-form")?.addEventListener("submit", () => forget(() => true));
})();
