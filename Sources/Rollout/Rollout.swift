/// The umbrella that a lesson imports.
@_exported public import Charts
@_exported public import Decisions
@_exported public import Environments
@_exported public import Experiments
@_exported public import NeuralNetworks
@_exported public import PortableMath
@_exported public import RandomStreams
@_exported public import ReinforcementLearning
@_exported public import StochasticOptimization
@_exported public import Tensors
@_exported public import TextGeneration
