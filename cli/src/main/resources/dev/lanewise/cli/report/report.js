"use strict";
// Draws the curves of the page from its data, and keeps them in step with the arms chosen, the cursor and the colours.
{
  const data = JSON.parse(document.getElementById("data").textContent);
  const color = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const dashes = [[], [8, 4], [2, 4]];
  const visible = data.arms.map(() => true);

  const text = (value, share) =>
    value == null ? "–" : share ? (100 * value).toFixed(2) + " %" : value.toFixed(4);

  // Column 0 holds the epochs; arm a has its mean, lowest and highest seed in columns 1 + 3a, 2 + 3a and 3 + 3a.
  function options(figure, share, readOut) {
    const series = [{}];
    const bands = [];
    data.arms.forEach((arm, a) => {
      const stroke = () => color("arm-" + a % 8);
      const edge = { show: visible[a], stroke: "transparent", points: { show: false } };
      series.push({ show: visible[a], stroke, width: 2, dash: dashes[a % 3], points: { show: data.epochs.length < 30 } });
      series.push(edge, { ...edge });
      if (arm.seeds > 1) {
        bands.push({ series: [3 + 3 * a, 2 + 3 * a], fill: () => color("arm-" + a % 8) + "33" });
      }
    });
    const axis = { stroke: () => color("soft"), grid: { stroke: () => color("line"), width: 1 }, ticks: { show: false } };
    return {
      width: figure.querySelector(".plot").clientWidth,
      height: 260,
      legend: { show: false },
      scales: { x: { time: false } },
      cursor: { drag: { x: false, y: false }, sync: { key: "epochs" }, points: { show: false } },
      axes: [
        { ...axis, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] },
        { ...axis, size: 60, values: (_, ticks) => ticks.map(v => share ? +(100 * v).toFixed(2) + "%" : +v.toFixed(4)) },
      ],
      series,
      bands,
      hooks: { setCursor: [readOut] },
    };
  }

  function draw(figure) {
    const share = figure.dataset.share === "true";
    const box = figure.querySelector(".plot");
    const line = figure.querySelector(".readout");
    const columns = [data.epochs];
    for (const arm of data.arms) {
      columns.push(...arm.curves[figure.dataset.curve]);
    }
    const readOut = plot => {
      const at = plot.cursor.idx;
      line.textContent = at == null ? "" : "Epoch " + data.epochs[at] + ": " + data.arms
        .map((arm, a) => visible[a] ? arm.label + " " + text(columns[1 + 3 * a][at], share) : null)
        .filter(Boolean).join("; ");
    };
    const plot = new uPlot(options(figure, share, readOut), columns, box);
    box.addEventListener("keydown", event => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step) {
        event.preventDefault();
        const at = Math.min(Math.max((plot.cursor.idx ?? -1) + step, 0), data.epochs.length - 1);
        plot.setCursor({ left: plot.valToPos(data.epochs[at], "x"), top: 1 });
      }
    });
    new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height: 260 })).observe(box);
    return plot;
  }

  const plots = [...document.querySelectorAll("figure[data-curve]")].map(draw);

  for (const input of document.querySelectorAll("input[data-arm]")) {
    input.addEventListener("change", () => {
      const arm = Number(input.dataset.arm);
      visible[arm] = input.checked;
      for (const plot of plots) {
        plot.batch(() => [1, 2, 3].forEach(i => plot.setSeries(i + 3 * arm, { show: input.checked })));
      }
    });
  }

  const redraw = () => plots.forEach(plot => plot.redraw());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  matchMedia("print").addEventListener("change", redraw);
  window.lanewisePlots = plots;
}
