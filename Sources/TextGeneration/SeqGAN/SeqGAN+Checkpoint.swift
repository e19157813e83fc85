internal import NeuralNetworks
internal import StochasticOptimization
internal import Tensors

/// A run that was interrupted goes on from a file, to the same bits.
extension SeqGAN {
  /// Writes all that is needed to go on, or replaces what was written: networks, what their optimisers remember, the real
  /// sequences, the baseline, the seed and how far the schedule has come.
  ///
  /// - Parameter path: A file in safetensors format.
  /// - Throws: A ``CheckpointError`` where the file can't be written; what was there stays.
  public func save(to path: String) throws(CheckpointError) {
    var file = SafeTensors(metadata: [
      "settings": settingsText(settings), "seed": "\(seed)", "completed": "\(completed)",
      "generator.steps": "\(generator.optimizer.rest.stepCount)",
      "discriminator.steps": "\(discriminator.optimizer.stepCount)",
      "baseline": "\((generator.baseline as? MovingAverageBaseline)?.value ?? 0)",
    ])
    file.tensors["real"] = Tensor(
      real.flatMap { $0.map { Float($0) } }, shape: [real.count, settings.length])
    file.insert(generator.model, generator.optimizer.rest.moments, as: "generator")
    file.insert(rolloutPolicy, ([], []), as: "rollouts")
    file.insert(discriminator.model, discriminator.optimizer.moments, as: "discriminator")
    do {
      try file.write(to: path)
    } catch {
      throw CheckpointError(path: path, problem: "\(error)")
    }
  }

  /// Goes on with a run that was saved.
  ///
  /// - Parameters:
  ///   - settings: Those that it had; there may be more rounds now.
  ///   - path: The file.
  /// - Throws: A ``CheckpointError`` where the file can't be read, or is of a run with other settings.
  public init(_ settings: SeqGANSettings, resuming path: String) throws(CheckpointError) {
    let file: SafeTensors
    do {
      file = try SafeTensors(contentsOf: path)
    } catch {
      throw CheckpointError(path: path, problem: "\(error)")
    }
    let reader = CheckpointReader(file, path)
    if file.metadata["settings"] != settingsText(settings) {
      throw CheckpointError(
        path: path,
        problem: "It is of a run with other settings: \(file.metadata["settings"] ?? "none").")
    }
    let real = try reader.tensor("real")
    let length = settings.length
    if real.shape.rank != 2 || real.shape[0] == 0 || real.shape[1] != length {
      throw CheckpointError(path: path, problem: "The real sequences have the shape \(real.shape).")
    }
    let vocabulary = 0..<settings.vocabulary
    if let odd = real.scalars.first(where: { Int(exactly: $0).map(vocabulary.contains) != true }) {
      throw CheckpointError(
        path: path,
        problem: "Among the real sequences is the token \(odd), which isn't in \(vocabulary).")
    }
    if !settings.fillsBatch(with: real.shape[0]) {
      throw CheckpointError(path: path, problem: settings.unfilledBatch(with: real.shape[0]))
    }
    let tokens = real.scalars.map { Int($0) }
    self.init(
      settings,
      real: stride(from: 0, to: tokens.count, by: length).map {
        Array(tokens[$0..<$0 + length])
      }, seed: try reader.number("seed"))
    completed = try reader.number("completed")
    generator.model = try reader.model(like: generator.model, "generator")
    rolloutPolicy = try reader.model(like: rolloutPolicy, "rollouts")
    discriminator.model = try reader.model(like: discriminator.model, "discriminator")
    generator.optimizer = settings.generatorOptimizer(after: completed)
    generator.optimizer.rest = try reader.adam(
      generator.optimizer.rest, of: generator.model, "generator")
    discriminator.optimizer = try reader.adam(
      discriminator.optimizer, of: discriminator.model, "discriminator")
    if case .movingAverage(let decay) = settings.reward {
      generator.baseline = MovingAverageBaseline(decay: decay, start: try reader.number("baseline"))
    }
  }

  /// Why a run can't be saved, or gone on with.
  public struct CheckpointError: Error, Sendable, CustomStringConvertible {
    /// The file.
    public let path: String
    /// What is wrong.
    public let problem: String

    /// What is wrong with which file.
    public var description: String { "\(path): \(problem)" }
  }
}

/// All settings but how long the run is.
private func settingsText(_ settings: SeqGANSettings) -> String {
  var settings = settings
  settings.rounds = 0
  return "\(settings)"
}

extension SafeTensors {
  fileprivate mutating func insert(
    _ model: some Differentiable, _ moments: (mean: [Tensor], meanSquare: [Tensor]), as name: String
  ) {
    for (part, all) in [
      ("model", model.tensors), ("mean", moments.mean), ("square", moments.meanSquare),
    ] {
      for (tensorName, tensor) in zip(model.tensorNames, all) {
        tensors["\(name).\(part).\(tensorName)"] = tensor
      }
    }
  }
}

private struct CheckpointReader {
  let file: SafeTensors
  let path: String

  init(_ file: SafeTensors, _ path: String) {
    self.file = file
    self.path = path
  }

  func tensor(_ name: String) throws(SeqGAN.CheckpointError) -> Tensor {
    guard let tensor = file.tensors[name] else { throw lacking(name) }
    return tensor
  }

  func number<Number: LosslessStringConvertible>(
    _ name: String
  ) throws(SeqGAN.CheckpointError) -> Number {
    guard let text = file.metadata[name], let number = Number(text) else { throw lacking(name) }
    return number
  }

  func model<Model: Differentiable>(
    like model: Model, _ name: String
  ) throws(SeqGAN.CheckpointError) -> Model {
    model.replacingTensors(with: try tensors(of: model, "\(name).model"))
  }

  /// An optimiser that goes on; before its first step there is nothing to remember.
  func adam(
    _ adam: Adam, of model: some Differentiable, _ name: String
  ) throws(SeqGAN.CheckpointError) -> Adam {
    var adam = adam
    let steps: Int = try number("\(name).steps")
    if steps > 0 {
      adam.resume(
        after: steps,
        moments: (
          try tensors(of: model, "\(name).mean"), try tensors(of: model, "\(name).square")
        ))
    }
    return adam
  }

  private func tensors(
    of model: some Differentiable, _ name: String
  ) throws(SeqGAN.CheckpointError) -> [Tensor] {
    var tensors: [Tensor] = []
    for (tensorName, own) in zip(model.tensorNames, model.tensors) {
      let found = try tensor("\(name).\(tensorName)")
      if found.shape != own.shape {
        throw SeqGAN.CheckpointError(
          path: path, problem: "\(name).\(tensorName) has shape \(found.shape), not \(own.shape).")
      }
      tensors.append(found)
    }
    return tensors
  }

  private func lacking(_ name: String) -> SeqGAN.CheckpointError {
    SeqGAN.CheckpointError(path: path, problem: "It has no \(name) that can be read.")
  }
}
