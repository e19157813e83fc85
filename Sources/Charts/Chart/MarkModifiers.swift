extension ChartContent {
  /// Colours by the value's category, each a series with a name in the legend; by the value itself
  /// in a heat map.
  public func foregroundStyle(by value: PlottableValue) -> ChartGroup {
    modified { $0.foreground = value }
  }

  /// One colour, without an entry in the legend.
  public func foregroundStyle(_ paint: Paint) -> ChartGroup { modified { $0.paint = paint } }

  /// Solid, dashed, ….
  public func lineStyle(_ style: LineStyle) -> ChartGroup { modified { $0.lineStyle = style } }

  /// The line's width, in viewBox units.
  public func lineWidth(_ width: Double) -> ChartGroup { modified { $0.lineWidth = width } }

  /// 0 (invisible) … 1.
  public func opacity(_ opacity: Double) -> ChartGroup { modified { $0.opacity = opacity } }

  /// A symbol by the value's category, on lines too.
  public func symbol(by value: PlottableValue) -> ChartGroup { modified { $0.symbolBy = value } }

  /// One symbol, on lines too.
  public func symbol(_ symbol: Symbol) -> ChartGroup { modified { $0.symbol = symbol } }

  /// How a line or an area gets from one point to the next.
  public func interpolationMethod(_ method: InterpolationMethod) -> ChartGroup {
    modified { $0.interpolation = method }
  }

  /// Bars (and intervals) with different values stand side by side instead of on top of each other.
  public func position(by value: PlottableValue) -> ChartGroup {
    modified { $0.positionBy = value }
  }

  /// Words at the mark; the name of a reference line; the text in a cell.
  public func annotation(_ text: String, position: AnnotationPosition = .automatic) -> ChartGroup {
    modified { $0.annotation = Annotation(text: text, position: position) }
  }

  /// Small multiples: marks with different values stand in panels of their own, those without in
  /// every panel.
  public func facet(by value: PlottableValue) -> ChartGroup { modified { $0.facetBy = value } }

  private func modified(_ change: (inout MarkLook) -> Void) -> ChartGroup {
    ChartGroup(marks: Mark.modified(marks, change))
  }
}
