// Reloads the page when the preview has a newer one. Served by the preview alone, on every page that it serves.
(function () {
  "use strict";
  var own = document.currentScript;
  var seen = own.dataset.seen;
  var asked = null;

  function ask() {
    if (asked || document.visibilityState !== "visible") return;
    asked = new AbortController();
    fetch(new URL("changes?seen=" + encodeURIComponent(seen), own.src), { signal: asked.signal, cache: "no-store" })
      .then(function (answer) { return answer.json(); })
      .then(function (state) {
        asked = null;
        if (state.pages !== seen.split(".")[0]) return location.reload();
        if (state.seen !== seen) {
          seen = state.seen;
          document.dispatchEvent(new CustomEvent("preview:problems", { detail: state }));
        }
        ask();
      })
      .catch(function () {
        asked = null;
        setTimeout(ask, 1000); // the preview was stopped, and may come back
      });
  }

  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "visible") ask();
    else if (asked) asked.abort();
  });
  ask();
})();
