/* Keyboard, focus, calendar, counters. Everything here is an extra: each page works without it. */
(function () {
  "use strict";
  var body = document.body, $ = function (q, at) { return (at || document).querySelector(q); };
  var $$ = function (q, at) { return Array.prototype.slice.call((at || document).querySelectorAll(q)); };
  var english = document.documentElement.lang === "en";
  var words = english ? { copy: "Copy", copied: "Copied", cal: "Calendar", prev: "Previous month", next: "Next month", close: "Close", lost: "This part did not arrive.", again: "Try again", none: "Nothing fits" }
    : { copy: "复制", copied: "已复制", cal: "选日期", prev: "上个月", next: "下个月", close: "关闭", lost: "这一部分没有取到。", again: "重试", none: "没有符合的" };
  function say(text) { var s = $("#status"); if (s) { s.textContent = text; } }
  function set(e, attrs) { Object.keys(attrs || {}).forEach(function (k) { e.setAttribute(k, attrs[k]); }); }
  function el(tag, attrs, text) {
    var e = document.createElement(tag);
    set(e, attrs);
    if (text !== undefined) { e.textContent = text; }
    return e;
  }

  /* htmx notes the address of the page in the browser; nothing of a page may stay there. */
  function forget() { sessionStorage.removeItem("htmx-current-path-for-history"); }
  forget();
  ["htmx:pushedIntoHistory", "htmx:replacedInHistory", "htmx:afterSettle"].forEach(function (name) { document.addEventListener(name, forget); });

  var menu = $(".menu"), here = $(".menu a[aria-current]");
  if (here) { menu.scrollTop = here.offsetTop - menu.clientHeight / 2; }
  document.addEventListener("htmx:afterSwap", function (event) {
    var target = event.detail.target, heading = target.hasAttribute("data-quiet") ? null : $("h2[tabindex]", target);
    if (target.getAttribute("role") !== "status" && heading) { heading.focus(); say(heading.textContent); }
    dress(target);
  });
  document.addEventListener("htmx:beforeRequest", function (event) { event.detail.target.setAttribute("aria-busy", "true"); });
  document.addEventListener("htmx:afterRequest", function (event) { event.detail.target.removeAttribute("aria-busy"); });

  /* A part that does not arrive says so in its place, and is asked for again. */
  ["htmx:responseError", "htmx:sendError"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var asked = event.detail.requestConfig, target = event.detail.target;
      if (!asked || asked.verb !== "get" || $(".lost", target)) { return; }
      var box = el("p", { "class": "lost", role: "alert" }, words.lost + " "), again = el("button", { type: "button", "class": "btn btn--small" }, words.again);
      again.addEventListener("click", function () { box.remove(); window.htmx.ajax("GET", asked.path, { source: event.detail.elt, target: target }); });
      box.appendChild(again);
      target.insertBefore(box, target.firstChild);
    });
  });

  /* Calendar beside each date. */
  function two(n) { return (n < 10 ? "0" : "") + n; }
  function pick(input) {
    var typed = input.value.match(/^(\d{4})\D?(\d{1,2})\D?(\d{1,2})/);
    var seen = typed ? new Date(+typed[1], typed[2] - 1, +typed[3]) : new Date();
    var box = el("dialog", { "class": "cal", "aria-label": words.cal });
    function draw(focus) {
      box.textContent = "";
      var year = seen.getFullYear(), month = seen.getMonth(), start = (new Date(year, month, 1).getDay() + 6) % 7;
      var bar = el("p"), table = el("table"), row, day;
      [[-1, "‹", words.prev], [0, year + "-" + two(month + 1)], [1, "›", words.next]].forEach(function (part) {
        if (!part[0]) { bar.appendChild(el("b", {}, part[1])); return; }
        var b = el("button", { "class": "btn btn--small", type: "button", "aria-label": part[2] }, part[1]);
        b.addEventListener("click", function () { seen = new Date(year, month + part[0], 1); draw(true); });
        bar.appendChild(b);
      });
      for (day = 1 - start; day <= new Date(year, month + 1, 0).getDate(); day += 1) {
        if ((day + start - 1) % 7 === 0) { row = el("tr"); table.appendChild(row); }
        var cell = el("td");
        row.appendChild(cell);
        if (day > 0) {
          var value = year + "-" + two(month + 1) + "-" + two(day);
          cell.appendChild(el("button", { type: "button", value: value, "aria-label": value, "aria-pressed": day === seen.getDate() }, day));
        }
      }
      box.appendChild(bar); box.appendChild(table);
      box.appendChild(el("button", { "class": "btn btn--small", type: "button", value: "" }, words.close));
      if (focus) { ($("[aria-pressed=true]", box) || $("td button", box)).focus(); }
    }
    box.addEventListener("click", function (event) {
      var button = event.target.closest("button[value]");
      if (!button) { return; }
      if (button.value) { input.value = button.value; input.dispatchEvent(new Event("change", { bubbles: true })); }
      box.close();
    });
    box.addEventListener("keydown", function (event) {
      var step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
      if (step && event.target.closest("td")) {
        event.preventDefault();
        var now = event.target.value.split("-");
        seen = new Date(+now[0], now[1] - 1, +now[2] + step);
        draw(true);
      }
    });
    box.addEventListener("close", function () { box.remove(); input.focus(); });
    draw(false); body.appendChild(box); box.showModal(); ($("[aria-pressed=true]", box) || box).focus();
  }

  /* A long list is narrowed by typing words or pinyin. */
  function reads(typed, heard, at) {
    return !typed || at < heard.length && heard[at].split("/").some(function (one) {
      for (var n = 1; n <= one.length && typed.slice(0, n) === one.slice(0, n); n += 1) {
        if (reads(typed.slice(n), heard, at + 1)) { return true; }
      }
    });
  }
  function fits(option, typed) {
    var heard = (option.dataset.read || "").split(" ");
    return (option.value + option.text).toLowerCase().indexOf(typed) > -1 || heard.some(function (one, at) { return reads(typed, heard, at); });
  }
  function combine(control) {
    var select = control.tagName === "SELECT" && control, source = select || document.getElementById(control.getAttribute("list")), now;
    var input = select ? el("input", { type: "text", autocomplete: "off" }) : control, box = el("span", { "class": "combo" });
    var list = el("ul", { role: "listbox", id: control.id + "_options", "aria-label": control.labels[0].textContent });
    function show() { if (select) { input.value = select.options[select.selectedIndex].text; } }
    function open(is) { list.hidden = !is; now = -1; set(input, { "aria-expanded": is, "aria-activedescendant": "" }); }
    function choice(is) {
      var item = list.children[now];
      if (item && item.id) { set(item, { "aria-selected": is }); item.scrollIntoView({ block: "nearest" }); set(input, { "aria-activedescendant": item.id }); }
    }
    function move(step) { if (list.children[now + step]) { choice(false); now += step; choice(true); } }
    function draw(typed) {
      var found = $$("option", source).filter(function (option) { return fits(option, typed); });
      list.textContent = "";
      found.slice(0, 100).forEach(function (option, at) {
        var item = el("li", { role: "option", id: list.id + at, "aria-selected": false }, select ? option.text : option.value);
        if (!select) { item.appendChild(el("small", {}, option.text)); }
        item.addEventListener("mousedown", function (event) {
          event.preventDefault(); open(false);
          input.value = option.value; option.selected = true; show();
          control.dispatchEvent(new Event("change", { bubbles: true }));
        });
        list.appendChild(item);
      });
      if (!found[0]) { list.appendChild(el("li", {}, words.none)); say(words.none); }
      open(true);
    }
    control.parentNode.insertBefore(box, control);
    [input, list, control].forEach(function (part) { box.appendChild(part); });
    if (select) {
      Array.from(select.attributes).forEach(function (one) { if (one.name !== "name") { input.setAttribute(one.name, one.value); } });
      select.id = ""; select.hidden = true;
    }
    show(); open(false);
    input.removeAttribute("list");
    set(input, { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id });
    input.addEventListener("input", function () { draw(input.value.toLowerCase().replace(/[\s']/g, "")); if (input.value) { move(1); } });
    input.addEventListener("click", function () { input.select(); draw(""); });
    input.addEventListener("blur", function () { show(); open(false); });
    input.addEventListener("keydown", function (event) {
      var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && list.hidden) { draw(""); } else if (list.hidden) { return; }
      if (step) { move(step); } else if (event.key === "Enter" && now > -1) { list.children[now].dispatchEvent(new Event("mousedown")); } else if (event.key === "Escape") { open(false); } else { return; }
      event.preventDefault(); event.stopPropagation();
    });
  }

  /* What script adds to a part of a page, at load and after a swap. */
  function dress(at) {
    $$("select[data-long], input[list]", at).forEach(combine);
    $$("[data-date]", at).forEach(function (input) {
      if (!window.HTMLDialogElement || input.dataset.dressed || input.closest(".filters")) { return; }
      input.dataset.dressed = "1";
      var button = el("button", { type: "button", "class": "btn btn--small" }, words.cal);
      button.addEventListener("click", function () { pick(input); });
      input.parentNode.appendChild(button);
    });
    $$("[data-copy]", at).forEach(function (whole) {
      var button = el("button", { type: "button", "class": "btn btn--small" }, words.copy);
      button.addEventListener("click", function () {
        whole.parentNode.open = true; getSelection().selectAllChildren(whole); document.execCommand("copy"); say(words.copied);
      });
      whole.parentNode.parentNode.appendChild(button);
    });
    $$("[data-count]", at).forEach(function (area) {
      var out = $('[data-counter="' + area.id + '"]');
      area.addEventListener("input", function () { out.textContent = out.textContent.replace(/\d+/, area.value.length); });
    });
    $$("[data-drop]", at).forEach(function (zone) {
      var input = $("input[type=file]", zone);
      zone.addEventListener("dragover", function (event) { event.preventDefault(); zone.classList.add("over"); });
      zone.addEventListener("dragleave", function () { zone.classList.remove("over"); });
      zone.addEventListener("drop", function (event) { event.preventDefault(); zone.classList.remove("over"); input.files = event.dataTransfer.files; });
    });
  }
  dress(document);
  /* Focus: errors, the entry just written, the row or the list that one came from. */
  var first = $("[data-focus]") || $("tr:target th[scope=row] a") || $("input:target");
  if (first) { first.focus(); }
  document.addEventListener("click", function (event) {
    var phrase = event.target.closest("[data-phrase]");
    if (phrase) {
      var area = document.getElementById(phrase.dataset.phrase);
      area.setRangeText(phrase.textContent, area.selectionStart, area.selectionEnd, "end");
      area.focus(); area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (event.target.closest("[data-stay-on]")) {
      fetch(body.dataset.stay, { method: "POST", credentials: "same-origin", headers: { "X-CSRFToken": ($("[name=csrfmiddlewaretoken]") || {}).value || "" } });
      $("#idle").close(); watch();
    }
    var open = $(".account[open]");
    if (open && !open.contains(event.target)) { open.open = false; }
  });
  document.addEventListener("change", function (event) {
    var form = event.target.form;
    if (form && form.hasAttribute("data-filters") && event.target.tagName === "SELECT") { form.submit(); }
  });

  /* Two minutes before the session ends. */
  var timer;
  function watch() {
    clearTimeout(timer);
    timer = setTimeout(function () { var d = $("#idle"); if (d && d.showModal) { d.showModal(); $("h2", d).focus(); } }, (body.dataset.idle - 120) * 1000);
  }
  if (body.dataset.idle && body.dataset.stay) { watch(); }

  /* Shortcuts. */
  if (!body.hasAttribute("data-shortcuts")) { return; }
  var held = "";
  function go(link) { if (link) { link.click(); } return Boolean(link); }
  function rows() { return $$("#main tbody th[scope=row] a, #main .entry"); }
  function walk(step) {
    var list = rows(), now = list.findIndex(function (r) { return r === document.activeElement || r.contains(document.activeElement); });
    var next = list[Math.min(Math.max(now + step, 0), list.length - 1)];
    if (next) { if (next.tabIndex < 0) { next.tabIndex = -1; } next.focus(); }
    return Boolean(next);
  }
  var single = {
    "/": function () { var f = $("#find"); if (f) { f.focus(); } return Boolean(f); },
    "?": function () { var d = $("#keys"); d.showModal(); $("h2", d).focus(); return true; },
    j: function () { return walk(1); }, k: function () { return walk(-1); },
    x: function () { var r = document.activeElement.closest("tr"), b = r && $(".box", r); if (b) { b.click(); } return Boolean(b); },
    f: function () { var f = $("[data-filters] select:not([hidden]), [data-filters] input:not([type=hidden])"); if (f) { f.focus(); } return Boolean(f); },
    n: function () { return go($("a[rel=next]")); }, p: function () { return go($("a[rel=prev]")); },
    u: function () { return go($("a[rel=up]") || $(".crumbs li:nth-last-child(2) a")); },
    b: function () { return go($(".idbar .btn--primary")); },
    c: function () { var h = $("#clocks-title"); if (h) { h.focus(); } return Boolean(h); }
  };
  function chord(key) {
    if (held === "g" && key === "r") { held = "gr"; return true; }
    var wanted = held === "gr" ? "r" + key : key;
    held = "";
    return go($$(".menu a[data-key]").find(function (a) { return a.dataset.key === wanted; }));
  }
  document.addEventListener("keydown", function (event) {
    if (event.isComposing || event.altKey || event.metaKey) { return; }
    var form = $("[data-form]"), done = false;
    if (event.ctrlKey) {
      var button = form && $(event.key === "Enter" ? "[data-submit]" : event.key === "s" ? "[data-draft]" : "[data-none]", form);
      if (button) { event.preventDefault(); button.click(); }
      return;
    }
    if (event.target.matches("input:not([type=checkbox], [type=radio]), textarea, select")) {
      if (event.key === "Escape") { event.target.blur(); }
      return;
    }
    if ($("dialog[open]")) { return; }
    if (held) { done = chord(event.key); } else if (event.key === "g") { held = "g"; done = true; } else if (single[event.key]) { done = single[event.key](); }
    if (done) { event.preventDefault(); }
  });
}());
