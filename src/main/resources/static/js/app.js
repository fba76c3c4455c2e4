// The little that pages need beyond htmx and Tabler: keys, selection, copying, pictures.
(() => {
  "use strict";
  const $ = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const phone = () => window.innerWidth <= 640;

  // htmx sends the token that forms carry in a hidden field.
  document.addEventListener("htmx:configRequest", (event) => {
    const csrf = document.querySelector("meta[name=csrf]");
    if (csrf) event.detail.headers[csrf.dataset.header] = csrf.content;
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") { event.preventDefault(); document.getElementById("search")?.focus(); }
    if (event.key === "?") document.getElementById("shortcuts")?.showModal();
    if (event.key === "n") document.querySelector("[data-new]")?.click();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-shortcuts]")) document.getElementById("shortcuts")?.showModal();
    const copy = event.target.closest("[data-copy], [data-copy-text]");
    if (copy) {
      const text = copy.dataset.copyText ?? document.querySelector(copy.dataset.copy)?.textContent ?? "";
      navigator.clipboard?.writeText(text.trim());
      copy.classList.add("copied");
      if (copy.dataset.copied) copy.textContent = copy.dataset.copied;
    }
  });

  // A link of the language switch keeps the rest of the URL.
  const languages = () => $("[data-language]").forEach((link) => {
    const url = new URL(window.location.href);
    url.searchParams.set("lang", link.dataset.language);
    link.href = url.pathname + url.search;
  });

  // What was typed into a form waits in the browser for the next page: where that says that it was refused, the form gets it
  // back, with the reason beside what is wrong and the focus there. A field that says of which reasons it is the cause
  // (data-refused="rebate.no-reason") is meant by them; else the first one is looked at. Nothing secret waits: no hidden field,
  // no password, no code, and no field that says so (data-secret). Which form it was is told by its place among those like it.
  const KEPT = "guildhall.typed";
  const NOT_TYPED = ["hidden", "password", "file", "submit", "button", "reset", "image", "fieldset", "output"];
  const secret = (field) => "secret" in field.dataset || /password|one-time-code/.test(field.getAttribute("autocomplete") ?? "");
  const seen = (form) => Array.from(form.elements).filter((field) => field.name && !NOT_TYPED.includes(field.type));
  const typed = (form) => seen(form).filter((field) => !secret(field));
  const address = (element, name) => new URL(element.getAttribute(name) ?? "", window.location.href).pathname;
  const ticked = (field) => field.type === "checkbox" || field.type === "radio";
  const chosen = (field) => Array.from(field.selectedOptions).map((option) => option.value);
  const sending = (action) => $("form[method=post]").filter((form) => address(form, "action") === action
    || $("[formaction]", form).some((button) => address(button, "formaction") === action));
  const keep = (form, submitter) => {
    const fields = typed(form).map((field) => ({ name: field.name, value: field.value, on: field.checked, all: field.multiple && field.selectedOptions ? chosen(field) : undefined }));
    const action = submitter?.hasAttribute("formaction") ? address(submitter, "formaction") : address(form, "action");
    const alike = sending(action);
    const kept = { action, place: alike.indexOf(form), of: alike.length, fields };
    try { sessionStorage.setItem(KEPT, JSON.stringify(kept)); } catch { sessionStorage.removeItem(KEPT); }
  };
  const giveBack = () => {
    const refusal = document.querySelector("[data-refused-form]");
    const kept = refusal && JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    if (!kept || kept.action !== refusal.dataset.refusedForm) return;
    const alike = sending(kept.action);
    const form = alike.length === kept.of ? alike[kept.place] : undefined;
    if (!form) return;
    sessionStorage.removeItem(KEPT);
    fill(form, kept.fields);
    for (let fold = form.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    whens();
    form.dispatchEvent(new Event("change", { bubbles: true }));
    blame(form, refusal);
  };
  const fill = (form, fields) => typed(form).forEach((field) => {
    const at = fields.findIndex((one) => one.name === field.name && (!ticked(field) || one.value === field.value));
    if (at < 0) return;
    const [was] = fields.splice(at, 1);
    if (ticked(field)) field.checked = was.on;
    else if (was.all) Array.from(field.options).forEach((option) => { option.selected = was.all.includes(option.value); });
    else field.value = was.value;
  });
  const blame = (form, refusal) => {
    const fields = seen(form).filter((field) => field.offsetParent);
    const words = fields.filter((field) => !ticked(field) && field.tagName !== "SELECT");
    const code = refusal.dataset.refusedCode;
    const ofAField = !code.startsWith("shared.") || code === "shared.invalid";
    const meant = !ofAField ? undefined : fields.find((field) => field.name === refusal.dataset.refusedField)
      ?? fields.find((field) => field.dataset.refused?.split(" ").includes(code))
      ?? (words.length === 1 ? words[0] : undefined);
    if (meant) {
      const said = document.createElement("div");
      said.className = "invalid-feedback d-block order-last";
      said.id = "refused";
      said.setAttribute("role", "alert");
      said.textContent = refusal.textContent.trim();
      (meant.closest(".input-group, .form-check") ?? meant).after(said);
      if (said.parentElement.classList.contains("d-flex")) said.parentElement.classList.add("flex-wrap");
      meant.classList.add("is-invalid");
      meant.setAttribute("aria-invalid", "true");
      meant.setAttribute("aria-describedby", `${meant.getAttribute("aria-describedby") ?? ""} refused`.trim());
      refusal.remove();
    } else {
      refusal.classList.add("w-100");
      (form.querySelector(".card-body") ?? form).prepend(refusal);
    }
    (meant ?? words[0] ?? fields[0])?.focus();
  };

  // A form asks before it does what cannot be taken back; twice is once.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const ask = event.submitter?.dataset.confirm || form.dataset.confirm;
    if (ask && !window.confirm(ask)) { event.preventDefault(); return; }
    if (form.method === "post" && !form.hasAttribute("hx-post")) {
      if (form.dataset.sent) { event.preventDefault(); return; }
      form.dataset.sent = "true";
      keep(form, event.submitter);
    }
  });
  window.addEventListener("pageshow", () => $("form[data-sent]").forEach((form) => delete form.dataset.sent));

  // Selection in a table: a bulk bar that says how many.
  const bulk = () => {
    const bar = document.querySelector(".bulk[data-for]");
    if (!bar) return;
    const chosen = $(`${bar.dataset.for} input[type=checkbox][name]:checked`).length;
    bar.hidden = chosen === 0;
    const count = bar.querySelector("[data-count]");
    if (count) count.textContent = count.dataset.count.replace("0", String(chosen));
  };
  document.addEventListener("change", (event) => {
    const all = event.target.closest("[data-select-all]");
    if (all) $(`${all.dataset.selectAll} input[type=checkbox][name]`).forEach((box) => { box.checked = all.checked; });
    bulk();
  });

  // Pictures. The data comes in the page; the colours from its style.
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--gh-${name}`).trim();
  const ink = () => getComputedStyle(document.body).color;
  const colon = document.documentElement.lang.startsWith("zh") ? "：" : ": ";
  const TIERS = { CORE: "core", POTENTIAL: "potential", DORMANT_SPENDER: "dormant", SILENT: "silent", NEW: "new" };
  const palette = () => ["accent", "dormant", "core", "new", "potential", "silent"].map(colour);
  const base = (extra) => ({
    color: palette(), animation: false, textStyle: { color: ink(), fontFamily: getComputedStyle(document.body).fontFamily },
    tooltip: { renderMode: "richText", confine: true }, aria: { enabled: true }, ...extra,
  });
  const axis = (name, extra) => ({ name, nameLocation: "middle", nameGap: 32, nameTextStyle: { color: ink() }, axisLabel: { color: ink(), hideOverlap: true }, splitLine: { lineStyle: { opacity: 0.25 } }, ...extra });
  const legend = () => ({ type: "scroll", textStyle: { color: ink() }, pageIconColor: ink(), pageTextStyle: { color: ink() }, top: 0 });
  const grid = { left: 56, right: 24, top: 36, bottom: 48 };
  const drawings = {
    // {x, y, points: [[x, y, tier, name]], xThreshold, yThreshold, labels: {TIER: text}}
    quadrant: (d) => base({
      grid, legend: legend(),
      xAxis: axis(d.x, { type: "value", min: 0 }), yAxis: axis(d.y, { type: "value", min: 0, nameGap: 40 }),
      series: Object.keys(TIERS).filter((tier) => d.points.some((p) => p[2] === tier)).map((tier, i) => ({
        name: d.labels[tier], type: "scatter", symbolSize: 7, itemStyle: { color: colour(TIERS[tier]), opacity: 0.7 },
        data: d.points.filter((p) => p[2] === tier).map((p) => ({ value: [p[0], p[1]], name: p[3] })),
        tooltip: { formatter: (p) => `${p.name}${colon}${p.value[0]} · ${p.value[1]}` },
        markLine: i ? undefined : { symbol: "none", silent: true, lineStyle: { color: ink(), type: "dashed" }, label: { color: ink(), formatter: "{c}", position: "insideEndTop" }, data: [{ xAxis: d.xThreshold }, { yAxis: d.yThreshold }] },
      })),
    }),
    // {from, to, days: [[date, count]], unit, max}
    calendar: (d) => base({
      tooltip: { renderMode: "richText", confine: true, formatter: (p) => `${p.value[0]}${colon}${p.value[1]} ${d.unit}` },
      visualMap: { min: 0, max: Math.max(d.max, 1), orient: "horizontal", left: "center", bottom: 0, inRange: { color: [colour("silent") + "22", colour("accent")] }, textStyle: { color: ink() } },
      calendar: { range: [d.from, d.to], cellSize: ["auto", 13], top: 28, left: 36, right: 12, dayLabel: { color: ink(), nameMap: document.documentElement.lang.startsWith("zh") ? "ZH" : "EN", firstDay: 1 }, monthLabel: { color: ink(), nameMap: document.documentElement.lang.startsWith("zh") ? "ZH" : "EN" }, yearLabel: { show: false }, itemStyle: { color: "transparent", borderColor: colour("silent") + "55" }, splitLine: { lineStyle: { color: colour("silent") } } },
      series: [{ type: "heatmap", coordinateSystem: "calendar", data: d.days }],
    }),
    // {steps: [{name, value}]}
    funnel: (d) => base({
      series: [{ type: "funnel", sort: "none", minSize: "4%", left: 8, width: "60%", top: 8, bottom: 8, gap: 3, label: { position: "right", formatter: `{b}${colon}{c}`, color: ink() }, labelLine: { lineStyle: { color: ink() } }, data: d.steps.map((step, i) => ({ ...step, itemStyle: { color: palette()[i % 6] } })) }],
    }),
    // {x: [labels], unit, series: [{name, data, tier?}], stack}
    lines: (d) => base({
      grid, tooltip: { trigger: "axis", renderMode: "richText", confine: true }, legend: legend(),
      xAxis: axis("", { type: "category", data: d.x, boundaryGap: d.x.length < 2 }), yAxis: axis(d.unit, { type: "value", nameGap: 44 }),
      series: d.series.map((s) => ({ name: s.name, data: s.data, type: "line", showSymbol: d.x.length < 2, stack: d.stack ? "all" : undefined, areaStyle: d.stack ? { opacity: 0.4 } : undefined, itemStyle: s.tier ? { color: colour(TIERS[s.tier]) } : undefined })),
    }),
    // {x: [labels], unit, series: [{name, data, tier?}], stack}
    bars: (d) => base({
      grid, tooltip: { trigger: "axis", renderMode: "richText", confine: true }, legend: d.series.length > 1 ? legend() : undefined,
      xAxis: axis("", { type: "category", data: d.x, ...(d.x.length <= 6 ? { axisLabel: { color: ink(), interval: 0, width: 64, overflow: "break" } } : {}) }), yAxis: axis(d.unit, { type: "value", nameGap: 44 }),
      series: d.series.map((s) => ({ name: s.name, type: "bar", stack: d.stack ? "all" : undefined, data: s.data.map((v, i) => (s.tiers ? { value: v, itemStyle: { color: colour(TIERS[s.tiers[i]]) } } : v)) })),
    }),
    // {names: [label], cells: [{name, value: [x, y, percent]}], unit}
    matrix: (d, small) => base({
      grid: { left: small ? 90 : 140, right: 16, top: 8, bottom: small ? 130 : 150 },
      tooltip: { renderMode: "richText", confine: true, formatter: (p) => `${p.name}${colon}${p.value[2]} ${d.unit}` },
      xAxis: axis("", { type: "category", data: d.names, axisLabel: { color: ink(), rotate: 60, width: 90, overflow: "truncate", interval: 0 } }),
      yAxis: axis("", { type: "category", data: d.names, axisLabel: { color: ink(), width: small ? 80 : 130, overflow: "truncate", interval: 0 } }),
      visualMap: { min: 0, max: 100, orient: "horizontal", left: "center", bottom: 0, text: [d.unit], inRange: { color: [colour("silent") + "22", colour("accent")] }, textStyle: { color: ink() } },
      series: [{ type: "heatmap", data: d.cells }],
    }),
    // {nodes: [{name, tier?}], links: [{source, target, value}]}
    sankey: (d) => base({
      series: [{ type: "sankey", left: 8, right: 150, top: 8, bottom: 8, label: { color: ink() }, emphasis: { focus: "adjacency" }, lineStyle: { color: "gradient", opacity: 0.4 }, links: d.links, data: d.nodes.map((node) => ({ ...node, itemStyle: node.tier ? { color: colour(TIERS[node.tier]) } : undefined })) }],
    }),
  };
  let echartsLoading;
  const loadEcharts = () => (echartsLoading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = document.body.dataset.echarts;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  }));
  const draw = async (root) => {
    const places = $("[data-chart]", root).filter((place) => !place.dataset.drawn);
    if (!places.length) return;
    await loadEcharts();
    places.forEach((place) => {
      place.dataset.drawn = "true";
      const chart = window.echarts.init(place, null, { renderer: "svg" });
      chart.setOption(drawings[place.dataset.chart](JSON.parse(place.dataset.option), phone()));
      const links = JSON.parse(place.dataset.option).links_to;
      if (links) chart.on("click", (p) => { const to = links[p.name]; if (to) window.location.href = to; });
      new ResizeObserver(() => chart.resize()).observe(place);
    });
  };

  // A field that only counts with some values of another (data-when="kind=AMOUNT|GIFT") is out of the way without them.
  const whens = () => $("[data-when]").forEach((part) => {
    const [name, value] = part.dataset.when.split("=");
    const other = part.closest("form")?.elements[name];
    if (other) part.hidden = !value.split("|").includes(other.value);
  });
  document.addEventListener("change", whens);

  const refresh = (root) => {
    giveBack();
    $("[data-percent]", root).forEach((bar) => { bar.style.width = `${Math.min(100, Number(bar.dataset.percent))}%`; });
    $("[data-bs-toggle=tooltip]", root).forEach((hint) => window.bootstrap?.Tooltip?.getOrCreateInstance(hint));
    draw(root);
    whens();
    languages();
    bulk();
  };
  document.addEventListener("DOMContentLoaded", () => {
    if (!document.querySelector("[data-refused-form]")) sessionStorage.removeItem(KEPT);
    refresh(document);
    // The navigation is longer than most screens: where one is stands in the middle of it.
    const here = document.querySelector("#navigation [aria-current=page]");
    if (!phone() && here?.getBoundingClientRect().bottom > window.innerHeight) here.scrollIntoView({ block: "center" });
  });
  // Sections come after the page: one that the address names is shown once it is there, unless somebody has moved on by then.
  let moved = !window.location.hash;
  ["wheel", "touchstart", "keydown", "pointerdown"].forEach((kind) => window.addEventListener(kind, () => { moved = true; }, { passive: true, once: true }));
  const show = () => { if (!moved && performance.now() < 3000) document.getElementById(window.location.hash.slice(1))?.scrollIntoView(); };
  document.addEventListener("htmx:afterSwap", (event) => { refresh(event.detail.target?.isConnected ? event.detail.target : document); show(); });
})();
