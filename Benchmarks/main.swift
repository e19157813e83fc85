/// Measures the library on the peers' processes, networks and worlds. Usage: benchmarks [PART…]
/// [--threads N] [--only TEXT], with the parts that `parts` lists.
///
/// Prints a line of JSON for each measurement; see README.md here.
let arguments = CommandLine.arguments.dropFirst()
let parts = [
  "frozen", "random", "grid", "scaling", "networks", "products", "pong", "environments",
  "reinforce", "estimators", "svi", "metrics", "seqgan",
]
let wanted = arguments.filter(parts.contains)
let threads = option("--threads").flatMap { Int($0) } ?? 1
/// Only measurements whose name holds this text.
let filter = option("--only") ?? ""

func option(_ name: String) -> String? {
  arguments.firstIndex(of: name).flatMap { arguments[($0 + 1)...].first }
}

func isWanted(_ name: String) -> Bool { wanted.isEmpty || wanted.contains(name) }

if isWanted("frozen") { try measureFrozenLake() }
if isWanted("random") { try measureRandom(threads: threads) }
if isWanted("grid") { try measureGrid(threads: threads) }
if isWanted("scaling") { try measureScaling() }
if isWanted("networks") { measureNetworks(threads: threads) }
if isWanted("products") { measureProducts() }
if isWanted("pong") { measurePong() }
if isWanted("environments") { measureEnvironments() }
if isWanted("reinforce") { measureReinforce() }
if isWanted("estimators") { measureEstimators() }
if isWanted("svi") { measureVariationalInference() }
if isWanted("metrics") { measureMetrics() }
if isWanted("seqgan") { measureSeqGAN() }
