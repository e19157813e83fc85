import PortableMath
import Testing

/// A call and the result that IEEE 754 or the documentation demands, compared bit for bit (any NaN
/// equals any).
private struct Special: Sendable, CustomTestStringConvertible {
  var call: String
  var result: Double
  var expected: Double

  init(_ call: String, _ result: Double, _ expected: Double) {
    (self.call, self.result, self.expected) = (call, result, expected)
  }

  var testDescription: String { call }

  var isMet: Bool {
    expected.isNaN ? result.isNaN : result.bitPattern == expected.bitPattern
  }
}

struct SpecialValueTests {
  private static let inf = Double.infinity
  private static let nan = Double.nan
  private static let tiny = Double.leastNonzeroMagnitude
  private static let huge = Double.greatestFiniteMagnitude

  private static let unary: [Special] = [
    Special("exp 0", .exp(0), 1), Special("exp -0", .exp(-0.0), 1),
    Special("exp inf", .exp(inf), inf),
    Special("exp -inf", .exp(-inf), 0), Special("exp nan", .exp(nan), nan),
    Special("exp tiny", .exp(tiny), 1), Special("exp 709.79", .exp(709.79), inf),
    Special("exp -746", .exp(-746), 0), Special("exp -745.13", .exp(-745.13), tiny),
    Special("exp 1", .exp(1), 2.718281828459045), Special("exp -huge", .exp(-huge), 0),
    Special("expm1 -0", .expm1(-0.0), -0.0), Special("expm1 tiny", .expm1(tiny), tiny),
    Special("expm1 inf", .expm1(inf), inf), Special("expm1 -inf", .expm1(-inf), -1),
    Special("expm1 nan", .expm1(nan), nan), Special("expm1 710", .expm1(710), inf),
    Special("log 1", .log(1), 0), Special("log 0", .log(0), -inf),
    Special("log -0", .log(-0.0), -inf),
    Special("log -1", .log(-1), nan), Special("log -inf", .log(-inf), nan),
    Special("log inf", .log(inf), inf), Special("log nan", .log(nan), nan),
    Special("log tiny", .log(tiny), -744.4400719213812),
    Special("log huge", .log(huge), 709.782712893384),
    Special("log1p -0", .log1p(-0.0), -0.0), Special("log1p tiny", .log1p(tiny), tiny),
    Special("log1p -1", .log1p(-1), -inf), Special("log1p -2", .log1p(-2), nan),
    Special("log1p inf", .log1p(inf), inf), Special("log1p nan", .log1p(nan), nan),
    Special("log2 0", .log2(0), -inf), Special("log2 -1", .log2(-1), nan),
    Special("log2 1", .log2(1), 0),
    Special("log10 0", .log10(0), -inf), Special("log10 nan", .log10(nan), nan),
    Special("log10 1", .log10(1), 0),
    Special("sin 0", .sin(0), 0), Special("sin -0", .sin(-0.0), -0.0),
    Special("sin tiny", .sin(tiny), tiny),
    Special("sin inf", .sin(inf), nan), Special("sin nan", .sin(nan), nan),
    Special("sin huge", .sin(huge), 0.004961954789184062), Special("cos 0", .cos(0), 1),
    Special("cos -inf", .cos(-inf), nan), Special("cos nan", .cos(nan), nan),
    Special("cos huge", .cos(huge), -0.9999876894265599),
    Special("sin pi", .sin(.pi), 1.2246467991473532e-16),
    Special("sin 2^1000", .sin(0x1p1000), -0.15920170308624243),
    Special("tanh -0", .tanh(-0.0), -0.0), Special("tanh inf", .tanh(inf), 1),
    Special("tanh -inf", .tanh(-inf), -1), Special("tanh nan", .tanh(nan), nan),
    Special("tanh tiny", .tanh(tiny), tiny), Special("tanh 30", .tanh(30), 1),
    Special("logistic 0", .logistic(0), 0.5), Special("logistic inf", .logistic(inf), 1),
    Special("logistic -inf", .logistic(-inf), 0), Special("logistic nan", .logistic(nan), nan),
    Special("logistic -745.13", .logistic(-745.13), tiny),
    Special("logistic 800", .logistic(800), 1),
    Special("logGamma 1", .logGamma(1), 0), Special("logGamma 2", .logGamma(2), 0),
    Special("logGamma 0", .logGamma(0), inf), Special("logGamma -0", .logGamma(-0.0), inf),
    Special("logGamma -3", .logGamma(-3), inf), Special("logGamma inf", .logGamma(inf), inf),
    Special("logGamma -inf", .logGamma(-inf), inf), Special("logGamma nan", .logGamma(nan), nan),
    Special("logGamma huge", .logGamma(huge), inf),
    Special("logGamma -2^60", .logGamma(-0x1p60), inf),
    Special("normalQuantile 0", .normalQuantile(0), -inf),
    Special("normalQuantile 1", .normalQuantile(1), inf),
    Special("normalQuantile 0.5", .normalQuantile(0.5), 0),
    Special("normalQuantile nan", .normalQuantile(nan), nan),
    Special("normalQuantile -1", .normalQuantile(-1), nan),
    Special("normalQuantile 2", .normalQuantile(2), nan),
    Special("normalQuantile -tiny", .normalQuantile(-tiny), nan),
    Special("normalQuantile inf", .normalQuantile(inf), nan),
  ]

