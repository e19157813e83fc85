/// Measures the library on the peers' processes and networks. Usage: benchmarks [frozen|random|grid|scaling|networks|products|pong|environments]
/// [--threads N] [--only TEXT]
///
/// Prints a line of JSON for each measurement; see README.md here.
let arguments = CommandLine.arguments.dropFirst()
let wanted = arguments.filter {
  ["frozen", "random", "grid", "scaling", "networks", "products", "pong", "environments"].contains(
    $0)
}
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
if isWanted("networks") { measureNetworks() }
if isWanted("products") { measureProducts() }
if isWanted("pong") { measurePong() }
if isWanted("environments") { measureEnvironments() }
