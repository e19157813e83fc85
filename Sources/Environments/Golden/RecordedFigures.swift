// Written by Tests/EnvironmentsTests/RecordFigures.swift; don't edit.

extension GoldenRegistry {
  /// The figures on record, one entry a problem.
  static let recorded: [GoldenFigures] = [
    GoldenFigures(
      key: "Bandit, Bernoulli 0.1 0.5 0.8, γ = 1.0",
      optimalReturn: 0.8,
      uniformReturn: 0.4666666666667,
      values: .init(
        minimum: 0, maximum: 0.8, sum: 0.8),
      actionValues: .init(
        minimum: 0.1, maximum: 0.8, sum: 1.4),
      selected: []),
    GoldenFigures(
      key: "NChain, γ = 0.9",
      optimalReturn: 25.4990848,
      uniformReturn: 12.0503125,
      values: .init(
        minimum: 25.4990848, maximum: 46.3922688, sum: 171.40096),
      actionValues: .init(
        minimum: 25.08665344, maximum: 46.3922688, sum: 307.8106112),
      selected: [25.4990848, 46.3922688]),
    GoldenFigures(
      key: "NChain, γ = 0.99",
      optimalReturn: 354.7681005568,
      uniformReturn: 130.0186253125,
      values: .init(
        minimum: 354.7681005568, maximum: 378.0965572608, sum: 1825.4642176),
      actionValues: .init(
        minimum: 353.6073398026, maximum: 378.0965572608, sum: 3606.406845317),
      selected: [354.7681005568, 378.0965572608]),
    GoldenFigures(
      key: "DiscountingChain, bonus 4, γ = 0.9",
      optimalReturn: 1,
      uniformReturn: 0.4489108479809,
      values: .init(
        minimum: 0, maximum: 1.1, sum: 29.55445760096),
      actionValues: .init(
        minimum: 0, maximum: 1.1, sum: 145.0168422447),
      selected: [1]),
    GoldenFigures(
      key: "DiscountingChain, bonus 4, γ = 1.0",
      optimalReturn: 1.1,
      uniformReturn: 1.02,
      values: .init(
        minimum: 0, maximum: 1.1, sum: 150),
      actionValues: .init(
        minimum: 0, maximum: 1.1, sum: 749.6),
      selected: [1.1]),
    GoldenFigures(
      key: "RandomWalk, 5 states, γ = 1.0",
      optimalReturn: 1,
      uniformReturn: 0.5,
      values: .init(
        minimum: 0, maximum: 1, sum: 5),
      actionValues: .init(
        minimum: 0, maximum: 1, sum: 9),
      selected: [1, 1, 1]),
    GoldenFigures(
      key: "RandomWalk, 19 states, γ = 1.0",
      optimalReturn: 1,
      uniformReturn: -2.081668171172e-17,
      values: .init(
        minimum: 0, maximum: 1, sum: 19),
      actionValues: .init(
        minimum: -1, maximum: 1, sum: 36),
      selected: []),
    GoldenFigures(
      key: "ShortCorridor, γ = 1.0",
      optimalReturn: -3,
      uniformReturn: -12,
      values: .init(
        minimum: -3, maximum: 0, sum: -6),
      actionValues: .init(
        minimum: -4, maximum: -1, sum: -17),
      selected: [-3, -2, -1]),
    GoldenFigures(
      key: "Gridworld 5×5, γ = 0.9",
      optimalReturn: 17.32861654172,
      uniformReturn: 0.9045471595249,
      values: .init(
        minimum: 11.67973675857, maximum: 24.41942809699, sum: 433.215413543),
      actionValues: .init(
        minimum: 9.511763082709, maximum: 24.41942809699, sum: 1566.605672389),
      selected: [24.41942809699, 19.41942809699, 11.67973675857]),
    GoldenFigures(
      key: "Gridworld 4×4, γ = 1.0",
      optimalReturn: -2,
      uniformReturn: -18.28571428571,
      values: .init(
        minimum: -3, maximum: 0, sum: -28),
      actionValues: .init(
        minimum: -4, maximum: -1, sum: -164),
      selected: [-3]),
    GoldenFigures(
      key: "CliffWalking, γ = 1.0",
      optimalReturn: -13,
      uniformReturn: -65375.13039876,
      values: .init(
        minimum: -14, maximum: 0, sum: -283),
      actionValues: .init(
        minimum: -113, maximum: -1, sum: -2433),
      selected: [-13]),
    GoldenFigures(
      key: "CliffWalking, γ = 0.9",
      optimalReturn: -7.458134171671,
      uniformReturn: -150.8961022437,
      values: .init(
        minimum: -7.712320754504, maximum: 0, sum: -192.4426981194),
      actionValues: .init(
        minimum: -106.7123207545, maximum: -1, sum: -1953.498262492),
      selected: [-7.458134171671]),
    GoldenFigures(
      key: "WindyGridworld, four moves, γ = 1.0",
      optimalReturn: -15,
      uniformReturn: -6146.307116105,
      values: .init(
        minimum: -15, maximum: 0, sum: -649),
      actionValues: .init(
        minimum: -16, maximum: -1, sum: -2978),
      selected: []),
    GoldenFigures(
      key: "WindyGridworld, king's moves, γ = 1.0",
      optimalReturn: -7,
      uniformReturn: -2544.432176733,
      values: .init(
        minimum: -9, maximum: 0, sum: -342),
      actionValues: .init(
        minimum: -10, maximum: -1, sum: -3565),
      selected: []),
    GoldenFigures(
      key: "WindyGridworld, king's moves or staying, γ = 1.0",
      optimalReturn: -7,
      uniformReturn: -3246.490586264,
      values: .init(
        minimum: -9, maximum: 0, sum: -341),
      actionValues: .init(
        minimum: -10, maximum: -1, sum: -4007),
      selected: []),
    GoldenFigures(
      key: "WindyGridworld, king's moves, stochastic, γ = 1.0",
      optimalReturn: -10.9646090535,
      uniformReturn: -1474.009957802,
      values: .init(
        minimum: -14.06886145405, maximum: 0, sum: -639.8103155007),
      actionValues: .init(
        minimum: -15.06886145405, maximum: -4.617777777778, sum: -5948.99304984),
      selected: []),
    GoldenFigures(
      key: "TextGrid 4×3, γ = 1.0",
      optimalReturn: 0.7053082191781,
      uniformReturn: -1.587341772152,
      values: .init(
        minimum: 0, maximum: 0.9178082191781, sum: 6.378963723998),
      actionValues: .init(
        minimum: -0.7400659563673, maximum: 0.9178082191781, sum: 21.109847793),
      selected: [0.9178082191781, 0.3879249112126]),
    GoldenFigures(
      key: "FrozenLake 4×4, slippery, γ = 0.9",
      optimalReturn: 0.068890904889,
      uniformReturn: 0.004477260687878,
      values: .init(
        minimum: 0, maximum: 0.6390201481186, sum: 2.176092257493),
      actionValues: .init(
        minimum: 0.02232292858985, maximum: 0.6390201481186, sum: 6.903432309631),
      selected: [0.068890904889]),
    GoldenFigures(
      key: "FrozenLake 4×4, slippery, γ = 0.95",
      optimalReturn: 0.1804715783972,
      uniformReturn: 0.007767384244012,
      values: .init(
        minimum: 0, maximum: 0.7236736365549, sum: 3.288086994143),
      actionValues: .init(
        minimum: 0.04860109400922, maximum: 0.7236736365549, sum: 10.52068996646),
      selected: [0.1804715783972]),
    GoldenFigures(
      key: "FrozenLake 4×4, slippery, γ = 0.99",
      optimalReturn: 0.5420259320005,
      uniformReturn: 0.01235613732516,
      values: .init(
        minimum: 0, maximum: 0.8628374301489, sum: 6.33981953831),
      actionValues: .init(
        minimum: 0.1553295778836, maximum: 0.8628374301489, sum: 20.47709384385),
      selected: [0.5420259320005]),
    GoldenFigures(
      key: "FrozenLake 4×4, slippery, γ = 0.999",
      optimalReturn: 0.785533256655,
      uniformReturn: 0.01377137398807,
      values: .init(
        minimum: 0, maximum: 0.9311789104868, sum: 8.535689499383),
      actionValues: .init(
        minimum: 0.2480179169449, maximum: 0.9311789104868, sum: 27.63412297282),
      selected: [0.785533256655]),
    GoldenFigures(
      key: "FrozenLake 4×4, slippery, γ = 1.0",
      optimalReturn: 0.8235294117647,
      uniformReturn: 0.01393979624232,
      values: .init(
        minimum: 0, maximum: 0.9411764705882, sum: 8.882352941176),
      actionValues: .init(
        minimum: 0.2549019607843, maximum: 0.9411764705882, sum: 28.76470588235),
      selected: [0.8235294117647]),
    GoldenFigures(
      key: "FrozenLake 4×4, γ = 0.99",
      optimalReturn: 0.9509900499,
      uniformReturn: 0.01235613732516,
      values: .init(
        minimum: 0, maximum: 1, sum: 10.7135760799),
      actionValues: .init(
        minimum: 0, maximum: 1, sum: 33.7510981167),
      selected: [0.9509900499]),
    GoldenFigures(
      key: "FrozenLake 8×8, slippery, γ = 0.99",
      optimalReturn: 0.4146403618,
      uniformReturn: 0.001099614810366,
      values: .init(
        minimum: 0, maximum: 0.8777687393991, sum: 21.5683779357),
      actionValues: .init(
        minimum: 0.01567863802965, maximum: 0.8777687393991, sum: 75.86064913604),
      selected: [0.4146403618]),
    GoldenFigures(
      key: "FrozenLake 8×8, slippery, γ = 1.0",
      optimalReturn: 1,
      uniformReturn: 0.001903713349085,
      values: .init(
        minimum: 0, maximum: 1, sum: 43.28484006673),
      actionValues: .init(
        minimum: 0.0403015843732, maximum: 1, sum: 154.2173356055),
      selected: [1]),
    GoldenFigures(
      key: "FrozenLake 8×8, γ = 0.99",
      optimalReturn: 0.877521022999,
      uniformReturn: 0.001099614810366,
      values: .init(
        minimum: 0, maximum: 1, sum: 49.45701034825),
      actionValues: .init(
        minimum: 0, maximum: 1, sum: 164.9932057259),
      selected: [0.877521022999]),
    GoldenFigures(
      key: "Gambler, heads 0.25, γ = 1.0",
      optimalReturn: 0.25,
      uniformReturn: 0.06739434479212,
      values: .init(
        minimum: 0, maximum: 0.8379723929206, sum: 24.56389480295),
      actionValues: .init(
        minimum: 7.286116828243e-05, maximum: 0.8379723929206, sum: 469.8109647736),
      selected: [7.286116828243e-05, 0.0625, 0.25, 0.4375, 0.8379723929206]),
    GoldenFigures(
      key: "Gambler, heads 0.4, γ = 1.0",
      optimalReturn: 0.4,
      uniformReturn: 0.2835741897105,
      values: .init(
        minimum: 0, maximum: 0.9643329672271, sum: 39.50729590717),
      actionValues: .init(
        minimum: 0.002065624776544, maximum: 0.9643329672271, sum: 920.1507783687),
      selected: [0.002065624776544, 0.16, 0.4, 0.64, 0.9643329672271]),
    GoldenFigures(
      key: "Gambler, heads 0.55, γ = 1.0",
      optimalReturn: 0.999956099229,
      uniformReturn: 0.6115488359719,
      values: .init(
        minimum: 0, maximum: 0.9999999995717, sum: 94.50000019274),
      actionValues: .init(
        minimum: 0.1818181821686, maximum: 0.9999999995717, sum: 2376.250004819),
      selected: [
        0.1818181821686,
        0.9933740907783,
        0.999956099229,
        0.9999997110321,
        0.9999999995717,
      ]),
    GoldenFigures(
      key: "Blackjack, plain, γ = 1.0",
      optimalReturn: -0.0465559770667,
      uniformReturn: -0.3958959928487,
      values: .init(
        minimum: -0.6420496593516, maximum: 0.9391761561472, sum: 15.24851046402),
      actionValues: .init(
        minimum: -1, maximum: 0.9391761561472, sum: -94.47094949073),
      selected: []),
    GoldenFigures(
      key: "Blackjack, Sutton & Barto, γ = 1.0",
      optimalReturn: -0.04311310541348,
      uniformReturn: -0.3591338270578,
      values: .init(
        minimum: -0.6420496593516, maximum: 1, sum: 24.86389507941),
      actionValues: .init(
        minimum: -1, maximum: 1, sum: -53.24564144996),
      selected: []),
    GoldenFigures(
      key: "Taxi, γ = 1.0",
      optimalReturn: 7.93,
      uniformReturn: -9681.792971888,
      values: .init(
        minimum: 0, maximum: 20, sum: 3922),
      actionValues: .init(
        minimum: -7, maximum: 20, sum: 14188),
      selected: []),
    GoldenFigures(
      key: "Taxi, γ = 0.99",
      optimalReturn: 6.327464314919,
      uniformReturn: -384.8040368358,
      values: .init(
        minimum: 0, maximum: 20, sum: 3362.148507438),
      actionValues: .init(
        minimum: -8.858348625989, maximum: 20, sum: 10627.96213418),
      selected: []),
    GoldenFigures(
      key: "ForestManagement, 3 ages, γ = 0.9",
      optimalReturn: 26.244,
      uniformReturn: 6.125625,
      values: .init(
        minimum: 26.244, maximum: 33.484, sum: 89.212),
      actionValues: .init(
        minimum: 23.6196, maximum: 33.484, sum: 163.0708),
      selected: [26.244, 29.484, 33.484]),
    GoldenFigures(
      key: "ForestManagement, 10 ages, γ = 0.96",
      optimalReturn: 26.83018593114,
      uniformReturn: 5.43275169181,
      values: .init(
        minimum: 26.83018593114, maximum: 48.35071948081, sum: 355.5199961824),
      actionValues: .init(
        minimum: 25.7569784939, maximum: 48.35071948081, sum: 623.0897811214),
      selected: [26.83018593114, 48.35071948081]),
    GoldenFigures(
      key: "RecyclingRobot, γ = 0.9",
      optimalReturn: 16.94915254237,
      uniformReturn: 13.27868852459,
      values: .init(
        minimum: 15.25423728814, maximum: 16.94915254237, sum: 32.20338983051),
      actionValues: .init(
        minimum: 14.33898305085, maximum: 16.94915254237, sum: 77.52542372881),
      selected: [16.94915254237, 15.25423728814]),
    GoldenFigures(
      key: "JacksCarRental, γ = 0.9",
      optimalReturn: 574.9483239852,
      uniformReturn: 510.8464166426,
      values: .init(
        minimum: 421.4140633965, maximum: 636.9896068044, sum: 248586.039483),
      actionValues: .init(
        minimum: 421.4140633965, maximum: 636.9896068044, sum: 2380077.11526),
      selected: [421.4140633965, 574.9483239852, 636.9896068044]),
  ]
}
