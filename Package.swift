// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Rollout",
  products: [
    // The library another package depends on.
    .library(name: "Rollout", targets: ["Rollout"]),
    // What lessons link: the library and the runtime together, so that no type exists twice in a process.
    .library(name: "RolloutLessons", type: .dynamic, targets: ["Rollout", "LessonRuntime"]),
    .executable(name: "rollout", targets: ["rollout"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
  ],
  targets: [
    // MARK: - Library
    .target(name: "CKernels"),
    // Square roots and roundings are calls of libm at the baseline's instruction set.
    .target(
      name: "PortableMath",
      linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    .target(name: "RandomStreams", dependencies: ["PortableMath"]),
    .target(name: "Decisions", dependencies: ["PortableMath", "RandomStreams"]),
    .target(name: "Charts", dependencies: ["PortableMath"]),
    .target(
      name: "Environments", dependencies: ["Charts", "Decisions", "PortableMath", "RandomStreams"]),
    .target(name: "Tensors", dependencies: ["CKernels", "PortableMath", "RandomStreams"]),
    .target(name: "NeuralNetworks", dependencies: ["PortableMath", "RandomStreams", "Tensors"]),
    .target(
      name: "StochasticOptimization",
      dependencies: ["NeuralNetworks", "PortableMath", "RandomStreams", "Tensors"]),
    .target(
      name: "ReinforcementLearning",
      dependencies: [
        "Decisions", "Environments", "NeuralNetworks", "PortableMath", "RandomStreams",
        "StochasticOptimization", "Tensors",
      ]),
    .target(
      name: "TextGeneration",
      dependencies: [
        "NeuralNetworks", "PortableMath", "RandomStreams", "StochasticOptimization", "Tensors",
      ]),
    .target(
      name: "Experiments", dependencies: ["Charts", "PortableMath", "RandomStreams", "Tensors"]),
    .target(
      name: "Rollout",
      dependencies: [
        "Charts", "Decisions", "Environments", "Experiments", "NeuralNetworks", "PortableMath",
        "RandomStreams", "ReinforcementLearning", "StochasticOptimization", "Tensors",
        "TextGeneration",
      ]),

    .executableTarget(
      name: "benchmarks",
      dependencies: [
        "Decisions", "Environments", "NeuralNetworks", "PortableMath", "RandomStreams",
        "ReinforcementLearning", "StochasticOptimization", "Tensors",
        "TextGeneration",
      ],
      path: "Benchmarks", exclude: ["README.md", "RESULTS.md"]),

    // MARK: - Course tool
    .systemLibrary(
      name: "CCmark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
    .systemLibrary(
      name: "CDuktape", pkgConfig: "duktape", providers: [.apt(["duktape-dev"])]),
    .target(name: "LessonEvents"),
    .target(name: "LessonRuntime", dependencies: ["Charts", "LessonEvents"]),
    .target(name: "LessonMarkup", dependencies: ["CCmark", "Yams"]),
    .target(
      name: "LessonRunner",
      dependencies: [
        "LessonEvents", "LessonMarkup",
      ]),
    .target(
      name: "SitePages",
      dependencies: [
        "CDuktape", "Charts", "LessonEvents", "LessonMarkup",
        .product(name: "Mustache", package: "swift-mustache"),
      ]),
    .executableTarget(
      name: "rollout",
      dependencies: [
        "LessonEvents", "LessonMarkup", "LessonRunner", "SitePages",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // MARK: - Tests
    .testTarget(name: "PortableMathTests", dependencies: ["PortableMath"], exclude: ["Fixtures"]),
    .testTarget(
      name: "RandomStreamsTests", dependencies: ["PortableMath", "RandomStreams"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "DecisionsTests", dependencies: ["Decisions", "PortableMath", "RandomStreams"]),
    .testTarget(
      name: "EnvironmentsTests",
      dependencies: ["Charts", "Decisions", "Environments", "PortableMath", "RandomStreams"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "CKernelsTests", dependencies: ["CKernels", "PortableMath", "RandomStreams"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "TensorsTests", dependencies: ["PortableMath", "RandomStreams", "Tensors"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "NeuralNetworksTests",
      dependencies: ["NeuralNetworks", "PortableMath", "RandomStreams", "Tensors"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "ReinforcementLearningTests",
      dependencies: [
        "Decisions", "Environments", "NeuralNetworks", "PortableMath", "RandomStreams",
        "ReinforcementLearning", "StochasticOptimization", "Tensors",
      ]),
    .testTarget(
      name: "StochasticOptimizationTests",
      dependencies: [
        "NeuralNetworks", "PortableMath", "RandomStreams", "StochasticOptimization", "Tensors",
      ]),
    .testTarget(
      name: "TextGenerationTests",
      dependencies: [
        "NeuralNetworks", "PortableMath", "RandomStreams", "StochasticOptimization", "Tensors",
        "TextGeneration",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "ExperimentsTests",
      dependencies: ["Charts", "Experiments", "PortableMath", "RandomStreams"],
      exclude: ["Fixtures"]),
    .testTarget(name: "ChartsTests", dependencies: ["Charts", "PortableMath"]),
    .testTarget(name: "LessonRuntimeTests", dependencies: ["LessonEvents", "LessonRuntime"]),
    .testTarget(name: "LessonMarkupTests", dependencies: ["LessonMarkup"], exclude: ["Cases"]),
    .testTarget(
      name: "LessonRunnerTests", dependencies: ["LessonEvents", "LessonMarkup", "LessonRunner"],
      exclude: ["Cases"]),
    .testTarget(
      name: "SitePagesTests",
      dependencies: ["Charts", "LessonEvents", "LessonMarkup", "SitePages"],
      exclude: ["Fixtures"]),
    .testTarget(name: "CourseTests", dependencies: ["LessonMarkup", "LessonRunner", "rollout"]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where [.regular, .executable, .test].contains(target.type) {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
  ]
}
