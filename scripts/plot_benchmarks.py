#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs NativeBench and writes what it measured: the tables of docs/benchmarks.md, between the two marks there, and the
picture docs/benchmarks-linear.svg. Every figure is the median of several repetitions, taken in turn."""
import argparse
import json
import math
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[1]
BEGIN, END = "<!-- written by scripts/plot_benchmarks.py -->", "<!-- end -->"


def run(program, output, repetitions):
    subprocess.run([program, f"--benchmark_repetitions={repetitions}", "--benchmark_enable_random_interleaving=true",
                    "--benchmark_min_time=0.2", "--benchmark_report_aggregates_only=true", f"--benchmark_out={output}",
                    "--benchmark_out_format=json"], check=True)


class Results:
    """Medians by name."""

    def __init__(self, path):
        everything = json.loads(pathlib.Path(path).read_text())
        self.machine = everything["context"]
        failed = [entry["name"] for entry in everything["benchmarks"] if entry.get("error_occurred")]
        if failed:
            raise SystemExit(f"error: {failed[0]} failed; run it alone to see why")
        self.medians = {entry["run_name"]: entry for entry in everything["benchmarks"]
                        if entry.get("aggregate_name") == "median"}

    def __getitem__(self, name):
        return self.medians[name]

    def microseconds(self, name):
        entry = self[name]
        unit = {"ns": 1e-3, "us": 1, "ms": 1e3}[entry["time_unit"]]
        return unit * entry["real_time" if name.endswith("real_time") else "cpu_time"]

    def startingWith(self, prefix):
        return [name for name in self.medians if name.startswith(prefix + "/")]


def threads(name, count):
    """A benchmark of the executor; with two threads it is timed by the clock."""
    return f"{name}/threads:{count}" + ("/real_time" if count > 1 else "")


def table(heads, rows):
    """Markdown. The first column is text."""
    lines = [heads, ["---"] + ["--:"] * (len(heads) - 1)] + rows
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def number(value, digits=3):
    """With at least so many digits, no powers of ten, and commas."""
    decimals = max(0, digits - 1 - math.floor(math.log10(abs(value)))) if value else 0
    return f"{value:,.{decimals}f}"


def steps(results, title, rows):
    """Rows of (label, benchmark); ratios to the first."""
    lines = []
    first = results.microseconds(rows[0][1])
    for label, name in rows:
        time = results.microseconds(name)
        updates = results[name]["updates/s"]
        lines.append([label, number(time), number(1e6 / time), number(updates / 1e6) if updates else "",
                      f"{time / first:.2f}"])
    return f"**{title}**\n\n" + table(["", "us a step", "steps/s", "10^6 updates/s", "time, native as 1"], lines)


def native(name):
    return [("native, 1 thread", threads(f"{name}/native", 1)), ("native, 2 threads", threads(f"{name}/native", 2))]


def idle(name):
    return [(f"native without learning, {count} thread{'s'[:count - 1]}", threads(f"{name}/not_learning", count))
            for count in (1, 2)]


def learning(results):
    dense = native("dense_stdp") + [("plain loop", "dense_stdp/plain"),
                                    ("plain loop, -O3 -march=native", "dense_stdp/plain_O3")] + idle("dense_stdp")
    recurrent = native("recurrent_1024") + [
        ("plain loop, every synapse", "recurrent_1024/plain"),
        ("the same, -O3 -march=native", "recurrent_1024/plain_O3"),
        ("plain loop, event-driven", "recurrent_1024/plain_event_driven"),
        ("the same, -O3 -march=native", "recurrent_1024/plain_event_driven_O3")] + idle("recurrent_1024")
    return "\n\n".join([steps(results, "`dense_stdp`", dense), steps(results, "`recurrent_1024`, epoch 4", recurrent),
                        steps(results, "`recurrent_1024`, epoch 1", native("recurrent_1024_epoch_1"))])


def brunel(results):
    rows = []
    for label, name in native("brunel"):
        entry = results[name]
        rows.append([label, number(results.microseconds(name)), number(1e9 / entry["events/s"]),
                     number(entry["updates/s"] / 1e6), number(entry["rate_hz"])])
    return "**`brunel`**\n\n" + table(
        ["", "us a step", "ns a synaptic event", "10^6 updates/s", "rate in Hz"], rows)


def bandwidth(results):
    """STREAM beside what learning moves. The time of learning is that of a step less that of one without it."""
    def stream(kind, size, count):
        suffix = "/real_time/threads:2" if count > 1 else ""
        return results[f"stream_{kind}/bytes:{size}{suffix}"]["bytes_per_second"] / 1e9

    rows = [[label, str(count)] + [number(stream(kind, size, count)) for kind in ("copy", "triad", "update")]
            for label, size in (("128 KiB", 131072), ("1 MB", 1000000), ("64 MB", 64000000), ("256 MiB", 268435456))
            for count in (1, 2)]
    streams = table(["GB/s in arrays of", "threads", "`stream_copy`", "`stream_triad`", "`stream_update`"], rows)
    rows = []
    for name, size in (("dense_stdp", 1000000), ("dense_epoch", 64000000), ("dense_exact", 64000000)):
        for count in (1, 2):
            step = threads(f"{name}/native", count)
            time = results.microseconds(step) - results.microseconds(threads(f"{name}/not_learning", count))
            moved = results[step]["bytes/step"] / time / 1e3
            rows.append([f"`{name}`, {count} thread{'s'[:count - 1]}", number(results[step]["bytes/step"] / 1e6),
                         number(time), number(moved), f"{100 * moved / stream('update', size, count):.0f} %"])
    return "**Memory**\n\n" + streams + "\n\n" + table(
        ["learning phase", "MB a step", "us", "GB/s", "of `stream_update` in as many bytes"], rows)


def small(results):
    """Start-up and memory."""
    starts = [[label, number(results.microseconds(f"start_up/{name}") / 1e3)]
              for label, name in (("code is generated", "first"), ("code is in the cache", "from_cache"))]
    rows = []
    for label, name in (("dense, 1,000 x 1,000", "dense"), ("the same with tags", "dense_tag"),
                        ("sparse, lists of 100, indexed by post neuron too", "sparse"),
                        ("the same with tags, every synapse visited", "sparse_tag"), ("`brunel`", "brunel")):
        entry = results[f"memory/{name}"]
        rows.append([label, number(entry["synapses"], 1), f"{entry['bytes/synapse']:.2f}",
                     number(entry["by_neuron"] / 1e3)])
    return ("**Start-up**, 784 inputs and 100 neurons\n\n" + table(["", "ms to an executor"], starts)
            + "\n\n**Memory of the executor**\n\n" + table(["", "synapses", "bytes a synapse", "kB by neuron"], rows))


def points(results, prefix, counter):
    """(synapses or spikes, microseconds a step), ascending."""
    return sorted((results[name][counter], results.microseconds(name)) for name in results.startingWith(prefix))


def fit(series):
    """Of y = a + b*x with a >= 0: least squares of the relative error."""
    rows = [(1 / y, x / y) for x, y in series]
    aa, ab, bb = (sum(row[i] * row[j] for row in rows) for i, j in ((0, 0), (0, 1), (1, 1)))
    a1, b1 = (sum(row[i] for row in rows) for i in (0, 1))
    a = (a1 * bb - b1 * ab) / (aa * bb - ab * ab)
    return (a, (aa * b1 - ab * a1) / (aa * bb - ab * ab)) if a > 0 else (0, b1 / bb)


SERIES = [("synapses_dense", "synapses", "dense, 10 % firing", "#2f6fd6"),
          ("synapses_sparse", "synapses", "lists of 100, 10 % firing", "#d9622b"),
          ("spikes", "spikes", "dense, 10⁷ synapses", "#2f9467")]


def linear(results):
    tables = []
    for prefix, counter, label, _ in SERIES:
        series = points(results, prefix, counter)
        a, b = fit(series)
        rows = [[number(x), number(y), number(1e3 * y / x), number(a + b * x)] for x, y in series]
        tables.append(table([f"{counter}: {label}", "us a step", f"ns a {counter[:-1]}",
                             f"fit: {number(a)} us + {number(1e3 * b)} ns x {counter}"], rows))
    return "**Growth**\n\n" + "\n\n".join(tables)


class Panel:
    """Axes with decades, as SVG."""

    width, height = 360, 300

    def __init__(self, left, title, series, xLabel):
        self.left, self.top = left, 44
        self.parts = [f'<text class="name" x="{left}" y="{self.top - 18}">{title}</text>']
        self.xs = self.decades([x for _, _, points_ in series for x, _ in points_])
        self.ys = self.decades([y for _, _, points_ in series for _, y in points_])
        self.axes(xLabel)
        for label, colour, points_ in series:
            self.draw(colour, points_)
        for k, (label, colour, _) in enumerate(series):
            y = self.top + 18 + 18 * k
            self.parts += [f'<circle cx="{left + 14}" cy="{y - 4}" r="4" fill="{colour}"/>',
                           f'<text class="text" x="{left + 24}" y="{y}">{label}</text>']

    @staticmethod
    def decades(values):
        return math.floor(math.log10(min(values)) + 1e-3), math.ceil(math.log10(max(values)) - 1e-2)

    def place(self, x, y):
        along = (math.log10(x) - self.xs[0]) / (self.xs[1] - self.xs[0])
        up = (math.log10(y) - self.ys[0]) / (self.ys[1] - self.ys[0])
        return self.left + along * self.width, self.top + (1 - up) * self.height

    def axes(self, xLabel):
        bottom, right = self.top + self.height, self.left + self.width
        for e in range(self.xs[0], self.xs[1] + 1):
            x, _ = self.place(10.0 ** e, 10.0 ** self.ys[0])
            self.parts += [f'<path class="grid" d="M{x:.1f} {self.top}V{bottom}"/>',
                           self.power(x, bottom + 18, e, "middle")]
        for e in range(self.ys[0], self.ys[1] + 1):
            _, y = self.place(10.0 ** self.xs[0], 10.0 ** e)
            self.parts += [f'<path class="grid" d="M{self.left} {y:.1f}H{right}"/>',
                           self.power(self.left - 8, y + 4, e, "end")]
        self.parts.append(f'<text class="text" x="{(self.left + right) / 2}" y="{bottom + 40}" '
                          f'text-anchor="middle">{xLabel}</text>')

    @staticmethod
    def power(x, y, exponent, anchor):
        return (f'<text class="text" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">10'
                f'<tspan dy="-5" font-size="9">{exponent}</tspan></text>')

    def draw(self, colour, series):
        """The points, and the line that fits them."""
        a, b = fit(series)
        low, high = math.log10(series[0][0]), math.log10(series[-1][0])
        line = [self.place(x, a + b * x) for x in (10 ** (low + (high - low) * k / 60) for k in range(61))
                if a + b * x >= 10.0 ** self.ys[0]]
        self.parts.append(f'<polyline fill="none" stroke="{colour}" stroke-dasharray="3 4" points="'
                          + " ".join(f"{x:.1f},{y:.1f}" for x, y in line) + '"/>')
        for x, y in (self.place(*point) for point in series):
            self.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>')


def picture(results):
    series = [(counter, (label, colour, points(results, prefix, counter))) for prefix, counter, label, colour in SERIES]
    panels = [Panel(64, "Microseconds a step, by synapses", [s for counter, s in series if counter == "synapses"],
                    "plastic synapses"),
              Panel(500, "Microseconds a step, by spikes", [s for counter, s in series if counter == "spikes"],
                    "pre spikes a step")]
    body = "\n".join(part for panel in panels for part in panel.parts)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 400" role="img" aria-labelledby="title"
     font-family="Inter, 'Segoe UI', Helvetica, Arial, sans-serif" font-size="12">
<title id="title">Time of a step grows with synapses and with spikes as a straight line does</title>
<style>
  .name {{ fill: #1b2436; font-weight: 600; font-size: 14px; }}
  .text {{ fill: #5a667d; }}
  .grid {{ stroke: #cfd6e4; }}
  @media (prefers-color-scheme: dark) {{
    .name {{ fill: #e9eef8; }} .text {{ fill: #9aa8c1; }} .grid {{ stroke: #36425a; }}
  }}
</style>
{body}
</svg>
"""


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return "an unknown processor"


