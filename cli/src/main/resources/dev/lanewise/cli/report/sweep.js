"use strict";
// Draws all settings as lines across their options, shows those that are brushed, and follows a sweep that goes on.
{
  const HEIGHT = 320;
  const MARGIN = { top: 30, side: 60, bottom: 14 };
  const TICKS = 9;
  const BEST = 5;
  const POLL_MILLIS = 2000;
  const element = id => document.getElementById(id);
  const color = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const brushes = new Map(); // by the name of an axis: its lowest and highest value
  let data;
  let chart;

  function svg(name, attributes, parent, text) {
    const out = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.entries(attributes).forEach(([key, value]) => out.setAttribute(key, value));
    if (text != null) out.textContent = text;
    parent?.append(out);
    return out;
  }

  const width = () => Math.max(element("coordinates").clientWidth, 150 * data.axes.length);
  const x = axis => MARGIN.side + axis * (width() - 2 * MARGIN.side) / Math.max(1, data.axes.length - 1);
  const y = place => HEIGHT - MARGIN.bottom - place * (HEIGHT - MARGIN.top - MARGIN.bottom);

  // Indices of the ends of what is brushed on an axis, as the values stand now.
  function ends(axis) {
    const { name, values } = data.axes[axis];
    const brush = brushes.get(name);
    const found = brush ? brush.map(value => values.indexOf(value)) : [-1, -1];
    return [found[0] < 0 ? 0 : found[0], found[1] < 0 ? values.length - 1 : found[1]];
  }

  function brush(axis, from, to) {
    const { name, values } = data.axes[axis];
    if (from === 0 && to === values.length - 1) brushes.delete(name);
    else brushes.set(name, [values[from], values[to]]);
    select();
  }

  function drawAxis(axis, parent) {
    const { name, values, places } = data.axes[axis];
    svg("line", { x1: x(axis), x2: x(axis), y1: y(0), y2: y(1), class: "axis" }, parent);
    svg("text", { x: x(axis), y: 14, class: "name" }, parent, name);
    const every = Math.ceil(values.length / TICKS);
    values.forEach((value, i) => {
      if (i % every === 0) svg("text", { x: x(axis) + 5, y: y(places[i]) + 4 }, parent, value);
    });
    svg("line", { class: "brush", "data-axis": axis }, parent);
    const grip = svg("rect", { x: x(axis) - 14, y: 0, width: 28, height: HEIGHT, class: "grip" }, parent);
    drag(grip, axis);
  }

  // The value of an axis that is nearest to the pointer.
  function nearest(event, axis) {
    const at = event.clientY - element("coordinates").querySelector("svg").getBoundingClientRect().top;
    const distances = data.axes[axis].places.map(place => Math.abs(y(place) - at));
    return distances.indexOf(Math.min(...distances));
  }

  function drag(grip, axis) {
    let begun = null;
    grip.addEventListener("pointerdown", event => {
      begun = nearest(event, axis);
      grip.setPointerCapture(event.pointerId);
    });
    grip.addEventListener("pointermove", event => {
      if (begun != null) {
        const now = nearest(event, axis);
        brush(axis, Math.min(begun, now), Math.max(begun, now));
      }
    });
    grip.addEventListener("pointerup", () => { begun = null; });
    grip.addEventListener("dblclick", () => brush(axis, 0, data.axes[axis].values.length - 1));
  }

  function drawCoordinates() {
    const box = element("coordinates");
    box.replaceChildren();
    const picture = svg("svg", { width: width(), height: HEIGHT, class: "coordinates", "aria-hidden": "true" }, box);
    [...data.lines].reverse().forEach((line, i) => {
      const points = line.at.map((index, axis) => x(axis) + "," + y(data.axes[axis].places[index])).join(" ");
      const best = data.lines.length - i <= BEST;
      svg("polyline", { points, class: best ? "best" : "", "data-setting": line.setting }, picture);
    });
    data.axes.forEach((_, axis) => drawAxis(axis, picture));
  }

  // Shows what is within all brushes.
  function select() {
    const limits = data.axes.map((_, axis) => ends(axis));
    const shown = new Set(data.lines
      .filter(line => line.at.every((index, axis) => index >= limits[axis][0] && index <= limits[axis][1]))
      .map(line => String(line.setting)));
    document.querySelectorAll("polyline[data-setting]")
      .forEach(line => line.classList.toggle("out", !shown.has(line.dataset.setting)));
    document.querySelectorAll("tr[data-setting]")
      .forEach(row => { row.hidden = brushes.size > 0 && !shown.has(row.dataset.setting); });
    limits.forEach(([from, to], axis) => {
      const { values, places } = data.axes[axis];
      [["from", from], ["to", to]].forEach(([end, index]) => {
        const slider = element(end + "-" + axis);
        slider.value = index;
        slider.setAttribute("aria-valuetext", values[index]);
        slider.nextElementSibling.textContent = values[index];
      });
      const bar = document.querySelector(`line.brush[data-axis="${axis}"]`);
      const all = { x1: x(axis), x2: x(axis), y1: y(places[from]) + 4, y2: y(places[to]) - 4 };
      Object.entries(all).forEach(([key, value]) => bar.setAttribute(key, value));
      bar.classList.toggle("out", !brushes.has(data.axes[axis].name));
    });
    element("count").textContent = shown.size + " of " + data.lines.length + " settings";
  }

  function drawCurves() {
    chart?.destroy();
    chart = null;
    if (data.curves.length === 0) return;
    const length = Math.max(...data.curves.map(each => each.length));
    const epochs = Array.from({ length }, (_, i) => i + 1);
    const axis = { stroke: () => color("soft"), grid: { stroke: () => color("line"), width: 1 }, ticks: { show: false } };
    chart = new uPlot({
      width: element("plot").clientWidth,
      height: 260,
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false } },
      axes: [{ ...axis, label: "epoch", incrs: [1, 2, 5, 10, 20, 50, 100] }, { ...axis, size: 58 }],
      series: [{}, ...data.curves.map((_, i) => ({ stroke: () => color("arm-" + i), width: 2, points: { show: length === 1 } }))],
    }, [epochs, ...data.curves.map(each => epochs.map((_, i) => each[i] ?? null))], element("plot"));
  }

  function begin() {
    data = JSON.parse(element("data").textContent);
    document.querySelectorAll("input[data-axis]").forEach(slider => slider.addEventListener("input", () => {
      const axis = +slider.dataset.axis;
      const other = element((slider.id.startsWith("from") ? "to-" : "from-") + axis);
      brush(axis, Math.min(+slider.value, +other.value), Math.max(+slider.value, +other.value));
    }));
    element("all-settings").addEventListener("click", () => { brushes.clear(); select(); });
    drawCoordinates();
    select();
    drawCurves();
  }

  // Puts in place what the sweep has come to; who uses the keyboard stays where they are.
  async function follow() {
    try {
      const response = await fetch(location.href);
      const next = new DOMParser().parseFromString(await response.text(), "text/html");
      const focused = document.activeElement?.id;
      document.querySelector("main").replaceWith(document.importNode(next.querySelector("main"), true));
      begin();
      if (focused) element(focused)?.focus();
      setTimeout(follow, POLL_MILLIS);
    } catch (failure) {
      element("state").textContent = "The sweep does not answer any more: it has ended, or was stopped. Its report is in its folder.";
    }
  }

  begin();
  window.addEventListener("resize", () => { drawCoordinates(); select(); drawCurves(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => chart?.redraw());
  if ("live" in document.body.dataset) setTimeout(follow, POLL_MILLIS);
}
