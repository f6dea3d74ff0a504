// Shows what is wrong over the page: a panel with each problem, its line and its cure. It comes by itself when an error
// comes, and goes when all is mended. Escape or its button makes it small; then a button in the corner brings it back.
(function () {
  "use strict";
  var own = document.currentScript.src;
  var MOST = 40; // the rest stands in the terminal
  var CLOSED = "explainer-preview-closed";
  var host = document.createElement("explainer-problems");
  var root = host.attachShadow({ mode: "open" }); // so that no theme, whole or broken, reaches it
  var sheet = make("link", { rel: "stylesheet", href: new URL("panel.css", own) });
  var status = make("p", { className: "unseen", role: "status", ariaLive: "polite" });
  var heading = make("h2", { id: "heading", tabIndex: -1 });
  var close = make("button", { type: "button", className: "close", textContent: "Close", title: "Close (Escape)" });
  var list = make("ol", { tabIndex: 0, ariaLabel: "Problems, each with its line and its cure" });
  var panel = make("section", { className: "panel", hidden: true }, [make("header", {}, [heading, close]), list]);
  var pill = make("button", { type: "button", className: "pill", hidden: true });
  var before = null; // what had the focus
  var last = ""; // what is shown
  panel.setAttribute("aria-labelledby", "heading");
  panel.setAttribute("role", "region");
  root.append(sheet, status, panel, pill);
  document.documentElement.append(host); // beside the body, of which the theme may exchange parts

  function make(name, values, children) {
    var element = Object.assign(document.createElement(name), values);
    if (values.role) element.setAttribute("role", values.role);
    (children || []).forEach(function (child) { element.append(child); });
    return element;
  }

  function remember(what) {
    try {
      if (what === undefined) return sessionStorage.getItem(CLOSED);
      sessionStorage.setItem(CLOSED, what);
    } catch (error) { /* a private window: it opens again on the next page */ }
    return null;
  }

  function counted(number, noun) { return number + " " + noun + (number === 1 ? "" : "s"); }

  function summary(problems) {
    var errors = problems.filter(function (each) { return each.severity === "error"; }).length;
    var warnings = problems.length - errors;
    return [errors && counted(errors, "error"), warnings && counted(warnings, "warning")].filter(Boolean).join(", ");
  }

  function line(each) {
    return make("span", { className: each.marked ? "line is-it" : "line" }, [
      make("span", { className: "number", textContent: each.number }),
      make("code", {}, each.marked ? [each.before, make("mark", { textContent: each.marked }), each.after] : [each.before]),
    ]);
  }

  function item(each) {
    var place = make("p", { className: "place" }, [
      make("b", { textContent: each.path }),
      make("span", { textContent: " line " + each.line + ", column " + each.column }),
    ]);
    var parts = [place, make("p", { className: "message", textContent: sentence(each.message) })];
    if (each.lines.length) parts.push(make("pre", { tabIndex: 0 }, each.lines.map(line)));
    if (each.also) {
      parts.push(make("p", { className: "cure" }, [make("b", { textContent: "Also: " }), each.also]));
    }
    if (each.hint) {
      parts.push(make("p", { className: "cure" }, [make("b", { textContent: "Cure: " }), sentence(each.hint)]));
    }
    if (each.more) {
      var about = make("a", { href: new URL("../" + each.more, own), textContent: "More about " + each.code });
      parts.push(make("p", { className: "more" }, [about]));
    }
    return make("li", { className: each.severity }, parts);
  }

  function sentence(words) { return words.charAt(0).toUpperCase() + words.slice(1); }

  function show(data) {
    var problems = data.problems;
    var all = JSON.stringify(problems);
    if (all === last) return;
    last = all;
    if (!problems.length) {
      status.textContent = panel.hidden && pill.hidden ? "" : "All problems are mended";
      list.replaceChildren();
      hide();
      pill.hidden = true;
      remember("");
      return;
    }
    var words = summary(problems);
    heading.textContent = words + (data.shown ? "" : ": nothing can be shown yet");
    pill.textContent = words;
    pill.title = "Show the problems";
    list.replaceChildren.apply(list, problems.slice(0, MOST).map(item));
    if (problems.length > MOST) {
      list.append(make("li", { className: "rest", textContent: "And " + (problems.length - MOST) + " more, in the terminal." }));
    }
    list.scrollTop = 0;
    var first = problems[0];
    status.textContent = words + ". " + first.path + ", line " + first.line + ": " + first.message + ". " + first.hint;
    /* Warnings alone do not cover the page, and what was closed stays closed until something else is wrong. */
    var grave = problems.some(function (each) { return each.severity === "error"; });
    if (grave && remember() !== all) open();
    else if (panel.hidden) pill.hidden = false;
  }

  /* Takes the focus unless somebody is writing something on the page. */
  function open() {
    var focused = document.activeElement;
    pill.hidden = true;
    panel.hidden = false;
    if (focused === host) return;
    before = focused;
    if (!focused || !focused.matches("input, textarea, select, [contenteditable]")) heading.focus({ preventScroll: true });
  }

  function hide() {
    var had = document.activeElement === host;
    panel.hidden = true;
    if (!had) return;
    if (before && before.isConnected && before !== document.body) before.focus({ preventScroll: true });
    else root.activeElement && root.activeElement.blur();
  }

  function dismiss() {
    remember(last);
    hide();
    pill.hidden = false;
  }

  close.addEventListener("click", dismiss);
  pill.addEventListener("click", function () { remember(""); open(); heading.focus({ preventScroll: true }); });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || event.defaultPrevented || panel.hidden) return;
    if (document.activeElement && document.activeElement.matches("input, textarea")) return; // it is theirs
    event.preventDefault();
    dismiss();
  });

  var asked = 0;
  function ask() {
    var turn = ++asked;
    fetch(new URL("problems.json", own), { cache: "no-store" })
      .then(function (answer) { return answer.json(); })
      .then(function (data) { if (turn === asked) show(data); })
      .catch(function () { /* the preview was stopped; when it comes back the page is loaded again */ });
  }
  document.addEventListener("preview:problems", ask);
  ask();
})();
