// Keeps the page up to date: regions, pages and frames are replaced when their content differs, and nothing else moves.
"use strict";
(() => {
  const element = id => document.getElementById(id);
  const variant = document.body.dataset.variant;
  const pages = element("pages"), frames = element("frames"), root = document.documentElement;
  const RECONNECT = 1500, NARROW = "(max-width: 62rem)";
  const ZOOMS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3];
  let current = { pages: [], frames: {}, tag: "" };

  // What the reader has chosen, and the place on the page, outlive a reload.
  const memory = name => ({
    get: () => { try { return sessionStorage.getItem(name); } catch { return null; } },
    set: value => { try { sessionStorage.setItem(name, value); } catch { /* not allowed: then it is forgotten */ } },
  });
  const chosenView = memory("view"), chosenZoom = memory("zoom"), placeKept = memory(`place ${variant}`);

  // --- the stream of states

  let stream = null, retry = 0;
  const connect = () => {
    clearTimeout(retry);
    stream?.close();
    stream = new EventSource(`events?variant=${encodeURIComponent(variant)}`);
    stream.addEventListener("state", event => {
      root.classList.remove("lost");
      show(JSON.parse(event.data));
    });
    stream.onerror = () => {
      lost();
      // A browser gives up after some answers.
      if (stream.readyState === EventSource.CLOSED) retry = setTimeout(connect, RECONNECT);
    };
  };
  const lost = () => {
    if (root.classList.contains("lost")) return;
    root.classList.add("lost");
    const line = document.createElement("p");
    line.textContent = "No connection. If cvtex watch has ended, start it again and open the address that it prints.";
    element("status").replaceChildren(line);
    shown.delete("status");
  };
  // A browser has few connections for one address: tabs out of sight hold none.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") return connect();
    clearTimeout(retry);
    stream?.close();
  });
  addEventListener("pagehide", () => stream?.close());

  // --- regions

  const shown = new Map();
  const show = state => {
    document.title = state.title;
    document.body.dataset.mood = state.mood;
    if (element("icon").getAttribute("href") !== state.icon) element("icon").href = state.icon;
    for (const [id, html] of Object.entries(state.regions)) {
      if (shown.get(id) !== html) replace(element(id), html);
      shown.set(id, html);
    }
    const areFirst = !current.pages.length;
    current = state;
    showPages();
    showView();
    if (areFirst) restorePlace();
  };
  const replace = (region, html) => {
    const open = [...region.querySelectorAll("details[open]")].map(one => one.id);
    const focused = region.contains(document.activeElement) ? locate(region, document.activeElement) : null;
    region.innerHTML = html;
    for (const id of open) element(id)?.setAttribute("open", "");
    if (focused) region.querySelectorAll(focused.name)[focused.index]?.focus({ preventScroll: true });
  };
  const locate = (region, one) => ({ name: one.localName, index: [...region.querySelectorAll(one.localName)].indexOf(one) });

  // --- pages of the PDF

  const near = new Set();
  const observer = new IntersectionObserver(entries => {
    for (const entry of entries) {
      if (entry.isIntersecting) near.add(entry.target), refresh(entry.target);
      else near.delete(entry.target);
    }
  }, { rootMargin: "60% 0px" });

  const showPages = () => {
    while (pages.children.length > current.pages.length) {
      observer.unobserve(pages.lastChild);
      near.delete(pages.lastChild);
      pages.lastChild.remove();
    }
    while (pages.children.length < current.pages.length) {
      const figure = document.createElement("figure");
      figure.id = `page-${pages.children.length + 1}`;
      pages.append(figure);
      observer.observe(figure);
    }
    current.pages.forEach((page, index) => {
      pages.children[index].style.aspectRatio = `${page.width} / ${page.height}`;
    });
    refreshAll();
  };
  // Those in sight come first: the others wait for them.
  const refreshAll = async () => {
    const inOrder = [...near].sort((a, b) => a.offsetTop - b.offsetTop);
    await Promise.all(inOrder.filter(isSeen).map(refresh));
    settle();
    inOrder.filter(figure => near.has(figure) && !isSeen(figure)).forEach(refresh);
  };
  const isSeen = figure => {
    const box = figure.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight && box.width > 0;
  };
  const addressOf = figure => {
    const index = [...pages.children].indexOf(figure), page = current.pages[index];
    if (!page || !figure.clientWidth) return "";
    const width = Math.min(3200, Math.ceil(figure.clientWidth * devicePixelRatio / 50) * 50);
    return `${page.address}?width=${width}`;
  };
  const refresh = async figure => {
    const wanted = addressOf(figure);
    if (!wanted || figure.wanted === wanted) return;
    figure.wanted = wanted;
    const image = new Image();
    image.alt = `Page ${figure.id.slice("page-".length)} of ${current.pages.length}`;
    image.src = wanted;
    try {
      await image.decode();
    } catch {
      // Overtaken by another build, or the connection is lost: the next state has another address.
      if (figure.wanted === wanted) figure.wanted = "";
      return;
    }
    if (figure.wanted !== wanted) return;
    figure.replaceChildren(image);
    figure.shown = wanted;
    settle();
  };
  // `data-painted` names the PDF once all pages in sight are on the screen.
  const settle = () => {
    const tag = current.tag;
    const seen = [...near].filter(isSeen);
    if (!tag || !seen.length || seen.some(figure => figure.shown !== addressOf(figure))) return;
    if (root.dataset.painted === tag) return;
    // The task after the next frame.
    requestAnimationFrame(() => setTimeout(() => { root.dataset.painted = tag; }));
  };
  new ResizeObserver(() => refreshAll()).observe(pages);

  const zoom = step => {
    const before = ZOOMS.indexOf(Number(chosenZoom.get() ?? 1));
    const after = step === 0 ? ZOOMS.indexOf(1) : Math.max(0, Math.min(ZOOMS.length - 1, before + step));
    const place = placeOf();
    chosenZoom.set(ZOOMS[after]);
    applyZoom();
    goTo(place);
    refreshAll();
  };
  const applyZoom = () => root.style.setProperty("--zoom", chosenZoom.get() ?? 1);
  for (const [id, step] of [["smaller", -1], ["fit", 0], ["larger", 1]]) element(id).onclick = () => zoom(step);

  // --- the place: a page, and the part of it that is above the top edge

  const scroller = () => matchMedia(NARROW).matches ? root : pages;
  const top = () => scroller() === root ? 0 : pages.getBoundingClientRect().top;
  const placeOf = () => {
    const found = [...pages.children].findIndex(figure => figure.getBoundingClientRect().bottom > top());
    if (found < 0) return null;
    const box = pages.children[found].getBoundingClientRect();
    return [found, (top() - box.top) / box.height];
  };
  const goTo = place => {
    const figure = place && pages.children[place[0]];
    if (!figure) return;
    const box = figure.getBoundingClientRect();
    scroller().scrollTop += box.top + place[1] * box.height - top();
  };
  const restorePlace = () => {
    try { goTo(JSON.parse(placeKept.get() ?? "null")); } catch { /* an older form */ }
  };
  const keepPlace = () => {
    const place = placeOf();
    if (place) placeKept.set(JSON.stringify(place));
  };
  // A page that is thrown away may not be told.
  let rest = 0;
  const atRest = () => { clearTimeout(rest); rest = setTimeout(keepPlace, 100); };
  for (const one of [pages, document]) one.addEventListener("scroll", atRest, { passive: true });
  addEventListener("pagehide", keepPlace);
  history.scrollRestoration = "manual";

  // --- views: the pages, other outputs in frames, or both

  const showView = () => {
    const buttons = [...element("views").querySelectorAll("button[data-view]")];
    const known = buttons.map(button => button.dataset.view);
    const only = Object.keys(current.frames)[0];
    const first = current.pages.length || !only ? "pdf" : only;
    let view = known.includes(chosenView.get()) ? chosenView.get() : first;
    if (view === "both" && matchMedia(NARROW).matches) view = first;
    for (const button of buttons) button.setAttribute("aria-pressed", button.dataset.view === view);
    const format = view === "both" ? "html" : view;
    const wasHidden = pages.hidden;
    pages.hidden = view !== "pdf" && view !== "both";
    frames.hidden = view === "pdf";
    element("zoom").hidden = pages.hidden;
    element("stage").dataset.view = view;
    if (!frames.hidden) showFrame(format, current.frames[format]);
    if (wasHidden && !pages.hidden) refreshAll();
  };
  element("views").addEventListener("click", event => {
    const view = event.target.closest("button[data-view]")?.dataset.view;
    if (!view) return;
    const place = pages.hidden ? null : placeOf();
    chosenView.set(view);
    showView();
    goTo(place);
  });
  addEventListener("resize", () => showView());

  // A new frame loads behind the old one, and takes its place when it is ready and scrolled to the same height.
  let framed = "";
  const showFrame = (format, address) => {
    if (!address || framed === address) return;
    framed = address;
    const old = frames.querySelector("iframe.ready");
    const frame = document.createElement("iframe");
    frame.title = element("views").querySelector(`[data-view="${format}"]`)?.textContent ?? format;
    frame.setAttribute("sandbox", "allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads");
    frame.dataset.format = format;
    frame.src = address;
    frame.onload = () => {
      if (framed !== address) return frame.remove();
      const kept = old?.dataset.format === format ? old.contentWindow?.scrollY ?? 0 : 0;
      frame.contentWindow?.scrollTo({ top: kept, behavior: "instant" });
      frame.classList.add("ready");
      for (const other of frames.querySelectorAll("iframe")) if (other !== frame) other.remove();
    };
    frames.append(frame);
  };

  applyZoom();
  connect();
})();