def machine(results):
    context = results.machine
    caches = ", ".join(f"L{c['level']} {c['size'] >> 10} KiB" for c in context["caches"] if c["type"] != "Instruction")
    load = context["load_avg"][0]
    return (f"{processor()}, {context['num_cpus']} cores at {context['mhz_per_cpu']} MHz, {caches}; "
            f"{context['date'][:10]}; load of the machine at the start {load:.1f}.")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build" / "bin" / "NativeBench",
                        help="build/bin/NativeBench unless given")
    parser.add_argument("--results", type=pathlib.Path, help="results of NativeBench as JSON; nothing is run then")
    parser.add_argument("--repetitions", type=int, default=5, help="of each benchmark; 5 unless given")
    arguments = parser.parse_args()
    output = arguments.results or arguments.program.with_name("native-bench.json")
    if not arguments.results:
        run(arguments.program, output, arguments.repetitions)
    results = Results(output)
    sections = [write(results) for write in (machine, learning, brunel, bandwidth, small, linear)]
    page = ROOT / "docs" / "benchmarks.md"
    text = page.read_text()
    before, after = text.index(BEGIN) + len(BEGIN), text.index(END)
    page.write_text(text[:before] + "\n\n" + "\n\n".join(sections) + "\n\n" + text[after:])
    (ROOT / "docs" / "benchmarks-linear.svg").write_text(picture(results))


if __name__ == "__main__":
    main()