  private static let powers: [Special] = [
    Special("nan^0", .pow(nan, 0), 1), Special("1^nan", .pow(1, nan), 1),
    Special("1^inf", .pow(1, inf), 1),
    Special("nan^1", .pow(nan, 1), nan), Special("2^nan", .pow(2, nan), nan),
    Special("0^2", .pow(0, 2), 0), Special("(-0)^3", .pow(-0.0, 3), -0.0),
    Special("(-0)^2", .pow(-0.0, 2), 0),
    Special("0^-1", .pow(0, -1), inf), Special("(-0)^-1", .pow(-0.0, -1), -inf),
    Special("(-0)^-2", .pow(-0.0, -2), inf), Special("0^inf", .pow(0, inf), 0),
    Special("0^-inf", .pow(0, -inf), inf),
    Special("(-0)^0.5", .pow(-0.0, 0.5), 0), Special("0^0", .pow(0, 0), 1),
    Special("inf^2", .pow(inf, 2), inf), Special("inf^-1", .pow(inf, -1), 0),
    Special("(-inf)^3", .pow(-inf, 3), -inf), Special("(-inf)^-3", .pow(-inf, -3), -0.0),
    Special("(-inf)^2", .pow(-inf, 2), inf), Special("(-inf)^0.5", .pow(-inf, 0.5), inf),
    Special("(-1)^inf", .pow(-1, inf), 1), Special("(-1)^-inf", .pow(-1, -inf), 1),
    Special("2^inf", .pow(2, inf), inf), Special("0.5^inf", .pow(0.5, inf), 0),
    Special("2^-inf", .pow(2, -inf), 0), Special("(-2)^inf", .pow(-2, inf), inf),
    Special("(-2)^3", .pow(-2, 3), -8), Special("(-2)^-3", .pow(-2, -3), -0.125),
    Special("(-2)^4", .pow(-2, 4), 16),
    Special("(-8)^(1/3)", .pow(-8, 1.0 / 3), nan), Special("(-1)^2^53", .pow(-1, 0x1p53), 1),
    Special("(-1)^(2^53-1)", .pow(-1, 0x1p53 - 1), -1), Special("2^1024", .pow(2, 1024), inf),
    Special("2^-1075", .pow(2, -1075), 0), Special("2^-1074", .pow(2, -1074), tiny),
    Special("1.0…1^huge", .pow(1.0.nextUp, huge), inf),
    Special("0.9…9^huge", .pow(1.0.nextDown, huge), 0),
    Special("huge^tiny", .pow(huge, tiny), 1), Special("tiny^-tiny", .pow(tiny, -tiny), 1),
    Special("tiny^0.5", .pow(tiny, 0.5), 0x1p-537), Special("10^308", .pow(10, 308), 1e308),
  ]

  @Test("A special argument gives the result that the documentation promises", arguments: unary)
  private func unaryValues(_ special: Special) {
    #expect(special.isMet, "\(special.call) is \(special.result), not \(special.expected)")
  }

  @Test("A special power is that of IEEE 754", arguments: powers)
  private func powerValues(_ special: Special) {
    #expect(special.isMet, "\(special.call) is \(special.result), not \(special.expected)")
  }
}
