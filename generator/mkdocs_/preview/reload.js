// Reloads the page when the preview has a newer one, and brings the panel that shows problems. Served by the preview
// alone, on every page that it serves.
(function () {
  "use strict";
  var own = document.currentScript;
  var seen = own.dataset.seen;
  var asked = null;
  var KEPT = "explainer-preview-place";

  /* The place on the page, and what was open, stay as they are: a browser alone forgets it where a page has grown. */
  function leave() {
    var open = Array.from(document.querySelectorAll("details")).map(function (each) { return each.open; });
    var kept = { at: location.href, x: scrollX, y: scrollY, open: open };
    try { sessionStorage.setItem(KEPT, JSON.stringify(kept)); } catch (error) { /* a private window */ }
    location.reload();
  }

  function settle() {
    var kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(KEPT));
      sessionStorage.removeItem(KEPT);
    } catch (error) { /* a private window */ }
    if (!kept || kept.at !== location.href) return;
    var folds = document.querySelectorAll("details");
    if (folds.length === kept.open.length) folds.forEach(function (each, i) { each.open = kept.open[i]; });
    var turned = false;
    var go = function () { if (!turned) scrollTo({ left: kept.x, top: kept.y, behavior: "instant" }); };
    ["wheel", "touchstart", "keydown", "pointerdown"].forEach(function (kind) {
      addEventListener(kind, function () { turned = true; }, { once: true, passive: true });
    });
    go();
    addEventListener("load", function () { go(); requestAnimationFrame(go); }, { once: true });
  }

  function ask() {
    if (asked || document.visibilityState !== "visible") return;
    asked = new AbortController();
    fetch(new URL("changes?seen=" + encodeURIComponent(seen), own.src), { signal: asked.signal, cache: "no-store" })
      .then(function (answer) { return answer.json(); })
      .then(function (state) {
        asked = null;
        if (state.pages !== seen.split(".")[0]) return leave();
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
  var panel = document.createElement("script");
  panel.src = new URL("panel.js", own.src);
  document.body.append(panel);
  settle();
  ask();
})();
