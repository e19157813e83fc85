// Written by Tests/EnvironmentsTests/RecordFigures.swift; don't edit.

extension GoldenRegistry {
  /// The figures on record, one entry a problem.
  static let recorded: [GoldenFigures] = [
    GoldenFigures(
      key: "Bandit, Bernoulli 0.1 0.5 0.8, γ = 1.0",
      optimalReturn: 0.8,
      uniformReturn: 0.4666666666666667,
      values: .init(
        minimum: 0.0, maximum: 0.8,
        sum: 0.8),
      actionValues: .init(
        minimum: 0.1, maximum: 0.8,
        sum: 1.4),
      selected: []),
    GoldenFigures(
      key: "NChain, γ = 0.9",
      optimalReturn: 25.499084800000013,
      uniformReturn: 12.0503125,
      values: .init(
        minimum: 25.499084800000013, maximum: 46.39226880000002,
        sum: 171.40096000000008),
      actionValues: .init(
        minimum: 25.08665344000002, maximum: 46.39226880000002,
        sum: 307.8106112000002),
      selected: [25.499084800000013, 46.39226880000002]),
    GoldenFigures(
      key: "NChain, γ = 0.99",
      optimalReturn: 354.7681005567998,
      uniformReturn: 130.0186253124999,
      values: .init(
        minimum: 354.7681005567998, maximum: 378.0965572607997,
        sum: 1825.4642175999988),
      actionValues: .init(
        minimum: 353.60733980262387, maximum: 378.0965572607997,
        sum: 3606.4068453171185),
      selected: [354.7681005567998, 378.0965572607997]),
    GoldenFigures(
      key: "DiscountingChain, bonus 4, γ = 0.9",
      optimalReturn: 1.0,
      uniformReturn: 0.4489108479808873,
      values: .init(
        minimum: 0.0, maximum: 1.1,
        sum: 29.554457600955658),
      actionValues: .init(
        minimum: 0.0, maximum: 1.1,
        sum: 145.01684224468244),
      selected: [1.0]),
    GoldenFigures(
      key: "DiscountingChain, bonus 4, γ = 1.0",
      optimalReturn: 1.1,
      uniformReturn: 1.02,
      values: .init(
        minimum: 0.0, maximum: 1.1,
        sum: 149.9999999999996),
      actionValues: .init(
        minimum: 0.0, maximum: 1.1,
        sum: 749.6000000000099),
      selected: [1.1]),
    GoldenFigures(
      key: "RandomWalk, 5 states, γ = 1.0",
      optimalReturn: 1.0,
      uniformReturn: 0.5000000000000001,
      values: .init(
        minimum: 0.0, maximum: 1.0,
        sum: 5.0),
      actionValues: .init(
        minimum: 0.0, maximum: 1.0,
        sum: 9.0),
      selected: [1.0, 1.0, 1.0]),
    GoldenFigures(
      key: "RandomWalk, 19 states, γ = 1.0",
      optimalReturn: 1.0,
      uniformReturn: -2.0816681711721685e-17,
      values: .init(
        minimum: 0.0, maximum: 1.0,
        sum: 19.0),
      actionValues: .init(
        minimum: -1.0, maximum: 1.0,
        sum: 36.0),
      selected: []),
    GoldenFigures(
      key: "ShortCorridor, γ = 1.0",
      optimalReturn: -3.0,
      uniformReturn: -12.0,
      values: .init(
        minimum: -3.0, maximum: 0.0,
        sum: -6.0),
      actionValues: .init(
        minimum: -4.0, maximum: -1.0,
        sum: -17.0),
      selected: [-3.0, -2.0, -1.0]),
    GoldenFigures(
      key: "Gridworld 5×5, γ = 0.9",
      optimalReturn: 17.328616541720603,
      uniformReturn: 0.9045471595249439,
      values: .init(
        minimum: 11.679736758565122, maximum: 24.419428096993972,
        sum: 433.21541354301496),
      actionValues: .init(
        minimum: 9.511763082708606, maximum: 24.419428096993972,
        sum: 1566.6056723889506),
      selected: [24.419428096993972, 19.419428096993972, 11.679736758565122]),
    GoldenFigures(
      key: "Gridworld 4×4, γ = 1.0",
      optimalReturn: -1.9999999999999996,
      uniformReturn: -18.285714285714285,
      values: .init(
        minimum: -3.0, maximum: 0.0,
        sum: -28.0),
      actionValues: .init(
        minimum: -4.0, maximum: -1.0,
        sum: -164.0),
      selected: [-3.0]),
    GoldenFigures(
      key: "CliffWalking, γ = 1.0",
      optimalReturn: -13.0,
      uniformReturn: -65375.130398761394,
      values: .init(
        minimum: -14.0, maximum: 0.0,
        sum: -283.0),
      actionValues: .init(
        minimum: -113.0, maximum: -1.0,
        sum: -2433.0),
      selected: [-13.0]),
    GoldenFigures(
      key: "CliffWalking, γ = 0.9",
      optimalReturn: -7.458134171671,
      uniformReturn: -150.89610224372063,
      values: .init(
        minimum: -7.7123207545039, maximum: 0.0,
        sum: -192.4426981193869),
      actionValues: .init(
        minimum: -106.7123207545039, maximum: -1.0,
        sum: -1953.4982624915422),
      selected: [-7.458134171671]),
    GoldenFigures(
      key: "WindyGridworld, four moves, γ = 1.0",
      optimalReturn: -15.0,
      uniformReturn: -6146.307116104868,
      values: .init(
        minimum: -15.0, maximum: 0.0,
        sum: -649.0),
      actionValues: .init(
        minimum: -16.0, maximum: -1.0,
        sum: -2978.0),
      selected: []),
    GoldenFigures(
      key: "WindyGridworld, king's moves, γ = 1.0",
      optimalReturn: -7.0,
      uniformReturn: -2544.4321767331594,
      values: .init(
        minimum: -9.0, maximum: 0.0,
        sum: -342.0),
      actionValues: .init(
        minimum: -10.0, maximum: -1.0,
        sum: -3565.0),
      selected: []),
    GoldenFigures(
      key: "WindyGridworld, king's moves or staying, γ = 1.0",
      optimalReturn: -7.0,
      uniformReturn: -3246.490586264445,
      values: .init(
        minimum: -9.0, maximum: 0.0,
        sum: -341.0),
      actionValues: .init(
        minimum: -10.0, maximum: -1.0,
        sum: -4007.0),
      selected: []),
    GoldenFigures(
      key: "WindyGridworld, king's moves, stochastic, γ = 1.0",
      optimalReturn: -10.964609053497941,
      uniformReturn: -1474.0099578022828,
      values: .init(
        minimum: -14.068861454046635, maximum: 0.0,
        sum: -639.8103155006856),
      actionValues: .init(
        minimum: -15.068861454046637, maximum: -4.6177777777777775,
        sum: -5948.993049839964),
      selected: []),
    GoldenFigures(
      key: "TextGrid 4×3, γ = 1.0",
      optimalReturn: 0.7053082191780823,
      uniformReturn: -1.5873417721518992,
      values: .init(
        minimum: 0.0, maximum: 0.9178082191780822,
        sum: 6.37896372399797),
      actionValues: .init(
        minimum: -0.7400659563673264, maximum: 0.9178082191780822,
        sum: 21.10984779299848),
      selected: [0.9178082191780822, 0.3879249112125822]),
    GoldenFigures(
      key: "FrozenLake 4×4, slippery, γ = 0.9",
      optimalReturn: 0.06889090488900342,
      uniformReturn: 0.004477260687877848,
      values: .init(
        minimum: 0.0, maximum: 0.6390201481186111,
        sum: 2.176092257493459),
      actionValues: .init(
        minimum: 0.022322928589848304, maximum: 0.6390201481186111,
        sum: 6.903432309631471),
      selected: [0.06889090488900342]),
    GoldenFigures(
      key: "FrozenLake 4×4, slippery, γ = 0.95",
      optimalReturn: 0.1804715783972016,
      uniformReturn: 0.007767384244012286,
      values: .init(
        minimum: 0.0, maximum: 0.7236736365549343,
        sum: 3.288086994143211),
      actionValues: .init(
        minimum: 0.048601094009222745, maximum: 0.7236736365549343,
        sum: 10.520689966462452),
      selected: [0.1804715783972016]),
    GoldenFigures(
      key: "FrozenLake 4×4, slippery, γ = 0.99",
      optimalReturn: 0.5420259320004728,
      uniformReturn: 0.012356137325163214,
      values: .init(
        minimum: 0.0, maximum: 0.8628374301488785,
        sum: 6.339819538309735),
      actionValues: .init(
        minimum: 0.15532957788358315, maximum: 0.8628374301488785,
        sum: 20.477093843847936),
      selected: [0.5420259320004728]),
    GoldenFigures(
      key: "FrozenLake 4×4, slippery, γ = 0.999",
      optimalReturn: 0.7855332566549695,
      uniformReturn: 0.01377137398807414,
      values: .init(
        minimum: 0.0, maximum: 0.9311789104867811,
        sum: 8.535689499383409),
      actionValues: .init(
        minimum: 0.24801791694486766, maximum: 0.9311789104867811,
        sum: 27.634122972824823),
      selected: [0.7855332566549695]),
    GoldenFigures(
      key: "FrozenLake 4×4, slippery, γ = 1.0",
      optimalReturn: 0.8235294117647061,
      uniformReturn: 0.013939796242315797,
      values: .init(
        minimum: 0.0, maximum: 0.9411764705882354,
        sum: 8.882352941176473),
      actionValues: .init(
        minimum: 0.2549019607843137, maximum: 0.9411764705882354,
        sum: 28.76470588235296),
      selected: [0.8235294117647061]),
    GoldenFigures(
      key: "FrozenLake 4×4, γ = 0.99",
      optimalReturn: 0.9509900498999999,
      uniformReturn: 0.012356137325163214,
      values: .init(
        minimum: 0.0, maximum: 1.0,
        sum: 10.7135760799),
      actionValues: .init(
        minimum: 0.0, maximum: 1.0,
        sum: 33.75109811670399),
      selected: [0.9509900498999999]),
    GoldenFigures(
      key: "FrozenLake 8×8, slippery, γ = 0.99",
      optimalReturn: 0.4146403617999878,
      uniformReturn: 0.0010996148103658559,
      values: .init(
        minimum: 0.0, maximum: 0.8777687393991437,
        sum: 21.56837793569639),
      actionValues: .init(
        minimum: 0.015678638029654357, maximum: 0.8777687393991437,
        sum: 75.8606491360419),
      selected: [0.4146403617999878]),
    GoldenFigures(
      key: "FrozenLake 8×8, slippery, γ = 1.0",
      optimalReturn: 1.0,
      uniformReturn: 0.0019037133490847503,
      values: .init(
        minimum: 0.0, maximum: 1.0,
        sum: 43.28484006672871),
      actionValues: .init(
        minimum: 0.04030158437319572, maximum: 1.0,
        sum: 154.21733560549998),
      selected: [1.0]),
    GoldenFigures(
      key: "FrozenLake 8×8, γ = 0.99",
      optimalReturn: 0.8775210229989678,
      uniformReturn: 0.0010996148103658559,
      values: .init(
        minimum: 0.0, maximum: 1.0,
        sum: 49.45701034824724),
      actionValues: .init(
        minimum: 0.0, maximum: 1.0,
        sum: 164.9932057258871),
      selected: [0.8775210229989678]),
    GoldenFigures(
      key: "Gambler, heads 0.25, γ = 1.0",
      optimalReturn: 0.25,
      uniformReturn: 0.0673943447921215,
      values: .init(
        minimum: 0.0, maximum: 0.8379723929206142,
        sum: 24.56389480294881),
      actionValues: .init(
        minimum: 7.286116828243315e-05, maximum: 0.8379723929206142,
        sum: 469.81096477364315),
      selected: [7.286116828243315e-05, 0.0625, 0.25, 0.4375, 0.8379723929206142]),
    GoldenFigures(
      key: "Gambler, heads 0.4, γ = 1.0",
      optimalReturn: 0.4,
      uniformReturn: 0.28357418971049064,
      values: .init(
        minimum: 0.0, maximum: 0.9643329672271289,
        sum: 39.50729590716588),
      actionValues: .init(
        minimum: 0.0020656247765443165, maximum: 0.9643329672271289,
        sum: 920.150778368727),
      selected: [0.0020656247765443165, 0.16000000000000003, 0.4, 0.64, 0.9643329672271289]),
    GoldenFigures(
      key: "Gambler, heads 0.55, γ = 1.0",
      optimalReturn: 0.9999560992289753,
      uniformReturn: 0.611548835971917,
      values: .init(
        minimum: 0.0, maximum: 0.9999999995716784,
        sum: 94.50000019274465),
      actionValues: .init(
        minimum: 0.18181818216862655, maximum: 0.9999999995716784,
        sum: 2376.2500048186125),
      selected: [0.18181818216862655, 0.9933740907783424, 0.9999560992289753, 0.9999997110320675, 0.9999999995716784]),
    GoldenFigures(
      key: "Blackjack, Gymnasium, γ = 1.0",
      optimalReturn: -0.046555977066697465,
      uniformReturn: -0.39589599284865173,
      values: .init(
        minimum: -0.6420496593516213, maximum: 0.9391761561472441,
        sum: 15.248510464023903),
      actionValues: .init(
        minimum: -1.0, maximum: 0.9391761561472441,
        sum: -94.4709494907278),
      selected: []),
    GoldenFigures(
      key: "Blackjack, Sutton & Barto, γ = 1.0",
      optimalReturn: -0.043113105413476946,
      uniformReturn: -0.35913382705777985,
      values: .init(
        minimum: -0.6420496593516213, maximum: 1.0,
        sum: 24.86389507940852),
      actionValues: .init(
        minimum: -1.0, maximum: 1.0,
        sum: -53.24564144995669),
      selected: []),
    GoldenFigures(
      key: "Taxi, γ = 1.0",
      optimalReturn: 7.929999999999999,
      uniformReturn: -9681.792971887553,
      values: .init(
        minimum: 0.0, maximum: 20.0,
        sum: 3922.0),
      actionValues: .init(
        minimum: -7.0, maximum: 20.0,
        sum: 14188.0),
      selected: []),
    GoldenFigures(
      key: "Taxi, γ = 0.99",
      optimalReturn: 6.3274643149193786,
      uniformReturn: -384.80403683582176,
      values: .init(
        minimum: 0.0, maximum: 20.0,
        sum: 3362.1485074378056),
      actionValues: .init(
        minimum: -8.858348625989485, maximum: 20.0,
        sum: 10627.962134180467),
      selected: []),
    GoldenFigures(
      key: "ForestManagement, 3 ages, γ = 0.9",
      optimalReturn: 26.244000000000007,
      uniformReturn: 6.125625000000002,
      values: .init(
        minimum: 26.244000000000007, maximum: 33.48400000000001,
        sum: 89.21200000000002),
      actionValues: .init(
        minimum: 23.61960000000001, maximum: 33.48400000000001,
        sum: 163.07080000000005),
      selected: [26.244000000000007, 29.484000000000005, 33.48400000000001]),
    GoldenFigures(
      key: "ForestManagement, 10 ages, γ = 0.96",
      optimalReturn: 26.83018593114438,
      uniformReturn: 5.432751691810472,
      values: .init(
        minimum: 26.83018593114438, maximum: 48.35071948080779,
        sum: 355.5199961824102),
      actionValues: .init(
        minimum: 25.756978493898604, maximum: 48.35071948080779,
        sum: 623.0897811213961),
      selected: [26.83018593114438, 48.35071948080779]),
    GoldenFigures(
      key: "RecyclingRobot, γ = 0.9",
      optimalReturn: 16.949152542372886,
      uniformReturn: 13.278688524590166,
      values: .init(
        minimum: 15.254237288135597, maximum: 16.949152542372886,
        sum: 32.203389830508485),
      actionValues: .init(
        minimum: 14.338983050847464, maximum: 16.949152542372886,
        sum: 77.52542372881358),
      selected: [16.949152542372886, 15.254237288135597]),
    GoldenFigures(
      key: "JacksCarRental, γ = 0.9",
      optimalReturn: 574.948323985246,
      uniformReturn: 510.84641664262904,
      values: .init(
        minimum: 421.41406339651155, maximum: 636.989606804367,
        sum: 248586.039482963),
      actionValues: .init(
        minimum: 421.41406339651155, maximum: 636.989606804367,
        sum: 2380077.115260485),
      selected: [421.41406339651155, 574.948323985246, 636.989606804367]),
  ]
}
