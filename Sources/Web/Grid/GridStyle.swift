/// How the grid and its recommendations look, a part of the one stylesheet.
enum GridStyle {
    static let text = tiles + tones + bar + recommended

    /// A tile is a checkbox as large as its picture, so that tap, click, space bar and screen reader all meet
    /// the same control. Columns are as wide as their titles need in the reader's own size of text, and never
    /// fewer than two.
    private static let tiles = """
        .tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(6.2rem,calc(50% - .3rem)),1fr));gap:.6rem;\
        list-style:none;padding:0;margin:1rem 0}
        @media (min-width:600px){.tiles{grid-template-columns:repeat(auto-fill,minmax(min(8.5rem,calc(50% - .45rem)),1fr));\
        gap:.9rem}}
        .tiles.few{grid-template-columns:repeat(auto-fill,minmax(min(5rem,calc(50% - .45rem)),1fr))}
        .tile{margin:0;min-width:0}
        .tile label{display:block;position:relative;cursor:pointer;font-weight:600}
        .tile input{position:absolute;inset:0;z-index:1;width:100%;height:100%;margin:0;appearance:none;cursor:pointer;\
        border-radius:10px;background:none}
        .picture{display:block;position:relative;aspect-ratio:2/3;border-radius:10px;overflow:hidden;background:#3b4654}
        .picture .name{display:flex;align-items:center;justify-content:center;text-align:center;height:100%;padding:.6rem .5rem;\
        color:#fff;font-size:.95rem;font-weight:600;line-height:1.25;overflow:hidden;word-break:keep-all;overflow-wrap:anywhere;hyphens:auto}
        @media (max-width:480px){.tiles:not(.few) .name{font-size:.82rem;padding:.4rem .3rem}}
        .tiles.few .name{font-size:.82rem;padding:.4rem .3rem}
        .picture img{position:absolute;inset:0;width:100%;height:100%;object-fit:cover}
        .tile .caption{display:block;padding:.25rem .1rem 0;font-size:.9rem;line-height:1.3;font-weight:400;color:var(--soft);\
        min-height:1.6em}
        .tile .mark{position:absolute;z-index:1;top:.35rem;right:.35rem;width:1.9rem;height:1.9rem;border-radius:50%;\
        background:var(--paper);border:2px solid var(--edge);pointer-events:none}
        .tile input:checked~.mark{background:var(--accent);border-color:var(--over);color:var(--over);text-align:center;\
        font:700 1.1rem/1.65rem system-ui,sans-serif}
        .tile input:checked~.mark::before{content:"✓"}
        .tile input:checked~.picture{box-shadow:0 0 0 4px var(--accent)}
        .tile input:hover~.picture{box-shadow:0 0 0 3px var(--edge)}
        .tile input:checked:hover~.picture{box-shadow:0 0 0 4px var(--hover)}

        """

    /// The grounds of titles without a poster: white text has a contrast of 4.5 or more on each.
    private static let tones = """
        .tone-0 .picture{background:#1f4e79}.tone-1 .picture{background:#6b2d5c}.tone-2 .picture{background:#2d5f3f}\
        .tone-3 .picture{background:#7a3b1d}.tone-4 .picture{background:#3a3f8f}.tone-5 .picture{background:#0f5c63}\
        .tone-6 .picture{background:#7d2438}.tone-7 .picture{background:#4b5320}

        """

    /// The count needs no script: every chosen tile before it counts.
    private static let bar = """
        form.grid{counter-reset:taps}
        form.grid input[name=tap]:checked{counter-increment:taps}
        .bar{position:sticky;bottom:0;z-index:2;display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;\
        justify-content:space-between;background:var(--paper);border-top:1px solid var(--line);padding:.6rem 0;margin-top:.5rem}
        .bar .count{margin:0;font-weight:600}
        .bar .counted::before{content:counter(taps)}
        html:has(.bar){scroll-padding-bottom:6rem}
        .search{display:flex;flex-wrap:wrap;gap:.5rem;align-items:flex-end;margin:1rem 0}
        .search .field{flex:1 1 14rem;margin:0}
        .search input{max-width:none}
        .sides{display:block}
        @media (min-width:960px){.sides{display:grid;grid-template-columns:minmax(0,1fr) 19rem;gap:2rem;align-items:start}\
        .aside{position:sticky;top:1rem}}
        .aside:empty{display:none}

        """

    private static let recommended = """
        .picks{list-style:none;padding:0;margin:.75rem 0}
        .pick{display:grid;grid-template-columns:min(4.5rem,22%) minmax(0,1fr);gap:0 .9rem;align-items:start;padding:.7rem 0;margin:0;\
        border-top:1px solid var(--line)}
        .pick .picture{border-radius:8px}
        .pick .name{font-size:.7rem;padding:.3rem .25rem}
        .picks h3{margin:0;font-size:1.05rem;line-height:1.35}
        .picks p{margin:.1rem 0;font-size:.95rem;color:var(--soft)}
        .pick .choice{display:inline-flex;margin:.4rem 0 0}
        @media (min-width:860px){.picks.many{display:grid;grid-template-columns:1fr 1fr;gap:0 2.5rem}}
        .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(10rem,1fr));gap:.75rem;padding:0;margin:1rem 0;\
        list-style:none}
        .figures li{background:var(--box);border:1px solid var(--line);border-radius:12px;padding:.75rem 1rem;margin:0}
        .figures strong{display:block;font-size:1.7rem;line-height:1.2}

        """
}
