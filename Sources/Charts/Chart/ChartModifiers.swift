extension Chart {
  /// A title above the plot. A figure on a page has a caption already, so most charts need none.
  public func chartTitle(_ title: String) -> Chart { with { $0.title = title } }

  /// The horizontal scale.
  ///
  /// - Parameters:
  ///   - domain: The numbers at the left and the right edge; by default, those of the data.
  ///   - type: How numbers become distances: linear, logarithmic, symmetric logarithmic.
  public func chartXScale(
    domain: ClosedRange<Double>? = nil, type: ScaleType = .linear
  ) -> Chart {
    with {
      $0.x.domain = domain
      $0.x.type = type
    }
  }

  /// The vertical scale.
  ///
  /// - Parameters:
  ///   - domain: The numbers at the lower and the upper edge; by default, those of the data.
  ///   - type: How numbers become distances: linear, logarithmic, symmetric logarithmic.
  public func chartYScale(
    domain: ClosedRange<Double>? = nil, type: ScaleType = .linear
  ) -> Chart {
    with {
      $0.y.domain = domain
      $0.y.type = type
    }
  }

  /// The horizontal axis: its title, unit included, and where it has ticks.
  public func chartXAxis(_ title: String? = nil, values: [Double]? = nil) -> Chart {
    with {
      if let title { $0.x.title = title }
      $0.x.values = values
    }
  }

  /// The vertical axis: its title, unit included, and where it has ticks.
  public func chartYAxis(_ title: String? = nil, values: [Double]? = nil) -> Chart {
    with {
      if let title { $0.y.title = title }
      $0.y.values = values
    }
  }

  /// No horizontal axis.
  public func chartXAxisHidden() -> Chart { with { $0.x.isHidden = true } }

  /// No vertical axis and no grid.
  public func chartYAxisHidden() -> Chart { with { $0.y.isHidden = true } }

  /// Whether and where series are named.
  public func chartLegend(_ visibility: LegendVisibility) -> Chart {
    with { $0.legend = visibility }
  }

  /// The paint of one series by its name, so that a method looks the same in every chart.
  ///
  /// The other series get the theme's remaining ones in their order.
  public func seriesColor(_ name: String, _ paint: Paint) -> Chart {
    with { chart in
      chart.seriesPaints.removeAll { $0.name == name }
      chart.seriesPaints.append(SeriesPaint(name: name, paint: paint))
    }
  }

  /// How the panels of `facet(by:)` are laid out, and which scales they share.
  public func chartFacets(columns: Int? = nil, sharesX: Bool = true, sharesY: Bool = true)
    -> Chart
  {
    if let columns, columns < 1 { fatalError("Chart.chartFacets: \(columns) columns") }
    return with {
      $0.facets = FacetOptions(columns: columns, sharesX: sharesX, sharesY: sharesY)
    }
  }

  /// Width over height of the whole drawing; 16:9 by default.
  public func aspectRatio(_ ratio: Double) -> Chart {
    guard ratio > 0.2, ratio < 20 else { fatalError("Chart.aspectRatio: \(ratio)") }
    return with { $0.aspectRatio = ratio }
  }

  /// The colours of a heat map: the numbers at both ends of the scale, and whether it diverges from
  /// zero (blue below, orange above) instead of rising from dark to light.
  public func chartColorScale(domain: ClosedRange<Double>? = nil, diverging: Bool = false)
    -> Chart
  {
    with {
      $0.colorDomain = domain
      $0.colorDiverges = diverging
    }
  }
}
