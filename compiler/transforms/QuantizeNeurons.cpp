// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Real neuron parameters as registers (numerics.md section 3): the scale of the membrane first, then every register by
// itself.

#include "compiler/transforms/QuantizeNeurons.h"

#include "hw/spec/Neuron.h"

#include "llvm/Support/FormatVariadic.h"

namespace engram {
namespace {

using namespace mlir;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kWarnError = 0.05;
constexpr double kMembranePerThreshold = 1 << spec::kActivationBits;
constexpr int32_t kBiasMantissaMax = 4095; // loihi.md 3.1 step 6
constexpr int32_t kBiasExponentMax = 7;
constexpr int32_t kRefractoryMax = 63;
constexpr int32_t kThetaMantissaMax = 255;
constexpr int kThetaExponentMax = 31;

/// What decays in a step of `step`, from 0 (tau = inf) to 1 (tau = 0).
double decayOf(double tau, double step) { return tau == 0 ? 1 : -std::expm1(-step / tau); }

/// The time constant of a decay.
double tauOf(double decay, double step) { return decay >= 1 ? 0 : decay <= 0 ? kInfinity : -step / std::log1p(-decay); }

class NeuronQuantizer {
public:
  NeuronQuantizer(snn::PopulationOp op, double step, std::vector<QuantizedValue> &values)
      : op(op), lif(*op.getLif()), step(step), scale(membraneScale(lif.getThreshold().value)), values(values) {}

  FailureOr<neurocore::RegistersAttr> run() {
    spec::LifRegisters registers;
    std::vector<int32_t> mantissas, exponents;
    quantizeDecays(registers);
    if (failed(quantizeVoltages(registers)) || failed(quantizeRefractory(registers)) ||
        failed(quantizeAdaptation(registers)) || failed(quantizeBias(mantissas, exponents)))
      return failure();
    registers.reset = lif.getResetMode();
    return neurocore::RegistersAttr::get(op.getContext(), registers, mantissas, exponents);
  }

private:
  snn::PopulationOp op;
  snn::LifAttr lif;
  double step;
  double scale;
  std::vector<QuantizedValue> &values;

  static std::string text(double value, bool isTime) { return isTime ? snn::timeText(value) : snn::realText(value); }

  void record(StringRef quantity, double wanted, double realised, bool isTime = false) {
    values.push_back(
        {"population '" + op.getSymName().str() + "'", quantity.str(), isTime ? "ns" : "", wanted, realised});
    const double error = values.back().relativeError();
    if (error > kWarnError)
      op.emitWarning() << quantity << " of " << text(wanted, isTime) << " becomes "
                       << text(isTime && std::isfinite(realised) ? std::round(realised) : realised, isTime) << ", "
                       << llvm::formatv("{0:P1}", error).str() << " off";
  }

  LogicalResult refuse(StringRef quantity, const std::string &value, double need, int64_t low, int64_t high,
                       StringRef advice) {
    InFlightDiagnostic error = op.emitError()
                               << quantity << " of " << value << " needs the register value "
                               << llvm::formatv("{0:F0}", need).str() << ", expected " << low << ".." << high;
    error.attachNote() << advice;
    return error;
  }

  void quantizeDecays(spec::LifRegisters &registers) {
    const double tauU = lif.getTauU().nanoseconds, tauV = lif.getTauV().nanoseconds;
    const double du = std::round(spec::kDecayUnity * decayOf(tauU, step)) - 1;
    registers.du = static_cast<int32_t>(std::max(du, 0.0));
    registers.dv = static_cast<int32_t>(std::round(spec::kDecayUnity * decayOf(tauV, step)));
    record("tau_u", tauU, tauOf((registers.du + 1.0) / spec::kDecayUnity, step), true);
    record("tau_v", tauV, tauOf(double(registers.dv) / spec::kDecayUnity, step), true);
  }

