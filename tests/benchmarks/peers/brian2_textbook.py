# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The balanced random network in Brian2 as its documentation writes STDP: with event-driven traces in every synapse."""
import functools

import brian2

import brian2_standalone
import report

IN_SYNAPSES = brian2_standalone.Traces("", "", """
    dx/dt = -x / tauTrace : 1 (event-driven)
    dy/dt = -y / tauTrace : 1 (event-driven)""", "x += 1; w = clip(w - change * y, 0, weightMax)",
                                       "y += 1; w = clip(w + change * x, 0, weightMax)")

if __name__ == "__main__":
    report.run("brian2, traces in synapses", brian2.__version__,
               {"brunel": functools.partial(brian2_standalone.brunel, traces=IN_SYNAPSES)}, threads=True)
