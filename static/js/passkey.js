/* Passkeys: the browser asks the person, and the form carries the answer. Needs window.webauthnJSON.
   The forms are hidden until here, for without JavaScript and a secure address there are no passkeys. */
(() => {
  "use strict";
  const lacking = document.querySelectorAll("[data-passkey-lacking]");
  if (!window.PublicKeyCredential || !window.webauthnJSON) return;
  /* Browsers refuse a number as the name of a site; the machine itself has a name. */
  if (/^[0-9.]+$|^\[/.test(location.hostname)) {
    const elsewhere = document.querySelector("[data-passkey-elsewhere]");
    if (!elsewhere || !/^127\.|^\[::1\]$/.test(location.hostname)) return;
    const link = elsewhere.querySelector("a");
    link.href = `${location.protocol}//localhost${location.port ? `:${location.port}` : ""}${location.pathname}`;
    link.textContent = link.host;
    elsewhere.hidden = false;
    lacking.forEach((note) => { note.hidden = true; });
    return;
  }
  lacking.forEach((note) => { note.hidden = true; });

  const options = async (form) => {
    const script = form.querySelector("script[type='application/json']");
    if (script) return JSON.parse(script.textContent);
    const response = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(String(response.status));
    return (await response.json()).request_options;
  };

  const wanted = (form, given) => {
    const alone = form.querySelector("input[name='passwordless']");
    if (!alone) return given;
    const selection = given.publicKey.authenticatorSelection;
    selection.residentKey = alone.checked ? "required" : "discouraged";
    selection.requireResidentKey = alone.checked;
    if (alone.checked) selection.userVerification = "required";
    return given;
  };

  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    const failed = form.querySelector("[data-passkey-failed]");
    const button = form.querySelector("button");
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      failed.hidden = true;
      button.disabled = true;
      try {
        const answer = await window.webauthnJSON[form.dataset.passkey](wanted(form, await options(form)));
        form.elements.credential.value = JSON.stringify(answer);
        form.submit();
      } catch {
        failed.hidden = false;
        button.disabled = false;
      }
    });
  });
})();