  LogicalResult quantizeVoltages(spec::LifRegisters &registers) {
    const double threshold = lif.getThreshold().value, reset = lif.getReset().value;
    registers.vth = static_cast<int32_t>(std::round(threshold * scale / kMembranePerThreshold));
    record("threshold", threshold, registers.vth * kMembranePerThreshold / scale);
    const double vreset = std::round(reset * scale);
    if (std::abs(vreset) > spec::kStateMax)
      return refuse("reset", text(reset, false), vreset, -spec::kStateMax, spec::kStateMax,
                    "a reset can be at least 32 thresholds from 0, not more");
    registers.vreset = static_cast<int32_t>(vreset);
    record("reset", reset, vreset / scale);
    return success();
  }

  LogicalResult quantizeRefractory(spec::LifRegisters &registers) {
    const double refractory = lif.getRefractory().nanoseconds;
    const double steps = std::round(refractory / step);
    if (steps > kRefractoryMax)
      return refuse("refractory", text(refractory, true), steps, 0, kRefractoryMax,
                    "take a longer time step or a shorter refractory period");
    registers.refractory = static_cast<int32_t>(steps);
    record("refractory", refractory, steps * step, true);
    return success();
  }

  LogicalResult quantizeAdaptation(spec::LifRegisters &registers) {
    const double wanted = lif.getAdaptationStep().value, tau = lif.getAdaptationTau().nanoseconds;
    const double thetaStep = std::round(wanted * scale);
    if (thetaStep > spec::kStateMax)
      return refuse("adaptation_step", text(wanted, false), thetaStep, 0, spec::kStateMax,
                    "take a step of at most 32 thresholds");
    registers.thetaStep = static_cast<int32_t>(thetaStep);
    if (wanted == 0)
      return success();
    record("adaptation_step", wanted, thetaStep / scale);
    // As many bits of the mantissa as there are: the largest exponent for which it fits.
    const double decay = decayOf(tau, step);
    int exponent = kThetaExponentMax;
    while (std::round(std::ldexp(decay, exponent)) > kThetaMantissaMax)
      --exponent;
    registers.thetaDecayExponent = decay == 0 ? 1 : exponent;
    registers.thetaDecayMantissa = static_cast<int32_t>(std::round(std::ldexp(decay, exponent)));
    record("adaptation_tau", tau, tauOf(std::ldexp(registers.thetaDecayMantissa, -exponent), step), true);
    return success();
  }

  LogicalResult quantizeBias(std::vector<int32_t> &mantissas, std::vector<int32_t> &exponents) {
    if (!lif.getBias())
      return success();
    QuantizedValue worst;
    for (const double bias : lif.getBias().asArrayRef()) {
      const double wanted = bias * scale;
      int exponent = 0;
      while (exponent < kBiasExponentMax && std::abs(std::round(std::ldexp(wanted, -exponent))) > kBiasMantissaMax)
        ++exponent;
      const double mantissa = std::round(std::ldexp(wanted, -exponent));
      if (!(std::abs(mantissa) <= kBiasMantissaMax))
        return refuse("bias", text(bias, false), mantissa, -kBiasMantissaMax, kBiasMantissaMax,
                      "a bias can be two to four thresholds, not more");
      mantissas.push_back(static_cast<int32_t>(mantissa));
      exponents.push_back(exponent);
      const QuantizedValue value{"", "", "", bias, std::ldexp(mantissa, exponent) / scale};
      if (mantissas.size() == 1 || value.relativeError() > worst.relativeError())
        worst = value;
    }
    record("bias", worst.wanted, worst.realised);
    return success();
  }
};

} // namespace

double membraneScale(double threshold) { return std::ldexp(1.0, 17 - std::ilogb(threshold)); }

FailureOr<neurocore::RegistersAttr> quantizeNeurons(snn::PopulationOp op, double stepNs,
                                                    std::vector<QuantizedValue> &values) {
  return NeuronQuantizer(op, stepNs, values).run();
}

} // namespace engram
