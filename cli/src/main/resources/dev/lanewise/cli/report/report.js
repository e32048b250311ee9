"use strict";
// Draws the page's pictures from its data, and keeps them in step with what the reader chose, the cursor and the colours.
{
  const HEIGHT = 260;
  const data = JSON.parse(document.getElementById("data").textContent);
  const epochs = Array.from({ length: data.epochs }, (_, i) => i + 1);
  const element = id => document.getElementById(id);
  const color = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const armColor = (arm, alpha = "") => color("arm-" + arm % 8) + alpha;
  const chosen = { logarithmic: data.logarithmic, from: 1, to: data.epochs, hidden: new Set() };
  let plots = [];

  const text = (value, share) =>
    value == null ? "–" : share ? (100 * value).toFixed(2) + " %" : value.toPrecision(4);
  // Positive where the network does better on what it was trained on.
  const gapText = (picture, at) => {
    const [test, train] = picture.lines.map(line => line.mean[at]);
    if (test == null || train == null) return "–";
    return picture.share ? (100 * (train - test)).toFixed(2) + " points" : (test - train).toPrecision(3);
  };
  const shown = line => !chosen.hidden.has(line.arm);
  const isLogarithmic = picture => !picture.share && chosen.logarithmic;

  // All pictures of a quantity have the same scale, over the epochs looked at.
  function extent(quantity) {
    const values = data.plots.filter(picture => picture.quantity === quantity)
      .flatMap(picture => picture.lines.filter(shown))
      .flatMap(line => [line.low, line.high].flatMap(column => column.slice(chosen.from - 1, chosen.to)))
      .filter(value => value != null);
    return values.length ? [Math.min(...values), Math.max(...values)] : [0, 1];
  }

  function scaleOf(picture) {
    const [low, high] = extent(picture.quantity);
    if (isLogarithmic(picture) && low > 0) {
      return [low / 1.05, high * 1.05];
    }
    const margin = high > low ? 0.05 * (high - low) : 0.01 * Math.abs(high) || 0.01;
    return [low - margin, high + margin];
  }

  const epochScale = () =>
    chosen.from === chosen.to ? [chosen.from - 0.5, chosen.to + 0.5] : [chosen.from, chosen.to];

  // Column 0 holds the epochs; line l has its mean, lowest and highest seed in columns 1 + 3l, 2 + 3l and 3 + 3l.
  function series(picture) {
    const out = [{}];
    for (const line of picture.lines) {
      const edge = { show: shown(line), stroke: "transparent", points: { show: false } };
      const many = data.epochs > 30 || line.width === 1;
      out.push({
        show: shown(line), stroke: () => armColor(line.arm), width: line.width, dash: line.dash, points: { show: !many || data.epochs === 1 },
      });
      out.push(edge, { ...edge });
    }
    return out;
  }

  function bands(picture) {
    const out = [];
    if (picture.gap) {
      const fill = () => armColor(picture.arm, "59");
      out.push({ series: [1, 4], fill }, { series: [4, 1], fill });
    }
    picture.lines.forEach((line, l) => {
      if (line.width > 1 && shown(line)) {
        out.push({ series: [3 + 3 * l, 2 + 3 * l], fill: () => armColor(line.arm, picture.gap ? "1f" : "33") });
      }
    });
    return out;
  }

  function axes(picture) {
    const axis = { stroke: () => color("soft"), grid: { stroke: () => color("line"), width: 1 }, ticks: { show: false }, labelSize: 20, labelFont: "13px system-ui, sans-serif" };
    const number = value => value == null ? "" : picture.share ? +(100 * value).toFixed(2) + "%" : String(+value.toPrecision(4));
    return [
      { ...axis, label: "epoch", size: 26, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] },
      { ...axis, label: picture.quantity, size: 58, values: (_, ticks) => ticks.map(number) },
    ];
  }

  function options(picture, box, read) {
    return {
      width: box.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      scales: {
        x: { time: false, range: epochScale },
        y: { distr: isLogarithmic(picture) && extent(picture.quantity)[0] > 0 ? 3 : 1, range: () => scaleOf(picture) },
      },
      cursor: {
        drag: { x: true, y: false, setScale: false },
        move: (plot, left, top) => left < 0 ? [left, top] : [plot.valToPos(nearest(plot, left), "x"), top],
        points: { show: false },
        sync: { key: "epochs" },
      },
      axes: axes(picture),
      series: series(picture),
      bands: bands(picture),
      hooks: { setCursor: [read], setSelect: [zoomIn] },
    };
  }

  const nearest = (plot, left) => Math.min(Math.max(Math.round(plot.posToVal(left, "x")), chosen.from), chosen.to);

  function zoomIn(plot) {
    const { left, width } = plot.select;
    if (width > 0) {
      plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
      const [from, to] = [nearest(plot, left), nearest(plot, left + width)];
      if (from < to) {
        look(from, to);
      }
    }
  }

  // What the lines are at an epoch: of the cursor, or else the last one looked at.
  function reader(figure, picture) {
    return plot => {
      const at = plot.cursor.idx ?? chosen.to - 1;
      figure.querySelector(".epoch").textContent = "epoch " + epochs[at];
      const words = [];
      picture.lines.forEach((line, l) => {
        const value = text(line.mean[at], picture.share);
        figure.querySelector(`[data-line="${l}"] b`).textContent = value;
        words.push(line.name + " " + value);
      });
      if (picture.gap) {
        figure.querySelector(".gap b").textContent = gapText(picture, at);
        words.push("gap " + gapText(picture, at));
      }
      const focused = figure.contains(document.activeElement) && plot.cursor.idx != null;
      figure.querySelector(".spoken").textContent = focused ? "Epoch " + epochs[at] + ": " + words.join("; ") : "";
    };
  }

  function draw(figure) {
    const picture = data.plots[figure.dataset.plot];
    const box = figure.querySelector(".plot");
    figure.hidden = chosen.hidden.has(picture.arm);
    picture.lines.forEach((line, l) => { figure.querySelector(`[data-line="${l}"]`).hidden = !shown(line); });
    const columns = [epochs, ...picture.lines.flatMap(line => [line.mean, line.low, line.high])];
    const read = reader(figure, picture);
    const plot = new uPlot(options(picture, box, read), columns, box);
    read(plot);
    plot.over.addEventListener("dblclick", () => look(1, data.epochs));
    return plot;
  }

  const figures = [...document.querySelectorAll("figure[data-plot]")];

  function drawAll() {
    plots.forEach(plot => plot.destroy());
    plots = figures.map(draw);
    window.lanewisePlots = plots;
  }

  function look(from, to) {
    [chosen.from, chosen.to] = [from, to];
    [element("from").value, element("to").value] = [from, to];
    drawAll();
  }

  function typed() {
    const at = id => Math.min(Math.max(Math.round(Number(element(id).value)) || 1, 1), data.epochs);
    look(Math.min(at("from"), at("to")), Math.max(at("from"), at("to")));
  }

  for (const figure of figures) {
    const box = figure.querySelector(".plot");
    const plot = () => plots[figures.indexOf(figure)];
    box.addEventListener("keydown", event => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step) {
        event.preventDefault();
        const at = Math.min(Math.max((plot().cursor.idx ?? chosen.from - 2) + step, chosen.from - 1), chosen.to - 1);
        plots.forEach(each => each.setCursor({ left: each.valToPos(epochs[at], "x"), top: 1 }));
      }
    });
    new ResizeObserver(() => {
      if (box.clientWidth > 0 && plot().width !== box.clientWidth) {
        plot().setSize({ width: box.clientWidth, height: HEIGHT });
      }
    }).observe(box);
  }

  for (const input of document.querySelectorAll("input[data-arm]")) {
    input.addEventListener("change", () => {
      chosen.hidden[input.checked ? "delete" : "add"](Number(input.dataset.arm));
      drawAll();
    });
  }
  element("from").max = element("to").max = data.epochs;
  element("from").addEventListener("change", typed);
  element("to").addEventListener("change", typed);
  element("all-epochs").addEventListener("click", () => look(1, data.epochs));
  element("logarithmic").checked = chosen.logarithmic;
  element("logarithmic").addEventListener("change", event => {
    chosen.logarithmic = event.target.checked;
    drawAll();
  });
  look(1, data.epochs);

  const redraw = () => plots.forEach(plot => plot.redraw());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  matchMedia("print").addEventListener("change", redraw);
}
