extension VerifyReport {
    /// Its look: a sheet of paper by day and by night, on a telephone and in print.
    static let style = """
        :root {
          --paper: #fbfaf7; --sheet: #fff; --ink: #1d1b16; --soft: #6a655a; --line: #e3dfd5; --well: #2f6b3f; --ill: #a4311f;
          --well-wash: #eaf3ec; --ill-wash: #faece9;
          font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; color: var(--ink);
          background: var(--paper); -webkit-text-size-adjust: 100%;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #171613; --sheet: #201e1a; --ink: #ece8df; --soft: #a8a294; --line: #38352e; --well: #8fcf9f; --ill: #f2968a;
            --well-wash: #1d2b21; --ill-wash: #35211e;
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0; }
        main { max-width: 68rem; margin: 0 auto; padding: clamp(1.5rem, 5vw, 4.5rem) clamp(1rem, 4vw, 3rem); }
        header { border-bottom: 3px double var(--line); padding-bottom: 1.75rem; margin-bottom: 2rem; }
        h1, h2, .figures strong { font-family: Georgia, "Noto Serif", "Times New Roman", serif; font-weight: 600; }
        h1 { font-size: clamp(1.8rem, 4.6vw, 3rem); line-height: 1.15; margin: 0 0 .9rem; max-width: 24em; text-wrap: balance; }
        h2 { font-size: 1.35rem; line-height: 1.25; margin: 0 0 .75rem; }
        p { margin: 0 0 1rem; max-width: 44rem; }
        .kicker { color: var(--soft); letter-spacing: .02em; margin: 0 0 .6rem; }
        .made, footer { color: var(--soft); font-size: .9rem; }
        .made { margin: 0; }
        h1.ill { color: var(--ill); }
        h1.well { color: var(--well); }
        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: 1rem; margin: 0 0 2.75rem; }
        .figures > div { background: var(--sheet); border: 1px solid var(--line); border-radius: 6px; padding: 1rem 1.1rem 1.1rem; }
        .figures dt { color: var(--soft); font-size: .9rem; }
        .figures dd { margin: 0; }
        .figures strong { display: block; font-size: 2rem; line-height: 1.25; font-variant-numeric: lining-nums; }
        .figures .well strong { color: var(--well); }
        .figures .ill strong { color: var(--ill); }
        .figures span { display: block; color: var(--soft); font-size: .85rem; line-height: 1.35; }
        meter { appearance: none; display: block; width: 100%; height: 4px; margin: .35rem 0 .6rem; border: 0; border-radius: 2px;
          background: var(--line); overflow: hidden; }
        meter::-webkit-meter-bar { height: 4px; border: 0; border-radius: 2px; background: var(--line); }
        meter::-webkit-meter-optimum-value { background: var(--well); }
        meter::-moz-meter-bar { background: var(--well); }
        .ill meter::-webkit-meter-optimum-value { background: var(--ill); }
        .ill meter::-moz-meter-bar { background: var(--ill); }
        .part meter::-webkit-meter-optimum-value { background: var(--soft); }
        .part meter::-moz-meter-bar { background: var(--soft); }
        section { margin: 0 0 2.75rem; }
        .wide { overflow-x: auto; background: var(--sheet); border: 1px solid var(--line); border-radius: 6px; }
        table { border-collapse: collapse; width: 100%; font-size: .92rem; }
        th, td { text-align: left; vertical-align: top; padding: .5rem .9rem; border-bottom: 1px solid var(--line);
          overflow-wrap: anywhere; }
        td:first-child { min-width: 14rem; }
        tbody tr:last-child > * { border-bottom: 0; }
        thead th { color: var(--soft); font-weight: 500; white-space: nowrap; }
        .numbers td, .numbers th:not(:first-child) { text-align: right; font-variant-numeric: tabular-nums; min-width: 0; }
        tbody th { font-weight: 500; white-space: nowrap; }
        .none { color: var(--soft); }
        .lost { color: var(--ill); font-weight: 700; }
        #lost .wide { background: var(--ill-wash); border-color: color-mix(in srgb, var(--ill) 35%, transparent); }
        a { color: inherit; text-decoration: underline; text-decoration-color: var(--line); text-underline-offset: .2em; }
        a:hover { text-decoration-color: currentColor; }
        :focus-visible { outline: 2px solid currentColor; outline-offset: 2px; border-radius: 2px; }
        code { font: .88em ui-monospace, "SF Mono", "Noto Sans Mono", monospace; background: var(--sheet); border: 1px solid var(--line);
          border-radius: 3px; padding: .05em .3em; }
        q { quotes: "“" "”"; }
        ul { padding-left: 1.2rem; margin: 0; overflow-wrap: anywhere; }
        details { border-top: 1px solid var(--line); }
        details:last-of-type { border-bottom: 1px solid var(--line); }
        summary { cursor: pointer; padding: .7rem .2rem; }
        summary span { color: var(--soft); font-variant-numeric: tabular-nums; }
        details[open] { padding-bottom: 1rem; }
        footer { border-top: 1px solid var(--line); padding-top: 1rem; }
        @media print { main { padding: 0; max-width: none; } details { display: none; } }
        """
}
