extension Table {
  /// The style sheet of every table, in the theme's colours.
  public static var css: String {
    """
    .table-scroll { overflow-x: auto; }
    .data-table {
      border-collapse: collapse; margin: 0 auto; font-family: var(--font-sans); font-size: 0.875rem;
      line-height: 1.45; color: var(--ink); font-variant-numeric: lining-nums tabular-nums;
      border-top: 1.5px solid var(--ink); border-bottom: 1.5px solid var(--ink);
    }
    .data-table caption {
      padding-bottom: 0.5em; color: var(--ink); text-align: left; font-weight: 600;
    }
    .data-table th, .data-table td {
      padding: 0.28em 0.9em; vertical-align: baseline; font-weight: 400;
    }
    .data-table :is(th, td):first-child { padding-left: 0.3em; }
    .data-table :is(th, td):last-child { padding-right: 0.3em; }
    .data-table thead th { font-weight: 600; vertical-align: bottom; }
    .data-table thead tr:last-child th, .data-table thead th[rowspan] {
      border-bottom: 1px solid var(--axis);
    }
    .data-table thead th.group { text-align: center; border-bottom: 1px solid var(--axis); }
    .data-table tbody + tbody { border-top: 1px solid var(--grid); }
    .data-table .section {
      padding-top: 0.7em; text-align: left; font-weight: 600; color: var(--ink-muted);
    }
    .data-table .leading { text-align: left; }
    .data-table .center { text-align: center; }
    .data-table .trailing { text-align: right; }
    .data-table tbody .trailing { white-space: nowrap; }
    .data-table sup { font-size: 0.75em; line-height: 0; }
    .data-table .unit { color: var(--ink-muted); font-weight: 400; white-space: nowrap; }
    .data-table strong { font-weight: 700; }
    .data-table .best-mark { padding-right: 0.35em; color: var(--accent); font-size: 0.8em; }
    .data-table tfoot { border-top: 1px solid var(--axis); }
    .data-table .note { color: var(--ink-muted); font-size: 0.93em; text-align: left; }
    .visually-hidden {
      position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; overflow: hidden;
      clip-path: inset(50%); white-space: nowrap; border: 0;
    }

    """
  }
}
